"""What a lever turned up and down again shows: how far the way back lies from the way there.

May import ``twin.compare``, ``twin.drawing`` and what lies below.
"""

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from agents.knob import Words
from twin.compare.paired import median_interval, paired
from twin.drawing import HEIGHT, Scale, legend, line, mark, picture, plane, shade, widened
from twin.findings.table import label_of
from twin.findings.tipping import DOWN, UP, bimodality

TITLE = Words(
    "“{0}”调高（实线）再调低（虚线）；带：各种子间 90%",
    "{0} turned up (solid) and down (dashed); band: 90 % of seeds",
)
WAYS = Words("调高|调低", "up|down")
#: Quantiles of the seeds between which a band is drawn.
ENDS = (0.05, 0.95)


def loops(climbed: pd.DataFrame, outcomes: Sequence[str]) -> pd.DataFrame:
    """Give a row for each outcome and level: the way up beside the way down.

    ``climbed`` is what :func:`~twin.findings.tipping.climb_and_return` gives. Columns: mean ``up``
    and ``down``, their paired ``gap`` (up minus down) with its 90 % interval ``low`` to ``high``,
    the number of ``seeds``, and ``bimodality`` of the way up (above 5/9: two kinds of city).
    An interval that leaves out 0 is hysteresis at that level.
    """
    rows = []
    for outcome in outcomes:
        up, down = (
            climbed[climbed["way"] == way].pivot_table(
                index="level", columns="seed", values=outcome, dropna=False
            )
            for way in (UP, DOWN)
        )
        for level in down.index:
            ours, theirs = up.loc[level].to_numpy(float), down.loc[level].to_numpy(float)
            found = paired(theirs.tolist(), ours.tolist())
            both = np.isfinite(ours) & np.isfinite(theirs)
            rows.append({
                "outcome": outcome, "level": level, "up": found.mean, "down": found.reference,
                "gap": found.difference, "low": found.low, "high": found.high,
                "seeds": found.seeds, "bimodality": bimodality(ours[both]),
            })  # fmt: skip
    numbers = ("up", "down", "gap", "low", "high", "bimodality")
    return pd.DataFrame(rows).astype(dict.fromkeys(numbers, np.float64))


def tipping_summary(levels: pd.DataFrame) -> pd.DataFrame:
    """Give where half of the cities have tipped, from below (up), from above (down), and the gap.

    ``levels`` is what :func:`~twin.findings.tipping.tipping_levels` gives. Rows up, down and
    ``gap`` (up minus down, same seed): ``median`` with the interval ``low`` to ``high`` that holds
    the median in 90 % of samples (NaN for fewer than five), and how many seeds ``tipped``.
    """
    table = levels.pivot_table(index="seed", columns="way", values="level", dropna=False)
    table = table.reindex(columns=[UP, DOWN]).astype(float)
    table["gap"] = table[UP] - table[DOWN]
    rows = []
    for name, column in table.items():
        values = column.dropna().to_numpy(np.float64)
        low, high = median_interval(values)
        median = float(np.median(values)) if len(values) else math.nan
        rows.append((name, median, low, high, len(values)))
    found = pd.DataFrame(rows, columns=["way", "median", "low", "high", "tipped"])
    return found.astype({"low": np.float64, "high": np.float64})


def loop_picture(climbed: pd.DataFrame, lever: str, outcome: str, words: str = "en") -> str:
    """Draw an outcome over the levels on the way up and on the way down, as SVG."""
    tables = []
    for way in (UP, DOWN):
        rows = climbed[climbed["way"] == way]
        if way == DOWN:  # the highest level is where the way down begins
            top = climbed[climbed["level"] == climbed["level"].max()]
            rows = pd.concat([rows, top])
        tables.append(rows.groupby("level")[outcome].quantile([ENDS[0], 0.5, ENDS[1]]).unstack())
    heights = [value for table in tables for value in table.to_numpy().ravel()]
    scale = Scale(widened(list(climbed["level"])), widened(heights))
    shapes = [*plane(scale, lever, label_of(outcome, words))]
    for series, table in enumerate(tables):
        places = table.index.to_numpy(np.float64)
        low, middle, high = table.to_numpy(np.float64).T
        shapes += shade(scale, places, low, high, f"s{series}")
        shapes.append(line(scale, places, middle, series))
        shapes += [
            mark(scale.x(x), scale.y(y), series, f"{lever} {x:g}: {y:.4g}")
            for x, y in zip(places, middle, strict=True)
            if math.isfinite(y)
        ]
    return picture(TITLE[words].format(lever), [*shapes, *legend(WAYS[words].split("|"), HEIGHT)])
