"""Charts as shapes: lines over time, intervals beside zero, and bars in parts; the template draws.

Colour never stands alone: lines differ in dashes and bars carry their numbers. The colours are
those of the page (reference palette for four lines on white).
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

#: From a number to its place across.
Place = Callable[[float], float]
#: Colour and dashes of the first, second, third and fourth line.
INKS = (("#332288", ""), ("#009988", "6 3"), ("#cc3311", "2 2.5"), ("#000000", "8 3 2 3"))
#: Fills of the parts of a bar: light enough for black letters on them.
FILLS = ("#cfd3ea", "#a8ddd3", "#f3c4b5", "#e2e2e2", "#f4e2a8", "#c9e3f5")
BETTER, WORSE, UNCLEAR = "#332288", "#cc3311", "#767676"
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
    shapes = [*_axes(frame, across, up, titles), *_marks(frame, marks)]
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


def _axes(
    frame: Frame, across: Sequence[float], up: Sequence[float], titles: tuple[str, str]
) -> Iterator[Shape]:
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


@dataclass(frozen=True)
class Dot:
    """A point with its intervals across and upwards, filled or hollow."""

    x: float
    y: float
    across: tuple[float, float]
    upwards: tuple[float, float]
    filled: bool = True


def scatter_chart(
    dots: Sequence[Dot], titles: tuple[str, str], size: tuple[float, float] = (620.0, 300.0)
) -> Drawing:
    """Draw points with their intervals; ``titles`` name the axes. Filled ones lie on top."""
    across = ticks(min(dot.across[0] for dot in dots), max(dot.across[1] for dot in dots), 8)
    up = ticks(min(dot.upwards[0] for dot in dots), max(dot.upwards[1] for dot in dots))
    frame = Frame(*size, (across[0], across[-1]), (up[0], up[-1]))
    shapes = list(_axes(frame, across, up, titles))
    for dot in sorted(dots, key=lambda one: one.filled):
        ink = BETTER if dot.filled else UNCLEAR
        (x0, x1), (y0, y1) = map(frame.x, dot.across), map(frame.y, dot.upwards)
        x, y = frame.x(dot.x), frame.y(dot.y)
        cross = f"M{x0:.1f} {y:.1f}H{x1:.1f}M{x:.1f} {y0:.1f}V{y1:.1f}"
        shapes.append(Shape("path", path=cross, ink=ink, weight=0.8))
        disc = f"M{x - 4:.1f} {y:.1f}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z"
        fill = ink if dot.filled else "#ffffff"
        shapes.append(Shape("path", path=disc, ink=ink, fill=fill, weight=1.4))
    return Drawing(*size, tuple(shapes))


@dataclass(frozen=True)
class Interval:
    """A row of a chart of intervals: its name, a value from low to high, what is written beside."""

    name: str
    value: float
    low: float
    high: float
    text: str
    ink: str = UNCLEAR


def interval_chart(rows: Sequence[Interval], title: str, width: float = 380.0) -> Drawing:
    """Draw intervals one below the other, with an upright line at zero."""
    left, right, step = 112.0, width - 120.0, 22.0
    height = step * len(rows) + 40.0
    edges = [v for row in rows for v in (row.low, row.high, 0.0)] or [0.0]
    up = ticks(min(edges), max(edges), 4)
    scale = (right - left) / ((up[-1] - up[0]) or 1.0)

    def x(value: float) -> float:
        return left + scale * (value - up[0])

    shapes = [
        Shape(
            "path", path=f"M{x(v):.1f} 8V{height - 30:.1f}", ink="#555555" if v == 0 else "#dddddd"
        )
        for v in up
    ]
    shapes += [Shape("text", text=tick_text(v), x=x(v), y=height - 18, anchor="middle") for v in up]
    shapes.append(Shape("text", text=title, x=right, y=height - 3, anchor="end", ink="#555555"))
    for k, row in enumerate(rows):
        shapes += _interval(row, 20.0 + step * k, x, (left, right))
    return Drawing(width, height, tuple(shapes))


def _interval(row: Interval, y: float, x: Place, sides: tuple[float, float]) -> Iterator[Shape]:
    left, right = sides
    yield Shape("text", text=row.name, x=left - 10, y=y + 4, anchor="end")
    path = f"M{x(row.low):.1f} {y}H{x(row.high):.1f}M{x(row.low):.1f} {y - 4}v8"
    yield Shape("path", path=f"{path}M{x(row.high):.1f} {y - 4}v8", ink=row.ink, weight=1.6)
    dot = f"M{x(row.value) - 4:.1f} {y}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z"
    yield Shape("path", path=dot, ink=row.ink, fill=row.ink)
    yield Shape("text", text=row.text, x=right + 8, y=y + 4, ink="#222222")


@dataclass(frozen=True)
class Bar:
    """A bar in parts: its name, and for each part its name and size."""

    name: str
    parts: tuple[tuple[str, float], ...]


def bar_chart(bars: Sequence[Bar], unit: str, width: float = 380.0) -> Drawing:
    """Draw bars in parts one below the other; parts share fills and a row of names at the top."""
    left, right, step = 104.0, width - 48.0, 28.0
    longest = max((sum(size for _, size in bar.parts) for bar in bars), default=1.0) or 1.0
    names = list(dict.fromkeys(name for bar in bars for name, _ in bar.parts))
    shapes: list[Shape] = []
    at = 4.0
    for k, name in enumerate(names):
        box = f"M{at:.1f} 4h11v11h-11Z"
        shapes.append(
            Shape("path", path=box, fill=FILLS[k % len(FILLS)], ink="#555555", weight=0.5)
        )
        shapes.append(Shape("text", text=name, x=at + 15, y=13))
        at += 30 + text_width(name)
    for row, bar in enumerate(bars):
        shapes += _bar(bar, names, 26.0 + step * row, (left, (right - left) / longest, unit))
    return Drawing(width, 30.0 + step * len(bars), tuple(shapes))


def _bar(
    bar: Bar, names: Sequence[str], y: float, place: tuple[float, float, str]
) -> Iterator[Shape]:
    at, scale, unit = place
    yield Shape("text", text=bar.name, x=at - 8, y=y + 13, anchor="end")
    for name, size in bar.parts:
        wide = scale * size
        fill = FILLS[names.index(name) % len(FILLS)]
        path = f"M{at:.1f} {y}h{wide:.1f}v18h{-wide:.1f}Z"
        yield Shape("path", path=path, fill=fill, ink="#555555", weight=0.5)
        text = f"{size:.0f}" if size >= 9.95 else f"{size:.1f}"
        if wide > text_width(text) + 4:
            yield Shape("text", text=text, x=at + wide / 2, y=y + 13, anchor="middle")
        at += wide
    whole = sum(size for _, size in bar.parts)
    yield Shape("text", text=f"{whole:.0f} {unit}", x=at + 6, y=y + 13)
