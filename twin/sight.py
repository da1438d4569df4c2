"""What an hour takes to be run, and in it what each kind of agent is shown (``agents/view.py``).

May import ``agents``, ``twin.mechanisms`` and ``twin.world``.
"""

from collections.abc import Callable, Hashable
from typing import Any

import numpy as np

from agents import view
from agents.compiled import bound
from agents.table import see
from twin.mechanisms.diary import as_numbers
from twin.mechanisms.hour import BookTables, Hour
from twin.world import World

Phase = Callable[[Hour], Any]

#: No pitch is let but in hours in which vendors choose.
NOWHERE = np.zeros(0, np.int32)
#: Compiled phases by the types they were compiled for. Numba takes some 10 ms to tell the types of
#: all tables, for each phase: as long as an hour of a district of 20,000 residents.
_READY: dict[Hashable, dict[Phase, Phase]] = {}


class OpenHour:
    """An hour of a world that phases run on, for as long as its tables keep their rows."""

    def __init__(self, world: World) -> None:
        """Open the tables of a world."""
        self.tables = hour_of(world)
        self._ready = _READY.setdefault(types_of(self.tables), {})

    def run(self, phase: Phase) -> Any:
        """Run a compiled phase, and give what it gives."""
        ready = self._ready.get(phase)
        if ready is None:
            ready = self._ready[phase] = bound(phase, self.tables)
        return ready(self.tables)


def types_of(value: Any) -> Hashable:
    """Give all that the types of arrays, and of tuples of them, hang on for a compiled phase."""
    if isinstance(value, tuple):
        return type(value), *map(types_of, value)
    if not isinstance(value, np.ndarray):
        return type(value), getattr(value, "dtype", None)
    flags = value.flags
    order = flags.c_contiguous, flags.f_contiguous
    return type(value), value.dtype, value.ndim, *order, flags.aligned, flags.writeable


def open_hour(world: World) -> OpenHour:
    """Give the tables of a world as phases take them; opened anew only when rows were replaced."""
    return world.kept(OpenHour)


def run_phase(world: World, phase: Phase) -> Any:
    """Run a compiled phase on a world, and give what it gives."""
    return open_hour(world).run(phase)


def hour_of(world: World) -> Hour:
    """Give what a compiled phase takes."""
    return Hour(
        world.city(),
        world.traces.rows,
        world.parameters,
        world.clock,
        resident_sees(world),
        vendor_sees(world),
        team_sees(world),
        book_tables(world),
    )


def shown(world: World, name: str, fields: tuple[str, ...]) -> Any:
    """Give a read-only view of some columns of a table."""
    return see(world.rows(name), fields)


def resident_sees(world: World) -> view.ResidentSees:
    """Give what residents see; habits of all hours, weather as a table."""
    return view.ResidentSees(
        shown(world, "cells", view.RESIDENT_SEES_CELL),
        shown(world, "offices", view.RESIDENT_SEES_STREET),
        world.maps.habits,
        shown(world, "zones", view.RESIDENT_SEES_ZONE),
        shown(world, "weather", view.RESIDENT_SEES_WEATHER),
    )


def vendor_sees(world: World) -> view.VendorSees:
    """Give what vendors see but in hours in which they choose a place: no pitch is let."""
    return view.VendorSees(
        shown(world, "cells", view.VENDOR_SEES_CELL),
        shown(world, "zones", view.VENDOR_SEES_ZONE),
        shown(world, "offices", view.VENDOR_SEES_STREET),
        world.maps.lookup,
        world.maps.busy,
        NOWHERE,
    )


def team_sees(world: World) -> view.TeamSees:
    """Give what teams see."""
    return view.TeamSees(
        shown(world, "cells", view.TEAM_SEES_CELL),
        shown(world, "zones", view.TEAM_SEES_ZONE),
        shown(world, "offices", view.TEAM_SEES_STREET),
        world.maps.lookup,
        world.maps.order,
        world.maps.start,
    )


def book_tables(world: World) -> BookTables:
    """Give what the books are kept in."""
    sums, streets = world.sums.rows, world.rows("street_book")
    return BookTables(
        as_numbers(world.traces.rows),
        as_numbers(sums),
        as_numbers(streets),
        as_numbers(world.rows("book")),
        sums,
        streets,
    )
