"""Cities that run take turns, an hour each: with few cores for many, all go at the same pace.

Without turns whichever thread the system favours runs ahead, and more cities at once than there
are cores only push one another out of the caches.
"""

import threading
from collections import deque
from types import TracebackType

from twin.workers import count_cores


class Turns:
    """So many at once; who comes later waits, and goes in the order of coming."""

    def __init__(self, at_once: int) -> None:
        """Let ``at_once`` go at a time."""
        self._free = at_once
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()

    def __enter__(self) -> None:
        """Wait for one's turn."""
        with self._lock:
            if self._free > 0:
                self._free -= 1
                return
            called = threading.Event()
            self._waiting.append(called)
        called.wait()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Hand the turn to whoever has waited longest."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1


#: Shared by all cities of a process.
TURNS = Turns(count_cores())
