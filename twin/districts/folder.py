"""Reads a district from its folder: meta.toml and a few CSV sheets of facts.

::

    meta.toml       schema, kind, scale, burn_in, seed, [title], [sources.KEY], [[assumptions]],
                    and [generator] (generated) or [population] (real)
    streets.csv     code, name_zh, name_en, area_km2, residents, workers, floating_share,
                    order_taste; longitude and latitude (WGS-84) of the centre unless cells.csv is
                    there; stretch, shift_east_m, shift_south_m; counts of facilities
    hourly.csv      code, h00 ... h23: persons present, any scale (else a typical day is taken)
    adjacency.csv   code_a, code_b, border_m: neighbours as listed, to compare with the map
    landmarks.csv   code, name_zh, name_en, use, longitude, latitude, area_km2, pull
    cells.csv       code, x, y: the street of every cell, where boundaries are known; if wanted,
                    length (so many cells from x to the east), home_weight and footfall_weight
                    (relative, 1 = typical)
    facilities.csv  kind, x, y, count: where facilities are known to lie, beside cells.csv

Only meta.toml and, for a real place, streets.csv are needed. May import ``agents`` and what lies
below ``twin.district``.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np

from agents.knob import Words
from twin.districts.build import build
from twin.districts.draft import FACILITIES, Draft, StreetTable
from twin.districts.generator import (
    DAY_SHAPE,
    OPTION_NAMES,
    PER_10_000,
    GeneratorOptions,
    check_option,
    draw,
)
from twin.districts.layout import MOST_STREET_KM2, read_layout
from twin.districts.place import District, Source
from twin.districts.shares import Floats, Whole, largest_remainder
from twin.districts.sheet import Sheet, read_sheet
from twin.errors import InputError, check_known
from twin.reading import Reading, read_toml

META_KEYS = (
    "schema",
    "kind",
    "title",
    "scale",
    "burn_in",
    "seed",
    "generator",
    "population",
    "sources",
    "assumptions",
    "rescaled",
    "assumed",
)
STREET_COLUMNS = (
    "code",
    "name_zh",
    "name_en",
    "area_km2",
    "residents",
    "workers",
    "floating_share",
    "order_taste",
)
SOURCE_KEYS = ("title", "reference", "year", "licence", "columns", "attribution")
HOURS = tuple(f"h{hour:02d}" for hour in range(24))
LEAST_STREET_KM2 = 0.05


def read_folder(folder: Path) -> District:
    """Read and build the district in a folder; InputError names the file and key at fault."""
    meta = read_toml(folder / "meta.toml").only(META_KEYS)
    kind = check_known(meta.text("kind"), ("real", "generated"), "unknown kind", meta.where("kind"))
    if kind == "generated":
        drawn = draw(_options(folder.name, meta))
        return build(
            replace(
                drawn,
                sources=(*_sources(meta), *drawn.sources),
                assumptions=_assumptions(meta) or drawn.assumptions,
            )
        )
    return build(_real(folder, meta))


def read_draft(folder: Path) -> Draft:
    """Read the folder of a real district without building it; InputError as in read_folder."""
    return _real(folder, read_toml(folder / "meta.toml").only(META_KEYS))


def _options(name: str, meta: Reading) -> GeneratorOptions:
    table = meta.table("generator").only(set(OPTION_NAMES) - {"name", "title", "scale", "burn_in"})
    scale, burn_in, seed = _settings(meta)
    values = {"seed": seed, **table.values}
    try:
        return GeneratorOptions(
            name=name, title=meta.words("title"), scale=scale, burn_in=burn_in, **values
        )
    except InputError as error:
        where = table.where(error.where)
        raise InputError(error.what, where, error.got, error.allowed) from error


def _settings(meta: Reading) -> tuple[float, int, int]:
    """Give scale (persons per resident agent), burn-in (days) and seed of the siting."""
    scale, burn_in, seed = (
        check_option(key, meta.values.get(key, default), meta.where(key))
        for key, default in (("scale", 10.0), ("burn_in", 30), ("seed", 1))
    )
    return scale, int(burn_in), int(seed)


def _real(folder: Path, meta: Reading) -> Draft:
    sheet = read_sheet(folder / "streets.csv", STREET_COLUMNS)
    table = _street_table(folder, meta, sheet)
    scale, burn_in, seed = _settings(meta)
    layout = read_layout(folder, sheet)
    return Draft(
        name=folder.name,
        title=meta.words("title"),
        kind="real",
        seed=seed,
        scale=scale,
        burn_in=burn_in,
        table=table,
        streets=layout.streets,
        landmarks=layout.landmarks,
        home_weight=layout.home_weight,
        footfall_weight=layout.footfall_weight,
        sources=_sources(meta),
        assumptions=_assumptions(meta),
        listed_neighbours=_listed(folder, table.codes),
        placed=layout.placed,
    )


def _street_table(folder: Path, meta: Reading, sheet: Sheet) -> StreetTable:
    """Give the streets' figures; residents and workers are rescaled where a total is stated.

    Residents go to the total by largest remainder; workers by the same factor, so that workers
    per resident stay those of the source.
    """
    codes = sheet.texts("code")
    if len(set(codes)) < len(codes):
        twice = next(code for code in codes if codes.count(code) > 1)
        raise InputError("code used twice", f"{sheet.file}, column code", twice)
    residents, workers = sheet.numbers("residents"), sheet.numbers("workers")
    people = meta.table("population").only(("total", "kind", "year"))
    total = people.whole("total", 1, 100_000_000) or round(float(residents.sum()))
    population = largest_remainder(total, residents)
    factor = total / residents.sum() if residents.sum() > 0 else 1.0
    return StreetTable(
        codes=codes,
        names=tuple(map(Words, sheet.texts("name_zh"), sheet.texts("name_en"))),
        population=population,
        workers=largest_remainder(round(float(workers.sum()) * factor), workers),
        area_km2=sheet.numbers("area_km2", LEAST_STREET_KM2, MOST_STREET_KM2),
        presence=_presence(folder, codes),
        facilities={kind: _count(sheet, kind, population) for kind in FACILITIES},
        floating_share=sheet.numbers("floating_share", 0, 1),
        order_taste=sheet.numbers("order_taste", 0, 1),
        population_kind=people.text("kind", "resident"),
        population_year=people.whole("year", 1900, 2200) or 0,
        marks=tuple(
            f"{word}: {key}" for word in ("rescaled", "assumed") for key in meta.texts(word)
        ),
    )


def _count(sheet: Sheet, kind: str, population: Whole) -> Whole:
    """Give facilities per street: the sheet's, else the typical number for the residents."""
    if sheet.has(kind):
        return np.rint(sheet.numbers(kind, 0, 100_000)).astype(np.int64)
    per_person = PER_10_000.get(kind, 0.5) / 10_000
    return largest_remainder(round(per_person * int(population.sum())), population.astype(float))


