"""The files as rows with shapes: GeoJSON, CSV and xlsx here, the others with the extra [geo].

Every row keeps the file and record it came from, so that each slip can be told by both. Sizes are
looked at before anything is read. May import the standard library, numpy, ``twin.districts`` and
``twin.importer``.
"""

import importlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from agents.knob import Words
from twin.districts.shares import Floats
from twin.districts.sheet import Sheet, read_sheet
from twin.districts.workbook import plain_text, read_workbook
from twin.errors import InputError, check_extra
from twin.importer.columns import ColumnNames, roles_of
from twin.importer.options import ImportOptions

#: Most bytes of a file, most points of all shapes of a file.
MOST_BYTES, MOST_POINTS = 100_000_000, 3_000_000
CORE, GEO = (".geojson", ".json", ".csv", ".xlsx"), (".shp", ".gpkg", ".osm", ".pbf", ".fgb")


@dataclass(frozen=True, eq=False)
class Shape:
    """One polygon or more: rings (n, 2) of longitude and latitude, and which are holes.

    A point has one "ring" of one row; a line has none: nothing is made of it.
    """

    rings: tuple[Floats, ...] = ()
    holes: tuple[bool, ...] = ()

    @property
    def is_point(self) -> bool:
        """Tell whether it is a point."""
        return len(self.rings) == 1 and len(self.rings[0]) == 1

    @property
    def is_area(self) -> bool:
        """Tell whether it is a polygon or several."""
        return bool(self.rings) and not self.is_point


@dataclass(frozen=True, eq=False)
class Layer:
    """Rows of a file, the shape of each (None: it has none), and role -> heading of its columns."""

    sheet: Sheet
    shapes: tuple[Shape | None, ...]
    roles: Mapping[str, str]
    unit: str = "line"
    first: int = 2

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.sheet)

    @property
    def file(self) -> str:
        """Give the name of the file."""
        return self.sheet.file

    def has(self, *roles: str) -> bool:
        """Tell whether there is a column for every one of the roles."""
        return all(role in self.roles for role in roles)

    def texts(self, role: str) -> tuple[str, ...]:
        """Give the column of a role as text, empty texts where there is none."""
        return self._columns.get(role, self._blank)

    @cached_property
    def _columns(self) -> dict[str, tuple[str, ...]]:
        """The columns by role, read once: fields are asked for one by one."""
        return {role: self.sheet.texts(heading) for role, heading in self.roles.items()}

    @cached_property
    def _blank(self) -> tuple[str, ...]:
        return ("",) * len(self)

    def where(self, row: int, role: str = "") -> str:
        """Name file, record and column for a message."""
        name = self.texts("name_zh")[row] or self.texts("code")[row]
        record = f"{self.file}, {self.unit} {row + self.first}" + (f" ({name})" if name else "")
        return f"{record}, column {self.roles[role]}" if role in self.roles else record

    def number(self, row: int, role: str, low: float, high: float) -> float:
        """Give a field as a number in [low, high]; raises InputError for an empty one too."""
        text = self.texts(role)[row].replace(",", "").replace("，", "")
        try:
            value = float(text)
        except ValueError:
            what = "empty field" if not text else "not a number"
            allowed = _number_wanted(low, high)
            raise InputError(what, self.where(row, role), text or None, allowed) from None
        if not low <= value <= high:  # NaN is not either
            raise InputError(
                "value out of range", self.where(row, role), value, f"{low:g} to {high:g}"
            )
        return value


def _number_wanted(low: float, high: float) -> Words:
    return Words(
        f"{low:g} 到 {high:g} 的数；请补填，或删去整列",
        f"a number, {low:g} to {high:g}: fill it in, or leave the whole column out",
    )


def read_layers(files: Sequence[Path], options: ImportOptions, names: ColumnNames) -> list[Layer]:
    """Read all files, an xlsx or CSV file as one layer; raises InputError or NotReady."""
    layers: list[Layer] = []
    for file in files:
        _check_file(file)
        layers += _read(file, options, names)
    for layer in layers:
        _check_texts(layer)
    return layers


def _check_file(file: Path) -> None:
    if not file.is_file() or not os.access(file, os.R_OK):
        raise InputError("missing file", str(file), allowed="a file that can be read")
    suffix = file.suffix.lower()
    if suffix not in CORE + GEO:
        raise InputError("unknown format", str(file), suffix, CORE + GEO)
    size = file.stat().st_size
    if size > MOST_BYTES:
        allowed = Words(
            f"不超过 {MOST_BYTES // 10**6} MB；请先裁剪到本区并简化边界",
            f"at most {MOST_BYTES // 10**6} MB; clip it to the district and simplify it first",
        )
        raise InputError("too large", file.name, f"{size / 1e6:,.0f} MB", allowed)
    if suffix in GEO:
        check_extra("pyogrio", "geo", file.name)


def _read(file: Path, options: ImportOptions, names: ColumnNames) -> list[Layer]:
    suffix = file.suffix.lower()
    if suffix in GEO:
        found: list[Layer] = importlib.import_module("twin.importer.geofiles").read_geofile(
            file, options, names
        )
        return found
    if suffix == ".xlsx":
        return [tabular(read_workbook(file, options.layer, None), names)]
    if suffix == ".csv":
        return [tabular(_csv(file, options.encoding), names)]
    return [read_geojson(file, options.crs_of(file.name), names)]


def _csv(file: Path, encoding: str) -> Sheet:
    try:
        return read_sheet(file, (), encoding)
    except InputError as error:
        if error.what not in ("not UTF-8", "another encoding"):
            raise
        allowed = Words(
            "UTF-8；中文导出表常为 GB18030：加 --encoding gb18030",
            "UTF-8; Chinese exports are often GB18030: add --encoding gb18030",
        )
        raise InputError(error.what, file.name, encoding, allowed) from error
    except LookupError as error:
        raise InputError("unknown encoding", "--encoding", encoding, "utf-8 or gb18030") from error


