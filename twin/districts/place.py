"""What a district is: streets, cells and their people, frozen.

Street (街道) is the lowest office of city government with a territory; a micro-grid (微网格) is
the handful of buildings one warden looks after; a grid (一般网格) is a few micro-grids. May import
``agents.knob``, numpy and networkx.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import IntEnum
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from agents.knob import Words

#: Edge of a cell in metres: the 100 m x 100 m unit cell (万米单元网格) of grid management.
CELL_METRES = 100


class LandUse(IntEnum):
    """What a cell is mainly used for: the codes of the column ``land_use``."""

    RESIDENTIAL = 0
    COMMERCIAL = 1
    OFFICE = 2
    PARK = 3
    TRANSPORT = 4


@dataclass(frozen=True)
class Source:
    """Where figures come from: a short key, a title, an address or citation, year and licence.

    ``covers`` lists the columns taken from it, for example ``"streets.area_km2"``; ``attribution``
    is the line that its licence asks to be shown, for example ``"© OpenStreetMap contributors"``.
    """

    key: str
    title: str
    reference: str
    year: str
    licence: str
    covers: tuple[str, ...] = ()
    attribution: str = ""


def credits_of(sources: Iterable[Source]) -> tuple[str, ...]:
    """Give the lines that licences ask to be shown, each with its licence, once each."""
    lines = [f"{source.attribution} ({source.licence})" for source in sources if source.attribution]
    return tuple(dict.fromkeys(lines))


@dataclass(frozen=True)
class Street:
    """One street office's territory.

    ``floating_share`` is the share of residents without local registration (流动人口), 0..1;
    ``order_taste`` the mean weight its residents give to order against vitality, 0..1. ``marks``
    says which figures are rescaled or assumed, for example ``"assumed: order_taste"``.
    """

    code: str
    name: Words
    population: int
    workers: int
    area_km2: float
    floating_share: float
    order_taste: float
    population_kind: str
    population_year: int
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class District:
    """A place to run the twin in; nothing in it changes during a run.

    Cells are those inside the district, row by row from the north-west; all arrays are read-only.

    ==============  =========================  ==================================================
    array           shape                      meaning
    ==============  =========================  ==================================================
    x, y            (n_cells,) int32           column and row on the grid; row 0 is the north
    street          (n_cells,) int32           index into ``streets``
    microgrid       (n_cells,) int32           micro-grid, 0..n_microgrids-1 over the district
    grids           (n_microgrids,) int32      grid of each micro-grid, 0..n_grids-1
    land_use        (n_cells,) int8            :class:`LandUse`
    space           (n_cells,) float32         walking space, mean 1
    attraction      (n_cells,) float32         pull on walkers, 0..1
    residents       (n_cells,) int32           persons living there
    jobs            (n_cells,) int32           persons working there
    pitch_room      (n_cells,) int16           vending pitches that fit
    visitors        (n_streets, 24) float32    persons from outside, beyond residents, by hour
    presence        (n_streets, 24) float32    persons present as a share of the daily mean
    lookup          (height, width) int32      cell at a place of the grid, -1 outside
    ==============  =========================  ==================================================
    """

    name: str
    title: Words
    kind: str
    population: int
    scale: float
    burn_in: int
    streets: tuple[Street, ...]
    adjacency: tuple[tuple[int, int, float], ...]
    width: int
    height: int
    x: NDArray[np.int32]
    y: NDArray[np.int32]
    street: NDArray[np.int32]
    microgrid: NDArray[np.int32]
    grids: NDArray[np.int32]
    land_use: NDArray[np.int8]
    space: NDArray[np.float32]
    attraction: NDArray[np.float32]
    residents: NDArray[np.int32]
    jobs: NDArray[np.int32]
    pitch_room: NDArray[np.int16]
    visitors: NDArray[np.float32]
    presence: NDArray[np.float32]
    lookup: NDArray[np.int32]
    sources: tuple[Source, ...] = ()
    assumptions: tuple[Words, ...] = ()
    listed_neighbours: tuple[tuple[int, int, float], ...] = ()

    def __post_init__(self) -> None:
        """Close all arrays to writing."""
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                value.flags.writeable = False

    @property
    def n_cells(self) -> int:
        """Count the cells inside the district."""
        return len(self.x)

    @property
    def n_microgrids(self) -> int:
        """Count the micro-grids (微网格)."""
        return len(self.grids)

    @property
    def area_km2(self) -> float:
        """Give the area of the cells in km2 (0.01 each)."""
        return self.n_cells * (CELL_METRES / 1000) ** 2

    @property
    def credits(self) -> tuple[str, ...]:
        """Give the lines that licences ask to be shown, each with its licence, once each."""
        return credits_of(self.sources)

    def graph(self) -> Any:
        """Give the streets as a ``networkx.Graph``: nodes are indices, edges carry ``border`` in m.

        Spillovers between streets run along it.
        """
        graph = nx.Graph()
        for index, street in enumerate(self.streets):
            graph.add_node(index, code=street.code, zh=street.name.zh, en=street.name.en)
        for a, b, border in self.adjacency:
            graph.add_edge(a, b, border=border)
        return graph

    def __getstate__(self) -> dict[str, Any]:
        """Save every field as it is."""
        return dict(self.__dict__)

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Restore every field; a pickled array comes back writable and is closed again."""
        self.__dict__.update(state)
        self.__post_init__()
