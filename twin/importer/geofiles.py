"""Shapefile, GeoPackage, .osm and projections, with the extra [geo]: pyogrio, shapely, pyproj.

Imported only where such a file or projection is asked for. May import what ``layers`` may.
"""

import math
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pyproj
import shapely

from agents.knob import Words
from twin.districts.shares import Floats
from twin.districts.sheet import Sheet
from twin.districts.workbook import plain_text
from twin.errors import InputError, check_known
from twin.importer.columns import ColumnNames, roles_of
from twin.importer.openstreetmap import useful
from twin.importer.options import ImportOptions
from twin.importer.shapes import Layer, Shape, check_points, joined, polygon

OSM_FILES = (".osm", ".pbf")
#: Layers of an .osm file that can hold streets or facilities.
OSM_LAYERS = ("multipolygons", "points")
#: Most features of a layer.
MOST_FEATURES = 200_000


def unproject(east: Floats, north: Floats, crs: str) -> tuple[Floats, Floats]:
    """Give WGS-84 longitude and latitude of projected points; raises InputError for a bad code."""
    longitude, latitude = _change_from(crs).transform(east, north)
    return np.asarray(longitude, np.float64), np.asarray(latitude, np.float64)


@cache
def _change_from(crs: str) -> pyproj.Transformer:
    """Give what turns a projection into WGS-84: dear to make, and asked for with every shape."""
    try:
        return pyproj.Transformer.from_crs(crs.upper(), "EPSG:4326", always_xy=True)
    except pyproj.exceptions.CRSError as error:
        raise InputError("unknown datum", "--crs", crs, "a code of the EPSG registry") from error


def read_geofile(file: Path, options: ImportOptions, names: ColumnNames) -> list[Layer]:
    """Read the layers of a file that can hold streets or facilities; raises InputError."""
    try:
        there = [str(name) for name, _ in pyogrio.list_layers(file)]
        wanted = _wanted(file, there, options.layer)
        return [_read_layer(file, name, options, names) for name in wanted]
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise InputError(
            "not a map file", file.name, str(error), "a file that GDAL reads"
        ) from error
    except UnicodeDecodeError as error:
        allowed = Words("加 --encoding gb18030", "add --encoding gb18030")
        raise InputError("another encoding", file.name, options.encoding, allowed) from error


def _wanted(file: Path, there: list[str], asked: str | None) -> list[str]:
    if asked is not None:
        return [check_known(asked, there, "unknown layer", f"{file.name}, --layer")]
    if file.suffix.lower() in OSM_FILES:
        return [name for name in OSM_LAYERS if name in there]
    if len(there) > 1:
        raise InputError("several layers", file.name, ", ".join(there), "--layer NAME")
    return there


def _read_layer(file: Path, name: str, options: ImportOptions, names: ColumnNames) -> Layer:
    encoding = None if options.encoding == "utf-8-sig" else options.encoding
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # shapes are checked below, with words
        meta, _, geometry, columns = pyogrio.raw.read(
            file, layer=name, encoding=encoding, max_features=MOST_FEATURES + 1, force_2d=True
        )
    if len(geometry) > MOST_FEATURES:
        raise InputError("too large", file.name, None, f"{MOST_FEATURES:,} features a layer")
    _check_projection(file, meta.get("crs"), options.crs_of(file.name))
    shapes = [_shape(blob) for blob in geometry]
    check_points(file.name, shapes)
    headings = tuple(str(field) for field in meta["fields"])
    rows = tuple(tuple(map(_text, row)) for row in zip(*columns, strict=True))
    sheet = Sheet(file.name, headings, rows or ((),) * len(shapes))
    if file.suffix.lower() in OSM_FILES:
        return useful(Layer(sheet, tuple(shapes), {}, "feature", 1), names)
    return Layer(sheet, tuple(shapes), roles_of(headings, names, file.name), "feature", 1)


def _text(value: Any) -> str:
    if isinstance(value, np.generic):
        value = value.item()
    is_empty = isinstance(value, float) and math.isnan(value)
    return "" if is_empty else plain_text(value)


def _check_projection(file: Path, said: str | None, declared: str) -> None:
    """Compare what a file says of its own projection with what was declared."""
    if not said or declared in ("gcj02", "bd09"):
        return
    own = pyproj.CRS.from_user_input(said)
    wanted = pyproj.CRS.from_user_input("EPSG:4326" if declared == "wgs84" else declared.upper())
    degrees = own.is_geographic and wanted.is_geographic
    if degrees or own.equals(wanted, ignore_axis_order=True) or own.to_epsg() == wanted.to_epsg():
        return
    raise InputError(
        "two answers", f"{file.name}, its projection", own.name, _answer(own, declared)
    )


def _answer(own: Any, declared: str) -> Words:
    code = own.to_epsg(min_confidence=25)
    better = f"--crs epsg:{code}" if code else "--crs epsg:N"
    return Words(
        f"与声明的 {declared} 一致；也许应为 {better}", f"{declared} as declared, or {better}"
    )


def _shape(blob: Any) -> Shape | None:
    """Give a geometry as a shape, None for none; a line is a shape without rings."""
    geometry = shapely.from_wkb(blob) if blob is not None else None
    if geometry is None or geometry.is_empty:
        return None
    if geometry.geom_type == "Point":
        return Shape((np.array([[geometry.x, geometry.y]]),), (False,))
    if geometry.geom_type == "Polygon":
        return polygon(_rings(geometry))
    if geometry.geom_type == "MultiPolygon":
        return joined([polygon(_rings(part)) for part in geometry.geoms])
    return Shape()


def _rings(part: Any) -> list[Any]:
    return [ring.coords for ring in (part.exterior, *part.interiors)]
