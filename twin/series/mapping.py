"""The mapping of a case file: a small TOML file that says which column is what.

::

    schema = 1
    encoding = "gb18030"             # of a CSV file; else UTF-8
    sheet = "案件"                    # of an xlsx file; else its first sheet
    bad_closing = "unknown"          # closed before it was opened, or after the file ends:
                                     # refuse (else), unknown (keep the case, not its time), void
    [title]                          # zh and en: what the file is
    [columns]                        # opened, closed, kind, area, source, id, cases (see below)
    [dates]
    format = "%Y/%m/%d %H:%M"        # as in Python's strptime; else ISO 8601
    empty = ["9999-12-31"]           # texts that mean: no date; an empty field always does
    first = 2011-01-01               # days covered, others are left out; else those of the first
    last = 2012-12-31                # and last opening
    until = 2013-04-30               # the end of watching: what is open then is censored; else
                                     # the last time in the file
    [marks.void]                     # column, and texts: equals = [...] or contains = [...]
    [marks.repeat]
    [marks.closing_unknown]          # the time of closing of these is known to be wrong
    [kinds]                          # kind as written -> kind as shown
    [areas]
    district = "dongcheng"           # its streets, by code, name or short name; or
    codes = ["1", "2"]               # all areas; else those found in the file
    none = ["0"]                     # texts that mean: no area; an empty field always does
    [areas.names]                    # area as written -> code or name

``cases`` names a column with the number of cases that a row stands for; with it, and without
``opened``, a file of mere counts can be read. Shipped mappings lie in ``scenarios/casefiles``. May
import ``twin.reading``, ``twin.paths`` and ``twin.errors``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from agents.knob import Words
from twin.errors import InputError, check_known
from twin.paths import find_toml
from twin.reading import Reading, read_toml

KEYS = (
    "schema", "title", "encoding", "sheet", "bad_closing", "columns", "dates", "marks", "kinds",
    "areas",
)  # fmt: skip
ROLES = ("opened", "closed", "kind", "area", "source", "id", "cases")
MARKS = ("void", "repeat", "closing_unknown")
BAD_CLOSINGS = REFUSE, UNKNOWN, VOID = "refuse", "unknown", "void"


@dataclass(frozen=True)
class Mark:
    """Texts in a column that mark a case: the whole field, or something in it."""

    column: str
    equals: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()

    def on(self, text: str) -> bool:
        """Tell whether a field carries the mark."""
        return text in self.equals or any(part in text for part in self.contains)


@dataclass(frozen=True)
class Dates:
    """How times are written, and which days the file covers."""

    format: str | None = None
    empty: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class AreaNames:
    """How the file names its areas."""

    district: str | None = None
    codes: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ColumnMap:
    """Which column of a case file is what; see the head of this module."""

    title: Words
    columns: Mapping[str, str]
    dates: Dates = field(default_factory=Dates)
    areas: AreaNames = field(default_factory=AreaNames)
    marks: Mapping[str, Mark] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    bad_closing: str = REFUSE
    encoding: str = "utf-8-sig"
    sheet: str | None = None


def load_mapping(name_or_path: str | Path, where: str = "") -> ColumnMap:
    """Read a shipped mapping by name, or a file; raises InputError for the first slip in it."""
    whole = read_toml(find_toml(name_or_path, "casefiles", "unknown mapping", where)).only(KEYS)
    sheet = whole.values.get("sheet")
    return ColumnMap(
        title=whole.words("title"),
        columns=_columns(whole),
        dates=_dates(whole.table("dates")),
        areas=_areas(whole.table("areas")),
        marks=_marks(whole.table("marks").only(MARKS)),
        kinds=_names(whole.table("kinds")),
        bad_closing=_choice(whole, "bad_closing", REFUSE, BAD_CLOSINGS),
        encoding=_encoding(whole),
        sheet=None if sheet is None else whole.text("sheet"),
    )


def _columns(whole: Reading) -> dict[str, str]:
    table = whole.table("columns").only(ROLES)
    columns = {role: table.text(role) for role in table.values}
    if "opened" not in columns and "cases" not in columns:
        raise InputError("missing key", table.where("opened"), allowed="a column of times")
    if "closed" in columns and "opened" not in columns:
        raise InputError("missing key", table.where("opened"), allowed="closed needs opened")
    return columns


def _dates(table: Reading) -> Dates:
    table.only(("format", "empty", "first", "last", "until"))
    return Dates(
        format=table.text("format") if "format" in table.values else None,
        empty=table.texts("empty"),
        first=_date(table, "first"),
        last=_date(table, "last"),
        until=_date(table, "until"),
    )


def _date(table: Reading, key: str) -> date | None:
    value = table.values.get(key)
    if value is None or type(value) is date:
        return value
    raise InputError("not a date", table.where(key), str(value), "a date, as in 2012-12-31")


def _areas(table: Reading) -> AreaNames:
    table.only(("district", "codes", "none", "names"))
    district = table.text("district") if "district" in table.values else None
    codes = table.texts("codes")
    if district is not None and codes:
        raise InputError("two answers", table.where("codes"), allowed="codes or district")
    return AreaNames(district, codes, table.texts("none"), _names(table.table("names")))


def _marks(table: Reading) -> dict[str, Mark]:
    marks = {}
    for name in table.values:
        inner = table.table(name).only(("column", "equals", "contains"))
        mark = Mark(inner.text("column"), inner.texts("equals"), inner.texts("contains"))
        if not mark.equals and not all(mark.contains or ("",)):
            raise InputError("missing key", inner.where("equals"), allowed="texts that mark a case")
        marks[name] = mark
    return marks


def _names(table: Reading) -> dict[str, str]:
    return {name: table.text(name) for name in table.values}


def _choice(whole: Reading, key: str, default: str, allowed: tuple[str, ...]) -> str:
    return check_known(whole.text(key, default), allowed, "unknown choice", whole.where(key))


def _encoding(whole: Reading) -> str:
    name = whole.text("encoding", "utf-8-sig")
    try:
        "".encode(name)
    except LookupError as error:
        allowed = "a name that Python knows, as in utf-8 or gb18030"
        raise InputError("unknown encoding", whole.where("encoding"), name, allowed) from error
    return name
