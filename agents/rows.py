"""Joining and leaving a population: which rows are in use, and the number each agent bears.

Every population declares :data:`FACE_COLUMNS`. A row that leaves is marked, not erased, and its
generation goes up, so that whoever still holds it can tell; the row serves a later agent. May
import numpy only.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.table import Column, Table, new_rows

#: What every population declares besides its own columns.
FACE_COLUMNS = (
    Column("alive", "?", 1, "", "whether the row is an agent of the model"),
    Column("generation", "i4", 0, "", "how many agents left this row before"),
    Column("unique_id", "i8", 0, "", "number of the agent in its model, 0 before it has one"),
    Column("cell", "i4", -1, "", "index of the cell it stands in, -1 nowhere"),
)

#: Numbers kept for each table: so one more vendor never changes the number, and with it the
#: random draws, of a team.
SPAN = 100_000_000


def number_rows(tables: Mapping[str, Table]) -> None:
    """Give a number to every agent that has none yet (``unique_id`` 0).

    Agents of the k-th table (from 1, in the order of ``tables``) are numbered k * SPAN + 1,
    k * SPAN + 2, ... in the order of their rows; numbers below SPAN are Mesa's own agents'. A
    number is never used twice. Tables without the column ``unique_id`` are passed over.
    """
    for place, table in enumerate(tables.values()):
        if "unique_id" in table.rows.dtype.names:
            rows = table.rows.view(np.ndarray)
            new = np.flatnonzero(rows["alive"] & (rows["unique_id"] == 0))
            highest = max((place + 1) * SPAN, int(rows["unique_id"].max(initial=0)))
            rows["unique_id"][new] = highest + 1 + np.arange(len(new))


def take_rows(
    tables: Mapping[str, Table], name: str, n: int, values: Mapping[str, Any] | None = None
) -> NDArray[np.intp]:
    """Let ``n`` agents join a table, in rows left free first, and give their row numbers.

    Columns not named in ``values`` start at their defaults; a value is one for all or a sequence
    of ``n``. Raises KeyError for a column that was not declared.
    """
    table = tables[name]
    fresh = new_rows(table.columns, n)
    for column, value in (values or {}).items():
        if column not in fresh.dtype.names:
            raise KeyError(f"table {name!r} has no column {column!r}")
        fresh[column] = value
    free = np.flatnonzero(~table.rows["alive"])[:n]
    if len(free) < n:
        table.append(n - len(free))
    taken = np.concatenate([free, np.arange(len(table) - n + len(free), len(table))])
    place = list(tables).index(name)
    highest = max((place + 1) * SPAN, int(table.rows["unique_id"].max(initial=0)))
    fresh["alive"] = True
    fresh["generation"] = table.rows["generation"][taken]
    fresh["unique_id"] = highest + 1 + np.arange(n)
    table.rows[taken] = fresh
    return taken


def drop_rows(table: Table, rows: Any) -> None:
    """Let the agents in these rows leave: no longer alive, and one generation on."""
    table.rows["alive"][rows] = False
    table.rows["generation"][rows] += 1
