"""Tables of typed columns: where the state of every population lives.

A table is declared once (name, type, default, unit, meaning) and held as one record array: what is
read together lies together. ``table.rows.taste`` is a column, ``table.rows[7]`` a row; kernels
take ``table.rows``. May import numpy only.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Column:
    """One declared column: its name, numpy type, default, unit, meaning and inner shape."""

    name: str
    dtype: str
    default: float
    unit: str
    meaning: str
    shape: tuple[int, ...] = ()


def record_type(columns: Sequence[Column]) -> np.dtype[np.void]:
    """Give the aligned record type of some columns, in their order.

    Raises ValueError for a name that arrays use themselves, such as ``base`` or ``size``.
    """
    for column in columns:
        if hasattr(np.recarray, column.name):
            raise ValueError(f"a column cannot be called {column.name!r}: arrays have that")
    return np.dtype([(c.name, c.dtype, c.shape) for c in columns], align=True)


def new_rows(columns: Sequence[Column], n: int) -> Any:
    """Give ``n`` rows at their defaults as a record array (padding bytes are zero)."""
    rows = np.zeros(n, record_type(columns))
    for column in columns:
        if column.default:
            rows[column.name] = column.default
    return rows.view(np.recarray)


class Table:
    """A named table of rows with declared columns.

    ``rows`` is replaced, never resized in place, when rows are added: read it afresh each tick.
    """

    def __init__(self, name: str, columns: Sequence[Column], n: int = 0) -> None:
        """Make a table of ``n`` rows at their defaults."""
        self.name = name
        self.columns = tuple(columns)
        self.rows: Any = new_rows(columns, n)

    def __len__(self) -> int:
        """Count the rows, the dead ones included."""
        return len(self.rows)

    def append(self, n: int, values: Mapping[str, Any] | None = None) -> slice:
        """Add ``n`` rows, set the given columns, and give the slice of the new rows.

        Raises KeyError for a column that was not declared.
        """
        fresh = new_rows(self.columns, n)
        for name, value in (values or {}).items():
            if name not in fresh.dtype.names:
                raise KeyError(f"table {self.name!r} has no column {name!r}")
            fresh[name] = value
        start = len(self.rows)
        self.rows = np.concatenate([self.rows, fresh]).view(np.recarray)
        return slice(start, start + n)

    def snapshot(self) -> NDArray[Any]:
        """Give a copy of all rows, exact to the byte."""
        return np.array(self.rows)

    def restore(self, rows: NDArray[Any]) -> None:
        """Put back what :meth:`snapshot` gave (copied, so a snapshot can be used again).

        Raises ValueError where the columns are not those of this table.
        """
        if rows.dtype != record_type(self.columns):
            raise ValueError(f"the snapshot is not one of table {self.name!r}")
        self.rows = np.array(rows).view(np.recarray)

    def digest(self, n: int | None = None) -> bytes:
        """Give a hash of all columns, value by value, in the order of their declaration.

        Only the first ``n`` rows count where it is given (the rest is room kept ready).
        """
        hashed = hashlib.blake2b(self.name.encode(), digest_size=16)
        for column in self.columns:
            hashed.update(column.name.encode())
            hashed.update(np.ascontiguousarray(self.rows[column.name][:n]).tobytes())
        return hashed.digest()

    def __getstate__(self) -> dict[str, Any]:
        """Save columns and rows; views are remade by their owners."""
        return {"name": self.name, "columns": self.columns, "rows": np.array(self.rows)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Restore what ``__getstate__`` saved."""
        self.name, self.columns = state["name"], state["columns"]
        self.rows = state["rows"].view(np.recarray)


def plain(rows: Any) -> Any:
    """Give the same rows as a plain array: a column by its name costs 0.1 us, not 6."""
    return rows.view(np.ndarray)


def see(rows: Any, fields: Sequence[str]) -> Any:
    """Give a read-only view of some columns: nothing else of the table can be read through it.

    A compiled rule that reads another column, or writes, does not compile: who sees what is kept
    by the compiler, not by good will.
    """
    view = rows[list(fields)].view(np.recarray)
    view.flags.writeable = False
    return view
