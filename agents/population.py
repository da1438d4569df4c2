"""A table seen as agents: which rows are agents, and the objects through which they are seen.

An agent object (a *view*) is made when somebody asks for it and kept by its row: it stays the
same object and keeps extra attributes. Nothing here runs while the model ticks; whoever asks is
answered from the columns ``alive`` and ``generation``.
"""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.rows import drop_rows, take_rows
from agents.table import Table

Rows = NDArray[np.int64]

#: Python's numbers are this wide: what numpy makes of a column is what it makes of a list.
WIDE: dict[str, Any] = {"f": np.float64, "i": np.int64, "b": np.bool_}

#: The mark of a row, or of a view, behind which there is no agent.
GONE = -1


class AgentGoneError(ReferenceError):
    """The agent that was asked has left the model; its row may belong to another one now."""


class ColumnProperty(property):
    """An attribute of an agent that is a column of its table."""

    column = ""


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause Python's cyclic collector, which makes making many objects three times dearer."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class TableFace:
    """The table of one population of a model, read and written by rows."""

    def __init__(self, model: Any, kind: Any, number: int) -> None:
        """Open the table ``kind.TABLE`` of the model's world; ``number`` is its place in order."""
        self.model = model
        self.kind = kind
        self.number = number
        self.variants: set[type] = set()
        self.open()

    def open(self) -> None:
        """Find the table in the world."""
        self.table: Table = self.model.world.tables[self.kind.TABLE]
        self._seen: Any = None

    def columns(self) -> dict[str, NDArray[Any]]:
        """Give the columns by name, as plain arrays on the present rows of the table."""
        rows = self.table.rows
        if rows is not self._seen:
            plain = rows.view(np.ndarray)
            self._columns = {name: plain[name] for name in plain.dtype.names}
            self._seen = rows
        return self._columns

    def generations(self, rows: Rows) -> Rows:
        """Give the generation of each row, ``GONE`` where there is no agent."""
        columns = self.columns()
        alive, generation = columns["alive"], columns["generation"]
        marks = np.full(len(rows), GONE, np.int64)
        inside = np.flatnonzero(rows < len(alive))
        here = inside[alive[rows[inside]]]
        marks[here] = generation[rows[here]]
        return marks

    def column(self, name: str) -> ColumnProperty | None:
        """Give the column behind an attribute, None if it is not a plain column for every agent."""
        found = getattr(self.kind, name, None)
        return found if isinstance(found, ColumnProperty) and not self.variants else None

    def values(self, name: str, rows: Rows) -> NDArray[Any] | None:
        """Give a copy of a column at some rows, as wide as Python's numbers; None if it is none."""
        column = self.column(name)
        if column is None:
            return None
        values = self.columns()[column.column][rows]
        return values.astype(WIDE.get(values.dtype.kind, values.dtype), copy=False)

    def take(self, n: int, values: Mapping[str, Any]) -> Rows:
        """Let ``n`` agents join and give their rows."""
        return take_rows(self.model.world.tables, self.kind.TABLE, n, values).astype(np.int64)

    def __getstate__(self) -> dict[str, Any]:
        """Save everything but the arrays, which belong to the table."""
        return {k: v for k, v in self.__dict__.items() if k not in {"_seen", "_columns"}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Restore what ``__getstate__`` saved."""
        self.__dict__.update(state)
        self._seen = None


class Nowhere:
    """Where agents are that have left: no population, only the model they were in."""

    def __init__(self, model: Any) -> None:
        """Remember the model."""
        self.model = model

    def columns(self) -> dict[str, NDArray[Any]]:
        """Raise AgentGoneError: there is nothing to read or set."""
        raise AgentGoneError("this agent has left the model; its row may be another's by now")

    def row_of(self, _agent: Any) -> None:
        """Give None: the agent has no row."""


class Views(TableFace):
    """The agent objects of a table, kept by row."""

    def __init__(self, model: Any, kind: Any, number: int) -> None:
        """Start without any."""
        self.views: dict[int, Any] = {}
        super().__init__(model, kind, number)

    def open(self) -> None:
        """Find the table again; views whose agent is not in it any more are stale for good."""
        super().open()
        rows = np.fromiter(self.views, np.int64, len(self.views))
        for row, mark in zip(rows.tolist(), self.generations(rows).tolist(), strict=True):
            if self.views[row]._generation != mark:
                self._retire(row)

    def bind(self, view: Any, row: int, generation: int) -> Any:
        """Make an object the view of a row and give it back."""
        view._population, view._row, view._generation = self, row, generation
        self.views[row] = view
        return view

    def _retire(self, row: int) -> None:
        view = self.views.pop(row, None)
        if view is not None:
            view._population = Nowhere(self.model)

    def ref(self, row: int, mark: int) -> Any:
        """Give the agent of a row, the same object each time; None if one of ``mark`` has left."""
        columns = self.columns()
        if not columns["alive"].item(row) or columns["generation"].item(row) != mark:
            return None
        view = self.views.get(row)
        if view is None or view._generation != mark:
            self._retire(row)
            view = self.bind(object.__new__(self.kind), row, mark)
        return view

    def row_of(self, agent: Any) -> int | None:
        """Give the row of a living agent object of this population, None for anything else."""
        if getattr(agent, "_population", None) is not self:
            return None
        row: int = agent._row
        return row if self.ref(row, agent._generation) is agent else None

    def make_views(self, rows: Rows, kind: Any = None) -> list[Any]:
        """Give the agent objects of many rows, those that are missing made at once.

        ``kind`` is the class of those made, a subclass of the population's.
        """
        made = kind or self.kind
        generations = self.columns()["generation"][rows].tolist()
        views = []
        with collector_paused():
            for row, generation in zip(rows.tolist(), generations, strict=True):
                view = self.views.get(row)
                if view is None or view._generation != generation:
                    self._retire(row)
                    view = self.bind(object.__new__(made), row, generation)
                views.append(view)
        return views

    def still(self, view: Any) -> Any:
        """Give an agent object back, or None if its agent has left."""
        return view if view._population is self else None


class Population(Views):
    """The rows of one table as agents of one class (``kind``) of a model."""

    def living(self, kind: type | None = None) -> Rows:
        """Give the rows that are agents, of exactly one class if asked."""
        rows = np.flatnonzero(self.columns()["alive"])
        if kind is None or not self.variants:
            return rows
        return np.array([row for row in rows.tolist() if self._kind_of(row) is kind], np.int64)

    def _kind_of(self, row: int) -> type:
        """Give the class of the agent in a row: a subclass where it was made by one."""
        view = self.views.get(row)
        current = view is not None and view._generation == self.columns()["generation"].item(row)
        return type(view) if current else self.kind

    def are(self, rows: Rows, kind: type) -> Any:
        """Tell which of the agents in some rows are instances of a class."""
        if issubclass(self.kind, kind) or not self.variants:
            return issubclass(self.kind, kind)
        return [issubclass(self._kind_of(row), kind) for row in rows.tolist()]

    def assign(self, name: str, rows: Rows, value: Any) -> None:
        """Set an attribute of the agents in some rows to one value.

        Raises ValueError where the value has not the shape of the column.
        """
        column = self.column(name)
        if column is None or column.fset is None:
            for agent in self.make_views(rows):
                setattr(agent, name, value)
            return
        target = self.columns()[column.column]
        if np.shape(value) != target.shape[1:]:
            raise ValueError(f"{name!r} takes one value of shape {target.shape[1:]} for all agents")
        target[rows] = value

    def take(self, n: int, values: Mapping[str, Any]) -> Rows:
        """Let ``n`` agents join and give their rows."""
        rows = super().take(n, values)
        for row in rows.tolist():
            self._retire(row)
        return rows

    def drop(self, rows: Rows) -> None:
        """Let the agents in some rows leave the model."""
        drop_rows(self.table, rows)
        for row in rows.tolist():
            self._retire(row)
