"""The frontiers as a picture, as SVG: order across, vitality upwards, a band for each policy.

Colour never stands alone: lines differ in dashes and points in shape. Colours follow the reader's
light or dark scheme. May import what lies below.
"""

from collections.abc import Iterator, Sequence
from statistics import fmean
from xml.sax.saxutils import escape

from twin.analysis.experiment import PATH_WORDS, PATHS
from twin.analysis.frontier import Band, Point, band, frontier
from twin.analysis.headline import Frontiers
from twin.drawing import HEIGHT, LEFT, Scale, page, plane, shade, styled, text, way, widened

#: Colour in the light and in the dark scheme, dashes of the line.
STYLES = {
    "central": ("#4a5568", "#b6c2d1", ""),
    "half": ("#b7791f", "#f0c36d", "7 4"),
    "whole": ("#2b6cb0", "#7fb8f0", "2 3"),
}
TITLE = "秩序与活力的前沿（线：种子平均；带：90% 区间；数字：整治力度）"
TITLE_EN = "Frontiers of order and vitality (line: mean of seeds; band: 90 %; numbers: enforcement)"
ACROSS, UPWARDS = "秩序 order", "活力 vitality"
#: Where the level stands beside a point, on the two outer paths: the one between has no room.
BESIDE = {"central": (-9.0, 14.0, "end"), "whole": (9.0, -6.0, "start")}
#: Shape of a point of each path, around its middle.
MARKS = {
    "central": "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0Z",
    "half": "M0 -6L6 5L-6 5Z",
    "whole": "M-5 -5H5V5H-5Z",
}


def frontier_svg(found: Frontiers) -> str:
    """Draw the frontiers of central, half-way and decentralised policy."""
    bands = {
        path: band([frontier(found.points(path, k)) for k in range(len(found.seeds))])
        for path in PATHS
    }
    points = {path: means(found, path) for path in PATHS}
    scale = _scale(bands, points)
    parts = [
        text(LEFT, 24, TITLE, "start"),
        text(LEFT, 44, TITLE_EN, "start"),
        *plane(scale, ACROSS, UPWARDS),
    ]
    for path in PATHS:
        one = bands[path]
        parts += shade(scale, one.places, one.low, one.high, path)
    for path in PATHS:
        parts += _line(bands[path], path, scale)
        parts += _points(points[path], found.levels, path, scale)
    colours = [(path, light, dark) for path, (light, dark, _) in STYLES.items()]
    return page(f"{TITLE} · {TITLE_EN}", [*parts, *_legend()], styled(colours))


def means(found: Frontiers, path: str) -> list[Point]:
    """Give the mean order and vitality of a path at each level."""
    rows = found.values[path].values()
    return [(fmean(row["order"]), fmean(row["vitality"])) for row in rows]


def _scale(bands: dict[str, Band], points: dict[str, list[Point]]) -> Scale:
    orders = [x for row in points.values() for x, _ in row]
    orders += [x for one in bands.values() for x in one.places]
    heights = [y for row in points.values() for _, y in row]
    heights += [y for one in bands.values() for line in (one.mean, one.low, one.high) for y in line]
    return Scale(widened(orders), widened(heights))


def _line(one: Band, path: str, scale: Scale) -> Iterator[str]:
    dashes = STYLES[path][2]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    yield f'<path class="line {path}-line"{dashed} d="{way(scale, one.places, one.mean)}"/>'


def _points(
    points: Sequence[Point], levels: Sequence[float], path: str, scale: Scale
) -> Iterator[str]:
    for (order, vitality), level in zip(points, levels, strict=True):
        x, y = scale.x(order), scale.y(vitality)
        tip = f"{PATH_WORDS[path].zh} · {PATH_WORDS[path].en}: e = {level:g}"
        yield f"<g><title>{escape(tip)}</title>{_mark(path, x, y)}</g>"
        if path in BESIDE:
            dx, dy, anchor = BESIDE[path]
            yield text(x + dx, y + dy, f"{level:g}", anchor)


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
        yield text(x + 42, y, told, "start")
