"""Draws a page of a room again when the room has changed: from any thread, one render at a time."""

import threading
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import solara
from solara.server.kernel_context import get_current_context, has_current_context

from twin.room import Room


class Redraw:
    """Draws a page again when it is asked to, one render at a time: a flood of news is one more.

    A render that is asked for while another is under way would keep that one from ending (see
    docs/decisions/0007-page.md); it is made when the page has got the first.
    """

    def __init__(self) -> None:
        """Have nothing to draw yet."""
        self.draw: Callable[[int], None] = lambda turn: None
        self._lock = threading.Lock()
        self._turn = 0
        self._busy = self._wanted = False

    def ask(self) -> None:
        """Have the page drawn again, now or after the render that is under way."""
        with self._lock:
            if self._busy:
                self._wanted = True
                return
            self._busy = True
            self._turn += 1
        self.draw(self._turn)

    def committed(self) -> None:
        """Note that the page has got a render."""
        with self._lock:
            self._busy, wanted, self._wanted = False, self._wanted, False
        if wanted:
            self.ask()


def where_drawn() -> Any:
    """Give what has to be entered to draw this page from any thread."""
    return get_current_context() if has_current_context() else nullcontext()


def use_room(room: Room) -> tuple[int, Callable[[], None]]:
    """Draw the page again after every change of a room; give what does so at once.

    Gives the number of the render, too: reacton takes elements with equal arguments for the same.
    """
    redraw: Redraw = solara.use_memo(Redraw, [])
    turn, set_turn = solara.use_state(0)
    home: Any = solara.use_memo(where_drawn, [])

    def draw(number: int) -> None:
        with home:  # widgets come and go: they must be this page's, whichever thread asks
            set_turn(number)

    redraw.draw = draw
    solara.use_effect(lambda: room.announcer.listen(redraw.ask), [])
    solara.use_effect(redraw.committed, None)
    return turn, redraw.ask
