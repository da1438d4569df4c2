"""Frontiers of order and vitality: what can be had of one at each level of the other.

A frontier is the efficient part of the upper hull of some points: from the point with the best of
the second to the point with the best of the first, joined by straight lines (a mixture of two
levels can be had). Less of either can always be had too, so it goes on level towards lower values.
May import numpy and ``twin.compare.paired``.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from twin.compare.paired import mean_interval

#: A point: order and vitality.
Point = tuple[float, float]
#: Places at which two frontiers are compared.
STEPS = 41
OUTSIDE, INSIDE, CROSSING = "outside", "inside", "crossing"
#: Differences smaller than this are none.
NONE = 1e-12


@dataclass(frozen=True)
class Shift:
    """One frontier beside the reference.

    ``side`` is ``"outside"`` where the reference has no point that the other does not reach and
    the two differ, ``"inside"`` the other way round, else ``"crossing"``. ``vitality`` is the mean
    difference in vitality at equal order, ``order`` that in order at equal vitality, over what both
    reach; ``share`` is the part of these orders at which the other has more vitality.
    """

    side: str
    order: float
    vitality: float
    share: float


@dataclass(frozen=True)
class Band:
    """Frontiers of several seeds as one: mean height at each place and its 90 % interval.

    ``low`` and ``high`` are NaN for fewer than three seeds.
    """

    places: NDArray[np.float64]
    mean: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


def frontier(points: Sequence[Point]) -> list[Point]:
    """Give the frontier of points, in rising order of the first number.

    >>> frontier([(0.0, 1.0), (1.0, 0.0), (0.4, 0.4), (0.8, 0.8), (0.0, 0.2)])
    [(0.0, 1.0), (0.8, 0.8), (1.0, 0.0)]
    """
    hull: list[Point] = []
    for point in sorted(set(points)):
        while len(hull) > 1 and _turn(hull[-2], hull[-1], point) >= 0.0:
            hull.pop()
        hull.append(point)
    best = max(range(len(hull)), key=lambda k: (hull[k][1], hull[k][0]))
    return [point for k, point in enumerate(hull) if k >= best]


def heights(line: Sequence[Point], places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the second number of a frontier at some of the first; NaN beyond its end.

    >>> heights([(0.0, 1.0), (1.0, 0.0)], np.array([-1.0, 0.25, 2.0])).tolist()
    [1.0, 0.75, nan]
    """
    first, second = np.array(line, np.float64).T
    found: NDArray[np.float64] = np.interp(places, first, second, right=math.nan)
    found[places == first[-1]] = second[-1]
    return found


def shift(reference: Sequence[Point], other: Sequence[Point]) -> Shift:
    """Compare the frontiers of two sets of points."""
    lines = frontier(reference), frontier(other)
    turned = frontier(_turned(reference)), frontier(_turned(other))
    reached, reaches = _reaches(lines[1], lines[0]), _reaches(lines[0], lines[1])
    side = CROSSING if reached == reaches else OUTSIDE if reached else INSIDE
    gaps, turned_gaps = _gaps(*lines), _gaps(*turned)
    share = float((gaps > NONE).mean())
    return Shift(side, float(turned_gaps.mean()), float(gaps.mean()), share)


def common(lines: Sequence[Sequence[Point]]) -> NDArray[np.float64]:
    """Give the places at which frontiers can be compared: equal steps over what all reach."""
    low = min(line[0][0] for line in lines)
    return np.linspace(low, min(line[-1][0] for line in lines), STEPS)


def band(lines: Sequence[Sequence[Point]]) -> Band:
    """Give the band of some frontiers over what all of them reach."""
    places = common(lines)
    table = np.array([heights(line, places) for line in lines])
    ends = [mean_interval(column) for column in table.T]
    low, high = (np.array([end[k] for end in ends], np.float64) for k in (0, 1))
    return Band(places, table.mean(axis=0), low, high)


def _turned(points: Sequence[Point]) -> list[Point]:
    return [(second, first) for first, second in points]


def _gaps(reference: Sequence[Point], other: Sequence[Point]) -> NDArray[np.float64]:
    places = common([reference, other])
    return heights(other, places) - heights(reference, places)


def _reaches(line: Sequence[Point], points: Sequence[Point]) -> bool:
    """Tell whether every point lies on a frontier or within it."""
    places, wanted = np.array(points, np.float64).T
    found = heights(line, np.minimum(places, line[-1][0]))
    beyond = places > line[-1][0] + NONE
    return bool(not beyond.any() and (found >= wanted - NONE).all())


def _turn(a: Point, b: Point, c: Point) -> float:
    """Give whether a, b, c turn left (above 0), go straight, or turn right."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
