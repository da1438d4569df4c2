"""What is asked of a visitor about the files, and how the answers are read: nothing is guessed."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from agents.knob import Words
from twin.errors import InputError, check_known
from twin.importer import ImportOptions
from twin.importer.layers import CORE, GEO
from twin.importer.options import check_crs
from twin.paths import scenarios_home
from twin.settings import as_number, check_whole
from twin.ui.data.space import OwnDistrict, Space
from twin.ui.data.tray import LONGEST_NAME, Tray, safe_name
from twin.ui.data.work import CasesJob, ImportJob
from twin.ui.text import say

#: Endings of what is imported; further parts of a shapefile; the file that names columns.
LAYERS, PARTS, COLUMNS = CORE + GEO, (".dbf", ".shx", ".prj", ".cpg"), ".toml"
DISTRICT_ENDINGS = (*LAYERS, *PARTS, COLUMNS)
CASE_FILES = (".csv", ".xlsx", ".geojson")
CASE_ENDINGS = (*CASE_FILES, ".toml")
#: Datums offered; a local projection is written as its EPSG number.
DATUMS = ("wgs84", "gcj02", "bd09", "epsg")
KINDS = ("resident", "registered", "census")
ENCODINGS = ("utf-8-sig", "gb18030")
#: Files that have a field of their own: short or old names, the list of all streets.
ALIASES, CODES = "aliases", "codes"
SHEET = ".csv"
#: A mapping of the visitor's own, among the files.
OWN_MAPPING = "own"
#: Beginnings of the names of two further sheets that go with a case file.
NEIGHBOURS, RESIDENTS = "neighbours", "residents"

Field = dict[str, Any]


def district_fields(language: str) -> list[Field]:
    """Give the fields of a district's form: those that must be answered first."""

    def options(name: str, values: Sequence[str]) -> list[Field]:
        return [{"value": v, "label": say(language, f"form_{name}_{v}")} for v in values]

    none = {"value": "", "label": say(language, "data_choose")}
    unknown = {"value": "", "label": say(language, "form_kind_none")}
    return [
        _field(language, "crs", "select", options=[none, *options("crs", DATUMS)], must=True),
        _field(language, "epsg", "number", when={"crs": "epsg"}),
        _field(language, "name", "text"),
        _field(language, "kind", "select", options=[unknown, *options("kind", KINDS)], more=True),
        _field(language, "year", "number", more=True),
        _field(language, "population", "number", more=True),
        _field(language, CODES, "file", more=True, accept=SHEET),
        _field(language, ALIASES, "file", more=True, accept=SHEET),
        _field(language, "source", "text", more=True),
        _field(language, "licence", "text", more=True),
        _field(language, "attribution", "text", more=True),
        _field(language, "encoding", "select", options=options("encoding", ENCODINGS), more=True),
        _field(language, "sure", "check", more=True),
    ]


def case_fields(language: str) -> list[Field]:
    """Give the field of a case file's form: which mapping explains its columns."""
    none = {"value": "", "label": say(language, "data_choose")}
    own = {"value": OWN_MAPPING, "label": say(language, "form_map_own")}
    shipped = [{"value": name, "label": name} for name in mapping_names()]
    return [_field(language, "map", "select", options=[none, own, *shipped], must=True)]


def mapping_names() -> tuple[str, ...]:
    """Give the names of the shipped mappings, sorted."""
    return tuple(sorted(file.stem for file in (scenarios_home() / "casefiles").glob("*.toml")))


def _field(language: str, name: str, kind: str, **more: Any) -> Field:
    usual = {"options": [], "must": False, "more": False, "when": {}, "accept": ""}
    label, hint = say(language, f"form_{name}"), say(language, f"form_{name}_hint")
    return {**usual, **more, "name": name, "kind": kind, "label": label, "hint": hint}


