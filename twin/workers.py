"""Jobs in worker processes: outcomes in the order of the jobs, killed workers replaced.

May import the standard library, pebble, ``twin.errors``, ``twin.processes`` and ``twin.settings``.
"""

import os
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.sharedctypes import RawArray
from typing import Any

from pebble import ProcessExpired, ProcessPool

from twin.errors import NotReady
from twin.processes import call_sendable, interrupt_held, process_context, settle_in
from twin.settings import check_whole

#: Called with the steps done and the steps there are.
Tell = Callable[[int, int], None]
#: A function of this module's users: it is given a job and reports its steps.
Function = Callable[[Any, Tell], Any]

MOST_WORKERS = 256
#: How often a job is begun whose worker is killed, and a pool started in which nothing ends.
TRIES = 3
#: Seconds without a single step, in any worker, after which all are replaced.
PATIENCE = 1800.0
#: Seconds between two looks at the workers.
LOOK = 0.2

GUARD = (
    "worker processes end before they have done anything: a script of your own must call this "
    "under `if __name__ == '__main__':` / 工作进程还没做成一件事就退出了：在自己的脚本里，"
    "请把调用放在 `if __name__ == '__main__':` 之下"
)


@dataclass(frozen=True)
class Outcome:
    """What became of a job: the value it gave, or the error that ended it."""

    value: Any = None
    error: BaseException | None = None


def count_cores() -> int:
    """Count the cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def check_workers(workers: object, where: str = "workers") -> int:
    """Give a number of workers, None for one a core; raises InputError for anything else."""
    return count_cores() if workers is None else check_whole(workers, 1, MOST_WORKERS, where)


class Crew:
    """Worker processes that do jobs.

    ``patience`` is how many seconds they may all be silent before they are replaced.
    """

    def __init__(self, workers: int, patience: float = PATIENCE) -> None:
        """Take ``workers`` processes at most; none is started before there is work."""
        self.workers, self.patience = workers, patience
        self.pool: Any = None  # ProcessPool; its types come and go with its version
        self.running: dict[Future[Any], int] = {}

    def work(
        self,
        function: Function,
        jobs: Sequence[Any],
        steps: int | Sequence[int] = 1,
        tell: Tell | None = None,
    ) -> list[Outcome]:
        """Do all jobs, each by itself, and give their outcomes in the order of the jobs.

        ``function(job, report)`` must be importable by name; it calls ``report(done, total)`` with
        up to ``steps`` steps (of any job, or listed for each), whose sum over all jobs goes to
        ``tell``. A job whose worker is killed is begun again, up to three times in all; a job that
        raises is not. Raises NotReady where no worker lives long enough to begin. Whatever ends the
        call, no worker is left.
        """
        self.steps = [steps] * len(jobs) if isinstance(steps, int) else list(steps)
        self.waiting = deque(range(len(jobs)))
        self.outcomes: dict[int, Outcome] = {}
        self.tries: Counter[int] = Counter()
        self.broken = 0
        self.counts = RawArray("q", max(1, len(jobs)))
        try:
            while len(self.outcomes) < len(jobs):
                self._fill(function, jobs)
                self._look()
                if tell is not None:
                    tell(sum(self.counts), sum(self.steps))
        finally:
            self.stop()
        return [self.outcomes[index] for index in range(len(jobs))]

    def stop(self) -> None:
        """End all workers, whatever they are doing."""
        self.running.clear()
        if self.pool is not None:
            pool, self.pool = self.pool, None
            pool.stop()
            pool.join()

    def _fill(self, function: Function, jobs: Sequence[Any]) -> None:
        """Keep two jobs a worker under way: more would only fill the pipe to them."""
        if self.pool is None:
            self.pool = start_pool(min(self.workers, len(jobs)), self.counts)
            self.heard = time.monotonic(), -1
        while self.pool.active and self.waiting and len(self.running) < 2 * self.workers:
            index = self.waiting.popleft()
            try:
                future = self.pool.schedule(_do, args=(function, jobs[index], index))
            except RuntimeError:  # it broke just now: the next look starts over
                self.waiting.appendleft(index)
                return
            self.running[future] = index

    def _look(self) -> None:
        """Wait a moment and take in what has ended; replace a crew that is broken or silent."""
        done, _ = wait(self.running, timeout=LOOK, return_when=FIRST_COMPLETED)
        for future in done:
            self._take(future)
        if self.pool is None or not self.pool.active:
            self.broken += 1
            if self.broken == TRIES:
                raise NotReady(GUARD)
            self._start_over()
        elif self._silent():
            # half of what is under way waits in the pipe: only what a worker has begun is to blame
            begun = [index for future, index in self.running.items() if future.running()]
            self.tries.update(begun or self.running.values())
            self._start_over()

    def _take(self, future: Future[Any]) -> None:
        """Take in one ended job, or put it back where only its worker has failed."""
        index, error = self.running.pop(future), future.exception()
        if isinstance(error, BrokenProcessPool):
            self.waiting.appendleft(index)
        elif isinstance(error, ProcessExpired) and self.tries[index] < TRIES - 1:
            self.tries[index] += 1
            self.waiting.appendleft(index)
        else:
            self.broken, self.counts[index] = 0, self.steps[index]
            value = future.result() if error is None else None
            self.outcomes[index] = Outcome(value, error)

    def _silent(self) -> bool:
        since, before = self.heard
        now = sum(self.counts) + len(self.outcomes)
        if now != before:
            self.heard = time.monotonic(), now
        return now == before and time.monotonic() - since > self.patience

    def _start_over(self) -> None:
        """Put back what is under way and end the workers; the next look starts new ones."""
        for index in sorted(self.running.values(), reverse=True):
            if self.tries[index] < TRIES:
                self.waiting.appendleft(index)
            else:
                self.outcomes[index] = Outcome(
                    error=TimeoutError(f"silent for {self.patience:g} s")
                )
        self.stop()


class _LockKeeper:
    """A multiprocessing context whose locks live for as long as it does.

    A pool holds its context. pebble drops the locks of a pool before it ends the workers; a worker
    that has only just begun would look for them in vain, and print a traceback.
    """

    def __init__(self, context: Any) -> None:
        self._context = context
        self._locks: list[Any] = []

    def RLock(self) -> Any:  # noqa: N802 - as multiprocessing calls it
        lock = self._context.RLock()
        self._locks.append(lock)
        return lock

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)


def start_pool(workers: int, counts: Any = None) -> ProcessPool:
    """Start worker processes that end with this one; ``counts`` is shared memory for steps.

    Ctrl-C is for this process to handle, so it is kept from them.
    """
    pool = ProcessPool(
        max_workers=workers,
        context=_LockKeeper(process_context()),
        initializer=_begin,
        initargs=(counts, dict(os.environ)),  # a server that forks has those of before
    )
    with interrupt_held():
        _ = pool.active  # to ask starts it
    return pool


#: In a worker: steps done, by job, in memory shared with whoever started it.
_COUNTS: Any = None


def _begin(counts: Any, variables: Mapping[str, str]) -> None:
    global _COUNTS  # noqa: PLW0603 - what a worker is given once, when it starts
    _COUNTS = counts
    settle_in(variables)


def _do(function: Function, job: Any, index: int) -> Any:
    """Do one job in a worker."""

    def report(done: int, _total: int) -> None:
        _COUNTS[index] = done

    return call_sendable(function, job, report)
