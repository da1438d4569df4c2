"""Making runs: a bounded number under way, the killed begun again, poison set apart, all kept.

May import the sweep's own modules and ``twin.workers``.
"""

import time
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from twin.sweep.engines import Engine, broken, died
from twin.sweep.job import Packed
from twin.sweep.journal import FAILED, QUARANTINED, TIMEOUT
from twin.sweep.ledger import Ledger
from twin.sweep.schedule import Place
from twin.workers import TRIES

#: Seconds between two looks at what is under way.
LOOK = 0.2
#: Seconds that a worker may take to begin before it is counted as lost.
GRACE = 120.0

Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class UnderWay:
    """A run that has been handed over, and until when it must have ended."""

    place: Place
    until: float


class Runner:
    """Makes the runs a ledger hands out.

    A run whose worker dies is begun again; the third time it is set apart (quarantined). One that
    raises, or takes longer than ``timeout`` seconds, has failed. None of them keeps the others.
    """

    def __init__(self, ledger: Ledger, engine: Engine, timeout: float) -> None:
        """Take the runs, what makes them, and how long one may take."""
        self.ledger, self.engine, self.timeout = ledger, engine, timeout
        self.running: dict[Future[Packed], UnderWay] = {}
        self.ended: SimpleQueue[Future[Packed]] = SimpleQueue()
        self.again: deque[Place] = deque()
        self.suspects: deque[Place] = deque()
        self.alone: Future[Packed] | None = None
        self.tries: Counter[Place] = Counter()

    def work(self, tell: Tell | None = None) -> None:
        """Make all runs; ``tell`` is called with those made here and those to be made here."""
        while True:
            self._fill()
            if not self.running:
                return
            self._wait()
            self._check_overdue()
            if tell is not None:
                tell(self.ledger.executed, self.ledger.schedule.total - self.ledger.reused)

    def _fill(self) -> None:
        """Keep enough under way, and never more: a future for each of 100,000 runs is memory."""
        if self.alone in self.running:
            return
        while len(self.running) < self.engine.depth * self.engine.workers:
            place = self.again.popleft() if self.again else self.ledger.needed()
            if place is None:
                break
            self._begin(place)
        if not self.running and self.suspects:
            self.alone = self._begin(self.suspects.popleft())

    def _begin(self, place: Place) -> "Future[Packed]":
        future = self.engine.submit(self.ledger.job(place), self.timeout)
        until = time.monotonic() + GRACE + self.engine.depth * self.timeout
        self.running[future] = UnderWay(place, until)
        future.add_done_callback(self.ended.put)
        return future

    def _wait(self) -> None:
        """Take in what has ended, waiting a moment for the first."""
        try:
            future = self.ended.get(timeout=LOOK)
            while True:
                self._take(future)
                future = self.ended.get_nowait()
        except Empty:
            return

    def _take(self, future: "Future[Packed]") -> None:
        under_way = self.running.pop(future, None)
        if under_way is None:  # given up before
            return
        place = under_way.place
        error = CancelledError("cancelled") if future.cancelled() else future.exception()
        if error is None:
            self.engine.thrive()
            self.ledger.keep(place, future.result(), self.tries.pop(place, 0) + 1)
        elif self.engine.precise and broken(error):
            self._start_over(place)
        elif died(error) or broken(error):
            self._blame(place, QUARANTINED, error)
        else:
            self.engine.thrive()  # it was no worker that broke
            status = TIMEOUT if isinstance(error, TimeoutError) else FAILED
            self.ledger.fail(place, status, error, self.tries[place] + 1)

    def _blame(self, place: Place, status: str, error: BaseException) -> None:
        """Begin again a run that was lost: alone, where another may be to blame."""
        self.tries[place] += 1
        if self.tries[place] >= TRIES:
            self.ledger.fail(place, status, error, TRIES)
        elif self.engine.precise:
            self.again.append(place)
        else:
            self.suspects.append(place)

    def _start_over(self, *lost: Place) -> None:
        """Put back what is under way, nobody being to blame, and let the engine heal."""
        self.again.extendleft(one.place for one in reversed(self.running.values()))
        self.again.extendleft(lost)
        self.running.clear()
        self.engine.heal()

    def _check_overdue(self) -> None:
        """Give up what should long have ended: it is lost, or hangs where nobody can end it."""
        now = time.monotonic()
        late = [future for future, one in self.running.items() if one.until < now]
        for future in late:
            place = self.running.pop(future).place
            future.cancel()
            waited = GRACE + self.engine.depth * self.timeout
            error = TimeoutError(f"no answer for {waited:g} s")
            if self.engine.precise:
                self._blame(place, TIMEOUT, error)
            else:
                self.ledger.fail(place, TIMEOUT, error, 1)
        if late and self.engine.precise:
            self._start_over()
