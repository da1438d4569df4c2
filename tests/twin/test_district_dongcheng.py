"""Dongcheng, rebuilt from facts: areas, neighbours, people and hours beside their sources."""

import csv

import networkx as nx
import numpy as np
import pytest

from twin.district import LandUse, describe, load_district
from twin.paths import scenarios_home

CENSUS_2020 = 708_829


@pytest.fixture(scope="module")
def dongcheng():
    return load_district("dongcheng")


def facts(name):
    with (scenarios_home() / "districts" / "dongcheng" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def by_street(district, values):
    return np.bincount(district.street, values, len(district.streets))


def test_dongcheng_has_seventeen_streets_and_the_census_total(dongcheng):
    assert len(dongcheng.streets) == 17
    assert dongcheng.population == CENSUS_2020
    assert (dongcheng.kind, dongcheng.scale, dongcheng.burn_in) == ("real", 15.0, 30)


def test_street_populations_share_the_total_as_gridded_and_say_so(dongcheng):
    gridded = np.array([float(row["residents"]) for row in facts("streets.csv")])
    shares = gridded / gridded.sum() * CENSUS_2020
    own = np.array([street.population for street in dongcheng.streets])
    assert np.abs(own - shares).max() < 1
    assert all("rescaled: population" in street.marks for street in dongcheng.streets)
    assert all("assumed: order_taste" in street.marks for street in dongcheng.streets)


def test_the_six_known_census_figures_are_kept_beside_and_the_difference_is_told(dongcheng):
    rows = facts("streets.csv")
    gaps = {
        street.name.en: street.population / float(row["census_2020"]) - 1
        for street, row in zip(dongcheng.streets, rows, strict=True)
        if row["census_2020"]
    }
    assert len(gaps) == 6
    assert max(gaps, key=lambda name: abs(gaps[name])) == "Jianguomen"
    assert (round(min(gaps.values()), 2), round(max(gaps.values()), 2)) == (-0.22, 0.84)
    assert any("-22 % to +84 %" in text.en for text in dongcheng.assumptions)


def test_workers_per_resident_stay_those_of_the_source(dongcheng):
    rows = facts("streets.csv")
    source = sum(float(row["workers"]) for row in rows) / sum(float(r["residents"]) for r in rows)
    assert dongcheng.jobs.sum() / dongcheng.population == pytest.approx(source, rel=1e-5)


def test_street_areas_are_met_within_two_cells(dongcheng):
    cells = by_street(dongcheng, np.ones(dongcheng.n_cells))
    stated = np.array([float(row["area_km2"]) for row in facts("streets.csv")])
    assert np.abs(cells - 100 * stated).max() <= 2
    assert dongcheng.area_km2 == pytest.approx(41.84, abs=0.1)


def test_thirty_of_the_thirty_one_listed_neighbours_border_and_no_others(dongcheng):
    listed = {(a, b) for a, b, _ in dongcheng.listed_neighbours}
    shown = {(a, b) for a, b, _ in dongcheng.adjacency}
    assert len(listed) == 31
    assert shown <= listed
    names = {street.name.en: i for i, street in enumerate(dongcheng.streets)}
    # 84 m of border, less than a cell, is all that these two share.
    assert listed - shown == {(names["Tiyuguan Road"], names["Yongdingmenwai"])}
    assert nx.is_connected(dongcheng.graph()) and nx.check_planarity(dongcheng.graph())[0]


def test_long_borders_are_long_on_the_map_too(dongcheng):
    shown = {(a, b): metres for a, b, metres in dongcheng.adjacency}
    pairs = [(m, shown.get((a, b), 0.0)) for a, b, m in dongcheng.listed_neighbours]
    assert np.corrcoef(np.array(pairs).T)[0, 1] > 0.7


def test_the_streets_centres_lie_where_they_are_stated(dongcheng):
    rows = facts("streets.csv")
    lon = np.array([float(row["longitude"]) for row in rows])
    lat = np.array([float(row["latitude"]) for row in rows])
    n = by_street(dongcheng, np.ones(dongcheng.n_cells))
    east = by_street(dongcheng, dongcheng.x) / n
    south = by_street(dongcheng, dongcheng.y) / n
    stated_east = (lon - lon.mean()) * 85_270 / 100
    stated_south = -(lat - lat.mean()) * 111_030 / 100
    off = np.hypot(east - east.mean() - stated_east, south - south.mean() - stated_south)
    assert off.max() < 1.5, "centres lie within 150 m"


def test_presence_follows_the_hourly_facts(dongcheng, shared):
    source = shared / "data" / "beijing_dongcheng_facts" / "hourly_presence.csv"
    with source.open(encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    people = np.array([[float(value) for value in row[2:]] for row in rows])
    assert [row[0] for row in rows] == [street.code for street in dongcheng.streets]
    expected = people / people.mean(axis=1, keepdims=True)
    assert np.allclose(dongcheng.presence, expected, rtol=1e-6)


def test_day_and_night_of_the_streets_are_those_of_the_source(dongcheng, shared):
    source = shared / "data" / "beijing_dongcheng_facts" / "subdistricts.csv"
    with source.open(encoding="utf-8") as file:
        stated = [float(row["day_night_ratio"]) for row in csv.DictReader(file)]
    day, night = dongcheng.presence[:, 10:17], dongcheng.presence[:, :5]
    assert np.abs(day.mean(axis=1) / night.mean(axis=1) - stated).max() < 0.02
    most = dongcheng.visitors.sum(axis=1).argmax()
    assert dongcheng.streets[most].name.zh == "东华门街道"


def test_busy_streets_attract_more_than_quiet_ones(dongcheng):
    n = by_street(dongcheng, np.ones(dongcheng.n_cells))
    mean = by_street(dongcheng, dongcheng.attraction) / n
    names = [street.name.en for street in dongcheng.streets]
    order = [names[i] for i in np.argsort(-mean)]
    assert {"Donghuamen", "Chongwenmenwai"} <= set(order[:3])
    assert "Hepingli" in order[-4:]


def test_the_temple_of_heaven_is_a_park(dongcheng):
    names = [street.name.en for street in dongcheng.streets]
    park = (dongcheng.land_use == LandUse.PARK) & (dongcheng.street == names.index("Tiantan"))
    assert park.sum() == 273


def test_floating_shares_average_the_assumed_thirty_five_percent(dongcheng):
    people = [street.population for street in dongcheng.streets]
    shares = [street.floating_share for street in dongcheng.streets]
    assert np.average(shares, weights=people) == pytest.approx(0.35, abs=0.01)
    assert 0.03 < np.std(shares) < 0.1


def test_every_column_of_the_facts_has_a_source(dongcheng):
    covered = " ".join(text for source in dongcheng.sources for text in source.covers)
    for sheet in ("streets", "landmarks"):
        for column in facts(f"{sheet}.csv")[0]:
            if (sheet, column) not in {("landmarks", "code"), ("landmarks", "source")}:
                assert f"{sheet}.{column}" in covered
    assert {"hourly", "adjacency", "population.total"} <= set(covered.split())


def test_the_description_tells_how_true_the_neighbours_are(dongcheng):
    told = describe(dongcheng)["listed_neighbours"]
    assert told == {"listed": 31, "shown": 30, "unlisted": 0}
    assert describe(load_district("classroom"))["listed_neighbours"] is None
