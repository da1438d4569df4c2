"""What a person says of the files to import: nothing of this is guessed.

May import ``agents.knob``, ``twin.errors`` and ``twin.settings``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from agents.knob import Words
from twin.errors import InputError, nearest

#: Persons per km2 where no population is given: assumed, the order of an inner city (Dongcheng's
#: census residents are about 17,000 per km2, a whole district with new quarters about half).
DENSITY = 10_000.0
#: Datums that need no further package; EPSG codes of degrees that differ by less than a metre.
DEGREES = ("wgs84", "gcj02", "bd09", "epsg:4326", "epsg:4490")


@dataclass(frozen=True)
class ImportOptions:
    """What is declared about the files.

    ``crs`` is the datum of all files, ``file_crs`` that of single ones by name. ``population`` is
    a total to share out or to rescale to; ``population_kind`` (registered, resident, census...)
    and ``population_year`` must come with any population. Without one, ``density`` persons per
    km2 are assumed. ``area_km2`` is the stated area of the whole. ``aliases`` (columns written,
    street) and ``codes`` (code, name) are CSV files, ``columns`` a TOML file. ``sure`` goes on
    despite a likely mistake of datum.
    """

    crs: str
    file_crs: Mapping[str, str] = field(default_factory=dict)
    title: Words | None = None
    source: str = ""
    licence: str = ""
    attribution: str = ""
    population: int | None = None
    population_kind: str = ""
    population_year: int | None = None
    density: float = DENSITY
    area_km2: float | None = None
    aliases: Path | None = None
    codes: Path | None = None
    columns: Path | None = None
    encoding: str = "utf-8-sig"
    layer: str | None = None
    sure: bool = False

    def crs_of(self, file: str) -> str:
        """Give the declared datum of a file, in lower case; raises InputError for none known."""
        return check_crs(self.file_crs.get(file, self.crs))


def check_crs(text: str, where: str = "--crs") -> str:
    """Give a declared datum in lower case; raises InputError for an unknown one."""
    crs = text.strip().lower().replace("-", "")
    kind, colon, number = crs.partition(":")
    if crs in DEGREES or (kind == "epsg" and colon and number.isdigit()):
        return crs
    allowed = Words(
        "wgs84（GPS、OpenStreetMap、天地图）、gcj02（高德、腾讯）、bd09（百度）或 epsg:编号",
        "wgs84 (GPS, OpenStreetMap), gcj02 (AMap, Tencent), bd09 (Baidu) or epsg:NUMBER",
    )
    raise InputError("unknown datum", where, text, allowed, nearest(crs, DEGREES))
