"""Files in, a district folder out: what it holds, that it runs, and what is marked assumed."""

import numpy as np
import pytest
from openpyxl import Workbook

import twin
from agents.knob import Words
from tests.twin.importer import office
from twin.district import describe, load_district
from twin.districts.shares import largest_remainder
from twin.record import load_run

PEOPLE = (
    "街道,常住人口,就业人口,面积",
    "东门,1000,500,1.0",
    "体育馆,2001,700,1.0",
    "崇外,3000,100,1.0",
    "西门街道,4000,900,1.0",
)
RESIDENT = {"population_kind": "resident", "population_year": 2020}


def workbook(file, *lines):
    book = Workbook()
    for line in lines:
        cells = line.split(",")
        book.active.append(
            [float(cell) if cell.replace(".", "").isdigit() else cell for cell in cells]
        )
    book.save(file)
    return file


def test_bare_boundaries_import_and_run(bring, tmp_path):
    found = bring()
    assert [street.cells for street in found.streets] == [100] * 4
    assert found.area_km2 == pytest.approx(4.0, rel=1e-3)
    assert found.population == pytest.approx(40_000, rel=1e-3)
    assert len(found.pairs) == 4
    district = load_district(tmp_path / "out")
    assert "assumed: population" in district.streets[0].marks
    assert district.streets[0].population_kind == "assumed density"
    run = twin.run(district=str(tmp_path / "out"), days=2, burn_in=1, seed=1)
    assert run.means()["order"] > 0


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_sheet_is_matched_by_code_name_short_name_and_two_characters(bring, tmp_path, suffix):
    town = office.write(tmp_path / "town.geojson", office.town())
    file = tmp_path / f"people.{suffix}"
    people = office.sheet(file, *PEOPLE) if suffix == "csv" else workbook(file, *PEOPLE)
    found = bring(town, people, **RESIDENT)
    assert [street.residents for street in found.streets] == [1000, 2001, 3000, 4000]
    assert [street.workers for street in found.streets] == [500, 700, 100, 900]
    assert (found.population_kind, found.population_year) == ("resident", 2020)
    assert not found.unmatched and not any("population" in w.en for w in found.assumptions)
    district = load_district(tmp_path / "out")
    assert np.bincount(district.street, district.residents).tolist() == [1000, 2001, 3000, 4000]


def test_an_alias_file_says_what_an_old_name_means(bring, tmp_path):
    town = office.write(tmp_path / "town.geojson", office.town())
    people = office.sheet(tmp_path / "p.csv", *PEOPLE[:4], "老西关,4000,900,1.0")
    aliases = office.sheet(tmp_path / "alias.csv", "written,street", "老西关,西门街道")
    assert bring(town, people, aliases=aliases, **RESIDENT).streets[3].residents == 4000


def test_rows_that_fit_no_street_are_told_both_ways(bring, tmp_path):
    town = office.write(tmp_path / "town.geojson", office.town())
    people = office.sheet(tmp_path / "p.csv", *PEOPLE, "合计,10001,2200,4.0")
    codes = office.sheet(
        tmp_path / "codes.csv", "code,name", "310199001,东门街道", "310199005,南门街道"
    )
    found = bring(town, people, codes=codes, **RESIDENT)
    assert found.unmatched == ("p.csv, line 6 (合计): 合计",)
    assert found.missing == ("310199005 南门街道",)
    assert len(found.unlisted) == 3
    assert any("南门街道" in text.zh for text in found.warnings)


def test_a_total_alone_is_shared_by_area_with_exact_sums(bring):
    found = bring(population=10_003, **RESIDENT)
    shares = largest_remainder(10_003, np.array([street.area_km2 for street in found.streets]))
    assert [street.residents for street in found.streets] == shares.tolist()
    assert found.population == 10_003


def test_a_total_rescales_the_streets_figures_and_is_marked(bring, tmp_path):
    town = office.write(tmp_path / "town.geojson", office.town())
    people = office.sheet(tmp_path / "p.csv", *PEOPLE)
    assert bring(town, people, population=20_002, **RESIDENT).population == 20_002
    assert "rescaled: population" in load_district(tmp_path / "out").streets[0].marks


def test_known_facilities_lie_where_the_file_says(bring, tmp_path):
    town = office.write(tmp_path / "town.geojson", office.town())
    stations = [office.point(250, 250, kind="地铁站"), office.point(1750, 1550, kind="metro")]
    outside = [office.point(9000, 0, kind="metro"), office.point(100, 100, kind="volcano")]
    file = office.write(tmp_path / "stations.geojson", [*stations, *outside])
    found = bring(town, file)
    y, x = np.nonzero(found.placed["metro_stations"])
    assert list(zip(x.tolist(), y.tolist(), strict=True)) == [(2, 2), (17, 15)]
    assert any("volcano" in text.en for text in found.warnings)
    assert any("1 points lie outside" in text.en for text in found.warnings)
    district = load_district(tmp_path / "out")
    here, far = district.lookup[2, 2], district.lookup[9, 2]
    assert district.attraction[here] > district.attraction[far]
    assert district.land_use[here] == 4  # the station's own ground


def test_streets_with_stations_have_more_people_by_day(bring, tmp_path):
    town = office.write(tmp_path / "town.geojson", office.town())
    file = office.write(tmp_path / "s.geojson", [office.point(500, 500, kind="metro")] * 3)
    bring(town, file)
    presence = load_district(tmp_path / "out").presence
    ratio = presence.max(axis=1) / presence.min(axis=1)
    assert ratio[0] > ratio[1] >= 1.08 - 1e-3
    assert ratio[0] <= 2.42 + 1e-3


