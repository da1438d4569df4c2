"""Service points of the 15-minute circle (15分钟生活圈): where they are placed, whom they serve.

Canteens, hubs and markets are placed by rule when the lever is set: the same number in every street
where it is busiest, or wherever most people are out of reach. What they change: whether a shop
nearby has what is wanted, the pull of the place, and the services that reach residents.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def within_walk(lookup: NDArray[Any], weights: Floats, walk: float) -> Floats:
    """Give for every cell the weights of all cells within a walk, the nearer the more.

    Sum over cells at distance d <= walk of weight x (1 - d / (walk + 1)), distances in cells.
    """
    height, width = lookup.shape
    reach = int(walk)
    here = lookup >= 0
    field = np.zeros((height + 2 * reach, width + 2 * reach))
    inner = field[reach : reach + height, reach : reach + width]
    inner[here] = weights[lookup[here]]
    total = np.zeros((height, width))
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            away = float(np.hypot(dx, dy))
            if away <= walk:
                rows = slice(reach + dy, reach + dy + height)
                columns = slice(reach + dx, reach + dx + width)
                total += (1.0 - away / (walk + 1.0)) * field[rows, columns]
    found = np.zeros(len(weights))
    found[lookup[here]] = total[here]
    return found


def busiest_of_streets(world: Any, number: int, streets: NDArray[Any]) -> NDArray[np.int64]:
    """Give the cells of ``number`` points, as many in each street, where it is busiest."""
    cells = world.rows("cells")
    chosen: list[int] = []
    for k, s in enumerate(streets.tolist()):
        own = np.flatnonzero(cells.street == s)
        share = (number * (k + 1)) // len(streets) - (number * k) // len(streets)
        chosen += own[np.argsort(-cells.attraction[own], kind="stable")[:share]].tolist()
    return np.array(chosen, np.int64)


def wants_missed(world: Any) -> Floats:
    """Give what is known of local wants (mean about 1): few shops, and requests made so far."""
    cells = world.rows("cells")
    lacking = 1.0 - cells.shop_base / max(float(cells.shop_base.max()), 1e-9)
    asked = cells.asked / np.maximum(cells.persons, 1.0)
    missed = lacking / max(float(lacking.mean()), 1e-9)
    if asked.any():
        missed = 0.5 * (missed + asked / asked.mean())
    return np.asarray(missed, np.float64)


def worst_served(
    world: Any, number: int, streets: NDArray[Any], taken: Floats
) -> NDArray[np.int64]:
    """Give the cells of ``number`` points, one after another where most people are out of reach.

    Each point within a walk halves what a resident counts. Where the street takes part
    (``participation``, 参与权), residents count by the wants they miss.
    """
    cells, offices = world.rows("cells"), world.rows("offices")
    part = offices.participation[cells.street]
    persons = cells.persons * (1.0 + part * (wants_missed(world) - 1.0))
    points, allowed = taken.copy(), np.isin(cells.street, streets)
    chosen: list[int] = []
    for _ in range(number):
        near = within_walk(world.maps.lookup, points, world.p.walk_cells)
        score = within_walk(world.maps.lookup, persons * 0.5**near, world.p.walk_cells)
        score[~allowed | (points > 0.0)] = -1.0
        best = int(np.argmax(score))
        points[best] += 1.0
        chosen.append(best)
    return np.array(chosen, np.int64)


def place_amenities(world: Any) -> None:
    """Place the service points the levers ask for, and set what follows from them.

    ``amenities`` points per 10,000 residents; the share 1 - ``amenity_siting`` of them in equal
    numbers by street, the others worst access first.
    """
    offices, cells = world.rows("offices"), world.rows("cells")
    wanted = offices.amenities[:-1] * offices.persons[:-1] / 10_000.0
    streets = np.flatnonzero(wanted > 0.0)
    number = round(float(wanted.sum()))
    siting = float((wanted * offices.amenity_siting[:-1]).sum() / max(1e-9, float(wanted.sum())))
    fairly = round(siting * number)
    cells.amenity = 0.0
    if number:
        cells.amenity[busiest_of_streets(world, number - fairly, streets)] = 1.0
        cells.amenity[worst_served(world, fairly, streets, cells.amenity.copy())] += 1.0
    set_access(world)


def set_access(world: Any) -> None:
    """Set access and shops from where service points are.

    Access = 1 - exp(-g x points within a walk, the nearer the more); the chance that a shop has
    what is wanted = base + h access (1 - base). Source: radius 800-1,000 m (row 57).
    """
    cells, p = world.rows("cells"), world.p
    near = within_walk(world.maps.lookup, cells.amenity, p.walk_cells)
    cells.access = 1.0 - np.exp(-p.access_strength * near)
    cells.shop_full = cells.shop_base + p.amenity_shop * cells.access * (1.0 - cells.shop_base)
    cells.shop = cells.shop_full * (1.0 - p.front_sales * (1.0 - cells.fronts))