def tabular(sheet: Sheet, names: ColumnNames) -> Layer:
    """Give a sheet as a layer: its shapes are points where it has longitude and latitude."""
    roles = roles_of(sheet.columns, names, sheet.file)
    layer = Layer(sheet, (None,) * len(sheet), roles)
    if not layer.has("longitude", "latitude"):
        return layer
    shapes = []
    for row in range(len(sheet)):
        place = [layer.number(row, role, -1e9, 1e9) for role in ("longitude", "latitude")]
        shapes.append(Shape((np.array([place]),), (False,)))
    return Layer(sheet, tuple(shapes), roles)


def _check_texts(layer: Layer) -> None:
    """Refuse names that a spreadsheet would take for a formula: they go into our own sheets."""
    for role in ("code", "name_zh", "name_en"):
        for row, text in enumerate(layer.texts(role)):
            if text[:1] in ("=", "@", "+"):
                allowed = Words("文字；公式请粘贴为数值", "a text; paste formulas as values")
                raise InputError("formula as a name", layer.where(row, role), text, allowed)


def read_geojson(file: Path, crs: str, names: ColumnNames) -> Layer:
    """Read the features of a GeoJSON file; raises InputError where it is none, or says otherwise.

    A "crs" member that contradicts the declared datum is refused: nobody can know which is right.
    """
    try:
        whole = json.loads(file.read_text(encoding="utf-8-sig"))
        features = whole["features"]
        properties = [dict(feature["properties"] or {}) for feature in features]
        shapes = [_shape(feature.get("geometry")) for feature in features]
    except UnicodeDecodeError as error:
        allowed = Words("用 UTF-8 另存的 GeoJSON", "GeoJSON saved as UTF-8")
        raise InputError("not UTF-8", file.name, None, allowed) from error
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        allowed = Words("FeatureCollection（要素集合）", "a FeatureCollection with features")
        raise InputError("not GeoJSON", file.name, str(error), allowed) from error
    if not features:
        raise InputError("empty file", file.name, None, "at least one feature")
    _check_member(file, whole.get("crs"), crs)
    check_points(file.name, shapes)
    headings = tuple(dict.fromkeys(str(name) for row in properties for name in row))
    rows = tuple(tuple(plain_text(row.get(name)) for name in headings) for row in properties)
    sheet = Sheet(file.name, headings, rows)
    return Layer(sheet, tuple(shapes), roles_of(headings, names, file.name), "feature", 1)


def check_points(file: str, shapes: Iterable[Shape | None]) -> None:
    """Refuse shapes with too many points, rings with none, and places that are no numbers."""
    total = 0
    for number, shape in enumerate(shapes, start=1):
        rings = shape.rings if shape is not None else ()
        total += sum(len(ring) for ring in rings)
        if not all(len(ring) for ring in rings):
            allowed = Words("每个环至少三个不同的点", "three different points a ring, or more")
            raise InputError("shape without area", f"{file}, feature {number}", None, allowed)
        if not all(np.isfinite(ring).all() for ring in rings):
            raise InputError("not a number", f"{file}, feature {number}", None, "coordinates")
    if total > MOST_POINTS:
        allowed = Words(f"不超过 {MOST_POINTS:,} 个点；请简化边界", f"{MOST_POINTS:,}: simplify it")
        raise InputError("too large", file, f"{total:,} points", allowed)


def _check_member(file: Path, member: Any, declared: str) -> None:
    """Compare the old "crs" member of GeoJSON, where it is, with what was declared."""
    said = str(member["properties"]["name"]) if isinstance(member, dict) else ""
    number = said.rpartition(":")[2]
    named = "wgs84" if number in ("CRS84", "4326", "4490") else f"epsg:{number}"
    plain = "wgs84" if declared in ("epsg:4326", "epsg:4490") else declared
    # GCJ-02 and BD-09 have no name there: such files carry CRS84 all the same.
    if said and named != plain and not (named == "wgs84" and plain in ("gcj02", "bd09")):
        raise InputError("two answers", f"{file.name}, member crs", said, f"--crs {named}")


def _shape(geometry: Any) -> Shape | None:
    """Give a geometry of GeoJSON as a shape, None for none; a line is a shape without rings."""
    if geometry is None:
        return None
    kind = geometry["type"]
    if kind == "GeometryCollection":
        parts = [part for part in map(_shape, geometry["geometries"]) if part is not None]
        areas = [part for part in parts if part.is_area]
        return joined(areas) if areas else None
    if kind == "Point":
        return Shape((_points([geometry["coordinates"]]),), (False,))
    if kind == "Polygon":
        return polygon(geometry["coordinates"])
    if kind == "MultiPolygon":
        return joined([polygon(rings) for rings in geometry["coordinates"]])
    return Shape()


def polygon(rings: Iterable[Any]) -> Shape:
    """Give one polygon: the first ring is its outline, the others are holes."""
    found = tuple(_points(ring) for ring in rings)
    return Shape(found, tuple(place > 0 for place in range(len(found))))


def joined(shapes: Sequence[Shape]) -> Shape:
    """Give several polygons as one shape."""
    rings = tuple(ring for shape in shapes for ring in shape.rings)
    return Shape(rings, tuple(hole for shape in shapes for hole in shape.holes))


def _points(places: Any) -> Floats:
    points: Floats = np.array([place[:2] for place in places], np.float64).reshape(-1, 2)
    return points
