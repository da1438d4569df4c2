"""Which street every 100 m cell belongs to, and who borders on whom.

Streets are drawn by a power diagram (weighted Voronoi diagram): a cell goes to the street whose
cost is lowest,

    cost(c, s) = r(c, s)^2 - w(s),   r^4 = (|dx| / e(s))^4 + (|dy| e(s))^4,

with dx, dy in cells from the street's centre and e its stretch from east to west (1 = as wide as
tall). The fourth power draws streets with straight sides, as in a city of avenues, instead of
discs. Weights w are moved until every street has its stated area; where no outline is given, a
cell whose lowest cost is above zero lies outside, so the outline comes out of the areas, too.

Source of the method: Aurenhammer, Hoffmann & Aronov (1998), doi 10.1007/PL00009187 (power diagrams
with given areas). May import numpy and scipy.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from twin.districts.balance import balance
from twin.districts.place import CELL_METRES
from twin.districts.shares import Floats, StreetMap

#: Semi-major axis (m) and squared eccentricity of the WGS-84 ellipsoid.
WGS84_AXIS, WGS84_ECCENTRICITY2 = 6378137.0, 0.00669437999014

ROUNDS = 240
#: Most passes over streets that lie in parts.
PASSES = 5
#: Notches and gaps of the outline up to twice this width, in cells, belong to the district.
CLOSING = 3
#: The outline is closed in every round divisible by this, and not before the first.
CLOSING_EVERY = 10
#: Change of area (cells) per unit of weight of a street that stands alone: a square of half-width
#: sqrt(w) has the area 4 w.
AREA_PER_WEIGHT = 4.0


@dataclass(frozen=True)
class Seeds:
    """What a power diagram starts from.

    ``east`` and ``south`` (n,) are the centres in cells, ``stretch`` (n,) the ratio e of width to
    sqrt(area), ``quota`` (n,) the areas in cells.
    """

    east: Floats
    south: Floats
    stretch: Floats
    quota: Floats


def local_metres(
    longitude: Floats, latitude: Floats, middle: tuple[float, float]
) -> tuple[Floats, Floats]:
    """Project WGS-84 degrees to metres east and south of ``middle`` (longitude, latitude).

    Local ellipsoidal projection at the middle latitude; error below 0.1 % at the size of a
    district.
    """
    bend = 1 - WGS84_ECCENTRICITY2 * math.sin(math.radians(middle[1])) ** 2
    per_longitude = WGS84_AXIS / math.sqrt(bend) * math.cos(math.radians(middle[1]))
    per_latitude = WGS84_AXIS * (1 - WGS84_ECCENTRICITY2) / bend**1.5
    east: Floats = np.radians(longitude - middle[0]) * per_longitude
    south: Floats = np.radians(middle[1] - latitude) * per_latitude
    return east, south


def free_outline(seeds: Seeds) -> tuple[StreetMap, tuple[int, int]]:
    """Draw streets of the stated areas; the district's outline follows. -1 is outside.

    Gaps between streets and notches narrower than 2 x CLOSING cells are filled. Gives the map,
    cropped to the district, and the (east, south) place of its north-west corner in cells.
    """
    margin = math.ceil(math.sqrt(seeds.quota.max()))
    left, top = (math.floor(axis.min()) - margin for axis in (seeds.east, seeds.south))
    width, height = (
        math.ceil(axis.max()) + margin - start
        for axis, start in ((seeds.east, left), (seeds.south, top))
    )
    moved = Seeds(seeds.east - left, seeds.south - top, seeds.stretch, seeds.quota)
    drawn = _drawn(moved, (height, width), is_free=True)
    rows, columns = (np.flatnonzero((drawn >= 0).any(axis=axis)) for axis in (1, 0))
    cropped = drawn[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].copy()
    return cropped, (left + int(columns[0]), top + int(rows[0]))


def filled_rectangle(seeds: Seeds, width: int, height: int) -> StreetMap:
    """Draw streets of the stated areas that fill a rectangle of ``width`` x ``height`` cells."""
    return _drawn(seeds, (height, width), is_free=False)


def _drawn(seeds: Seeds, shape: tuple[int, int], is_free: bool) -> StreetMap:
    """Draw the diagram, keep every street in one piece, put the last cells right."""
    costs = _squared_distance(seeds, shape)
    streets = whole_streets(_weighed(seeds, costs, shape, is_free))
    return balance(streets, seeds.quota, costs.reshape(-1, *shape), is_free)


def _weighed(seeds: Seeds, costs: Floats, shape: tuple[int, int], is_free: bool) -> StreetMap:
    """Move the weights until areas are met within a cell, or give the best map seen."""
    weights = seeds.quota / AREA_PER_WEIGHT
    gain = np.full(len(weights), 0.5 / AREA_PER_WEIGHT)
    inside = np.zeros(shape[0] * shape[1], bool)
    before = np.zeros(len(weights))
    best, best_error = np.full(shape, -1, np.int32), math.inf
    for turn in range(ROUNDS):
        street, lowest = _cheapest(costs, weights)
        if is_free and turn % CLOSING_EVERY == 0 and turn:
            inside = _closed((lowest < 0).reshape(shape)).ravel()
        if is_free:
            street = np.where((lowest < 0) | inside, street, -1)
        error = seeds.quota - np.bincount(street + 1, minlength=len(weights) + 1)[1:]
        worst = float(np.abs(error).max())
        if worst < best_error and (not is_free or inside.any()):
            best, best_error = street.reshape(shape).astype(np.int32), worst
        if best_error <= 1:
            break
        # A street whose error changes sign has overshot: it goes on in smaller steps.
        gain *= np.where(error * before < 0, 0.7, 1.02)
        weights, before = weights + gain * error, error
    return best


def _squared_distance(seeds: Seeds, shape: tuple[int, int]) -> Floats:
    """Give r^2 of every street and cell, (n_streets, height * width)."""
    dx = np.abs(np.arange(shape[1]) + 0.5 - seeds.east[:, None]) / seeds.stretch[:, None]
    dy = np.abs(np.arange(shape[0]) + 0.5 - seeds.south[:, None]) * seeds.stretch[:, None]
    squared: Floats = np.sqrt((dx**4)[:, None, :] + (dy**4)[:, :, None])
    return squared.reshape(len(seeds.quota), -1)


def _cheapest(costs: Floats, weights: Floats) -> tuple[NDArray[np.int64], Floats]:
    reduced = costs - weights[:, None]
    street = reduced.argmin(axis=0)
    return street, np.take_along_axis(reduced, street[None], axis=0)[0]


def _closed(inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    closed = ndimage.binary_closing(np.pad(inside, CLOSING), iterations=CLOSING)
    filled: NDArray[np.bool_] = ndimage.binary_fill_holes(closed)
    return filled[CLOSING:-CLOSING, CLOSING:-CLOSING]


def whole_streets(streets: StreetMap) -> StreetMap:
    """Keep the largest part of every street; other parts go to the street they touch most.

    A part that touches none is dropped. Repeated, since a part may go to another part.
    """
    whole = streets.copy()
    for _ in range(PASSES):
        before = whole.copy()
        for index, box in enumerate(ndimage.find_objects(before + 1)):
            if box is None:
                continue
            # One more cell around, so that what a part touches is seen.
            window = tuple(slice(max(side.start - 1, 0), side.stop + 1) for side in box)
            here, there = before[window], whole[window]
            parts, n_parts = ndimage.label(here == index)
            sizes = np.bincount(parts.ravel(), minlength=2)[1:]
            for part in np.flatnonzero(np.arange(n_parts) != sizes.argmax()) + 1:
                there[parts == part] = _touching(here, parts == part)
        if (whole == before).all():
            break
    return whole


def _touching(streets: StreetMap, part: NDArray[np.bool_]) -> int:
    around = ndimage.binary_dilation(part) & ~part
    near = streets[around]
    near = near[near >= 0]
    return int(np.bincount(near).argmax()) if len(near) else -1


def neighbours(streets: StreetMap) -> tuple[tuple[int, int, float], ...]:
    """Give the pairs of streets (a < b) that share cell edges, and the border's length in metres.

    A border is measured along cell edges, so a slanting one counts up to 1.41 times too long.
    """
    edges = [(streets[:, :-1], streets[:, 1:]), (streets[:-1], streets[1:])]
    a, b = (np.concatenate([edge[side].ravel() for edge in edges]) for side in (0, 1))
    is_border = (a != b) & (a >= 0) & (b >= 0)
    low, high = np.minimum(a, b)[is_border], np.maximum(a, b)[is_border]
    pairs, counts = np.unique(np.stack([low, high], axis=1), axis=0, return_counts=True)
    return tuple(
        (int(a), int(b), float(n * CELL_METRES)) for (a, b), n in zip(pairs, counts, strict=True)
    )
