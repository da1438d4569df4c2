"""Broken files: each one is told by file, record and remedy, and leaves nothing behind."""

import json
import zipfile

import numpy as np
import pytest
from openpyxl import Workbook

from tests.twin.importer import office
from twin.errors import InputError
from twin.importer import ImportOptions, import_district
from twin.importer.datum import from_wgs84
from twin.refusals import OPENINGS_ZH

HEAD = "code,residents"
FULL = [f"{code},1000" for code, *_ in office.STREETS]
PEOPLE = {"population_kind": "resident", "population_year": 2020}


def crossed():
    town = office.town()
    ring = town[0]["geometry"]["coordinates"][0]
    ring[0], ring[2], ring[-1] = ring[2], ring[0], ring[2]
    return town


def in_datum(crs):
    return lambda x, y: [float(v) for v in from_wgs84(np.float64(x), np.float64(y), crs)]


def moved(street, east, south):
    """The town with one street somewhere else."""
    town = office.town()
    code, zh, en, x, y = office.STREETS[street]
    town[street] = office.feature(code, zh, en, office.square(x + east, y + south))
    return town


def in_feet(x, y):
    return [x * 1e4, y * 3e4]


def amap():
    return office.town(adcode=310199, acroutes="100000", childrenNum=0)


def bomb(file):
    """A workbook of a few kilobytes that would unpack to half a gigabyte."""
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(500):
            part.write(b"\0" * 1_000_000)
    return file


def formulas(file):
    book = Workbook()
    book.active.append(["code", "residents"])
    for row in FULL:
        book.active.append([row.split(",")[0], "=500+500"])
    book.save(file)
    return file


def not_a_workbook(file):
    file.write_bytes(b"PK\3\4 nothing of the kind")
    return file


