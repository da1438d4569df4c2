"""The runs of a lesson: every arm under the same seeds, each made once and kept as a small file.

A file is named by scenario, rules, what is noted and seed, so that a whole class makes a run once.
It keeps the indicators day by day, the street at six in the evening of the last day, and the life
of one case.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.cache import cache_home
from twin.casebook import casebook
from twin.compare import runs
from twin.compare.runs import Job
from twin.errors import RunFailed
from twin.frame import LAYERS, TRADING
from twin.indicators import INDICATOR_NAMES
from twin.kept import Making, drop_oldest, read_kept, write_kept
from twin.lesson.parts import Lesson, Side
from twin.model import HOURS_A_DAY, CityTwin
from twin.replications import courses_of, yield_to_others
from twin.run import new_model
from twin.why import case_card
from twin.workers import Tell

#: The hour of the maps.
EVENING = 18
#: How far a worker stands behind the cities that are watched: somebody waits for it all the same.
BEHIND = 5
#: Runs that stay on the disk; the newest of them. All shipped lessons have 110.
MOST_KEPT = 1000


@dataclass(frozen=True)
class Kept:
    """What a run leaves: courses by indicator (NaN for no value), maps, the life of a case.

    ``street`` holds the layers as bytes and the cells of the stalls; ``case`` is None where no
    case of several departments was closed.
    """

    courses: Mapping[str, NDArray[np.float64]]
    street: Mapping[str, Any]
    case: Mapping[str, Any] | None

    def value(self, side: Side) -> float | None:
        """Give the mean of an indicator over some days, None where it never had a value."""
        course = self.courses[side.indicator][side.days[0] - 1 : side.days[1]]
        known = course[np.isfinite(course)]
        return float(known.mean()) if len(known) else None


def home() -> Path:
    """Give the folder that keeps the runs of all lessons."""
    return cache_home() / "lessons"


def jobs_of(lesson: Lesson) -> dict[str, list[Job]]:
    """Give the runs of every arm, one a seed from 1 on."""
    scenarios = [arm.scenario.settled() for arm in lesson.arms]
    rows = runs.jobs_of(scenarios, range(1, lesson.pairs + 1), home(), noted_revision())
    return {arm.name: row for arm, row in zip(lesson.arms, rows, strict=True)}


@cache
def noted_revision() -> str:
    """Hash the sources that decide what is noted of a run: 16 hexadecimal digits.

    The revision of the rules leaves them out, as they change no city.
    """
    digest = hashlib.blake2b(digest_size=8)
    for file in noting_sources():
        digest.update(file.read_bytes())
    return digest.hexdigest()


def noting_sources() -> list[Path]:
    """Give those sources: this module, the layers of a frame, the words of the cards."""
    here = Path(__file__).resolve()
    twin = here.parent.parent
    return [here, twin / "frame.py", *sorted((twin / "why").glob("*.py"))]


def run_job(job: Job, report: Tell) -> Kept:
    """Make one run and keep it; this is what a worker does, behind everybody else."""
    yield_to_others(BEHIND)
    burn_in = job.scenario.burn_in or 0
    total = burn_in + job.scenario.days
    model = new_model(job.scenario, job.seed)
    for day in range(1, total):
        model.run_for(HOURS_A_DAY)
        report(day, total)
    model.run_for(EVENING)
    street = street_of(model)
    model.run_for(HOURS_A_DAY - EVENING)
    courses = courses_of(model.history[burn_in:])
    content = {"courses": courses, "street": street, "case": typical_case(model, burn_in)}
    write_kept(job.file, {"seed": job.seed, "digest": model.digest(), **content})
    return _kept(content)


def street_of(model: CityTwin) -> dict[str, Any]:
    """Give the street as it stands: every layer as bytes by cell, the cells of the stalls."""
    cells, vendors = model.world.rows("cells"), model.world.rows("vendors")
    open_ = (vendors["state"] == TRADING) & (vendors["cell"] >= 0)
    licensed = vendors["licensed"] > 0
    return {
        "layers": {layer.name: layer.bytes(cells).tolist() for layer in LAYERS},
        "licensed": vendors["cell"][open_ & licensed].tolist(),
        "unlicensed": vendors["cell"][open_ & ~licensed].tolist(),
    }


def typical_case(model: CityTwin, burn_in: int) -> dict[str, Any] | None:
    """Tell the case of several departments whose time was the median one; None without any."""
    cases = casebook(model.world, HOURS_A_DAY * burn_in)
    took = (cases.verified - cases.collected)[(cases.joint == 1) & (cases.outcome == "resolved")]
    if not len(took):
        return None
    order = took.sort_values(kind="stable")
    number = int(order.index[(len(order) - 1) // 2])
    card = case_card(model.world, number, burn_in)
    return {language: card.to_dict(language) for language in ("zh", "en")}


def read_job(job: Job) -> Kept | None:
    """Give what the file of a run keeps, or None where there is no whole file."""
    content = read_kept(job.file)
    try:
        return _kept(content)
    except (KeyError, TypeError):
        return None


def _kept(content: Mapping[str, Any]) -> Kept:
    courses = {
        name: np.array([np.nan if v is None else v for v in content["courses"][name]], np.float64)
        for name in INDICATOR_NAMES
    }
    return Kept(courses, content["street"], content["case"])


RUNS: Making[Job, Kept] = Making(
    read=read_job,
    function=run_job,
    steps=runs.RUNS.steps,
    command=runs.RUNS.command,
)


@dataclass(frozen=True)
class Results:
    """What the runs of a lesson left, by arm, in the order of the seeds; failed ones left out."""

    runs: Mapping[str, Sequence[Kept | None]]

    @cached_property
    def failed(self) -> int:
        """How many runs failed."""
        return sum(run is None for row in self.runs.values() for run in row)

    def values(self, side: Side) -> list[float | None]:
        """Give the number of a side for every seed."""
        return [run.value(side) if run else None for run in self.runs[side.arm]]

    def course(self, arm: str, indicator: str) -> NDArray[np.float64]:
        """Give the course of an indicator: (seeds, days), the runs that were made."""
        return np.array([run.courses[indicator] for run in self.runs[arm] if run])

    def first(self, arm: str) -> Kept | None:
        """Give the first run of an arm that was made."""
        return next((run for run in self.runs[arm] if run), None)


def make(lesson: Lesson, workers: int = 1, tell: Tell | None = None) -> Results:
    """Give the results of a lesson, making what is missing in ``workers`` processes.

    ``tell`` hears days done and days there are; what it raises ends the work, and what was
    finished stays. All arms of a seed come before the next seed.
    """
    rows = jobs_of(lesson)
    found = runs.make_with(RUNS, list(rows.values()), workers, tell)
    drop_oldest(home(), MOST_KEPT)
    kept = {file: None if isinstance(run, RunFailed) else run for file, run in found.items()}
    return Results({arm: [kept[job.file] for job in row] for arm, row in rows.items()})


def read(lesson: Lesson) -> Results | None:
    """Give the results of a lesson of which every run is kept, None where one is missing."""
    rows: dict[str, list[Kept]] = {}
    for arm, row in jobs_of(lesson).items():
        for job in row:
            kept = read_job(job)
            if kept is None:
                return None
            rows.setdefault(arm, []).append(kept)
    return Results(rows)
