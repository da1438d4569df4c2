"""What a visitor can do: every action changes the city and what the page shows, once each.

No component of the page acts on a session by itself; they call this. Knows solara only through
the ``Reactive`` it writes to.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from twin.errors import check_known
from twin.session import SPEEDS, Picture, Session
from twin.shockfile import shock_names
from twin.ui.seat import LeverSeat, Shown, standing_choice
from twin.ui.story import horizon_days
from twin.ui.text import LANGUAGES

__all__ = ["DAY", "HOUR", "STEPS", "WEEK", "Cockpit", "Shown"]

STEPS = HOUR, DAY, WEEK = 1, 24, 168


class TimeSeat(LeverSeat):
    """What a visitor does with time: back, forth, to the horizon, a shock from now on."""

    @property
    def opening(self) -> int:
        """The hour at which the city was opened."""
        return self.session.tape.frames[0].tick

    @property
    def horizon(self) -> int:
        """The hour at which the course is looked back at: the end of the last day of the story."""
        return self.opening - self.opening % DAY + DAY * horizon_days(self.shown.value.choice.story)

    def go(self, tick: int) -> None:
        """Go to an hour: back to one that was lived, or on as fast as the city can."""
        head = self.session.tape.head
        tick = min(tick, max(head, self.horizon))
        if tick <= head or self.session.now < head:
            self.session.wind(min(tick, head))
        if tick > head:
            self.session.run_to(tick)
        self.show_that(playing=tick > head, summary=False)

    def back(self, hours: int) -> None:
        """Go back some hours; raises KeyError for other than an hour, a day or a week."""
        if hours not in STEPS:
            raise KeyError(hours)
        self.go(self.session.now - hours)

    def finish(self, _: int = 0) -> None:
        """Run to the horizon and look back; once there, only look back."""
        if self.session.now >= self.horizon:
            self.show_that(summary=True)
        else:
            self.go(self.horizon)

    def strike(self, name: str) -> None:
        """Let a shock come next. Raises InputError for one that is not shipped."""
        self.session.strike(check_known(name, shock_names(), "unknown shock", "page"))

    def review(self, wanted: int) -> None:
        """Open (1) or close (0) the look back."""
        self.show_that(summary=bool(wanted))

    def hear(self, picture: Picture) -> None:
        """Bring the page in line with the city, once all that was ordered has been done.

        Going back in time changes levers, and a run to the horizon ends by itself.
        """
        if picture.standing.orders != self.session.ordered:
            return
        shown = self.shown.value
        choice = standing_choice(shown.choice, picture.standing.turned)
        ended = shown.playing and self.session.desk.at_rest()
        self.show_that(
            choice=shown.choice if choice.levers == shown.choice.levers else choice,
            playing=shown.playing and not ended,
            summary=shown.summary or (ended and picture.hour.tick >= self.horizon),
        )


class Cockpit(TimeSeat):
    """The actions of one visitor on one city. ``shown`` is a reactive of :class:`Shown`."""

    def __init__(self, session: Session, shown: Any) -> None:
        """Sit down before a session that stands as ``shown`` says."""
        super().__init__(session, shown)
        #: What opens two futures of this city; nothing on a page that offers none.
        self.part: Callable[[], None] = lambda: None

    def act(self, order: dict[str, Any]) -> None:
        """Carry out an order of a panel or a key: ``{"name": ..., "value": ...}``.

        Raises KeyError for an order there is not: only what the page offers can be asked for.
        """
        named: dict[str, Callable[[str], None]] = {"adopt": self.adopt, "strike": self.strike}
        actions: dict[str, Callable[[int], None]] = {
            "toggle": self.toggle, "step": self.step, "pace": self.pace, "reset": self.reset,
            "back": self.back, "go": self.go, "finish": self.finish, "review": self.review,
            "undo": self.undo, "redo": self.redo, "branch": lambda _: self.part(),
        }  # fmt: skip
        name, value = order["name"], order.get("value", 0)
        if name in named:
            named[name](str(value))
        else:
            actions[name](int(value))

    def toggle(self, _: int = 0) -> None:
        """Play, or pause."""
        playing = not self.shown.value.playing
        if playing:
            self.session.play()
        else:
            self.session.pause()
        self.show_that(playing=playing)

    def step(self, hours: int) -> None:
        """Go on an hour, a day or a week, and stop. Raises KeyError for another number of hours."""
        if hours not in STEPS:
            raise KeyError(hours)
        self.session.step(hours)
        self.show_that(playing=False)

    def pace(self, speed: int) -> None:
        """Choose one of ``SPEEDS`` by its place. Raises IndexError where there is none."""
        self.session.desk.pace(SPEEDS[speed])
        self.show_that(speed=speed)

    def reset(self, _: int = 0) -> None:
        """Go back to the opening; levers stay."""
        self.session.reset()
        self.show_that(playing=False, summary=False)

    def show(self, layer: str) -> None:
        """Choose the layer of the map. Raises InputError for an unknown one."""
        gaze = replace(self.gaze, layer=layer)
        self.session.look(gaze)
        self.gaze = gaze
        self.show_that(choice=replace(self.shown.value.choice, layer=layer))

    def look(self, cell: int) -> None:
        """Ask for the card of a cell, -1 for none."""
        self.gaze = replace(self.gaze, cell=cell)
        self.session.look(self.gaze)

    def speak(self, language: str) -> None:
        """Change the language of the page. Raises InputError for one it does not speak."""
        known = check_known(language[:2], LANGUAGES, "unknown language", "page")
        self.show_that(choice=replace(self.shown.value.choice, language=known))
