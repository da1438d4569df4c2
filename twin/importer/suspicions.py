"""Likely mistakes of a declared datum: told before anything is made, never put right silently.

May import numpy, ``agents.knob``, ``twin.paths``, ``twin.errors`` and ``twin.importer``.
"""

import csv
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from agents.knob import Words
from twin.districts.shapes import local_metres
from twin.districts.shares import Floats
from twin.errors import InputError
from twin.importer.datum import from_wgs84, in_china, to_wgs84
from twin.importer.figures import Findings
from twin.importer.options import DEGREES, ImportOptions
from twin.importer.shapes import Layer, Shape
from twin.paths import scenarios_home

#: Beyond this latitude no city district lies: longitude and latitude are likely swapped.
MOST_LATITUDE = 72.0
#: Columns that only exports of AMap (DataV.GeoAtlas) have, whose datum is GCJ-02.
AMAP_COLUMNS = {"adcode", "acroutes", "childrennum", "subfeatureindex", "centroid"}
#: Streets must lie farther off than this, and another datum must explain most of it.
LEAST_SHIFT_M, MOST_LEFT = 150.0, 0.4


def in_wgs84(layer: Layer, options: ImportOptions, findings: Findings) -> Layer:
    """Give a layer with its shapes in WGS-84 degrees; raises InputError for impossible places."""
    crs = options.crs_of(layer.file)
    owners = [row for row, shape in enumerate(layer.shapes) if shape is not None and shape.rings]
    if not owners:
        return layer
    _suspect_amap(layer, crs, options, findings)
    shapes = list(layer.shapes)
    for row in owners:
        shape = shapes[row]
        if shape is not None:
            shapes[row] = replace(shape, rings=_degrees(layer, row, shape, options))
    return replace(layer, shapes=tuple(shapes))


def _degrees(layer: Layer, row: int, shape: Shape, options: ImportOptions) -> tuple[Floats, ...]:
    crs = options.crs_of(layer.file)
    found = []
    for ring in shape.rings:
        if crs in DEGREES:
            _check_degrees(layer, row, ring, options.sure)
        longitude, latitude = to_wgs84(ring[:, 0], ring[:, 1], crs)
        if not (np.isfinite(longitude).all() and np.isfinite(latitude).all()):
            allowed = Words(
                "该坐标系范围内的坐标", "coordinates inside the area of that projection"
            )
            raise InputError("outside the projection", layer.where(row), crs, allowed)
        found.append(np.stack([longitude, latitude], axis=1))
    return tuple(found)


def _check_degrees(layer: Layer, row: int, ring: Floats, sure: bool) -> None:
    x, y = np.abs(ring).max(axis=0).tolist()
    if (x > 180 and y > 90) or x > 360 or y > 360:
        allowed = Words(
            "度；这像是米或英尺：请声明投影，如 --crs epsg:4528（CGCS2000）、epsg:2263 或 "
            "epsg:3435（纽约、芝加哥，英尺）",
            "degrees; these look like metres or feet: declare the projection, as in --crs "
            "epsg:4528 (CGCS2000), epsg:2263 or epsg:3435 (New York, Chicago, feet)",
        )
        raise InputError("not degrees", layer.where(row), f"{ring[0, 0]:g} {ring[0, 1]:g}", allowed)
    if y > 90 or (y > MOST_LATITUDE and not sure):
        allowed = Words(
            "先经度后纬度；请对调两列（确实在极地时加 --sure）",
            "longitude first, then latitude: swap the two (--sure, if it is near a pole)",
        )
        raise InputError(
            "axes swapped", layer.where(row), f"{ring[0, 0]:g} {ring[0, 1]:g}", allowed
        )


def _suspect_amap(layer: Layer, crs: str, options: ImportOptions, findings: Findings) -> None:
    """Refuse AMap's columns under WGS-84, unless the person is sure."""
    marks = AMAP_COLUMNS & {heading.lower() for heading in layer.sheet.columns}
    if len(marks) < 2 or crs not in ("wgs84", "epsg:4326", "epsg:4490"):
        return
    first = next(shape for shape in layer.shapes if shape is not None and shape.rings)
    x, y = first.rings[0][0]
    if not bool(in_china(np.array([x]), np.array([y]))[0]):
        return
    if not options.sure:
        raise InputError(
            "datum in doubt",
            f"{layer.where(0)}, columns {', '.join(sorted(marks))}",
            crs,
            Words(
                "gcj02：这些列是高德导出的标志，坐标偏移约 550 米；确为 WGS-84 时加 --sure",
                "gcj02: these columns are AMap's, whose places are some 550 m off; if they are "
                "WGS-84 all the same, add --sure",
            ),
        )
    findings.warn(
        f"{layer.file} 带有高德导出的列，但声明为 {crs}。",
        f"{layer.file} has columns of an AMap export, but is declared as {crs}.",
    )


def check_against_known(
    centres: Mapping[str, tuple[float, float]],
    listed: Mapping[str, tuple[float, float]],
    where: str,
    options: ImportOptions,
) -> None:
    """Refuse a datum when streets lie off by just what another datum would explain.

    ``centres`` are WGS-84 by code as imported; they are compared with those of the code list, else
    of the shipped districts. Raises InputError unless the person is sure.
    """
    declared = options.crs_of(where)
    known = listed or shipped_centres()
    codes = [code for code in centres if code in known]
    if len(codes) < 3 or declared not in DEGREES or options.sure:
        return
    here = np.array([centres[code] for code in codes])
    there = np.array([known[code] for code in codes])
    plain = declared if declared in ("gcj02", "bd09") else "wgs84"
    raw = np.stack(from_wgs84(here[:, 0], here[:, 1], plain), axis=1)
    left = {
        datum: _offset(np.stack(to_wgs84(raw[:, 0], raw[:, 1], datum), axis=1), there)
        for datum in ("wgs84", "gcj02", "bd09")
    }
    best = min(left, key=lambda datum: left[datum])
    if left[plain] < LEAST_SHIFT_M or left[best] > MOST_LEFT * left[plain]:
        return
    got = (
        f"{declared}: {len(codes)} streets lie {left[plain]:.0f} m from where they are known to be"
    )
    allowed = Words(
        f"--crs {best}（则只差 {left[best]:.0f} 米）；确认无误时加 --sure",
        f"--crs {best} (then {left[best]:.0f} m are left); add --sure if it is right all the same",
    )
    raise InputError("datum in doubt", f"{where}, first street {codes[0]}", got, allowed)


def _offset(here: Floats, there: Floats) -> float:
    """Give the length in metres of the median difference between two sets of places."""
    middle = (float(there[:, 0].mean()), float(there[:, 1].mean()))
    one, other = (local_metres(places[:, 0], places[:, 1], middle) for places in (here, there))
    return float(np.hypot(np.median(one[0] - other[0]), np.median(one[1] - other[1])))


def shipped_centres() -> dict[str, tuple[float, float]]:
    """Give the WGS-84 centres of the streets in the shipped districts, by code."""
    found = {}
    for file in sorted((scenarios_home() / "districts").glob("*/streets.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                if row.get("longitude") and row.get("latitude"):
                    found[row["code"]] = (float(row["longitude"]), float(row["latitude"]))
    return found
