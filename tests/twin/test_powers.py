"""Levers put in force: pitches marked out, let by lot, taken back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import twin
from twin.mechanisms import powers


@pytest.fixture
def world():
    return twin.CityTwin(district="classroom", levers={"pitches": 3.0}, rng=3).world


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0.0, 1.0)), max_size=12))
def test_ranks_count_those_before_within_a_group(entries):
    groups = np.array([g for g, _ in entries], np.int64)
    keys = np.array([k for _, k in entries])
    found = powers.ranks(groups, keys)
    for g in range(4):
        own = found[groups == g]
        assert sorted(own.tolist()) == list(range(len(own)))
        assert (np.diff(keys[groups == g][np.argsort(own)]) >= 0.0).all()


def test_as_many_pitches_as_asked_for_as_far_as_they_fit(world):
    cells, offices = world.rows("cells"), world.rows("offices")
    for s in range(len(world.district.streets)):
        own = cells.street == s
        wanted = round(3.0 * offices.persons[s] / 1000.0)
        assert cells.pitches[own].sum() == min(wanted, cells.pitch_room[own].sum())


@pytest.mark.parametrize(("siting", "better"), [(1.0, True), (0.0, False)])
def test_siting_by_demand_takes_the_attractive_places(siting, better):
    world = twin.CityTwin(
        district="classroom", levers={"pitches": 1.0}, parameters={"pitch_siting": siting}, rng=3
    ).world
    cells = world.rows("cells")
    chosen = cells.pitches > 0
    possible = (cells.pitch_room > 0) & ~chosen
    gap = cells.attraction[chosen].mean() - cells.attraction[possible].mean()
    assert (gap > 0.0) == better


def claim(world, cell, n):
    vendors = world.rows("vendors")
    vendors.claim[:n] = cell
    powers.settle_claims(world)
    return vendors


def test_claims_are_settled_by_lot_as_far_as_there_is_room(world):
    cells = world.rows("cells")
    cell = int(cells.pitches.argmax())
    room = int(cells.pitches[cell])
    vendors = claim(world, cell, room + 3)
    assert (vendors.pitch == cell).sum() == room == cells.pitches_taken[cell]
    assert (vendors.licensed == (vendors.pitch == cell)).all()
    assert (vendors.on_pitch == vendors.licensed).all() and (vendors.claim == -1).all()
    claim(world, cell, len(vendors))
    assert cells.pitches_taken[cell] == room
    assert cell not in powers.vacant_pitches(world)


def test_the_lot_does_not_favour_the_first_rows():
    winners = set()
    for seed in range(12):
        world = twin.CityTwin(district="classroom", levers={"pitches": 3.0}, rng=seed).world
        cells = world.rows("cells")
        cell = int(cells.pitches.argmax())
        cells.pitches[cell] = 1
        winners.add(int(claim(world, cell, 6).licensed.argmax()))
    assert len(winners) >= 4


def test_vacancies_are_listed_once_each(world):
    cells = world.rows("cells")
    assert len(powers.vacant_pitches(world)) == cells.pitches.sum()
    cell = int(cells.pitches.argmax())
    claim(world, cell, 1)
    assert (powers.vacant_pitches(world) == cell).sum() == cells.pitches[cell] - 1


def test_who_loses_the_pitch_loses_the_licence(world):
    cell = int(world.rows("cells").pitches.argmax())
    vendors = claim(world, cell, int(world.rows("cells").pitches[cell]))
    powers.set_lever(world, "pitches", 0.0)
    assert not vendors.licensed.any() and not vendors.on_pitch.any()
    assert (vendors.pitch == -1).all() and not world.rows("cells").pitches_taken.any()


@pytest.mark.parametrize("share", [0.0, 0.1, 0.34, 0.5, 0.99, 1.0])
def test_posting_is_undone_by_posting_again(world, share):
    teams = world.rows("teams")
    powers.set_lever(world, "staffing", 1.0)
    assert (teams.street >= 0).all()
    powers.set_lever(world, "staffing", share)
    first = teams.street.copy()
    powers.set_lever(world, "staffing", 0.0)
    assert (teams.street == -1).all()
    powers.set_lever(world, "staffing", share)
    assert (teams.street == first).all()
