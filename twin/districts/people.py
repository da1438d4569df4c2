"""Homes, jobs, micro-grids and visitors of the cells.

May import numpy and ``twin.districts``.
"""

import numpy as np
from numpy.typing import NDArray

from twin.districts.place import LandUse
from twin.districts.shares import Floats, StreetMap, Whole

#: Homes and jobs per cell by land use, relative to each other (assumed).
HOME_WEIGHT = {
    LandUse.RESIDENTIAL: 1.0,
    LandUse.COMMERCIAL: 0.35,
    LandUse.OFFICE: 0.15,
    LandUse.PARK: 0.0,
    LandUse.TRANSPORT: 0.2,
}
JOB_WEIGHT = {
    LandUse.RESIDENTIAL: 0.5,
    LandUse.COMMERCIAL: 3.5,
    LandUse.OFFICE: 7.0,
    LandUse.PARK: 0.15,
    LandUse.TRANSPORT: 2.0,
}
#: How much the smooth grain moves homes and jobs: a factor of exp(-0.5..0.5) times this.
GRAIN_POWER = 1.0

#: A micro-grid (微网格) has 30-100 households, about 70-230 persons (Chengdu's rule; 2.3 persons
#: per household, census 2020). Cells are joined until the lower figure is reached.
LEAST_PERSONS, MOST_PERSONS, MOST_CELLS = 100, 250, 12
#: A grid (一般网格) has 300-500 households: about 900 persons.
GRID_PERSONS = 900


def weights(use: NDArray[np.int8], by_use: dict[LandUse, float], grain: Floats) -> Floats:
    """Give the weight of every cell (n_cells,): its land use's, times exp(grain - 0.5)."""
    base = np.zeros(len(use))
    for kind, weight in by_use.items():
        base[use == kind] = weight
    return base * np.exp(GRAIN_POWER * (grain - 0.5))


def visitors_by_hour(population: Whole, presence: Floats) -> Floats:
    """Give the persons from outside by street and hour, (n_streets, 24).

    Presence is a sample of unknown size, so its shape is used, not its level: the lowest hour
    before 6 is taken as the residents at home, and what is above it as visitors,

        visitors(s, h) = population(s) x max(0, presence(s, h) / night(s) - 1).

    Net of residents who are away: an underestimate by day.
    """
    night = presence[:, :6].min(axis=1, keepdims=True)
    above: Floats = np.maximum(presence / np.maximum(night, 1e-9) - 1, 0)
    return population[:, None] * above


def micro_grids(streets: StreetMap, residents: Whole) -> NDArray[np.int32]:
    """Give the micro-grid of every cell, numbered street by street, (n_cells,).

    A cell with at least LEAST_PERSONS is one of its own (denser cells hold several in reality;
    the cell is the smallest area here). Others are joined with neighbours of the same street that
    are not yet taken, nearest first, until LEAST_PERSONS or MOST_CELLS are reached; groups that
    stay below are joined to the smallest neighbouring group that can take them.
    """
    rows, columns = np.nonzero(streets >= 0)
    cell = np.full(streets.shape, -1)
    cell[rows, columns] = np.arange(len(rows))
    near = _neighbour_cells(cell, streets)
    order = np.lexsort((columns, rows // 3, streets[rows, columns]))
    group = _grow([int(i) for i in order], near, residents)
    _join_small(group, near, residents)
    return _renumber(group, streets[rows, columns])


def _neighbour_cells(cell: NDArray[np.int64], streets: StreetMap) -> list[list[int]]:
    """List for every cell its up to four neighbours in the same street."""
    near: list[list[int]] = [[] for _ in range(int(cell.max()) + 1)]
    for a, b in (
        (np.s_[:, :-1], np.s_[:, 1:]),
        (np.s_[:-1, :], np.s_[1:, :]),
    ):
        is_same = (streets[a] == streets[b]) & (streets[a] >= 0)
        for i, j in zip(cell[a][is_same].tolist(), cell[b][is_same].tolist(), strict=True):
            near[i].append(j)
            near[j].append(i)
    return near


def _grow(order: list[int], near: list[list[int]], residents: Whole) -> list[int]:
    """Take cells in order; each free one starts a group that grows breadth first."""
    persons = residents.tolist()
    group = [-1] * len(near)
    n_groups = 0
    for start in order:
        if group[start] >= 0:
            continue
        members, total, head = [start], persons[start], 0
        group[start] = n_groups
        while total < LEAST_PERSONS and len(members) < MOST_CELLS and head < len(members):
            for other in near[members[head]]:
                is_room = total < LEAST_PERSONS and len(members) < MOST_CELLS
                if group[other] < 0 and is_room and persons[other] < LEAST_PERSONS:
                    group[other] = n_groups
                    members.append(other)
                    total += persons[other]
            head += 1
        n_groups += 1
    return group


def _join_small(group: list[int], near: list[list[int]], residents: Whole) -> None:
    """Join groups below half of LEAST_PERSONS to their smallest neighbour, where it has room."""
    totals = np.bincount(group, residents).tolist()
    sizes = np.bincount(group).tolist()
    members: list[list[int]] = [[] for _ in totals]
    for cell, index in enumerate(group):
        members[index].append(cell)
    for index in range(len(totals)):
        if totals[index] >= LEAST_PERSONS / 2 or sizes[index] >= MOST_CELLS:
            continue
        touching = {group[other] for cell in members[index] for other in near[cell]} - {index}
        fitting = [
            other
            for other in sorted(touching)
            if totals[other] + totals[index] <= 2 * MOST_PERSONS
            and sizes[other] + sizes[index] <= MOST_CELLS
        ]
        if fitting:
            target = min(fitting, key=lambda other: totals[other])
            for cell in members[index]:
                group[cell] = target
            members[target] += members[index]
            totals[target] += totals[index]
            sizes[target] += sizes[index]
            members[index] = []


def _renumber(group: list[int], street: NDArray[np.int32]) -> NDArray[np.int32]:
    """Give the groups that are left new numbers from 0, street by street, by their first cell."""
    used, first, index = np.unique(group, return_index=True, return_inverse=True)
    order = np.lexsort((first, street[first]))
    number = np.empty(len(used), np.int32)
    number[order] = np.arange(len(used))
    return number[index]


def grids_of(
    microgrid: NDArray[np.int32], street: NDArray[np.int32], residents: Whole
) -> NDArray[np.int32]:
    """Give the grid (一般网格) of every micro-grid, (n_microgrids,): about GRID_PERSONS each.

    Micro-grids of a street follow each other; a grid ends where its share of the street's
    persons is full.
    """
    n = int(microgrid.max()) + 1
    persons = np.bincount(microgrid, residents, n)
    home = np.zeros(n, np.int64)
    home[microgrid] = street
    grid = np.zeros(n, np.int32)
    n_grids = 0
    for index in np.unique(home):
        members = np.flatnonzero(home == index)
        reached = np.cumsum(persons[members]) - persons[members] / 2
        total = float(persons[members].sum())
        count = max(1, min(len(members), round(total / GRID_PERSONS)))
        place = np.floor(reached / max(total, 1e-9) * count).clip(0, count - 1)
        grid[members] = np.unique(place, return_inverse=True)[1] + n_grids
        n_grids = int(grid[members].max()) + 1
    return grid
