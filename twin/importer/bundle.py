"""The district folder that an import writes: all of it, or nothing.

The form is the one of the shipped districts (twin/districts/folder.py); ``content`` gives a folder
as one object, as ``scenarios/schemas/district.json`` (JSON Schema) describes it. May import numpy,
``agents.knob``, ``twin.districts``, ``twin.paths``, ``twin.reading``, ``twin.writing`` and
``twin.errors``.
"""

import csv
import io
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from agents.knob import Words
from twin.districts.folder import HOURS
from twin.districts.place import Source
from twin.districts.shares import Floats, StreetMap
from twin.districts.sheet import read_sheet
from twin.errors import InputError
from twin.paths import check_folder, scenarios_home
from twin.reading import SCHEMA, read_toml
from twin.writing import toml_value as toml

#: Sheets of a district folder, besides meta.toml.
SHEETS = ("streets", "cells", "hourly", "adjacency", "facilities", "landmarks")
REPORT = "report.html"


@contextmanager
def new_folder(folder: Path, where: str = "--out") -> Iterator[Path]:
    """Give a folder to write into, which takes its name only when all went well.

    Raises InputError where the folder holds anything already.
    """
    home = check_folder(folder, where).absolute()
    if home.is_dir() and any(home.iterdir()):
        allowed = Words("一个空的或新的文件夹", "a folder that is new or empty")
        raise InputError("folder in use", where, str(folder), allowed)
    home.parent.mkdir(parents=True, exist_ok=True)
    drafted = Path(tempfile.mkdtemp(prefix=f".{home.name}-", dir=home.parent))
    try:
        inner = drafted / home.name  # a district is called as its folder
        inner.mkdir()
        yield inner
        if home.is_dir():
            home.rmdir()
        inner.rename(home)
    finally:
        shutil.rmtree(drafted, ignore_errors=True)


def write_sheet(file: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV sheet."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    file.write_text(text.getvalue(), encoding="utf-8")


def write_cells(file: Path, grid: StreetMap, codes: Sequence[str], weight: Floats | None) -> None:
    """Write the street of every cell as runs along rows: code, x, y, length, home_weight."""
    value = np.zeros(grid.shape) if weight is None else weight.round(4)
    padded = np.pad(grid, ((0, 0), (1, 1)), constant_values=-1)
    values = np.pad(value, ((0, 0), (1, 1)), constant_values=-1.0)
    changes = (padded[:, 1:] != padded[:, :-1]) | (values[:, 1:] != values[:, :-1])
    y, x = np.nonzero(changes)
    inside = np.flatnonzero((x < grid.shape[1]) & (grid[y, np.minimum(x, grid.shape[1] - 1)] >= 0))
    length = x[inside + 1] - x[inside]
    y, x = y[inside], x[inside]
    columns: list[list[Any]] = [
        [codes[street] for street in grid[y, x].tolist()],
        x.tolist(),
        y.tolist(),
        length.tolist(),
    ]
    head = ["code", "x", "y", "length"]
    if weight is not None:
        head.append("home_weight")
        columns.append(value[y, x].tolist())
    write_sheet(file, head, zip(*columns, strict=True))


def write_facilities(file: Path, placed: Mapping[str, Floats]) -> None:
    """Write where facilities lie: kind, x, y, count."""
    rows = []
    for kind, counts in placed.items():
        y, x = np.nonzero(counts)
        rows += [
            (kind, a, b, int(n))
            for a, b, n in zip(x.tolist(), y.tolist(), counts[y, x].tolist(), strict=True)
        ]
    write_sheet(file, ("kind", "x", "y", "count"), rows)


def write_hours(file: Path, codes: Sequence[str], presence: Floats) -> None:
    """Write persons present by hour."""
    rows = ((code, *hours) for code, hours in zip(codes, presence.round(1).tolist(), strict=True))
    write_sheet(file, ("code", *HOURS), rows)


def meta_text(
    title: Words,
    settings: Mapping[str, Any],
    sources: Sequence[Source],
    assumptions: Sequence[Words],
) -> str:
    """Give meta.toml as text; a table among ``settings`` (population) comes after the others."""
    tables = {key: value for key, value in settings.items() if isinstance(value, Mapping)}
    lines = [f"schema = {SCHEMA}", 'kind = "real"']
    lines += [f"{key} = {toml(value)}" for key, value in settings.items() if key not in tables]
    lines += ["", f"title.zh = {toml(title.zh)}", f"title.en = {toml(title.en)}"]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{key} = {toml(value)}" for key, value in table.items())]
    for source in sources:
        lines += ["", f"[sources.{source.key}]", f"title = {toml(source.title)}"]
        for key in ("reference", "year", "licence"):
            lines.append(f"{key} = {toml(getattr(source, key))}")
        if source.attribution:
            lines.append(f"attribution = {toml(source.attribution)}")
        lines.append(f"columns = {toml(list(source.covers))}")
    for words in assumptions:
        lines += ["", "[[assumptions]]", f"zh = {toml(words.zh)}", f"en = {toml(words.en)}"]
    return "\n".join([*lines, ""])


def content(folder: Path) -> dict[str, Any]:
    """Give a district folder as one object: ``meta`` and the rows of its sheets, as text.

    Raises InputError where meta.toml or a sheet cannot be read.
    """
    found: dict[str, Any] = {"meta": dict(read_toml(folder / "meta.toml").values)}
    for name in SHEETS:
        file = folder / f"{name}.csv"
        if file.is_file():
            sheet = read_sheet(file, ())
            found[name] = [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]
    return found


def schema() -> dict[str, Any]:
    """Give the JSON Schema of :func:`content`."""
    file = scenarios_home() / "schemas" / "district.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found
