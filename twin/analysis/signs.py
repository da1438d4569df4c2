"""In which share of the parameter space the sign of the headline holds.

Points are a Latin hypercube over the uncertain parameters; at each one paired run: everything
handed down minus central, at the enforcement of the baseline and with the same seed. May import
what lies below.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtri

from twin.analysis.runs import Failure, Wanted, gather
from twin.analysis.sensitivity import Survey
from twin.compare.paired import COVERAGE
from twin.validate.card import finite
from twin.validate.path import along_path
from twin.validate.robust import hangs_on, sample
from twin.validate.runner import Workshop

SIGNS = "signs"
#: What is expected of decentralised minus central: +1 higher, -1 lower.
EXPECTED = {"order": 1.0, "vitality": 1.0, "welfare": 1.0, "case_hours": -1.0}


@dataclass(frozen=True)
class Sign:
    """How often the difference of one outcome has the sign that is expected.

    ``share`` of the ``points`` that could be measured, with its 90 % interval ``low`` to ``high``
    (Wilson); ``median``, ``tenth`` and ``ninetieth`` percentile of the differences; ``hangs_on``
    names the parameters whose ranks go most with holding (Spearman).
    """

    outcome: str
    expected: float
    points: int
    share: float
    low: float
    high: float
    median: float
    tenth: float
    ninetieth: float
    hangs_on: tuple[tuple[str, float], ...]

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        values = {
            name: None if isinstance(value, float) and math.isnan(value) else value
            for name, value in vars(self).items()
        }
        return values | {
            "hangs_on": [{"parameter": name, "spearman": rho} for name, rho in self.hangs_on]
        }


@dataclass(frozen=True)
class Signs:
    """What came of the points: ``differences[outcome]`` and ``central[outcome]``, one for each."""

    survey: Survey
    space: tuple[dict[str, float], ...]
    differences: dict[str, tuple[float, ...]]
    central: dict[str, tuple[float, ...]]
    failed: tuple[Failure, ...] = ()

    def usual(self, outcome: str) -> float:
        """Give the median over the points of an outcome under central policy: what city that is."""
        there = [value for value in self.central[outcome] if math.isfinite(value)]
        return median(there) if there else math.nan

    def found(self) -> list[Sign]:
        """Give what is found for each outcome."""
        return [sign_of(name, column, self.space) for name, column in self.differences.items()]

    def to_frame(self) -> pd.DataFrame:
        """Give a row for each point: the differences, then the parameters."""
        return pd.DataFrame(
            [
                {
                    "seed": self.survey.seed + k,
                    **{f"{name}_central": column[k] for name, column in self.central.items()},
                    **{
                        f"{name}_difference": column[k] for name, column in self.differences.items()
                    },
                    **point,
                }
                for k, point in enumerate(self.space)
            ]
        )

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON: no times, no paths, the same bytes always."""
        return {
            **self.survey.origin(),
            "method": SIGNS,
            "points": self.survey.points,
            "signs": [
                sign.to_dict() | {"central_median": finite(self.usual(sign.outcome))}
                for sign in self.found()
            ],
            "failed": [vars(failure) for failure in self.failed],
        }


def probe_signs(survey: Survey, workshop: Workshop) -> Signs:
    """Run the pairs of a survey; point k has the k-th seed from the survey's on."""
    space = sample(survey.points, survey.knobs, survey.seed)
    wanted: dict[tuple[int, str], Wanted] = {}
    for k, point in enumerate(space):
        plan = survey.plan(survey.seed + k, point)
        wanted[k, "central"] = plan.arm(levers=along_path(0.0)), plan.seed
        wanted[k, "whole"] = plan.arm(levers=along_path(1.0)), plan.seed
    found = gather(wanted, workshop)
    return Signs(
        survey,
        tuple(space),
        {
            name: tuple(
                found.value((k, "whole"), name) - found.value((k, "central"), name)
                for k in range(len(space))
            )
            for name in EXPECTED
        },
        {
            name: tuple(found.value((k, "central"), name) for k in range(len(space)))
            for name in EXPECTED
        },
        found.failed,
    )


def sign_of(outcome: str, column: Sequence[float], space: Sequence[dict[str, float]]) -> Sign:
    """Give how often one outcome has the sign that is expected; exactly nothing has none."""
    there = [k for k, value in enumerate(column) if math.isfinite(value)]
    expected = EXPECTED[outcome]
    if not there:
        none = math.nan
        return Sign(outcome, expected, 0, none, none, none, none, none, none, ())
    values = np.array([column[k] for k in there])
    holds = (values * expected > 0.0).astype(np.float64)
    low, high = share_interval(int(holds.sum()), len(holds))
    tenth, middle, ninetieth = (float(q) for q in np.quantile(values, (0.1, 0.5, 0.9)))
    hangs = hangs_on(holds, [space[k] for k in there])
    return Sign(
        outcome, expected, len(there), float(holds.mean()), low, high, middle, tenth, ninetieth,
        hangs,
    )  # fmt: skip


def share_interval(hits: int, n: int) -> tuple[float, float]:
    """Give Wilson's 90 % interval of a share (Wilson 1927, JASA 22).

    >>> tuple(round(end, 3) for end in share_interval(5, 10))
    (0.269, 0.731)
    """
    z = float(ndtri((1.0 + COVERAGE) / 2.0))
    share, grow = hits / n, z * z / n
    middle = share + grow / 2.0
    reach = z * math.sqrt(share * (1.0 - share) / n + grow / (4.0 * n))
    return max(0.0, (middle - reach) / (1.0 + grow)), min(1.0, (middle + reach) / (1.0 + grow))
