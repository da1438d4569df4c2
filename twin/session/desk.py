"""The desk of a session: where the page leaves its orders and the session's thread finds them."""

import math
import threading
import time
from collections import deque
from collections.abc import Callable

#: Simulated hours per second: how fast a city may play; infinity is as fast as it can.
SPEEDS = (1.0, 3.0, 6.0, 12.0, 24.0, 48.0, math.inf)

Job = Callable[[], None]


class Desk:
    """Jobs to do before the next hour, and whether there is to be a next hour."""

    def __init__(self) -> None:
        """Open an empty desk: nothing to do, nothing playing."""
        self.bell = threading.Condition()
        self.playing = self.closed = False
        self.speed = 12.0
        self._jobs: deque[Job] = deque()
        self._owed = 0
        self._due = 0.0

    def leave(self, *jobs: Job) -> None:
        """Ask for jobs to be done before the next hour."""
        with self.bell:
            self._jobs.extend(jobs)
            self.bell.notify_all()

    def play(self, playing: bool, owed: int = 0) -> None:
        """Run on (or stop), and step ``owed`` more hours; stopping forgets the hours owed."""
        with self.bell:
            self.playing, self._owed = playing, self._owed + owed if owed else 0
            self._due = 0.0
            self.bell.notify_all()

    def pace(self, speed: float) -> None:
        """Set how many hours a second of play covers."""
        with self.bell:
            self.speed, self._due = speed, 0.0
            self.bell.notify_all()

    def close(self) -> None:
        """Send the thread home."""
        with self.bell:
            self.closed = True
            self.bell.notify_all()

    def at_rest(self) -> bool:
        """Tell whether no further hour is wanted now."""
        return not (self.playing or self._owed)

    def work(self) -> tuple[list[Job], bool] | None:
        """Wait for work: the jobs to do, and whether to step an hour; None when closed."""
        with self.bell:
            while not self.closed:
                now = time.monotonic()
                step = self._owed > 0 or (self.playing and now >= self._due)
                if step or self._jobs:
                    return self._take(now, step)
                self.bell.wait(self._due - now if self.playing else None)
            return None

    def _take(self, now: float, step: bool) -> tuple[list[Job], bool]:
        jobs = list(self._jobs)
        self._jobs.clear()
        if step:
            self._owed = max(0, self._owed - 1)
            # a city that cannot keep the pace does not hurry later to catch up
            self._due = max(now, self._due + 1 / self.speed) if self._due else now + 1 / self.speed
        return jobs, step
