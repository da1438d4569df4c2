"""What a folder of facts and the generator both hand on to be built: a district half made.

May import ``agents.knob``, numpy and ``twin.districts``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from agents.knob import Words
from twin.districts.place import LandUse, Source
from twin.districts.shares import Floats, StreetMap, Whole

#: Kinds of facility that a district may count per street; every one draws walkers.
FACILITIES = (
    "metro_stations",
    "markets",
    "shops",
    "schools",
    "clinics",
    "elder_care",
    "culture_centres",
    "outdoor_sites",
)


@dataclass(frozen=True)
class Landmark:
    """A large single site: its street, what the land is used for, centre in cells, area in cells.

    ``pull`` says how strongly it draws walkers: 1 as a metro station, 0 not at all.
    """

    street: int
    use: LandUse
    east: float
    south: float
    cells: float
    pull: float


@dataclass(frozen=True)
class StreetTable:
    """The streets' figures, one entry per street.

    ``facilities`` gives counts (n,) by kind; ``presence`` (n, 24) persons present by hour on any
    scale; ``floating_share`` and ``order_taste`` in 0..1.
    """

    codes: tuple[str, ...]
    names: tuple[Words, ...]
    population: Whole
    workers: Whole
    area_km2: Floats
    presence: Floats
    facilities: Mapping[str, Whole]
    floating_share: Floats
    order_taste: Floats
    population_kind: str
    population_year: int
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """A district before its cells are furnished: words, street figures and the street map.

    ``home_weight`` and ``footfall_weight`` (height, width) say how much more homes or walkers a
    cell draws than its land use tells (1 = typical), where that is known. ``placed`` gives the
    number of facilities of a kind per cell (height, width) for the kinds whose places are known.

    ``seed`` keys the siting draws, so that the same draft always gives the same district.
    """

    name: str
    title: Words
    kind: str
    seed: int
    scale: float
    burn_in: int
    table: StreetTable
    streets: StreetMap
    landmarks: tuple[Landmark, ...] = ()
    home_weight: Floats | None = None
    footfall_weight: Floats | None = None
    sources: tuple[Source, ...] = ()
    assumptions: tuple[Words, ...] = ()
    listed_neighbours: tuple[tuple[int, int, float], ...] = ()
    placed: Mapping[str, Floats] = field(default_factory=dict)

    def cells_of(self) -> tuple[Whole, Whole, Whole]:
        """Give column, row and street (n_cells,) of the cells inside, row by row."""
        y, x = np.nonzero(self.streets >= 0)
        return x, y, self.streets[y, x].astype(np.int64)
