"""The front of a sweep as a picture: decisions with intervals, and how sure each height is.

May import ``twin.drawing`` and what lies below.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from agents.knob import Words
from twin.decisions.fronts import SHARES, attainment, front
from twin.decisions.table import MAX, Swept, label_of, levers_of, named, outcomes_of
from twin.drawing import Scale, legend, mark, picture, plane, shade, way, widened

TITLE = Words(
    "各决策的平均（线：90% 区间）；带：十次里有一次到九次达到",
    "Decisions, mean (lines: 90 %); band: reached by one to nine runs in ten",
)
NAMES = Words("前沿|被胜过", "on the front|beaten")


def front_picture(sweep: Swept, outcomes: Sequence[str] = (), words: str = "en") -> str:
    """Draw two outcomes of all decisions, the front and its attainment band, as SVG.

    Raises InputError where there are not two outcomes.
    """
    surfaces = attainment(sweep, outcomes)
    (first, second), directions = zip(*outcomes_of(sweep, outcomes).items(), strict=True)
    found = front(sweep, outcomes)
    ends = [
        found[[name, f"{name}_low", f"{name}_high"]].to_numpy(np.float64).ravel()
        for name in (first, second)
    ]
    scale = Scale(widened(list(ends[0])), widened(list(ends[1])))
    shapes = [*plane(scale, label_of(first, words), label_of(second, words))]
    shapes += _band(scale, surfaces, directions)
    for row in found.to_dict("records"):
        tip = f"{named({name: row[name] for name in levers_of(sweep)})} · {row['share']:.0%}"
        shapes += _decision(scale, (first, second), row, tip)
    return picture(TITLE[words], [*shapes, *legend(NAMES[words].split("|"))])


def _band(scale: Scale, surfaces: pd.DataFrame, directions: Sequence[str]) -> Iterator[str]:
    """Draw the band between the outermost shares; where too few reach, down to the edge.

    In steps: what is reached with some of the first outcome is reached with less of it too.
    """
    worst = scale.upwards[0 if directions[1] == MAX else 1]
    table = surfaces.sort_values(surfaces.columns[0]).to_numpy(np.float64)
    heights = np.clip(np.nan_to_num(table[:, [1, len(SHARES)]], nan=worst), *scale.upwards)
    places = np.repeat(np.clip(table[:, 0], *scale.across), 2)
    steps = np.repeat(heights, 2, axis=0)
    if directions[0] == MAX:
        places, steps = places[:-1], steps[1:]
    else:
        places, steps = places[1:], steps[:-1]
    yield from shade(scale, places, steps[:, 1], steps[:, 0], "s0")


def _decision(
    scale: Scale, names: tuple[str, str], row: dict[str, float], tip: str
) -> Iterator[str]:
    across, upwards = names
    x, y, series = row[across], row[upwards], 0 if row["on_front"] else 1
    if not np.isfinite([x, y]).all():
        return
    for ends in (
        ((row[f"{across}_low"], y), (row[f"{across}_high"], y)),
        ((x, row[f"{upwards}_low"]), (x, row[f"{upwards}_high"])),
    ):
        line = np.array(ends, np.float64)
        if np.isfinite(line).all():
            yield f'<path class="s{series}-line" stroke-width="1.2" d="{way(scale, *line.T)}"/>'
    yield mark(scale.x(x), scale.y(y), series, tip)
