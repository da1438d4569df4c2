"""What of an .osm file is a street office, and what is a facility.

GDAL gives such a file as layers with a few columns and the rest of the tags in ``other_tags``. May
import numpy-free parts of ``twin.importer`` and ``twin.districts.sheet``.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from twin.districts.sheet import Sheet
from twin.importer.columns import ColumnNames, roles_of
from twin.importer.shapes import Layer

#: The administrative level of street offices (街道), towns and townships in China.
STREET_LEVEL = "8"
#: Tag, its value (empty: any) -> kind of facility; the first that fits.
TAGS = (
    ("station", "subway", "metro_stations"),
    ("subway", "yes", "metro_stations"),
    ("amenity", "marketplace", "markets"),
    ("shop", "", "shops"),
    ("amenity", "school", "schools"),
    ("amenity", "kindergarten", "schools"),
    ("amenity", "clinic", "clinics"),
    ("amenity", "hospital", "clinics"),
    ("social_facility", "nursing_home", "elder_care"),
    ("amenity", "community_centre", "culture_centres"),
    ("amenity", "arts_centre", "culture_centres"),
    ("leisure", "playground", "outdoor_sites"),
    ("leisure", "pitch", "outdoor_sites"),
)
PAIR = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')


def useful(layer: Layer, names: ColumnNames) -> Layer:
    """Keep the administrative areas of the streets' level, or the points that are facilities.

    Areas of level 8 where there are any, else those of the finest level there is.
    """
    tags = [_tags(layer, row) for row in range(len(layer))]
    if any(shape is not None and shape.is_area for shape in layer.shapes):
        levels = [_level(one) for one in tags]
        there = {level for level in levels if level}
        wanted = STREET_LEVEL if STREET_LEVEL in there else max(there, key=int, default="")
        kinds = [level if level and level == wanted else "" for level in levels]
        return _kept(layer, kinds, "admin_level_kept", names)
    return _kept(layer, [_kind(one) for one in tags], "kind", names)


def _tags(layer: Layer, row: int) -> dict[str, str]:
    columns = dict(zip(layer.sheet.columns, layer.sheet.rows[row], strict=True))
    others = PAIR.findall(columns.pop("other_tags", ""))
    return {**dict(others), **{key: value for key, value in columns.items() if value}}


def _level(tags: Mapping[str, str]) -> str:
    level = tags.get("admin_level", "")
    return level if tags.get("boundary") == "administrative" and level.isdigit() else ""


def _kind(tags: Mapping[str, str]) -> str:
    fits = (kind for tag, value, kind in TAGS if tag in tags and value in ("", tags[tag]))
    return next(fits, "")


def _kept(layer: Layer, texts: list[str], column: str, names: ColumnNames) -> Layer:
    """Keep the rows that have a text, and put the texts into a column of their own."""
    rows = [row for row, text in enumerate(texts) if text]
    headings = (*layer.sheet.columns, column)
    sheet = Sheet(layer.file, headings, tuple((*layer.sheet.rows[row], texts[row]) for row in rows))
    roles = roles_of([h for h in headings if h != "type"], names, layer.file)
    return replace(layer, sheet=sheet, shapes=tuple(layer.shapes[row] for row in rows), roles=roles)
