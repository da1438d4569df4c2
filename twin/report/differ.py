"""Where two saved runs first part: the day and the indicators, and before that what was put in."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from twin.record import Run, load_run

#: What is put into a run, as its manifest has it.
INPUTS = ("district", "policy", "seed", "version")
SCENARIO = ("days", "burn_in", "scale", "schedule", "shocks")


@dataclass(frozen=True)
class Divergence:
    """How two runs differ.

    ``same`` tells whether their digests are equal. ``inputs`` holds what was put in differently,
    by name, with both values. ``day`` is the first measured day on which an indicator differs
    (None: on no common day) and ``columns`` those that do, with both values; ``days`` how many
    measured days both have.
    """

    same: bool
    inputs: dict[str, tuple[Any, Any]]
    day: int | None
    columns: dict[str, tuple[float | None, float | None]]
    days: int

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "same": self.same,
            "inputs": {name: list(pair) for name, pair in self.inputs.items()},
            "day": self.day,
            "columns": {name: list(pair) for name, pair in self.columns.items()},
            "days": self.days,
        }


def first_divergence(one: str | Path | Run, other: str | Path | Run) -> Divergence:
    """Compare two runs, saved or in memory; raises InputError where a folder holds no run."""
    a, b = (run if isinstance(run, Run) else load_run(run) for run in (one, other))
    days = min(a.days, b.days)
    common = [name for name in a.names if name in b.names]
    left = a.values[:days, [a.names.index(name) for name in common]]
    right = b.values[:days, [b.names.index(name) for name in common]]
    differs = ~((left == right) | (np.isnan(left) & np.isnan(right)))
    rows = np.flatnonzero(differs.any(axis=1))
    first = int(rows[0]) if len(rows) else None
    columns = {}
    if first is not None:
        columns = {
            name: (_plain(left[first, k]), _plain(right[first, k]))
            for k, name in enumerate(common)
            if differs[first, k]
        }
    day = None if first is None else first + 1
    return Divergence(a.digest == b.digest, dict(_inputs(a, b)), day, columns, days)


def _plain(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _inputs(a: Run, b: Run) -> Iterator[tuple[str, tuple[Any, Any]]]:
    """Give what was put in differently: names, seed, version, scenario, levers, parameters."""
    for name in INPUTS:
        pair = getattr(a.origin, name), getattr(b.origin, name)
        if pair[0] != pair[1]:
            yield name, pair
    for name in SCENARIO:
        pair = a.origin.scenario.get(name), b.origin.scenario.get(name)
        if pair[0] != pair[1]:
            yield name, pair
    for kind, form in (("levers", "{}"), ("parameters", "{}"), ("own", "{} (text)")):
        ours, theirs = getattr(a.origin, kind), getattr(b.origin, kind)
        for name in {**ours, **theirs}:
            if ours.get(name) != theirs.get(name):
                yield form.format(name), (ours.get(name), theirs.get(name))
