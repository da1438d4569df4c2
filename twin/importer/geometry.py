"""Rings in metres: area, lines that cross, and the spans they cut out of rows of cells.

May import numpy and ``twin.districts.shares``.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from twin.districts.shapes import WGS84_AXIS, WGS84_ECCENTRICITY2
from twin.districts.shares import Floats

#: Numerically 0 for a turn of three points, relative to the lengths involved.
TURN = 1e-12


def flat_metres(
    longitude: Floats, latitude: Floats, middle: tuple[float, float]
) -> tuple[Floats, Floats]:
    """Project WGS-84 degrees to metres east and south of ``middle``, keeping every area exact.

    Sinusoidal projection of the ellipsoid: east = (lon - lon0) N(lat) cos(lat), south = M(lat0) -
    M(lat), N the radius of the parallel's normal, M the length of the meridian. Areas are exact to
    rounding for a district and for a metropolis alike; angles bend by less than 1 % within 100 km.
    """
    angle = np.radians(latitude)
    bend = np.sqrt(1 - WGS84_ECCENTRICITY2 * np.sin(angle) ** 2)
    east = np.radians(longitude - middle[0]) * WGS84_AXIS / bend * np.cos(angle)
    south: Floats = _meridian(np.radians(middle[1])) - _meridian(angle)
    return east, south


def _meridian(angle: Floats) -> Floats:
    """Give the length of the meridian from the equator in metres (series to e^6)."""
    e2 = WGS84_ECCENTRICITY2
    e4, e6 = e2 * e2, e2**3
    terms = (
        (1 - e2 / 4 - 3 * e4 / 64 - 5 * e6 / 256) * angle
        - (3 * e2 / 8 + 3 * e4 / 32 + 45 * e6 / 1024) * np.sin(2 * angle)
        + (15 * e4 / 256 + 45 * e6 / 1024) * np.sin(4 * angle)
        - 35 * e6 / 3072 * np.sin(6 * angle)
    )
    length: Floats = WGS84_AXIS * terms
    return length


def ring_area(ring: Floats) -> float:
    """Give the area inside a ring (n, 2), whichever way it runs (shoelace formula)."""
    x, y = (ring - ring[0]).T  # near the origin, so that nothing is lost to rounding
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2


def segments(rings: Sequence[Floats]) -> tuple[Floats, Floats]:
    """Give the two ends (n, 2) of all sides of the rings, closed where they are not."""
    starts = np.concatenate(list(rings))
    ends = np.concatenate([np.roll(ring, -1, axis=0) for ring in rings])
    real = (starts != ends).any(axis=1)
    return starts[real], ends[real]


def first_crossing(rings: Sequence[Floats]) -> tuple[float, float] | None:
    """Give a place where two sides of the rings cross, None where none do.

    Sides that only touch do not cross. A sweep from west to east: each side is compared with the
    k-th after it for k = 1, 2, ..., as long as it reaches that far.
    """
    starts, ends = segments(rings)
    west = np.minimum(starts[:, 0], ends[:, 0])
    order = np.argsort(west, kind="stable")
    starts, ends, west = starts[order], ends[order], west[order]
    east = np.maximum(starts[:, 0], ends[:, 0])
    reach = np.arange(len(west))
    for k in range(1, len(west)):
        reach = reach[reach + k < len(west)]
        reach = reach[west[reach + k] <= east[reach]]
        if not len(reach):
            return None
        crossed = _cross(starts, ends, reach, reach + k)
        if crossed is not None:
            return crossed
    return None


def _cross(
    starts: Floats, ends: Floats, one: NDArray[np.int64], other: NDArray[np.int64]
) -> tuple[float, float] | None:
    """Give where the first of some pairs of sides cross, None where none do."""
    a, b, c, d = starts[one], ends[one], starts[other], ends[other]
    crossed = (_turn(a, b, c) * _turn(a, b, d) < 0) & (_turn(c, d, a) * _turn(c, d, b) < 0)
    if not crossed.any():
        return None
    at = int(crossed.argmax())
    side, away = _turn(c[at], d[at], a[at]), _turn(c[at], d[at], b[at])
    place = a[at] + (b[at] - a[at]) * side / (side - away)
    return float(place[0]), float(place[1])


def _turn(a: Floats, b: Floats, c: Floats) -> Floats:
    """Give twice the area of the triangle a, b, c: its sign is the way it turns; ~0 is 0."""
    left = (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1])
    right = (b[..., 1] - a[..., 1]) * (c[..., 0] - a[..., 0])
    turn = left - right
    turned: Floats = np.where(np.abs(turn) <= TURN * (np.abs(left) + np.abs(right)), 0.0, turn)
    return turned


def spans(rings: Sequence[Floats]) -> tuple[NDArray[np.int64], Floats, Floats]:
    """Give row, start and end of every stretch of a row that lies inside the rings.

    Row r is the line y = r + 0.5; inside is where a ray meets an odd number of sides. A side counts
    for the rows from its upper end on and before its lower end, so that nothing counts twice.
    """
    starts, ends = segments(rings)
    flip = starts[:, 1] > ends[:, 1]
    top, bottom = np.where(flip[:, None], ends, starts), np.where(flip[:, None], starts, ends)
    first = np.ceil(top[:, 1] - 0.5).astype(np.int64)
    count = np.ceil(bottom[:, 1] - 0.5).astype(np.int64) - first
    side = np.repeat(np.arange(len(count)), count)
    row = np.arange(len(side)) - np.repeat(np.cumsum(count) - count, count) + first[side]
    along = (row + 0.5 - top[side, 1]) / (bottom[side, 1] - top[side, 1])
    x = top[side, 0] + along * (bottom[side, 0] - top[side, 0])
    order = np.lexsort((x, row))
    row, x = row[order], x[order]
    return row[::2], x[::2], x[1::2]
