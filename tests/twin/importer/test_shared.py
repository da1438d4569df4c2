"""The real files that lie beside the checkout: what they must come to."""

import pytest

import twin
from twin.district import load_district
from twin.importer import ImportOptions, import_district


@pytest.fixture(scope="module")
def huangpu(shared, tmp_path_factory):
    home = shared / "data" / "shanghai_huangpu"
    names = ("subdistricts.geojson", "metro_stations.geojson", "adjacency.csv", "lines.geojson")
    folder = tmp_path_factory.mktemp("huangpu") / "huangpu"
    options = ImportOptions(
        "wgs84", population=662_030, population_kind="census", population_year=2020, area_km2=20.52
    )
    return import_district([home / name for name in names], options, folder)


def test_huangpu_has_its_streets_neighbours_and_area(huangpu):
    assert len(huangpu.streets) == 10
    assert len(huangpu.pairs) == 20
    assert {(a, b) for a, b, _ in huangpu.pairs} == set(huangpu.listed)
    assert huangpu.area_km2 == pytest.approx(20.52, rel=0.01)
    assert sum(street.cells for street in huangpu.streets) / 100 == pytest.approx(20.52, rel=0.01)
    assert max(abs(street.cell_error) for street in huangpu.streets) < 0.03
    assert max(abs(street.stated_error) for street in huangpu.streets) < 0.001
    assert huangpu.population == 662_030
    assert huangpu.credits == ("© OpenStreetMap contributors (ODbL-1.0)",)


def test_huangpu_runs(huangpu):
    run = twin.run(district=str(huangpu.folder), days=2, burn_in=1, scale=100.0, seed=1)
    assert 0 < run.means()["order"] < 1
    assert load_district(huangpu.folder).graph().number_of_edges() == 20


def test_chicago_comes_in_with_its_77_areas(shared, tmp_path):
    file = shared / "data" / "chicago_sanitation_311" / "community_areas.geojson"
    found = import_district([file], ImportOptions("wgs84", area_km2=598.1), tmp_path / "chicago")
    assert len(found.streets) == 77
    assert found.area_km2 == pytest.approx(598.1, rel=0.002)
    assert not found.unmatched


def test_new_yorks_districts_overlap_a_little_and_say_so(shared, tmp_path):
    file = shared / "data" / "nyc_street_vending" / "council_districts.geojson"
    columns = tmp_path / "columns.toml"
    columns.write_text('schema = 1\n[columns]\ncode = "council_district"\n', encoding="utf-8")
    options = ImportOptions("wgs84", columns=columns)
    found = import_district([file], options, tmp_path / "new-york")
    assert len(found.streets) == 51
    assert any("overlap" in text.en for text in found.warnings)
