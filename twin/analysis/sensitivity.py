"""Which parameters matter: Morris' screening over all of them, Sobol's indices of a few.

Ranges are those of ``twin/validate/robust.py``: from two thirds of a default to one and a half
times it. Runs are short, and every run of a block has the same seed, so that what one parameter
changes is not luck; how much luck alone changes is measured beside it. May import what lies below.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from agents.knob import Parameter
from twin.analysis.design import (
    MORRIS,
    SOBOL,
    STEP,
    analyse,
    block_rows,
    check_salib,
    design,
    ranking,
    whole_blocks,
)
from twin.analysis.runs import Failure, Gathered, Wanted, gather
from twin.errors import InputError, check_known
from twin.indicators import INDICATOR_NAMES
from twin.scenario import Scenario
from twin.validate.card import finite
from twin.validate.pattern import Plan
from twin.validate.protocol import made_by
from twin.validate.robust import UNCERTAIN, taken
from twin.validate.runner import Workshop

OUTCOMES = ("order", "vitality", "satisfaction", "case_hours", "welfare")
#: Days of burn-in and measured days of each run, in full and in quick mode.
SHORT, QUICK = (30, 30), (15, 15)
#: How many parameters Sobol's indices are worked out for.
FEW = 10
KNOBS = {knob.name: knob for knob in UNCERTAIN}


@dataclass(frozen=True)
class Survey:
    """What is asked: method, parameters, outcomes, and how many blocks (or points).

    ``seed`` decides the sample and is the seed of the first block's runs; each block has the next.
    """

    method: str
    parameters: tuple[str, ...]
    points: int
    outcomes: tuple[str, ...] = OUTCOMES
    seed: int = 1
    district: str = "validation"
    burn_in: int = SHORT[0]
    days: int = SHORT[1]

    @property
    def knobs(self) -> tuple[Parameter, ...]:
        """The declarations of the parameters."""
        return tuple(KNOBS[name] for name in self.parameters)

    def plan(self, seed: int, point: dict[str, float]) -> Plan:
        """Give the plan of the runs at one point of the parameter space."""
        return Plan(seed, self.days, self.burn_in, district=self.district, parameters=point)

    def origin(self) -> dict[str, Any]:
        """Say what made this: command, seeds, version, rules, and commit if there is one."""
        words = ["twin", "sensitivity", self.method, "--points", str(self.points)]
        if self.outcomes != OUTCOMES:
            words += [word for name in self.outcomes for word in ("--outcome", name)]
        if self.parameters != tuple(KNOBS):
            words += ["--parameters", ",".join(self.parameters)]
        words += ["--district", self.district, "--seed", str(self.seed)]
        words += ["--burn-in", str(self.burn_in), "--days", str(self.days)]
        return made_by(words, f"{self.seed}:{self.seed + self.points - 1}")


@dataclass(frozen=True)
class Sensitivity:
    """What a survey found: ``values[outcome]`` has one number for each run of the ``table``.

    ``luck[outcome]`` holds, for the first run of each block, what it gives with another seed.
    """

    survey: Survey
    table: NDArray[np.float64]
    values: dict[str, list[float]]
    luck: dict[str, list[float]]
    failed: tuple[Failure, ...] = ()

    @cached_property
    def found(self) -> dict[str, dict[str, dict[str, float]]]:
        """What the design says, by outcome and parameter."""
        survey = self.survey
        return {
            name: analyse(survey.method, survey.parameters, self.table, column)
            for name, column in self.values.items()
        }

    def ranked(self) -> list[str]:
        """Give the parameters by how much they matter over all outcomes."""
        return ranking(self.survey.method, self.found)

    def noise(self, outcome: str) -> float:
        """Give what luck alone does to an outcome, on the scale parameters are ranked by.

        Morris: mean |difference between two seeds| / step. Sobol: half the mean square of that
        difference over the variance of all runs. NaN where it cannot be measured.
        """
        rows = block_rows(self.survey.method, len(self.survey.parameters))
        first = np.array(self.values[outcome][::rows], np.float64)
        gaps = first - np.array(self.luck[outcome], np.float64)
        gaps = gaps[np.isfinite(gaps)]
        if not len(gaps):
            return math.nan
        if self.survey.method == MORRIS:
            return float(np.abs(gaps).mean() / STEP)
        variance = float(np.nanvar(np.array(self.values[outcome], np.float64)))
        return float((gaps**2).mean() / 2.0 / variance) if variance > 0.0 else math.nan

    def blocks(self, outcome: str) -> int:
        """Count the blocks in which the outcome could be measured in every run."""
        survey = self.survey
        return whole_blocks(survey.method, len(survey.parameters), self.values[outcome])

    def to_frame(self) -> pd.DataFrame:
        """Give a row for each outcome and parameter, those that matter most first."""
        rows = [
            {"outcome": outcome, "parameter": name, **self.found[outcome][name],
             "luck": self.noise(outcome), "blocks": self.blocks(outcome)}
            for outcome in self.values
            for name in self.ranked()
        ]  # fmt: skip
        return pd.DataFrame(rows)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON: no times, no paths, the same bytes always."""
        return {
            **self.survey.origin(),
            "method": self.survey.method,
            "points": self.survey.points,
            "ranking": self.ranked(),
            "outcomes": {
                outcome: {
                    "luck": finite(self.noise(outcome)),
                    "blocks": self.blocks(outcome),
                    "parameters": {
                        name: {key: finite(value) for key, value in row.items()}
                        for name, row in rows.items()
                    },
                }
                for outcome, rows in self.found.items()
            },
            "failed": [vars(failure) for failure in self.failed],
        }