GEO = "town.geojson"
#: name: (features, other file, its lines or maker, options), what, where, remedy
CASES = {
    "self-crossing polygon": (
        (crossed(), None, None, {}),
        ("shape crosses itself", f"{GEO}, feature 1 (东门街道)", "Fix geometries"),
    ),
    "swapped axes": (
        (office.town(lambda x, y: [y, x]), None, None, {}),
        ("axes swapped", f"{GEO}, feature 1", "longitude first"),
    ),
    "GCJ-02 of AMap declared as WGS-84": (
        (amap(), None, None, {}),
        ("datum in doubt", f"{GEO}, feature 1", "gcj02"),
    ),
    "GCJ-02 declared as WGS-84, told by known centres": (
        (office.town(in_datum("gcj02")), "codes.csv", "centres", {}),
        ("datum in doubt", GEO, "--crs gcj02"),
    ),
    "BD-09 declared as GCJ-02, told by known centres": (
        (office.town(in_datum("bd09")), "codes.csv", "centres", {"crs": "gcj02"}),
        ("datum in doubt", GEO, "--crs bd09"),
    ),
    "duplicate street": (
        ([*office.town(), office.town()[1]], None, None, {}),
        ("street used twice", f"{GEO}, feature 5 (体育馆路街道)", "dissolve"),
    ),
    "feet without a projection": (
        (office.town(in_feet), None, None, {}),
        ("not degrees", f"{GEO}, feature 1", "epsg:2263"),
    ),
    "empty population": (
        (office.town(), "p.csv", [HEAD, *FULL[:2], "310199003,", FULL[3]], PEOPLE),
        ("empty field", "p.csv, line 4 (310199003), column residents", "fill it in"),
    ),
    "population that is no number": (
        (office.town(), "p.csv", [HEAD, "310199001,about 900", *FULL[1:]], PEOPLE),
        ("not a number", "p.csv, line 2", "a number, 0 to"),
    ),
    "population below zero": (
        (office.town(), "p.csv", [HEAD, "310199001,-5", *FULL[1:]], PEOPLE),
        ("value out of range", "p.csv, line 2", "0 to"),
    ),
    "population of unknown kind": (
        (office.town(), "p.csv", [HEAD, *FULL], {}),
        ("population of unknown kind", "--population-kind", "resident"),
    ),
    "population of unknown year": (
        (office.town(), "p.csv", [HEAD, *FULL], {"population_kind": "census"}),
        ("population of unknown year", "--population-year", "2020"),
    ),
    "street without a row": (
        (office.town(), "p.csv", [HEAD, *FULL[:3]], PEOPLE),
        ("street without rows", "p.csv", "--aliases"),
    ),
    "a sheet of another place": (
        (office.town(), "p.csv", ["街道,人口", "华阳,5", "桂溪,6"], PEOPLE),
        ("no row fits a street", "p.csv, line 2 (华阳)", "codes or names"),
    ),
    "row twice": (
        (office.town(), "p.csv", [HEAD, *FULL, FULL[0]], PEOPLE),
        ("street used twice", "p.csv, line 6", "the other is line 2"),
    ),
    "10 GB of cells": (
        (moved(2, 40_000_000 / 40, 900_000), None, None, {}),
        ("grid too large", f"{GEO}, feature 3 (崇文门外街道)", "far from the district"),
    ),
    "zip bomb": (
        (office.town(), "p.xlsx", bomb, PEOPLE),
        ("unpacks to too much", "p.xlsx", "keep only the sheet"),
    ),
    "formula without a value": (
        (office.town(), "p.xlsx", formulas, PEOPLE),
        ("formula without a value", "p.xlsx, sheet Sheet, line 2, column residents", "paste"),
    ),
    "formula for a name": (
        (office.town(), "p.csv", ["name,residents", "=HYPERLINK(1),5"], PEOPLE),
        ("formula as a name", "p.csv, line 2", "paste formulas as values"),
    ),
    "no workbook at all": (
        (office.town(), "p.xlsx", not_a_workbook, PEOPLE),
        ("not an xlsx file", "p.xlsx", ""),
    ),
    "wrong encoding": (
        (office.town(), "p.csv", "gb18030", PEOPLE),
        ("not UTF-8", "p.csv", "--encoding gb18030"),
    ),
    "overlapping streets": (
        (moved(1, -300, 0), None, None, {}),
        ("streets overlap", f"{GEO}, feature 2 (体育馆路街道)", "another level or year"),
    ),
    "a line for a street": (
        (
            [*office.town()[:3], {**office.town()[3], "geometry": None}],
            None,
            None,
            {},
        ),
        ("street without a shape", f"{GEO}, feature 4 (西门街道)", "a polygon"),
    ),
    "a shape of two points": (
        (
            [*office.town()[:3], office.feature("4", "西门街道", "", [office.place(0, 0)] * 4)],
            None,
            None,
            {},
        ),
        ("shape without area", f"{GEO}, feature 4", "three different points"),
    ),
    "a street without a name": (
        (
            [*office.town()[:3], office.feature("", "", "", office.square(1000, 1000))],
            None,
            None,
            {},
        ),
        ("street without a name", f"{GEO}, feature 4", "--columns"),
    ),
    "feet taken for metres by area": (
        (office.town(), None, None, {"area_km2": 43.0}),
        ("area out of proportion", "--crs", "metres or feet"),
    ),
    "no streets": (
        ([office.point(0, 0, kind="metro")], None, None, {}),
        ("no streets", GEO, "street boundaries"),
    ),
    "uneven rows": (
        (office.town(), "p.csv", [HEAD, "310199001,1000,7"], PEOPLE),
        ("uneven row", "p.csv, line 2", "2 fields"),
    ),
    "unknown datum": (
        (office.town(), None, None, {"crs": "beijing54"}),
        ("unknown datum", "--crs", "gcj02"),
    ),
}


