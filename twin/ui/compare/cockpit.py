"""What a visitor of Compare can do: every action changes the cities and the page, once each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from twin.errors import check_known
from twin.lockstep import Lockstep
from twin.replications import DAYS
from twin.session import SPEEDS, Gaze
from twin.ui.cockpit import DAY, STEPS
from twin.ui.compare.panes import Panes
from twin.ui.seat import FIRST_SPEED
from twin.ui.text import LANGUAGES

#: No pane's levers are open.
NOBODY = 0
#: Changes of the panes that can be taken back.
MOST_UNDONE = 50


@dataclass(frozen=True)
class Compared:
    """Everything the panels are drawn from, except the moving numbers.

    ``editing`` is the key of the pane whose levers are open. ``past`` and ``future`` hold the
    panes that undo and redo go to, the nearest last.
    """

    panes: Panes
    playing: bool = False
    speed: int = FIRST_SPEED
    editing: int = NOBODY
    past: tuple[Panes, ...] = ()
    future: tuple[Panes, ...] = ()


class RowSeat:
    """One visitor before a row of cities, and the time they share."""

    def __init__(self, row: Lockstep, shown: Any) -> None:
        """Sit down before a row that stands as ``shown`` says: a reactive of Compared."""
        self.row = row
        self.shown = shown
        self.gaze = Gaze(shown.value.panes.choices[0].layer)
        row.look(self.gaze)

    def toggle(self, _: int = 0) -> None:
        """Play, or pause."""
        playing = not self.shown.value.playing
        if playing:
            self.row.play()
        else:
            self.row.pause()
        self.show_that(playing=playing)

    def step(self, hours: int) -> None:
        """Go on an hour, a day or a week, and stop. Raises KeyError for another number of hours."""
        if hours not in STEPS:
            raise KeyError(hours)
        self.row.step(hours)
        self.show_that(playing=False)

    def pace(self, speed: int) -> None:
        """Choose one of ``SPEEDS`` by its place. Raises IndexError where there is none."""
        self.row.desk.pace(SPEEDS[speed])
        self.show_that(speed=speed)

    def reset(self, _: int = 0) -> None:
        """Go back to the opening; the panes stay."""
        self.row.reset()
        self.show_that(playing=False)

    def finish(self, _: int = 0) -> None:
        """Run on as far as the replications look ahead, as fast as it goes."""
        hour = self.row.start % DAY
        left = self.row.start - hour + DAY * DAYS - self.row.now
        if left > 0:
            self.row.step(left)
        self.show_that(playing=False)

    def show_that(self, **changes: Any) -> None:
        """Show the page with some changes, if they are any."""
        changed = replace(self.shown.value, **changes)
        if changed != self.shown.value:
            self.shown.value = changed


class CompareCockpit(RowSeat):
    """The actions of one visitor on a row of cities."""

    def act(self, order: dict[str, Any]) -> None:
        """Carry out an order of the transport bar or a key: ``{"name": ..., "value": ...}``.

        Raises KeyError for an order there is not: only what the page offers can be asked for.
        """
        actions: dict[str, Callable[[int], None]] = {
            "toggle": self.toggle, "step": self.step, "pace": self.pace, "reset": self.reset,
            "finish": self.finish, "undo": self.undo, "redo": self.redo,
        }  # fmt: skip
        actions[order["name"]](int(order.get("value", 0)))

    def arrange(self, order: dict[str, Any]) -> None:
        """Change the panes: ``{"name": ..., "key": which pane, "value": ...}``.

        ``name`` is add, remove, swap, adopt, turn or edit. Raises KeyError for another, InputError
        for a value that cannot be used, ValueError for a pane that is not there.
        """
        now = self.shown.value
        panes, key = now.panes, int(order.get("key", NOBODY))
        value: Any = order.get("value")
        if order["name"] == "edit":
            self.show_that(editing=NOBODY if key == now.editing else key)
            return
        changes: dict[str, Callable[[], Panes]] = {
            "add": panes.add,
            "remove": lambda: panes.remove(key),
            "swap": lambda: panes.swap(key),
            "adopt": lambda: panes.adopt(key, str(value)),
            "turn": lambda: panes.turn(key, {value["name"]: value["value"]}),
        }
        changed = changes[order["name"]]()
        if changed != panes:
            self._put(changed, past=(*now.past, panes)[-MOST_UNDONE:], future=())

    def undo(self, _: int = 0) -> None:
        """Take back the last change of the panes."""
        now = self.shown.value
        if now.past:
            self._put(now.past[-1], past=now.past[:-1], future=(*now.future, now.panes))

    def redo(self, _: int = 0) -> None:
        """Make again what was taken back last."""
        now = self.shown.value
        if now.future:
            self._put(now.future[-1], past=(*now.past, now.panes), future=now.future[:-1])

    def _put(self, panes: Panes, **changes: Any) -> None:
        now = self.shown.value
        # what is common to the panes is not undone
        common = now.panes.choices[0]
        panes = panes.all_with(language=common.language, layer=common.layer)
        self.row.arrange(panes.plans())
        editing = now.editing if now.editing in panes.keys else NOBODY
        self.show_that(panes=panes, editing=editing, **changes)

    def show(self, layer: str) -> None:
        """Choose the layer of all maps. Raises InputError for an unknown one."""
        gaze = replace(self.gaze, layer=layer)
        self.row.look(gaze)
        self.gaze = gaze
        self.show_that(panes=self.shown.value.panes.all_with(layer=layer))

    def look(self, cell: int) -> None:
        """Ask for the cards of a cell, -1 for none."""
        self.gaze = replace(self.gaze, cell=cell)
        self.row.look(self.gaze)

    def speak(self, language: str) -> None:
        """Change the language of the page. Raises InputError for one it does not speak."""
        known = check_known(language[:2], LANGUAGES, "unknown language", "page")
        self.show_that(panes=self.shown.value.panes.all_with(language=known))
