"""Where an experiment treats: a street, blocks of cells, and the rings around them.

Drawn from the district's geometry and a seed alone, so that every arm of an experiment, and every
probe, finds the same cells. May import ``twin.district`` and ``twin.districts``.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from twin.district import District
from twin.districts.shares import uniforms

#: Shares of the cells, and of the expected stalls, that are treated at places.
CELLS_TREATED, STALLS_TREATED = 0.2, 0.3
#: About so many blocks make up the treated cells.
BLOCKS = 6
#: Choices of blocks that are compared for their share of stalls.
CHOICES = 400
#: Outer edges of the two rings around treated cells (cells of 100 m).
NEAR, FAR = 2.5, 5.0
TREATED, NEAR_RING, FAR_RING, BEYOND = range(4)


def busiest_street(district: District) -> int:
    """Give the street with most to attract stalls (row of ``district.streets``)."""
    stalls = np.bincount(district.street, expected_stalls(district))
    return int(np.argmax(stalls))


def expected_stalls(district: District) -> NDArray[np.float64]:
    """Give about how the stalls of a day share out over the cells, before any run (sums to 1).

    The fourth power of attraction: on the validation district it correlates 0.94 with vendor-hours.
    """
    crowd = district.attraction.astype(np.float64) ** 4
    shares: NDArray[np.float64] = crowd / crowd.sum()
    return shares


def tiles(district: District) -> list[NDArray[np.intp]]:
    """Cut the map into square blocks, six of which make up the share of cells to treat."""
    side = max(2, round((CELLS_TREATED * district.n_cells / BLOCKS) ** 0.5))
    across = -(-district.width // side)
    number = district.y // side * across + district.x // side
    found = (np.flatnonzero(number == k) for k in range(int(number.max()) + 1))
    return [cells for cells in found if len(cells)]


def treated_cells(district: District, seed: int) -> NDArray[np.intp]:
    """Give a fifth of the cells, in blocks, that are to hold about three tenths of the stalls.

    Many choices of blocks are drawn; the one nearest to that share is taken. The most attractive
    fifth would hold nearly all stalls and leave nobody to be displaced from anywhere else.
    """
    blocks, stalls = tiles(district), expected_stalls(district)
    drawn = uniforms(seed, "target.blocks", np.arange(CHOICES * len(blocks)))
    orders = np.argsort(drawn.reshape(CHOICES, len(blocks)), axis=1)
    most = CELLS_TREATED * district.n_cells
    choices = [_as_fit([blocks[k] for k in order], most) for order in orders]
    return min(choices, key=lambda cells: abs(float(stalls[cells].sum()) - STALLS_TREATED))


def _as_fit(blocks: Sequence[NDArray[np.intp]], most: float) -> NDArray[np.intp]:
    """Give the cells of the first blocks, as many of them as fit."""
    chosen: list[NDArray[np.intp]] = []
    for block in blocks:
        if sum(map(len, chosen)) + len(block) <= most:
            chosen.append(block)
    return np.sort(np.concatenate(chosen))


def rings(district: District, treated: NDArray[np.intp]) -> NDArray[np.intp]:
    """Give the zone of every cell: treated, ring 0-250 m, ring 250-500 m, beyond."""
    away = np.full(district.n_cells, np.inf)
    for c in treated:
        step = np.hypot(district.x - district.x[c], district.y - district.y[c])
        away = np.minimum(away, step)
    zones: NDArray[np.intp] = np.digitize(away, [0.5, NEAR + 0.01, FAR + 0.01])
    return zones


def quarters(district: District, seed: int, n: int = 4) -> list[NDArray[np.intp]]:
    """Share the blocks out into ``n`` targets that expect about as many stalls each.

    Blocks are dealt from the most crowded down, to the targets in an order drawn anew each round.
    """
    stalls = expected_stalls(district)
    blocks = sorted(tiles(district), key=lambda cells: -float(stalls[cells].sum()))
    hands: list[list[NDArray[np.intp]]] = [[] for _ in range(n)]
    for start in range(0, len(blocks), n):
        order = np.argsort(uniforms(seed, "target.hands", start + np.arange(n)))
        for k, block in zip(order, blocks[start : start + n], strict=False):
            hands[k].append(block)
    return [np.sort(np.concatenate(hand)) for hand in hands]


def places(district: District, cells: NDArray[np.intp]) -> list[tuple[int, int]]:
    """Give cells as the (column, row) pairs of a dated change of levers."""
    return [(int(district.x[c]), int(district.y[c])) for c in cells]
