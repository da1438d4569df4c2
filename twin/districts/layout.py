"""Reads where the streets of a folder lie: from cells.csv, else by power diagram.

May import numpy and ``twin``'s ground floor.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from twin.districts.draft import FACILITIES, Landmark
from twin.districts.place import CELL_METRES, LandUse
from twin.districts.shapes import Seeds, free_outline, local_metres, whole_streets
from twin.districts.shares import Floats, StreetMap, Whole
from twin.districts.sheet import Sheet, read_sheet
from twin.errors import InputError, check_known

LAND_USES = {use.name.lower(): use for use in LandUse}
MOST_STREET_KM2 = 500.0
#: Cells of 100 m in a km2.
CELLS_PER_KM2 = (1000 / CELL_METRES) ** 2
#: Largest error of a street's area, as a share of it.
MOST_AREA_ERROR = 0.1
#: Most columns or rows of a map.
MOST_SIDE = 2048


@dataclass(frozen=True)
class Layout:
    """The street map with its landmarks; weights and facilities per cell, where given."""

    streets: StreetMap
    landmarks: tuple[Landmark, ...] = ()
    home_weight: Floats | None = None
    footfall_weight: Floats | None = None
    placed: Mapping[str, Floats] = field(default_factory=dict)


def read_layout(folder: Path, sheet: Sheet) -> Layout:
    """Give the layout of the streets in ``sheet`` (streets.csv); InputError names the fault."""
    if (folder / "cells.csv").is_file():
        return _listed_cells(folder, sheet.texts("code"))
    longitude, latitude = _degrees(sheet)
    middle = (_middle(longitude), _middle(latitude))
    east, south = local_metres(longitude, latitude, middle)
    seeds = Seeds(
        (east + sheet.numbers_or("shift_east_m", 0)) / CELL_METRES,
        (south + sheet.numbers_or("shift_south_m", 0)) / CELL_METRES,
        sheet.numbers_or("stretch", 1).clip(0.2, 5),
        sheet.numbers("area_km2") * CELLS_PER_KM2,
    )
    streets, corner = free_outline(seeds)
    _check_areas(streets, seeds.quota, sheet)
    if not (folder / "landmarks.csv").is_file():
        return Layout(streets)
    marks = read_sheet(folder / "landmarks.csv", ("code", "use", "area_km2", "pull"))
    east, south = local_metres(*_degrees(marks), middle)
    at = (east / CELL_METRES - corner[0], south / CELL_METRES - corner[1])
    return Layout(streets, _landmarks(marks, sheet.texts("code"), at))


def _check_areas(streets: StreetMap, quota: Floats, sheet: Sheet) -> None:
    """Refuse a map on which a street is far from its area: its centre lies too near another's."""
    cells = np.bincount(streets[streets >= 0], minlength=len(quota))
    off = np.abs(cells / quota - 1)
    if off.max() > MOST_AREA_ERROR:
        where = f"{sheet.file}, line {int(off.argmax()) + 2}, column area_km2"
        allowed = "centres as far apart as the areas ask, or a sheet cells.csv"
        raise InputError(
            "area cannot be drawn", where, float(quota[off.argmax()] / CELLS_PER_KM2), allowed
        )


def _degrees(sheet: Sheet) -> tuple[Floats, Floats]:
    return sheet.numbers("longitude", -180, 180), sheet.numbers("latitude", -90, 90)


def _middle(values: Floats) -> float:
    return float(values.min() + values.max()) / 2


def _landmarks(
    marks: Sheet, codes: tuple[str, ...], at: tuple[Floats, Floats]
) -> tuple[Landmark, ...]:
    homes = marks.places_of("code", codes)
    cells = marks.numbers("area_km2", 0, MOST_STREET_KM2) * CELLS_PER_KM2
    pull = marks.numbers("pull", 0, 10)
    found = []
    for i, use in enumerate(marks.texts("use")):
        where = f"{marks.file}, line {i + 2}, column use"
        kind = LAND_USES[check_known(use, LAND_USES, "unknown land use", where)]
        east, south = float(at[0][i]), float(at[1][i])
        found.append(Landmark(homes[i], kind, east, south, float(cells[i]), float(pull[i])))
    return tuple(found)


def _listed_cells(folder: Path, codes: tuple[str, ...]) -> Layout:
    sheet = read_sheet(folder / "cells.csv", ("code", "x", "y"))
    row, x, y = _runs(sheet)
    corner = (int(x.min()), int(y.min()))
    x, y = x - corner[0], y - corner[1]
    shape = (int(y.max()) + 1, int(x.max()) + 1)
    streets = np.full(shape, -1, np.int32)
    streets[y, x] = np.array(sheet.places_of("code", codes))[row]
    for index, code in enumerate(codes):
        if not (streets == index).any():
            raise InputError("street without cells", f"{sheet.file}, column code", code)
    weights = []
    for column in ("home_weight", "footfall_weight"):
        grid = np.ones(shape)
        grid[y, x] = sheet.numbers(column)[row] if sheet.has(column) else 1.0
        weights.append(grid if sheet.has(column) else None)
    placed = _placed(folder / "facilities.csv", corner, shape)
    return Layout(whole_streets(streets), (), weights[0], weights[1], placed)


def _runs(sheet: Sheet) -> tuple[Whole, Whole, Whole]:
    """Give for every cell the row of the sheet it stands in, and its x and y, (n_cells,)."""
    x, y = (sheet.numbers(axis, 0, MOST_SIDE - 1).astype(np.int64) for axis in ("x", "y"))
    if not sheet.has("length"):
        return np.arange(len(sheet)), x, y
    length = sheet.numbers("length", 1, MOST_SIDE).astype(np.int64)
    row = np.repeat(np.arange(len(sheet)), length)
    along = np.arange(len(row)) - np.repeat(np.cumsum(length) - length, length)
    return row, x[row] + along, y[row]


def _placed(file: Path, corner: tuple[int, int], shape: tuple[int, int]) -> dict[str, Floats]:
    """Give the counts of facilities.csv by kind, (height, width), none where it is absent."""
    if not file.is_file():
        return {}
    sheet = read_sheet(file, ("kind", "x", "y", "count"))
    x, y = (sheet.numbers(axis, 0, MOST_SIDE - 1).astype(np.int64) for axis in ("x", "y"))
    count = sheet.numbers("count", 0, 100_000)
    placed: dict[str, Floats] = {}
    for line, kind in enumerate(sheet.texts("kind")):
        where = f"{sheet.file}, line {line + 2}"
        check_known(kind, FACILITIES, "unknown kind", f"{where}, column kind")
        place = (int(y[line]) - corner[1], int(x[line]) - corner[0])
        if not (0 <= place[0] < shape[0] and 0 <= place[1] < shape[1]):
            raise InputError("no cell of the district", where, (int(x[line]), int(y[line])))
        placed.setdefault(kind, np.zeros(shape))[place] += count[line]
    return placed
