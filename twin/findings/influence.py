"""Which axes of a sweep matter: Morris' effects, Sobol's indices, or PAWN on any design.

:func:`sensitivity_experiment` says which points Morris or Sobol need, :func:`sensitivity` reads the
runs. PAWN asks nothing of the design: it compares the distribution of an outcome with that where
one axis is held (Pianosi & Wagener 2018, Environmental Modelling & Software 108). Needs the extra
``sa``.
"""

import importlib
import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from agents.knob import Words
from twin.analysis.design import MORRIS, RANKED_BY, SOBOL, analyse, block_rows, check_salib, design
from twin.drawing import Row, rows_picture
from twin.errors import InputError, check_known
from twin.findings.table import Swept, finished, label_of, outcomes_of
from twin.settings import Settings
from twin.sweep.axes import TABLE, Axis, Design
from twin.sweep.experiment import Experiment

PAWN = "pawn"
METHODS = (MORRIS, SOBOL, PAWN)
#: What the axes are ranked by, and half of its 90 % interval where the method gives one.
KEYS = {MORRIS: (RANKED_BY[MORRIS], "reach"), SOBOL: (RANKED_BY[SOBOL], "total_reach"),
        PAWN: ("median", "")}  # fmt: skip
#: Parts into which PAWN may cut the range of an axis, and the points each wants. Powers of 2 alone:
#: of some others SALib's quantiles come out a little above 1, which numpy refuses.
SLICES, A_SLICE = (8, 4, 2), 10
TITLES = {
    MORRIS: Words("莫里斯效应 μ*（90% 区间）", "Morris' effect, mu* (90 % interval)"),
    SOBOL: Words("索博尔总指数（90% 区间）", "Sobol's total index (90 % interval)"),
    PAWN: Words("PAWN 指数（中位数）", "PAWN index (median)"),
}


def sensitivity_experiment(
    experiment: Experiment, method: str, points: int, seed: int = 1
) -> Experiment:
    """Give the experiment with the points that Morris (trajectories) or Sobol (bases) need.

    Every axis must be a range. Raises InputError where one is a list of levels, or the method
    needs no design of its own.
    """
    check_known(method, (MORRIS, SOBOL), "unknown choice", "method")
    axes = _ranges(experiment)
    table = design(method, [axis.name for axis in axes], points, seed)
    rows = tuple(
        Settings({axis.name: axis.at(float(u)) for axis, u in zip(axes, row, strict=True)})
        for row in table
    )
    return replace(experiment, design=Design(TABLE, rows=rows))


def sensitivity(sweep: Swept, method: str, outcomes: Sequence[str] = ()) -> pd.DataFrame:
    """Give a row for each outcome and axis, those that matter most first.

    Values of a point are means over its seeds. Columns after ``outcome`` and ``axis`` as of
    :func:`twin.analysis.design.analyse`; for ``"pawn"``: ``median`` and ``maximum`` of the distance
    (Kolmogorov-Smirnov, 0 to 1) between distributions. Raises InputError where the points are not
    those of :func:`sensitivity_experiment`.
    """
    check_known(method, METHODS, "unknown choice", "method")
    wanted = outcomes_of(sweep, outcomes)
    axes = sweep.experiment.axes if method == PAWN else _ranges(sweep.experiment)
    check_salib()
    rows: list[dict[str, object]] = []
    for outcome in wanted:
        table, values = _points(sweep, axes, outcome)
        found = _pawn(axes, table, values) if method == PAWN else _by_design(
            method, axes, table, values
        )  # fmt: skip
        key = KEYS[method][0]
        ranked = sorted(found, key=lambda name: (-np.nan_to_num(found[name][key]), name))
        rows += [{"outcome": outcome, "axis": name, **found[name]} for name in ranked]
    return pd.DataFrame(rows)


def sensitivity_picture(sweep: Swept, method: str, outcome: str, words: str = "en") -> str:
    """Draw how much every axis matters for an outcome, as SVG."""
    value, reach = KEYS[method]
    rows = [
        Row(row["axis"], row[value], row[value] - around, row[value] + around)
        for row in sensitivity(sweep, method, [outcome]).to_dict("records")
        for around in (row[reach] if reach else math.nan,)
    ]
    return rows_picture(TITLES[method][words], label_of(outcome, words), rows)


def _ranges(experiment: Experiment) -> tuple[Axis, ...]:
    for axis in experiment.axes:
        if axis.levels:
            raise InputError("not a range", axis.name, list(axis.levels), "range = [low, high]")
    return experiment.axes


def _points(
    sweep: Swept, axes: Sequence[Axis], outcome: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the points as shares of their axes, and the mean outcome of each; NaN for none."""
    points = [point.values for point in sweep.experiment.points()]
    table = np.array([[point[axis.name] for axis in axes] for point in points], np.float64)
    low = np.array([axis.low for axis in axes])
    span = np.array([axis.high - axis.low for axis in axes])
    means = finished(sweep).groupby("point")[outcome].mean().reindex(range(len(points)))
    return (table - low) / span, means.to_numpy(np.float64)


def _by_design(
    method: str, axes: Sequence[Axis], table: NDArray[np.float64], values: NDArray[np.float64]
) -> dict[str, dict[str, float]]:
    rows = block_rows(method, len(axes))
    if not _fits(method, table, rows):
        allowed = "points as sensitivity_experiment lays them"
        raise InputError("not a design of this method", method, len(table), allowed)
    return analyse(method, [axis.name for axis in axes], table, values.tolist())


def _fits(method: str, table: NDArray[np.float64], rows: int) -> bool:
    """Tell whether points come in blocks of the method: how many numbers change within each."""
    if not len(table) or len(table) % rows:
        return False
    blocks = np.round(table, 6).reshape(-1, rows, table.shape[1])
    if method == MORRIS:
        return bool(((np.diff(blocks, axis=1) != 0.0).sum(axis=2) == 1).all())
    apart = (blocks[:, 1:-1] != blocks[:, :1]).sum(axis=2)
    return bool((apart <= 1).all())


def _pawn(
    axes: Sequence[Axis], table: NDArray[np.float64], values: NDArray[np.float64]
) -> dict[str, dict[str, float]]:
    there = np.isfinite(values)
    names = [axis.name for axis in axes]
    slices = next((n for n in SLICES if n * A_SLICE <= there.sum()), 0)
    if not slices or np.ptp(values[there]) == 0.0:
        return {name: {"median": math.nan, "maximum": math.nan} for name in names}
    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    analyze = importlib.import_module("SALib.analyze.pawn").analyze
    with np.errstate(all="ignore"):
        found = analyze(problem, table[there], values[there], S=slices, seed=1)
    return {
        name: {"median": float(found["median"][k]), "maximum": float(found["maximum"][k])}
        for k, name in enumerate(names)
    }