def test_a_stated_day_night_ratio_is_met(bring, tmp_path):
    bring(office.write(tmp_path / "town.geojson", office.town(day_night_ratio=1.7)))
    presence = load_district(tmp_path / "out").presence
    assert presence.max(axis=1) / presence.min(axis=1) == pytest.approx([1.7] * 4, rel=1e-3)


def test_counted_hours_are_kept_by_street(bring, tmp_path):
    town = office.write(tmp_path / "town.geojson", office.town())
    head = "街道," + ",".join(f"{hour}:00" for hour in range(24))
    rows = [f"{code}," + ",".join(["100"] * 12 + ["300"] * 12) for code, *_ in office.STREETS]
    found = bring(town, office.sheet(tmp_path / "hours.csv", head.replace("街道", "code"), *rows))
    presence = load_district(tmp_path / "out").presence
    assert presence[0].tolist() == pytest.approx([0.5] * 12 + [1.5] * 12)
    assert not any("Presence by hour" in text.en for text in found.assumptions)


def test_points_of_a_population_grid_give_homes_and_residents(bring, tmp_path):
    town = office.write(tmp_path / "town.geojson", office.town())
    lines = ["lon,lat,人口"]
    for east in range(125, 2000, 250):
        for south in range(125, 2000, 250):
            x, y = office.place(east, south)
            lines.append(f"{x},{y},{90 if east < 250 else 10}")
    found = bring(town, office.sheet(tmp_path / "grid.csv", *lines), **RESIDENT)
    assert [street.residents for street in found.streets] == [480, 160, 480, 160]
    district = load_district(tmp_path / "out")
    west = district.x < 2
    assert district.residents[west].mean() > 4 * district.residents[~west].mean()


def test_centres_and_areas_are_enough_and_are_marked(bring, tmp_path):
    rows = [
        f"{code},{zh},{office.place(x + 500, y + 500)[0]},{office.place(x + 500, y + 500)[1]},1.0"
        for code, zh, _, x, y in office.STREETS
    ]
    found = bring(office.sheet(tmp_path / "s.csv", "code,name,lon,lat,area_km2", *rows))
    assert [street.cells for street in found.streets] == pytest.approx([100] * 4, abs=2)
    assert "assumed: boundaries" in load_district(tmp_path / "out").streets[0].marks


def test_the_same_files_give_the_same_bytes(bring, tmp_path):
    bring()
    first = {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()}
    for file in (tmp_path / "out").iterdir():
        file.unlink()
    bring()
    assert {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()} == first


def test_openstreetmap_brings_its_licence_and_line(bring, tmp_path):
    found = bring(office.write(tmp_path / "osm.geojson", office.town(osm_relation=7)))
    assert found.credits == ("© OpenStreetMap contributors (ODbL-1.0)",)
    assert describe(load_district(tmp_path / "out"))["credits"] == list(found.credits)
    assert "© OpenStreetMap contributors" in (tmp_path / "out" / "report.html").read_text("utf-8")


def test_an_unstated_licence_is_warned_of(bring):
    assert any("--licence" in text.zh for text in bring().warnings)


def test_gcj02_boundaries_land_where_the_wgs84_ones_do(bring, tmp_path):
    from twin.importer.datum import from_wgs84

    def shift(x, y):
        return [float(value) for value in from_wgs84(np.float64(x), np.float64(y), "gcj02")]

    shifted = office.write(tmp_path / "amap.geojson", office.town(shift))
    point = office.write(tmp_path / "s.geojson", [office.point(250, 250, kind="metro")])
    found = bring(shifted, point, crs="gcj02", file_crs={"s.geojson": "wgs84"})
    assert found.placed["metro_stations"][2, 2] == 1
    assert found.area_km2 == pytest.approx(4.0, rel=1e-3)


def test_titles_are_kept_in_both_languages(bring, tmp_path):
    bring(title=Words("小城", "Small town"))
    assert load_district(tmp_path / "out").title == Words("小城", "Small town")


def test_a_run_and_its_folder_carry_the_credits(bring, tmp_path):
    bring(attribution="© The office", licence="CC BY 4.0")
    run = twin.run(district=str(tmp_path / "out"), days=1, burn_in=0, scale=200.0, seed=1)
    assert run.summary()["credits"] == ["© The office (CC BY 4.0)"]
    assert load_run(run.save(tmp_path / "kept")).origin.credits == run.origin.credits


def test_a_sheet_wins_over_the_boundaries_own_columns(bring, tmp_path):
    town = office.write(tmp_path / "town.geojson", office.town(residents=7, area_km2=1.0))
    found = bring(town, office.sheet(tmp_path / "p.csv", *PEOPLE), **RESIDENT)
    assert found.population == 10_001


def test_streets_apart_are_told_and_joined_by_a_list(bring, tmp_path):
    town = office.town()
    code, zh, en, x, y = office.STREETS[3]
    town[3] = office.feature(code, zh, en, office.square(x + 1500, y + 500))
    pairs = office.sheet(tmp_path / "a.csv", "a,b,border_m", "东门,体育馆,1000", "崇外,西门,300")
    found = bring(office.write(tmp_path / "town.geojson", town), pairs)
    assert any("do not hang together: Ximen" in text.en for text in found.warnings)
    assert [pair[:2] for pair in found.pairs] == [(0, 1), (0, 2)]
    assert load_district(tmp_path / "out").adjacency == (*found.pairs, (2, 3, 300.0))
