"""The folder that is written, its JSON Schema, and the report that lies beside it."""

import json
import re
from html.parser import HTMLParser

import numpy as np
import pytest

from tests.twin.importer import office
from twin.district import load_district
from twin.districts.layout import read_layout
from twin.districts.sheet import read_sheet
from twin.errors import InputError
from twin.importer import bundle
from twin.paths import scenarios_home

SHIPPED = sorted(file.parent for file in (scenarios_home() / "districts").glob("*/meta.toml"))


@pytest.fixture(scope="module")
def checked():
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    return jsonschema.Draft202012Validator(bundle.schema())


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_shipped_districts_follow_the_schema(checked, folder):
    checked.validate(bundle.content(folder))


def test_an_imported_district_follows_the_schema(checked, bring, tmp_path):
    town = office.write(tmp_path / "town.geojson", office.town(residents=900))
    points = office.write(tmp_path / "s.geojson", [office.point(250, 250, kind="market")])
    pairs = office.sheet(tmp_path / "a.csv", "code_a,code_b", "310199001,310199002")
    bring(town, points, pairs, population_kind="census", population_year=2020)
    found = bundle.content(tmp_path / "out")
    checked.validate(found)
    assert {"meta", "streets", "cells", "hourly", "adjacency", "facilities"} == set(found)


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found["meta"].pop("title"),
        lambda found: found["meta"].update(schema=2),
        lambda found: found["streets"][0].pop("residents"),
        lambda found: found["streets"][0].update(area_km2="wide"),
        lambda found: found["cells"][0].update(x="-1"),
        lambda found: found["meta"]["sources"]["FILES"].pop("licence"),
        lambda found: found.update(extra=[]),
    ],
    ids=["title", "version", "column", "number", "place", "licence", "more"],
)
def test_the_schema_refuses_what_the_model_cannot_read(checked, bring, tmp_path, change):
    bring()
    found = bundle.content(tmp_path / "out")
    change(found)
    assert not checked.is_valid(found)


def test_cells_written_as_runs_are_read_as_they_were(tmp_path):
    grid = np.array([[-1, 0, 0, 1], [0, 0, 0, 1], [0, 0, 1, 1]], np.int32)
    weight = np.array([[0, 1, 1, 2], [1, 1, 3, 2], [1, 1, 2, 2]], float)
    bundle.write_cells(tmp_path / "cells.csv", grid, ("a", "b"), weight)
    sheet = read_sheet(office.sheet(tmp_path / "streets.csv", "code", "a", "b"), ("code",))
    layout = read_layout(tmp_path, sheet)
    assert layout.streets.tolist() == grid.tolist()
    assert layout.home_weight[grid >= 0].tolist() == weight[grid >= 0].tolist()
    assert len(read_sheet(tmp_path / "cells.csv", ())) == 7


def test_a_facility_outside_the_cells_is_refused(bring, tmp_path):
    bring()
    office.sheet(tmp_path / "out" / "facilities.csv", "kind,x,y,count", "shops,99,0,1")
    with pytest.raises(InputError, match=r"no cell of the district: facilities\.csv, line 2"):
        load_district(tmp_path / "out")


def test_texts_in_meta_survive_quotes_and_controls(bring, tmp_path):
    source = 'a "quoted" \\ path\n\x7f\x01 中'
    bring(source=source)
    assert load_district(tmp_path / "out").sources[0].title == source.strip()


class Reader(HTMLParser):
    """Collects texts by language, addresses, and tags that are not closed."""

    def __init__(self):
        super().__init__()
        self.texts, self.addresses, self.open = [], [], []

    def handle_starttag(self, tag, attrs):
        self.addresses += [value for name, value in attrs if name in ("src", "href")]
        if tag not in ("meta", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


@pytest.fixture
def report(bring, tmp_path):
    town = office.town(area_km2=1.1)
    town[0]["properties"]["name_zh"] = "<script>东</script>门街道"
    people = office.sheet(
        tmp_path / "p.csv", "code,人口", *(f"{s[0]},9" for s in office.STREETS), "x,1"
    )
    codes = office.sheet(tmp_path / "c.csv", "code,name", "310199009,南门街道")
    bring(
        office.write(tmp_path / "town.geojson", town), people, codes=codes, licence="CC BY 4.0",
        attribution="© The office", population_kind="resident", population_year=2020,
    )  # fmt: skip
    return (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_the_report_says_what_was_found_in_both_languages(report):
    reader = Reader()
    reader.feed(report)
    text = " ".join(reader.texts)
    for wanted in ("假设", "What is assumed", "wgs84", "© The office (CC BY 4.0)", "南门街道",
                   "p.csv, line 6", "-9.1%", "resident 2020", "36"):  # fmt: skip
        assert wanted in text, wanted
    assert len(re.findall("class=zh", report)) == len(re.findall("class=en", report))


def test_the_report_needs_nothing_else_and_lets_no_name_in_as_code(report):
    reader = Reader()
    reader.feed(report)
    assert not reader.addresses and "script" not in reader.open
    assert "<script" not in report and "http" not in report


def test_the_map_of_the_report_has_every_cell(report):
    runs = re.findall(r"M\d+ \d+h(\d+)v1", report)
    assert sum(map(int, runs)) == 400


def test_what_was_found_is_ready_for_json(bring):
    told = json.loads(json.dumps(bring().to_dict()))
    assert told["cells"] == 400 and len(told["streets"]) == 4
