"""The runs a comparison needs: each made once, kept as a small file, read back ever after.

A file is named by the scenario's address, the revision of the rules and the seed, so a run made
under other rules or from other input is never taken for this one.
"""

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from twin.errors import RunFailed
from twin.indicators import INDICATOR_NAMES
from twin.revision import revision
from twin.run import Progress, run_scenario
from twin.scenario import Scenario
from twin.workers import Crew, Outcome

#: Means over the measured days by indicator, None where it never had a value.
Means = Mapping[str, float | None]


@dataclass(frozen=True)
class Job:
    """One run to be made: a scenario, a seed, and the file that keeps its means."""

    scenario: Scenario
    seed: int
    file: Path


def jobs_of(scenarios: Sequence[Scenario], seeds: Sequence[int], folder: Path) -> list[list[Job]]:
    """Give for each scenario its jobs, in the order of the seeds; equal runs share a file."""
    addresses = [f"{scenario.address()}-{revision()}" for scenario in scenarios]
    return [
        [Job(scenario, seed, folder / f"{address}-{seed}.json") for seed in seeds]
        for scenario, address in zip(scenarios, addresses, strict=True)
    ]


def make(
    jobs: Sequence[Sequence[Job]], workers: int, progress: Progress | None = None
) -> dict[Path, Means | RunFailed]:
    """Give what each file holds, making what is missing in ``workers`` processes.

    All policies of a seed come before the next seed, so that what was done before an
    interruption is whole pairs. A run that fails gives RunFailed with the command to replay it.
    """
    wanted = {job.file: job for of_a_seed in zip(*jobs, strict=True) for job in of_a_seed}
    found: dict[Path, Means | RunFailed] = {
        file: means for file in wanted if (means := read(file)) is not None
    }
    missing = [job for file, job in wanted.items() if file not in found]
    if missing:
        days = missing[0].scenario.days + (missing[0].scenario.burn_in or 0)
        outcomes = Crew(workers).work(run_job, missing, days, progress)
        for job, outcome in zip(missing, outcomes, strict=True):
            found[job.file] = _result(job, outcome)
    return found


def _result(job: Job, outcome: Outcome) -> Means | RunFailed:
    if outcome.error is None:
        means: Means = outcome.value
        return means
    reason = " ".join(f"{type(outcome.error).__name__}: {outcome.error}".split())
    return RunFailed(reason, job.scenario.command(job.seed))


def run_job(job: Job, progress: Progress) -> Means:
    """Make one run and keep its means; this is what a worker does."""
    run = run_scenario(job.scenario, job.seed, progress)
    means = run.means()
    content = {"seed": job.seed, "digest": run.digest, "indicators": means}
    _write(job.file, json.dumps(content, indent=1, allow_nan=False) + "\n")
    return means


def read(file: Path) -> Means | None:
    """Give the means a file keeps, or None where there is no whole file with all indicators."""
    try:
        content: Any = json.loads(file.read_text(encoding="utf-8"))
        means: Means = {name: content["indicators"][name] for name in INDICATOR_NAMES}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return means


def _write(file: Path, text: str) -> None:
    """Write whole or not at all: a worker may be killed at any moment."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
    try:
        Path(draft).replace(file)
    finally:
        Path(draft).unlink(missing_ok=True)
