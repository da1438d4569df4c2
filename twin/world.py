"""The world: all state of a run in one object, and nothing else.

Tables by name, the clock, the parameters, the fixed maps of the district. What agents may see of
it is handed to them as views (``twin/sight.py``). A snapshot is a copy of every table.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import is_
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from agents import streams, view
from agents.knob import knob_record
from agents.rows import number_rows
from agents.table import Table, new_rows
from twin import populate
from twin.calendar import set_clock
from twin.district import District
from twin.habits import daily_habits
from twin.mechanisms import columns
from twin.mechanisms.city import CityTables
from twin.organisation import organisation
from twin.own import fingerprints
from twin.parameters import PARAMETERS

T = TypeVar("T")

#: Kinds of case: a cell has at most one open case of each, so an hour opens no more than these.
KINDS_PER_CELL = 11


@dataclass(frozen=True)
class Snapshot:
    """All state of a run at one tick, exact to the byte."""

    tick: int
    tables: Mapping[str, NDArray[Any]]
    queue: NDArray[Any]
    own: Mapping[str, float] = field(default_factory=dict)


class World:
    """The state of one run in one district.

    ``tables`` holds populations first (residents, vendors, teams, offices, departments), then
    cells, zones, weather, cases, city and book; ``traces`` is what the present hour leaves behind;
    ``own`` are the shares of agents who follow own behaviours, those of nobody left out.
    """

    def __init__(
        self,
        district: District,
        seed: int,
        parameters: Mapping[str, float] | None = None,
        scale: float | None = None,
    ) -> None:
        """Populate a district from a seed; ``scale`` is persons per resident agent."""
        self.district = district
        self.seed = seed
        self.scale = float(scale or district.scale)
        self.parameters = knob_record(PARAMETERS)
        for name, value in (parameters or {}).items():
            self.parameters[name] = value
        self.clock = new_rows(view.CLOCK, 1)
        self.clock.key_a, self.clock.key_b = streams.run_key(seed)
        set_clock(self.now, 0)
        self.tables = populate.all_tables(district, self.scale, self.now, self.p)
        number_rows(self.tables)
        self.maps = Maps(district, populate.care_of_cells(self.tables))
        self.tables["cells"].rows.care = self.maps.care
        self.queue = np.zeros(len(self.maps.order) * KINDS_PER_CELL + 1, np.int32)
        self.order = self.queue.copy()
        self.traces = Table("traces", columns.TRACE, len(self.maps.order))
        self.sums = Table("sums", columns.TRACE, 1)
        self.own: dict[str, float] = {}
        self._kept: tuple[list[Any], Any] | None = None

    @cached_property
    def now(self) -> Any:
        """The clock record: tick, day, hour, weekday and the keys of the streams."""
        return self.clock[0]

    @cached_property
    def p(self) -> Any:
        """The parameters as one record of float64."""
        return self.parameters[0]

    def rows(self, name: str) -> Any:
        """Give the rows of a table."""
        return self.tables[name].rows

    def kept(self, make: Callable[["World"], T]) -> T:
        """Give what one function makes of this world: anew only when rows were replaced.

        There is room for the cases of one hour then.
        """
        self._make_room()
        rows = [table.rows for table in self.tables.values()]
        if self._kept is None or not all(map(is_, rows, self._kept[0])):
            self._kept = rows, make(self)
        found: T = self._kept[1]
        return found

    def city(self) -> CityTables:
        """Give every table as mechanisms take it, with room for the cases of one hour."""
        self._make_room()
        t, m = self.tables, self.maps
        return CityTables(
            t["cells"].rows, t["residents"].rows, t["vendors"].rows, t["teams"].rows,
            t["offices"].rows, t["zones"].rows,
            t["weather"].rows, t["departments"].rows, t["cases"].rows, self.queue, self.order,
            t["city"].rows, t["book"].rows, m.habits, m.visitors, m.lookup,
        )  # fmt: skip

    def _make_room(self) -> None:
        cases, used = self.tables["cases"], int(self.tables["city"].rows["n_cases"][0])
        need = len(self.queue)
        if len(cases) - used < need:
            cases.append(max(2 * need, used // 2))

    def snapshot(self) -> Snapshot:
        """Give a copy of all state; :meth:`restore` puts it back byte by byte."""
        tables = {name: table.snapshot() for name, table in self.tables.items()}
        return Snapshot(int(self.now.tick), tables, self.queue.copy(), dict(self.own))

    def restore(self, snapshot: Snapshot) -> None:
        """Put back a snapshot of this district and seed; it can be used again."""
        for name, rows in snapshot.tables.items():
            self.tables[name].restore(rows)
        self.queue = snapshot.queue.copy()
        self.order = self.queue.copy()
        self.own = dict(snapshot.own)
        set_clock(self.now, snapshot.tick)
        self.wipe_traces()

    def wipe_traces(self) -> None:
        """Forget what the last hour left behind."""
        self.traces.rows.view(np.ndarray).view(np.uint8)[:] = 0

    def digest(self) -> str:
        """Give a hash of all columns of all tables; of cases, those that were opened.

        Own behaviours that are followed count with their share and their text.
        """
        hashed = hashlib.blake2b(digest_size=16)
        opened = int(self.rows("city").n_cases[0])
        for name, table in self.tables.items():
            hashed.update(table.digest(opened if name == "cases" else len(table)))
        for name, text in fingerprints(self.own).items():
            hashed.update(f"{name} {self.own[name]!r} {text}".encode())
        return hashed.hexdigest()

    def __getstate__(self) -> dict[str, Any]:
        """Save without what shares memory: it would be saved as a copy, and is remade."""
        state = {name: value for name, value in vars(self).items() if name not in ("now", "p")}
        return {**state, "_kept": None}


class Maps:
    """What never changes during a run: maps, neighbours, habits, the ways of the organisation."""

    def __init__(self, district: District, care: NDArray[np.float64]) -> None:
        """Draw the maps of a district; ``care`` is the weight of each cell in order."""
        self.care = care
        self.lookup = district.lookup
        self.visitors = district.visitors.astype(np.float64)
        self.habits = daily_habits()
        n_streets = len(district.streets)
        self.order = np.argsort(district.street, kind="stable").astype(np.int32)
        self.start = np.searchsorted(district.street[self.order], np.arange(n_streets + 1)).astype(
            np.int32
        )
        by_pull = np.argsort(-district.attraction, kind="stable").astype(np.int32)
        self.busy = by_pull[: max(8, len(by_pull) // 3)]
        self.graph = organisation(district)
        for array in (self.order, self.start, self.busy):
            array.flags.writeable = False

    def __getstate__(self) -> dict[str, Any]:
        """Save also which arrays are read-only, which neither pickle nor deepcopy does."""
        arrays = {name: a for name, a in vars(self).items() if isinstance(a, np.ndarray)}
        frozen = [name for name, array in arrays.items() if not array.flags.writeable]
        return {**vars(self), "frozen": frozen}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Restore what was saved; a kernel is compiled anew where an array has become writable."""
        frozen = state.pop("frozen")
        vars(self).update(state)
        for name in frozen:
            vars(self)[name].flags.writeable = False
