"""The Mesa face: agents that are rows of a table, and a model whose agents they are.

``class Vendor(Row)`` with ``TABLE = "vendors"`` shows every row of that table as a Mesa agent
whose attributes are the columns. :class:`TableModel` is a ``mesa.Model`` whose ``agents``,
``agents_by_type`` and ``grid`` are those of its tables, beside ordinary Mesa agents that a user
may add. An attribute of a row costs ten times a plain one (some 0.2 us): agents are for looking,
teaching and scripts, never for the tick. One of the three files that import mesa.
"""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

import mesa
import numpy as np

from agents.grid import CellFace, GridFace
from agents.guests import Guests
from agents.members import SHIFT
from agents.population import AgentGoneError, ColumnProperty, Population
from agents.rows import FACE_COLUMNS, number_rows
from agents.sets import RowSet
from agents.table import Column

#: Columns that change only when an agent joins or leaves.
KEPT = frozenset({"alive", "generation", "unique_id"})


def _columns_here(agent: Any) -> dict[str, Any]:
    """Give the columns in which an agent has its row; raise AgentGoneError if it has left."""
    columns: dict[str, Any] = agent._population.columns()
    if columns["generation"].item(agent._row) != agent._generation:
        raise AgentGoneError(f"{agent!r} has left the model")
    return columns


def column_property(column: Column) -> ColumnProperty:
    """Give the attribute that reads and writes a column at the row of an agent.

    Numbers come as Python's own, nested columns as read-only arrays.
    """
    name = column.name

    def read(agent: Any) -> Any:
        return _columns_here(agent)[name].item(agent._row)

    def read_array(agent: Any) -> Any:
        value = _columns_here(agent)[name][agent._row]
        value.flags.writeable = False
        return value

    def write(agent: Any, value: Any) -> None:
        _columns_here(agent)[name][agent._row] = value

    get = read_array if column.shape else read
    get.__doc__ = f"{column.meaning} ({column.unit})" if column.unit else column.meaning
    made = ColumnProperty(get, None if name in KEPT else write)
    made.column = name
    return made


def declare(kind: type, columns: Iterable[Column]) -> None:
    """Give a class of agents one attribute per column; what the class defines itself stays.

    Raises ValueError for a column named like a part of every Mesa agent, such as ``step``.
    """
    for column in columns:
        if column.name in FACE_NAMES:
            continue
        if hasattr(Row, column.name) or column.name == "scenario":
            raise ValueError(f"a column cannot be called {column.name!r}: Mesa's agents have that")
        if not hasattr(kind, column.name):
            setattr(kind, column.name, column_property(column))


class Row(mesa.Agent):
    """A Mesa agent that is a row of a table.

    A subclass names its table in ``TABLE``. ``Vendor(model, wealth=5.0)`` adds one agent,
    ``Vendor.create_agents(model, n, wealth=[...])`` many; ``remove()`` lets it leave. To read or
    set a column of an agent that has left raises :class:`AgentGoneError`.
    """

    __slots__ = ("_generation", "_population", "_row")

    TABLE: ClassVar[str]
    #: True for a population so large that an agent object is made only when it is asked for, and
    #: that Mesa's drawing leaves out.
    LAZY: ClassVar[bool] = False

    alive, generation, unique_id, cell_index = map(column_property, FACE_COLUMNS)

    def __init__(self, model: "TableModel", **values: Any) -> None:
        """Join a model as a new row; columns not named start at their defaults.

        ``cell`` takes a cell of ``model.grid``, its index or None; ``pos`` an (x, y) or None.
        Raises TypeError for a name that is no column.
        """
        population = model.population_of(type(self))
        row = int(population.take(1, _columns_from(population, values))[0])
        population.bind(self, row, population.columns()["generation"].item(row))

    @property
    def model(self) -> Any:
        """The model the agent belongs to."""
        return self._population.model

    @property
    def cell(self) -> CellFace | None:
        """The cell the agent stands in, None for nowhere; takes a cell, its index or None."""
        index = self.cell_index
        return None if index < 0 else CellFace(self.model, index)

    @cell.setter
    def cell(self, cell: CellFace | int | None) -> None:
        self.cell_index = _index_of_cell(cell)

    @property
    def pos(self) -> tuple[int, int] | None:
        """The (x, y) of the cell the agent stands in, from the north-west; None for nowhere."""
        cell = self.cell
        return None if cell is None else cell.coordinate

    @pos.setter
    def pos(self, pos: tuple[int, int] | None) -> None:
        self.cell_index = -1 if pos is None else self.model.grid[pos].index

    def remove(self) -> None:
        """Leave the model; a second call does nothing."""
        row = self._population.row_of(self)
        if row is not None:
            self._population.drop(np.array([row]))

    @classmethod
    def create_agents(cls, model: "TableModel", n: int, *args: Any, **values: Any) -> Any:
        """Let ``n`` agents join at once and give them as a set.

        A value is one for all or a sequence of ``n``. A class with an ``__init__`` of its own is
        made one by one, as Mesa does it.
        """
        if cls.__init__ is not Row.__init__:
            made = super().create_agents(model, n, *args, **values)
            return model.agents.picked(np.array([model.agents.code(a) for a in made], np.int64))
        population = model.population_of(cls)
        rows = population.take(n, _columns_from(population, values))
        population.make_views(rows, cls)
        return model.agents.picked((population.number << SHIFT) | rows)

    @classmethod
    def from_dataframe(cls, model: "TableModel", df: Any, **values: Any) -> Any:
        """Let one agent join per row of a pandas DataFrame and give them as a set."""
        columns = {name: df[name].to_list() for name in df.columns}
        return cls.create_agents(model, len(df), **columns, **values)

    def __repr__(self) -> str:
        gone = " (gone)" if self._population.row_of(self) is None else ""
        return f"<{type(self).__name__} in row {self._row}{gone}>"


