"""Zones: what is in force where, and how a set of cells gets levers of its own."""

import numpy as np
import pytest

import twin
from tests.strategies import BUSY
from tests.twin.town import Town
from twin.levers import LEVER_NAMES, LEVERS
from twin.mechanisms import zones

#: What the agents and the street are made of.
PHYSICAL = ("residents", "vendors", "teams", "cells", "cases", "city", "book")
#: Pitches are planned zone by zone: whole numbers of them, the best places of each.
PLANNED = {"pitches", "siting", "participation"}


def put_in_force(town):
    zones.put_in_force(town.world.city(), *town.args())
    return town.zones


def test_every_street_begins_as_one_zone():
    town = Town()
    assert town.zones.street.tolist() == [0, 1, 2, 3]
    assert (town.cells.zone == town.cells.street).all()
    assert (town.zones.persons == town.streets.persons[:-1]).all()


def test_a_set_of_cells_splits_the_zones_it_cuts():
    town = Town()
    inside = np.concatenate([town.cells_of(0)[:10], town.cells_of(1), town.cells_of(2)[5:]])
    town.lever("patrol", 2.0, cells=inside)
    assert len(town.zones) == 6  # street 1 is whole, streets 0 and 2 are cut
    here = town.zones.patrol[town.cells.zone]
    assert (here[inside] == 2.0).all() and (np.delete(here, inside) == 1.0).all()
    assert (town.zones.street[town.cells.zone] == town.cells.street).all()
    for z, zone in enumerate(town.zones):
        assert zone.persons == town.cells.persons[town.cells.zone == z].sum()
    assert town.zones.persons.sum() == town.streets.persons[-1]


def test_a_twin_keeps_the_levers_and_state_of_the_zone_it_was_cut_from():
    town = Town(whistle=0.7)
    town.lever("intensity", 0.9, street=3)
    put_in_force(town)
    town.lever("patrol", 3.0, cells=town.cells_of(3)[:4])
    old, new = town.zones[3], town.zones[-1]
    for name in town.zones.dtype.names:
        if name not in ("persons", "patrol"):
            assert old[name] == new[name], name
    assert (old.patrol, new.patrol) == (1.0, 3.0)


def test_setting_the_same_cells_again_splits_nothing():
    town = Town()
    cells = town.cells_of(0)[:10]
    town.lever("patrol", 2.0, cells=cells)
    town.lever("patrol", 3.0, cells=cells[::-1])
    town.lever("whistle", 1.0, cells=np.concatenate([cells, cells]))
    assert len(town.zones) == 5 and town.zones.patrol.tolist() == [1.0] * 4 + [3.0]
    town.lever("patrol", 1.5, cells=np.array([], int))
    assert len(town.zones) == 5 and 1.5 not in town.zones.patrol


@pytest.mark.parametrize("name", ["intensity", "authority", "whistle", "amenities"])
def test_setting_a_street_or_the_district_reaches_every_part(name):
    town = Town()
    lever = next(lever for lever in LEVERS if lever.name == name)
    town.lever(name, lever.high, cells=town.cells_of(0)[:10])
    town.lever(name, lever.high / 2, street=0)
    own = town.zones.street == 0
    assert own.sum() == 2 and (town.zones[name][own] == lever.high / 2).all()
    assert not (town.zones[name][~own] == lever.high / 2).any()
    town.lever(name, lever.high)
    assert (town.zones[name] == lever.high).all()
    assert (town.streets[name] == lever.high).all()


def test_offices_hold_the_mean_of_their_zones_by_residents():
    town = Town()
    own = town.cells_of(2)
    town.lever("intensity", 1.0, cells=own[:30])
    town.lever("intensity", 0.0, cells=own[30:])
    share = town.cells.persons[own[:30]].sum() / town.cells.persons[own].sum()
    assert town.streets.intensity[2] == pytest.approx(share)
    persons = town.streets.persons
    whole = (persons[[0, 1, 3]].sum() * 0.4 + persons[2] * share) / persons[4]
    assert town.streets.intensity[4] == pytest.approx(whole)
    put_in_force(town)
    assert town.streets.strictness[2] == pytest.approx(share)
    assert town.streets.strictness[4] == pytest.approx(whole)
    assert town.streets.patrol_share[2] == pytest.approx(share * town.p.patrol_most)


