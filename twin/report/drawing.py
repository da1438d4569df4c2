"""Charts as shapes, which the template draws: axes, and lines over time.

Colour never stands alone: lines differ in dashes and bars carry their numbers. The colours are
those of the page (reference palette for four lines on white).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: Colour and dashes of the first, second, third and fourth line.
INKS = (("#332288", ""), ("#009988", "6 3"), ("#cc3311", "2 2.5"), ("#000000", "8 3 2 3"))
#: Margins around a plot.
LEFT, RIGHT, TOP, BOTTOM = 40, 12, 26, 34


@dataclass(frozen=True)
class Shape:
    """One thing to draw: a path or a text at a place, with its looks."""

    kind: str
    path: str = ""
    text: str = ""
    x: float = 0.0
    y: float = 0.0
    ink: str = "#222222"
    fill: str = "none"
    dashes: str = ""
    anchor: str = "start"
    weight: float = 1.0


@dataclass(frozen=True)
class Drawing:
    """A picture of some width and height: shapes in the order in which they are drawn."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class Line:
    """A line: its name, its points, and where there is one a band around it."""

    name: str
    x: Sequence[float]
    y: Sequence[float]
    low: Sequence[float] = ()
    high: Sequence[float] = ()


@dataclass(frozen=True)
class Frame:
    """From numbers to places: the plot's size and the numbers at its edges."""

    width: float
    height: float
    across: tuple[float, float]
    upwards: tuple[float, float]

    def x(self, value: float) -> float:
        """Give the place of a number across."""
        low, high = self.across
        return LEFT + (self.width - LEFT - RIGHT) * (value - low) / ((high - low) or 1.0)

    def y(self, value: float) -> float:
        """Give the place of a number upwards."""
        low, high = self.upwards
        return (
            self.height
            - BOTTOM
            - (self.height - TOP - BOTTOM) * (value - low) / ((high - low) or 1.0)
        )


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Give round numbers from below ``low`` to above ``high``, a step of 1, 2 or 5 apart.

    >>> ticks(3.0, 97.0)
    [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    """
    span = max(high - low, 1e-9)
    raw = span / (most - 1)
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(size * k for k in (1.0, 2.0, 5.0, 10.0) if size * k >= raw * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(k * step, 10) for k in range(first, max(last, first + 1) + 1)]


def tick_text(value: float) -> str:
    """Write a number on an axis.

    >>> tick_text(20.0), tick_text(0.25)
    ('20', '0.25')
    """
    return f"{value:g}"


def line_chart(
    lines: Sequence[Line],
    titles: tuple[str, str],
    size: tuple[float, float] = (520.0, 220.0),
    marks: Sequence[float] = (),
) -> Drawing:
    """Draw lines over a common axis; ``titles`` name the axes, ``marks`` are upright lines.

    Values that are not finite break a line.
    """
    every = [v for line in lines for part in (line.y, line.low, line.high) for v in part]
    known = [v for v in every if math.isfinite(v)] or [0.0, 1.0]
    up = ticks(min(known), max(known))
    places = [v for line in lines for v in line.x] or [0.0, 1.0]
    frame = Frame(*size, (min(places), max(places)), (up[0], up[-1]))
    across = [v for v in ticks(min(places), max(places), 8) if min(places) <= v <= max(places)]
    shapes = [*axes(frame, across, up, titles), *_marks(frame, marks)]
    for k, line in enumerate(lines):
        ink, dashes = INKS[k % len(INKS)]
        if line.low:
            shapes.append(Shape("path", path=band_path(frame, line), fill=f"{ink}22", weight=0.0))
        shapes.append(
            Shape("path", path=line_path(frame, line), ink=ink, dashes=dashes, weight=1.8)
        )
    return Drawing(*size, (*shapes, *_names([line.name for line in lines], size[0])))


def line_path(frame: Frame, line: Line) -> str:
    """Give the path of a line; it is broken where a value is missing, a lone point is a dash."""
    parts, pen = [], "M"
    for x, y in zip(line.x, line.y, strict=True):
        if not math.isfinite(y):
            pen = "M"
            continue
        parts.append(f"{pen}{frame.x(x):.1f} {frame.y(y):.1f}")
        pen = "L"
    return "".join(parts)


def band_path(frame: Frame, line: Line) -> str:
    """Give the outline of the band around a line."""
    there = [
        k for k, pair in enumerate(zip(line.low, line.high, strict=True))
        if all(map(math.isfinite, pair))
    ]  # fmt: skip
    upper = [f"{frame.x(line.x[k]):.1f} {frame.y(line.high[k]):.1f}" for k in there]
    lower = [f"{frame.x(line.x[k]):.1f} {frame.y(line.low[k]):.1f}" for k in reversed(there)]
    return f"M{'L'.join([*upper, *lower])}Z" if there else ""


def axes(
    frame: Frame, across: Sequence[float], up: Sequence[float], titles: tuple[str, str]
) -> Iterator[Shape]:
    """Draw both axes of a plot: ticks across and upwards, a line at each, a title for each."""
    left, right, floor = LEFT, frame.width - RIGHT, frame.height - BOTTOM
    for value in up:
        y = frame.y(value)
        yield Shape("path", path=f"M{left} {y:.1f}H{right}", ink="#dddddd", weight=0.8)
        yield Shape("text", text=tick_text(value), x=left - 6, y=y + 3.5, anchor="end")
    for value in across:
        x = frame.x(value)
        yield Shape("path", path=f"M{x:.1f} {floor}v4", ink="#888888")
        yield Shape("text", text=tick_text(value), x=x, y=floor + 15, anchor="middle")
    yield Shape("path", path=f"M{left} {floor}H{right}", ink="#888888")
    yield Shape("text", text=titles[0], x=right, y=frame.height - 4, anchor="end", ink="#555555")
    yield Shape("text", text=titles[1], x=2, y=12, ink="#555555")


def _marks(frame: Frame, marks: Sequence[float]) -> Iterator[Shape]:
    for value in marks:
        path = f"M{frame.x(value):.1f} {TOP}V{frame.height - BOTTOM}"
        yield Shape("path", path=path, ink="#999999", dashes="1 3")


def _names(names: Sequence[str], width: float) -> Iterator[Shape]:
    """Name the lines at the top, from the right, each with a piece of its line."""
    right = width - RIGHT
    for k in reversed(range(len(names))):
        ink, dashes = INKS[k % len(INKS)]
        right -= text_width(names[k])
        yield Shape("text", text=names[k], x=right, y=12)
        path = f"M{right - 28:.1f} 8.5h22"
        yield Shape("path", path=path, ink=ink, dashes=dashes, weight=1.8)
        right -= 42


def text_width(text: str) -> float:
    """Give about how wide a text is at the charts' size; a Chinese character is twice as wide."""
    return sum(11.0 if ord(letter) > 0x2E80 else 6.0 for letter in text)
