"""What an import has read and made, and the sheets that are written from it.

May import what ``twin.importer`` may.
"""

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from twin.districts.place import Source
from twin.districts.shares import Floats
from twin.importer import bundle
from twin.importer.boundaries import Ground
from twin.importer.columns import ColumnNames
from twin.importer.figures import Columns, Figures, Findings
from twin.importer.matching import Roster
from twin.importer.options import ImportOptions
from twin.importer.shapes import Layer
from twin.importer.sorting import Material

#: Residents that the agents of an imported district are made for: a year takes about a minute.
AGENTS = 45_000
OSM_LICENCE, OSM_LINE = "ODbL-1.0", "© OpenStreetMap contributors"
UNSTATED = "not stated"


@dataclass(frozen=True, eq=False)
class Given:
    """What the files hold, read and matched, before anything is made of it."""

    options: ImportOptions
    names: ColumnNames
    layers: tuple[Layer, ...]
    material: Material
    roster: Roster
    columns: Columns


@dataclass(frozen=True, eq=False)
class Made:
    """What was made of it: the streets on cells, their figures, and what lies where."""

    ground: Ground
    figures: Figures
    stated: Floats | None
    stated_km2: float | None
    placed: Mapping[str, Floats]
    home_weight: Floats | None
    presence: Floats | None
    listed: tuple[tuple[int, int, float], ...]


def sources_of(files: Sequence[Path], given: Given, findings: Findings) -> list[Source]:
    """Give the sources: the files with their fingerprints, and this project's assumptions."""
    options = given.options
    licence, line = options.licence, options.attribution
    if _is_openstreetmap(given.layers):
        licence, line = licence or OSM_LICENCE, line or OSM_LINE
    if not licence:
        findings.warn(
            "没有说明资料的许可（--licence）：对外展示或再分发前请弄清楚。",
            "The licence of the files is not stated (--licence): find out before showing it to "
            "others.",
        )
    prints = (f"{f.name} sha256 {hashlib.sha256(f.read_bytes()).hexdigest()[:16]}" for f in files)
    datum = ", ".join(sorted({options.crs_of(file.name) for file in files}))
    own = Source(
        key="FILES",
        title=options.source or "Files imported by the user",
        reference=f"{'; '.join(prints)}; declared as {datum}",
        year=str(options.population_year or UNSTATED),
        licence=licence or UNSTATED,
        covers=("streets", "cells"),
        attribution=line,
    )
    guess = Source(
        "ASSUMED", "Assumptions of this project", "the assumptions listed below", "2026",
        "Apache-2.0", tuple(findings.assumed),
    )  # fmt: skip
    return [own, guess]


def _is_openstreetmap(layers: Sequence[Layer]) -> bool:
    """Tell whether a file is OpenStreetMap's, by its format or its columns of ids."""
    return any(
        layer.file.lower().endswith((".osm", ".pbf"))
        or any(heading.lower().startswith("osm_") for heading in layer.sheet.columns)
        for layer in layers
    )


def write_sheets(draft: Path, given: Given, made: Made) -> None:
    """Write all sheets of the folder but meta.toml."""
    codes, grid = given.roster.codes, made.ground.frame.streets
    bundle.write_sheet(draft / "streets.csv", *_street_rows(given.roster, made))
    bundle.write_cells(draft / "cells.csv", grid, codes, made.home_weight)
    if made.placed:
        bundle.write_facilities(draft / "facilities.csv", made.placed)
    if made.presence is not None:
        bundle.write_hours(draft / "hourly.csv", codes, made.presence)
    if made.listed:
        pairs = [(codes[a], codes[b], border) for a, b, border in made.listed]
        bundle.write_sheet(draft / "adjacency.csv", ("code_a", "code_b", "border_m"), pairs)


def _street_rows(roster: Roster, made: Made) -> tuple[list[str], list[list[Any]]]:
    """Give head and rows of streets.csv; counts of the facilities whose places are known."""
    figures, grid = made.figures, made.ground.frame.streets
    head = ["code", "name_zh", "name_en", "area_km2", "residents", "workers"]
    head += ["floating_share", "order_taste", "longitude", "latitude", *made.placed]
    counts = [
        np.bincount(grid[grid >= 0], held[grid >= 0], len(roster.streets)).astype(int)
        for held in made.placed.values()
    ]
    rows = []
    for place, (code, zh, en) in enumerate(roster.streets):
        longitude, latitude = made.ground.centres[code]
        row = [code, zh, en, round(float(made.ground.areas[place]), 4)]
        row += [int(figures.people.residents[place]), int(figures.workers[place])]
        row += [float(figures.floating_share[place]), float(figures.order_taste[place])]
        row += [round(longitude, 6), round(latitude, 6), *(int(count[place]) for count in counts)]
        rows.append(row)
    return head, rows


def settings_of(made: Made, findings: Findings) -> dict[str, Any]:
    """Give what meta.toml says besides title, sources and assumptions."""
    people = made.figures.people
    scale = max(1.0, math.ceil(float(people.residents.sum()) / AGENTS))
    population = {"kind": people.kind} | ({"year": people.year} if people.year else {})
    return {
        "scale": scale,
        "burn_in": 30,
        "seed": 1,
        "rescaled": findings.rescaled,
        "assumed": findings.assumed,
        "population": population,
    }
