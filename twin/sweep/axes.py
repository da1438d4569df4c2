"""What an experiment is made of: axes, a design over them, how often each point is run, and points.

An *axis* is a lever or a parameter with the values it takes; a *point* is one value for each axis.
May import ``twin.errors`` and ``twin.settings``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from twin.errors import InputError
from twin.settings import Settings

GRID, LATIN, SOBOL, TABLE, ONE_AT_A_TIME = METHODS = (
    "grid", "latin", "sobol", "table", "one-at-a-time",
)  # fmt: skip
#: Levels that a range is given where all values of an axis have to be listed, and points of a
#: sample, where the file does not say.
LEVELS, SAMPLE = 3, 64
#: Runs of every point where the file does not say.
REPLICATIONS = 5
#: Most points of a design, most runs that all of them may need, and most axes.
MOST_POINTS, MOST_RUNS, MOST_AXES = 1_000_000, 10_000_000, 100


@dataclass(frozen=True)
class Axis:
    """The values one lever or parameter takes: listed ``levels``, or a range ``low`` to ``high``.

    >>> Axis("authority", 0.2, 1.0).spread(3)
    (0.2, 0.6, 1.0)
    >>> Axis("whistle", 0.0, 1.0, (0.0, 1.0)).at(0.7)
    1.0
    """

    name: str
    low: float
    high: float
    levels: tuple[float, ...] = ()

    def at(self, share: float) -> float:
        """Give the value at a share from 0 to 1 of the range, or of the list of levels."""
        if self.levels:
            return self.levels[min(int(share * len(self.levels)), len(self.levels) - 1)]
        return self.low + share * (self.high - self.low)

    def spread(self, number: int) -> tuple[float, ...]:
        """Give the levels, or ``number`` values spread evenly over the range, ends included."""
        if self.levels:
            return self.levels
        steps = max(1, number - 1)
        inner = (self.low * (1 - i / steps) + self.high * (i / steps) for i in range(number))
        return tuple(round(value, 12) for value in inner)

    def to_mapping(self) -> dict[str, list[float]]:
        """Give the axis as a file writes it."""
        return {"grid": list(self.levels)} if self.levels else {"range": [self.low, self.high]}


@dataclass(frozen=True)
class Design:
    """How points are chosen.

    ``method`` is one of ``METHODS``. ``points`` is the size of a sample (latin, sobol), or how many
    levels a range has where values are listed (grid, one-at-a-time); None takes 64 or 3.
    ``crossed``: every combination of the listed levels meets one and the same sample of the ranges.
    ``seed`` decides the luck of a sample; ``rows`` are the points of a table.
    """

    method: str = GRID
    points: int | None = None
    crossed: bool = False
    seed: int = 0
    rows: tuple[Settings, ...] = ()

    def to_mapping(self) -> dict[str, Any]:
        """Give the design as a file writes it."""
        given: dict[str, Any] = {"method": self.method}
        if self.points is not None:
            given["points"] = self.points
        if self.method in (LATIN, SOBOL):
            given |= {"crossed": self.crossed, "seed": self.seed}
        if self.method == TABLE:
            given["rows"] = [dict(row) for row in self.rows]
        return given


@dataclass(frozen=True)
class Stop:
    """When a point has been run often enough: the 90 % interval of ``metric`` is narrow.

    ``half_width`` is half its width, in the unit of the indicator. ``paired``: the interval of the
    mean difference from the first point over the same seeds, else that of the point's own mean.
    """

    metric: str
    half_width: float
    paired: bool = True

    def to_mapping(self) -> dict[str, Any]:
        """Give the rule as a file writes it."""
        return {"metric": self.metric, "half_width": self.half_width, "paired": self.paired}


@dataclass(frozen=True)
class Replications:
    """How often each point is run: ``low`` to ``high`` times, with seeds from ``first_seed`` on.

    All points take the same seeds (common random numbers). Without a rule to stop a point is run
    ``high`` times; with one, it is looked at after ``low`` runs and then after every
    :attr:`batch` more.
    """

    low: int = REPLICATIONS
    high: int = REPLICATIONS
    stop: Stop | None = None
    first_seed: int = 1

    @property
    def batch(self) -> int:
        """Runs between two looks: half of ``low``, so that luck is not looked at too often."""
        return max(1, self.low // 2)

    def seeds(self) -> range:
        """Give the seeds, as many as one point may take."""
        return range(self.first_seed, self.first_seed + self.high)

    def to_mapping(self) -> dict[str, Any]:
        """Give the replications as a file writes them."""
        given: dict[str, Any] = {"min": self.low, "max": self.high, "first_seed": self.first_seed}
        return given if self.stop is None else given | {"stop": self.stop.to_mapping()}


@dataclass(frozen=True)
class Point:
    """One point of a design: its ``number`` from 0, and a value for every axis."""

    number: int
    levers: Settings = field(default_factory=Settings)
    uncertainties: Settings = field(default_factory=Settings)

    @property
    def values(self) -> dict[str, float]:
        """Give all values by name, levers first."""
        return {**self.levers, **self.uncertainties}


def check_apart(levers: Mapping[str, Any], uncertainties: Mapping[str, Any], where: str) -> None:
    """Raise InputError where a name is an axis of both kinds, or there are too many axes."""
    for name in levers:
        if name in uncertainties:
            allowed = "a name under levers or under uncertainties"
            raise InputError("two answers", where, name, allowed)
    number = len(levers) + len(uncertainties)
    if number > MOST_AXES:
        raise InputError("value out of range", where, number, f"{MOST_AXES} axes at most")
