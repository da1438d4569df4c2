"""Making runs: a bounded number under way, the killed begun again, poison set apart, all kept.

May import ``twin.errors`` and the sweep's own modules.
"""

import time
import traceback
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

from twin.sweep.engines import Engine, broken, died
from twin.sweep.job import Packed
from twin.sweep.journal import FAILED, QUARANTINED, TIMEOUT
from twin.sweep.schedule import Fixed, Place, Sequential
from twin.sweep.spec import Plan
from twin.sweep.store import Kept, Store
from twin.workers import TRIES

#: Seconds between two looks at what is under way.
LOOK = 0.2
#: Seconds that a worker may take to begin before it is counted as lost.
GRACE = 120.0
#: Characters of a traceback that are kept, from its end.
LONGEST_TRACE = 4000

Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class UnderWay:
    """A run that has been handed over, and until when it must have ended."""

    place: Place
    until: float


class Runner:
    """Makes the runs a schedule asks for that a store does not have.

    A run whose worker dies is begun again; the third time it is set apart (quarantined). One that
    raises, or takes longer than ``timeout`` seconds, has failed. None of them keeps the others.
    """

    def __init__(self, plan: Plan, store: Store, engine: Engine, timeout: float) -> None:
        """Take what is to be run, where it is kept, and what runs it."""
        self.plan, self.store, self.engine, self.timeout = plan, store, engine, timeout
        self.running: dict[Future[Packed], UnderWay] = {}
        self.ended: SimpleQueue[Future[Packed]] = SimpleQueue()
        self.again: deque[Place] = deque()
        self.suspects: deque[Place] = deque()
        self.alone: Future[Packed] | None = None
        self.tries: Counter[Place] = Counter()
        self.executed = 0
        self.settled = 0

    def work(self, schedule: Fixed | Sequential, tell: Tell | None = None) -> None:
        """Make all runs; ``tell`` is called with the runs finished and the runs needed."""
        self.schedule = schedule
        while True:
            self._fill()
            if not self.running:
                return
            self._wait()
            self._check_overdue()
            if tell is not None:
                tell(self.settled, schedule.total)

    def _fill(self) -> None:
        """Keep enough under way, and never more: a future for each of 100,000 runs is memory."""
        if self.alone in self.running:
            return
        while len(self.running) < self.engine.depth * self.engine.workers:
            place = self.again.popleft() if self.again else self._needed()
            if place is None:
                break
            self._begin(place)
        if not self.running and self.suspects:
            self.alone = self._begin(self.suspects.popleft())

    def _needed(self) -> Place | None:
        """Give the next run that is not kept; what is kept is told to the schedule on the way."""
        place = self.schedule.take()
        while place is not None:
            key = self.plan.keys[place.point][place.seed]
            if key not in self.store.known.done and key not in self.store.known.failed:
                return place
            self._settle(place, self._kept_value(key))
            place = self.schedule.take()
        return None

    def _kept_value(self, key: str) -> float | None:
        return self.store.value(key, self.schedule.watch[0]) if self.schedule.watch else None

    def _settle(self, place: Place, value: float | None) -> None:
        self.settled += 1
        self.schedule.settle(place, value)

    def _begin(self, place: Place) -> "Future[Packed]":
        spec = self.plan.spec(*place)
        future = self.engine.submit(spec, self.schedule.watch, self.timeout)
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
        error = _error(future)
        if error is None:
            self._keep(under_way.place, future.result())
        elif self.engine.precise and broken(error):
            self._start_over(under_way)
        elif died(error) or broken(error):
            self._blame(under_way.place, error)
        else:
            status = TIMEOUT if isinstance(error, TimeoutError) else FAILED
            self._fail(under_way.place, status, error)

    def _keep(self, place: Place, found: Packed) -> None:
        self.engine.thrive()
        self.executed += 1
        facts = {"attempts": self.tries[place] + 1, "seconds": round(found.seconds, 3)}
        kept = Kept(found.digest, found.means, found.series)
        self.store.put(self.plan.keys[place.point][place.seed], kept, facts)
        watched = next(iter(found.watched.values()), None)
        self._settle(place, watched)

    def _blame(self, place: Place, error: BaseException) -> None:
        """Begin again the run of a worker that died: alone, where others may be to blame."""
        self.tries[place] += 1
        if self.tries[place] >= TRIES:
            self._fail(place, QUARANTINED, error)
        elif self.engine.precise:
            self.again.append(place)
        else:
            self.suspects.append(place)

    def _fail(self, place: Place, status: str, error: BaseException) -> None:
        """Keep that a run failed, with all it takes to see it again."""
        self.executed += 1
        spec = self.plan.spec(*place)
        self.store.put_failure(
            self.plan.keys[place.point][place.seed],
            status,
            {
                "point": place.point,
                "seed": spec.seed,
                "attempts": max(1, self.tries[place] + (status != QUARANTINED)),
                "error": " ".join(f"{type(error).__name__}: {error}".split()),
                "traceback": trace(error),
                "command": spec.command(),
            },
        )
        self._settle(place, None)

    def _start_over(self, last: UnderWay | None = None) -> None:
        """Put back what is under way, nobody being to blame, and let the engine heal."""
        lost = [*([last] if last else []), *self.running.values()]
        self.running.clear()
        self.again.extendleft(one.place for one in reversed(lost))
        self.engine.heal()

    def _check_overdue(self) -> None:
        """Give up what should long have ended: it hangs where nobody can end it, or is lost."""
        now = time.monotonic()
        late = [future for future, one in self.running.items() if one.until < now]
        for future in late:
            place = self.running.pop(future).place
            future.cancel()
            self.tries[place] += 1
            error = TimeoutError(f"no answer for {self.engine.depth * self.timeout + GRACE:g} s")
            if self.engine.precise and self.tries[place] < TRIES:
                self.again.append(place)
            else:
                self._fail(place, TIMEOUT, error)
        if late and self.engine.precise:
            self._start_over()


def _error(future: "Future[Packed]") -> BaseException | None:
    """Give what ended a run badly, a cancelled future included."""
    return CancelledError("cancelled") if future.cancelled() else future.exception()


def trace(error: BaseException) -> str:
    """Give the traceback of an error from a worker, the end of it where it is long."""
    there: Any = getattr(error, "traceback", None)  # pebble's
    text = there if isinstance(there, str) else "".join(traceback.format_exception(error))
    return text[-LONGEST_TRACE:]
