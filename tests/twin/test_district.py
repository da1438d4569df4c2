"""Dongcheng from facts: sums, areas, neighbours, marks; and what every district promises."""

import csv
import json
import pickle
from dataclasses import fields

import networkx as nx
import numpy as np
import pytest
from scipy import ndimage

from twin.district import LandUse, describe, district_names, load_district
from twin.districts.folder import read_folder
from twin.districts.people import LEAST_PERSONS, MOST_CELLS
from twin.errors import InputError
from twin.paths import scenarios_home

CENSUS_2020 = 708_829


@pytest.fixture(scope="module")
def dongcheng():
    return load_district("dongcheng")


@pytest.fixture(scope="module", params=district_names())
def district(request):
    return load_district(request.param)


def facts(name):
    with (scenarios_home() / "districts" / "dongcheng" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def arrays(district):
    values = {field.name: getattr(district, field.name) for field in fields(district)}
    return {name: value for name, value in values.items() if isinstance(value, np.ndarray)}


def by_street(district, values):
    return np.bincount(district.street, values, len(district.streets))


def street_map(district):
    return np.where(district.lookup >= 0, district.street[district.lookup], -1)


def test_three_districts_are_shipped():
    assert set(district_names()) >= {"classroom", "dongcheng", "validation"}


def test_residents_and_jobs_sum_exactly_to_the_streets_figures(district):
    assert by_street(district, district.residents).tolist() == [
        street.population for street in district.streets
    ]
    assert by_street(district, district.jobs).tolist() == [
        street.workers for street in district.streets
    ]
    assert (
        district.population
        == district.residents.sum()
        == sum(street.population for street in district.streets)
    )


def test_every_street_is_one_piece(district):
    streets = street_map(district)
    assert [ndimage.label(streets == i)[1] for i in range(len(district.streets))] == [1] * len(
        district.streets
    )


def test_the_lookup_finds_every_cell_at_its_place(district):
    assert district.lookup.shape == (district.height, district.width)
    found = district.lookup[district.y, district.x]
    assert found.tolist() == list(range(district.n_cells))
    assert (district.lookup >= 0).sum() == district.n_cells
    order = district.y.astype(int) * district.width + district.x
    assert (np.diff(order) > 0).all(), "cells are numbered row by row from the north-west"


def test_values_are_finite_and_inside_their_range(district):
    assert district.attraction.min() >= 0 and district.attraction.max() <= 1
    assert district.space.min() > 0 and district.space.mean() == pytest.approx(1, abs=1e-4)
    assert set(np.unique(district.land_use)) <= set(LandUse)
    assert district.pitch_room.min() >= 0 and district.visitors.min() >= 0
    assert district.visitors.shape == district.presence.shape == (len(district.streets), 24)
    assert district.presence.mean(axis=1) == pytest.approx(np.ones(len(district.streets)))
    assert np.isfinite(district.visitors).all()


def test_nobody_lives_in_a_park(district):
    assert not district.residents[district.land_use == LandUse.PARK].any()


def test_attraction_has_a_long_tail_but_no_single_peak(district):
    low, middle, high = np.quantile(district.attraction, [0.05, 0.5, 0.95])
    assert high > 2 * middle > 2 * low > 0
    assert (district.attraction > 0.9 * district.attraction.max()).sum() >= 2


def test_land_use_lies_in_blocks_not_in_single_cells(district):
    use = np.where(district.lookup >= 0, district.land_use[district.lookup], -1)
    for kind in (LandUse.COMMERCIAL, LandUse.OFFICE, LandUse.PARK):
        own = use == kind
        beside = sum(np.roll(own, step, axis) for step in (1, -1) for axis in (0, 1))
        alone = (own & (beside == 0)).sum()
        assert alone <= 0.25 * own.sum()


def test_micro_grids_are_connected_small_and_inside_one_street(district):
    groups = np.where(district.lookup >= 0, district.microgrid[district.lookup], -1)
    streets = street_map(district)
    for number, place in enumerate(ndimage.find_objects(groups + 1)):
        own = groups[place] == number
        assert ndimage.label(own)[1] == 1
        assert own.sum() <= MOST_CELLS
        assert len(np.unique(streets[place][own])) == 1
    assert len(np.unique(district.microgrid)) == district.n_microgrids


def test_micro_grids_where_people_live_have_about_thirty_households_or_more(district):
    persons = np.bincount(district.microgrid, district.residents)
    cells = np.bincount(district.microgrid)
    reach = persons[(persons > 0) & (cells < MOST_CELLS)]
    assert np.median(reach) >= LEAST_PERSONS
    assert (reach >= LEAST_PERSONS / 2).mean() > 0.97


def test_grids_hold_whole_micro_grids_of_one_street(district):
    assert district.grids.shape == (district.n_microgrids,)
    home = np.full(district.n_microgrids, -1)
    home[district.microgrid] = district.street
    n_grids = int(district.grids.max()) + 1
    assert np.unique(district.grids).tolist() == list(range(n_grids))
    assert all(len(set(home[district.grids == grid])) == 1 for grid in range(n_grids))
    assert 500 < district.population / n_grids < 1800


def test_arrays_cannot_be_changed_not_even_after_a_copy_between_processes(district):
    travelled = pickle.loads(pickle.dumps(district))  # noqa: S301 - our own bytes
    for place in (district, travelled):
        assert len(arrays(place)) == 14
        for values in arrays(place).values():
            with pytest.raises(ValueError, match="read-only"):
                values[...] = 0


def test_a_district_is_built_once_and_always_the_same(district):
    again = read_folder(scenarios_home() / "districts" / district.name)
    assert load_district(district.name) is district
    for name, values in arrays(again).items():
        assert values.tobytes() == getattr(district, name).tobytes()
    assert (again.streets, again.adjacency) == (district.streets, district.adjacency)


def test_dongcheng_has_seventeen_streets_and_the_census_total(dongcheng):
    assert len(dongcheng.streets) == 17
    assert dongcheng.population == CENSUS_2020
    assert (dongcheng.kind, dongcheng.scale, dongcheng.burn_in) == ("real", 8.0, 30)


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


def test_the_description_is_plain_json_with_marks_and_sources(district):
    told = json.loads(json.dumps(describe(district), ensure_ascii=False))
    assert told["name"] == district.name
    assert told["population"] == sum(street["population"] for street in told["streets"])
    assert told["cells"] == district.n_cells
    assert all(street["marks"] for street in told["streets"])
    assert told["sources"] and told["assumptions"]
    assert all(text["zh"] and text["en"] for text in told["assumptions"])
    assert len(told["neighbours"]) == len(district.adjacency)


def test_the_description_tells_how_true_the_neighbours_are(dongcheng):
    told = describe(dongcheng)["listed_neighbours"]
    assert told == {"listed": 31, "shown": 30, "unlisted": 0}
    assert describe(load_district("classroom"))["listed_neighbours"] is None


def test_an_unknown_district_is_refused_with_the_nearest_name():
    with pytest.raises(InputError) as refused:
        load_district("dongchen")
    assert "nearest known name 'dongcheng'" in str(refused.value)
    assert refused.value.sentence("zh").startswith("没有这个城区")
