"""Files as an office might send them, made in code: a town of four streets, 1 km each."""

import json
import math

ORIGIN = (121.47, 31.23)
PER_LATITUDE = 110_886.0  # metres per degree at ORIGIN, within 0.01 %
PER_LONGITUDE = 111_320.0 * math.cos(math.radians(ORIGIN[1])) * 1.00090

#: Code, Chinese and English name, and the metres east and south of the north-west corner.
STREETS = (
    ("310199001", "东门街道", "Dongmen", 0, 0),
    ("310199002", "体育馆路街道", "Tiyuguan Road", 1000, 0),
    ("310199003", "崇文门外街道", "Chongwenmenwai", 0, 1000),
    ("310199004", "西门街道", "Ximen", 1000, 1000),
)


def place(east, south):
    """Give longitude and latitude of metres from the town's corner."""
    return [ORIGIN[0] + east / PER_LONGITUDE, ORIGIN[1] - south / PER_LATITUDE]


def square(east, south, side=1000.0):
    """Give the ring of a square, with a vertex in the middle of each side."""
    half = side / 2
    corners = [(0, 0), (half, 0), (side, 0), (side, half), (side, side), (half, side), (0, side)]
    corners += [(0, half), (0, 0)]
    return [place(east + x, south + y) for x, y in corners]


def feature(code, zh, en, ring, **more):
    """Give a street as a feature of GeoJSON; empty texts are left out."""
    values = {"code": code, "name_zh": zh, "name_en": en, **more}
    return {
        "type": "Feature",
        "properties": {key: value for key, value in values.items() if value != ""},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def town(change=None, **more):
    """Give the four streets as features; ``change`` moves every point (longitude, latitude)."""
    found = [feature(code, zh, en, square(x, y), **more) for code, zh, en, x, y in STREETS]
    for one in found if change else ():
        [ring] = one["geometry"]["coordinates"]
        one["geometry"]["coordinates"] = [[list(change(*point)) for point in ring]]
    return found


def point(east, south, **properties):
    """Give a point as a feature of GeoJSON."""
    geometry = {"type": "Point", "coordinates": place(east, south)}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def write(file, features, **more):
    """Write features as a GeoJSON file and give its path."""
    whole = {"type": "FeatureCollection", "features": list(features), **more}
    file.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return file


def sheet(file, *lines, encoding="utf-8"):
    """Write lines as a text file and give its path."""
    file.write_text("\n".join(lines) + "\n", encoding=encoding)
    return file
