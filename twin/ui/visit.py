"""A visit: one visitor's city, the actions on it and the stream to the page; and what comes after.

A visitor who reloads finds the same city at the same hour; see ``twin/ui/cloakroom.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from twin.opening import POLICY, burned_in, opening_moment, set_up
from twin.session import Picture, Session
from twin.ui.choice import Choice, vector
from twin.ui.cloakroom import Cloakroom, leave_paused
from twin.ui.cockpit import Cockpit
from twin.ui.data.space import is_own, own_district
from twin.ui.narrator import Narrator
from twin.ui.pump import Pump
from twin.ui.seat import Shown
from twin.ui.watch.shared import SHARED
from twin.ui.why import Why


@dataclass(frozen=True)
class Left:
    """What a visitor left behind: the city, paused, and what the page showed of it."""

    session: Session
    shown: Shown


#: Shared by all visitors of this server; a key holds the secret of the visitor's cookie.
CLOAKROOM: Cloakroom[Left] = Cloakroom()


class Visit:
    """What one page holds. ``shown`` is a reactive of :class:`twin.ui.seat.Shown`."""

    def __init__(self, session: Session, shown: Any, page: str = "run") -> None:
        """Begin a visit of a page to a city, fresh or left a moment ago."""
        self.page = page
        #: Called when the map is there, with whether the visitor wants no motion.
        self.ready: Callable[[bool], None] = lambda still: None
        self.session = session
        self.shown = shown
        self.district = session.model.world.district
        self.cockpit = Cockpit(session, shown)
        self.narrator = Narrator(session, lambda: str(shown.value.choice.language))
        self.pump = Pump(session, self.frame_words)
        self.why = Why(session, self.narrator.opening_day, self.pin)
        self.pump.tells += [self.cockpit.hear, self.why.hear]
        SHARED.taken_up(session)

    def frame_words(self, picture: Picture) -> dict[str, Any]:
        """Give what goes with a frame: the narrator's words, and whom the map is to mark."""
        return {**self.narrator.frame_words(picture), "mark": self.why.mark()}

    def pin(self, content: dict[str, Any]) -> None:
        """Send a message to the map, once it is there."""
        if self.pump.send is not None:
            self.pump.send(content, [])

    def leave(self, owner: str) -> None:
        """End the visit: the stream at once, the city when its owner does not come back."""
        self.pump.close()
        SHARED.left(self.session)
        shown = replace(self.shown.value, playing=False)
        key = (owner, self.page + shown.choice.address())
        leave_paused(CLOAKROOM, key, Left(self.session, shown), self.session)


def fetch(owner: str, choice: Choice, page: str = "run") -> Left | None:
    """Give what this visitor left on a page under this choice; None if nothing is kept."""
    return CLOAKROOM.fetch((owner, page + choice.address()))


def open_city(choice: Choice) -> Session:
    """Open a city of one's own on the cached state of its district, as it was chosen."""
    if is_own(choice.district):
        city = own_district(choice.district).city()
        opening = city.snapshot()
    else:
        city, opening = burned_in(choice.district), opening_moment(choice.district)
    if choice.story:
        set_up(city, choice.story)
    session = Session(city, opening)
    usual = vector(POLICY)
    session.turn({k: v for k, v in choice.levers.items() if v != usual[k]})
    return session
