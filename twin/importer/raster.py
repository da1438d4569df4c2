"""Streets on 100 m cells, and what is wrong with their shapes: overlaps, holes, area lost.

A cell belongs to the street in which its centre lies; of two, to the one listed first, so that the
same file always gives the same map. May import numpy, scipy and ``twin.districts``.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from agents.knob import Words
from twin.districts.layout import MOST_SIDE
from twin.districts.place import CELL_METRES
from twin.districts.shapes import whole_streets
from twin.districts.shares import Floats, StreetMap
from twin.errors import InputError
from twin.importer.geometry import spans

#: Bytes that a cell takes while a district is built.
BYTES_PER_CELL = 100
#: Rows per cell on which overlaps are measured, and most rows of them altogether.
FINE_ROWS, MOST_FINE_ROWS = 10, 6000

Rings = Sequence[Floats]


def check_extent(width_m: float, height_m: float, where: str) -> tuple[int, int]:
    """Give columns and rows of the grid; raises InputError, before anything is made, if too many.

    A whole world of cells is asked for where a point lies astray, or feet are taken for metres.
    """
    width, height = (
        max(1, int(np.ceil(side / CELL_METRES - 1e-9))) for side in (width_m, height_m)
    )
    if width > MOST_SIDE or height > MOST_SIDE:
        size = width * height * BYTES_PER_CELL / 1e9
        raise InputError(
            "grid too large",
            where,
            f"{width} x {height} cells of {CELL_METRES} m, about {size:,.0f} GB",
            Words(
                f"每边不超过 {MOST_SIDE} 个单元格；请检查坐标系、单位（米或英尺）和远离本区的点",
                f"at most {MOST_SIDE} a side; check the datum, the unit (metres or feet) and "
                "points far from the district",
            ),
        )
    return width, height


def rasterise(streets: Sequence[Rings], shape: tuple[int, int]) -> StreetMap:
    """Give the street of every cell (height, width), -1 outside; rings in cells from the corner.

    A street smaller than a cell gets the cell in its middle, if nobody else needs it.
    """
    grid = np.full(shape, -1, np.int32)
    flat = grid.ravel()
    for index, rings in enumerate(streets):
        cells = _cells(rings, shape)
        flat[cells[flat[cells] < 0]] = index
    held = np.bincount(flat + 1, minlength=len(streets) + 1)[1:]
    for index in np.flatnonzero(held == 0).tolist():
        x, y = np.concatenate(list(streets[index])).mean(axis=0)
        place = (min(int(y), shape[0] - 1), min(int(x), shape[1] - 1))
        if grid[place] < 0 or held[grid[place]] > 1:
            grid[place] = index
    return grid


def _cells(rings: Rings, shape: tuple[int, int]) -> NDArray[np.int64]:
    """Give the flat places of the cells whose centres lie inside the rings."""
    row, start, end = spans(rings)
    first = np.clip(np.ceil(start - 0.5), 0, shape[1]).astype(np.int64)
    count = np.clip(np.ceil(end - 0.5), 0, shape[1]).astype(np.int64) - first
    count[(row < 0) | (row >= shape[0])] = 0
    along = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    cells: NDArray[np.int64] = np.repeat(row * shape[1] + first, count) + along
    return cells


def overlaps(streets: Sequence[Rings], height: int) -> dict[tuple[int, int], float]:
    """Give the area in m2 that two streets both claim, for every pair of them that do.

    Measured on rows 10 m apart (further apart for a metropolis): exact where sides are straight
    between rows, and 0 for sides that two streets share.
    """
    fine = max(1, min(FINE_ROWS, MOST_FINE_ROWS // max(height, 1)))
    found = [spans([ring * (1, fine) for ring in rings]) for rings in streets]
    owner = np.repeat(np.arange(len(found)), [len(row) for row, _, _ in found])
    row, start, end = (np.concatenate([one[part] for one in found]) for part in range(3))
    order = np.lexsort((start, row))
    owner, row, start, end = owner[order], row[order], start[order], end[order]
    areas: dict[tuple[int, int], float] = {}
    left = np.arange(len(row))
    for k in range(1, len(row)):
        left = left[left + k < len(row)]
        left = left[(row[left + k] == row[left]) & (start[left + k] < end[left])]
        if not len(left):
            break
        width = np.minimum(end[left], end[left + k]) - start[left + k]
        _add(areas, (owner[left], owner[left + k]), width * CELL_METRES**2 / fine)
    return areas


def _add(
    areas: dict[tuple[int, int], float],
    pair: tuple[NDArray[np.int64], NDArray[np.int64]],
    area: Floats,
) -> None:
    """Add areas to those of their pairs, the lower street first."""
    low, high = np.minimum(*pair), np.maximum(*pair)
    keys, place = np.unique(np.stack([low, high], axis=1), axis=0, return_inverse=True)
    sums = np.bincount(place.ravel(), area)
    for (a, b), amount in zip(keys.tolist(), sums.tolist(), strict=True):
        if a != b:
            areas[a, b] = areas.get((a, b), 0.0) + amount


def holes(grid: StreetMap) -> list[int]:
    """Give the cells of every hole inside the whole district, the largest first."""
    inside = grid >= 0
    parts, number = ndimage.label(ndimage.binary_fill_holes(inside) & ~inside)
    sizes = np.bincount(parts.ravel(), minlength=number + 1)[1:]
    return sorted(sizes.tolist(), reverse=True)


def cropped(grid: StreetMap) -> tuple[StreetMap, tuple[int, int]]:
    """Keep every street in one piece and cut off empty edges; give the new corner (x, y) too."""
    whole = whole_streets(grid)
    rows, columns = (np.flatnonzero((whole >= 0).any(axis=axis)) for axis in (1, 0))
    cut = whole[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].copy()
    return cut, (int(columns[0]), int(rows[0]))