def other_file(folder, name, made):
    file = folder / name
    if made == "gb18030":
        return office.sheet(file, "街道,常住人口", *FULL, encoding="gb18030")
    if callable(made):
        return made(file)
    return office.sheet(file, *made)


def centres(file):
    rows = [
        f"{code},{zh},{office.place(x + 500, y + 500)[0]},{office.place(x + 500, y + 500)[1]}"
        for code, zh, _, x, y in office.STREETS
    ]
    return office.sheet(file, "code,name,lon,lat", *rows)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_broken_file_is_told_by_file_record_and_remedy(tmp_path, case):
    (features, name, made, options), (what, where, remedy) = case
    files, options = [office.write(tmp_path / GEO, features)], {"crs": "wgs84", **options}
    if made == "centres":
        options["codes"] = centres(tmp_path / name)
    elif name:
        files.append(other_file(tmp_path, name, made))
    before = sorted(tmp_path.iterdir())
    with pytest.raises(InputError) as refused:
        import_district(files, ImportOptions(**options), tmp_path / "out")
    error = refused.value
    assert error.what == what and error.what in OPENINGS_ZH
    assert where in error.where and remedy in str(error)
    assert "\n" not in str(error) and error.sentence("zh") != str(error)
    assert sorted(tmp_path.iterdir()) == before, "something was left behind"


BROKEN_JSON = {
    "no JSON": b"{",
    "no features": b'{"type": "Feature"}',
    "features that are none": b'{"features": [3]}',
    "nested without end": b'{"features": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "places that are no numbers": json.dumps(
        {"features": [office.feature("1", "甲", "A", [["a", "b"], [1, 2], [2, 3]])]}
    ).encode(),
    "infinite places": json.dumps(
        {"features": [office.feature("1", "甲", "A", [[1e999, 2], [1, 2], [2, 3]])]}
    ).encode(),
    "a ring of no points": json.dumps({"features": [office.feature("1", "甲", "A", [])]}).encode(),
    "not UTF-8": '{"features": "街道"}'.encode("gb18030"),
}


@pytest.mark.parametrize("text", BROKEN_JSON.values(), ids=BROKEN_JSON)
def test_what_is_no_geojson_is_refused(bring, tmp_path, text):
    file = tmp_path / "x.geojson"
    file.write_bytes(text)
    with pytest.raises(InputError, match=r"x\.geojson"):
        bring(file)
    assert not (tmp_path / "out").exists()


def test_a_file_that_names_another_projection_is_refused(bring, tmp_path):
    member = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2263"}}
    with pytest.raises(InputError, match=r"two answers: x\.geojson, member crs.*--crs epsg:2263"):
        bring(office.write(tmp_path / "x.geojson", office.town(), crs=member))


def test_a_folder_that_holds_something_is_left_alone(bring, tmp_path):
    (tmp_path / "out").mkdir()
    kept = office.sheet(tmp_path / "out" / "mine.txt", "mine")
    with pytest.raises(InputError, match="folder in use"):
        bring()
    assert kept.read_text(encoding="utf-8") == "mine\n"


def test_a_person_who_is_sure_may_go_on(bring, tmp_path):
    found = bring(office.write(tmp_path / GEO, amap()), sure=True)
    assert any("AMap" in text.en for text in found.warnings)


def test_two_columns_for_one_thing_are_settled_by_a_file(bring, tmp_path):
    rows = [f"{row},{number}" for number, row in enumerate(FULL, start=1)]
    people = office.sheet(tmp_path / "p.csv", "code,常住人口,户籍人口", *rows)
    town = office.write(tmp_path / GEO, office.town())
    with pytest.raises(InputError, match=r"two columns for one thing.*--columns"):
        bring(town, people, **PEOPLE)
    names = office.sheet(tmp_path / "c.toml", "schema = 1", "[columns]", 'residents = "户籍人口"')
    assert [s.residents for s in bring(town, people, columns=names, **PEOPLE).streets] == [
        1,
        2,
        3,
        4,
    ]
