"""The files as rows with shapes: GeoJSON, CSV and xlsx here, the others with the extra [geo].

Every row keeps the file and record it came from, so that each slip can be told by both. Sizes are
looked at before anything is read. May import the standard library, numpy, ``twin.districts`` and
``twin.importer``.
"""

import importlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from agents.knob import Words
from twin.districts.sheet import Sheet, read_sheet
from twin.districts.workbook import plain_text, read_workbook
from twin.errors import InputError, check_extra
from twin.importer.columns import ColumnNames, roles_of
from twin.importer.options import ImportOptions
from twin.importer.shapes import Layer, Shape, check_points, joined, points, polygon

#: Most bytes of a file.
MOST_BYTES = 100_000_000
CORE, GEO = (".geojson", ".json", ".csv", ".xlsx"), (".shp", ".gpkg", ".osm", ".pbf", ".fgb")


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
        return Shape((points([geometry["coordinates"]]),), (False,))
    if kind == "Polygon":
        return polygon(geometry["coordinates"])
    if kind == "MultiPolygon":
        return joined([polygon(rings) for rings in geometry["coordinates"]])
    return Shape()
