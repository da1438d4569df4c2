"""From a declared datum to WGS-84 degrees.

GCJ-02 (国测局坐标, "Mars coordinates") shifts WGS-84 by some 550 m in China by a closed formula;
BD-09 (百度坐标) bends GCJ-02 once more. The formulas are those in general use (no official text is
open); 1,165 places in Beijing that carry both agree within 0.06 m (95 %). Their inverses are found
by iteration. Other projections need pyproj. May import numpy, ``agents.knob`` and ``twin``'s
ground floor.
"""

import importlib

import numpy as np

from twin.districts.shares import Floats
from twin.errors import check_extra

#: The ellipsoid of Krasovsky 1940, which the formula of GCJ-02 uses.
KRASOVSKY_AXIS, KRASOVSKY_ECCENTRICITY2 = 6378245.0, 0.00669342162296594323
#: Where the formula shifts at all: a box around China (west, east, south, north).
CHINA = (72.004, 137.8347, 0.8293, 55.8271)
#: Fixed-point rounds of an inverse: each one gains three to four digits.
ROUNDS = 6
BAIDU_TURN = np.pi * 3000.0 / 180.0

Degrees = tuple[Floats, Floats]


def to_wgs84(longitude: Floats, latitude: Floats, crs: str) -> Degrees:
    """Give WGS-84 longitude and latitude of points in a datum, each of shape (n,).

    Raises NotReady where the datum needs pyproj and it is not installed.
    """
    if crs == "gcj02":
        return _inverse(longitude, latitude)
    if crs == "bd09":
        return _inverse(*bd09_to_gcj02(longitude, latitude))
    if crs in ("wgs84", "epsg:4326", "epsg:4490"):
        return longitude, latitude
    check_extra("pyproj", "geo", crs)
    degrees: Degrees = importlib.import_module("twin.importer.geofiles").unproject(
        longitude, latitude, crs
    )
    return degrees


def from_wgs84(longitude: Floats, latitude: Floats, crs: str) -> Degrees:
    """Give WGS-84 points in ``"wgs84"``, ``"gcj02"`` or ``"bd09"``."""
    if crs == "gcj02":
        return wgs84_to_gcj02(longitude, latitude)
    if crs == "bd09":
        return gcj02_to_bd09(*wgs84_to_gcj02(longitude, latitude))
    return longitude, latitude


def wgs84_to_gcj02(longitude: Floats, latitude: Floats) -> Degrees:
    """Give GCJ-02 of WGS-84 points; outside a box around China nothing changes."""
    x, y = longitude - 105.0, latitude - 35.0
    root, common = np.sqrt(np.abs(x)), _waves(x, 6.0, 2.0)
    south = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common
    south = south + (20 * np.sin(y * np.pi) + 40 * np.sin(y / 3 * np.pi)) * 2 / 3
    south = south + (160 * np.sin(y / 12 * np.pi) + 320 * np.sin(y * np.pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common
    east = east + (20 * np.sin(x * np.pi) + 40 * np.sin(x / 3 * np.pi)) * 2 / 3
    east = east + (150 * np.sin(x / 12 * np.pi) + 300 * np.sin(x / 30 * np.pi)) * 2 / 3
    angle = np.radians(latitude)
    bend = 1 - KRASOVSKY_ECCENTRICITY2 * np.sin(angle) ** 2
    meridian = KRASOVSKY_AXIS * (1 - KRASOVSKY_ECCENTRICITY2) / bend**1.5
    parallel = KRASOVSKY_AXIS / np.sqrt(bend) * np.cos(angle)
    inside = in_china(longitude, latitude)
    return (
        longitude + np.where(inside, np.degrees(east / parallel), 0.0),
        latitude + np.where(inside, np.degrees(south / meridian), 0.0),
    )


def _waves(x: Floats, first: float, second: float) -> Floats:
    waves: Floats = (20 * np.sin(first * x * np.pi) + 20 * np.sin(second * x * np.pi)) * 2 / 3
    return waves


def in_china(longitude: Floats, latitude: Floats) -> np.ndarray:
    """Tell of every point whether it lies in the box in which GCJ-02 shifts."""
    west, east, south, north = CHINA
    inside: np.ndarray = (
        (longitude >= west) & (longitude <= east) & (latitude >= south) & (latitude <= north)
    )
    return inside


def _inverse(longitude: Floats, latitude: Floats) -> Degrees:
    """Find the WGS-84 points that GCJ-02 shifts to the given ones, to below a millimetre."""
    east, north = longitude, latitude
    for _ in range(ROUNDS):
        there = wgs84_to_gcj02(east, north)
        east, north = east + longitude - there[0], north + latitude - there[1]
    return east, north


def gcj02_to_bd09(longitude: Floats, latitude: Floats) -> Degrees:
    """Give BD-09 of GCJ-02 points."""
    radius = np.hypot(longitude, latitude) + 2e-5 * np.sin(latitude * BAIDU_TURN)
    angle = np.arctan2(latitude, longitude) + 3e-6 * np.cos(longitude * BAIDU_TURN)
    return radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006


def bd09_to_gcj02(longitude: Floats, latitude: Floats) -> Degrees:
    """Find the GCJ-02 points that BD-09 bends to the given ones, to below a millimetre."""
    east, north = longitude - 0.0065, latitude - 0.006
    for _ in range(ROUNDS):
        there = gcj02_to_bd09(east, north)
        east, north = east + longitude - there[0], north + latitude - there[1]
    return east, north
