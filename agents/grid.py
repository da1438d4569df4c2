"""The cells of a district as a Mesa grid: looked up and drawn like one, stored in a table.

A grid of 100,000 Mesa cells would take seconds to build and hundreds of bytes each; here a cell
object is made when asked for and reads the table. One of the three files that import mesa.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from mesa.discrete_space import OrthogonalMooreGrid
from numpy.typing import NDArray

from agents.members import SHIFT


class CellFace:
    """One cell of the district: where it is, who is in it, and its columns as attributes."""

    __slots__ = ("index", "model")

    def __init__(self, model: Any, index: int) -> None:
        """Show the cell of an index in a model."""
        self.model = model
        self.index = index

    @property
    def coordinate(self) -> tuple[int, int]:
        """The (x, y) of the cell, counted from the north-west corner of the grid."""
        district = self.model.world.district
        return int(district.x[self.index]), int(district.y[self.index])

    @property
    def agents(self) -> Any:
        """The agents in the cell, of every population, as an agent set."""
        found = []
        for number, population in self.model.populations.items():
            columns = population.columns()
            rows = np.flatnonzero(columns["alive"] & (columns["cell"] == self.index))
            found.append((number << SHIFT) | rows)
        return self.model.agents.picked(np.concatenate(found))

    @property
    def is_empty(self) -> bool:
        """Whether no agent is in the cell."""
        return not len(self.agents)

    def __getattr__(self, name: str) -> Any:
        """Give a column of the table of cells here: a Python number, or a read-only array."""
        rows = self.model.world.tables["cells"].rows.view(np.ndarray)
        if name not in rows.dtype.names:
            raise AttributeError(f"cells have no column {name!r}")
        value = rows[name][self.index]
        return value.item() if value.ndim == 0 else np.array(value)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, CellFace):
            return NotImplemented
        return self.model is other.model and self.index == other.index

    def __hash__(self) -> int:
        return hash((id(self.model), self.index))

    def __repr__(self) -> str:
        return f"<cell {self.index} at {self.coordinate}>"


class CellLayer:
    """A column of the cells as Mesa's property layer, for drawing (read only)."""

    def __init__(self, model: Any, name: str) -> None:
        """Show the column ``name`` of the cells of a model."""
        self.model = model
        self.name = name

    @property
    def data(self) -> NDArray[Any]:
        """The values as an array (width, height) as of now, NaN outside the district."""
        district = self.model.world.district
        layer = np.full((district.width, district.height), np.nan)
        layer[district.x, district.y] = self.model.world.tables["cells"].rows[self.name]
        return layer


class GridFace(OrthogonalMooreGrid):
    """``model.grid``: the district's cells by coordinate, as a Mesa grid with nothing stored.

    It is a Mesa grid by class because Mesa's drawing asks for one. ``grid.agents`` leaves out
    residents, who are too many to draw one by one; ``grid.disorder.data`` is a column of the
    cells as an array. Row 0 is the north.
    """

    def __init__(self, model: Any) -> None:
        """Show the district of ``model.world``."""
        self.model = model

    @property
    def dimensions(self) -> tuple[int, int]:
        """Width and height in cells."""
        district = self.model.world.district
        return int(district.width), int(district.height)

    @property
    def random(self) -> Any:
        """The model's random number generator, as Mesa's grids have it."""
        return self.model.random

    @property
    def all_cells(self) -> list[CellFace]:
        """The cells of the district, row by row from the north-west."""
        return [CellFace(self.model, index) for index in range(len(self.model.world.district.x))]

    @property
    def empties(self) -> list[CellFace]:
        """The cells without an agent."""
        return [cell for cell in self.all_cells if cell.is_empty]

    @property
    def agents(self) -> Any:
        """The agents that Mesa's drawing shows: those in a cell, without the lazy populations."""
        found = [np.empty(0, np.int64)]
        for number, population in self.model.populations.items():
            if not population.kind.LAZY:
                columns = population.columns()
                rows = np.flatnonzero(columns["alive"] & (columns["cell"] >= 0))
                found.append((number << SHIFT) | rows)
        return self.model.agents.picked(np.concatenate(found))

    @property
    def _mesa_property_layers(self) -> Mapping[str, CellLayer]:
        """The columns of cells under the private name by which Mesa's drawing asks for layers."""
        rows = self.model.world.tables["cells"].rows
        names = [name for name in rows.dtype.names if rows.dtype[name].shape == ()]
        return {name: CellLayer(self.model, name) for name in names}

    def __getitem__(self, key: tuple[int, int]) -> CellFace:
        """Give the cell at (x, y); raise KeyError outside the district."""
        x, y = key
        width, height = self.dimensions
        index = self.model.world.district.lookup[y, x] if 0 <= x < width and 0 <= y < height else -1
        if index < 0:
            raise KeyError(f"({x}, {y}) is outside the district")
        return CellFace(self.model, int(index))

    def __iter__(self) -> Iterator[CellFace]:
        return iter(self.all_cells)

    def __getstate__(self) -> dict[str, Any]:
        """Save nothing but the model."""
        return {"model": self.model}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Restore what ``__getstate__`` saved."""
        self.__dict__.update(state)
