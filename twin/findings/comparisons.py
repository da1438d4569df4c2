"""Every decision beside one of them, under common random numbers: paired differences.

May import ``twin.compare``, ``twin.drawing`` and what lies below.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from agents.knob import Words
from twin.compare.paired import paired
from twin.drawing import Row, rows_picture
from twin.findings.table import (
    BETTER,
    BY_NAME,
    Swept,
    by_decision,
    decisions_of,
    label_of,
    levers_of,
    named,
    outcomes_of,
    place_of,
    uncertainties_of,
)

TITLE = Words("与{0}之差（90% 区间）", "Difference from {0} (90 % interval)")


def compare_decisions(sweep: Swept, reference: Mapping[str, float] | None = None) -> pd.DataFrame:
    """Give a row for each outcome and decision beside the ``reference`` (default: the first).

    Runs are paired by future and seed. Columns: the levers, ``outcome``, what
    :class:`~twin.compare.paired.Paired` holds, and ``gain``: how many times the runs independent
    seeds would take for an interval as narrow, (s1^2 + s2^2) / s^2 of the difference. Where
    uncertainties are varied, pairs are futures (means over seeds): the runs of one future are not
    independent. Raises InputError where the reference is no decision of the sweep.
    """
    rows = []
    for outcome in outcomes_of(sweep):
        table = _pairs(sweep, outcome)
        decisions = decisions_of(table)
        base = place_of(decisions, reference)
        values = table.to_numpy(np.float64)
        for place in range(len(values)):
            if place != base:
                found = _compared(sweep, outcome, values[base], values[place])
                rows.append({**decisions.loc[place], "outcome": outcome, **found})
    return pd.DataFrame(rows)


def differences_picture(sweep: Swept, outcome: str, words: str = "en") -> str:
    """Draw the differences of one outcome from the first decision, as SVG."""
    found = compare_decisions(sweep)
    found = found[found["outcome"] == outcome]
    names = levers_of(sweep)
    rows = [
        Row(named({name: row[name] for name in names}), row["difference"], row["low"], row["high"])
        for row in found.to_dict("records")
    ]
    first = named(decisions_of(_pairs(sweep, outcome)).loc[0])
    return rows_picture(TITLE[words].format(first), label_of(outcome, words), rows)


def _pairs(sweep: Swept, outcome: str) -> pd.DataFrame:
    table = by_decision(sweep, outcome)
    futures = uncertainties_of(sweep)
    if not futures:
        return table
    return table.T.groupby(level=futures, sort=False).mean().T


def _compared(
    sweep: Swept, outcome: str, base: NDArray[np.float64], other: NDArray[np.float64]
) -> dict[str, Any]:
    unit = BY_NAME[outcome].unit if outcome in BY_NAME else ""
    better = BETTER[sweep.experiment.outcomes[outcome]]
    found = paired(base.tolist(), other.tolist(), unit, better)
    numbers = {
        name: float("nan") if value is None else value for name, value in found.to_dict().items()
    }
    both = np.isfinite(base) & np.isfinite(other)
    return numbers | {"gain": crn_gain(base[both], other[both])}


def crn_gain(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """Give how many times as many runs independent seeds take for the same interval.

    >>> crn_gain(np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.5, 4.0]))
    13.0
    """
    if len(first) < 2:
        return float("nan")
    paired_variance = float((second - first).var(ddof=1))
    apart = float(first.var(ddof=1) + second.var(ddof=1))
    return apart / paired_variance if paired_variance > 0.0 else float("nan")
