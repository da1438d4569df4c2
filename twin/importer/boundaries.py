"""From boundaries, or centres and areas, to checked streets on 100 m cells.

May import numpy, ``agents.knob``, ``twin.districts``, ``twin.errors`` and ``twin.importer``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from agents.knob import Words
from twin.districts.folder import LEAST_STREET_KM2
from twin.districts.layout import CELLS_PER_KM2, MOST_AREA_ERROR, MOST_STREET_KM2
from twin.districts.place import CELL_METRES
from twin.districts.shapes import Seeds, free_outline
from twin.districts.shares import Floats
from twin.errors import InputError
from twin.importer.figures import Columns, Findings
from twin.importer.geometry import first_crossing, flat_metres, ring_area
from twin.importer.matching import Roster
from twin.importer.options import ImportOptions
from twin.importer.places import Frame
from twin.importer.raster import check_extent, cropped, holes, overlaps, rasterise
from twin.importer.shapes import Layer, Shape

#: Overlaps below this are rounding; above this share of the smaller street they are refused.
LEAST_OVERLAP_M2, MOST_OVERLAP = 1.0, 0.05
#: Errors of area that are told, and the factor from which on the unit must be wrong.
TOLD_ERROR, WRONG_UNIT = 0.03, 3.0
MOST_STREETS = 1000


@dataclass(frozen=True)
class Ground:
    """The streets on the grid, their areas in km2 (n,), and their centres in degrees by code."""

    frame: Frame
    areas: Floats
    centres: dict[str, tuple[float, float]]


def survey(layer: Layer, roster: Roster, columns: Columns, findings: Findings) -> Ground:
    """Check the shapes of the streets and put them on cells; InputError for what cannot stand."""
    if len(roster.rows) > MOST_STREETS:
        raise InputError("too large", layer.file, f"{len(roster.rows)} streets", f"{MOST_STREETS}")
    shapes = [_area(layer, row) for row in roster.rows]
    if all(shape is None for shape in shapes):
        return _from_centres(layer, roster, columns, findings)
    return _from_boundaries(layer, roster, [shape for shape in shapes if shape], findings)


def _area(layer: Layer, row: int) -> Shape | None:
    shape = layer.shapes[row]
    if shape is None or not shape.rings:
        allowed = Words("多边形；点或线不能作边界", "a polygon: points and lines bound nothing")
        raise InputError("street without a shape", layer.where(row), None, allowed)
    return shape if shape.is_area else None


def _from_boundaries(
    layer: Layer, roster: Roster, shapes: Sequence[Shape], findings: Findings
) -> Ground:
    if len(shapes) < len(roster.rows):
        row = next(row for row in roster.rows if not _area(layer, row))
        raise InputError("street without a shape", layer.where(row), "a point", "a polygon")
    middle, metres = _projected(shapes)
    _check_each(layer, roster, shapes, metres)
    areas = np.array([_km2(shape, rings) for shape, rings in zip(shapes, metres, strict=True)])
    _check_sizes(layer, roster, areas)
    low, high = _extent(metres)
    width, height = check_extent(
        float(high[0] - low[0]), float(high[1] - low[1]), _farthest(layer, roster, metres)
    )
    cells = [[(ring - low) / CELL_METRES for ring in rings] for rings in metres]
    shared = overlaps(cells, height)
    _check_overlaps(layer, roster, shared, areas)
    _tell_overlaps(roster, shared, findings)
    grid, cut = cropped(rasterise(cells, (height, width)))
    _tell_holes(holes(grid), findings)
    frame = Frame(middle, (low[0] / CELL_METRES + cut[0], low[1] / CELL_METRES + cut[1]), grid)
    _check_cells(layer, roster, frame)
    centres = [_centre(shape) for shape in shapes]
    return Ground(frame, areas, dict(zip(roster.codes, centres, strict=True)))


def _projected(shapes: Sequence[Shape]) -> tuple[tuple[float, float], list[list[Floats]]]:
    """Give the middle of all shapes, and their rings in metres east and south of it."""
    points = np.concatenate([ring for shape in shapes for ring in shape.rings])
    low, high = points.min(axis=0), points.max(axis=0)
    middle = (float(low[0] + high[0]) / 2, float(low[1] + high[1]) / 2)
    return middle, [
        [np.stack(flat_metres(ring[:, 0], ring[:, 1], middle), axis=1) for ring in shape.rings]
        for shape in shapes
    ]


def _check_each(
    layer: Layer, roster: Roster, shapes: Sequence[Shape], metres: Sequence[Sequence[Floats]]
) -> None:
    """Refuse rings without area, and sides that cross."""
    for row, shape, rings in zip(roster.rows, shapes, metres, strict=True):
        if any(len(np.unique(ring, axis=0)) < 3 for ring in rings):
            allowed = Words("每个环至少三个不同的点", "three different points a ring, or more")
            raise InputError("shape without area", layer.where(row), None, allowed)
        if first_crossing(rings) is not None:
            x, y = first_crossing(shape.rings) or shape.rings[0][0].tolist()
            allowed = Words(
                "边线不自相交；可用 QGIS“修复几何图形”后再导出",
                "sides that do not cross: run “Fix geometries” of QGIS and export again",
            )
            raise InputError(
                "shape crosses itself", layer.where(row), f"near {x:.6f} {y:.6f}", allowed
            )


def _km2(shape: Shape, rings: Sequence[Floats]) -> float:
    signs = [-1 if hole else 1 for hole in shape.holes]
    return sum(s * ring_area(ring) for s, ring in zip(signs, rings, strict=True)) / 1e6


def _check_sizes(layer: Layer, roster: Roster, areas: Floats) -> None:
    for row, area in zip(roster.rows, areas.tolist(), strict=True):
        if not LEAST_STREET_KM2 <= area <= MOST_STREET_KM2:
            allowed = Words(
                f"{LEAST_STREET_KM2:g}～{MOST_STREET_KM2:g} 平方公里；请检查单位和投影",
                f"{LEAST_STREET_KM2:g} to {MOST_STREET_KM2:g} km2: check the unit and the datum",
            )
            raise InputError(
                "street of unlikely size", layer.where(row), f"{area:.4g} km2", allowed
            )


def _extent(metres: Sequence[Sequence[Floats]]) -> tuple[Floats, Floats]:
    points = np.concatenate([ring for rings in metres for ring in rings])
    return points.min(axis=0), points.max(axis=0)


def _farthest(layer: Layer, roster: Roster, metres: Sequence[Sequence[Floats]]) -> str:
    """Name the street that lies farthest from the others, for a message."""
    middles = np.array([np.concatenate(list(rings)).mean(axis=0) for rings in metres])
    away = np.hypot(*(middles - np.median(middles, axis=0)).T)
    return layer.where(roster.rows[int(away.argmax())])


def _check_overlaps(
    layer: Layer, roster: Roster, found: dict[tuple[int, int], float], areas: Floats
) -> None:
    for (a, b), metres in found.items():
        share = metres / 1e6 / min(areas[a], areas[b])
        if share > MOST_OVERLAP:
            allowed = Words(
                "街道之间不重叠；请检查是否混入了上级或旧的边界",
                "streets that do not overlap: look for boundaries of another level or year",
            )
            got = f"{share:.0%} of it lies in {layer.where(roster.rows[a])}"
            raise InputError("streets overlap", layer.where(roster.rows[b]), got, allowed)


def _tell_overlaps(roster: Roster, found: dict[tuple[int, int], float], findings: Findings) -> None:
    told = {pair: area for pair, area in found.items() if area > LEAST_OVERLAP_M2}
    if told:
        (a, b), most = max(told.items(), key=lambda item: item[1])
        one, other = roster.streets[a], roster.streets[b]
        findings.warn(
            f"{len(told)} 对街道边界重叠，共 {sum(told.values()):,.0f} 平方米；最多的是{one[1]}与"
            f"{other[1]}（{most:,.0f} 平方米）。重叠处归代码在前的街道。",
            f"{len(told)} pairs of streets overlap, {sum(told.values()):,.0f} m2 together; most "
            f"{one[2]} and {other[2]} ({most:,.0f} m2). The street with the first code gets it.",
        )


def _tell_holes(found: Sequence[int], findings: Findings) -> None:
    if found:
        hectares = sum(found)
        findings.warn(
            f"区内有 {len(found)} 处空洞，共 {hectares} 公顷，不属于任何街道。",
            f"{len(found)} holes inside the district, {hectares} ha together, belong to no street.",
        )


def _check_cells(layer: Layer, roster: Roster, frame: Frame) -> None:
    held = np.bincount(frame.streets[frame.streets >= 0], minlength=len(roster.rows))
    if not held.all():
        row = roster.rows[int(held.argmin())]
        raise InputError("street without cells", layer.where(row), None, "100 m of room at least")


def _centre(shape: Shape) -> tuple[float, float]:
    """Give the centre of the largest ring in degrees (centroid)."""
    ring = max(shape.rings, key=ring_area)
    x, y = (ring - ring[0]).T
    cross = x * np.roll(y, -1) - y * np.roll(x, -1)
    total = max(abs(float(cross.sum())), 1e-300) * np.sign(cross.sum() or 1.0)
    at = [float(((axis + np.roll(axis, -1)) @ cross) / (3 * total)) for axis in (x, y)]
    return at[0] + float(ring[0, 0]), at[1] + float(ring[0, 1])


def _from_centres(layer: Layer, roster: Roster, columns: Columns, findings: Findings) -> Ground:
    """Draw streets from centres and areas by power diagram, and say that they are drawn."""
    points = np.array([_point(layer, row) for row in roster.rows])
    areas = columns.numbers("area_km2", LEAST_STREET_KM2, MOST_STREET_KM2)
    if areas is None:
        raise InputError("missing column", layer.file, "area_km2", "area_km2 beside the centres")
    low, high = points.min(axis=0), points.max(axis=0)
    middle = (float(low[0] + high[0]) / 2, float(low[1] + high[1]) / 2)
    east, south = flat_metres(points[:, 0], points[:, 1], middle)
    room = 2000 * float(np.sqrt(areas.max()))
    check_extent(float(np.ptp(east)) + room, float(np.ptp(south)) + room, layer.file)
    quota = areas * CELLS_PER_KM2
    seeds = Seeds(east / CELL_METRES, south / CELL_METRES, np.ones(len(areas)), quota)
    grid, corner = free_outline(seeds)
    held = np.bincount(grid[grid >= 0], minlength=len(quota))
    _check_drawn(layer, roster, held / quota)
    findings.assume(
        "boundaries",
        "没有边界：街道由中心点和面积推算（加权泰森多边形），并非真实边界。",
        "No boundaries are given: streets are reconstructed from centres and areas (power "
        "diagram) and are not the real ones.",
    )
    centres = {
        code: (float(p[0]), float(p[1])) for code, p in zip(roster.codes, points, strict=True)
    }
    return Ground(Frame(middle, (float(corner[0]), float(corner[1])), grid), areas, centres)


def _point(layer: Layer, row: int) -> Floats:
    shape = layer.shapes[row]
    if shape is None:
        raise InputError("street without a shape", layer.where(row), None, "longitude and latitude")
    place: Floats = shape.rings[0][0]
    return place


def _check_drawn(layer: Layer, roster: Roster, met: Floats) -> None:
    off = np.abs(met - 1)
    if off.max() > MOST_AREA_ERROR:
        row = roster.rows[int(off.argmax())]
        allowed = Words(
            "中心点相距足够远，或改用边界文件",
            "centres as far apart as the areas ask, or boundaries",
        )
        raise InputError("area cannot be drawn", layer.where(row), None, allowed)


def compare_areas(
    ground: Ground,
    stated: Floats | None,
    options: ImportOptions,
    roster: Roster,
    findings: Findings,
) -> float | None:
    """Compare measured areas with stated ones; give the stated total. InputError for a wrong unit.

    Told from 3 % on; a factor of three or more means that a unit or a projection is wrong.
    """
    total = options.area_km2 or (float(stated.sum()) if stated is not None else None)
    measured = float(ground.areas.sum())
    if total and not 1 / WRONG_UNIT < measured / total < WRONG_UNIT and not options.sure:
        allowed = Words(
            f"约 {total:g} 平方公里；请检查 --crs 和单位（米或英尺）",
            f"about {total:g} km2: check --crs and the unit (metres or feet)",
        )
        raise InputError("area out of proportion", "--crs", f"{measured:.4g} km2", allowed)
    if total and abs(measured / total - 1) > TOLD_ERROR:
        findings.warn(
            f"总面积 {measured:.2f} 平方公里，"
            f"与给出的 {total:.2f} 相差 {measured / total - 1:+.1%}。",
            f"The whole area is {measured:.2f} km2, {measured / total - 1:+.1%} off the stated "
            f"{total:.2f}.",
        )
    if stated is not None:
        for place in np.flatnonzero(np.abs(ground.areas / stated - 1) > TOLD_ERROR).tolist():
            _, zh, en = roster.streets[place]
            error = ground.areas[place] / stated[place] - 1
            findings.warn(
                f"{zh}的面积与给出的相差 {error:+.1%}。",
                f"The area of {en} is {error:+.1%} off the stated one.",
            )
    return total