def import_job(space: Space, tray: Tray, answers: Mapping[str, Any]) -> ImportJob:
    """Make an import of the files and the answers. Raises InputError for a gap or a slip."""
    space.check_room()
    columns = tray.paths(COLUMNS)
    aliases, codes = (_attached(tray, answers, name) for name in (ALIASES, CODES))
    layers = tuple(file for file in tray.paths(*LAYERS) if file not in (aliases, codes))
    name = _text(answers, "name")
    options = ImportOptions(
        crs=_datum(answers),
        title=Words(name, name) if name else _title_of(layers),
        source=_text(answers, "source"),
        licence=_text(answers, "licence"),
        attribution=_text(answers, "attribution"),
        population=_whole(answers, "population", 1, 100_000_000),
        population_kind=_text(answers, "kind"),
        population_year=_whole(answers, "year", 1900, 2200),
        aliases=aliases,
        codes=codes,
        columns=columns[0] if columns else None,
        encoding=check_known(answers.get("encoding"), ENCODINGS, "unknown encoding"),
        sure=answers.get("sure") is True,
    )
    return ImportJob(layers, options, space.new_folder() / "district")


def _attached(tray: Tray, answers: Mapping[str, Any], name: str) -> Path | None:
    """Give the file of a field of its own, None where it was left empty.

    Raises InputError for one that is not CSV, or that has not come.
    """
    given = _text(answers, name)
    if not given:
        return None
    file = safe_name(given)
    check_known(Path(file).suffix.lower(), (SHEET,), "unknown format", file)
    by_name = {path.name: path for path in tray.paths(SHEET)}
    return by_name[check_known(file, by_name, "not a file")]


def _datum(answers: Mapping[str, Any]) -> str:
    crs = answers.get("crs")
    if not crs:
        allowed = Words(
            "从列表里选：程序从不猜测坐标系", "choose it from the list: a datum is never guessed"
        )
        raise InputError("missing choice", "", None, allowed)
    check_known(crs, DATUMS, "unknown datum")
    number = _whole(answers, "epsg", 1024, 32_767) if crs == "epsg" else None
    if crs == "epsg" and number is None:
        raise InputError("missing choice", "", None, Words("EPSG 编号", "the EPSG number"))
    return check_crs(f"epsg:{number}" if number else str(crs), "")


def _title_of(layers: Sequence[Path]) -> Words:
    if not layers:
        raise InputError("missing file", "", None, Words("街道边界", "the boundaries of streets"))
    return Words(layers[0].stem, layers[0].stem)


def _text(answers: Mapping[str, Any], name: str) -> str:
    """Give an answer as one short line of text."""
    return " ".join(str(answers.get(name) or "").split())[: 4 * LONGEST_NAME]


def _whole(answers: Mapping[str, Any], name: str, low: int, high: int) -> int | None:
    text = _text(answers, name)
    return check_whole(as_number(text), low, high, name) if text else None


def keep_district(space: Space, job: ImportJob, found: dict[str, Any]) -> dict[str, Any]:
    """Take an imported district into the visitor's space; give what the page shows of it."""
    own: OwnDistrict = space.keep(Words(found["zh"], found["en"]), job.folder)
    return {**found, "handle": own.handle}


def cases_job(
    tray: Tray, answers: Mapping[str, Any], beside: tuple[str, str, Mapping[str, float]]
) -> CasesJob:
    """Make the measuring of a case file beside a run of (district, policy, levers).

    Raises InputError where a choice or a file is missing.
    """
    names = (OWN_MAPPING, *mapping_names())
    if not answers.get("map"):
        raise InputError("missing choice", "", None, Words("一个列映射", "a column mapping"))
    mapping: str | Path = check_known(answers.get("map"), names, "unknown mapping")
    if mapping == OWN_MAPPING:
        mapping = _only(tray.paths(".toml"), Words("一个 .toml 列映射文件", "one .toml mapping"))
    sheets = tray.paths(*CASE_FILES)
    extra = [file for file in sheets if file.stem in (NEIGHBOURS, RESIDENTS)]
    file = _only(
        [one for one in sheets if one not in extra], Words("一个案件文件", "one case file")
    )
    by_stem = {one.stem: one for one in extra}
    return CasesJob(file, mapping, *beside, by_stem.get(NEIGHBOURS), by_stem.get(RESIDENTS))


def _only(files: Sequence[Path], allowed: Words) -> Path:
    if len(files) != 1:
        raise InputError("missing file", "", len(files), allowed)
    return files[0]
