"""Moves single cells between neighbouring streets until every street has its area.

A power diagram on a raster jumps by whole columns where cells tie; this puts the last cells right
without breaking a street apart. May import numpy and ``twin.districts``.
"""

from collections import deque
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from twin.districts.shares import Floats, StreetMap

#: Largest error of a street's area that is left, in cells.
TOLERANCE = 1.0
#: The eight cells around a cell, clockwise, as (row, column) steps.
AROUND = ((-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1))


def balance(streets: StreetMap, quota: Floats, costs: Floats, is_free: bool = False) -> StreetMap:
    """Give the map with areas within TOLERANCE of ``quota`` (n,), where that can be reached.

    The street that is farthest off gets or gives one cell along the shortest chain of neighbours
    to one with the opposite error; of all cells that may go, the one whose ``costs``
    (n, height, width) rise least. Where the outline is free, the outside gives and takes as much
    as is wanted. Stops when no chain is left or no cell can move.
    """
    n = len(quota)
    padded = np.pad(streets, 1, constant_values=-1)
    costs = np.pad(costs, ((0, 1), (1, 1), (1, 1)))
    if is_free:
        padded[padded < 0] = n
    for _ in range(4 * int(np.abs(_errors(padded, quota)).sum()) + 8):
        error = _errors(padded, quota)
        worst = int(np.abs(error).argmax())
        if abs(error[worst]) <= TOLERANCE:
            break
        chain = _chain(padded, np.append(error, -error[worst]), worst)
        if error[worst] < 0:
            chain.reverse()
        # A chain runs from the one that needs a cell to the one that can spare it.
        if len(chain) < 2 or not all(_move(padded, costs, a, b) for a, b in pairwise(chain)):
            break
    padded[padded == n] = -1
    return padded[1:-1, 1:-1].copy()


def _errors(padded: StreetMap, quota: Floats) -> Floats:
    return quota - np.bincount(padded.ravel() + 1, minlength=len(quota) + 2)[1 : len(quota) + 1]


def _chain(padded: StreetMap, error: Floats, start: int) -> list[int]:
    """Give the shortest chain of neighbours from ``start`` to a street of the opposite error."""
    near = _near(padded, len(error))
    came: dict[int, int] = {start: -1}
    queue = deque([start])
    while queue:
        street = queue.popleft()
        if error[street] * error[start] < 0:
            chain = [street]
            while came[chain[-1]] >= 0:
                chain.append(came[chain[-1]])
            return chain[::-1]
        for other in np.flatnonzero(near[street]).tolist():
            if other not in came:
                came[other] = street
                queue.append(other)
    return [start]


def _near(padded: StreetMap, n: int) -> NDArray[np.bool_]:
    near = np.zeros((n, n), bool)
    for a, b in ((padded[:, :-1], padded[:, 1:]), (padded[:-1], padded[1:])):
        both = (a >= 0) & (b >= 0) & (a != b)
        near[a[both], b[both]] = near[b[both], a[both]] = True
    return near


def _move(padded: StreetMap, costs: Floats, taker: int, giver: int) -> bool:
    """Move the cheapest cell of ``giver`` that touches ``taker`` and holds nothing together."""
    touches = np.zeros(padded.shape, bool)
    own = padded == taker
    touches[1:-1, 1:-1] = own[:-2, 1:-1] | own[2:, 1:-1] | own[1:-1, :-2] | own[1:-1, 2:]
    rows, columns = np.nonzero(touches & (padded == giver))
    rise = costs[taker, rows, columns] - costs[giver, rows, columns]
    for index in np.argsort(rise, kind="stable").tolist():
        y, x = int(rows[index]), int(columns[index])
        if _is_loose(padded, y, x):
            padded[y, x] = taker
            return True
    return False


def _is_loose(padded: StreetMap, y: int, x: int) -> bool:
    """Tell whether a street stays in one piece without this cell, looking at the eight around it.

    True where the cells of its own street around it form one run that holds a direct neighbour:
    sufficient, not necessary.
    """
    own = [padded[y + dy, x + dx] == padded[y, x] for dy, dx in AROUND]
    # Only corners do not hold a street together: they count where a direct neighbour is by them.
    ring = [own[i] and (i % 2 == 1 or own[i - 1] or own[(i + 1) % 8]) for i in range(8)]
    starts = sum(ring[i] and not ring[i - 1] for i in range(8))
    return bool(starts == 1)
