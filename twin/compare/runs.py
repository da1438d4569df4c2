"""The runs a comparison needs: each made once, kept as a small file, read back ever after.

A file is named by the scenario's address, the revision of the rules and the seed, so a run made
under other rules or from other input is never taken for this one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from twin.errors import RunFailed
from twin.indicators import INDICATOR_NAMES
from twin.kept import Making, read_kept, write_kept
from twin.revision import revision
from twin.run import Progress, run_scenario
from twin.scenario import Scenario

#: Means over the measured days by indicator, None where it never had a value.
Means = Mapping[str, float | None]
Result = TypeVar("Result")


@dataclass(frozen=True)
class Job:
    """One run to be made: a scenario, a seed, and the file that keeps what came of it."""

    scenario: Scenario
    seed: int
    file: Path


def jobs_of(
    scenarios: Sequence[Scenario], seeds: Sequence[int], folder: Path, noted: str = ""
) -> list[list[Job]]:
    """Give for each scenario its jobs, in the order of the seeds; equal runs share a file.

    ``noted`` names what is kept of a run where that is more than its means.
    """
    addresses = [scenario.address() for scenario in scenarios]
    return [
        [Job(scenario, seed, file_of(address, seed, folder, noted)) for seed in seeds]
        for scenario, address in zip(scenarios, addresses, strict=True)
    ]


def file_of(address: str, seed: int, folder: Path, noted: str = "") -> Path:
    """Give the file that keeps a run, by the address of its scenario and what is noted of it."""
    rules = f"{revision()}-{noted}" if noted else revision()
    return folder / f"{address}-{rules}-{seed}.json"


def make(
    jobs: Sequence[Sequence[Job]], workers: int, progress: Progress | None = None
) -> dict[Path, Means | RunFailed]:
    """Give what each file holds, making what is missing in ``workers`` processes.

    All policies of a seed come before the next seed, so that what was done before an
    interruption is whole pairs. A run that fails gives RunFailed with the command to replay it.
    """
    return make_with(RUNS, jobs, workers, progress)


def make_with(
    making: Making[Job, Result],
    jobs: Sequence[Sequence[Job]],
    workers: int,
    progress: Progress | None = None,
) -> dict[Path, Result | RunFailed]:
    """Do as :func:`make` does, with another way of making a run and keeping what came of it."""
    wanted = {job.file: job for of_a_seed in zip(*jobs, strict=True) for job in of_a_seed}
    found = making.make(list(wanted.values()), workers, progress)
    return dict(zip(wanted, found, strict=True))


def run_job(job: Job, progress: Progress) -> Means:
    """Make one run and keep its means; this is what a worker does."""
    run = run_scenario(job.scenario, job.seed, progress)
    means = run.means()
    write_kept(job.file, {"seed": job.seed, "digest": run.digest, "indicators": means})
    return means


def read(file: Path) -> Means | None:
    """Give the means a file keeps, or None where there is no whole file with all indicators."""
    content = read_kept(file)
    try:
        means: Means = {name: content["indicators"][name] for name in INDICATOR_NAMES}
    except (KeyError, TypeError):
        return None
    return means


RUNS: Making[Job, Means] = Making(
    read=lambda job: read(job.file),
    function=run_job,
    steps=lambda job: job.scenario.days + (job.scenario.burn_in or 0),
    command=lambda job: job.scenario.command(job.seed),
)
