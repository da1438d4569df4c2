"""Reads where the streets of a folder lie: from cells.csv, else by power diagram.

May import numpy and ``twin``'s ground floor.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from twin.districts.draft import Landmark
from twin.districts.place import CELL_METRES, LandUse
from twin.districts.shapes import Seeds, free_outline, local_metres, whole_streets
from twin.districts.shares import Floats, StreetMap
from twin.districts.sheet import Sheet, read_sheet
from twin.errors import InputError, check_known

LAND_USES = {use.name.lower(): use for use in LandUse}
MOST_STREET_KM2 = 500.0
#: Cells of 100 m in a km2.
CELLS_PER_KM2 = (1000 / CELL_METRES) ** 2
#: Largest error of a street's area, as a share of it.
MOST_AREA_ERROR = 0.1
#: Most columns or rows of a map.
MOST_SIDE = 2000


@dataclass(frozen=True)
class Layout:
    """The street map with its landmarks and, where given, weights per cell (height, width)."""

    streets: StreetMap
    landmarks: tuple[Landmark, ...] = ()
    home_weight: Floats | None = None
    footfall_weight: Floats | None = None


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
    x, y = (sheet.numbers(axis, 0, MOST_SIDE - 1).astype(np.int64) for axis in ("x", "y"))
    x, y = x - x.min(), y - y.min()
    shape = (int(y.max()) + 1, int(x.max()) + 1)
    streets = np.full(shape, -1, np.int32)
    streets[y, x] = sheet.places_of("code", codes)
    for index, code in enumerate(codes):
        if not (streets == index).any():
            raise InputError("street without cells", f"{sheet.file}, column code", code)
    weights = []
    for column in ("home_weight", "footfall_weight"):
        grid = np.ones(shape)
        grid[y, x] = sheet.numbers(column) if sheet.has(column) else 1.0
        weights.append(grid if sheet.has(column) else None)
    return Layout(whole_streets(streets), (), weights[0], weights[1])
