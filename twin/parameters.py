"""The parameters: what a government cannot choose. One row each, with source and grade.

The rows stand in ``scenarios/parameters.csv`` (a table is easier to read and to review than code);
kernels receive them as one record of float64. A source "row N" is a row of the project's table of
collected figures; "study" means a value found by trial in an earlier prototype of these rules,
which makes it an assumption with a number that is known to behave. To add a parameter, add a row.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from agents.knob import Grade, Parameter, Words
from twin.paths import scenarios_home


def read_parameters(path: Path) -> Iterator[Parameter]:
    """Give the parameters declared in a CSV file, in its order."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            low, high = float(row["low"]), float(row["high"])
            words = Words(row["zh"], row["en"])
            yield Parameter(
                name=row["name"],
                default=float(row["default"]),
                low=low,
                high=high,
                step=(high - low) / 100,
                unit=row["unit"],
                label=words,
                text=words,
                source=row["source"],
                grade=Grade(row["grade"]),
                live=False,
            )


PARAMETERS: tuple[Parameter, ...] = tuple(read_parameters(scenarios_home() / "parameters.csv"))
PARAMETER_NAMES: tuple[str, ...] = tuple(parameter.name for parameter in PARAMETERS)
