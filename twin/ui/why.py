"""The story card of the page: who is asked about, what is told of it, who is followed on the map.

Cards are read on the session's thread, between two hours, so that a card is of one moment.
"""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import solara

from agents.teams import OFF_DUTY
from agents.vendors import TRADING
from twin.errors import InputError
from twin.session import Picture, Session
from twin.ui.panels import Data, Event
from twin.ui.text import say_all
from twin.ui.told import Tell, use_told
from twin.why import Card, card_of

#: What a card can be asked about: its kind and row.
Subject = tuple[str, int]
#: Seconds between two readings of a card while the city plays: text that changes faster is noise.
EVERY = 1.0
#: Kinds that move on the map, with their tables.
MOVING = {"vendor": "vendors", "team": "teams"}
#: Cards one can go back through.
MOST_BACK = 20


class Why:
    """The asking of one visitor about one city. ``tell`` gets each card, None for none."""

    def __init__(self, session: Session, opening_day: int, send: Callable[[Data], None]) -> None:
        """Ask nothing yet; ``send`` reaches the map."""
        self.session, self.opening_day, self.send = session, opening_day, send
        self.tell: Callable[[Card | None], object] = lambda card: None
        self.subject: Subject | None = None
        self.past: list[Subject] = []
        self.followed = False
        self.keys = False
        self._read_at = 0.0

    def ask(self, content: Data) -> None:
        """Ask about a cell of the map, or whoever stands in it under the pointer; -1 for nobody.

        ``{"cell": 12, "who": "vendor", "place": 3, "keys": false}``: ``place`` counts those of
        its kind in the cell, in the order in which the map draws them.
        """
        cell, who = int(content["cell"]), content.get("who")
        if cell < 0:
            self.close()
            return
        self.keys = bool(content.get("keys"))
        place = int(content.get("place", -1))
        self.session.desk.leave(lambda: self._ask(cell, who, place))

    def open(self, door: Data) -> None:
        """Go on to another card: ``{"kind": "vendor", "row": 3}``."""
        if self.subject is not None:
            self.past = [*self.past, self.subject][-MOST_BACK:]
        self._turn_to((str(door["kind"]), int(door["row"])))

    def act(self, name: str) -> None:
        """Go back to the card before, follow who it is about (or stop), or put it away.

        Raises KeyError for anything else.
        """
        if name == "back":
            if self.past:
                self._turn_to(self.past.pop())
        elif name == "follow":
            self.followed = not self.followed
            self._refresh()
        elif name == "close":
            self.close()
        else:
            raise KeyError(name)

    def close(self) -> None:
        """Put the card away."""
        if self.subject is not None:
            self.subject, self.followed, self.past = None, False, []
            self.send({"kind": "pin", "cell": -1, "mark": self.mark()})
            self.tell(None)

    def mark(self) -> Data:
        """Give the cell to mark on the map (-1 none), and whether to keep it in sight."""
        if self.subject is None or self.subject[0] not in MOVING:
            return {"cell": -1, "on": False}
        kind, row = self.subject
        rows = self.session.model.world.rows(MOVING[kind])
        cell = int(rows.cell[row]) if 0 <= row < len(rows) else -1
        return {"cell": cell, "on": self.followed}

    def state(self) -> Data:
        """Give what goes with a card: who is followed, whether there is a way back."""
        return {
            "followed": self.followed,
            "moves": self.subject is not None and self.subject[0] in MOVING,
            "past": len(self.past),
            "keys": self.keys,
        }

    def hear(self, picture: Picture) -> None:
        """Read the card again for a newer picture: at most once a second while the city plays."""
        if self.subject is None:
            return
        if self.session.desk.at_rest() or time.monotonic() >= self._read_at + EVERY:
            self._refresh()

    def _turn_to(self, subject: Subject) -> None:
        self.followed = self.followed and subject[0] in MOVING
        self.subject = subject
        self._refresh()

    def _refresh(self) -> None:
        self._read_at = time.monotonic()
        self.session.desk.leave(self._read)

    def _ask(self, cell: int, who: Any, place: int) -> None:
        world = self.session.model.world
        self.past, self.followed = [], False
        self.subject = standing_at(world, cell, who, place) or ("cell", cell)
        self._read()

    def _read(self) -> None:
        """Read the card; a row that has gone since it was asked about gives none."""
        subject = self.subject
        if subject is None:
            return
        try:
            card = card_of(self.session.model.world, *subject, self.opening_day)
        except InputError:
            self.close()
            return
        self.send({"kind": "pin", "cell": card.cell, "mark": self.mark()})
        self.tell(card)


def standing_at(world: Any, cell: int, who: Any, place: int) -> Subject | None:
    """Give the vendor or team that is the ``place``-th of its kind in a cell, as drawn."""
    if who not in MOVING or place < 0:
        return None
    rows = world.rows(MOVING[who])
    there = rows.state == TRADING if who == "vendor" else rows.state != OFF_DUTY
    found = np.flatnonzero(there & (rows.cell == cell))
    return (who, int(found[place])) if place < len(found) else None


@solara.component_vue("static/why.vue", vuetify=False)
def WhyCard(
    words: Data, card: Data | None, state: Data, event_open: Event, event_act: Event
) -> None:
    """A story card: sentences, the steps of a case, a table of choices, doors to others.

    ``event_act`` gets ``"back"``, ``"follow"`` or ``"close"``.
    """


WORDS = (
    "why_back", "why_follow", "why_following", "why_doors", "why_taken", "close", "why_card",
)  # fmt: skip


@solara.component
def WhyPanel(why: Why, language: str) -> None:
    """The card of whoever is asked about, drawn again as the city goes on."""

    def listen(tell: Tell[tuple[Card | None, Data]]) -> Callable[[], None]:
        why.tell = lambda card: tell((card, why.state()))
        return lambda: setattr(why, "tell", lambda _: None)

    nothing: tuple[Card | None, Data] = (None, why.state())
    card, state = use_told(nothing, listen)
    WhyCard(
        words=say_all(language, *WORDS),
        card=card.to_dict(language) if card else None,
        state=state,
        event_open=why.open,
        event_act=why.act,
    )
