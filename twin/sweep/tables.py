"""The tables of a sweep: a row for each run, and a row for each day of each run.

Rows are in the order of the plan: point by point, seed by seed. There is no time of day and no
duration in them, so the same runs give the same bytes, whoever made them, in whatever order. May
import the standard library; pandas only for Parquet.
"""

import csv
import importlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from twin.errors import check_extra
from twin.sweep.journal import DONE, full
from twin.sweep.store import PLAN, Store

CSV, PARQUET = "csv", "parquet"
#: Rows of a series table that are held in memory at a time.
CHUNK = 50_000

#: Names of columns, then rows.
Row = list[Any]


class Tables:
    """The rows of a folder as they are on disk now."""

    def __init__(self, store: Store) -> None:
        """Read the plan; results are read row by row."""
        self.store = store
        with (store.folder / PLAN).open(encoding="utf-8", newline="") as lines:
            self.head, *rows = csv.reader(lines)
        kept, failed = store.known.done, store.known.failed
        self.plan = [row for row in rows if row[0] in kept or row[0] in failed]
        self.indicators = self._names()

    def _names(self) -> tuple[str, ...]:
        """Give the indicators of the first run that has any: all runs of a plan have the same."""
        kept = (row[0] for row in self.plan if row[0] in self.store.stored)
        first = next(kept, None)
        return () if first is None else tuple(self.store.stored.means(first))

    def run_head(self) -> Row:
        """Give the columns of the table of runs."""
        return [*self.head, "status", *self.indicators]

    def runs(self) -> Iterator[Row]:
        """Give a row for each finished run: key, point, seed, axes, status, indicators."""
        for row in self.plan:
            key, point, seed, *axes = row
            means, status = self._means(key)
            values = [means.get(name) for name in self.indicators]
            yield [key, int(point), int(seed), *map(float, axes), status, *values]

    def _means(self, key: str) -> tuple[dict[str, float | None], str]:
        if key in self.store.stored:
            return self.store.stored.means(key), DONE
        return {}, str(self.store.known.failed[key]["status"])

    def series_head(self) -> Row:
        """Give the columns of the table of days."""
        kept = (row[0] for row in self.plan if row[0] in self.store.stored)
        first = next(kept, None)
        names = () if first is None else self.store.stored.series(first).names
        return ["key", "point", "seed", "day", *names]

    def series(self) -> Iterator[Row]:
        """Give a row for each day of each run that is done; days count from 1."""
        for key, point, seed, *_ in self.plan:
            if key in self.store.stored:
                days = self.store.stored.series(key).days
                for day, values in enumerate(days, start=1):
                    yield [key, int(point), int(seed), day, *values]


def plan_text(plan: Any) -> Iterator[str]:
    """Give the lines of plan.csv: key, point, seed, and the value of every axis."""
    axes = [axis.name for axis in plan.experiment.axes]
    yield ",".join(("key", "point", "seed", *axes)) + "\n"
    for point, keys in zip(plan.points, plan.keys, strict=True):
        values = point.values
        tail = "".join(f",{values[name]!r}" for name in axes)
        for seed, key in zip(plan.seeds, keys, strict=True):
            yield f"{key},{point.number},{seed}{tail}\n"


def export(store: Store, kind: str = CSV) -> list[Path]:
    """Write ``runs`` and ``series`` as CSV or Parquet into the folder; give the files.

    Files are there whole or not at all. Raises NotReady where Parquet needs pyarrow, InputError
    where the disk is full.
    """
    if kind == PARQUET:
        check_extra("pyarrow", "parquet", "Parquet")
    tables = Tables(store)
    parts = (
        ("runs", tables.run_head(), tables.runs()),
        ("series", tables.series_head(), tables.series()),
    )
    if kind == PARQUET:
        return [
            _parquet(store.folder / f"{name}.parquet", head, rows) for name, head, rows in parts
        ]
    for name, head, rows in parts:
        store.write(f"{name}.csv", _csv(head, rows))
    return [store.folder / f"{name}.csv" for name, _, _ in parts]


def _csv(head: Row, rows: Iterator[Row]) -> Iterator[str]:
    """Give CSV text piece by piece; numbers are written so that reading them is exact."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow(row)
        if text.tell() > 1_000_000:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()


def _parquet(file: Path, head: Row, rows: Iterator[Row]) -> Path:
    """Write one table under another name, then give it its own; raises InputError as CSV does."""
    draft = file.with_name(f".{file.name}.part")
    try:
        try:
            _write_parquet(draft, head, rows)
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise full(file.parent, error) from error
    return file


def _write_parquet(file: Path, head: Row, rows: Iterator[Row]) -> None:
    """Write a table piece by piece."""
    arrow, parquet = (importlib.import_module(name) for name in ("pyarrow", "pyarrow.parquet"))
    schema = _schema(arrow, head)
    with parquet.ParquetWriter(file, schema) as writer:
        for piece in _pieces(rows):
            columns = [list(column) for column in zip(*piece, strict=True)]
            writer.write_table(arrow.table(dict(zip(head, columns, strict=True)), schema))


def _schema(arrow: Any, head: Sequence[str]) -> Any:
    texts, whole = {"key", "status"}, {"point", "seed", "day"}
    kinds = [
        arrow.string() if n in texts else arrow.int64() if n in whole else arrow.float64()
        for n in head
    ]
    return arrow.schema(list(zip(head, kinds, strict=True)))


def _pieces(rows: Iterator[Row]) -> Iterator[list[Row]]:
    piece: list[Row] = []
    for row in rows:
        piece.append(row)
        if len(piece) == CHUNK:
            yield piece
            piece = []
    if piece:
        yield piece
