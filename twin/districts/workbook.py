"""Rows of an xlsx workbook, as the sheet of text that a CSV file gives.

A workbook is a zip archive: what it would unpack to is looked at before anything is unpacked. A
formula counts with the value that was saved with it; one without a value stops the reading. May
import the standard library, openpyxl, ``twin.districts.sheet`` and ``twin.errors``.
"""

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from agents.knob import Words
from twin.districts.sheet import Sheet
from twin.errors import InputError, check_known

#: Most bytes that a workbook may unpack to, and most files in it.
MOST_UNPACKED, MOST_MEMBERS = 200_000_000, 10_000
#: Most cells (rows x columns) of a sheet.
MOST_FIELDS = 20_000_000
FORMULA = "="


def read_workbook(file: Path, name: str | None, form: str | None) -> Sheet:
    """Read a sheet of an xlsx file (else the first); its first row is the header.

    Dates are written in ``form`` (else ISO 8601), as the mapping reads them. Raises InputError
    where the file cannot be read, would unpack to too much, has no such sheet, no rows, or a
    formula without a value.
    """
    if not file.is_file():
        raise InputError("missing file", str(file), allowed="a file that can be read")
    try:
        check_unpacked(file)
        rows = _rows(file, name, form)
    except (InvalidFileException, KeyError, OSError, zipfile.BadZipFile) as error:
        raise InputError("not an xlsx file", str(file), str(error)) from error
    return sheet_of(file, [row for row in rows if any(row)])


def check_unpacked(file: Path, most: int = MOST_UNPACKED) -> None:
    """Raise InputError where a workbook would unpack to more than ``most`` bytes, or is none."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise InputError("not an xlsx file", file.name, str(error)) from error
    unpacked = sum(member.file_size for member in members)
    if unpacked > most or len(members) > MOST_MEMBERS:
        allowed = Words(
            f"解压后不超过 {most // 10**6} MB；请只保留要用的工作表，重新另存",
            f"at most {most // 10**6} MB; keep only the sheet that is needed, save again",
        )
        got = f"{unpacked / 1e6:,.0f} MB in {len(members)} parts"
        raise InputError("unpacks to too much", file.name, got, allowed)


def _rows(file: Path, name: str | None, form: str | None) -> list[tuple[str, ...]]:
    """Read the values of a sheet; where one is missing, look whether a formula stands there."""
    values, title = _grid(file, name, values_only=True)
    formulas, _ = _grid(file, name, values_only=False)
    for number, (row, written) in enumerate(zip(values, formulas, strict=True), start=1):
        for column, (value, text) in enumerate(zip(row, written, strict=False)):
            if value is None and isinstance(text, str) and text.startswith(FORMULA):
                head = values[0][column] if column < len(values[0]) else None
                allowed = Words(
                    "数值：在 Excel 里打开并保存一次，或复制后“选择性粘贴—数值”",
                    "a value: open and save it in Excel once, or paste it as values",
                )
                where = f"{file.name}, sheet {title}, line {number}, column {head or column + 1}"
                raise InputError("formula without a value", where, text, allowed)
    return [tuple(_text(value, form) for value in row) for row in values]


def _grid(file: Path, name: str | None, values_only: bool) -> tuple[list[tuple[Any, ...]], str]:
    book = load_workbook(file, read_only=True, data_only=values_only)
    try:
        if name is not None:
            check_known(name, book.sheetnames, "unknown sheet", file.name)
        sheet = book[name or book.sheetnames[0]]
        sheet.reset_dimensions()  # what a file says of its own size is not believed
        rows, width = [], 0
        for row in sheet.iter_rows(values_only=True):
            rows.append(row)
            width = max(width, len(row))
            if len(rows) * max(width, 1) > MOST_FIELDS:  # all rows are padded to the widest
                raise InputError("too large", file.name, None, f"{MOST_FIELDS:,} fields")
    finally:
        book.close()
    return [row + (None,) * (width - len(row)) for row in rows], str(sheet.title)


def sheet_of(file: Path, rows: list[tuple[str, ...]]) -> Sheet:
    """Give rows as a sheet, the first one as its header; raises InputError where there are none."""
    if len(rows) < 2:
        raise InputError("empty file", str(file), allowed="a header and at least one row")
    return Sheet(file.name, rows[0], tuple(rows[1:]))


def _text(value: Any, form: str | None) -> str:
    """Write a value as a CSV file would, a date in the mapping's own form."""
    if isinstance(value, datetime | date):
        return value.strftime(form) if form else value.isoformat()
    return plain_text(value)


def plain_text(value: Any) -> str:
    """Write a value as a CSV file would: whole numbers without a point, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
