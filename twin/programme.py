"""The programme of a run: dated lever changes put in force at the first hour of each day.

What is in force follows from the day alone (``twin/timetable.py``), so nothing has to be
remembered: a value is set on the day on which it differs from the day before. A run restored on
any day goes on right, and a lever turned by hand stays until its own dated value next changes.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from agents.knob import Words
from twin.behaviour import put_lever
from twin.district import District
from twin.errors import InputError, nearest
from twin.scenario import Scenario
from twin.timetable import Entry, value_in_force

HOURS_A_DAY = 24


class Patch(NamedTuple):
    """Cells that share all entries for one lever: the same value is in force in all of them."""

    lever: str
    base: float
    entries: tuple[Entry, ...]
    cells: NDArray[np.intp]

    def value(self, day: int) -> float:
        """Give the value in force on a day."""
        return value_in_force(self.lever, self.base, self.entries, day)


class Change(NamedTuple):
    """A lever gets a value: everywhere, or in some streets and in further single cells."""

    lever: str
    value: float
    everywhere: bool
    streets: tuple[int, ...]
    cells: NDArray[np.intp]


class Programme:
    """All dated changes of a scenario in a district; its policy's come before its own.

    The first measured day is day 1, ``burn_in`` days after the start (none where the scenario
    leaves that to the district). Raises InputError for a street or cell the district has not.
    """

    def __init__(self, scenario: Scenario, district: District) -> None:
        """Find the places of the entries, and the patches of cells they make."""
        self.entries = scenario.timetable()
        self.burn_in = scenario.burn_in or 0
        self._street = district.street
        self._base = scenario.vector()
        masks = [_cells_of(entry, district, n) for n, entry in enumerate(self.entries, start=1)]
        self.patches = tuple(_patches(self._base, self.entries, masks))

    def day(self, tick: int) -> int:
        """Give the day a tick falls on: 1 is the first measured one."""
        return tick // HOURS_A_DAY - self.burn_in + 1

    def start(self, world: Any) -> None:
        """Put in force at the start of a run what is not at the policy's own value then."""
        day = self.day(int(world.now.tick))
        self._put(world, [(p, p.value(day)) for p in self.patches if p.value(day) != p.base])

    def apply(self, world: Any) -> None:
        """Put in force what differs from the day before; does nothing within a day."""
        tick = int(world.now.tick)
        if tick % HOURS_A_DAY == 0 and tick:
            self._put(world, self._turned(self.day(tick)))

    def _turned(self, day: int) -> list[tuple[Patch, float]]:
        values = ((patch, patch.value(day - 1), patch.value(day)) for patch in self.patches)
        return [(patch, today) for patch, before, today in values if today != before]

    def changes(self, day: int) -> list[Change]:
        """Give what is put in force on a day, in the order in which it is."""
        return list(self._merged(self._turned(day)))

    def _merged(self, turned: Sequence[tuple[Patch, float]]) -> Iterator[Change]:
        """Join patches that get the same value, and say whole streets as streets."""
        together: dict[tuple[str, float], list[NDArray[np.intp]]] = {}
        for patch, value in turned:
            together.setdefault((patch.lever, value), []).append(patch.cells)
        for (lever, value), parts in together.items():
            cells = np.sort(np.concatenate(parts))
            n_streets = int(self._street.max()) + 1
            size = np.bincount(self._street, minlength=n_streets)
            held = np.bincount(self._street[cells], minlength=n_streets)
            whole = (held == size) & (size > 0)
            rest = cells[~whole[self._street[cells]]]
            streets = tuple(int(s) for s in np.flatnonzero(whole))
            yield Change(lever, value, len(cells) == len(self._street), streets, rest)

    def _put(self, world: Any, turned: Sequence[tuple[Patch, float]]) -> None:
        for change in self._merged(turned):
            if change.everywhere:
                put_lever(world, change.lever, change.value)
                continue
            for street in change.streets:
                put_lever(world, change.lever, change.value, street=street)
            if len(change.cells):
                put_lever(world, change.lever, change.value, cells=change.cells)


def _patches(
    base: dict[str, float], entries: Sequence[Entry], masks: Sequence[NDArray[np.bool_]]
) -> Iterator[Patch]:
    """Cut the district, lever by lever, into cells that have the same entries."""
    for lever in sorted({name for entry in entries for name in entry.levers}):
        own = [n for n, entry in enumerate(entries) if lever in entry.levers]
        covered = np.array([masks[n] for n in own])
        kinds, which = np.unique(covered, axis=1, return_inverse=True)
        for k in range(kinds.shape[1]):
            if kinds[:, k].any():
                chosen = tuple(entries[n] for n, here in zip(own, kinds[:, k], strict=True) if here)
                yield Patch(lever, base[lever], chosen, np.flatnonzero(which.ravel() == k))


def _cells_of(entry: Entry, district: District, number: int) -> NDArray[np.bool_]:
    """Give which cells an entry covers: all, or those of its streets, cells and boxes."""
    if not (entry.streets or entry.cells or entry.boxes):
        return np.ones(district.n_cells, bool)
    found = np.zeros(district.n_cells, bool)
    for name in entry.streets:
        found |= district.street == _street(name, district, f"schedule[{number}].streets")
    for x, y in entry.cells:
        found |= _inside((x, y, x, y), district, f"schedule[{number}].cells")
    for box in entry.boxes:
        found |= _inside(box, district, f"schedule[{number}].boxes")
    return found


def street_names(district: District) -> dict[str, Words]:
    """Give the name of every street by what it may be called: code, Chinese or English name.

    All in small letters.
    """
    return {
        said.casefold(): street.name
        for street in district.streets
        for said in (street.code, street.name.zh, street.name.en)
    }


def _street(name: str, district: District, where: str) -> int:
    for index, street in enumerate(district.streets):
        if name.casefold() in (street.code, street.name.zh, street.name.en.casefold()):
            return index
    every = [said for s in district.streets for said in (s.name.en, s.name.zh, s.code)]
    allowed = [f"{s.name.en} ({s.code})" for s in district.streets]
    raise InputError("unknown street", where, name, allowed, nearest(name, every))


def _inside(box: tuple[int, ...], district: District, where: str) -> NDArray[np.bool_]:
    left, top, right, bottom = box
    x, y = district.x, district.y
    found: NDArray[np.bool_] = (x >= left) & (x <= right) & (y >= top) & (y <= bottom)
    if not found.any():
        columns, rows = f"columns 0 to {district.width - 1}", f"rows 0 to {district.height - 1}"
        allowed = f"cells of {district.name}, {columns}, {rows}"
        raise InputError("no cell of the district", where, list(box), allowed)
    return found
