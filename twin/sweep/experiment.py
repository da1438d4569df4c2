"""The experiment: a scenario, what of it is varied, how often each point is run, what it is for.

One object behind three doors: a TOML file, a mapping in Python, and the page. How a file is read is
in ``twin/sweep/reading.py``. May import ``twin.scenario`` and what lies below.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from twin.own import all_levers
from twin.parameters import PARAMETERS
from twin.paths import find_toml
from twin.reading import SCHEMA, Reading, known_schema, read_toml
from twin.scenario import Scenario
from twin.sweep.axes import TABLE, Axis, Design, Point, Replications
from twin.sweep.designs import combinations, split
from twin.sweep.reading import read_fields


@dataclass(frozen=True)
class Experiment:
    """What a sweep runs.

    ``scenario`` is what all points share; ``levers`` (what a government chooses) and
    ``uncertainties`` (what it cannot) are axes in the order of the file. ``design`` says which
    points are run, ``replications`` how often, ``outcomes`` which indicators it is for and whether
    more (``"max"``) or less (``"min"``) of each is wanted.

    >>> found = Experiment.from_mapping({
    ...     "experiment": {"name": "small", "district": "classroom", "days": 1, "burn_in": 0},
    ...     "levers": {"authority": {"grid": [0.2, 1.0]}},
    ...     "outcomes": {"order": "max"},
    ... })
    >>> [point.values for point in found.points()]
    [{'authority': 0.2}, {'authority': 1.0}]
    """

    name: str
    scenario: Scenario = field(default_factory=Scenario)
    levers: tuple[Axis, ...] = ()
    uncertainties: tuple[Axis, ...] = ()
    design: Design = field(default_factory=Design)
    replications: Replications = field(default_factory=Replications)
    outcomes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, path: str | Path) -> "Experiment":
        """Read an experiment: a file, by its path that ends in ``.toml``, or a shipped one by name.

        Raises InputError naming file and key for the first mistake.
        """
        file = find_toml(path, "experiments", "unknown experiment", "experiment")
        return cls(**read_fields(read_toml(file), file.parent))

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any], where: str = "experiment") -> "Experiment":
        """Make an experiment from plain data with the keys of a file; raises InputError."""
        return cls(**read_fields(known_schema(Reading(values, where)), Path()))

    @property
    def axes(self) -> tuple[Axis, ...]:
        """Give all axes, levers first."""
        return (*self.levers, *self.uncertainties)

    def points(self) -> list[Point]:
        """Give all points in their order; the first is what the others are compared with."""
        return list(self.each_point())

    def each_point(self) -> Iterator[Point]:
        """Give one point after the other."""
        levers = frozenset(axis.name for axis in self.levers)
        for number, values in enumerate(combinations(self.axes, self.design, self.usual())):
            yield Point(number, *split(values, levers))

    def usual(self) -> dict[str, float]:
        """Give the value each axis has in the scenario itself."""
        defaults = {knob.name: knob.default for knob in (*all_levers(), *PARAMETERS)}
        here = defaults | self.scenario.vector() | dict(self.scenario.parameters)
        return {axis.name: here[axis.name] for axis in self.axes}

    def at(self, point: Point) -> Scenario:
        """Give the scenario of one point."""
        levers = {**self.scenario.levers, **point.levers}
        parameters = {**self.scenario.parameters, **point.uncertainties}
        return replace(self.scenario, levers=levers, parameters=parameters)

    def to_mapping(self) -> dict[str, Any]:
        """Give plain data, from which :meth:`from_mapping` makes an equal experiment."""
        base = self.scenario.to_dict()
        fixed = {"levers": base.pop("levers"), "uncertainties": base.pop("parameters")}
        given = {name: value for name, value in base.items() if value not in (None, [])}
        given.pop("schema")
        return {
            "schema": SCHEMA,
            "experiment": {"name": self.name, **given},
            **{kind: {**fixed[kind], **self._written(kind)} for kind in fixed},
            "design": self.design.to_mapping(),
            "replications": self.replications.to_mapping(),
            "outcomes": dict(self.outcomes),
        }

    def _written(self, kind: str) -> dict[str, Any]:
        """Give the axes of a kind as a file writes them; those of a table are its columns."""
        axes: tuple[Axis, ...] = () if self.design.method == TABLE else getattr(self, kind)
        return {axis.name: axis.to_mapping() for axis in axes}
