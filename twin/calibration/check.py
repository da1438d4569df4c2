"""Run the declared targets: measured against target, over some seeds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from agents.cache import cache_home
from twin.calibration.declared import Target, declaration
from twin.compare.runs import Means, jobs_of, make
from twin.district import load_district
from twin.errors import RunFailed
from twin.run import Progress
from twin.scenario import Scenario


@dataclass(frozen=True)
class Finding:
    """A target and what was measured: by seed, and the mean over the seeds that have a value."""

    target: Target
    by_seed: tuple[float | None, ...]

    @property
    def measured(self) -> float | None:
        """The mean over seeds, None where no seed has a value."""
        values = [value for value in self.by_seed if value is not None]
        return sum(values) / len(values) if values else None

    @property
    def met(self) -> bool:
        """Whether the mean lies in the band that was declared."""
        return self.target.is_met(self.measured)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data for JSON; a limit that is not there is null."""
        bounds = {"low": self.target.low, "high": self.target.high}
        return {
            "target": self.target.name,
            "indicator": self.target.indicator,
            "row": self.target.row,
            "value": self.target.value,
            **{name: None if abs(at) == float("inf") else at for name, at in bounds.items()},
            "measured": self.measured,
            "by_seed": list(self.by_seed),
            "met": self.met,
        }


def settled(scenario: Scenario) -> Scenario:
    """Give a scenario with the scale its district declares: an equal run has one address."""
    return replace(scenario, scale=scenario.scale or load_district(scenario.district).scale)


def home_of(out: str | Path | None) -> Path:
    """Give the folder in which finished runs are kept: the one asked for, else the cache's."""
    return cache_home() / "calibrate" if out is None else Path(out)


def measure(
    scenario: Scenario,
    seeds: Sequence[int],
    folder: Path,
    workers: int = 1,
    progress: Progress | None = None,
) -> tuple[Finding, ...]:
    """Run a scenario over seeds, each run made once and kept in ``folder``; give the findings.

    Raises RunFailed for the first run that broke.
    """
    jobs = jobs_of([settled(scenario)], seeds, folder)
    found = make(jobs, workers, progress)
    results = [found[job.file] for job in jobs[0]]
    for result in results:
        if isinstance(result, RunFailed):
            raise result
    means: list[Means] = [result for result in results if isinstance(result, Mapping)]
    return tuple(
        Finding(target, tuple(mean[target.indicator] for mean in means))
        for target in declaration().targets
    )


#: What a target counts in the loss that has no value at all.
NO_VALUE = 100.0


def loss(findings: Sequence[Finding]) -> float:
    """Give the sum of squared misses (0 best, 1 for each target at the edge of its band)."""
    return sum(NO_VALUE if f.measured is None else f.target.miss(f.measured) ** 2 for f in findings)
