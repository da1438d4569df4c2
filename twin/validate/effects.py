"""Sizes of effects, as the patterns state them: shares, elasticities, windows of days.

May import the standard library only.
"""

import math
from collections.abc import Sequence
from statistics import fmean

#: How much worse (or better) still counts as "not worse" (or "no better"), as a share (proposed).
NO_CHANGE = 0.05


def window(days: Sequence[float], first: int, last: int | None = None) -> float:
    """Give the mean from day ``first`` to day ``last``, both counted from 1 and included.

    NaN for no day at all.

    >>> window([1.0, 2.0, 6.0], 2)
    4.0
    """
    chosen = days[first - 1 : last]
    return fmean(chosen) if chosen else math.nan


def late(days: Sequence[float]) -> float:
    """Give the mean of the last third of the days: what remains in the long run."""
    return window(days, len(days) - len(days) // 3 + 1) if len(days) > 2 else window(days, 1)


def ratio(value: float, base: float) -> float:
    """Give value / base; NaN where there is nothing to compare with."""
    return value / base if base else math.nan


def relative(value: float, base: float) -> float:
    """Give how far a value lies above its base, as a share of it.

    >>> relative(1.5, 1.0)
    0.5
    """
    return ratio(value, base) - 1.0


def elasticity(below: float, above: float, step: float) -> float:
    """Give the per cent by which a quantity changes for one per cent more of its cause.

    ``below`` and ``above`` were found at (1 - step) and (1 + step) times the cause.

    >>> round(elasticity(0.9, 1.1, 0.1), 6)
    1.0
    """
    if below <= 0.0 or above <= 0.0:
        return math.nan
    return math.log(above / below) / math.log((1.0 + step) / (1.0 - step))


def slope(xs: Sequence[float], ys: Sequence[float], weights: Sequence[float]) -> float:
    """Give the slope of a weighted straight line; NaN where all x are alike."""
    x, y = mean(xs, weights), mean(ys, weights)
    across = sum(w * (a - x) ** 2 for a, w in zip(xs, weights, strict=True))
    along = sum(w * (a - x) * (b - y) for a, b, w in zip(xs, ys, weights, strict=True))
    return ratio(along, across)


def correlation(xs: Sequence[float], ys: Sequence[float], weights: Sequence[float]) -> float:
    """Give the weighted correlation of two lists; NaN where one of them does not vary."""
    forth, back = slope(xs, ys, weights), slope(ys, xs, weights)
    if math.isnan(forth * back):
        return math.nan
    return math.copysign(math.sqrt(max(0.0, forth * back)), forth)


def mean(values: Sequence[float], weights: Sequence[float]) -> float:
    """Give the weighted mean; NaN for no weight."""
    return ratio(sum(v * w for v, w in zip(values, weights, strict=True)), sum(weights))
