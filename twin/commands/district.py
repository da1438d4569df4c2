"""``twin district``: import a district from files, check a folder, print its JSON Schema."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from agents.knob import Words
from twin.commands.options import Answer, Given, load
from twin.commands.words import language, text_table
from twin.errors import InputError, UsageError, check_known
from twin.settings import as_number, check_number, check_whole

ACTIONS = ("import", "check", "schema")
WHERE = "twin district"
TELLS = (
    (Words("提醒", "Warnings"), "warnings"),
    (Words("假设", "Assumed"), "assumptions"),
    (Words("没有对上街道的行", "Rows that fit no street"), "unmatched"),
    (Words("署名与许可", "Attribution and licence"), "credits"),
)
WRITTEN = Words(
    "已写入 {folder}；导入报告：{folder}/report.html；运行：twin run --district {folder}",
    "Written to {folder}; report: {folder}/report.html; run it: twin run --district {folder}",
)
FACTS = (
    (Words("街道", "Streets"), "streets"),
    (Words("相邻街道对", "Pairs of neighbours"), "adjacencies"),
    (Words("面积 km²", "Area km²"), "area_km2"),
    (Words("给出的面积 km²", "Stated area km²"), "stated_km2"),
    (Words("单元格", "Cells"), "cells"),
    (Words("人口", "Population"), "population"),
    (Words("人口口径", "Kind of population"), "population_kind"),
    (Words("人口年份", "Year of population"), "population_year"),
)


def answer(given: Given) -> Answer:
    """Do what the first argument says: import, check or schema; UsageError for anything else."""
    action = check_known(
        given.arguments[0] if given.arguments else "", ACTIONS, "unknown action", WHERE
    )
    if action == "schema":
        found = load("twin.importer.bundle:schema")()
        return Answer(json.dumps(found, ensure_ascii=False, indent=2), found)
    if len(given.arguments) < 2:
        allowed = "files to import" if action == "import" else "a district folder"
        raise UsageError("missing argument", f"{WHERE} {action}", allowed=allowed)
    return _import(given) if action == "import" else _check(given)


def _import(given: Given) -> Answer:
    out = _needed(given, "--out", "a new folder: --out DIR")
    found = load("twin.importer:import_district")(given.arguments[1:], options_of(given), out)
    words = language(given)
    data: dict[str, Any] = found.to_dict()
    return Answer(f"{_page(data, words)}\n\n{WRITTEN[words].format(folder=out)}", data)


def options_of(given: Given) -> Any:
    """Give what was declared as ``twin.importer.ImportOptions``; raises UsageError for a gap."""
    crs, by_file = _datums(given)
    names = (given.last("--name-zh"), given.last("--name-en"))
    title = Words(names[0] or names[1] or "", names[1] or names[0] or "") if any(names) else None
    return load("twin.importer:ImportOptions")(
        crs=crs,
        file_crs=by_file,
        title=title,
        source=given.last("--source") or "",
        licence=given.last("--licence") or "",
        attribution=given.last("--attribution") or "",
        population=_whole(given, "--population", 1, 100_000_000),
        population_kind=given.last("--population-kind") or "",
        population_year=_whole(given, "--population-year", 1900, 2200),
        area_km2=_number(given, "--area", 0.01, 100_000),
        aliases=_path(given, "--aliases"),
        codes=_path(given, "--codes"),
        columns=_path(given, "--columns"),
        encoding=given.last("--encoding") or "utf-8-sig",
        layer=given.last("--layer"),
        sure=given.has("--sure"),
        **_density(given),
    )


def _datums(given: Given) -> tuple[str, dict[str, str]]:
    """Give the datum of all files, and those of single ones (FILE=DATUM)."""
    check = load("twin.importer.options:check_crs")
    whole, by_file = "", {}
    for text in given.every("--crs"):
        file, equals, crs = text.rpartition("=")
        if equals:
            by_file[Path(file).name] = check(crs)
        else:
            whole = check(crs)
    if not whole:
        allowed = Words(
            "声明坐标系，从不猜测：wgs84、gcj02、bd09 或 epsg:编号",
            "the datum of the files, which is never guessed: wgs84, gcj02, bd09 or epsg:NUMBER",
        )
        raise UsageError("missing option", "--crs", None, allowed)
    return whole, by_file


def _density(given: Given) -> dict[str, float]:
    found = _number(given, "--density", 1, 200_000)
    return {} if found is None else {"density": found}


def _needed(given: Given, name: str, allowed: str) -> str:
    value = given.last(name)
    if value is None:
        raise UsageError("missing option", name, None, allowed)
    return value


def _number(given: Given, name: str, low: float, high: float) -> float | None:
    text = given.last(name)
    return None if text is None else check_number(as_number(text), low, high, name)


def _whole(given: Given, name: str, low: int, high: int) -> int | None:
    text = given.last(name)
    return None if text is None else check_whole(as_number(text), low, high, name)


def _path(given: Given, name: str) -> Path | None:
    text = given.last(name)
    return None if text is None else Path(text)


def _check(given: Given) -> Answer:
    """Read and build the folder as a run would, and give what it is."""
    folder = Path(given.arguments[1])
    if not folder.is_dir():
        raise InputError("missing file", WHERE, str(folder), "a folder with meta.toml")
    district = load("twin.district:load_district")(folder)
    data: dict[str, Any] = load("twin.district:describe")(district)
    shown = {
        **data,
        "adjacencies": len(data["neighbours"]),
        "population_kind": data["streets"][0]["population_kind"],
        "population_year": data["streets"][0]["population_year"] or None,
    }
    return Answer(_page(shown, language(given)), data)


def _page(data: Mapping[str, Any], words: str) -> str:
    """Write the facts as a table, then what is to be told, one line each."""
    name = data["zh"] if words == "zh" else data["en"]
    rows = [[label[words], _shown(data[key])] for label, key in FACTS if data.get(key) is not None]
    lines = [text_table([name, ""], rows)]
    for label, key in TELLS:
        texts = [text[words] if isinstance(text, Mapping) else text for text in data.get(key, ())]
        if texts:
            lines += ["", f"{label[words]}:", *(f"  - {text}" for text in texts)]
    return "\n".join(lines)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return str(len(value))
    return f"{value:,}" if isinstance(value, int) and value > 9999 else str(value)
