"""A sweep on the plane of order and vitality: its policies, their frontier, where one stands.

Runs that share their levers are one policy, whatever the seed and the state of the world: a policy
is judged over all of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from twin.analysis.frontier import frontier, heights
from twin.compare.paired import mean_with_interval
from twin.district import district_names
from twin.opening import DISTRICT, POLICY
from twin.own import all_levers
from twin.policy import policy_names
from twin.sweep import Experiment, Sweep
from twin.ui.choice import Choice

ORDER, VITALITY = "order", "vitality"
KNOBS = {lever.name: lever for lever in all_levers()}


@dataclass(frozen=True)
class Measured:
    """The mean of an indicator over the runs of a policy, with its 90 % interval."""

    mean: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Spot:
    """A policy of a sweep: its number, the levers that are varied, its runs and indicators."""

    number: int
    levers: Mapping[str, float]
    runs: int
    outcomes: Mapping[str, Measured]

    @property
    def place(self) -> tuple[float, float]:
        """Where it stands on the plane: order, vitality."""
        return self.outcomes[ORDER].mean, self.outcomes[VITALITY].mean


@dataclass(frozen=True)
class Plane:
    """All policies of a sweep that have been run, and what the sweep is."""

    experiment: Experiment
    spots: tuple[Spot, ...]
    done: int
    failed: int

    @cached_property
    def line(self) -> list[tuple[float, float]]:
        """Give the frontier: what vitality can be had at each order."""
        return frontier([spot.place for spot in self.spots]) if self.spots else []

    @cached_property
    def best(self) -> frozenset[int]:
        """Give the numbers of the policies on the frontier."""
        on = set(self.line)
        return frozenset(spot.number for spot in self.spots if spot.place in on)

    def spot(self, number: int) -> Spot | None:
        """Give a policy by its number, None where there is none."""
        return next((spot for spot in self.spots if spot.number == number), None)

    def nearest(self, levers: Mapping[str, float]) -> tuple[Spot, bool] | None:
        """Give the policy nearest to some levers, and whether it is just these; None of nothing.

        Each lever counts by its own range.
        """
        if not self.spots:
            return None

        def far(spot: Spot) -> float:
            return sum(
                ((levers[name] - value) / (KNOBS[name].high - KNOBS[name].low)) ** 2
                for name, value in spot.levers.items()
            )

        found = min(self.spots, key=far)
        fixed = self.experiment.scenario.vector()
        rest = all(levers[n] == v for n, v in fixed.items() if n not in found.levers)
        return found, rest and far(found) == 0.0

    def room(self, spot: Spot) -> tuple[float, float]:
        """Give how much vitality could be had at no less order, and order at no less vitality."""
        order, vitality = spot.place
        turned = frontier([(v, o) for o, v in (one.place for one in self.spots)])
        up = float(heights(self.line, np.array([order]))[0]) - vitality
        right = float(heights(turned, np.array([vitality]))[0]) - order
        return max(0.0, up), max(0.0, right)

    def choice_of(self, spot: Spot, language: str) -> Choice:
        """Give the policy as the other pages take it: its base, and every lever."""
        scenario = self.experiment.scenario
        district = scenario.district if scenario.district in district_names() else DISTRICT
        base = scenario.policy if scenario.policy in policy_names() else POLICY
        choice = Choice(language=language, district=district).adopt(base)
        return choice.turn({**scenario.vector(), **spot.levers})


def open_plane(folder: Path) -> Plane:
    """Open the folder of a sweep; what was read is kept until it changes."""
    stamp = max(
        (file.stat().st_mtime_ns for file in folder.rglob("*") if file.is_file()), default=0
    )
    return _plane(folder, stamp)


@lru_cache(maxsize=8)
def _plane(folder: Path, stamp: int) -> Plane:
    sweep = Sweep.open(folder)
    runs = sweep.runs
    names = [axis.name for axis in sweep.experiment.levers]
    outcomes = list(dict.fromkeys([ORDER, VITALITY, *sweep.experiment.outcomes]))
    done = runs[(runs["status"] == "done") & runs[ORDER].notna() & runs[VITALITY].notna()]
    groups = done.groupby(names, sort=False) if names else [((), done)]
    spots = [
        Spot(
            int(rows["point"].min()),
            dict(zip(names, map(float, rows[names].iloc[0]), strict=True)),
            len(rows),
            {name: measured(rows[name]) for name in outcomes},
        )
        for _, rows in groups
        if len(rows)
    ]
    ordered = tuple(sorted(spots, key=lambda spot: spot.number))
    return Plane(sweep.experiment, ordered, len(done), len(runs) - len(done))


def measured(values: Any) -> Measured:
    """Give mean and 90 % interval of the values that are there."""
    mean, low, high = mean_with_interval(np.asarray(values, np.float64))
    return Measured(float("nan") if mean is None else mean, low, high)


def rows_to_show(plane: Plane, others: Sequence[int]) -> list[Spot]:
    """Give the policies a table shows first: the frontier from most vitality on, then others."""
    front = sorted((s for s in plane.spots if s.number in plane.best), key=lambda s: s.place)
    rest = [s for s in plane.spots if s.number in others and s.number not in plane.best]
    return [*front, *rest]
