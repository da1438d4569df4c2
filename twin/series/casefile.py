"""Real case files: CSV, xlsx or GeoJSON and a mapping in, a case table out.

Every slip is one message that names file, column and record. May import pandas, openpyxl,
``twin.districts.sheet`` and ``twin.series``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from twin.districts.sheet import Sheet, read_sheet
from twin.districts.workbook import read_workbook
from twin.errors import InputError, nearest
from twin.series.areas import finder
from twin.series.foreign import read_geojson
from twin.series.mapping import REFUSE, UNKNOWN, ColumnMap, load_mapping
from twin.series.table import CaseTable

#: As many cases as one file may stand for.
MOST_CASES = 20_000_000
END_OF_DAY = pd.Timedelta(days=1)


@dataclass(frozen=True, eq=False)
class Records:
    """The rows of a file with the mapping that explains them."""

    sheet: Sheet
    mapping: ColumnMap

    def has(self, role: str) -> bool:
        """Tell whether the mapping names a column for a role."""
        return role in self.mapping.columns

    def texts(self, role: str) -> tuple[str, ...]:
        """Give the column of a role as text, empty texts where the mapping names none."""
        if not self.has(role):
            return ("",) * len(self.sheet)
        return self.sheet.texts(self.mapping.columns[role])

    def where(self, role: str, row: int) -> str:
        """Name file, column and record for a message."""
        known = self.texts("id")[row]
        record = f"record {known}" if known else f"line {row + 2}"
        return f"{self.sheet.file}, column {self.mapping.columns[role]}, {record}"

    def marked(self, name: str) -> Any:
        """Tell of every row whether it carries a mark, (rows,)."""
        mark = self.mapping.marks.get(name)
        if mark is None:
            return np.zeros(len(self.sheet), bool)
        return np.array([mark.on(text) for text in self.sheet.texts(mark.column)], bool)


def read_cases_file(file: str | Path, mapping: str | Path | ColumnMap) -> CaseTable:
    """Read a case file by a mapping (or the name or path of one).

    Raises InputError for the first slip: a missing column, a date that is none, a case closed
    before it was opened (unless the mapping says what to do), an area nobody knows.
    """
    chosen = mapping if isinstance(mapping, ColumnMap) else load_mapping(mapping, "--map")
    records = Records(read_rows(Path(file), chosen), chosen)
    voided = records.marked("void")
    areas, codes = _areas(records, voided)
    times, clock = _times(records, voided)
    cases = pd.DataFrame(
        {
            **times,
            "kind": [chosen.kinds.get(text, text) for text in records.texts("kind")],
            "area": areas,
            "source": records.texts("source"),
            "repeated": records.marked("repeat"),
        }
    )
    cases["voided"] = voided | cases.pop("bad").to_numpy()
    found = tuple(sorted(set(cases["area"][~cases["voided"]]) - {""}))
    cases = cases.loc[np.repeat(cases.index, _numbers(records))]
    first, last = _days(cases, chosen)
    return CaseTable(
        title=chosen.title,
        cases=_within(cases, first, last).reset_index(drop=True),
        areas=codes or found,
        first=first,
        last=last,
        repeats_known="repeat" in chosen.marks,
        clock=clock,
    )


def read_rows(file: Path, mapping: ColumnMap) -> Sheet:
    """Read the rows of a file by its ending: .csv, .xlsx or .geojson; InputError for another."""
    kinds: dict[str, Callable[[], Sheet]] = {
        ".csv": lambda: read_sheet(file, (), mapping.encoding),
        ".xlsx": lambda: read_workbook(file, mapping.sheet, mapping.dates.format),
        ".geojson": lambda: read_geojson(file),
    }
    if file.suffix.lower() not in kinds:
        raise InputError("unknown format", str(file), file.suffix, tuple(kinds))
    return kinds[file.suffix.lower()]()


def _areas(records: Records, voided: Any) -> tuple[list[str], tuple[str, ...]]:
    find, codes = finder(records.mapping.areas)
    written = records.texts("area")
    known = {text: find(text) for text in dict.fromkeys(written)}
    for row, text in enumerate(written):
        if known[text] is None and not voided[row]:
            names = [name for name in known if known[name]]
            near = nearest(text, (*codes, *names))
            allowed = "an area of the mapping, or a line under [areas.names]"
            raise InputError("unknown area", records.where("area", row), text, allowed, near)
    return [known[text] or "" for text in written], codes


def _times(records: Records, voided: Any) -> tuple[dict[str, Any], bool]:
    """Give opened, closed, until and bad (to be voided), and whether hours are known."""
    opened = _dates(records, "opened", voided)
    closed = _dates(records, "closed", voided)
    for row in _rows(opened.isna() & ~voided & records.has("opened")):
        raise InputError("missing date", records.where("opened", row), allowed="a date")
    clock = _has_clock(opened)
    if clock and not _has_clock(closed):  # a date alone is no earlier than an hour of that day
        clock, opened = False, opened.dt.normalize()
    end = _end(records.mapping.dates.until, opened, closed)
    for row in _rows((opened > end) & ~voided):
        where = records.where("opened", row)
        raise InputError("opened after the end", where, str(opened[row]), f"until {end}")
    wrong = ((closed < opened) | (closed > end)) & ~voided
    for row in _rows(wrong & (records.mapping.bad_closing == REFUSE)):
        allowed = f"{opened[row]} to {end}, or bad_closing in the mapping"
        where = records.where("closed", row)
        raise InputError("closed out of time", where, str(closed[row]), allowed)
    unknown = wrong | records.marked("closing_unknown")
    until = closed.fillna(end).mask(unknown | (not records.has("closed")))
    bad = wrong & (records.mapping.bad_closing != UNKNOWN)
    times = {"opened": opened, "closed": closed.mask(unknown), "until": until, "bad": bad}
    return times, clock


def _rows(marks: Any) -> list[int]:
    """Give the rows that are marked, as plain numbers."""
    return [int(row) for row in np.flatnonzero(marks)]


def _dates(records: Records, role: str, voided: Any) -> pd.Series:
    """Give a column as times, NaT where it is empty; raises InputError for what is no date."""
    form = records.mapping.dates.format
    texts = pd.Series(records.texts(role), dtype=object)
    empty = texts.isin(["", *records.mapping.dates.empty]).to_numpy()
    try:
        times = pd.to_datetime(texts.mask(empty), format=form or "ISO8601", errors="coerce")
    except ValueError as error:  # times with different zones cannot stand in one column
        where = f"{records.sheet.file}, column {records.mapping.columns[role]}"
        raise InputError("not a date", where, str(error), "dates of one time zone") from error
    for row in _rows(times.isna() & ~empty & ~voided):
        allowed = form or "ISO 8601, as in 2012-12-31 or 2012-12-31T08:30"
        raise InputError("not a date", records.where(role, row), texts[row], allowed)
    return times.dt.tz_localize(None)


def _has_clock(times: pd.Series) -> bool:
    """Tell whether any time lies within a day; a column without times takes nothing away."""
    known = times.dropna()
    return not len(known) or bool((known != known.dt.normalize()).any())


def _end(until: date | None, opened: pd.Series, closed: pd.Series) -> pd.Timestamp:
    """Give the end of watching: the end of the day that is declared, else the last time."""
    if until is None:
        return pd.concat([opened, closed]).max()
    clock = _has_clock(opened) and _has_clock(closed)
    return pd.Timestamp(until) + (END_OF_DAY if clock else pd.Timedelta(0))


def _days(cases: pd.DataFrame, mapping: ColumnMap) -> tuple[date | None, date | None]:
    opened = cases["opened"][~cases["voided"]].dropna()
    if not len(opened):
        return None, None
    first, last = mapping.dates.first, mapping.dates.last
    return first or opened.min().date(), last or opened.max().date()


def _within(cases: pd.DataFrame, first: date | None, last: date | None) -> pd.DataFrame:
    """Keep the cases opened on the days covered, and those without a time or void."""
    if first is None or last is None:
        return cases
    day = cases["opened"].dt.normalize()
    inside = day.between(pd.Timestamp(first), pd.Timestamp(last))
    return cases[inside | day.isna() | cases["voided"]]


def _numbers(records: Records) -> Sequence[int] | Any:
    """Give how many cases each row stands for; raises InputError for too many."""
    if not records.has("cases"):
        return np.ones(len(records.sheet), np.int64)
    numbers = np.rint(records.sheet.numbers(records.mapping.columns["cases"])).astype(np.int64)
    if numbers.sum() > MOST_CASES:
        where = f"{records.sheet.file}, column {records.mapping.columns['cases']}"
        raise InputError("value out of range", where, int(numbers.sum()), f"{MOST_CASES:,} cases")
    return numbers
