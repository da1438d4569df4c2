"""What a visitor can do: every action changes the city and what the page shows, once each.

No component of the page acts on a session by itself; they call this. Knows solara only through
the ``Reactive`` it writes to.
"""

from collections.abc import Callable
from typing import Any

from twin.errors import check_known
from twin.session import Picture, Session
from twin.shockfile import shock_names
from twin.ui.seat import DAY, STEPS, LeverSeat, standing_choice
from twin.ui.story import horizon_days


class TimeSeat(LeverSeat):
    """What a visitor does with time: back, forth, to the horizon, a shock from now on."""

    def __init__(self, session: Session, shown: Any) -> None:
        """Sit down before a session that stands as ``shown`` says: a reactive of Shown."""
        super().__init__(session, shown)
        #: The hour the city runs to; None where it rests, or plays until it is told to stop.
        self._goal: int | None = None

    @property
    def opening(self) -> int:
        """The hour at which the city was opened."""
        return self.player.tape.frames[0].tick

    @property
    def horizon(self) -> int:
        """The hour at which the course is looked back at: the end of the last day of the story."""
        return self.opening - self.opening % DAY + DAY * horizon_days(self.shown.value.choice.story)

    def toggle(self, _: int = 0) -> None:
        """Play until told to stop, or pause."""
        self._goal = None
        super().toggle()

    def go(self, tick: int) -> None:
        """Go to an hour: back to one that was lived, or on as fast as the city can."""
        head = self.player.tape.head
        tick = min(tick, max(head, self.horizon))
        # before the city runs: it may have arrived, and been heard of, a moment later
        self._goal = tick if tick > head else None
        self.show_that(playing=tick > head, summary=False)
        if tick <= head or self.player.now < head:
            self.player.wind(min(tick, head))
        if tick > head:
            self.player.run_to(tick)

    def back(self, hours: int) -> None:
        """Go back some hours; raises KeyError for other than an hour, a day or a week."""
        if hours not in STEPS:
            raise KeyError(hours)
        self.go(self.player.now - hours)

    def finish(self, _: int = 0) -> None:
        """Run to the horizon and look back; once there, only look back."""
        if self.player.now >= self.horizon:
            self.show_that(summary=True)
        else:
            self.go(self.horizon)

    def strike(self, name: str) -> None:
        """Let a shock come next. Raises InputError for one that is not shipped."""
        self.player.strike(check_known(name, shock_names(), "unknown shock", "page"))

    def review(self, wanted: int) -> None:
        """Open (1) or close (0) the look back."""
        self.show_that(summary=bool(wanted))

    def hear(self, picture: Picture) -> None:
        """Bring the page in line with the city, once all that was ordered has been done.

        Going back in time changes levers, and a run to the horizon ends by itself.
        """
        # before the orders are counted: levers turned meanwhile are not compared with a picture of
        # before, and a turn that the page is about to show is not shown as somebody else's
        turning, held = self._turning, self.shown.value.choice
        if picture.standing.orders != self.player.ordered:
            return
        changes: dict[str, Any] = {}
        shown = self.shown.value
        choice = standing_choice(shown.choice, picture.standing.turned)
        if not turning and choice.levers != held.levers:
            changes["choice"] = choice
        goal = self._goal
        # asked of the picture: the city may be there while one of an hour before is heard of
        if goal is not None and picture.hour.tick >= goal:
            self._goal = None
            if shown.playing:
                changes.update(playing=False, summary=shown.summary or goal >= self.horizon)
        self.show_that(**changes)


class Cockpit(TimeSeat):
    """The actions of one visitor on one city."""

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

    def reset(self, _: int = 0) -> None:
        """Go back to the opening; levers stay."""
        self.player.reset()
        self.show_that(playing=False, summary=False)
