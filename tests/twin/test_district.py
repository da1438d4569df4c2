"""What every shipped district promises: sums, connected streets, fixed arrays, sameness."""

import json
import pickle
from dataclasses import fields

import numpy as np
import pytest
from scipy import ndimage

from twin.district import LandUse, describe, district_names, load_district
from twin.districts.folder import read_folder
from twin.districts.people import LEAST_PERSONS, MOST_CELLS
from twin.errors import InputError
from twin.paths import scenarios_home


@pytest.fixture(scope="module", params=district_names())
def district(request):
    return load_district(request.param)


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


def test_the_description_is_plain_json_with_marks_and_sources(district):
    told = json.loads(json.dumps(describe(district), ensure_ascii=False))
    assert told["name"] == district.name
    assert told["population"] == sum(street["population"] for street in told["streets"])
    assert told["cells"] == district.n_cells
    assert all(street["marks"] for street in told["streets"])
    assert told["sources"] and told["assumptions"]
    assert all(text["zh"] and text["en"] for text in told["assumptions"])
    assert len(told["neighbours"]) == len(district.adjacency)


def test_an_unknown_district_is_refused_with_the_nearest_name():
    with pytest.raises(InputError) as refused:
        load_district("dongchen")
    assert "nearest known name 'dongcheng'" in str(refused.value)
    assert refused.value.sentence("zh").startswith("没有这个城区")
