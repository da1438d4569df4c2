"""Tells those who listen that something has changed: from a thread of its own, not too often.

Fifteen pages are not drawn by whoever sent an order, and ten orders at once are one piece of news.
"""

import logging
import threading
import time
from collections.abc import Callable

#: Seconds between two times that everybody is told.
PAUSE = 0.1
#: Seconds without news after which the thread looks whether anybody listens still.
LOOK = 5.0

Hear = Callable[[], None]

LOG = logging.getLogger(__name__)


class Announcer:
    """Calls everybody who listens after :meth:`ring`; its thread runs while there is anybody."""

    def __init__(self) -> None:
        """Have nobody to tell."""
        self._lock = threading.Lock()
        self._bell = threading.Event()
        self._heard: set[Hear] = set()
        self._thread: threading.Thread | None = None

    def listen(self, hear: Hear) -> Callable[[], None]:
        """Call ``hear`` after every change from now on; give what ends that."""
        with self._lock:
            self._heard.add(hear)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="twin-told", daemon=True)
                self._thread.start()

        def stop() -> None:
            with self._lock:
                self._heard.discard(hear)

        return stop

    def ring(self) -> None:
        """Have everybody told soon; returns at once."""
        self._bell.set()

    def _run(self) -> None:
        while True:
            rung = self._bell.wait(LOOK)
            self._bell.clear()
            with self._lock:
                heard = list(self._heard)
                if not heard:
                    self._thread = None
                    return
            if rung:
                for hear in heard:
                    self._tell(hear)
                time.sleep(PAUSE)

    def _tell(self, hear: Hear) -> None:
        """Call one who listens; where that breaks, the others are told still."""
        try:
            hear()
        except Exception:  # the edge of this thread: one broken page keeps nobody else in the dark
            LOG.exception("a page could not be told of a change")