def test_a_street_without_residents_counts_its_zones_alike():
    town = Town()
    town.cells.persons[town.cells_of(1)] = 0
    town.lever("intensity", 0.9, cells=town.cells_of(1)[:3])
    assert town.zones.persons[town.zones.street == 1].sum() == 0
    assert town.streets.intensity[1] == pytest.approx((0.4 + 0.9) / 2)
    put_in_force(town)
    assert 0.4 <= town.streets.strictness[1] <= 0.9
    assert np.isfinite(town.streets.strictness).all()


@pytest.mark.parametrize("value", [0.1, 1 / 3, 0.7])
def test_what_is_alike_in_all_zones_is_exactly_that_in_the_offices(value):
    town = Town()
    for street in range(4):
        town.lever("intensity", 0.5, cells=town.cells_of(street)[::7])
    town.lever("intensity", value)
    assert (town.streets.intensity == value).all()
    put_in_force(town)
    assert (town.streets.strictness == value).all()


def test_cutting_zones_without_turning_anything_changes_nothing():
    """Same values in split zones: people, stalls, teams and cases are the same to the byte."""
    found = []
    for cut in (False, True):
        city = twin.CityTwin("classroom", parameters=BUSY, levers={"whistle": 0.5}, rng=4)
        if cut:
            for name in set(LEVER_NAMES) - PLANNED:
                rows = city.world.rows("zones")
                city.set_lever(name, float(rows[name][0]), cells=np.arange(3, 320, 5))
        city.run_for(40)
        found.append(city.world)
    assert len(found[1].rows("zones")) == 8
    for name in PHYSICAL:
        for column in found[0].rows(name).dtype.names:
            if (name, column) != ("cells", "zone"):
                one, other = (world.rows(name)[column] for world in found)
                assert np.array_equal(one, other), f"{name}.{column}"


def test_a_cut_city_goes_back_and_on_again():
    town = Town()
    world, moment = town.world, town.world.snapshot()
    town.lever("intensity", 1.0, cells=town.cells_of(0)[:9])
    cut = world.snapshot()
    world.restore(moment)
    assert len(town.zones) == 4 and town.cells.zone.max() == 3
    world.restore(cut)
    assert len(town.zones) == 5 and town.zones.intensity[4] == 1.0
    assert (town.cells.zone == 4).sum() == 9


@pytest.mark.parametrize(
    ("consent", "agrees", "push"),
    [(0.0, 0.0, 0.8), (1.0, 1.0, 0.8), (1.0, 0.0, 0.0), (0.5, 0.0, 0.4)],
)
def test_consent_holds_a_campaign_back_where_residents_do_not_ask_for_order(consent, agrees, push):
    town = Town(campaign=0.8, consent=consent)
    town.world.rows("city").push = 1.0
    town.streets.agrees = agrees
    rows = put_in_force(town)
    assert rows.strictness == pytest.approx(0.4 + push * 0.6)
    assert rows.harshness == pytest.approx(0.3 + push * 0.7)
    wanted = town.p.patrol_most * min(1.0, 0.4 * (1.0 + 2.0 * push))
    assert rows.patrol_share == pytest.approx(wanted)


def test_one_street_may_agree_and_another_not_and_no_campaign_pushes_nobody():
    town = Town(campaign=1.0, consent=1.0)
    town.streets.agrees[:2] = 1.0
    assert (put_in_force(town).strictness == 0.4).all()
    town.world.rows("city").push = 1.0
    assert put_in_force(town).strictness.tolist() == [1.0, 1.0, 0.4, 0.4]


def test_patrol_hours_follow_their_own_lever_and_strictness_does_not():
    town = Town(patrol=2.0)
    rows = put_in_force(town)
    assert rows.patrol_share == pytest.approx(town.p.patrol_most * 0.8)
    assert (rows.strictness == 0.4).all()


def test_a_street_sets_its_own_strictness_as_far_as_it_has_discretion():
    town = Town(discretion=0.5, assessment=0.25)
    town.streets.local_strictness = 0.9
    rows = put_in_force(town)
    assert rows.strictness == pytest.approx(0.5 * 0.9 + 0.5 * 0.4)
    assert rows.capture == pytest.approx(town.p.capture_most * 0.5 * 0.75)
