"""What a visitor of Compare can do: every action changes the cities and the page, once each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from twin.lockstep import Lockstep
from twin.replications import DAYS
from twin.ui.compare.panes import Panes
from twin.ui.seat import DAY, FIRST_SPEED, Seat

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


class CompareCockpit(Seat[Lockstep]):
    """The actions of one visitor on a row of cities."""

    def __init__(self, row: Lockstep, shown: Any) -> None:
        """Sit down before a row that stands as ``shown`` says: a reactive of Compared."""
        super().__init__(row, shown, shown.value.panes.choices[0].layer)

    def show_everywhere(self, **changes: Any) -> None:
        """Change the language or the layer of all panes."""
        self.show_that(panes=self.shown.value.panes.all_with(**changes))

    def reset(self, _: int = 0) -> None:
        """Go back to the opening; the panes stay."""
        self.player.reset()
        self.show_that(playing=False)

    def finish(self, _: int = 0) -> None:
        """Run on as far as the replications look ahead, as fast as it goes."""
        row = self.player
        left = row.start - row.start % DAY + DAY * DAYS - row.now
        if left > 0:
            row.step(left)
        self.show_that(playing=False)

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
        self.player.arrange(panes.plans())
        editing = now.editing if now.editing in panes.keys else NOBODY
        self.show_that(panes=panes, editing=editing, **changes)
