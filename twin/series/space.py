"""How cases lie in space: who neighbours whom, and whether like lies by like.

May import numpy, ``twin.districts.sheet`` and ``twin.errors``.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from twin.districts.place import District
from twin.districts.sheet import read_sheet
from twin.errors import InputError, check_known

#: Two areas that touch, by their codes.
Pair = tuple[str, str]

#: Headings under which a list of neighbours may hold its two columns.
PAIR_COLUMNS = (("a", "b"), ("code_a", "code_b"))
#: Steps to half of the eight cells around a cell; the other half is the same the other way.
STEPS = ((0, 1), (1, -1), (1, 0), (1, 1))


def morans_i(values: Any, pairs: Iterable[tuple[int, int]]) -> float | None:
    """Give Moran's I (莫兰指数): near 1 where like lies by like, near -1 / (n - 1) by chance.

    I = (n / m) * sum_i z_i * mean of z over the neighbours of i / sum_i z_i^2, z the values less
    their mean: binary weights, each row made to sum to 1. ``values`` has shape (n,), ``pairs`` are
    places in it, each way the same; m areas have a neighbour. None where no value differs or
    nobody has a neighbour. Source: Moran 1950, doi 10.2307/2332142.

    >>> morans_i([1.0, 1.0, 3.0, 3.0], [(0, 1), (2, 3)])
    1.0
    """
    z = np.asarray(values, np.float64) - np.mean(values)
    once = sorted({(min(p), max(p)) for p in pairs if p[0] != p[1]})
    if not once or not z.any():
        return None
    a, b = np.array([*once, *((j, i) for i, j in once)]).T
    neighbours = np.bincount(a, minlength=len(z))
    lag = np.bincount(a, z[b], len(z)) / np.maximum(neighbours, 1)
    return float(len(z) / np.count_nonzero(neighbours) * (z @ lag) / (z @ z))


def places_of(pairs: Iterable[Pair], areas: Sequence[str]) -> list[tuple[int, int]]:
    """Give pairs of codes as places in ``areas``; raises InputError for an unknown code."""
    known = {code: place for place, code in enumerate(areas)}
    found = []
    for pair in pairs:
        for code in pair:
            if code not in known:
                check_known(code, areas, "unknown area", "adjacency")
        found.append((known[pair[0]], known[pair[1]]))
    return found


def read_neighbours(file: str | Path) -> list[Pair]:
    """Read a CSV file of neighbours with the columns a, b or code_a, code_b.

    Raises InputError where the file cannot be read or has neither pair of columns.
    """
    sheet = read_sheet(Path(file), ())
    for a, b in PAIR_COLUMNS:
        if sheet.has(a) and sheet.has(b):
            return list(zip(sheet.texts(a), sheet.texts(b), strict=True))
    allowed = [f"{a} and {b}" for a, b in PAIR_COLUMNS]
    raise InputError("missing column", sheet.file, ", ".join(sheet.columns), allowed)


def read_population(file: str | Path) -> dict[str, float]:
    """Read a CSV file with the columns area and residents; raises InputError for a slip in it."""
    sheet = read_sheet(Path(file), ("area", "residents"))
    people = sheet.numbers("residents").tolist()
    return dict(zip(sheet.texts("area"), people, strict=True))


def street_neighbours(district: District) -> list[Pair]:
    """Give the streets of a district that share a border on its map, by their codes."""
    codes = [street.code for street in district.streets]
    return [(codes[i], codes[j]) for i, j, _ in district.adjacency]


def cell_code(x: int, y: int) -> str:
    """Give the code under which a cell stands among the areas."""
    return f"{x},{y}"


def cell_neighbours(district: District) -> list[Pair]:
    """Give the cells of a district that touch, at a side or a corner (queen contiguity)."""
    inside = set(zip(district.x.tolist(), district.y.tolist(), strict=True))
    return [
        (cell_code(x, y), cell_code(x + across, y + down))
        for x, y in sorted(inside)
        for down, across in STEPS
        if (x + across, y + down) in inside
    ]
