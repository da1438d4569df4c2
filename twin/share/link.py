"""The link: everything that was done to a city since its opening, as a query of an address.

``?v=1&district=classroom&at=37&log=0~whistle~1~~12~style~0.9``: the version of this form, the
place, the hours gone since the opening, and the log: hours since the opening, lever, value; or
hours, ``shock``, its name, day, hour and strength. Entries are parted by two tildes. ``own`` has a
hash of the text of every own behaviour in the log. Other keys (language, layer, policy: what the
page shows) are left alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from twin.district import district_names
from twin.errors import InputError, check_known
from twin.opening import DISTRICT
from twin.own import all_levers, check_texts, fingerprints
from twin.scenario import story_names
from twin.session.tape import Change, Entry, Strike
from twin.settings import as_number, check_settings, check_whole
from twin.shocks import read_placed

VERSION = 1
#: A link is shorter than this; what was done in a longer one is in the notebook.
LONGEST = 2_000
#: A city is followed for ten years at most.
MOST_HOURS = 24 * 3653
BETWEEN, WITHIN, SHOCK = "~~", "~", "shock"
WHERE = "link"


@dataclass(frozen=True)
class Link:
    """What was done to a city: hours in ``log`` and ``at`` count from its opening."""

    district: str = DISTRICT
    story: str = ""
    log: tuple[Entry, ...] = ()
    at: int = 0

    def query(self, shown: Iterable[tuple[str, str]] = ()) -> str:
        """Give the link as a query without ``?``; ``shown`` are keys of the page, put first."""
        own = {"v": str(VERSION), "district": self.district, "at": str(self.at)}
        if self.story:
            own["story"] = self.story
        if self.log:
            own["log"] = BETWEEN.join(_written(entry) for entry in self.log)
        if texts := fingerprints({e.lever: 1.0 for e in self.log if isinstance(e, Change)}):
            own["own"] = BETWEEN.join(WITHIN.join(pair) for pair in texts.items())
        kept = {key: value for key, value in shown if key not in own}
        return urlencode({**kept, **own})


def _written(entry: Entry) -> str:
    if isinstance(entry, Change):
        return WITHIN.join((str(entry.tick), entry.lever, _number(entry.value)))
    placed = entry.placed
    parts = (entry.tick, SHOCK, placed.name, placed.day, placed.hour, _number(placed.strength))
    return WITHIN.join(map(str, parts))


def _number(value: float) -> str:
    return repr(float(value)).removesuffix(".0")


def is_link(text: str) -> bool:
    """Tell whether an address or a query holds a link of ours, of any version."""
    return "v" in _given(text)


def read_link(text: str) -> Link:
    """Read a link: a whole address, or its query alone.

    Raises InputError for another version and for anything that cannot be used.
    """
    given = _given(text)
    check_known(given.get("v"), (str(VERSION),), "unknown link", "link v")
    place = check_known(
        given.get("district", DISTRICT), district_names(), "unknown district", "link district"
    )
    story = given.get("story", "")
    if story:
        check_known(story, story_names(), "unknown story", "link story")
    at = _whole(given.get("at", "0"), "link at")
    log = tuple(_read(part) for part in given.get("log", "").split(BETWEEN) if part)
    ticks = [entry.tick for entry in log]
    if ticks != sorted(ticks) or (ticks and ticks[-1] > at):
        raise InputError("broken link", "link log", ticks, "hours in order, none after the last")
    _check_own(given.get("own", ""))
    return Link(place, story, log, at)


def _check_own(text: str) -> None:
    """Refuse a link that was made with another text of an own behaviour."""
    parts = [part.partition(WITHIN) for part in text.split(BETWEEN) if part]
    check_texts({name: asked for name, _, asked in parts}, "link own")


def _given(text: str) -> dict[str, str]:
    query = urlsplit(text).query if "?" in text else text
    return dict(parse_qsl(query))


def _whole(text: str, where: str) -> int:
    return check_whole(as_number(text), 0, MOST_HOURS, where, "hours")


def _read(text: str) -> Entry:
    parts = text.split(WITHIN)
    if len(parts) == 3:
        tick, lever, value = parts
        values = check_settings({lever: as_number(value)}, all_levers(), "lever", "link ")
        return Change(_whole(tick, "link log"), lever, values[lever])
    if len(parts) == 6 and parts[1] == SHOCK:
        placed = dict(zip(("name", "day", "hour", "strength"), parts[2:], strict=True))
        numbers: dict[str, Any] = {k: v if k == "name" else as_number(v) for k, v in placed.items()}
        return Strike(_whole(parts[0], "link log"), read_placed([numbers], WHERE)[0])
    raise InputError("broken link", "link log", text, "HOURS~LEVER~VALUE")
