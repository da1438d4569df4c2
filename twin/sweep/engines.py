"""What runs the runs: a warm pool of processes here, or any executor of concurrent.futures' shape.

An engine takes run specs and gives futures. May import pebble by way of ``twin.workers``;
distributed only where a cluster is asked for.
"""

import atexit
import importlib
from collections.abc import Sequence
from concurrent.futures import CancelledError, Future
from typing import Any, Protocol

from twin.errors import InputError, NotReady, check_extra
from twin.sweep.job import Packed, do
from twin.workers import GUARD, TRIES, check_workers, count_cores, start_pool

DASK = "dask://"
#: Runs under way for each worker: here one waits while one runs, over a network more do.
HERE, AWAY = 2, 4
#: Seconds to look for a cluster.
SEARCH = 10
#: Deaths of a worker, by the names of the errors that tell of them.
DEATHS = {"BrokenExecutor", "KilledWorker", "ProcessExpired", "TerminatedWorkerError"}


#: A spec, its key, and the indicators the driver looks at itself.
Job = tuple[Any, str, Sequence[str]]


class Engine(Protocol):
    """Something that makes runs.

    ``workers`` run at the same time, ``depth`` runs for each may be under way; ``precise`` tells
    whether only the run is to blame whose error tells of a dead worker.
    """

    name: str
    workers: int
    depth: int
    precise: bool

    def submit(self, job: Job, timeout: float) -> "Future[Packed]":
        """Begin a run."""

    def heal(self) -> None:
        """Replace what is broken; raises NotReady where that does not help."""

    def thrive(self) -> None:
        """Note that a run has ended by itself, well or badly."""

    def stop(self) -> None:
        """End what is under way."""

    def leave(self) -> None:
        """Give back what was borrowed for one sweep."""


class Here:
    """A pool of processes on this machine, kept for the next sweep of the session."""

    precise = True
    depth = HERE

    def __init__(self, workers: int) -> None:
        """Take the warm pool of this size, if there is one."""
        self.workers, self.name = workers, f"{workers} processes"
        self.broken = 0

    def submit(self, job: Job, timeout: float) -> "Future[Packed]":
        """Begin a run; its process is ended where it takes longer than ``timeout`` seconds."""
        pool = _POOLS.get(self.workers)
        if pool is None or not pool.active:
            close_pool(self.workers)  # of one that broke, workers may be left
            pool = _POOLS[self.workers] = start_pool(self.workers)
        try:
            future: Future[Packed] = pool.schedule(do, args=job, timeout=timeout)
        except RuntimeError:  # it broke just now; what was under way says so itself
            self.heal()
            return self.submit(job, timeout)
        return future

    def heal(self) -> None:
        """End the pool; the next run starts another. Raises NotReady the third time in a row."""
        self.broken += 1
        self.stop()
        if self.broken == TRIES:
            raise NotReady(GUARD)

    def thrive(self) -> None:
        """Forget that the pool ever broke."""
        self.broken = 0

    def stop(self) -> None:
        """End the processes, whatever they are doing."""
        close_pool(self.workers)

    def leave(self) -> None:
        """Keep the pool warm."""


class Away:
    """An executor somewhere else; it is not ended here."""

    precise = False
    depth = AWAY

    def __init__(self, executor: Any, workers: int, name: str, client: Any = None) -> None:
        """Take an executor that runs ``workers`` at once, and the client it was made by here."""
        self.executor, self.workers, self.name, self.client = executor, workers, name, client
        self.under_way: set[Future[Packed]] = set()

    def submit(self, job: Job, timeout: float) -> "Future[Packed]":
        """Begin a run, which gives up by itself after ``timeout`` seconds, at the end of a day.

        Raises NotReady where the executor takes nothing more.
        """
        try:
            future: Future[Packed] = self.executor.submit(do, *job, timeout)
        except RuntimeError as error:
            raise NotReady(f"the executor takes no runs: {error} / 执行器不再接受任务") from error
        self.under_way.add(future)
        future.add_done_callback(self.under_way.discard)
        return future

    def heal(self) -> None:
        """Nothing can be replaced here: its owner heals it, or the next run is refused."""

    def thrive(self) -> None:
        """Nothing is counted here."""

    def stop(self) -> None:
        """Cancel what is under way."""
        for future in list(self.under_way):
            future.cancel()

    def leave(self) -> None:
        """Close the connection that was made for this sweep; the executor is not ours."""
        if self.client is not None:
            self.client.close()


#: Warm pools by their number of workers.
_POOLS: dict[int, Any] = {}


def close_pool(workers: int) -> None:
    """End a warm pool."""
    pool = _POOLS.pop(workers, None)
    if pool is not None:
        pool.stop()
        pool.join()


@atexit.register
def close_pools() -> None:
    """End all warm pools; called when the session ends."""
    for workers in list(_POOLS):
        close_pool(workers)


def engine_of(workers: Any, where: str = "workers") -> Engine:
    """Give the engine for a number of processes, ``dask://host:port``, or an executor.

    None is one process a core. Raises InputError for anything else, NotReady where dask is not
    installed or there is no cluster.
    """
    if isinstance(workers, str):
        return _cluster(workers, where)
    if hasattr(workers, "submit"):
        number = getattr(workers, "_max_workers", None) or count_cores()
        return Away(workers, number, type(workers).__name__)
    return Here(check_workers(workers, where))


def _cluster(address: str, where: str) -> Engine:
    if not address.startswith(DASK):
        allowed = "a number of processes, or dask://HOST:PORT"
        raise InputError("not a whole number", where, address, allowed)
    check_extra("distributed", "dask", address)
    client_of = importlib.import_module("distributed").Client
    try:
        client = client_of(f"tcp://{address.removeprefix(DASK)}", timeout=SEARCH)
    except (OSError, ValueError) as error:
        raise NotReady(f"no dask scheduler at {address} / {address} 没有 dask 调度器") from error
    threads = sum(client.nthreads().values())
    if not threads:
        raise NotReady(f"the dask cluster at {address} has no workers / 集群没有工作进程")
    # equal calls are equal runs to dask unless it is told that they are not pure
    executor = client.get_executor(pure=False)
    return Away(executor, threads, f"{address}, {threads} threads", client)


def died(error: BaseException) -> bool:
    """Tell whether an error says that a worker died."""
    return bool(DEATHS & {kind.__name__ for kind in type(error).__mro__})


def broken(error: BaseException) -> bool:
    """Tell whether an error says that a whole pool is gone, with nobody to blame."""
    kinds = {kind.__name__ for kind in type(error).__mro__}
    return "BrokenExecutor" in kinds or isinstance(error, CancelledError)
