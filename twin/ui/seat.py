"""Where a visitor sits before a city or a row: what the page shows of it, what the levers do."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from twin.errors import check_known
from twin.opening import POLICY
from twin.policy import policy_names
from twin.session import SPEEDS, Gaze, Player, Session
from twin.settings import Settings
from twin.ui.choice import Choice, vector
from twin.ui.text import LANGUAGES

#: What a visitor sits before.
Plays = TypeVar("Plays", bound=Player[Any])
#: Hours that can be gone at once.
STEPS = HOUR, DAY, WEEK = 1, 24, 168
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


class Seat(ABC, Generic[Plays]):
    """One visitor before what plays: its time, what is looked at, the language of the page.

    ``shown`` is a reactive of what the page shows, ``playing`` and ``speed`` among it.
    """

    def __init__(self, player: Plays, shown: Any, layer: str) -> None:
        """Sit down before what stands as ``shown`` says, and look at a layer of it."""
        self.player = player
        self.shown = shown
        self.gaze = Gaze(layer)
        player.look(self.gaze)

    def show_that(self, **changes: Any) -> None:
        """Change what the page shows, once, if it is a change; from any thread, losing no other."""
        self.shown.update(**changes)

    @abstractmethod
    def show_everywhere(self, **changes: Any) -> None:
        """Change the language or the layer of everything the page shows."""

    def toggle(self, _: int = 0) -> None:
        """Play, or pause."""
        if self.shown.value.playing:
            self.halt()
        else:
            self.player.play()
            self.show_that(playing=True)

    def halt(self) -> None:
        """Stop, hours still owed included."""
        self.player.pause()
        self.show_that(playing=False)

    def step(self, hours: int) -> None:
        """Go on an hour, a day or a week, and stop. Raises KeyError for another number of hours."""
        if hours not in STEPS:
            raise KeyError(hours)
        self.player.step(hours)
        self.show_that(playing=False)

    def pace(self, speed: int) -> None:
        """Choose one of ``SPEEDS`` by its place. Raises IndexError where there is none."""
        self.player.desk.pace(SPEEDS[speed])
        self.show_that(speed=speed)

    def show(self, layer: str) -> None:
        """Choose the layer of the map. Raises InputError for an unknown one."""
        gaze = replace(self.gaze, layer=layer)
        self.player.look(gaze)
        self.gaze = gaze
        self.show_everywhere(layer=layer)

    def look(self, cell: int) -> None:
        """Ask for the card of a cell, -1 for none."""
        self.gaze = replace(self.gaze, cell=cell)
        self.player.look(self.gaze)

    def speak(self, language: str) -> None:
        """Change the language of the page. Raises InputError for one it does not speak."""
        known = check_known(language[:2], LANGUAGES, "unknown language", "page")
        self.show_everywhere(language=known)


class LeverSeat(Seat[Session]):
    """What a visitor does with the levers of a city; every step can be undone."""

    def __init__(self, session: Session, shown: Any) -> None:
        """Sit down before a session that stands as ``shown`` says: a reactive of Shown."""
        super().__init__(session, shown, shown.value.choice.layer)
        #: Whether levers are being turned: the city may tell of it before the page does.
        self._turning = False

    def show_everywhere(self, **changes: Any) -> None:
        """Change the language or the layer of the page."""
        self.show_that(choice=replace(self.shown.value.choice, **changes))

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
        self._turning = True
        try:
            if turned:
                self.player.turn(turned)
            self.show_that(choice=choice, **stacks)
        finally:
            self._turning = False


def standing_choice(choice: Choice, turned: Mapping[str, float]) -> Choice:
    """Give a choice with the levers as the log of a city has left them.

    They are those of a known policy where one has them, else the visitor's own on the same base.
    """
    levers = Settings({**vector(POLICY), **turned})
    names = (choice.base, *policy_names())
    known = next((name for name in names if vector(name) == levers), "")
    return replace(choice, levers=levers, policy=known, base=known or choice.base)
