"""What an import found, for the report, the command and the page.

May import numpy, networkx, ``agents.knob``, ``twin.districts`` and ``twin.importer``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx

from agents.knob import Words
from twin.districts.shares import Floats, StreetMap


@dataclass(frozen=True)
class StreetFound:
    """One street as imported: areas in km2 (file, stated: None if nowhere), cells, residents."""

    code: str
    name: Words
    area_km2: float
    stated_km2: float | None
    cells: int
    residents: int
    workers: int

    @property
    def cell_error(self) -> float:
        """Give the error of area that the cells make, as a share."""
        return self.cells / 100 / self.area_km2 - 1

    @property
    def stated_error(self) -> float | None:
        """Give the error of the measured area against the stated one, as a share."""
        return self.area_km2 / self.stated_km2 - 1 if self.stated_km2 else None


@dataclass(frozen=True, eq=False)
class Imported:
    """An imported district: where it lies, what was found, what is assumed, what fitted nothing.

    ``pairs`` are neighbours on the cells (places, border in m), ``listed`` those of a file.
    """

    folder: Path
    title: Words
    crs: Mapping[str, str]
    streets: tuple[StreetFound, ...]
    grid: StreetMap
    placed: Mapping[str, Floats]
    pairs: tuple[tuple[int, int, float], ...]
    listed: tuple[tuple[int, int], ...]
    population_kind: str
    population_year: int | None
    stated_km2: float | None
    credits: tuple[str, ...]
    warnings: tuple[Words, ...]
    assumptions: tuple[Words, ...]
    unmatched: tuple[str, ...]
    missing: tuple[str, ...]
    unlisted: tuple[str, ...]

    @property
    def area_km2(self) -> float:
        """Give the area of all streets as the file draws them."""
        return sum(street.area_km2 for street in self.streets)

    @property
    def population(self) -> int:
        """Give all residents."""
        return sum(street.residents for street in self.streets)

    def to_dict(self) -> dict[str, Any]:
        """Give all of it as plain values, ready for JSON."""
        both = [{"zh": text.zh, "en": text.en} for text in self.warnings]
        return {
            "folder": str(self.folder),
            "zh": self.title.zh,
            "en": self.title.en,
            "crs": dict(self.crs),
            "streets": [_plain(street) for street in self.streets],
            "cells": sum(street.cells for street in self.streets),
            "area_km2": round(self.area_km2, 4),
            "stated_km2": self.stated_km2,
            "population": self.population,
            "population_kind": self.population_kind,
            "population_year": self.population_year,
            "facilities": {kind: int(counts.sum()) for kind, counts in self.placed.items()},
            "adjacencies": len(self.pairs),
            "listed_adjacencies": len(self.listed),
            "credits": list(self.credits),
            "warnings": both,
            "assumptions": [{"zh": text.zh, "en": text.en} for text in self.assumptions],
            "unmatched": list(self.unmatched),
            "missing": list(self.missing),
            "unlisted": list(self.unlisted),
        }


def _plain(street: StreetFound) -> dict[str, Any]:
    stated = street.stated_error
    return {
        "code": street.code,
        "zh": street.name.zh,
        "en": street.name.en,
        "area_km2": round(street.area_km2, 4),
        "stated_km2": street.stated_km2,
        "stated_error": None if stated is None else round(stated, 4),
        "cells": street.cells,
        "cell_error": round(street.cell_error, 4),
        "residents": street.residents,
        "workers": street.workers,
    }


def graph_of(n: int, pairs: tuple[tuple[int, int, float], ...]) -> Any:
    """Give the streets as a ``networkx.Graph`` whose edges carry the border in metres."""
    graph = nx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_weighted_edges_from(pairs, weight="border")
    return graph
