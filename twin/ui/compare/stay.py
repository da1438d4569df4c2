"""The row of cities behind Compare, as a hook: fetched, opened, or run to where it branches."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import solara

from twin.lockstep import Lockstep
from twin.ui.compare.cockpit import Compared
from twin.ui.compare.panes import Panes
from twin.ui.compare.visit import LeftRow, fetch_row, open_row


class Unwanted(Exception):
    """The visitor left before the city was where it branches."""


@dataclass(frozen=True)
class Opened:
    """What came of opening a row behind the page: the row, or what stopped it."""

    row: Lockstep | None = None
    error: Exception | None = None


def open_behind(panes: Panes, tell: Callable[[Opened], None]) -> Callable[[], None]:
    """Open a row on a thread of its own, and tell; give what calls it off."""
    unwanted = threading.Event()

    def heed() -> None:
        if unwanted.is_set():
            raise Unwanted

    def work() -> None:
        try:
            opened = Opened(open_row(panes, heed))
        except Unwanted:
            return
        except Exception as error:  # the frontier of this thread: the page apologises
            opened = Opened(error=error)
        if not unwanted.is_set():
            tell(opened)
        elif opened.row is not None:
            opened.row.close()

    threading.Thread(target=work, name="twin-branch", daemon=True).start()
    return unwanted.set


def use_row(asked: Panes) -> LeftRow | None:
    """Give the row of a visitor; None as long as the past it begins with is being run.

    Raises what stopped that run, where the page's boundary catches it.
    """
    left = solara.use_memo(lambda: fetch_row(solara.get_session_id(), asked), [])
    opened, set_opened = solara.use_state(Opened())
    behind = left is None and asked.before is not None
    solara.use_effect(lambda: open_behind(asked, set_opened) if behind else None, [])
    fresh = solara.use_memo(
        lambda: None if left or behind else LeftRow(open_row(asked), Compared(asked)), []
    )
    if opened.error is not None:
        raise opened.error
    return left or fresh or (LeftRow(opened.row, Compared(asked)) if opened.row else None)
