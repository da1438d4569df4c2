"""Cheap runs for the tests of sweeps: workers import them by name; each notes that it was made.

What a run gives rests on its scenario and seed alone, so any number of workers agrees. The lever
``authority`` says which point it is.
"""

import os
import signal
import time
from pathlib import Path

import numpy as np

from tests.twin.worker_jobs import Odd
from twin.sweep.job import Result

#: Where each run leaves a line; set in the environment before workers start.
LOG = "SWEEP_TEST_LOG"
DAYS = 3
NAMES = ("order", "vitality")


def note(spec):
    """Say that a run has begun: one line, in one write."""
    if os.environ.get(LOG):
        line = f"{spec.key} {os.getpid()}\n".encode()
        file = os.open(os.environ[LOG], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(file, line)
        os.close(file)


def authority(spec):
    return spec.scenario.vector()["authority"]


def cheap(spec, _tell):
    """A point's level plus luck that is the same at all points (common random numbers)."""
    note(spec)
    luck = np.random.Generator(np.random.Philox(np.random.SeedSequence(spec.seed)))
    days = authority(spec) + 0.1 * luck.normal(size=(DAYS, len(NAMES)))
    means = dict(zip(NAMES, days.mean(axis=0).tolist(), strict=True))
    return Result(means | {"mood": None}, NAMES, days.tolist())


def slow(spec, tell):
    time.sleep(0.05)
    return cheap(spec, tell)


def poison(spec, tell):
    """One run kills its worker, always."""
    result = cheap(spec, tell)
    if authority(spec) == 1.0 and spec.seed == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return result


def refuse(spec, tell):
    """One point raises."""
    if authority(spec) == 1.0:
        raise ValueError("this point is refused")
    return cheap(spec, tell)


def refuse_all(spec, _tell):
    """All raise."""
    raise ValueError(f"{spec.seed} is refused")


def refuse_oddly(spec, tell):
    """One point raises what cannot be sent to another process."""
    if authority(spec) == 1.0:
        raise Odd(5, "no such street")
    return cheap(spec, tell)


def mended(spec, tell):
    """What :func:`refuse` would be without its mistake."""
    return cheap(spec, tell)


def hang(spec, tell):
    """One run never ends by itself."""
    if authority(spec) == 1.0 and spec.seed == 1:
        time.sleep(600.0)
    return cheap(spec, tell)


def dawdle(spec, tell):
    """One run takes its time, but says after each step how far it is."""
    for step in range(100 if authority(spec) == 1.0 else 1):
        time.sleep(0.02)
        tell(step, 100)
    return cheap(spec, tell)


def oversleep(spec, tell):
    """One run takes seconds and says nothing meanwhile."""
    if authority(spec) == 1.0:
        time.sleep(4.0)
    return cheap(spec, tell)


def capricious(spec, _tell):
    """What it gives rests on the clock: not deterministic."""
    note(spec)
    return Result({"order": time.perf_counter()})


def made(log):
    """Give the keys of the runs that were begun, as often as they were."""
    file = Path(log)
    return [line.split()[0] for line in file.read_text().splitlines()] if file.exists() else []


def experiment(points=(0.2, 0.6, 1.0), seeds=4, **replications):
    """A small experiment over one lever."""
    from twin.sweep import Experiment

    return Experiment.from_mapping(
        {
            "experiment": {"name": "trial", "district": "classroom", "days": DAYS, "burn_in": 0},
            "levers": {"authority": {"grid": list(points)}},
            "replications": {"min": seeds, **replications},
            "outcomes": {"order": "max"},
        }
    )
