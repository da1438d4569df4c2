"""Decisions that hold in many futures: regret, and how often they are good enough.

Regret: Savage 1951, JASA 46; satisficing as the domain criterion: Starr 1963, in Lempert et al.
2006, Management Science 52(4). A future is one value for each uncertainty; where none is varied,
each seed is one.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from agents.knob import Words
from twin.analysis.signs import share_interval
from twin.decisions.conditions import Condition, read_condition
from twin.decisions.table import (
    Swept,
    by_future,
    decisions_of,
    label_of,
    levers_of,
    named,
    outcomes_of,
    turned,
)
from twin.drawing import Row, rows_picture

REGRET = Words(
    "各决策的后悔值：平均（点）与最坏（线端）", "Regret: mean (point) and worst (end of line)"
)
ENOUGH = Words("满足“{0}”的未来所占份额", "Share of futures in which {0}")


def regret(sweep: Swept, outcome: str) -> pd.DataFrame:
    """Give a row for each decision: how much better another would have been, by future.

    Regret in a future is the best outcome any decision has there, minus this one's (for ``"min"``
    the other way round), so 0 is best. Columns: levers, ``mean``, ``ninetieth`` percentile and
    ``worst`` regret, ``futures`` in which it has a value, and ``best``, the share of futures in
    which nothing beats it.
    """
    [direction] = outcomes_of(sweep, [outcome]).values()
    table = by_future(sweep, outcome)
    regrets = regrets_of(table.to_numpy(np.float64), direction)
    counted = np.isfinite(regrets)
    found = decisions_of(table)
    rows = [row[there] for row, there in zip(regrets, counted, strict=True)]
    none = float("nan")
    found["mean"] = [row.mean() if len(row) else none for row in rows]
    found["ninetieth"] = [np.quantile(row, 0.9) if len(row) else none for row in rows]
    found["worst"] = [row.max() if len(row) else none for row in rows]
    found["futures"] = counted.sum(axis=1)
    found["best"] = [float((row == 0.0).mean()) if len(row) else none for row in rows]
    return found


def regrets_of(values: NDArray[np.float64], direction: str) -> NDArray[np.float64]:
    """Give the regret of each decision (row) in each future (column); NaN where there is no value.

    >>> regrets_of(np.array([[3.0, 1.0], [2.0, 4.0]]), "max").tolist()
    [[0.0, 3.0], [1.0, 0.0]]
    """
    better = turned(values, [direction] * values.shape[1])
    best = np.where(np.isfinite(better), better, -np.inf).max(axis=0, initial=-np.inf)
    result: NDArray[np.float64] = np.where(np.isfinite(best), best, np.nan) - better
    return result


def satisficing(sweep: Swept, enough: str | Condition) -> pd.DataFrame:
    """Give a row for each decision: in which share of futures it is good enough.

    ``enough`` is a condition on the means of a future over its seeds, such as ``"vitality>=0.5
    and order>=0.6"``. Columns: levers, ``share`` with its 90 % interval ``low`` to ``high``
    (Wilson), and the number of ``futures`` that could be judged. Raises InputError for a condition
    that cannot be read.
    """
    condition = read_condition(enough)
    tables = {name: by_future(sweep, name) for name in condition.names}
    found = decisions_of(next(iter(tables.values())))
    values = {name: table.to_numpy(np.float64) for name, table in tables.items()}
    judged = np.logical_and.reduce([np.isfinite(column) for column in values.values()])
    holds = condition.holds(values) & judged
    futures = judged.sum(axis=1)
    shares = [
        (hits / n, *share_interval(hits, n)) if n else (float("nan"),) * 3
        for hits, n in zip(holds.sum(axis=1).tolist(), futures.tolist(), strict=True)
    ]
    found[["share", "low", "high"]] = shares
    found["futures"] = futures
    return found


def regret_picture(sweep: Swept, outcome: str, words: str = "en") -> str:
    """Draw the regret of every decision, as SVG."""
    names = levers_of(sweep)
    rows = [
        Row(named({name: row[name] for name in names}), row["mean"], row["mean"], row["worst"])
        for row in regret(sweep, outcome).to_dict("records")
    ]
    return rows_picture(REGRET[words], label_of(outcome, words), rows)


def satisficing_picture(sweep: Swept, enough: str | Condition, words: str = "en") -> str:
    """Draw in which share of futures every decision is good enough, as SVG."""
    condition, names = read_condition(enough), levers_of(sweep)
    rows = [
        Row(named({name: row[name] for name in names}), row["share"], row["low"], row["high"])
        for row in satisficing(sweep, condition).to_dict("records")
    ]
    title = ENOUGH[words].format(condition.told(words))
    return rows_picture(title, title, rows)
