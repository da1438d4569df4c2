"""The runs that patterns need: arms with the same scenario share one, each is made once and kept.

A file is named by pattern, scenario, revision of the rules and of the probe, and seed. May import
what lies below and ``twin.kept``.
"""

import importlib
import json
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from agents.cache import cache_home
from twin.errors import RunFailed
from twin.kept import Making, read_kept, write_kept
from twin.revision import revision
from twin.run import Progress, new_model
from twin.scenario import Scenario
from twin.validate.pattern import Numbers, Pattern, Plan
from twin.validate.patterns import PATTERNS
from twin.validate.sources import build_revision, probe_revision
from twin.validate.steered import Steered
from twin.validate.watch import Build, watch

#: Told how many runs and how many days of the city are to be made, before they are.
Announce = Callable[[int, int], None]


@dataclass(frozen=True)
class Trial:
    """A pattern's experiment done once: its statistics are those of one seed."""

    pattern: Pattern
    plan: Plan


@dataclass(frozen=True)
class Failure:
    """A run that failed: of which pattern and arm, with which seed, why, and its replay."""

    pattern: str
    arm: str
    seed: int
    reason: str
    replay: str


@dataclass(frozen=True)
class Measured:
    """What came of a trial: its ``statistics``, or none and why, or the runs that ``failed``."""

    statistics: Mapping[str, float] = field(default_factory=dict)
    reason: str = ""
    failed: tuple[Failure, ...] = ()


@dataclass(frozen=True)
class Noted:
    """What one pattern wants noted of a run, where its module is, and the file that keeps it."""

    pattern: str
    module: str
    file: Path


@dataclass(frozen=True)
class Job:
    """One run to be made: a scenario, a seed, who builds its city, and all that is to be noted."""

    scenario: Scenario
    seed: int
    build: Build
    notes: tuple[Noted, ...]


@dataclass(frozen=True)
class Workshop:
    """Where and how runs are made.

    Kept in ``folder`` (None: the cache), over ``workers`` processes; ``build`` makes the city and
    must be importable by name.
    """

    folder: Path | None = None
    workers: int = 1
    progress: Progress | None = None
    announce: Announce | None = None
    build: Build = new_model

    def measure(self, trials: Sequence[Trial]) -> list[Measured]:
        """Give what each trial shows; runs are made in the order of the trials."""
        arms = [dict(trial.pattern.arms(trial.plan)) for trial in trials]
        files = [self._files(trial, row) for trial, row in zip(trials, arms, strict=True)]
        wanted = {
            noted.file: (row[arm], trial.plan.seed, noted)
            for trial, row, by_arm in zip(trials, arms, files, strict=True)
            for arm, noted in by_arm.items()
        }
        found = self._find(wanted)
        return [
            _measured(trial, {arm: found[noted.file] for arm, noted in by_arm.items()})
            for trial, by_arm in zip(trials, files, strict=True)
        ]

    def _files(self, trial: Trial, arms: Mapping[str, Scenario]) -> dict[str, Noted]:
        pattern = trial.pattern
        rules = f"{revision()}-{probe_revision(pattern)}"
        if self.build is not new_model:
            rules += f"-{build_revision(self.build)}"
        home, module = self.home("validate"), getattr(pattern.arms, "__module__", "")
        return {
            arm: Noted(pattern.name, module, home / f"{pattern.name}-{address}.json")
            for arm, scenario in arms.items()
            for address in (f"{self.address(scenario)}-{rules}-{trial.plan.seed}",)
        }

    def home(self, kind: str) -> Path:
        """Give the folder that keeps runs of a kind: a folder of the cache where none is given."""
        return cache_home() / kind if self.folder is None else self.folder

    @cached_property
    def _addresses(self) -> dict[Scenario, str]:
        return {}

    def address(self, scenario: Scenario) -> str:
        """Give the address of a scenario, which is worked out once."""
        if scenario not in self._addresses:
            self._addresses[scenario] = scenario.address()
        return self._addresses[scenario]

    def _find(
        self, wanted: Mapping[Path, tuple[Scenario, int, Noted]]
    ) -> dict[Path, Numbers | RunFailed]:
        """Read what is kept, make the rest: one run for all that want the same."""
        found: dict[Path, Numbers | RunFailed] = {}
        shared: dict[tuple[str, int], Job] = {}
        for file, (scenario, seed, noted) in wanted.items():
            numbers = read_kept(file)
            if isinstance(numbers, dict):
                found[file] = numbers
                continue
            key = self.address(scenario), seed
            before = shared[key].notes if key in shared else ()
            shared[key] = Job(scenario, seed, self.build, (*before, noted))
        jobs = list(shared.values())
        all_made = RUNS.make(jobs, self.workers, self.progress, self.announce)
        for job, made in zip(jobs, all_made, strict=True):
            for place, noted in enumerate(job.notes):
                found[noted.file] = made if isinstance(made, RunFailed) else made[place]
        return found


def days_of(job: Job) -> int:
    """Count the days of a run, burn-in included."""
    return job.scenario.days + (job.scenario.burn_in or 0)


def run_job(job: Job, progress: Progress) -> list[Numbers]:
    """Make one run and keep what each pattern noted; this is what a worker does."""
    probes = [find_pattern(noted.pattern, noted.module).probe() for noted in job.notes]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # the mean of nothing is NaN, and meant
        noted_by_all = watch(job.scenario, job.seed, probes, progress, job.build)
    plain = [json.loads(json.dumps(_plain(dict(numbers)))) for numbers in noted_by_all]
    for noted, numbers in zip(job.notes, plain, strict=True):
        write_kept(noted.file, numbers)
    return plain


def command_of(job: Job) -> str:
    """Give the command that makes a run again: none where somebody steers it."""
    return "" if isinstance(job.scenario, Steered) else job.scenario.command(job.seed)


def find_pattern(name: str, module: str) -> Pattern:
    """Give a pattern by its name: one of the package, else one that a module declares.

    Raises KeyError where there is none.
    """
    own = vars(importlib.import_module(module)).values() if module else ()
    known = [*PATTERNS, *(value for value in own if isinstance(value, Pattern))]
    return {pattern.name: pattern for pattern in reversed(known)}[name]


RUNS: Making[Job, list[Numbers]] = Making(
    read=lambda _: None,  # what is kept was read before: by file, not by run
    function=run_job,
    steps=days_of,
    command=command_of,
)


def _plain(value: Any) -> Any:
    """Give numbers as JSON has them: None where there is no finite one."""
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, np.ndarray | np.generic):
        return _plain(value.tolist())
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return None if isinstance(value, float) and not np.isfinite(value) else value


def _revived(value: Any) -> Any:
    """Give numbers as a probe gave them: NaN where there is none."""
    if isinstance(value, dict):
        return {name: _revived(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_revived(item) for item in value]
    return float("nan") if value is None else value


def _measured(trial: Trial, found: Mapping[str, Numbers | RunFailed]) -> Measured:
    name, seed = trial.pattern.name, trial.plan.seed
    failed = [
        Failure(name, arm, seed, result.reason, result.replay)
        for arm, result in found.items()
        if isinstance(result, RunFailed)
    ]
    if failed:
        return Measured(failed=tuple(failed))
    numbers = {arm: _revived(result) for arm, result in found.items()}
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore", RuntimeWarning)
            statistics = trial.pattern.statistics(numbers)
    except (ArithmeticError, ValueError) as error:  # division by a count of nothing, say
        return Measured(reason=f"{type(error).__name__}: {error}")
    return Measured({name: float(value) for name, value in statistics.items()})
