"""Rows of a GeoJSON file, as the sheet of text that a CSV file gives.

May import the standard library, ``twin.districts`` and ``twin.errors``.
"""

import json
from pathlib import Path

from twin.districts.sheet import Sheet
from twin.districts.workbook import plain_text, sheet_of
from twin.errors import InputError


def read_geojson(file: Path) -> Sheet:
    """Read the properties of the features of a GeoJSON file; raises InputError where it is none."""
    try:
        features = json.loads(file.read_text(encoding="utf-8"))["features"]
        properties = [dict(feature["properties"]) for feature in features]
    except OSError as error:
        raise InputError("missing file", str(file), allowed="a file that can be read") from error
    except (KeyError, TypeError, ValueError) as error:
        raise InputError("not GeoJSON", str(file), str(error), "a list of features") from error
    names = list(dict.fromkeys(name for row in properties for name in row))
    rows = [tuple(plain_text(row.get(name)) for name in names) for row in properties]
    return sheet_of(file, [tuple(names), *rows])
