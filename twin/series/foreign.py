"""Rows of an xlsx workbook or of a GeoJSON file, as the sheet of text that a CSV file gives.

May import the standard library, openpyxl, ``twin.districts.sheet`` and ``twin.errors``.
"""

import json
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from twin.districts.sheet import Sheet
from twin.errors import InputError, check_known


def read_workbook(file: Path, name: str | None, form: str | None) -> Sheet:
    """Read a sheet of an xlsx file (else the first); its first row is the header.

    Dates are written in ``form`` (else ISO 8601), as the mapping reads them. Raises InputError
    where the file cannot be read, has no such sheet or no rows.
    """
    if not file.is_file():
        raise InputError("missing file", str(file), allowed="a file that can be read")
    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except (InvalidFileException, KeyError, OSError, zipfile.BadZipFile) as error:
        raise InputError("not an xlsx file", str(file), str(error)) from error
    if name is not None:
        check_known(name, book.sheetnames, "unknown sheet", file.name)
    rows = [
        tuple(_text(value, form) for value in row)
        for row in book[name or book.sheetnames[0]].iter_rows(values_only=True)
    ]
    book.close()
    return _sheet(file, [row for row in rows if any(row)])


def read_geojson(file: Path) -> Sheet:
    """Read the properties of the features of a GeoJSON file; raises InputError where it is none."""
    try:
        features = json.loads(file.read_text(encoding="utf-8"))["features"]
        properties = [dict(feature["properties"]) for feature in features]
    except OSError as error:
        raise InputError("missing file", str(file), allowed="a file that can be read") from error
    except (KeyError, TypeError, ValueError) as error:
        raise InputError("not GeoJSON", str(file), str(error), "a list of features") from error
    names = list(dict.fromkeys(name for row in properties for name in row))
    rows = [tuple(_text(row.get(name), None) for name in names) for row in properties]
    return _sheet(file, [tuple(names), *rows])


def _sheet(file: Path, rows: list[tuple[str, ...]]) -> Sheet:
    if len(rows) < 2:
        raise InputError("empty file", str(file), allowed="a header and at least one row")
    return Sheet(file.name, rows[0], tuple(rows[1:]))


def _text(value: Any, form: str | None) -> str:
    """Write a value as a CSV file would: whole numbers without a point, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime(form) if form else value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
