"""Small CSV sheets of a district folder, read so that a mistake names file, line and column.

May import the standard library, numpy and ``twin.errors``.
"""

import csv
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from twin.districts.shares import Floats
from twin.errors import InputError, nearest


@dataclass(frozen=True)
class Sheet:
    """The rows of one CSV file, as text, with the file's name for messages."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __len__(self) -> int:
        """Count the rows below the header."""
        return len(self.rows)

    def has(self, column: str) -> bool:
        """Tell whether the sheet has a column of that name."""
        return column in self.columns

    def texts(self, column: str) -> tuple[str, ...]:
        """Give a column as text; raises InputError where the sheet has no such column."""
        if column not in self.columns:
            near = nearest(column, self.columns)
            raise InputError("missing column", f"{self.file}, column {column}", nearest=near)
        at = self.columns.index(column)
        return tuple(row[at].strip() for row in self.rows)

    def numbers(self, column: str, low: float = 0.0, high: float = 1e12) -> Floats:
        """Give a column as numbers in [low, high], (n_rows,), else raise InputError."""
        values = [
            _number(text, f"{self.file}, line {line}, column {column}", (low, high))
            for line, text in enumerate(self.texts(column), start=2)
        ]
        return np.array(values, np.float64)

    def numbers_or(self, column: str, default: float) -> Floats:
        """Give a column as finite numbers, or the default everywhere where it is absent."""
        if not self.has(column):
            return np.full(len(self), default)
        return self.numbers(column, low=-1e12)

    def places_of(self, column: str, codes: tuple[str, ...]) -> list[int]:
        """Give for each row the index of its code in ``codes``; InputError for an unknown one."""
        known = {code: index for index, code in enumerate(codes)}
        found = []
        for line, code in enumerate(self.texts(column), start=2):
            if code not in known:
                where = f"{self.file}, line {line}, column {column}"
                raise InputError("unknown street", where, code, codes, nearest(code, codes))
            found.append(known[code])
        return found


def read_sheet(file: Path, required: Iterable[str], encoding: str = "utf-8-sig") -> Sheet:
    """Read a CSV file with a header; InputError where it is missing, broken or incomplete.

    Every row must have as many fields as the header; a byte order mark is accepted in UTF-8.
    """
    try:
        with file.open(encoding=encoding, newline="") as stream:
            lines = [row for row in csv.reader(stream) if row]
    except OSError as error:
        raise InputError("missing file", str(file), allowed="a file that can be read") from error
    except UnicodeDecodeError as error:
        utf8 = encoding.startswith("utf-8")
        what, allowed = ("not UTF-8", "UTF-8") if utf8 else ("another encoding", encoding)
        raise InputError(what, str(file), allowed=f"a text file saved as {allowed}") from error
    except csv.Error as error:
        raise InputError("broken CSV", str(file), str(error)) from error
    if len(lines) < 2:
        raise InputError("empty file", str(file), allowed="a header and at least one row")
    header = tuple(name.strip() for name in lines[0])
    for number, row in enumerate(lines[1:], start=2):
        if len(row) != len(header):
            where = f"{file.name}, line {number}"
            raise InputError("uneven row", where, len(row), f"{len(header)} fields")
    sheet = Sheet(file.name, header, tuple(tuple(row) for row in lines[1:]))
    for column in required:
        sheet.texts(column)
    return sheet


def _number(text: str, where: str, bounds: tuple[float, float]) -> float:
    allowed = f"{bounds[0]:g} to {bounds[1]:g}"
    try:
        value = float(text)
    except ValueError:
        raise InputError("not a number", where, text, allowed) from None
    if not (math.isfinite(value) and bounds[0] <= value <= bounds[1]):
        raise InputError("value out of range", where, value, allowed)
    return value
