"""Scenario discovery: where in the space of a sweep it goes wrong, as a box that can be said.

PRIM, the patient rule induction method: Friedman & Fisher 1999, Statistics and Computing 9; its use
for policies: Bryant & Lempert 2010, Technological Forecasting and Social Change 77(1). The
algorithm is that of ema_workbench (the extra ``discover``).
"""

import importlib
import logging
import math
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from agents.knob import Words
from twin.drawing import Row, rows_picture
from twin.errors import InputError, check_extra
from twin.findings.conditions import Condition, read_condition
from twin.findings.table import Swept, finished
from twin.sweep.axes import Axis

#: Least share of a box's points that fail, least share of all points in it, most boxes.
DENSITY, MASS, MOST = 0.8, 0.05, 3
#: Fewest points that fail, and that do not.
FEWEST = 5
COLUMNS = ("box", "axis", "low", "high", "axis_low", "axis_high", "p", "coverage", "density",
           "mass")  # fmt: skip
TITLE = Words("“{0}”在何处成立：第 1 个框（各轴按范围）", "Where {0}: box 1 (axes by their range)")
NEEDED_BY = Words("情景发现", "scenario discovery")
SHARE = Words("在轴的范围内所处位置", "place within the range of the axis")


def failing(sweep: Swept, fail: str | Condition) -> pd.DataFrame:
    """Give a row for each point: its axes, and whether it ``fails`` in half of its seeds or more.

    ``seeds`` counts those that could be judged; a point with none is left out.
    """
    condition = read_condition(fail, "--fail")
    runs = finished(sweep)
    values = {name: runs[name].to_numpy(np.float64) for name in condition.names}
    judged = np.logical_and.reduce([np.isfinite(column) for column in values.values()])
    names = [axis.name for axis in sweep.experiment.axes]
    table = runs[["point", *names]].assign(fails=condition.holds(values))[judged]
    points = table.groupby("point")
    found = points[names].first()
    found["fails"] = points["fails"].mean() >= 0.5
    found["seeds"] = points.size()
    return found


def discover(sweep: Swept, fail: str | Condition) -> pd.DataFrame:
    """Give the boxes in which a condition mostly holds: a row for each axis a box restricts.

    ``low`` and ``high`` bound the box on the axis (``axis_low`` to ``axis_high`` is all that was
    run); ``p``, the larger quasi-p-value of the two bounds: below 0.05, the axis is hardly
    restricted by luck. Of a box: ``density``, the share of its points that fail (0.8 or more),
    ``coverage``, the share of all failing points that lie in it, ``mass``, the share of all points.
    Of the boxes PRIM peels off, the one with the largest harmonic mean of coverage and density.
    No row where no box is dense enough. Raises InputError for a condition that cannot be read and
    for too few points of either kind, NotReady without the extra.
    """
    points = failing(sweep, fail)
    bad = points["fails"].to_numpy(bool)
    if min(bad.sum(), (~bad).sum()) < FEWEST:
        got = f"{bad.sum()} of {len(bad)} points fail"
        allowed = f"{FEWEST} that fail and {FEWEST} that do not"
        raise InputError("too few points", "--fail", got, allowed)
    check_extra("ema_workbench", "discover", NEEDED_BY)
    axes = [axis for axis in sweep.experiment.axes if points[axis.name].nunique() > 1]
    rows = [
        {**row, "box": number}
        for number, box in enumerate(_boxes(points[[axis.name for axis in axes]], bad), 1)
        for row in _restricted(box, axes, points)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def box_picture(sweep: Swept, fail: str | Condition, words: str = "en") -> str:
    """Draw the first box: on each axis it restricts, the part of the range it takes, as SVG."""
    return drawn(discover(sweep, fail), fail, words)


def drawn(found: pd.DataFrame, fail: str | Condition, words: str = "en") -> str:
    """Draw the first of the boxes that :func:`discover` gave for a condition, as SVG."""
    condition = read_condition(fail, "--fail")
    rows = [
        Row(f"{row['axis']} {row['low']:.3g} … {row['high']:.3g}", math.nan, low, high)
        for row in found[found["box"] == 1].to_dict("records")
        for low, high in (_shares(row),)
    ]
    title = TITLE[words].format(condition.told(words))
    return rows_picture(title, SHARE[words], rows, (0.0, 1.0))


def _shares(row: dict[str, float]) -> tuple[float, float]:
    span = row["axis_high"] - row["axis_low"]
    return (row["low"] - row["axis_low"]) / span, (row["high"] - row["axis_low"]) / span


def _boxes(table: pd.DataFrame, bad: NDArray[np.bool_]) -> list[Any]:
    """Let PRIM find boxes, one after the other, until one is not dense enough."""
    boxes: list[Any] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its imports, and of pandas' deprecations in it
        logging.getLogger("EMA").setLevel(logging.ERROR)
        prim = importlib.import_module("ema_workbench.analysis.prim")
        search = prim.Prim(
            table.reset_index(drop=True).astype(np.float64), bad, threshold=DENSITY, mass_min=MASS
        )
        while len(boxes) < MOST:
            box = search.find_box()
            if box is None or box.mean < DENSITY:
                break
            box.select(_best(box.peeling_trajectory))
            boxes.append(box)
    return boxes


def _best(peeled: pd.DataFrame) -> int:
    """Choose a dense box of the trajectory by the harmonic mean of coverage and density."""
    coverage, density = (peeled[name].to_numpy(np.float64) for name in ("coverage", "density"))
    score = 2.0 * coverage * density / np.maximum(coverage + density, 1e-12)
    return int(np.where(density >= DENSITY, score, -1.0).argmax())


def _restricted(box: Any, axes: list[Axis], points: pd.DataFrame) -> Iterator[dict[str, Any]]:
    quasi = box.qp[box._cur_box]
    stats = {name: float(getattr(box, name)) for name in ("coverage", "density", "mass")}
    for name in (axis.name for axis in axes if axis.name in quasi):
        low, high = (float(end) for end in box.box_lim[name])
        ends = float(points[name].min()), float(points[name].max())
        p = max((float(p) for p in quasi[name] if p >= 0.0), default=math.nan)
        row = (name, low, high, *ends, p)
        yield dict(zip(COLUMNS[1:], row, strict=False)) | stats
