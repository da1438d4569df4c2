"""Licensed pitches: marked out, let by lot, looked over with the street, taken back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import twin
from twin.mechanisms import pitches, powers


@pytest.fixture
def world():
    return town(pitches=3.0)


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0.0, 1.0)), max_size=12))
def test_ranks_count_those_before_within_a_group(entries):
    groups = np.array([g for g, _ in entries], np.int64)
    keys = np.array([k for _, k in entries])
    found = pitches.ranks(groups, keys)
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
    world = town(pitches=1.0, siting=siting)
    cells = world.rows("cells")
    chosen = cells.pitches > 0
    possible = (cells.pitch_room > 0) & ~chosen
    gap = cells.attraction[chosen].mean() - cells.attraction[possible].mean()
    assert (gap > 0.0) == better


def town(seed=3, **levers):
    """Give a classroom city in which a licence comes at once unless told otherwise."""
    levers = {"licence_days": 0.0, **levers}
    return twin.CityTwin(district="classroom", levers=levers, rng=seed).world


def claim(world, cell, n):
    vendors = world.rows("vendors")
    vendors.claim[:n] = cell
    pitches.settle_claims(world)
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
    assert cell not in pitches.vacant_pitches(world)


def test_the_lot_does_not_favour_the_first_rows():
    winners = set()
    for seed in range(12):
        world = town(seed, pitches=3.0)
        cells = world.rows("cells")
        cell = int(cells.pitches.argmax())
        cells.pitches[cell] = 1
        winners.add(int(claim(world, cell, 6).licensed.argmax()))
    assert len(winners) >= 4


def test_vacancies_are_listed_once_each(world):
    cells = world.rows("cells")
    assert len(pitches.vacant_pitches(world)) == cells.pitches.sum()
    cell = int(cells.pitches.argmax())
    claim(world, cell, 1)
    assert (pitches.vacant_pitches(world) == cell).sum() == cells.pitches[cell] - 1


def test_who_loses_the_pitch_loses_the_licence(world):
    cell = int(world.rows("cells").pitches.argmax())
    vendors = claim(world, cell, int(world.rows("cells").pitches[cell]))
    powers.set_lever(world, "pitches", 0.0)
    assert not vendors.licensed.any() and not vendors.on_pitch.any()
    assert (vendors.pitch == -1).all() and not world.rows("cells").pitches_taken.any()


def test_who_used_its_pitch_least_lately_loses_it_first(world):
    cells = world.rows("cells")
    cell = int(cells.pitches.argmax())
    n = int(cells.pitches[cell])
    assert n >= 3
    vendors = claim(world, cell, n)
    holders = np.flatnonzero(vendors.pitch == cell)
    vendors.idle_days[holders] = np.arange(n)[::-1]
    vendors.licensed[holders[-1]] = False  # waits for its licence: it has used nothing yet
    vendors.permit_day[holders[-1]] = 9
    cells.pitches[cell] = n - 2
    pitches.evict(world)
    assert vendors.pitch[holders].tolist() == [-1, *[cell] * (n - 2), -1]
    assert vendors.permit_day[holders[-1]] == -1 and cells.pitches_taken[cell] == n - 2


def test_a_vacancy_reaches_300_metres_and_goes_when_the_pitch_is_let(world):
    cells = world.rows("cells")
    cells.pitches = 0
    pitches.evict(world)
    assert not cells.vacancy.any()
    middle = int(world.maps.lookup[world.district.height // 2, world.district.width // 2])
    cells.pitches[middle] = 1
    pitches.evict(world)
    away = np.hypot(cells.x - cells.x[middle], cells.y - cells.y[middle])
    assert np.array_equal(cells.vacancy == 1.0, away <= 3.0)
    claim(world, middle, 1)
    assert not cells.vacancy.any()


def next_month(world):
    """Give the world on the last day of four weeks, when pitches are looked over."""
    world.now.day = pitches.REVIEW_DAYS - 1
    return world


def unmet(world):
    """Make a few dull places wanted and unserved; give them."""
    cells = world.rows("cells")
    room = np.flatnonzero(cells.pitch_room > 0)
    dull = room[np.argsort(cells.attraction[room])[: len(room) // 4]]
    cells.demand[dull] = 200.0
    return dull


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_streets_that_take_part_know_where_pitches_are_wanted(share):
    world = next_month(town(pitches=1.0, siting=0.9, participation=share))
    before = world.rows("cells").pitches.copy()
    dull = unmet(world)
    pitches.review_pitches(world)
    marked = world.rows("cells").pitches
    assert marked.sum() == before.sum()
    if share:
        assert marked[dull].sum() > before[dull].sum()
    else:
        assert np.array_equal(marked, before)


def test_who_gets_a_say_marks_them_out_at_once():
    world = town(pitches=1.0, siting=0.9)
    dull = unmet(world)
    before = world.rows("cells").pitches[dull].sum()
    powers.set_lever(world, "participation", 1.0)
    assert world.rows("cells").pitches[dull].sum() > before


def test_requests_count_as_wants_and_rivals_as_supply():
    world = town()
    cells, zone, p = world.rows("cells").copy(), world.rows("zones")[0], world.p
    zone.participation = 1.0
    cells.attraction, cells.demand = 0.5, 30.0
    own = cells[:3].view(np.recarray)
    own.asked[1] = 5.0
    own.demand[2, 1], own.rivals[2, 1] = 90.0, 4.0
    assert pitches.site_distance(own, zone, p).argmin() == 1
    own.rivals[2, 1], own.asked[1] = 0.0, 0.0
    assert pitches.site_distance(own, zone, p).argmin() == 2


def test_a_review_moves_no_pitch_that_is_taken():
    world = next_month(town(pitches=1.0, participation=1.0))
    unmet(world)
    cells = world.rows("cells")
    held = int(cells.pitches.argmax())
    vendors = claim(world, held, 1)
    pitches.review_pitches(world)
    assert vendors.pitch[0] == held and cells.pitches[held] >= 1


@pytest.mark.parametrize(("discretion", "ratio"), [(0.0, 1.0), (0.5, 1.5), (1.0, 2.0)])
def test_discretion_lets_a_street_choose_the_number(discretion, ratio):
    world = next_month(town(pitches=0.5, discretion=discretion))
    asked = pitches.wanted_pitches(world)
    world.rows("offices").own_pitches = 2.0
    wanted = pitches.wanted_pitches(world)
    assert np.allclose(wanted, ratio * asked, atol=2.0)
    pitches.review_pitches(world)
    assert world.rows("cells").pitches.sum() == wanted.sum()


def test_pitches_are_looked_over_every_four_weeks_only():
    world = town(pitches=1.0, participation=1.0)
    unmet(world)
    before = world.rows("cells").pitches.copy()
    pitches.review_pitches(world)
    assert np.array_equal(world.rows("cells").pitches, before)
