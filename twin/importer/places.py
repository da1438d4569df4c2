"""Facilities, homes and presence by hour, on the cells of the streets.

Footfall(cell, hour) = profile(street, hour) x sum over attractors of pull exp(-distance / length):
the sum is made when the district is built (twin/districts/land.py, lengths of 250 m for a metro
station, 150 m for a market or a school gate, 100 m for a shop); the profile is made here, so that
its peak over its night is the street's day/night ratio. May import numpy, scipy, ``twin.districts``
and ``twin.importer``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from twin.districts.generator import DAY_NIGHT_RATIO, DAY_SHAPE, typical_days
from twin.districts.place import CELL_METRES
from twin.districts.shares import Floats, StreetMap, Whole
from twin.districts.siting import SITING, felt
from twin.importer.columns import ColumnNames, kind_of
from twin.importer.figures import Figures, Findings
from twin.importer.geometry import flat_metres
from twin.importer.shapes import Layer
from twin.importer.sorting import Material

#: Peak over night of a typical day (Dongcheng).
TYPICAL_RATIO = max(DAY_SHAPE) / min(DAY_SHAPE)
#: How the ratio of a street follows its attractors: as far as day inflow (twin/districts/land.py).
PULL_POWER = 0.5


@dataclass(frozen=True)
class Frame:
    """Where the grid lies: its middle in degrees, and its north-west corner in cells from there."""

    middle: tuple[float, float]
    corner: tuple[float, float]
    streets: StreetMap

    def in_cells(self, longitude: Floats, latitude: Floats) -> Floats:
        """Give places (n, 2) in cells east and south of the corner."""
        east, south = flat_metres(longitude, latitude, self.middle)
        cells: Floats = np.stack([east, south], axis=1) / CELL_METRES - self.corner
        return cells

    def of_layer(self, layer: Layer) -> tuple[Whole, Floats]:
        """Give the rows of a layer that are points inside a street, and their places in cells."""
        rows = [
            row for row, shape in enumerate(layer.shapes) if shape is not None and shape.is_point
        ]
        points = np.array([layer.shapes[row].rings[0][0] for row in rows])  # type: ignore[union-attr] # only points are kept
        places = self.in_cells(points[:, 0], points[:, 1])
        x, y = np.floor(places).astype(np.int64).T
        height, width = self.streets.shape
        inside = (x >= 0) & (y >= 0) & (x < width) & (y < height)
        inside[inside] = self.streets[y[inside], x[inside]] >= 0
        return np.array(rows, np.int64)[inside], places[inside]


def place_facilities(
    material: Material, frame: Frame, names: ColumnNames, findings: Findings
) -> dict[str, Floats]:
    """Give the facilities per cell (height, width) by kind, as far as files say where they lie."""
    placed: dict[str, Floats] = {}
    for layer in material.facilities:
        rows, places = frame.of_layer(layer)
        kinds = [kind_of(text, names) for text in layer.texts("kind")]
        unknown = {layer.texts("kind")[row] for row, kind in enumerate(kinds) if kind is None}
        if unknown:
            listed = ", ".join(sorted(unknown)[:5])
            findings.warn(
                f"{layer.file}：不认识的设施类别已略过：{listed}"
                "（可在 --columns 的 [kinds] 里说明）。",
                f"{layer.file}: unknown kinds of facility were left out: {listed} (see [kinds] of "
                "--columns).",
            )
        outside = len(layer) - len(rows)
        if outside:
            findings.warn(
                f"{layer.file}：{outside} 个点在本区之外，未使用。",
                f"{layer.file}: {outside} points lie outside the district and are not used.",
            )
        for row, (x, y) in zip(rows.tolist(), places.tolist(), strict=True):
            kind = kinds[row]
            if kind is not None:
                placed.setdefault(kind, np.zeros(frame.streets.shape))[int(y), int(x)] += 1
    return placed


def home_weights(
    material: Material, frame: Frame, findings: Findings
) -> tuple[Floats | None, Floats | None]:
    """Give home weights (height, width), mean 1 inside, and residents by street, from a grid.

    Every cell takes the persons of the nearest point (of a 250 m grid, say). None where no file
    gives such points. Raises InputError for a point without a number.
    """
    if not material.homes:
        return None, None
    [layer, *_] = material.homes
    rows, places = frame.of_layer(layer)
    persons = np.array([layer.number(row, "residents", 0, 1e6) for row in rows.tolist()])
    inside = frame.streets >= 0
    if not persons.sum() > 0:
        findings.warn(
            f"{layer.file}：没有一个有人口的点在本区之内，未使用。",
            f"{layer.file}: no point with residents lies inside the district; it is not used.",
        )
        return None, None
    y, x = np.nonzero(inside)
    nearest = cKDTree(places).query(np.stack([x + 0.5, y + 0.5], axis=1))[1]
    weight: Floats = np.zeros(inside.shape)
    weight[y, x] = persons[nearest] / persons[nearest].mean()
    home = frame.streets[tuple(np.floor(places).astype(np.int64).T[::-1])]
    n_streets = int(frame.streets.max()) + 1
    by_street: Floats = np.bincount(home, persons, n_streets).astype(np.float64)
    return weight, by_street


def presence_by_hour(
    figures: Figures, placed: Mapping[str, Floats], streets: StreetMap, findings: Findings
) -> Floats | None:
    """Give presence by hour (n, 24): counted; by stated ratio; by attractors; else None (typical).

    By attractors: ratio = 1 + (typical ratio - 1) (pull / mean pull)^PULL_POWER, kept within what
    one district shows (1.08 to 2.42).
    """
    if figures.hours is not None:
        return figures.hours
    residents = np.maximum(figures.people.residents, 1)[:, None].astype(float)
    if figures.day_night_ratio is not None:
        findings.assume(
            "hourly",
            "分时人流：按给出的昼夜比缩放东城区的典型日曲线（曲线形状为假设）。",
            "Presence by hour: the typical day of Dongcheng, scaled to the stated day/night ratio "
            "(the shape is assumed).",
        )
        return residents * typical_days(figures.day_night_ratio)
    if not placed:
        findings.assume(
            "hourly",
            "没有分时人流：各街道都用东城区的典型日曲线（假设）。",
            "No presence by hour is given: every street has the typical day of Dongcheng "
            "(assumed).",
        )
        return None
    findings.assume(
        "hourly",
        "没有分时人流：用东城区的典型日曲线，昼夜比按设施吸引力推算，限于 1.08～2.42（假设）。",
        "No presence by hour is given: the typical day of Dongcheng, with a day/night ratio that "
        "follows the pull of the facilities, within 1.08 to 2.42 (assumed).",
    )
    return residents * typical_days(_ratios(placed, streets))


def _ratios(placed: Mapping[str, Floats], streets: StreetMap) -> Floats:
    pull = np.zeros(streets.shape)
    for kind, counts in placed.items():
        pull += SITING[kind].pull * felt(counts, SITING[kind].length)
    inside = streets >= 0
    cells = np.bincount(streets[inside])
    by_street = np.bincount(streets[inside], pull[inside]) / cells
    relative = by_street / max(float(by_street.mean()), 1e-12)
    ratios: Floats = 1 + (TYPICAL_RATIO - 1) * relative**PULL_POWER
    return np.clip(ratios, *DAY_NIGHT_RATIO)
