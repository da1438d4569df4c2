"""Look for parameters that meet the declared targets: Nelder-Mead on the declared loss.

Every evaluation is a set of runs kept as files by their address, and the search draws no luck: the
same command goes through the same points, reads back what was finished, and goes on from there.
Source: Nelder & Mead 1965, doi 10.1093/comjnl/7.4.308, as in ``scipy.optimize.minimize``.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from agents.knob import Knob
from twin.calibration.check import Finding, loss, measure
from twin.errors import InputError, check_known
from twin.parameters import PARAMETERS
from twin.run import Progress
from twin.scenario import Scenario

#: Size of the first simplex, as a natural logarithm: each parameter is raised by a third.
FIRST_STEP = math.log(4.0 / 3.0)
#: Lowest factor on a parameter whose lower bound is 0.
LEAST_FACTOR = 0.01
#: Significant digits of a tried value: a point is the same on every machine.
DIGITS = 4


@dataclass(frozen=True)
class Search:
    """What is searched: scenario, seeds, free parameters; points at most, folder, processes."""

    scenario: Scenario
    seeds: tuple[int, ...]
    free: tuple[str, ...]
    most: int
    folder: Path
    workers: int = 1


@dataclass(frozen=True)
class Found:
    """A point that was tried: parameters, findings, loss."""

    parameters: Mapping[str, float]
    findings: tuple[Finding, ...]
    loss: float


@dataclass(frozen=True)
class Proposal:
    """What a search comes to: the start, the best point, and how many points were tried."""

    start: Found
    best: Found
    tried: int


class Tried:
    """The points tried so far, in order: each value rounded, each point measured once."""

    def __init__(self, search: Search, knobs: Sequence[Knob], tell: Progress | None) -> None:
        """Start with none; ``tell`` hears how many of the most there may be are done."""
        self.search, self.tell = search, tell
        self.start = {k.name: search.scenario.parameters.get(k.name, k.default) for k in knobs}
        self.low = {k.name: k.low for k in knobs}
        self.high = {k.name: k.high for k in knobs}
        self.points: list[Found] = []

    def values(self, factors: NDArray[np.float64]) -> dict[str, float]:
        """Give the parameters at logarithms of factors on the start, inside their bounds."""
        return {
            name: min(self.high[name], max(self.low[name], rounded(base * math.exp(factor))))
            for (name, base), factor in zip(self.start.items(), factors, strict=True)
        }

    def bounds(self) -> list[tuple[float, float]]:
        """Give the bounds of those logarithms."""
        return [
            (
                math.log(max(self.low[name] / base, LEAST_FACTOR)),
                math.log(self.high[name] / base),
            )
            for name, base in self.start.items()
        ]

    def loss_at(self, factors: NDArray[np.float64]) -> float:
        """Measure the targets at a point and give its loss."""
        values = self.values(factors)
        search = self.search
        scenario = replace(search.scenario, parameters={**search.scenario.parameters, **values})
        findings = measure(scenario, search.seeds, search.folder, search.workers)
        self.points.append(Found(values, findings, loss(findings)))
        if self.tell is not None:
            self.tell(min(len(self.points), search.most), search.most)
        return self.points[-1].loss


def rounded(value: float) -> float:
    """Give a number to four significant digits.

    >>> rounded(0.00123456)
    0.001235
    """
    return float(f"{value:.{DIGITS}g}")


def look_for(search: Search, tell: Progress | None = None) -> Proposal:
    """Search the free parameters within their bounds; the start is the scenario's own values.

    Stops after ``most`` points, or when the simplex is small. Raises InputError for a parameter
    that is not known or starts at 0, from which no factor leads away; RunFailed where a run broke.
    """
    tried = Tried(search, knobs_of(search.free, search.scenario), tell)
    limits = {"maxfev": search.most, "xatol": 0.01, "fatol": 1e-3}
    bounds = tried.bounds()
    steps = [FIRST_STEP if high >= FIRST_STEP else -FIRST_STEP for _, high in bounds]
    simplex = np.vstack([np.zeros(len(steps)), np.diag(steps)])
    call: Callable[..., Any] = minimize
    call(
        tried.loss_at,
        simplex[0],
        method="Nelder-Mead",
        bounds=bounds,
        options={**limits, "initial_simplex": simplex},
    )
    best = min(tried.points, key=lambda point: point.loss)
    return Proposal(tried.points[0], best, len(tried.points))


def knobs_of(names: Sequence[str], scenario: Scenario) -> list[Knob]:
    """Give the declarations of some parameters.

    Raises InputError for a name that is not known, or a start at 0.
    """
    known = {knob.name: knob for knob in PARAMETERS}
    for name in names:
        check_known(name, known, "unknown parameter", "--parameter")
        if scenario.parameters.get(name, known[name].default) <= 0.0:
            raise InputError("value out of range", name, 0, "a start above 0: --set NAME=VALUE")
    return [known[name] for name in names]
