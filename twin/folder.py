"""A saved run on disk: manifest.json, indicators.csv, events.csv, cases.csv.gz, more if asked for.

The manifest is written last: where it is missing, the run was not saved to the end. CSV files are
UTF-8; numbers are written so that reading them gives the same float64. May import pandas.
"""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from twin.casebook import write_cases
from twin.errors import InputError
from twin.paths import (
    CASES,
    EVENTS,
    INDICATORS,
    MANIFEST,
    RUN_FILES,
    check_formats,
    check_run_folder,
)
from twin.revision import versions
from twin.tidy import Parts

#: Version of this layout.
LAYOUT = 1

#: One line of events.csv: hour since the start of the run, kind, detail.
EventLine = tuple[int, str, str]


class Tables(NamedTuple):
    """The tables of a run: indicators by day, what happened, and its cases if they were kept."""

    indicators: pd.DataFrame
    events: Sequence[EventLine]
    cases: pd.DataFrame | None = None
    parts: Parts | None = None


def write_run(
    folder: str | Path,
    manifest: dict[str, Any],
    tables: Tables,
    formats: Sequence[str] = ("csv",),
) -> Path:
    """Write a run into a folder and give the folder; raises InputError where it cannot be used."""
    chosen = check_formats(formats)
    home = check_run_folder(folder, "folder")
    described = {"layout": LAYOUT, **manifest, "versions": versions()}
    text = json.dumps(described, ensure_ascii=False, indent=2, allow_nan=False)
    try:
        home.mkdir(parents=True, exist_ok=True)
        for name in chosen:
            _write_table(tables.indicators, home / f"{INDICATORS}.{name}")
        _write_events(home / EVENTS, tables.events)
        if tables.cases is not None:
            write_cases(tables.cases, home / CASES)
        if tables.parts is not None:
            tables.parts.save(home)
        _write_whole(home / MANIFEST, f"{text}\n")
    except OSError as error:
        raise InputError("folder not writable", str(home), str(error)) from error
    return home


def read_run(folder: str | Path) -> tuple[dict[str, Any], NDArray[np.float64], list[EventLine]]:
    """Give manifest, values (days, indicators) and events of a saved run.

    Raises InputError where the folder holds no whole run, or one of another layout.
    """
    home = Path(folder)
    missing = [name for name in RUN_FILES[:3] if not (home / name).is_file()]
    if missing:
        raise InputError("missing file", str(home / missing[0]), allowed="a folder of a saved run")
    manifest = json.loads((home / MANIFEST).read_text(encoding="utf-8"))
    if manifest.get("layout") != LAYOUT:
        raise InputError("unknown layout", MANIFEST, manifest.get("layout"), str(LAYOUT))
    values = _read_table(home / f"{INDICATORS}.csv")
    return manifest, values, _read_events(home / EVENTS)


def _write_table(table: pd.DataFrame, file: Path) -> None:
    if file.suffix == ".parquet":
        table.to_parquet(file)
    elif file.suffix == ".xlsx":
        table.to_excel(file, sheet_name=INDICATORS, engine="openpyxl")
    else:
        # Excel takes a CSV for the system's own encoding unless it starts with this mark.
        plain = all(str(heading).isascii() for heading in table.columns)
        table.to_csv(file, lineterminator="\n", encoding="utf-8" if plain else "utf-8-sig")


def _read_table(file: Path) -> NDArray[np.float64]:
    """Read the numbers without the column of days: Python's own reading of a float is exact."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.reader(lines))[1:]
    return np.array([[float(text or "nan") for text in row[1:]] for row in rows], np.float64)


def _write_events(file: Path, events: Sequence[EventLine]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("tick", "kind", "detail"))
    writer.writerows(events)
    _write_whole(file, text.getvalue())


def _read_events(file: Path) -> list[EventLine]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return [(int(tick), kind, detail) for tick, kind, detail in list(csv.reader(lines))[1:]]


def _write_whole(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")
