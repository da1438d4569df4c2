"""Land use, attraction and walking space of the cells: assumed from what is sited there.

May import numpy, scipy and ``twin.districts``.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from twin.districts.draft import Draft
from twin.districts.place import LandUse
from twin.districts.shares import Floats, StreetMap
from twin.districts.siting import SITING, avenues, felt, grain, site_facilities

Uses = NDArray[np.int8]

#: Share of a typical street's cells in commercial and in office use, and their bounds (assumed).
COMMERCIAL_SHARE, OFFICE_SHARE, LEAST_SHARE, MOST_SHARE = 0.10, 0.09, 0.02, 0.30
#: The hours whose lowest presence counts as the night.
NIGHT_HOURS = slice(0, 5)
#: Pull of a cell's own land use, beside its facilities (assumed).
USE_PULL = {LandUse.COMMERCIAL: 0.6, LandUse.TRANSPORT: 0.4, LandUse.OFFICE: 0.1}
#: Attraction is 1 - exp(-pull / (this x mean pull)): a long tail that ends below 1 (assumed).
SATURATION = 4.0
#: How far the pull of a landmark reaches, in cells (assumed, as a metro station).
LANDMARK_LENGTH = 2.5
#: How strongly a street's mean attraction follows the people who come by day (assumed).
INFLOW_POWER = 0.5
#: Walking space by land use before scaling to mean 1, and the gain along avenues (assumed).
USE_SPACE = {
    LandUse.RESIDENTIAL: 0.75,
    LandUse.COMMERCIAL: 1.1,
    LandUse.OFFICE: 1.1,
    LandUse.PARK: 1.5,
    LandUse.TRANSPORT: 1.3,
}
AVENUE_SPACE = 0.5


@dataclass(frozen=True)
class Ground:
    """Land use and the pull of landmarks on the grid, (height, width)."""

    use: Uses
    pull: Floats


@dataclass(frozen=True)
class Land:
    """Land use, attraction and walking space on the grid, (height, width)."""

    use: Uses
    attraction: Floats
    space: Floats


def furnish(draft: Draft) -> Land:
    """Site facilities and landmarks; give land use, attraction 0..1 and walking space, mean 1."""
    avenue = avenues(draft.streets)
    counts = site_facilities(draft, avenue)
    ground = landmarks(draft)
    use = land_use(draft, avenue, counts, ground.use)
    pull = attraction(draft, counts, Ground(use, ground.pull))
    return Land(use, pull, walking_space(draft, avenue, use))


def landmarks(draft: Draft) -> Ground:
    """Give every landmark the cells of its own street nearest to its centre, squarely.

    Its pull is shared out evenly over its cells; what is left is residential, -1 outside.
    """
    use = np.where(draft.streets >= 0, LandUse.RESIDENTIAL, -1).astype(np.int8)
    pull = np.zeros(use.shape)
    for mark in draft.landmarks:
        rows, columns = np.nonzero((draft.streets == mark.street) & (use == LandUse.RESIDENTIAL))
        away = np.maximum(np.abs(rows + 0.5 - mark.south), np.abs(columns + 0.5 - mark.east))
        nearest = np.argsort(away, kind="stable")[: max(1, round(mark.cells))]
        use[rows[nearest], columns[nearest]] = mark.use
        pull[rows[nearest], columns[nearest]] += mark.pull / max(len(nearest), 1)
    return Ground(use, pull)


def inflow(presence: Floats, areas: Floats) -> Floats:
    """Give the persons who come by day per km2, relative to the streets' mean, (n_streets,).

    Peak hour minus night; at least 0.05, so that no street is without any pull.
    """
    day = (presence.max(axis=1) - presence[:, NIGHT_HOURS].min(axis=1)) / areas
    mean = float(day.mean())
    return np.maximum(day / mean, 0.05) if mean > 0 else np.ones(len(areas))


def land_use(draft: Draft, avenue: Floats, counts: dict[str, Floats], ground: Uses) -> Uses:
    """Give the land use of every cell, -1 outside: landmarks, stations, then shops, then offices.

    ``ground`` holds the landmarks. Commerce takes the cells with most shops, markets and stations
    about, more of them where more people come by day; offices take avenue cells, more of them
    where more people work per km2.
    """
    table, use = draft.table, ground.copy()
    use[(counts["metro_stations"] > 0) & (use == LandUse.RESIDENTIAL)] = LandUse.TRANSPORT
    trade = felt(counts["shops"], 1.8) + 2 * felt(counts["metro_stations"], 1.8)
    trade += felt(counts["markets"], 1.5)
    day = inflow(table.presence, table.area_km2)
    _claim_best(use, draft.streets, LandUse.COMMERCIAL, trade, COMMERCIAL_SHARE * np.sqrt(day))
    work = table.workers / table.area_km2
    busy = work / max(float(work.mean()), 1e-9)
    desks = 1.5 * grain(draft.seed, "district.office", avenue.shape) + 0.5 * avenue
    _claim_best(use, draft.streets, LandUse.OFFICE, desks, OFFICE_SHARE * busy)
    return use


def _claim_best(
    use: Uses, streets: StreetMap, kind: LandUse, score: Floats, shares: Floats
) -> None:
    """Give each street's best homes by score to another use, up to a share of the street."""
    for street, share in enumerate(np.clip(shares, LEAST_SHARE, MOST_SHARE)):
        inside = streets == street
        rows, columns = np.nonzero(inside & (use == LandUse.RESIDENTIAL))
        best = np.argsort(-score[rows, columns], kind="stable")[: round(share * inside.sum())]
        use[rows[best], columns[best]] = kind


def attraction(draft: Draft, counts: dict[str, Floats], ground: Ground) -> Floats:
    """Give the pull on walkers, 0..1.

    pull = sum over facilities of pull(kind) exp(-distance / length(kind)), the landmarks' pull
    with a length of 250 m, and the pull of the land use, smoothed over about 100 m. The mean of
    each street is scaled to (day inflow per km2)^INFLOW_POWER, relative to the streets' mean;
    attraction = 1 - exp(-pull / (SATURATION x mean pull)).
    """
    inside = draft.streets >= 0
    pull = felt(ground.pull, LANDMARK_LENGTH)
    for name, siting in SITING.items():
        pull += siting.pull * felt(counts[name], siting.length)
    for kind, gain in USE_PULL.items():
        pull = pull + gain * ndimage.gaussian_filter((ground.use == kind).astype(float), 0.7)
    if draft.footfall_weight is not None:
        pull = pull * draft.footfall_weight
    day = inflow(draft.table.presence, draft.table.area_km2) ** INFLOW_POWER
    for street, level in enumerate(day):
        own = draft.streets == street
        pull[own] *= level / max(float(pull[own].mean()), 1e-9)
    mean = float(pull[inside].mean())
    pulled: Floats = np.where(inside, 1 - np.exp(-pull / (SATURATION * mean)), 0.0)
    return pulled


def walking_space(draft: Draft, avenue: Floats, use: Uses) -> Floats:
    """Give the space for walking and standing, mean 1: by land use, more along avenues."""
    space = AVENUE_SPACE * avenue + 0.3 * grain(draft.seed, "district.space", use.shape)
    for kind, base in USE_SPACE.items():
        space = space + base * (use == kind)
    inside = draft.streets >= 0
    scaled: Floats = np.where(inside, space / space[inside].mean(), 0.0)
    return scaled
