"""From a draft to a district: the same steps for real and for generated places.

May import numpy, networkx and ``twin.districts``.
"""

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from twin.districts.draft import Draft, StreetTable
from twin.districts.land import Land, furnish
from twin.districts.people import (
    HOME_WEIGHT,
    JOB_WEIGHT,
    grids_of,
    micro_grids,
    visitors_by_hour,
    weights,
)
from twin.districts.place import District, LandUse, Street
from twin.districts.shapes import neighbours
from twin.districts.shares import Floats, Whole, split_by_group
from twin.districts.siting import grain

#: Pitches that fit into a cell of typical walking space, by land use (assumed).
PITCHES = {
    LandUse.RESIDENTIAL: 4.0,
    LandUse.COMMERCIAL: 9.0,
    LandUse.OFFICE: 6.0,
    LandUse.PARK: 6.0,
    LandUse.TRANSPORT: 6.0,
}


def build(draft: Draft) -> District:
    """Furnish the cells of a draft and give the district.

    Residents and jobs are whole numbers whose sums over a street are exact (largest remainder).
    """
    x, y, street = draft.cells_of()
    land = furnish(draft)
    use, space = land.use[y, x], land.space[y, x]
    residents = _spread(draft, "home", HOME_WEIGHT, land)
    microgrid = micro_grids(draft.streets, residents)
    lookup = np.full(draft.streets.shape, -1, np.int32)
    lookup[y, x] = np.arange(len(x))
    table = draft.table
    return District(
        name=draft.name,
        title=draft.title,
        kind=draft.kind,
        population=int(table.population.sum()),
        scale=draft.scale,
        burn_in=draft.burn_in,
        streets=_streets(table),
        adjacency=_adjacency(draft),
        width=draft.streets.shape[1],
        height=draft.streets.shape[0],
        x=x.astype(np.int32),
        y=y.astype(np.int32),
        street=street.astype(np.int32),
        microgrid=microgrid,
        grids=grids_of(microgrid, street.astype(np.int32), residents),
        land_use=use,
        space=space.astype(np.float32),
        attraction=land.attraction[y, x].astype(np.float32),
        residents=residents.astype(np.int32),
        jobs=_spread(draft, "work", JOB_WEIGHT, land).astype(np.int32),
        pitch_room=_pitch_room(use, space),
        visitors=visitors_by_hour(table.population, table.presence).astype(np.float32),
        presence=(table.presence / table.presence.mean(axis=1, keepdims=True)).astype(np.float32),
        lookup=lookup,
        sources=draft.sources,
        assumptions=draft.assumptions,
        listed_neighbours=draft.listed_neighbours,
    )


def _adjacency(draft: Draft) -> tuple[tuple[int, int, float], ...]:
    """Give the neighbours on the map; listed ones, too, where they join parts that do not touch.

    A river wider than a cell parts streets that a bridge joins.
    """
    shown = neighbours(draft.streets)
    graph = nx.Graph((a, b) for a, b, _ in shown)
    graph.add_nodes_from(range(len(draft.table.codes)))
    part = {street: n for n, part in enumerate(nx.connected_components(graph)) for street in part}
    bridges = (pair for pair in draft.listed_neighbours if part[pair[0]] != part[pair[1]])
    return tuple(sorted((*shown, *bridges)))


def _spread(draft: Draft, purpose: str, by_use: dict[LandUse, float], land: Land) -> Whole:
    """Spread the streets' people over their cells, at home or at work, (n_cells,)."""
    x, y, street = draft.cells_of()
    texture = grain(draft.seed, f"district.{purpose}", draft.streets.shape)[y, x]
    totals = draft.table.population if purpose == "home" else draft.table.workers
    weight: Floats = weights(land.use[y, x], by_use, texture)
    if purpose == "home" and draft.home_weight is not None:
        weight = weight * draft.home_weight[y, x]
    return split_by_group(totals, street.astype(np.int32), weight)


def _pitch_room(use: NDArray[np.int8], space: Floats) -> NDArray[np.int16]:
    room = np.zeros(len(use))
    for kind, pitches in PITCHES.items():
        room[use == kind] = pitches
    return np.floor(room * space).astype(np.int16)


def _streets(table: StreetTable) -> tuple[Street, ...]:
    return tuple(
        Street(
            code=code,
            name=table.names[i],
            population=int(table.population[i]),
            workers=int(table.workers[i]),
            area_km2=float(table.area_km2[i]),
            floating_share=float(table.floating_share[i]),
            order_taste=float(table.order_taste[i]),
            population_kind=table.population_kind,
            population_year=table.population_year,
            marks=table.marks,
        )
        for i, code in enumerate(table.codes)
    )
