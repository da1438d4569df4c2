"""What the tests of the workers let real worker processes do; workers import it by name."""

import os
import signal
import sys
import time
from pathlib import Path


def double(job, report):
    report(1, 1)
    return 2 * job


def refuse_three(job, report):
    if job == 3:
        raise ValueError("three is refused")
    return double(job, report)


class Odd(Exception):
    """An error that can be pickled and not made anew: it takes two words and hands on one."""

    def __init__(self, code, text):
        super().__init__(f"{code}: {text}")


def refuse_oddly(job, report):
    """Raise for job 3 what cannot be sent to another process."""
    if job == 3:
        raise Odd(5, "no such street")
    return double(job, report)


def die_at_first(job, report):
    """Kill the worker that takes job 2 for the first time: the folder remembers."""
    number, folder = job
    mark = Path(folder) / str(number)
    if number == 2 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return double(number, report)


def always_die(job, report):
    """Kill whichever worker takes job 2, and note it."""
    number, folder = job
    if number == 2:
        with (Path(folder) / "begun").open("a", encoding="utf-8") as note:
            note.write("x")
        os.kill(os.getpid(), signal.SIGKILL)
    return double(number, report)


def hang_at_first(job, report):
    """Fall silent for good where job 2 is taken for the first time."""
    number, folder = job
    mark = Path(folder) / str(number)
    if number == 2 and not mark.exists():
        mark.touch()
        time.sleep(3600)
    return double(number, report)


def hang_always(job, report):
    """Fall silent for good wherever job 2 is taken."""
    if job == 2:
        time.sleep(3600)
    return double(job, report)


def step_back(nice, report):
    """Be ten behind, as under a server that is, and step back: tell the priority before, after."""
    from twin.replications import yield_to_others

    report(1, 1)
    before = os.nice(10)
    yield_to_others(nice)
    return before, os.getpriority(os.PRIO_PROCESS, 0)


def meet(job, report):
    """Wait until a second process is there as well, and tell which one this is."""
    folder, deadline = Path(job[1]), time.monotonic() + 60.0
    (folder / str(os.getpid())).touch()
    while len(list(folder.iterdir())) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    report(1, 1)
    return os.getpid()


def linger(folder, report):
    """Say which process this is, and work on for longer than any test waits."""
    (Path(folder) / "pid").write_text(str(os.getpid()), encoding="utf-8")
    time.sleep(600.0)
    return double(1, report)


def look_around(name, report):
    """Tell what a worker has around it: a variable, its modules, where the twin comes from."""
    report(1, 1)
    return {
        "variable": os.environ.get(name),
        "safe path": os.environ.get("PYTHONSAFEPATH"),
        "loaded": "twin.run" in sys.modules,
        "twin": sys.modules["twin"].__file__,
    }
