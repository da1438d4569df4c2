"""Rows of a file with their shapes, as every reader gives them: the words the importer works in.

May import the standard library, numpy, ``twin.districts`` and ``twin.errors``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from agents.knob import Words
from twin.districts.shares import Floats
from twin.districts.sheet import Sheet
from twin.errors import InputError

#: Most points of all shapes of a file.
MOST_POINTS = 3_000_000


@dataclass(frozen=True, eq=False)
class Shape:
    """One polygon or more: rings (n, 2) of longitude and latitude, and which are holes.

    A point has one "ring" of one row; a line has none: nothing is made of it.
    """

    rings: tuple[Floats, ...] = ()
    holes: tuple[bool, ...] = ()

    @property
    def is_point(self) -> bool:
        """Tell whether it is a point."""
        return len(self.rings) == 1 and len(self.rings[0]) == 1

    @property
    def is_area(self) -> bool:
        """Tell whether it is a polygon or several."""
        return bool(self.rings) and not self.is_point


@dataclass(frozen=True, eq=False)
class Layer:
    """Rows of a file, the shape of each (None: it has none), and role -> heading of its columns."""

    sheet: Sheet
    shapes: tuple[Shape | None, ...]
    roles: Mapping[str, str]
    unit: str = "line"
    first: int = 2

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.sheet)

    @property
    def file(self) -> str:
        """Give the name of the file."""
        return self.sheet.file

    def has(self, *roles: str) -> bool:
        """Tell whether there is a column for every one of the roles."""
        return all(role in self.roles for role in roles)

    def texts(self, role: str) -> tuple[str, ...]:
        """Give the column of a role as text, empty texts where there is none."""
        return self._columns.get(role, self._blank)

    @cached_property
    def _columns(self) -> dict[str, tuple[str, ...]]:
        """The columns by role, read once: fields are asked for one by one."""
        return {role: self.sheet.texts(heading) for role, heading in self.roles.items()}

    @cached_property
    def _blank(self) -> tuple[str, ...]:
        return ("",) * len(self)

    def where(self, row: int, role: str = "") -> str:
        """Name file, record and column for a message."""
        name = self.texts("name_zh")[row] or self.texts("code")[row]
        record = f"{self.file}, {self.unit} {row + self.first}" + (f" ({name})" if name else "")
        return f"{record}, column {self.roles[role]}" if role in self.roles else record

    def number(self, row: int, role: str, low: float, high: float) -> float:
        """Give a field as a number in [low, high]; raises InputError for an empty one too."""
        text = self.texts(role)[row].replace(",", "").replace("，", "")
        try:
            value = float(text)
        except ValueError:
            what = "empty field" if not text else "not a number"
            allowed = _number_wanted(low, high)
            raise InputError(what, self.where(row, role), text or None, allowed) from None
        if not low <= value <= high:  # NaN is not either
            raise InputError(
                "value out of range", self.where(row, role), value, f"{low:g} to {high:g}"
            )
        return value


def _number_wanted(low: float, high: float) -> Words:
    return Words(
        f"{low:g} 到 {high:g} 的数；请补填，或删去整列",
        f"a number, {low:g} to {high:g}: fill it in, or leave the whole column out",
    )


def check_points(file: str, shapes: Iterable[Shape | None]) -> None:
    """Refuse shapes with too many points, rings with none, and places that are no numbers."""
    total = 0
    for number, shape in enumerate(shapes, start=1):
        rings = shape.rings if shape is not None else ()
        total += sum(len(ring) for ring in rings)
        if not all(len(ring) for ring in rings):
            allowed = Words("每个环至少三个不同的点", "three different points a ring, or more")
            raise InputError("shape without area", f"{file}, feature {number}", None, allowed)
        if not all(np.isfinite(ring).all() for ring in rings):
            raise InputError("not a number", f"{file}, feature {number}", None, "coordinates")
    if total > MOST_POINTS:
        allowed = Words(f"不超过 {MOST_POINTS:,} 个点；请简化边界", f"{MOST_POINTS:,}: simplify it")
        raise InputError("too large", file, f"{total:,} points", allowed)


def polygon(rings: Iterable[Any]) -> Shape:
    """Give one polygon: the first ring is its outline, the others are holes."""
    found = tuple(points(ring) for ring in rings)
    return Shape(found, tuple(place > 0 for place in range(len(found))))


def joined(shapes: Sequence[Shape]) -> Shape:
    """Give several polygons as one shape."""
    rings = tuple(ring for shape in shapes for ring in shape.rings)
    return Shape(rings, tuple(hole for shape in shapes for hole in shape.holes))


def points(places: Any) -> Floats:
    """Give places as rows of longitude and latitude (n, 2); a height is left out."""
    found: Floats = np.array([place[:2] for place in places], np.float64).reshape(-1, 2)
    return found
