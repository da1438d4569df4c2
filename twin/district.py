"""Districts by name or folder: load, generate, list, describe.

>>> from twin.district import load_district
>>> district = load_district("validation")
>>> len(district.streets), district.n_cells, int(district.residents.sum())
(6, 1200, 60000)

A new district is a new folder in ``scenarios/districts`` (its form: twin/districts/folder.py). May
import ``twin.districts``, ``twin.paths`` and ``twin.errors``.
"""

from functools import cache
from pathlib import Path
from typing import Any

from twin.districts.folder import read_folder
from twin.districts.generator import GeneratorOptions, generate
from twin.districts.place import CELL_METRES, District, LandUse, Source, Street
from twin.errors import InputError, nearest
from twin.paths import scenarios_home

__all__ = [
    "CELL_METRES",
    "District",
    "GeneratorOptions",
    "LandUse",
    "Source",
    "Street",
    "describe",
    "district_names",
    "generate",
    "load_district",
]


def district_names() -> tuple[str, ...]:
    """Give the names of the shipped districts, sorted."""
    folders = (scenarios_home() / "districts").glob("*/meta.toml")
    return tuple(sorted(file.parent.name for file in folders))


def load_district(name_or_path: str | Path) -> District:
    """Give a shipped district by name, or one from a folder that holds a meta.toml.

    Shipped districts are built once per process (0.3 s) and shared: they cannot be changed.
    Raises InputError for an unknown name and for a folder that cannot be read.
    """
    text = str(name_or_path)
    if text in district_names():
        return _shipped(text)
    folder = Path(name_or_path)
    if folder.is_dir():
        return read_folder(folder.resolve())
    names = district_names()
    allowed = f"one of {', '.join(names)}, or a folder with meta.toml"
    raise InputError("unknown district", "", text, allowed, nearest(text, names))


@cache
def _shipped(name: str) -> District:
    return read_folder(scenarios_home() / "districts" / name)


def describe(district: District) -> dict[str, Any]:
    """Give what a district is as plain values, ready for JSON (``twin districts --json``).

    ``neighbours`` are the map's pairs; ``listed_neighbours`` counts those of the real place, how
    many of them the map shows, and how many of the map's are not listed.
    """
    codes = [street.code for street in district.streets]
    return {
        "name": district.name,
        "zh": district.title.zh,
        "en": district.title.en,
        "kind": district.kind,
        "population": district.population,
        "workers": int(district.jobs.sum()),
        "area_km2": round(district.area_km2, 2),
        "cells": district.n_cells,
        "width": district.width,
        "height": district.height,
        "microgrids": district.n_microgrids,
        "scale": district.scale,
        "burn_in": district.burn_in,
        "streets": [_describe_street(street) for street in district.streets],
        "neighbours": [[codes[a], codes[b], metres] for a, b, metres in district.adjacency],
        "listed_neighbours": _compare_neighbours(district),
        "credits": list(district.credits),
        "sources": [_describe_source(source) for source in district.sources],
        "assumptions": [{"zh": text.zh, "en": text.en} for text in district.assumptions],
    }


def _describe_street(street: Street) -> dict[str, Any]:
    return {
        "code": street.code,
        "zh": street.name.zh,
        "en": street.name.en,
        "population": street.population,
        "population_kind": street.population_kind,
        "population_year": street.population_year,
        "workers": street.workers,
        "area_km2": street.area_km2,
        "floating_share": round(street.floating_share, 4),
        "order_taste": round(street.order_taste, 4),
        "marks": list(street.marks),
    }


def _describe_source(source: Source) -> dict[str, Any]:
    return {
        "key": source.key,
        "title": source.title,
        "reference": source.reference,
        "year": source.year,
        "licence": source.licence,
        "attribution": source.attribution,
        "covers": list(source.covers),
    }


def _compare_neighbours(district: District) -> dict[str, int] | None:
    listed = {(a, b) for a, b, _ in district.listed_neighbours}
    if not listed:
        return None
    shown = {(a, b) for a, b, _ in district.adjacency}
    return {"listed": len(listed), "shown": len(listed & shown), "unlisted": len(shown - listed)}
