"""Worker processes: forked from a server that has loaded the city, or afresh; their errors.

On Linux the city is loaded once, by a process without threads that is forked for each worker
(``forkserver``); elsewhere each worker is started afresh and loads it itself (``spawn``), since
system libraries do not survive a fork there. May import the standard library alone.
"""

import importlib
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from typing import Any, TypeVar

Result = TypeVar("Result")

#: What the server loads: all that a run of the city takes.
LOADED = ["twin.run"]
FORKS = sys.platform == "linux"

_LOCK = threading.Lock()


def process_context() -> Any:
    """Give the multiprocessing context of worker processes, its server started where it has one.

    Whoever knows early that there will be work asks early: the server loads beside whatever this
    process does next.
    """
    if not FORKS:
        return get_context("spawn")
    forkserver = importlib.import_module("multiprocessing.forkserver")  # Windows has none
    with _LOCK, interrupt_held(), _imports_as_here():
        forkserver.set_forkserver_preload(LOADED)
        forkserver.ensure_running()
    return get_context("forkserver")


@contextmanager
def interrupt_held() -> Iterator[None]:
    """Hold Ctrl-C back in this thread; threads and processes begun meanwhile never meet it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _imports_as_here() -> Iterator[None]:
    """Let a process begun meanwhile find the very modules that this one finds."""
    changed = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONSAFEPATH": "1"}
    before = {name: os.environ.get(name) for name in changed}
    os.environ.update(changed)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def settle_in(variables: Mapping[str, str]) -> None:
    """In a worker: take over the variables, and end when the process that asked for it is gone."""
    os.environ.clear()
    os.environ.update(variables)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this worker as soon as its parent has ended, however that came about."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def call_sendable(function: Callable[..., Result], *words: Any) -> Result:
    """Call a function so that whatever it raises can be sent to another process.

    An error that cannot would break the pool it is sent by: in its place comes a RuntimeError that
    names its class, says the same and has its traceback, but not the error itself as its cause.
    """
    try:
        return function(*words)
    except Exception as error:
        if _is_picklable(error):
            raise
        told = RuntimeError(f"{type(error).__name__}: {error}").with_traceback(error.__traceback__)
    raise told


def _is_picklable(error: Exception) -> bool:
    with suppress(Exception):  # whatever its class does when it is made anew
        pickle.loads(pickle.dumps(error))  # noqa: S301 - made here a moment ago
        return True
    return False
