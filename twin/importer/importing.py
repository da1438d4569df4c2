"""The whole way from files to a district folder; where a step refuses, nothing is left behind.

May import what ``twin.importer`` may.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from agents.knob import Words
from twin.districts.build import build
from twin.districts.folder import read_draft
from twin.districts.place import credits_of
from twin.districts.shapes import neighbours
from twin.errors import InputError, nearest
from twin.importer import bundle
from twin.importer.boundaries import compare_areas, survey
from twin.importer.columns import load_columns
from twin.importer.drafting import Given, Made, settings_of, sources_of, write_sheets
from twin.importer.figures import Columns, Findings, read_figures
from twin.importer.layers import read_layers
from twin.importer.matching import Roster, make_roster
from twin.importer.options import ImportOptions, check_crs
from twin.importer.places import home_weights, place_facilities, presence_by_hour
from twin.importer.report import page
from twin.importer.result import Imported, StreetFound
from twin.importer.sorting import Material, sort_layers
from twin.importer.suspicions import check_against_known, in_wgs84
from twin.importer.telling import assume_rest, tell_neighbours, tell_roster

#: Up to so many cells a new district is also built at once, to be sure that it runs.
MOST_BUILT = 25_000


def import_district(
    files: Sequence[str | Path], options: ImportOptions, folder: str | Path
) -> Imported:
    """Import files as a new district folder with a report (report.html); give what was found.

    Raises InputError for the first thing that cannot stand, with file, record and remedy, and
    NotReady where a format needs the extra [geo]; then nothing has been written.
    """
    check_crs(options.crs)
    if not files:
        raise InputError("missing argument", "FILE", None, "files to import")
    try:
        with bundle.new_folder(Path(folder)) as draft:
            found = _import(tuple(map(Path, files)), options, draft, Path(folder))
            (draft / bundle.REPORT).write_text(page(found), encoding="utf-8")
    except OSError as error:
        raise InputError("folder not writable", str(folder), str(error)) from error
    return found


def _import(files: Sequence[Path], options: ImportOptions, draft: Path, folder: Path) -> Imported:
    findings = Findings()
    given = _read(files, options, findings)
    made = _make(given, findings)
    sources = sources_of(files, given, findings)
    title = options.title or Words(folder.name, folder.name)
    write_sheets(draft, given, made)
    text = bundle.meta_text(title, settings_of(made, findings), sources, findings.assumptions)
    (draft / "meta.toml").write_text(text, encoding="utf-8")
    _check_runs(draft)
    pairs = neighbours(made.ground.frame.streets)
    tell_neighbours(given.roster, pairs, made.listed, findings)
    people = made.figures.people
    return Imported(
        folder=folder,
        title=title,
        crs={layer.file: options.crs_of(layer.file) for layer in given.layers},
        streets=_streets(given.roster, made),
        grid=made.ground.frame.streets,
        placed=made.placed,
        pairs=pairs,
        listed=tuple((a, b) for a, b, _ in made.listed),
        population_kind=people.kind,
        population_year=people.year,
        stated_km2=made.stated_km2,
        credits=credits_of(sources),
        warnings=tuple(findings.warnings),
        assumptions=tuple(findings.assumptions),
        unmatched=tuple(findings.unmatched),
        missing=given.roster.missing,
        unlisted=given.roster.unlisted,
    )


def _read(files: Sequence[Path], options: ImportOptions, findings: Findings) -> Given:
    """Read, convert, sort and match."""
    names = load_columns(options.columns)
    layers = tuple(read_layers(files, options, names))
    material = sort_layers([in_wgs84(layer, options, findings) for layer in layers])
    roster = make_roster(material.streets, options.codes, options.aliases, names)
    tell_roster(material, roster, findings)
    columns = Columns(material, roster, findings)
    return Given(options, names, layers, material, roster, columns)


def _make(given: Given, findings: Findings) -> Made:
    """Check the shapes, put the streets on cells, and fill in what every street counts."""
    roster, columns, streets = given.roster, given.columns, given.material.streets
    ground = survey(streets, roster, columns, findings)
    check_against_known(ground.centres, roster.centres, streets.file, given.options)
    stated = columns.numbers("area_km2", 1e-6, 1e6)
    total = compare_areas(ground, stated, given.options, roster, findings)
    placed = place_facilities(given.material, ground.frame, given.names, findings)
    weight, by_grid = home_weights(given.material, ground.frame, findings)
    if by_grid is not None:
        columns.counted["residents"] = by_grid
    figures = read_figures(given.material, columns, ground.areas, given.options, findings)
    presence = presence_by_hour(figures, placed, ground.frame.streets, findings)
    assume_rest(placed, weight, findings)
    listed = _listed(given.material, roster)
    return Made(ground, figures, stated, total, placed, weight, presence, listed)


def _listed(material: Material, roster: Roster) -> tuple[tuple[int, int, float], ...]:
    """Give the neighbours that a file lists; raises InputError for an unknown street."""
    found = set()
    for layer in material.pairs:
        for row in range(len(layer)):
            pair = []
            for role in ("code_a", "code_b"):
                text = layer.texts(role)[row]
                place = roster.place(text)
                if place is None:
                    near = nearest(text, roster.known)
                    where = layer.where(row, role)
                    raise InputError("unknown street", where, text, roster.codes, near)
                pair.append(place)
            border = layer.number(row, "border_m", 0, 1e6) if layer.has("border_m") else 0.0
            found.add((min(pair), max(pair), border))
    return tuple(sorted(found))


def _check_runs(draft: Path) -> None:
    """Read the folder back as the model will, and build it where that takes a moment only."""
    read = read_draft(draft)
    if int((read.streets >= 0).sum()) <= MOST_BUILT:
        build(read)


def _streets(roster: Roster, made: Made) -> tuple[StreetFound, ...]:
    grid, people = made.ground.frame.streets, made.figures.people
    cells = np.bincount(grid[grid >= 0], minlength=len(roster.streets))
    return tuple(
        StreetFound(
            code=code,
            name=Words(zh, en),
            area_km2=float(made.ground.areas[place]),
            stated_km2=None if made.stated is None else float(made.stated[place]),
            cells=int(cells[place]),
            residents=int(people.residents[place]),
            workers=int(made.figures.workers[place]),
        )
        for place, (code, zh, en) in enumerate(roster.streets)
    )
