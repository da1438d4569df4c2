"""Where an experiment treats: a street, blocks of cells, and the rings around them.

Drawn from the district's geometry and a seed alone, so that every arm of an experiment, and every
probe, finds the same cells. May import ``twin.district``.
"""

import numpy as np
from numpy.typing import NDArray

from twin.district import District

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
    rng = np.random.default_rng(seed)
    blocks, stalls = tiles(district), expected_stalls(district)
    choices = [_some(blocks, rng, CELLS_TREATED * district.n_cells) for _ in range(CHOICES)]
    return min(choices, key=lambda cells: abs(stalls[cells].sum() - STALLS_TREATED))


def _some(
    blocks: list[NDArray[np.intp]], rng: np.random.Generator, most: float
) -> NDArray[np.intp]:
    """Give the cells of blocks in a random order, as many blocks as fit."""
    chosen: list[NDArray[np.intp]] = []
    for k in rng.permutation(len(blocks)):
        if sum(map(len, chosen)) + len(blocks[k]) <= most:
            chosen.append(blocks[k])
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
    rng = np.random.default_rng(seed)
    stalls = expected_stalls(district)
    blocks = sorted(tiles(district), key=lambda cells: -float(stalls[cells].sum()))
    hands: list[list[NDArray[np.intp]]] = [[] for _ in range(n)]
    for start in range(0, len(blocks), n):
        order = rng.permutation(n)
        for k, block in zip(order, blocks[start : start + n], strict=False):
            hands[k].append(block)
    return [np.sort(np.concatenate(hand)) for hand in hands]


def places(district: District, cells: NDArray[np.intp]) -> list[tuple[int, int]]:
    """Give cells as the (column, row) pairs of a dated change of levers."""
    return [(int(district.x[c]), int(district.y[c])) for c in cells]
