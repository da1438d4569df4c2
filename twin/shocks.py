"""Shocks: what befalls a district, with a before, a during and an after, as hourly forcings.

A shock is a file in ``scenarios/shocks``; a scenario places it on a day. What all placed shocks
do together in an hour is a pure function of the hour (:func:`forcings`): no luck, no memory. May
import what lies below: reading, paths, settings, errors.

Several at once: multipliers multiply; wind, rain and festival join as 1 - (1 - a)(1 - b);
newcomers and damage add. They raise one another: what wind and rain break on ground softened by
an earlier storm is more (:func:`softened`), and a festival empties as wind and rain rise.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from agents.knob import Words
from twin.errors import InputError, check_known
from twin.settings import as_number, check_number, check_whole
from twin.shockfile import HOURS_A_DAY, MULTIPLIERS, NEUTRAL, SHARES, Shock, load_shock

DAY_LOW, DAY_HIGH = 1, 3653
STRENGTH_HIGH = 2.0
KEYS = ("name", "day", "hour", "strength")
#: Ground softened by a storm: half dry again after this many hours (assumption: three days).
DRYING_HALF = 72.0
#: An hour of the strongest wind or heaviest rain each soften by 1; ground is soft through at this
#: many such hours (assumption), where what breaks is raised by ``SOFT_RAISE`` (assumption: half).
SOFT_THROUGH, SOFT_RAISE = 12.0, 0.5
PER = 10_000.0


@dataclass(frozen=True)
class Placed:
    """A shock placed in a scenario: its anchor hour (landfall, opening) on a measured day.

    ``strength`` scales what it does, 1 as in its file; at 0 it is a false alarm: the warning and
    the response come, the shock does not.
    """

    name: str
    day: int
    hour: int
    strength: float = 1.0

    def to_dict(self) -> dict[str, Any]:
        """Give plain data with the keys of a file."""
        return {name: getattr(self, name) for name in KEYS}


class Episode(NamedTuple):
    """One shock of a run: ``at`` counts hours from the first measured hour to its anchor."""

    shock: Shock
    at: int
    strength: float


class Window(NamedTuple):
    """When a shock is coming, there, and over: each from one hour up to, not with, another.

    Hours count from the first measured hour; a negative one lies in the burn-in.
    """

    name: str
    before: tuple[int, int]
    during: tuple[int, int]
    after: tuple[int, int]


class Notice(NamedTuple):
    """What is announced at an hour since the first measured one: the shock, and the words."""

    hour: int
    title: Words
    text: Words


def read_placed(values: object, where: str = "shocks") -> tuple[Placed, ...]:
    """Give the placed shocks of a list of tables; raises InputError for the first mistake."""
    if isinstance(values, str | Mapping) or not isinstance(values, Iterable):
        raise InputError("not a list of tables", where, values, "[[shocks]] tables")
    return tuple(
        _read(item.to_dict() if isinstance(item, Placed) else item, f"{where}[{number}]")
        for number, item in enumerate(values, start=1)
    )


def placed_text(placed: Placed) -> str:
    """Give a placed shock as ``--shock`` takes it: NAME@DAY:HOUR:STRENGTH.

    >>> placed_text(Placed("typhoon", 20, 7))
    'typhoon@20:7:1.0'
    """
    return f"{placed.name}@{placed.day}:{placed.hour}:{placed.strength!r}"


ON = Words("{title}：第 {day} 天 {hour} 时", "{title} on day {day} at {hour} h")
TIMES = Words("，强度 {strength:g}", ", strength {strength:g}")


def describe_placed(placed: Placed, words: str) -> str:
    """Give a placed shock as a line for people, in ``"zh"`` or ``"en"``."""
    title = load_shock(placed.name).title[words]
    text = ON[words].format(title=title, day=placed.day, hour=placed.hour)
    return text if placed.strength == 1.0 else text + TIMES[words].format(strength=placed.strength)


def parse_placed(text: str, where: str = "--shock") -> Placed:
    """Give the shock a person typed: NAME@DAY, NAME@DAY:HOUR or NAME@DAY:HOUR:STRENGTH.

    Raises InputError where it cannot be read.
    """
    name, mark, when = text.rpartition("@")
    numbers = [as_number(part) for part in when.split(":")]
    if not mark or len(numbers) > 3:
        raise InputError("not a placed shock", where, text, "NAME@DAY[:HOUR[:STRENGTH]]")
    return _read({"name": name, **dict(zip(KEYS[1:], numbers, strict=False))}, where)


def _read(values: object, where: str) -> Placed:
    if not isinstance(values, Mapping):
        raise InputError("not a table", where, values, '{ name = "typhoon", day = 20 }')
    for key in values:
        check_known(key, KEYS, "unknown key", f"{where}.{key}")
    for key in KEYS[:2]:
        if key not in values:
            raise InputError("missing key", f"{where}.{key}", allowed="a name and a day")
    shock = load_shock(values["name"], f"{where}.name")
    day = check_whole(values["day"], DAY_LOW, DAY_HIGH, f"{where}.day", "days")
    hour = check_whole(values.get("hour", shock.hour), 0, 23, f"{where}.hour", "h")
    strength = values.get("strength", 1.0)
    strength = check_number(strength, 0.0, STRENGTH_HIGH, f"{where}.strength")
    return Placed(str(values["name"]), day, hour, strength)


def unfold(placed: Iterable[Placed]) -> tuple[Episode, ...]:
    """Give the single shocks of a run in the order in which they strike.

    A shock made of others (the double strike) becomes its parts.
    """
    episodes: list[Episode] = []
    for one in placed:
        shock, at = load_shock(one.name), HOURS_A_DAY * (one.day - 1) + one.hour
        episodes += [Episode(load_shock(p.name), at + p.hours, one.strength) for p in shock.parts]
        if not shock.parts:
            episodes.append(Episode(shock, at, one.strength))
    return _in_order(episodes)


def join(episodes: Iterable[Episode], placed: Placed) -> tuple[Episode, ...]:
    """Give some episodes and those of one more shock, in the order in which they strike."""
    return _in_order((*episodes, *unfold([placed])))


def place_next(name: str, since: int) -> Placed:
    """Place a shock so that nothing of it lies in the past, at its own hour of the day.

    ``since`` counts hours from the first measured one. Raises InputError for an unknown shock.
    """
    shock = load_shock(name)
    parts = unfold([Placed(name, 1, 0)])
    first = min(int(part.at + part.shock.reach[0]) for part in parts)
    day = -(-(since - first - shock.hour) // HOURS_A_DAY) + 1
    return Placed(name, day, shock.hour)


def _in_order(episodes: Iterable[Episode]) -> tuple[Episode, ...]:
    return tuple(sorted(episodes, key=lambda s: (s.at, s.shock.name, s.strength)))


def forcings(episodes: Sequence[Episode], hour: int) -> dict[str, float]:
    """Give what all shocks do in an hour since the first measured one, by name.

    wind, rain, festival: shares 0-1; warning, alert: 0 or 1; outing, visitors, demand,
    collection: multipliers, 1 as usual; newcomers: extra persons per 1,000 residents; damage:
    new blockages per 10,000 residents this hour where nothing was done against it.
    """
    values = dict(NEUTRAL)
    present = [e for e in episodes if e.shock.reach[0] <= hour - e.at <= e.shock.reach[1]]
    for episode in present:
        for name, value in _acts(episode, hour):
            values[name] = _joined(name, values[name], value)
    values["damage"] = sum(_damage(episodes, episode, hour) for episode in present)
    values["festival"] *= (1.0 - values["wind"]) * (1.0 - values["rain"])
    return values


def _acts(episode: Episode, hour: int) -> Iterable[tuple[str, float]]:
    shock, since = episode.shock, hour - episode.at
    yield "warning", float(shock.warning <= since < shock.start)
    yield "alert", float(shock.emergency and shock.warning <= since < shock.all_clear)
    for name in shock.curves:
        yield name, _scaled(name, shock.value(name, since), episode.strength)


def _scaled(name: str, value: float, strength: float) -> float:
    if name in MULTIPLIERS:
        return max(0.0, 1.0 + strength * (value - 1.0))
    return min(1.0, strength * value) if name in SHARES else strength * value


def _joined(name: str, one: float, other: float) -> float:
    if name in MULTIPLIERS:
        return one * other
    if name in SHARES:
        return 1.0 - (1.0 - one) * (1.0 - other)
    return max(one, other) if name in ("warning", "alert") else one + other


def _damage(episodes: Sequence[Episode], episode: Episode, hour: int) -> float:
    """Give what one shock breaks in an hour, raised by what others softened before."""
    broken = episode.shock.broken(hour - episode.at, episode.strength)
    if not broken:
        return 0.0
    others = [other for other in episodes if other is not episode]
    return broken * (1.0 + SOFT_RAISE * softened(others, hour))


def softened(episodes: Sequence[Episode], hour: int) -> float:
    """Give how soft earlier wind and rain left the ground, 0-1: soaked soil, loosened roots.

    An hour of wind w and rain r adds (w + r) / 12, and half of it is gone after 72 hours.
    Assumption. What still lies unrepaired is state of the city and not counted here.
    """
    total = 0.0
    for shock, at, strength in episodes:
        hours = np.arange(at + shock.first_hour(), hour)
        force = sum(
            (
                np.minimum(1.0, strength * shock.values(name, hours - at))
                for name in ("wind", "rain")
            ),
            start=np.zeros(len(hours)),
        )
        total += float((force * 0.5 ** ((hour - hours) / DRYING_HALF)).sum())
    return min(1.0, total / SOFT_THROUGH)


def fill_weather(world: Any, episodes: Sequence[Episode], origin_tick: int) -> None:
    """Write the hour's forcings into the one row of the table ``weather``.

    ``origin_tick`` is the tick of the first measured hour. Damage becomes expected new blockages
    per cell, at the mean number of residents of a cell.
    """
    row, persons = world.rows("weather")[0], world.rows("cells").persons
    values = forcings(episodes, int(world.now.tick) - origin_tick)
    values["damage"] *= float(persons.mean()) / PER
    for name, value in values.items():
        row[name] = value


def windows(episodes: Iterable[Episode]) -> tuple[Window, ...]:
    """Give for each shock the hours before, during and after it, in the order they strike.

    Before: from the warning to the start. During: to the all clear. After: as long as recovery is
    followed.
    """
    return tuple(
        Window(
            shock.name,
            (at + shock.warning, at + shock.start),
            (at + shock.start, at + shock.all_clear),
            (at + shock.all_clear, at + shock.after),
        )
        for shock, at, _ in episodes
    )


def notices(episodes: Iterable[Episode]) -> tuple[Notice, ...]:
    """Give what is announced of every shock, by hour: warning, landfall or start, all clear."""
    found = []
    for shock, at, _ in episodes:
        words = shock.says()
        hours = (shock.warning, 0, shock.all_clear)
        # a shock without warning is announced by its start, one that stays has no all clear
        kept = [(hours[1], words[1])]
        kept += [(hours[0], words[0])] if shock.warning < min(shock.start, 0) else []
        kept += [] if shock.stays() else [(hours[2], words[2])]
        found += [Notice(at + hour, shock.title, text) for hour, text in kept]
    return tuple(sorted(found, key=lambda notice: (notice.hour, notice.title.en)))
