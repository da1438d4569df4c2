"""Pictures as SVG text: a plane with round ticks, lines, bands, points, and rows with intervals.

No fonts and no files from elsewhere. Colours follow the reader's light or dark scheme and never
stand alone: series differ in dashes and in the shape of their points. May import numpy.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray

#: Size of a picture and margins of its plane, in pixels.
WIDTH, HEIGHT = 760, 500
LEFT, RIGHT, TOP, BOTTOM = 80, 24, 62, 66
TICKS = 6
#: Of a series: its colour in the light and in the dark scheme, dashes of its line, its mark.
SERIES = (
    ("#2b6cb0", "#7fb8f0", "", "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0Z"),
    ("#b7791f", "#f0c36d", "7 4", "M0 -6L6 5L-6 5Z"),
    ("#4a5568", "#b6c2d1", "2 3", "M-5 -5H5V5H-5Z"),
    ("#2f855a", "#7bd3a5", "9 3 2 3", "M0 -6L6 0L0 6L-6 0Z"),
)
#: Height of a row, and the widest label it has room for, in pixels.
ROW, LABEL = 26, 250


@dataclass(frozen=True)
class Scale:
    """From numbers to pixels: the lowest and highest number of each axis, and the margins."""

    across: tuple[float, float]
    upwards: tuple[float, float]
    left: float = LEFT
    height: float = HEIGHT

    def x(self, value: float) -> float:
        """Give the pixel of a number on the axis across."""
        low, high = self.across
        return self.left + (WIDTH - self.left - RIGHT) * (value - low) / (high - low)

    def y(self, value: float) -> float:
        """Give the pixel of a number on the axis upwards."""
        low, high = self.upwards
        return self.height - BOTTOM - (self.height - TOP - BOTTOM) * (value - low) / (high - low)


@dataclass(frozen=True)
class Row:
    """A row of a picture: what it is, its value and the interval around it (NaN for none)."""

    label: str
    value: float
    low: float = float("nan")
    high: float = float("nan")
    series: int = 0


def page(title: str, shapes: Sequence[str], style: str, height: float = HEIGHT) -> str:
    """Give a whole picture: its title, a rule for each class, its shapes."""
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" '
            f'width="{WIDTH}" height="{height:g}" font-family="sans-serif" font-size="13" '
            'role="img">',
            f"<title>{escape(title)}</title>",
            f"<style>{style}</style>",
            f'<rect class="page" width="{WIDTH}" height="{height:g}"/>',
            *shapes,
            "</svg>",
            "",
        ]
    )


def styled(colours: Sequence[tuple[str, str, str]]) -> str:
    """Give the style of a page from the name, light and dark colour of each of its series."""
    shapes = ".line{fill:none;stroke-width:2.5}.shade{opacity:.28}"
    light, dark = (
        "".join(
            f".{name}-line{{stroke:{pair[scheme]}}}.{name}{{fill:{pair[scheme]}}}"
            for name, *pair in colours
        )
        for scheme in (0, 1)
    )
    return (
        f"{shapes}.page{{fill:#fff}}text{{fill:#1a202c}}.rule{{stroke:#d5dbe3}}{light}"
        "@media(prefers-color-scheme:dark){"
        f".page{{fill:#14181f}}text{{fill:#e8edf3}}.rule{{stroke:#3a4452}}{dark}}}"
    )


def picture(title: str, shapes: Sequence[str], height: float = HEIGHT) -> str:
    """Give a picture of numbered series under its title."""
    colours = [(f"s{k}", light, dark) for k, (light, dark, _, _) in enumerate(SERIES)]
    return page(title, [text(20, 28, title, "start"), *shapes], styled(colours), height)


def plane(scale: Scale, across: str, upwards: str) -> Iterator[str]:
    """Draw both axes with their ticks and what they stand for."""
    bottom, right = scale.height - BOTTOM, WIDTH - RIGHT
    yield from across_axis(scale, across)
    for value in ticks(*scale.upwards):
        y = scale.y(value)
        yield f'<path class="rule" d="M{scale.left:g} {y:.1f}H{right}"/>'
        yield text(scale.left - 8, y + 4, f"{value:g}", "end")
    middle = (TOP + bottom) / 2
    yield f'<g transform="rotate(-90 18 {middle:g})">{text(18, middle, upwards)}</g>'


def across_axis(scale: Scale, label: str) -> Iterator[str]:
    """Draw the axis across with its ticks."""
    bottom, right = scale.height - BOTTOM, WIDTH - RIGHT
    for value in ticks(*scale.across):
        x = scale.x(value)
        yield f'<path class="rule" d="M{x:.1f} {TOP}V{bottom:g}"/>'
        yield text(x, bottom + 18, f"{value:g}")
    yield text((scale.left + right) / 2, bottom + 36, label)


def rows_picture(
    title: str, label: str, rows: Sequence[Row], marked: Sequence[float] = (0.0,)
) -> str:
    """Draw a value with its interval for each row, and a line at every number that is ``marked``.

    A row without a value shows its interval, without either its label alone.
    """
    there = [end for row in rows for end in (row.value, row.low, row.high) if np.isfinite(end)]
    height = TOP + BOTTOM + ROW * max(1, len(rows))
    scale = Scale(widened([*there, *marked]), (0, 1), LABEL, height)
    shapes = [*across_axis(scale, label)]
    shapes += [
        f'<path class="line s2-line" d="M{scale.x(x):.1f} {TOP}V{height - BOTTOM:g}"/>'
        for x in marked
    ]
    for place, row in enumerate(rows):
        shapes += _row(scale, row, TOP + ROW * (place + 0.5))
    return picture(title, shapes, height)


def _row(scale: Scale, row: Row, y: float) -> Iterator[str]:
    yield text(LABEL - 10, y + 4, row.label, "end")
    if np.isfinite([row.low, row.high]).all():
        ends = f"M{scale.x(row.low):.1f} {y:.1f}H{scale.x(row.high):.1f}"
        yield f'<path class="line s{row.series}-line" d="{ends}"/>'
    if np.isfinite(row.value):
        yield mark(scale.x(row.value), y, row.series, f"{row.label}: {row.value:.4g}")


def line(scale: Scale, xs: NDArray[np.float64], ys: NDArray[np.float64], series: int) -> str:
    """Draw a line of a series."""
    dashes = SERIES[series][2]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path class="line s{series}-line"{dashed} d="{way(scale, xs, ys)}"/>'


def shade(
    scale: Scale,
    xs: NDArray[np.float64],
    lows: NDArray[np.float64],
    highs: NDArray[np.float64],
    series: str,
) -> Iterator[str]:
    """Draw a band between two lines, in the class of its series; nothing where an end is open."""
    if len(xs) and np.isfinite(lows).all() and np.isfinite(highs).all():
        edge = way(scale, xs, highs) + "L" + way(scale, xs[::-1], lows[::-1])[1:]
        yield f'<path class="shade {series}" d="{edge}Z"/>'


def mark(x: float, y: float, series: int, tip: str) -> str:
    """Draw a point of a series, which says ``tip`` when it is pointed at."""
    shape = (
        f'<path class="s{series}" transform="translate({x:.1f} {y:.1f})" d="{SERIES[series][3]}"/>'
    )
    return f"<g><title>{escape(tip)}</title>{shape}</g>"


def legend(names: Sequence[str], height: float = HEIGHT) -> Iterator[str]:
    """Name the series below the plane."""
    y = height - 10
    for series, name in enumerate(names):
        x = LEFT + 165 * series
        dashes = SERIES[series][2]
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        yield f'<path class="line s{series}-line"{dashed} d="M{x} {y - 4:g}h34"/>'
        yield mark(x + 17, y - 4, series, name)
        yield text(x + 42, y, name, "start")


def way(scale: Scale, xs: NDArray[np.float64], ys: NDArray[np.float64]) -> str:
    """Give the way of a line through points."""
    steps = (f"{scale.x(x):.1f} {scale.y(y):.1f}" for x, y in zip(xs, ys, strict=True))
    return "M" + "L".join(steps)


def text(x: float, y: float, words: str, anchor: str = "middle") -> str:
    """Write a text at a place."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def widened(values: Sequence[float]) -> tuple[float, float]:
    """Give the ends of an axis that shows some values, with a little room; NaN are left out."""
    there = [float(value) for value in values if np.isfinite(value)] or [0.0]
    low, high = min(there), max(there)
    room = 0.06 * (high - low) or 0.01
    return low - room, high + room


def ticks(low: float, high: float) -> list[float]:
    """Give round numbers between two ends.

    >>> ticks(0.02, 1.1)
    [0.2, 0.4, 0.6, 0.8, 1.0]
    """
    rough = (high - low) / TICKS
    size = 10.0 ** np.floor(np.log10(rough))
    step = float(size * next(k for k in (1, 2, 5, 10) if k * size >= rough))
    first = int(np.ceil(low / step))
    return [round(k * step, 10) for k in range(first, int(np.floor(high / step)) + 1)]
