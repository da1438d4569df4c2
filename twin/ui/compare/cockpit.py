"""What a visitor of Compare can do: every action changes the cities and the page, once each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from twin.errors import check_known
from twin.lockstep import Lockstep
from twin.session import SPEEDS, Gaze
from twin.ui.cockpit import STEPS
from twin.ui.compare.panes import Panes
from twin.ui.seat import FIRST_SPEED
from twin.ui.text import LANGUAGES

#: No pane's levers are open.
NOBODY = 0


@dataclass(frozen=True)
class Compared:
    """Everything the panels are drawn from, except the moving numbers.

    ``editing`` is the key of the pane whose levers are open.
    """

    panes: Panes
    playing: bool = False
    speed: int = FIRST_SPEED
    editing: int = NOBODY


class CompareCockpit:
    """The actions of one visitor on a row of cities. ``shown`` is a reactive of Compared."""

    def __init__(self, row: Lockstep, shown: Any) -> None:
        """Sit down before a row that stands as ``shown`` says."""
        self.row = row
        self.shown = shown
        self.gaze = Gaze(shown.value.panes.choices[0].layer)
        row.look(self.gaze)

    def act(self, order: dict[str, Any]) -> None:
        """Carry out an order of the transport bar or a key: ``{"name": ..., "value": ...}``.

        Raises KeyError for an order there is not: only what the page offers can be asked for.
        """
        actions: dict[str, Callable[[int], None]]
        actions = {"toggle": self.toggle, "step": self.step, "pace": self.pace, "reset": self.reset}
        actions[order["name"]](int(order.get("value", 0)))

    def toggle(self, _: int = 0) -> None:
        """Play, or pause."""
        playing = not self.shown.value.playing
        if playing:
            self.row.play()
        else:
            self.row.pause()
        self._show(playing=playing)

    def step(self, hours: int) -> None:
        """Go on an hour, a day or a week, and stop. Raises KeyError for another number of hours."""
        if hours not in STEPS:
            raise KeyError(hours)
        self.row.step(hours)
        self._show(playing=False)

    def pace(self, speed: int) -> None:
        """Choose one of ``SPEEDS`` by its place. Raises IndexError where there is none."""
        self.row.desk.pace(SPEEDS[speed])
        self._show(speed=speed)

    def reset(self, _: int = 0) -> None:
        """Go back to the opening; the panes stay."""
        self.row.reset()
        self._show(playing=False)

    def arrange(self, order: dict[str, Any]) -> None:
        """Change the panes: ``{"name": ..., "key": which pane, "value": ...}``.

        ``name`` is add, remove, swap, adopt, turn or edit. Raises KeyError for another, InputError
        for a value that cannot be used, ValueError for a pane that is not there.
        """
        now = self.shown.value
        panes, key = now.panes, int(order.get("key", NOBODY))
        value: Any = order.get("value")
        if order["name"] == "edit":
            self._show(editing=NOBODY if key == now.editing else key)
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
            self.row.arrange(changed.plans())
        editing = now.editing if now.editing in changed.keys else NOBODY
        self._show(panes=changed, editing=editing)

    def show(self, layer: str) -> None:
        """Choose the layer of all maps. Raises InputError for an unknown one."""
        gaze = replace(self.gaze, layer=layer)
        self.row.look(gaze)
        self.gaze = gaze
        self._show(panes=self.shown.value.panes.all_with(layer=layer))

    def look(self, cell: int) -> None:
        """Ask for the cards of a cell, -1 for none."""
        self.gaze = replace(self.gaze, cell=cell)
        self.row.look(self.gaze)

    def speak(self, language: str) -> None:
        """Change the language of the page. Raises InputError for one it does not speak."""
        known = check_known(language[:2], LANGUAGES, "unknown language", "page")
        self._show(panes=self.shown.value.panes.all_with(language=known))

    def _show(self, **changes: Any) -> None:
        changed = replace(self.shown.value, **changes)
        if changed != self.shown.value:
            self.shown.value = changed
