"""Pareto fronts of a sweep: which decisions no other beats, and how sure that is.

A decision is on the front where none is at least as good in every outcome and better in one. The
best of many noisy means is too good to be true (the winner's curse), so a front is run again on
seeds it has not met: :func:`fresh_experiment` says which runs, :func:`rescored` what came of them.
Attainment surfaces: Grunert da Fonseca, Fonseca & Hall 2001, EMO, LNCS 1993.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from twin.compare.paired import mean_with_interval
from twin.errors import InputError
from twin.findings.table import (
    Swept,
    by_decision,
    decisions_of,
    finished,
    outcomes_of,
    turned,
    uncertainties_of,
)
from twin.settings import Settings
from twin.sweep.axes import TABLE, Design, Replications
from twin.sweep.experiment import Experiment

#: Shares of the runs by which an attainment surface is reached.
SHARES = (0.1, 0.5, 0.9)


def non_dominated(values: NDArray[np.float64], directions: Sequence[str]) -> NDArray[np.bool_]:
    """Tell which rows no other row beats: one direction (``"max"``, ``"min"``) for each column.

    Equal rows do not beat each other; a row with NaN is not on the front and beats none.

    >>> rows = np.array([[1.0, 1.0], [2.0, 0.0], [0.5, 1.0], [1.0, 1.0]])
    >>> non_dominated(rows, ["max", "max"]).tolist()
    [True, True, False, True]
    """
    better = turned(values, directions)
    whole: NDArray[np.bool_] = np.asarray(np.isfinite(better).all(axis=1))
    kept = whole.copy()
    for place in np.flatnonzero(whole):
        others = better[whole]
        beaten = (others >= better[place]).all(axis=1) & (others > better[place]).any(axis=1)
        kept[place] = not beaten.any()
    return kept


def front(sweep: Swept, outcomes: Sequence[str] = ()) -> pd.DataFrame:
    """Give a row for each decision: the levers, the mean of each outcome and whether it is beaten.

    For each outcome its mean over all futures and seeds and the ends of the 90 % interval
    (``_low``, ``_high``; NaN for fewer than three runs); ``on_front`` by the means; ``share``, the
    part of its strokes of luck (futures and seeds) in which the decision is on that one's front.
    """
    wanted = outcomes_of(sweep, outcomes)
    tables = [by_decision(sweep, outcome) for outcome in wanted]
    cube = np.stack([table.to_numpy(np.float64) for table in tables], axis=-1)
    directions = list(wanted.values())
    found = decisions_of(tables[0])
    for place, outcome in enumerate(wanted):
        rows = np.array([mean_with_interval(row) for row in cube[:, :, place]], np.float64)
        rows = rows.reshape(-1, 3)  # also of no decision
        for column, suffix in enumerate(("", "_low", "_high")):
            found[f"{outcome}{suffix}"] = rows[:, column]
    found["on_front"] = non_dominated(found[list(wanted)].to_numpy(np.float64), directions)
    by_luck = [non_dominated(cube[:, luck], directions) for luck in range(cube.shape[1])]
    there = np.isfinite(cube).all(axis=2).sum(axis=1)
    found["share"] = np.sum(by_luck, axis=0) / np.where(there, there, np.nan)
    return found


def attainment(
    sweep: Swept, outcomes: Sequence[str] = (), shares: Sequence[float] = SHARES
) -> pd.DataFrame:
    """Give the attainment surfaces of two outcomes: a row for each place, a column for each share.

    The first column is the first outcome; column ``0.5`` is how much of the second at least half
    of the strokes of luck reach together with that much of the first. NaN where so many do not.
    Raises InputError where there are not two outcomes.
    """
    wanted = outcomes_of(sweep, outcomes)
    if len(wanted) != 2:
        raise InputError("value out of range", "outcomes", len(wanted), "2 outcomes")
    first, second = (by_decision(sweep, name).to_numpy(np.float64) for name in wanted)
    lines = attained(first, second, list(wanted.values()), shares)
    return pd.DataFrame(lines, columns=[next(iter(wanted)), *map(str, shares)])


def attained(
    first: NDArray[np.float64],
    second: NDArray[np.float64],
    directions: Sequence[str],
    shares: Sequence[float] = SHARES,
) -> NDArray[np.float64]:
    """Give attainment surfaces of points (rows) under strokes of luck (columns).

    Gives places of the first outcome, best last, and beside each the second for each share.
    """
    signs = [1.0 if direction == "max" else -1.0 for direction in directions]
    one, two = first * signs[0], second * signs[1]
    both = np.isfinite(one) & np.isfinite(two)
    places = np.unique(one[both])
    reach = np.where(both, two, -np.inf)
    heights = np.array(
        [np.where(one >= place, reach, -np.inf).max(axis=0, initial=-np.inf) for place in places]
    )
    ordered = -np.sort(-heights, axis=1)
    ranks = [max(1, int(np.ceil(share * heights.shape[1] - 1e-9))) - 1 for share in shares]
    surface = np.where(np.isfinite(ordered[:, ranks]), ordered[:, ranks] * signs[1], np.nan)
    return np.column_stack([places * signs[0], surface])


def fresh_experiment(sweep: Swept, runs: int, outcomes: Sequence[str] = ()) -> Experiment:
    """Give the experiment that scores the front again: its points, ``runs`` seeds it has not met.

    Seeds go on after the last one of the sweep.
    """
    asked = sweep.experiment
    found = front(sweep, outcomes)
    names = [axis.name for axis in asked.levers]
    chosen = found.loc[found["on_front"], names]
    whole = finished(sweep)
    futures = whole[uncertainties_of(sweep)].drop_duplicates()
    rows = chosen.merge(futures, how="cross") if len(futures.columns) else chosen
    points = tuple(
        Settings({str(name): float(value) for name, value in row.items()})
        for row in rows.to_dict("records")
    )
    seeds = Replications(runs, runs, None, int(whole["seed"].max()) + 1)
    return replace(
        asked, name=f"{asked.name}-fresh", design=Design(TABLE, rows=points), replications=seeds
    )


def rescored(sweep: Swept, fresh: Swept, outcomes: Sequence[str] = ()) -> pd.DataFrame:
    """Give the front as the fresh seeds score it, and by how much the old ones flattered it.

    Columns as of :func:`front` on the fresh runs, then for each outcome ``_flattery``: the old mean
    minus the fresh one, positive where the old one was better. Raises InputError where the fresh
    runs share a seed with the old.
    """
    shared = set(finished(sweep)["seed"]) & set(finished(fresh)["seed"])
    if shared:
        raise InputError("seed given twice", "fresh", min(shared), "seeds the sweep has not met")
    names = [axis.name for axis in sweep.experiment.levers]
    wanted = outcomes_of(sweep, outcomes)
    old = front(sweep, outcomes)[[*names, *wanted]]
    both = front(fresh, list(wanted)).merge(old, on=names, suffixes=("", "_before"))
    for name, direction in wanted.items():
        gap = both.pop(f"{name}_before") - both[name]
        both[f"{name}_flattery"] = gap if direction == "max" else -gap
    return both
