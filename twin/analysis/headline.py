"""The headline: whether decentralised policy moves the frontier out, and where welfare is highest.

Every comparison is paired: both sides of a difference have the same seed. May import what lies
below.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from twin.analysis.experiment import (
    PATHS,
    SETTINGS,
    Cell,
    Setting,
    at_level,
    cells_of,
    in_cell,
    levels_of,
    plan_of,
    settled,
)
from twin.analysis.frontier import Point, Shift, shift
from twin.analysis.runs import Failure, Gathered, Wanted, gather
from twin.compare.paired import Paired, paired
from twin.settings import seed_range
from twin.validate.protocol import Protocol, made_by
from twin.validate.runner import Workshop

WATCHED = ("order", "vitality", "satisfaction", "welfare")
CENTRAL = "central"
FRONTIER, OPTIMUM = "frontier", "optimum"
PARTS = (FRONTIER, OPTIMUM)
AXES = ("authority", "staffing", "discretion")


@dataclass(frozen=True)
class Frontiers:
    """Outcomes by path and level of enforcement, one value a seed: ``values[path][level][name]``.

    Only seeds of which every arm was run are in it.
    """

    seeds: tuple[int, ...]
    levels: tuple[float, ...]
    values: Mapping[str, Mapping[float, Mapping[str, tuple[float, ...]]]]

    def points(self, path: str, place: int) -> list[Point]:
        """Give the order and vitality of a path at each level, in the ``place``-th seed."""
        rows = self.values[path].values()
        return [(row["order"][place], row["vitality"][place]) for row in rows]

    def shifts(self, path: str) -> list[Shift]:
        """Give where the frontier of a path lies beside the central one, by seed."""
        return [
            shift(self.points(CENTRAL, k), self.points(path, k)) for k in range(len(self.seeds))
        ]

    def difference(self, path: str, level: float, name: str) -> Paired:
        """Give the paired difference of an outcome at one level, path minus central."""
        return paired(self.values[CENTRAL][level][name], self.values[path][level][name])

    def at_best(self, path: str, name: str) -> Paired:
        """Give the difference of an outcome, path minus central, each at its own best level.

        The best level is taken seed by seed, on both sides alike.
        """
        sides = (self.values[side].values() for side in (CENTRAL, path))
        best = (np.max([row[name] for row in rows], axis=0).tolist() for rows in sides)
        return paired(next(best), next(best))


@dataclass(frozen=True)
class Optimum:
    """Outcomes over the grid in one setting: ``values[cell][name]`` has one number a seed.

    ``best`` has the highest mean, ``agree`` is the share of seeds in which it is best, and
    ``equals`` the cells that cannot be told from it: the interval of the difference holds 0.
    """

    setting: Setting
    seeds: tuple[int, ...]
    values: Mapping[Cell, Mapping[str, tuple[float, ...]]]

    @cached_property
    def welfare(self) -> dict[Cell, tuple[float, ...]]:
        """The welfare of each cell, one value a seed."""
        return {cell: row["welfare"] for cell, row in self.values.items()}

    @property
    def best(self) -> Cell:
        """The cell with the highest mean welfare (the first of equals)."""
        return max(self.welfare, key=lambda cell: math.fsum(self.welfare[cell]))

    @property
    def agree(self) -> float:
        """The share of seeds in which the best cell is best."""
        table = np.array(list(self.welfare.values()))
        place = list(self.welfare).index(self.best)
        return float((table.argmax(axis=0) == place).mean())

    @property
    def equals(self) -> tuple[Cell, ...]:
        """The other cells that the seeds do not tell from the best one."""
        return tuple(
            cell
            for cell in self.welfare
            if cell != self.best and not (self.over(cell).low or 0.0) > 0.0
        )

    def over(self, cell: Cell, name: str = "welfare") -> Paired:
        """Give what the best cell has more of an outcome than another."""
        return paired(self.values[cell][name], self.values[self.best][name])

    def effect(self, axis: str) -> Paired:
        """Give the main effect of an axis: its top less its bottom, mean over the other axes."""
        place = AXES.index(axis)
        steps = sorted({cell[place] for cell in self.welfare})
        ends = (self._mean(place, steps[0]), self._mean(place, steps[-1]))
        return paired(ends[0].tolist(), ends[1].tolist())

    def _mean(self, place: int, level: float) -> NDArray[np.float64]:
        chosen = [values for cell, values in self.welfare.items() if cell[place] == level]
        mean: NDArray[np.float64] = np.mean(np.array(chosen, np.float64), axis=0)
        return mean


@dataclass(frozen=True)
class Headline:
    """What the experiment gave; a part that was not asked for is None or empty."""

    protocol: Protocol
    only: str
    frontiers: Frontiers | None
    optima: tuple[Optimum, ...]
    failed: tuple[Failure, ...] = ()

    def origin(self) -> dict[str, Any]:
        """Say what made this: command, seeds, version, rules, and commit if there is one."""
        settled_, words = self.protocol, ["twin", "headline"]
        seeds = seed_range(settled_.seeds)
        words += ["--quick"] if settled_.quick else []
        words += ["--only", self.only] if self.only else []
        words += ["--district", settled_.district, "--seeds", seeds]
        words += ["--burn-in", str(settled_.burn_in), "--days", str(settled_.days)]
        return made_by(words, seeds)


def headline(protocol: Protocol, workshop: Workshop, only: str = "") -> Headline:
    """Run the experiment, or ``only`` one part of it: ``"frontier"`` or ``"optimum"``.

    Runs are made seed by seed, so that what was done before an interruption is whole pairs.
    """
    ready = settled(protocol)
    arms: dict[tuple[Any, ...], Any] = {}
    arms |= _frontier_arms(ready) if only != OPTIMUM else {}
    arms |= _optimum_arms(ready) if only != FRONTIER else {}
    wanted: dict[tuple[Any, ...], Wanted] = {
        (*key, seed): (scenario, seed) for seed in ready.seeds for key, scenario in arms.items()
    }
    found = gather(wanted, workshop)
    return Headline(
        ready,
        only,
        _frontiers(ready, found) if only != OPTIMUM else None,
        tuple(_optima(ready, found)) if only != FRONTIER else (),
        found.failed,
    )


def _frontier_arms(protocol: Protocol) -> dict[tuple[Any, ...], Any]:
    plan = plan_of(protocol)
    return {
        (path, level): at_level(plan, path, level)
        for path in PATHS
        for level in levels_of(protocol)
    }


def _optimum_arms(protocol: Protocol) -> dict[tuple[Any, ...], Any]:
    plan = plan_of(protocol)
    plans = {setting.name: setting.under(plan) for setting in SETTINGS}
    return {
        (name, cell): in_cell(under, cell)
        for name, under in plans.items()
        if under is not None
        for cell in cells_of(protocol.quick)
    }


def _frontiers(protocol: Protocol, found: Gathered) -> Frontiers:
    levels = levels_of(protocol)
    seeds = _whole(protocol, found, [(path, level) for path in PATHS for level in levels])
    values = {
        path: {
            level: {
                name: tuple(found.value((path, level, seed), name) for seed in seeds)
                for name in WATCHED
            }
            for level in levels
        }
        for path in PATHS
    }
    return Frontiers(seeds, levels, values)


def _optima(protocol: Protocol, found: Gathered) -> list[Optimum]:
    cells = cells_of(protocol.quick)
    optima = []
    for setting in SETTINGS:
        if setting.under(plan_of(protocol)) is None:
            continue
        seeds = _whole(protocol, found, [(setting.name, cell) for cell in cells])
        values = {
            cell: {
                name: tuple(found.value((setting.name, cell, seed), name) for seed in seeds)
                for name in WATCHED
            }
            for cell in cells
        }
        optima += [Optimum(setting, seeds, values)] if seeds else []
    return optima


def _whole(protocol: Protocol, found: Gathered, keys: Sequence[tuple[Any, ...]]) -> tuple[int, ...]:
    """Give the seeds of which every run was made."""
    return tuple(
        seed for seed in protocol.seeds if all((*key, seed) in found.means for key in keys)
    )
