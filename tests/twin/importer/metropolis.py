"""Imports a made-up metropolis, 200 x 200 km with 300 streets; prints seconds and MiB as JSON.

A process of its own, so that the memory is the import's: ``python metropolis.py FOLDER``.
"""

import json
import math
import resource
import sys
import time
from pathlib import Path

from twin.importer import ImportOptions, import_district

ACROSS, DOWN, SIDE_KM = 20, 15, 199.5
STEPS = 60
MIDDLE = (116.4, 39.9)


def place(east, south):
    """Give longitude and latitude of kilometres from the middle; equal areas, roughly."""
    latitude = MIDDLE[1] - south / 111.03
    return [MIDDLE[0] + east / (111.32 * math.cos(math.radians(latitude))), latitude]


def corner(column, row):
    """Give a corner of the lattice, off it inside and on it along the edge."""
    east, south = (SIDE_KM * (k / n - 0.5) for k, n in ((column, ACROSS), (row, DOWN)))
    if 0 < column < ACROSS and 0 < row < DOWN:
        east, south = east + 2 * math.sin(3 * row + column), south + 3 * math.cos(2 * column - row)
    return east, south


def side(one, other):
    """Give a side from one corner of the lattice to the next, wavy inside, the same both ways."""
    if one > other:
        return side(other, one)[::-1]
    (ax, ay), (bx, by) = corner(*one), corner(*other)
    edge = one[0] == other[0] in (0, ACROSS) or one[1] == other[1] in (0, DOWN)
    found = []
    for step in range(STEPS + 1):
        t = step / STEPS
        wave = 0.0 if edge else 0.4 * math.sin(math.pi * t) * math.sin(12 * math.pi * t)
        found.append((ax + (bx - ax) * t - (by - ay) * wave * 0.1,
                      ay + (by - ay) * t + (bx - ax) * wave * 0.1))  # fmt: skip
    return found


def street(column, row):
    """Give a street of the lattice as a feature of GeoJSON."""
    corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]
    ring = [
        place(*point) for k in range(4) for point in side(corners[k], corners[(k + 1) % 4])[:-1]
    ]
    number = f"{row * ACROSS + column:03d}"
    return {
        "type": "Feature",
        "properties": {"code": number, "name": f"第{number}街道"},
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
    }


def main(folder):
    """Write the file, import it, and tell what that took."""
    file = folder / "metropolis.geojson"
    streets = [street(column, row) for row in range(DOWN) for column in range(ACROSS)]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": streets}), "utf-8")
    start, busy = time.perf_counter(), time.process_time()
    found = import_district([file], ImportOptions("wgs84"), folder / "out")
    told = {
        "seconds": time.perf_counter() - start,
        "busy_seconds": time.process_time() - busy,
        "mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "streets": len(found.streets),
        "shape": found.grid.shape,
        "cells": sum(one.cells for one in found.streets),
        "pairs": len(found.pairs),
        "area_km2": found.area_km2,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
