"""Service points: how many, where they go, what they do for those within a walk."""

import numpy as np
import pytest

import twin
from tests.agents.plain import climbs
from twin.mechanisms.amenities import place_amenities, within_walk
from twin.mechanisms.zones import tell_offices


@pytest.fixture
def world():
    return twin.CityTwin(district="validation", rng=1).world


def place(world, **levers):
    for name, value in levers.items():
        world.rows("zones")[name] = value
    tell_offices(world)
    place_amenities(world)
    return world.rows("cells")


def served(cells):
    return float(np.average(cells.access, weights=cells.persons))


def test_none_change_nothing(world):
    before = world.snapshot().tables["cells"]
    cells = place(world, amenities=0.0, amenity_siting=0.7, participation=1.0)
    assert np.array_equal(np.asarray(cells), before)


def test_there_are_as_many_as_asked_for_wherever_they_go(world):
    for siting in (0.0, 0.4, 1.0):
        for number in (0.5, 1.0, 3.0):
            cells = place(world, amenities=number, amenity_siting=siting)
            assert cells.amenity.sum() == round(6.0 * number)


def test_without_siting_every_street_has_as_many_at_its_busiest_places(world):
    cells = place(world, amenities=2.0, amenity_siting=0.0)
    assert np.bincount(cells.street, cells.amenity).tolist() == [2.0] * 6
    for s in range(6):
        own = cells[cells.street == s]
        assert own.attraction[own.amenity > 0].min() >= np.sort(own.attraction)[-2]


def test_more_points_and_worst_access_first_serve_more_people(world):
    more = [served(place(world, amenities=n, amenity_siting=1.0)) for n in (0.0, 0.5, 1.0, 3.0)]
    assert climbs(np.array(more)) and more[-1] < 1.0
    fairly = place(world, amenities=1.0, amenity_siting=1.0).copy()
    by_street = place(world, amenities=1.0, amenity_siting=0.0)
    assert served(fairly) > served(by_street)
    left_out = [cells.persons[cells.access < 0.1].sum() for cells in (fairly, by_street)]
    assert left_out[0] < left_out[1]


def test_a_street_with_a_say_brings_them_to_those_who_miss_most(world):
    cells = world.rows("cells")
    cells.asked = np.where(cells.x > cells.x.mean(), 5.0, 0.0)
    shares = []
    for part in (0.0, 1.0):
        place(world, amenities=2.0, amenity_siting=1.0, participation=part)
        shares.append(float(cells.amenity[cells.asked > 0.0].sum()))
    assert shares[1] > shares[0]


def test_only_streets_that_want_some_get_some(world):
    zones = world.rows("zones")
    zones.amenities[2] = 3.0
    for siting in (0.0, 1.0):
        cells = place(world, amenity_siting=siting)
        own = np.bincount(cells.street, cells.amenity)
        assert own[2] == round(3.0 * zones.persons[2] / 10_000.0) == own.sum() > 0


def test_a_walk_counts_the_near_more_and_the_far_not():
    lookup = np.arange(60).reshape(3, 20)
    weights = np.zeros(60)
    weights[0] = 2.0
    near = within_walk(lookup, weights, 4.0)
    assert near[:6].tolist() == pytest.approx([2.0, 1.6, 1.2, 0.8, 0.4, 0.0])
    assert near[20] == pytest.approx(1.6) and not near[45:].any()


def test_shops_nearby_have_more_and_the_base_is_kept(world):
    cells = world.rows("cells")
    base, first = cells.shop_base.copy(), cells.shop.copy()
    cells = place(world, amenities=3.0, amenity_siting=1.0)
    assert (cells.shop_base == base).all() and (cells.shop_full >= base).all()
    near = cells.access > 0.3
    assert (cells.shop_full[near] > base[near]).all() and cells.shop_full.max() <= 1.0
    inside = 1.0 - world.p.front_sales * (1.0 - cells.fronts)
    assert cells.shop == pytest.approx(cells.shop_full * inside)
    assert (place(world, amenities=0.0).shop == first).all()