def _presence(folder: Path, codes: tuple[str, ...]) -> Floats:
    """Give presence by hour (n_streets, 24): the sheet's, else a typical day for every street."""
    file = folder / "hourly.csv"
    if not file.is_file():
        return np.tile(np.asarray(DAY_SHAPE), (len(codes), 1))
    sheet = read_sheet(file, ("code", *HOURS))
    presence = np.zeros((len(codes), 24))
    presence[sheet.places_of("code", codes)] = np.stack(
        [sheet.numbers(hour) for hour in HOURS], axis=1
    )
    if not (presence.sum(axis=1) > 0).all():
        missing = codes[int(presence.sum(axis=1).argmin())]
        raise InputError("street without rows", f"{sheet.file}, column code", missing)
    return presence


def _listed(folder: Path, codes: tuple[str, ...]) -> tuple[tuple[int, int, float], ...]:
    file = folder / "adjacency.csv"
    if not file.is_file():
        return ()
    sheet = read_sheet(file, ("code_a", "code_b", "border_m"))
    a, b = sheet.places_of("code_a", codes), sheet.places_of("code_b", codes)
    borders = sheet.numbers("border_m").tolist()
    pairs = ((min(i, j), max(i, j), m) for i, j, m in zip(a, b, borders, strict=True))
    return tuple(sorted(pairs))


def _sources(meta: Reading) -> tuple[Source, ...]:
    table = meta.table("sources")
    found = []
    for key in table.values:
        one = table.table(key).only(SOURCE_KEYS)
        found.append(
            Source(
                key=key,
                title=one.text("title"),
                reference=one.text("reference"),
                year=one.text("year"),
                licence=one.text("licence"),
                covers=one.texts("columns"),
                attribution=one.text("attribution") if "attribution" in one.values else "",
            )
        )
    return tuple(found)


def _assumptions(meta: Reading) -> tuple[Words, ...]:
    listed = meta.values.get("assumptions", [])
    if not isinstance(listed, list):
        raise InputError("not a table", meta.where("assumptions"), listed, "[[assumptions]]")
    found = []
    for number, values in enumerate(listed, start=1):
        one = Reading(values, meta.file, f"assumptions {number}").only(("zh", "en"))
        found.append(Words(one.text("zh"), one.text("en")))
    return tuple(found)
