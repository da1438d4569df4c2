"""Frontiers of order and vitality: what can be had of one at each level of the other.

A frontier is the efficient part of the upper hull of some points: from the point with the best of
the second to the point with the best of the first, joined by straight lines (a mixture of two
levels can be had). Less of either can always be had too, so it goes on level towards lower values.
May import numpy only.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
    reach.
    """

    side: str
    order: float
    vitality: float


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
    turned = tuple(frontier([(v, o) for o, v in points]) for points in (reference, other))
    reached, reaches = _reaches(lines[1], lines[0]), _reaches(lines[0], lines[1])
    side = CROSSING if reached == reaches else OUTSIDE if reached else INSIDE
    return Shift(side, _gap(turned[0], turned[1]), _gap(lines[0], lines[1]))


def common(lines: Sequence[Sequence[Point]]) -> NDArray[np.float64]:
    """Give the places at which frontiers can be compared: equal steps over what all reach."""
    low = min(line[0][0] for line in lines)
    return np.linspace(low, min(line[-1][0] for line in lines), STEPS)


def _gap(reference: Sequence[Point], other: Sequence[Point]) -> float:
    places = common([reference, other])
    return float((heights(other, places) - heights(reference, places)).mean())


def _reaches(line: Sequence[Point], points: Sequence[Point]) -> bool:
    """Tell whether every point lies on a frontier or within it."""
    places, wanted = np.array(points, np.float64).T
    found = heights(line, np.minimum(places, line[-1][0]))
    beyond = places > line[-1][0] + NONE
    return bool(not beyond.any() and (found >= wanted - NONE).all())


def _turn(a: Point, b: Point, c: Point) -> float:
    """Give whether a, b, c turn left (above 0), go straight, or turn right."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