def explore(survey: Survey, workshop: Workshop) -> Sensitivity:
    """Run a survey by Morris or Sobol; raises NotReady where the extra ``sa`` is missing."""
    check_salib()
    table = design(survey.method, survey.parameters, survey.points, survey.seed)
    rows = block_rows(survey.method, len(survey.parameters))
    wanted: dict[tuple[str, int], Wanted] = {}
    for place, row in enumerate(table):
        block = place // rows
        scenario = _scenario(survey, row)
        wanted["run", place] = scenario, survey.seed + block
        if place % rows == 0:
            wanted["luck", block] = scenario, survey.seed + survey.points + block
    found = gather(wanted, workshop)
    return Sensitivity(
        survey,
        table,
        _columns(survey, found, "run", len(table)),
        _columns(survey, found, "luck", survey.points),
        found.failed,
    )


def parameters_named(names: Sequence[str], where: str) -> tuple[str, ...]:
    """Give the parameters with these names, in the order of their table; all for no name.

    Raises InputError with the nearest name for one that is not known or not uncertain.
    """
    for name in names:
        check_known(name, KNOBS, "unknown parameter", where)
    return tuple(name for name in KNOBS if not names or name in names)


def outcomes_named(names: Sequence[str], where: str) -> tuple[str, ...]:
    """Give the outcomes with these names, the usual five for no name; raises InputError."""
    for name in names:
        check_known(name, INDICATOR_NAMES, "unknown indicator", where)
    return tuple(dict.fromkeys(names)) or OUTCOMES


def check_points(method: str, points: int, where: str) -> int:
    """Give the number of points; raises InputError where the method cannot use it."""
    if points < 2:
        raise InputError("value out of range", where, points, "2 or more")
    if method == SOBOL and points & (points - 1):
        raise InputError("value out of range", where, points, "a power of 2, as Sobol's rows have")
    return points


def _scenario(survey: Survey, row: NDArray[np.float64]) -> Scenario:
    point = {knob.name: taken(knob, float(u)) for knob, u in zip(survey.knobs, row, strict=True)}
    return survey.plan(survey.seed, point).arm()


def _columns(survey: Survey, found: Gathered, kind: str, n: int) -> dict[str, list[float]]:
    return {
        name: [found.value((kind, place), name) for place in range(n)] for name in survey.outcomes
    }
