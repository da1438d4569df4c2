"""What every finding begins with: the finished runs of a sweep, its axes, what is wanted of it.

A *decision* is one value for each lever, a *future* one value for each uncertainty; a point of the
design is a decision in a future, and every run of it has a seed. May import ``twin.sweep``.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from twin.errors import InputError, check_known
from twin.indicators import INDICATORS
from twin.sweep.experiment import Experiment
from twin.sweep.journal import DONE

MAX, MIN = "max", "min"
#: Which way an indicator is better, in the words of ``twin.compare``.
BETTER = {MAX: "up", MIN: "down"}
BY_NAME = {indicator.name: indicator for indicator in INDICATORS}


class Swept(Protocol):
    """Anything that holds the runs of an experiment: a ``twin.sweep.Sweep``, or a part of one."""

    @property
    def experiment(self) -> Experiment:
        """What was asked."""

    @property
    def runs(self) -> pd.DataFrame:
        """A row for each run: point, seed, a column for each axis, status, all indicators."""


def levers_of(sweep: Swept) -> list[str]:
    """Name the levers that are varied."""
    return [axis.name for axis in sweep.experiment.levers]


def uncertainties_of(sweep: Swept) -> list[str]:
    """Name the uncertainties that are varied."""
    return [axis.name for axis in sweep.experiment.uncertainties]


def finished(sweep: Swept) -> pd.DataFrame:
    """Give the whole runs in the order of their points and seeds; raises InputError for none."""
    runs = sweep.runs
    whole = runs[runs["status"] == DONE]
    if not len(whole):
        raise InputError("no finished run", "sweep", len(runs), "a sweep with finished runs")
    return whole.sort_values(["point", "seed"], kind="stable", ignore_index=True)


def outcomes_of(sweep: Swept, names: Sequence[str] = ()) -> dict[str, str]:
    """Give the directions of some outcomes of the experiment, of all for no name.

    Raises InputError for an outcome that is none, or where the experiment has none.
    """
    outcomes = sweep.experiment.outcomes
    for name in names:
        check_known(name, outcomes, "unknown indicator", "outcomes")
    chosen = {name: outcomes[name] for name in names or outcomes}
    if not chosen:
        raise InputError("missing key", "outcomes", allowed="outcomes: an indicator and max or min")
    return chosen


def by_decision(sweep: Swept, outcome: str) -> pd.DataFrame:
    """Give one outcome as a table: a row for each decision, a column for each stroke of luck.

    Columns are the values of the uncertainties and the seed; NaN where a run is missing. Rows are
    in the order of the points.
    """
    return _spread(sweep, outcome, [*uncertainties_of(sweep), "seed"])


def by_future(sweep: Swept, outcome: str) -> pd.DataFrame:
    """Give one outcome as a table: a row for each decision, a column for each future.

    Cells are means over the seeds; where no uncertainty is varied, each seed is a future.
    """
    return _spread(sweep, outcome, uncertainties_of(sweep) or ["seed"])


def _spread(sweep: Swept, outcome: str, columns: list[str]) -> pd.DataFrame:
    runs, rows = finished(sweep), levers_of(sweep)
    if not rows:
        raise InputError("missing key", "levers", allowed="a sweep that varies a lever")
    means = runs.groupby([*rows, *columns], sort=False)[outcome].mean()
    table = means.unstack(columns)
    order = pd.MultiIndex.from_frame(runs[rows].drop_duplicates())
    return table.reindex(order if len(rows) > 1 else order.get_level_values(0))


def decisions_of(table: pd.DataFrame) -> pd.DataFrame:
    """Give the levers of the rows of such a table, as columns."""
    return table.index.to_frame(index=False)


def place_of(decisions: pd.DataFrame, wanted: Mapping[str, float] | None) -> int:
    """Give the row of a decision (default: the first); raises InputError where there is none."""
    if wanted is None:
        return 0
    for name in wanted:
        check_known(name, decisions.columns, "unknown lever", "reference")
    hit = np.ones(len(decisions), bool)
    for name, value in wanted.items():
        hit &= np.isclose(decisions[name].to_numpy(np.float64), value)
    if not hit.any():
        raise InputError("no such point", "reference", dict(wanted), "a point of the sweep")
    return int(hit.argmax())


def turned(values: NDArray[np.float64], directions: Sequence[str]) -> NDArray[np.float64]:
    """Give columns of which more is better, by the direction of each."""
    signs = np.array([1.0 if direction == MAX else -1.0 for direction in directions])
    result: NDArray[np.float64] = np.asarray(values, np.float64) * signs
    return result


def named(decision: Mapping[Any, Any]) -> str:
    """Write a decision for a label: ``"authority 0.2, whistle 1"``."""
    return ", ".join(f"{name} {value:g}" for name, value in decision.items())


def label_of(outcome: str, words: str) -> str:
    """Give the label of an indicator in a language; its name where it has none."""
    return BY_NAME[outcome].label[words] if outcome in BY_NAME else outcome
