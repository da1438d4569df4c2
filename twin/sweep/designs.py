"""From a design to its points: grids, samples (Latin hypercube, Sobol'), tables, one at a time.

Samples come from ``scipy.stats.qmc``: McKay, Beckman & Conover 1979, Technometrics 21(2) (Latin
hypercube); Sobol' 1967 with Owen's scrambling, Owen 1998, Journal of Complexity 14(4). May import
numpy; scipy.stats, which takes half a second to load, where a sample is drawn.
"""

import importlib
import math
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np

from twin.settings import Settings
from twin.sweep.axes import GRID, LATIN, LEVELS, ONE_AT_A_TIME, SAMPLE, TABLE, Axis, Design

#: The name of the stream from which samples are drawn.
STREAM = "sweep.design"
#: Digits that a sampled value keeps after the point.
DIGITS = 9


def combinations(
    axes: Sequence[Axis], design: Design, base: Mapping[str, float]
) -> Iterator[dict[str, float]]:
    """Give the points of a design in their order, a value by name for each axis.

    ``base`` holds the value every axis has where nothing is varied (one-at-a-time begins there).
    """
    if design.method == TABLE:
        return (dict(row) for row in design.rows)
    if design.method == ONE_AT_A_TIME:
        return _one_at_a_time(axes, design.points or LEVELS, base)
    if design.method in (LATIN, "sobol"):
        return _sampled(axes, design)
    return _grid(axes, design.points or LEVELS)


def count(axes: Sequence[Axis], design: Design) -> int:
    """Count the points of a design without making them: at most so many for one-at-a-time."""
    levels = [len(axis.levels) or design.points or LEVELS for axis in axes]
    if design.method == TABLE:
        return len(design.rows)
    if design.method == ONE_AT_A_TIME:
        return 1 + sum(levels)
    if design.method == GRID:
        return math.prod(levels)
    listed = [len(axis.levels) for axis in axes if axis.levels and design.crossed]
    sample = (design.points or SAMPLE) if len(listed) < len(axes) else 1
    return sample * math.prod(listed)


def _grid(axes: Sequence[Axis], levels: int) -> Iterator[dict[str, float]]:
    """Give every combination, the last axis turning fastest."""
    names = [axis.name for axis in axes]
    for values in product(*(axis.spread(levels) for axis in axes)):
        yield dict(zip(names, values, strict=True))


def _one_at_a_time(
    axes: Sequence[Axis], levels: int, base: Mapping[str, float]
) -> Iterator[dict[str, float]]:
    """Give the base, then each axis at each of its other values."""
    usual = {axis.name: base[axis.name] for axis in axes}
    yield usual
    for axis in axes:
        for value in axis.spread(levels):
            if value != usual[axis.name]:
                yield {**usual, axis.name: value}


def _sampled(axes: Sequence[Axis], design: Design) -> Iterator[dict[str, float]]:
    """Give a sample of all axes; or, if crossed, all listed levels over one sample of the rest."""
    listed = [axis for axis in axes if axis.levels] if design.crossed else []
    drawn = [axis for axis in axes if axis not in listed]
    sample = list(_drawn(drawn, design))
    for fixed in _grid(listed, LEVELS):
        for values in sample:
            both = fixed | values
            yield {axis.name: both[axis.name] for axis in axes}


def _drawn(axes: Sequence[Axis], design: Design) -> Iterator[dict[str, float]]:
    if not axes:
        yield {}
        return
    for row in shares(design.method, len(axes), design.points or SAMPLE, design.seed):
        pairs = zip(axes, row, strict=True)
        yield {axis.name: round(axis.at(float(share)), DIGITS) for axis, share in pairs}


def shares(method: str, axes: int, points: int, seed: int) -> list[list[float]]:
    """Give a sample of the unit cube, a row for each point; the same for the same seed."""
    key = np.random.SeedSequence(seed, spawn_key=(zlib.crc32(STREAM.encode()),))
    luck = np.random.Generator(np.random.Philox(key))
    qmc = importlib.import_module("scipy.stats.qmc")
    kind = qmc.LatinHypercube if method == LATIN else qmc.Sobol
    found: list[list[float]] = kind(axes, rng=luck).random(points).tolist()
    return found


def split(values: Mapping[str, float], levers: frozenset[str]) -> tuple[Settings, Settings]:
    """Part the values of a point into those of levers and those of uncertainties."""
    return (
        Settings({name: value for name, value in values.items() if name in levers}),
        Settings({name: value for name, value in values.items() if name not in levers}),
    )