FACE_NAMES = frozenset(column.name for column in FACE_COLUMNS)


def _index_of_cell(cell: Any) -> int:
    if cell is None:
        return -1
    return cell.index if isinstance(cell, CellFace) else int(cell)


def _columns_from(population: Population, values: Mapping[str, Any]) -> dict[str, Any]:
    """Translate what a constructor was given into columns of the table."""
    known = {column.name for column in population.table.columns} - KEPT
    columns = {}
    for name, value in values.items():
        if name in {"cell", "cell_index"}:
            many = isinstance(value, (Sequence, np.ndarray))
            columns["cell"] = [_index_of_cell(v) for v in value] if many else _index_of_cell(value)
        elif name == "pos":
            many = bool(value) and not isinstance(value[0], (int, np.integer))
            found = [
                -1 if p is None else population.model.grid[p].index
                for p in (value if many else [value])
            ]
            columns["cell"] = found if many else found[0]
        elif name in known:
            columns[name] = value
        else:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise TypeError(f"{population.kind.__name__} has no column {name!r} to set{hint}")
    return columns


class TableModel(mesa.Model):
    """A Mesa model whose agents are the rows of its world's tables.

    A subclass calls :meth:`register_populations` once its world is made, and :meth:`rebind` when
    it has put an earlier state back into the tables. Ordinary Mesa agents may join as well.
    """

    def __init__(self, *, rng: Any = None, seed: int | None = None) -> None:
        """Start from a seed, by the name of newer (``rng``) or older Mesa (``seed``).

        Raises ValueError for both. Without one, Mesa draws a seed from the operating system.
        """
        if rng is not None and seed is not None:
            raise ValueError("give rng or seed, not both")
        super().__init__(rng=seed if rng is None else rng)
        self.populations: dict[int, Population] = {}
        self._sets: dict[type, RowSet] = {}

    def register_populations(self, world: Any, kinds: Sequence[type[Row]]) -> None:
        """Show the tables of a world (with ``tables`` and ``district``) as agents.

        Agents without a number receive one. Raises LookupError where a table lacks one of
        ``FACE_COLUMNS``, ValueError where a column is named like a part of Mesa's agents.
        """
        self.world = world
        number_rows(world.tables)
        for number, kind in enumerate(kinds):
            table = world.tables[kind.TABLE]
            missing = FACE_NAMES - {column.name for column in table.columns}
            if missing:
                raise LookupError(f"table {kind.TABLE!r} lacks the columns {sorted(missing)}")
            declare(kind, table.columns)
            population = Population(self, kind, number)
            self.populations[number] = population
            self._sets[kind] = RowSet({number: population}, self.random, kind=kind)
            if not kind.LAZY:
                population.make_views(population.living())
        self._everyone = RowSet({**self.populations, len(kinds): Guests(self)}, self.random)
        self.grid = GridFace(self)

    def rebind(self) -> None:
        """Look at the tables afresh, after an earlier state was put back into them.

        Agents that are not in that state are gone; those that are stay the same objects.
        """
        for population in self.populations.values():
            population.open()

    def population_of(self, kind: type[Row]) -> Population:
        """Give the population that agents of a class join.

        Raises LookupError where the model shows no table of that class.
        """
        for number, population in self.populations.items():
            if issubclass(kind, population.kind):
                if kind is not population.kind and kind not in population.variants:
                    population.variants.add(kind)
                    self._sets[kind] = RowSet({number: population}, self.random, kind=kind)
                return population
        raise LookupError(f"this model has no population of {kind.__name__}")

    def plain_agents(self) -> Any:
        """Give the agents that are in no table, as the set that Mesa keeps of them."""
        return super().agents

    @property
    def agents(self) -> Any:
        """All agents: those of the tables, population by population, then any others."""
        return self._everyone if self.populations else super().agents

    @property
    def agents_by_type(self) -> dict[type, Any]:
        """The agents of each class."""
        return {**self._sets, **super().agents_by_type}

    @property
    def agent_types(self) -> list[type]:
        """The classes of agents."""
        return list(self.agents_by_type)

    def register_agent(self, agent: Any) -> None:
        """Let an ordinary Mesa agent join (its constructor calls this); rows join by themselves."""
        if not isinstance(agent, Row):
            super().register_agent(agent)

    def deregister_agent(self, agent: Any) -> None:
        """Let an agent leave, as ``agent.remove()`` does."""
        if isinstance(agent, Row):
            agent.remove()
        else:
            super().deregister_agent(agent)

    def remove_all_agents(self) -> None:
        """Let every agent leave."""
        for population in self.populations.values():
            population.drop(population.living())
        super().remove_all_agents()
