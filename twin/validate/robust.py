"""Robustness: at how many points of the parameter space what is expected still holds.

Points are a Latin hypercube over the parameters that nobody measured. Welfare weights and the cost
scale are choices, not uncertainties, and stay. A parameter is taken from two thirds of its default
to one and a half times it; a share by its odds, so that it stays a share. What that would take out
of the declared bounds stops at them. May import what lies below and scipy.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import qmc, rankdata

from agents.knob import Grade, Parameter
from twin.parameters import PARAMETERS
from twin.validate.judge import sign_holds, within
from twin.validate.pattern import Criterion, Pattern
from twin.validate.protocol import Protocol, Under
from twin.validate.runner import Failure, Trial, Workshop

#: Declared choices, not uncertainties.
CHOICES = {"cost_scale", "weight_people", "weight_vendors", "weight_cost"}
UNCERTAIN: tuple[Parameter, ...] = tuple(
    knob for knob in PARAMETERS if knob.grade != Grade.MEASURED and knob.name not in CHOICES
)
#: Shares of points from which on a criterion is robust, or holds under conditions.
ROBUST_SHARE, CONDITIONAL_SHARE = 0.7, 0.5
ROBUST, CONDITIONAL, NOT_ROBUST = "robust", "conditional", "fail"
#: Seed of the hypercube: the points are the same on every machine.
HYPERCUBE_SEED = 1
#: How far a parameter, or the odds of a share, may lie from its default, both ways (ratio). Were
#: it wider, most points would be a city with more work than hands, which tells little of this one.
SPREAD = 1.5
MOST_POINTS = 10_000
#: How many parameters are named on which a criterion hangs.
NAMED = 3


@dataclass(frozen=True)
class Held:
    """How often one criterion of one pattern holds over the points.

    ``share`` is that of its sign, ``band`` that of its whole band; a point at which it cannot be
    measured does not hold. ``hangs_on`` names the parameters whose values go most with holding
    (Spearman's rank correlation), none where it holds everywhere or nowhere.
    """

    pattern: str
    criterion: Criterion
    points: int
    share: float | None
    band: float | None
    verdict: str
    hangs_on: tuple[tuple[str, float], ...]

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "pattern": self.pattern,
            "statistic": self.criterion.statistic,
            "text": vars(self.criterion.text),
            "points": self.points,
            "share": self.share,
            "band": self.band,
            "verdict": self.verdict,
            "hangs_on": [{"parameter": name, "spearman": rho} for name, rho in self.hangs_on],
        }


@dataclass(frozen=True)
class Robustness:
    """What came of a sample of the parameter space, criterion by criterion."""

    protocol: Protocol
    patterns: tuple[Pattern, ...]
    points: int
    held: tuple[Held, ...]
    failed: tuple[Failure, ...] = ()

    def origin(self) -> dict[str, Any]:
        """Say what made this: command, seeds, version, rules, and commit if there is one."""
        return self.protocol.origin(self.patterns, "--robust", str(self.points))

    def to_frame(self) -> pd.DataFrame:
        """Give a row for each criterion."""
        rows = [one.to_dict() for one in self.held]
        for row in rows:
            del row["text"]
            row["hangs_on"] = " ".join(
                f"{item['parameter']}:{item['spearman']:.2f}" for item in row["hangs_on"]
            )
        return pd.DataFrame(rows)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON: no times, no paths, the same bytes always."""
        return {
            **self.origin(),
            "points": self.points,
            "criteria": [one.to_dict() for one in self.held],
            "failed": [vars(failure) for failure in self.failed],
        }


def sample(
    n: int, knobs: Sequence[Parameter] = UNCERTAIN, seed: int = HYPERCUBE_SEED
) -> list[dict[str, float]]:
    """Give ``n`` points of the parameter space, the same for the same ``n`` and ``seed``."""
    cube = qmc.LatinHypercube(len(knobs), seed=seed).random(n)
    return [
        {knob.name: taken(knob, float(u)) for knob, u in zip(knobs, row, strict=True)}
        for row in cube
    ]


def taken(knob: Parameter, u: float) -> float:
    """Give the value of a parameter at the share ``u`` of its range that is sampled.

    default x 1.5^(2u - 1); of a share (bounds within 0 and 1) its odds are multiplied instead.
    """
    ratio = SPREAD ** (2.0 * u - 1.0)
    value = knob.default * ratio
    if knob.low >= 0.0 and knob.high <= 1.0:
        value /= 1.0 - knob.default + value
    return float(min(max(value, knob.low), knob.high))


def probe_space(
    patterns: Sequence[Pattern], protocol: Protocol, points: int, workshop: Workshop
) -> Robustness:
    """Run patterns at ``points`` points, one seed each, always by the quick plan.

    Point k has the k-th seed from the first of the protocol on.
    """
    settled = replace(protocol, quick=True).settled()
    first = settled.seeds[0]
    settled = replace(settled, seeds=tuple(range(first, first + points)))
    space = sample(points)
    trials = [
        Trial(pattern, settled.plan(pattern, seed, Under(point)))
        for seed, point in zip(settled.seeds, space, strict=True)
        for pattern in patterns
    ]
    found = workshop.measure(trials)
    held: list[Held] = []
    for place, pattern in enumerate(patterns):
        column = found[place :: len(patterns)]
        kept = [k for k, measured in enumerate(column) if not measured.failed]
        for criterion in pattern.criteria:
            values = [column[k].statistics.get(criterion.statistic, math.nan) for k in kept]
            held.append(_held(pattern.name, criterion, values, [space[k] for k in kept]))
    failed = tuple(failure for measured in found for failure in measured.failed)
    return Robustness(settled, tuple(patterns), points, tuple(held), failed)


def _held(
    pattern: str,
    criterion: Criterion,
    values: Sequence[float],
    space: Sequence[dict[str, float]],
) -> Held:
    signs = np.array([math.isfinite(v) and sign_holds(criterion, v) for v in values], np.float64)
    bands = np.array([math.isfinite(v) and within(criterion, v) for v in values], np.float64)
    if not len(signs):
        return Held(pattern, criterion, 0, None, None, NOT_ROBUST, ())
    share = float(signs.mean())
    return Held(
        pattern, criterion, len(signs), share, float(bands.mean()), _verdict(share),
        hangs_on(signs, space),
    )  # fmt: skip


def hangs_on(
    holds: NDArray[np.float64], space: Sequence[dict[str, float]]
) -> tuple[tuple[str, float], ...]:
    """Name the three parameters whose ranks go most with holding, with the correlation."""
    if len(holds) < 3 or holds.min() == holds.max():
        return ()
    rhos = {
        name: round(float(np.corrcoef(rankdata(column), rankdata(holds))[0, 1]), 9)
        for name in space[0]
        for column in ([point[name] for point in space],)
    }
    strongest = sorted(rhos, key=lambda name: (-abs(rhos[name]), name))[:NAMED]
    return tuple((name, rhos[name]) for name in strongest)


def _verdict(share: float) -> str:
    if share >= ROBUST_SHARE:
        return ROBUST
    return CONDITIONAL if share >= CONDITIONAL_SHARE else NOT_ROBUST
