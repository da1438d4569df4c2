"""Where a visitor sits before a city: what the page shows of it, and what the levers do."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from twin.opening import POLICY
from twin.policy import policy_names
from twin.session import SPEEDS, Gaze, Session
from twin.settings import Settings
from twin.ui.choice import Choice, vector

#: Speeds as they stand in ``SPEEDS``: half a day in a second to begin with.
FIRST_SPEED = SPEEDS.index(12.0)
#: Turns of levers that can be undone.
MOST_TURNS = 100


@dataclass(frozen=True)
class Shown:
    """Everything the panels of the page are drawn from, except the moving numbers.

    ``past`` and ``future`` hold the choices that undo and redo go to, the nearest last.
    ``summary`` tells whether the look back at what changed is open.
    """

    choice: Choice = field(default_factory=Choice)
    playing: bool = False
    speed: int = FIRST_SPEED
    past: tuple[Choice, ...] = ()
    future: tuple[Choice, ...] = ()
    summary: bool = False


class Seat:
    """One visitor before one city. ``shown`` is a reactive of :class:`Shown`."""

    def __init__(self, session: Session, shown: Any) -> None:
        """Sit down before a session that stands as ``shown`` says."""
        self.session = session
        self.shown = shown
        self.gaze = Gaze(shown.value.choice.layer)
        session.look(self.gaze)

    def show_that(self, **changes: Any) -> None:
        """Change what the page shows, once, if it is a change."""
        changed = replace(self.shown.value, **changes)
        if changed != self.shown.value:
            self.shown.value = changed


class LeverSeat(Seat):
    """What a visitor does with levers; every step can be undone."""

    def turn(self, lever: dict[str, Any]) -> None:
        """Turn one lever: ``{"name": ..., "value": ...}``. Raises InputError if it cannot be."""
        self._choose(self.shown.value.choice.turn({lever["name"]: lever["value"]}))

    def adopt(self, policy: str) -> None:
        """Take over all levers of a policy. Raises InputError for an unknown one."""
        self._choose(self.shown.value.choice.adopt(policy))

    def undo(self, _: int = 0) -> None:
        """Take back the last turn of a lever or of all; nothing where there is none."""
        shown = self.shown.value
        if shown.past:
            future = (*shown.future, shown.choice)
            self._stand(shown.past[-1], past=shown.past[:-1], future=future)

    def redo(self, _: int = 0) -> None:
        """Do again what was taken back last; nothing where nothing was."""
        shown = self.shown.value
        if shown.future:
            past = (*shown.past, shown.choice)
            self._stand(shown.future[-1], past=past, future=shown.future[:-1])

    def _choose(self, choice: Choice) -> None:
        shown = self.shown.value
        if choice != shown.choice:
            past = (*shown.past, shown.choice)[-MOST_TURNS:]
            self._stand(choice, past=past, future=())

    def _stand(self, wanted: Choice, **stacks: Any) -> None:
        """Turn the levers to those of a choice; language and layer stay as they are."""
        before = self.shown.value.choice
        choice = replace(before, levers=wanted.levers, policy=wanted.policy, base=wanted.base)
        turned = {k: v for k, v in choice.levers.items() if v != before.levers[k]}
        if turned:
            self.session.turn(turned)
        self.show_that(choice=choice, **stacks)


def standing_choice(choice: Choice, turned: Mapping[str, float]) -> Choice:
    """Give a choice with the levers as the log of a city has left them.

    They are those of a known policy where one has them, else the visitor's own on the same base.
    """
    levers = Settings({**vector(POLICY), **turned})
    names = (choice.base, *policy_names())
    known = next((name for name in names if vector(name) == levers), "")
    return replace(choice, levers=levers, policy=known, base=known or choice.base)
