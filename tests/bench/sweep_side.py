"""The same runs by ``mesa.batch_run`` and by ``twin.sweep``, in one process or as whole commands.

``python -m tests.bench.sweep_side warm|memory|city|stored WORDS`` prints one JSON object. The model
of the first two is a Mesa model that does nothing but wait: what is left over is the runner's own.
"""

import hashlib
import json
import multiprocessing
import sys
import tempfile
import time
from pathlib import Path

import mesa

from twin import CityTwin
from twin.sweep import Experiment, sweep
from twin.sweep.job import Result
from twin.sweep.journal import Segment

WORKERS = 2
HOURS = 24


class Nap(mesa.Model):
    """A model whose one step takes ``seconds``; its only number is how long it took in all."""

    def __init__(self, number=0, seconds=0.05):
        self.begun = time.perf_counter()
        super().__init__()
        self.number, self.seconds = number, seconds
        self.datacollector = mesa.DataCollector({"order": lambda model: model.spent})

    def step(self):
        time.sleep(self.seconds)
        self.spent = time.perf_counter() - self.begun
        self.datacollector.collect(self)
        self.running = False


def nap(spec, _tell):
    """One run of the model for a sweep; the lever says how long it waits, in tenths of a second."""
    model = Nap(spec.seed, spec.scenario.levers["authority"] / 10.0)
    model.step()
    return Result({"order": model.spent})


def naps(runs, seconds):
    """An experiment of naps."""
    return Experiment.from_mapping(
        {
            "experiment": {"name": "naps", "district": "classroom", "days": 1, "burn_in": 0},
            "levers": {"authority": {"grid": [10.0 * seconds]}},
            "replications": {"min": runs},
        }
    )


def swept(runs, seconds, progress=None):
    """Give the overhead of a sweep of naps into a folder of its own, in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        found = sweep(
            naps(runs, seconds), workers=WORKERS, out=folder, function=nap, progress=progress
        )
        wall = time.perf_counter() - begun
        return beyond(wall, found.runs["order"])


def batch(runs, seconds):
    """Give the overhead of ``mesa.batch_run`` over the same naps, in seconds."""
    begun = time.perf_counter()
    rows = mesa.batch_run(
        Nap, {"number": range(runs), "seconds": seconds}, number_processes=WORKERS, max_steps=1,
        display_progress=False,
    )  # fmt: skip
    wall = time.perf_counter() - begun
    return beyond(wall, [row["order"] for row in rows])


def beyond(wall, spent):
    """Give the seconds beyond what the models themselves took, shared by the workers."""
    return wall - sum(spent) / WORKERS


def warm(runs, rounds):
    """Measure both in turns; the pool of a sweep is warm after the first, Mesa starts its own."""
    runs, rounds, seconds = int(runs), int(rounds), 0.05
    swept(2 * WORKERS, 0.0)
    pairs = [(swept(runs, seconds), batch(runs, seconds)) for _ in range(rounds)]
    return {
        "runs": runs,
        "twin_ms": [1e3 * ours / runs for ours, _ in pairs],
        "mesa_ms": [1e3 * theirs / runs for _, theirs in pairs],
    }


def memory(small, large):
    """Measure the resident memory of the driver after a small sweep and during a large one."""
    swept(int(small), 0.0)
    before, seen = resident_mb(), []
    swept(int(large), 0.0, lambda done, _total: done % 100 or seen.append(resident_mb()))
    return {"small_mb": before, "large_mb": max(seen), "small": int(small), "large": int(large)}


def resident_mb():
    """Give the resident memory of this process in megabytes."""
    import psutil

    return psutil.Process().memory_info().rss / 1e6


def city(seeds):
    """Run the city by ``mesa.batch_run``: one day of the classroom district for each seed."""
    rows = mesa.batch_run(
        CityTwin,
        {"district": "classroom", "burn_in": 0, "rng": list(range(1, int(seeds) + 1))},
        number_processes=WORKERS, max_steps=HOURS - 1, display_progress=False,
    )  # fmt: skip
    return {"rows": len(rows)}


def stored(folder, runs):
    """Write a folder that holds that many finished runs, as a sweep leaves it, and as many more."""
    home = Path(folder)
    keys = [
        hashlib.blake2b(str(n).encode(), digest_size=16).hexdigest() for n in range(2 * int(runs))
    ]
    segment = Segment(home)
    for number, key in enumerate(keys[: int(runs)]):
        facts = {"attempts": 1, "seconds": 0.123}
        head = {"key": key, "digest": keys[-1 - number], "status": "done", **facts}
        segment.append(head, b"x" * 100, b"y" * 100)
    segment.close()
    lines = (f"{key},{number // 20},{number % 20},0.25\n" for number, key in enumerate(keys))
    (home / "plan.csv").write_text("key,point,seed,authority\n" + "".join(lines))
    manifest = {"layout": 1, "name": "stored", "state": "interrupted"}
    (home / "manifest.json").write_text(json.dumps(manifest))
    return {"runs": int(runs)}


if __name__ == "__main__":
    multiprocessing.freeze_support()
    # workers import functions by the name of this module, not as __main__
    import tests.bench.sweep_side as side

    verb, *words = sys.argv[1:]
    print(json.dumps(getattr(side, verb)(*words)))
