"""Many runs by name: each made once, kept as a small file, read back ever after.

May import ``twin.compare``, ``twin.validate`` and what lies below.
"""

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from twin.compare.runs import RUNS, Job, Means, file_of
from twin.errors import RunFailed
from twin.scenario import Scenario
from twin.validate.runner import Workshop

Key = TypeVar("Key", bound=Hashable)
#: What is run: a scenario and a seed.
Wanted = tuple[Scenario, int]


@dataclass(frozen=True)
class Failure:
    """A run that failed: which one, with which seed, why, and the command that replays it."""

    run: str
    seed: int
    reason: str
    replay: str


@dataclass(frozen=True)
class Gathered:
    """The means of runs by name, and the runs that failed."""

    means: Mapping[Any, Means]
    failed: tuple[Failure, ...]

    def value(self, key: Hashable, indicator: str) -> float:
        """Give the mean of an indicator in one run; NaN where it failed or has none."""
        found = self.means.get(key, {}).get(indicator)
        return math.nan if found is None else float(found)


def gather(wanted: Mapping[Key, Wanted], workshop: Workshop) -> Gathered:
    """Give the runs that are wanted, making what is missing, in their order.

    Runs that are alike are made once. Files stand in the folder of the workshop, else in the cache.
    """
    folder = workshop.home("analysis")
    jobs = {
        key: Job(scenario, seed, file_of(workshop.address(scenario), seed, folder))
        for key, (scenario, seed) in wanted.items()
    }
    distinct = {job.file: job for job in jobs.values()}
    made = RUNS.make(
        list(distinct.values()), workshop.workers, workshop.progress, workshop.announce
    )
    by_file = dict(zip(distinct, made, strict=True))
    found = {key: by_file[job.file] for key, job in jobs.items()}
    return Gathered(
        {key: means for key, means in found.items() if not isinstance(means, RunFailed)},
        tuple(
            Failure(str(key), wanted[key][1], failed.reason, failed.replay)
            for key, failed in found.items()
            if isinstance(failed, RunFailed)
        ),
    )
