"""The command that brings in real districts. Read by ``twin/commands/catalogue.py``."""

from twin.commands.evidence import JSON, LANG
from twin.commands.options import Command, Option

DISTRICT = Command(
    "district",
    "import a real district from files (GeoJSON, CSV, xlsx, shapefile), or check a folder",
    "twin.commands.district:answer",
    ("import|check|schema", "FILE..."),
    (
        Option("--crs", "DATUM", "wgs84, gcj02, bd09 or epsg:N; FILE=DATUM for one file only"),
        Option("--out", "DIR", "the district folder to write: new or empty"),
        Option("--name-zh", "TEXT", "the district's name in Chinese"),
        Option("--name-en", "TEXT", "and in English (default: the folder's name)"),
        Option("--codes", "FILE", "CSV of all streets there should be: code, name"),
        Option("--aliases", "FILE", "CSV of short or old names: written, street"),
        Option("--columns", "FILE", "TOML that says which column is what (docs/districts.md)"),
        Option("--population", "N", "all residents, to share out by area or to rescale to"),
        Option("--population-kind", "TEXT", "registered, resident, census...: needed with any"),
        Option("--population-year", "YEAR", "the year of the population: needed with any"),
        Option("--density", "N", "persons per km2 where no population is given (default 10000)"),
        Option("--area", "KM2", "the stated area of the district, to compare with"),
        Option("--source", "TEXT", "where the files come from"),
        Option("--licence", "TEXT", "the licence of the files"),
        Option("--attribution", "TEXT", "the line that the licence asks to be shown"),
        Option("--encoding", "NAME", "of CSV files and shapefiles (default: UTF-8)"),
        Option("--layer", "NAME", "of a GeoPackage, or the sheet of an xlsx file"),
        Option("--sure", "", "go on although the datum looks wrong"),
        LANG,
        JSON,
    ),
    (
        (
            "twin district import streets.geojson --crs wgs84 --out huangpu",
            "bare boundaries: they run, with all else assumed",
        ),
        (
            "twin district import streets.shp people.xlsx --crs epsg:4528 --out d "
            "--population-kind resident --population-year 2020",
            "boundaries in a local projection, residents from a sheet",
        ),
        ("twin district check huangpu", "what a folder holds, and whether it can run"),
    ),
)
