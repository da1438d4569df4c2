"""The frontiers as a picture, as SVG: order across, vitality upwards, a band for each policy.

Colour never stands alone: lines differ in dashes and points in shape. Colours follow the reader's
light or dark scheme. May import what lies below.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray

from twin.analysis.experiment import PATH_WORDS, PATHS
from twin.analysis.frontier import Band, Point, band, frontier
from twin.analysis.headline import Frontiers

#: Size of the picture and margins of the plot, in pixels.
WIDTH, HEIGHT = 760, 500
LEFT, RIGHT, TOP, BOTTOM = 80, 24, 62, 66
#: Colour in the light and in the dark scheme, dashes of the line.
STYLES = {
    "central": ("#4a5568", "#b6c2d1", ""),
    "half": ("#b7791f", "#f0c36d", "7 4"),
    "whole": ("#2b6cb0", "#7fb8f0", "2 3"),
}
TITLE = "秩序与活力的前沿（线：种子平均；带：90% 区间；数字：整治力度）"
TITLE_EN = "Frontiers of order and vitality (line: mean of seeds; band: 90 %; numbers: enforcement)"
ACROSS, UPWARDS = "秩序 order", "活力 vitality"
TICKS = 6
#: Where the level stands beside a point, on the two outer paths: the one between has no room.
BESIDE = {"central": (-9.0, 14.0, "end"), "whole": (9.0, -6.0, "start")}
#: Shape of a point of each path, around its middle.
MARKS = {
    "central": "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0Z",
    "half": "M0 -6L6 5L-6 5Z",
    "whole": "M-5 -5H5V5H-5Z",
}


@dataclass(frozen=True)
class Scale:
    """From numbers to pixels: the lowest and highest number of each axis."""

    across: tuple[float, float]
    upwards: tuple[float, float]

    def x(self, value: float) -> float:
        """Give the pixel of an order."""
        low, high = self.across
        return LEFT + (WIDTH - LEFT - RIGHT) * (value - low) / (high - low)

    def y(self, value: float) -> float:
        """Give the pixel of a vitality."""
        low, high = self.upwards
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - low) / (high - low)


def frontier_svg(found: Frontiers) -> str:
    """Draw the frontiers of central, half-way and decentralised policy."""
    bands = {
        path: band([frontier(found.points(path, k)) for k in range(len(found.seeds))])
        for path in PATHS
    }
    points = {path: means(found, path) for path in PATHS}
    scale = _scale(bands, points)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif" font-size="13" role="img">',
        f"<title>{escape(TITLE)} · {escape(TITLE_EN)}</title>",
        f"<style>{_style()}</style>",
        f'<rect class="page" width="{WIDTH}" height="{HEIGHT}"/>',
        _text(LEFT, 24, TITLE, "start"),
        _text(LEFT, 44, TITLE_EN, "start"),
        *_axes(scale),
    ]
    for path in PATHS:
        parts += _shade(bands[path], path, scale)
    for path in PATHS:
        parts += _line(bands[path], path, scale)
        parts += _points(points[path], found.levels, path, scale)
    return "\n".join([*parts, *_legend(), "</svg>", ""])


def means(found: Frontiers, path: str) -> list[Point]:
    """Give the mean order and vitality of a path at each level."""
    rows = found.values[path].values()
    return [(fmean(row["order"]), fmean(row["vitality"])) for row in rows]


def _style() -> str:
    shapes = ".line{fill:none;stroke-width:2.5}.shade{opacity:.28}"
    light = ".page{fill:#fff}text{fill:#1a202c}.rule{stroke:#d5dbe3}" + _coloured(0)
    dark = ".page{fill:#14181f}text{fill:#e8edf3}.rule{stroke:#3a4452}" + _coloured(1)
    return f"{shapes}{light}@media(prefers-color-scheme:dark){{{dark}}}"


def _coloured(scheme: int) -> str:
    """Give the colours of all paths in the light (0) or dark (1) scheme."""
    return "".join(
        f".{path}-line{{stroke:{style[scheme]}}}.{path}{{fill:{style[scheme]}}}"
        for path, style in STYLES.items()
    )


def _scale(bands: dict[str, Band], points: dict[str, list[Point]]) -> Scale:
    orders = [x for row in points.values() for x, _ in row]
    orders += [x for one in bands.values() for x in one.places]
    heights = [y for row in points.values() for _, y in row]
    heights += [y for one in bands.values() for line in (one.mean, one.low, one.high) for y in line]
    return Scale(_widened(orders), _widened(heights))


def _widened(values: Sequence[float]) -> tuple[float, float]:
    there = [float(value) for value in values if np.isfinite(value)]
    low, high = min(there), max(there)
    room = 0.06 * (high - low) or 0.01
    return low - room, high + room


def _axes(scale: Scale) -> Iterator[str]:
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    for value in _ticks(*scale.across):
        x = scale.x(value)
        yield f'<path class="rule" d="M{x:.1f} {TOP}V{bottom}"/>'
        yield _text(x, bottom + 18, f"{value:g}")
    for value in _ticks(*scale.upwards):
        y = scale.y(value)
        yield f'<path class="rule" d="M{LEFT} {y:.1f}H{right}"/>'
        yield _text(LEFT - 8, y + 4, f"{value:g}", "end")
    yield _text((LEFT + right) / 2, bottom + 36, ACROSS)
    middle = (TOP + bottom) / 2
    yield f'<g transform="rotate(-90 18 {middle:g})">{_text(18, middle, UPWARDS)}</g>'


def _ticks(low: float, high: float) -> list[float]:
    """Give round numbers between two ends."""
    rough = (high - low) / TICKS
    size = 10.0 ** np.floor(np.log10(rough))
    step = float(size * next(k for k in (1, 2, 5, 10) if k * size >= rough))
    first = int(np.ceil(low / step))
    return [round(k * step, 10) for k in range(first, int(np.floor(high / step)) + 1)]


def _shade(one: Band, path: str, scale: Scale) -> Iterator[str]:
    if np.isfinite(one.low).all() and np.isfinite(one.high).all():
        edge = (
            _way(one.places, one.high, scale)
            + "L"
            + _way(one.places[::-1], one.low[::-1], scale)[1:]
        )
        yield f'<path class="shade {path}" d="{edge}Z"/>'


def _line(one: Band, path: str, scale: Scale) -> Iterator[str]:
    dashes = STYLES[path][2]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    yield f'<path class="line {path}-line"{dashed} d="{_way(one.places, one.mean, scale)}"/>'


def _way(xs: NDArray[np.float64], ys: NDArray[np.float64], scale: Scale) -> str:
    steps = (f"{scale.x(x):.1f} {scale.y(y):.1f}" for x, y in zip(xs, ys, strict=True))
    return "M" + "L".join(steps)


def _points(
    points: Sequence[Point], levels: Sequence[float], path: str, scale: Scale
) -> Iterator[str]:
    for (order, vitality), level in zip(points, levels, strict=True):
        x, y = scale.x(order), scale.y(vitality)
        tip = f"{PATH_WORDS[path].zh} · {PATH_WORDS[path].en}: e = {level:g}"
        yield f"<g><title>{escape(tip)}</title>{_mark(path, x, y)}</g>"
        if path in BESIDE:
            dx, dy, anchor = BESIDE[path]
            yield _text(x + dx, y + dy, f"{level:g}", anchor)


def _mark(path: str, x: float, y: float) -> str:
    shape = MARKS[path]
    return f'<path class="{path}" transform="translate({x:.1f} {y:.1f})" d="{shape}"/>'


def _legend() -> Iterator[str]:
    y = HEIGHT - 10
    for k, path in enumerate(PATHS):
        x = LEFT + 240 * k
        dashes = STYLES[path][2]
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        yield f'<path class="line {path}-line"{dashed} d="M{x} {y - 4}h34"/>'
        yield _mark(path, x + 17, y - 4)
        told = f"{PATH_WORDS[path].zh} {PATH_WORDS[path].en}"
        yield _text(x + 42, y, told, "start")


def _text(x: float, y: float, text: str, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
