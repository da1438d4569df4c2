"""More charts as shapes: points with intervals, intervals beside zero, and bars in parts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from twin.report.drawing import Drawing, Frame, Shape, axes, text_width, tick_text, ticks

#: From a number to its place across.
Place = Callable[[float], float]
#: Fills of the parts of a bar: light enough for black letters on them.
FILLS = ("#cfd3ea", "#a8ddd3", "#f3c4b5", "#e2e2e2", "#f4e2a8", "#c9e3f5")
BETTER, WORSE, UNCLEAR = "#332288", "#cc3311", "#767676"


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
    shapes = list(axes(frame, across, up, titles))
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
