"""A visit to Compare: the row of cities, the actions on it, the stream to the page, the futures."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from twin.indicators import INDICATOR_NAMES
from twin.lockstep import Lockstep, Row
from twin.mould import Mould
from twin.opening import burned_in, opening_moment
from twin.replications import Future, Replicator
from twin.session import Picture, Trail
from twin.share import city_of
from twin.ui.cloakroom import Cloakroom, leave_paused
from twin.ui.compare.cockpit import CompareCockpit, Compared
from twin.ui.compare.panes import LETTERS, Panes
from twin.ui.data.space import is_own, own_district, place_of
from twin.ui.headline import headline_items
from twin.ui.narrator import other_layers, picture_words
from twin.ui.pump import Send, Stream


@dataclass(frozen=True)
class LeftRow:
    """What a visitor left behind: the cities, paused, and what the page showed of them."""

    row: Lockstep
    shown: Compared


#: Shared by all visitors of this server; a key holds the secret of the visitor's cookie.
CLOAKROOM: Cloakroom[LeftRow] = Cloakroom()


class CompareVisit:
    """What one page of Compare holds. ``shown`` is a reactive of Compared."""

    def __init__(self, row: Lockstep, shown: Any) -> None:
        """Begin a visit to a row of cities, fresh or left a moment ago."""
        self.row, self.shown = row, shown
        name = shown.value.panes.choices[0].district
        self.district = place_of(name)
        own = own_district(name) if is_own(name) else None
        #: What the futures are made of: a shipped district by name, one's own by its folder.
        self.place = str(own.folder) if own else name
        # days are counted from the opening of the city, also where the panes begin later
        self.opening_day = self.district.burn_in
        last = zip(INDICATOR_NAMES, row.moment.history[-1].tolist(), strict=True)
        #: The levers where the panes begin, whoever turned them.
        self.standing = row.moment.levers()
        self._opening = {name: value for name, value in last if math.isfinite(value)}
        self.cockpit = CompareCockpit(row, shown)
        #: Where the frames of a pane go, by its key.
        self.sends: dict[int, Send] = {}
        self.stream: Stream[Row] = Stream(row, self._carry)
        # what comes of a visitor's own district stays in their space, and goes with it
        self.replicator = Replicator(own.futures if own else None)

    def replicate(self) -> None:
        """Make the futures of the panes as they are now, in their order."""
        panes = self.shown.value.panes
        before = panes.before.query() if panes.before else ""
        self.replicator.make(
            [Future(self.place, choice.levers, before=before) for choice in panes.choices]
        )

    def leave(self, owner: str) -> None:
        """End the visit: stream and futures at once, the cities when their owner stays away."""
        self.stream.close()
        self.replicator.stop()
        shown = replace(self.shown.value, playing=False)
        key = (owner, shown.panes.address())
        leave_paused(CLOAKROOM, key, LeftRow(self.row, shown), self.row)

    def trails(self) -> list[Trail]:
        """Give where each city has been, in the order of the panes; none while they change."""
        sides, plans = self.row.sides, self.shown.value.panes.plans()
        return [side.trail for side in sides] if [side.plan for side in sides] == [*plans] else []

    def _carry(self, row: Row) -> None:
        panes = self.shown.value.panes
        names = dict(zip(panes.keys, LETTERS, strict=False))
        for key, picture in row.pictures.items():
            send = self.sends.get(key)
            if send is not None:
                send(self._words(picture, names.get(key, "")), [picture.frame])

    def _words(self, picture: Picture, letter: str) -> dict[str, Any]:
        """Give what goes with a frame: clock, text equivalent, card, whether the cities run."""
        language = self.shown.value.panes.language
        title = self.district.title[language]
        parts = {"pane": letter.upper(), "title": title}
        return {
            "kind": "frame",
            "number": picture.number,
            **picture_words(picture, self.opening_day, language, "pane_text", **parts),
            "playing": self.row.desk.playing,
            "card": card_of(picture, language),
            "numbers": headline_items(picture.values, self._opening, language),
        }


def card_of(picture: Picture, language: str) -> dict[str, Any] | None:
    """Give what is known of the cell looked at, beyond what the frame itself holds."""
    if not picture.card:
        return None
    return {"cell": picture.gaze.cell, "rows": other_layers(picture, language)}


def fetch_row(owner: str, panes: Panes) -> LeftRow | None:
    """Give what this visitor left under the address of these panes; None if nothing is kept."""
    return CLOAKROOM.fetch((owner, panes.address()))


def open_row(panes: Panes, heed: Callable[[], None] = lambda: None) -> Lockstep:
    """Open cities of one's own, one for each pane, on the cached state of their district.

    Where they share a past it is run first: what ``heed`` raises before an hour of it ends that.
    """
    district = panes.choices[0].district
    if panes.before is not None:
        city = city_of(panes.before, heed)
    elif is_own(district):
        city = own_district(district).city()
    else:
        return Lockstep(lambda: burned_in(district), opening_moment(district), panes.plans())
    return Lockstep(Mould(city).cast, city.snapshot(), panes.plans())
