"""What a visitor can do: every action changes the city and what the page shows, once each.

No component of the page acts on a session by itself; they call this. Knows solara only through
the ``Reactive`` it writes to.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from twin.errors import check_known
from twin.session import SPEEDS, Gaze, Session
from twin.ui.choice import Choice
from twin.ui.text import LANGUAGES

STEPS = HOUR, DAY, WEEK = 1, 24, 168
#: Speeds as they stand in ``SPEEDS``: half a day in a second to begin with.
FIRST_SPEED = SPEEDS.index(12.0)


@dataclass(frozen=True)
class Shown:
    """Everything the panels of the page are drawn from, except the moving numbers."""

    choice: Choice = field(default_factory=Choice)
    playing: bool = False
    speed: int = FIRST_SPEED


class Cockpit:
    """The actions of one visitor on one city. ``shown`` is a reactive of :class:`Shown`."""

    def __init__(self, session: Session, shown: Any) -> None:
        """Sit down before a session that stands as ``shown`` says."""
        self.session = session
        self.shown = shown
        self.gaze = Gaze(shown.value.choice.layer)
        session.look(self.gaze)

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
            self.session.play()
        else:
            self.session.pause()
        self._show(playing=playing)

    def step(self, hours: int) -> None:
        """Go on an hour, a day or a week, and stop. Raises KeyError for another number of hours."""
        if hours not in STEPS:
            raise KeyError(hours)
        self.session.step(hours)
        self._show(playing=False)

    def pace(self, speed: int) -> None:
        """Choose one of ``SPEEDS`` by its place. Raises IndexError where there is none."""
        self.session.desk.pace(SPEEDS[speed])
        self._show(speed=speed)

    def reset(self, _: int = 0) -> None:
        """Go back to the opening; levers stay."""
        self.session.reset()
        self._show(playing=False)

    def turn(self, lever: dict[str, Any]) -> None:
        """Turn one lever: ``{"name": ..., "value": ...}``. Raises InputError if it cannot be."""
        choice = self.shown.value.choice.turn({lever["name"]: lever["value"]})
        self.session.turn({lever["name"]: choice.levers[lever["name"]]})
        self._show(choice=choice)

    def adopt(self, policy: str) -> None:
        """Take over all levers of a policy. Raises InputError for an unknown one."""
        before = self.shown.value.choice
        choice = before.adopt(policy)
        turned = {k: v for k, v in choice.levers.items() if v != before.levers[k]}
        self.session.turn(turned)
        self._show(choice=choice)

    def show(self, layer: str) -> None:
        """Choose the layer of the map. Raises InputError for an unknown one."""
        gaze = replace(self.gaze, layer=layer)
        self.session.look(gaze)
        self.gaze = gaze
        self._show(choice=replace(self.shown.value.choice, layer=layer))

    def look(self, cell: int) -> None:
        """Ask for the card of a cell, -1 for none."""
        self.gaze = replace(self.gaze, cell=cell)
        self.session.look(self.gaze)

    def speak(self, language: str) -> None:
        """Change the language of the page. Raises InputError for one it does not speak."""
        known = check_known(language[:2], LANGUAGES, "unknown language", "page")
        self._show(choice=replace(self.shown.value.choice, language=known))

    def _show(self, **changes: Any) -> None:
        changed = replace(self.shown.value, **changes)
        if changed != self.shown.value:
            self.shown.value = changed
