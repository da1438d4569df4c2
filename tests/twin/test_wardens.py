"""Wardens: how many look, what they settle, what they hand on, what they hear at doors."""

import numpy as np
import pytest

import twin
from agents.residents import FACILITY, HAZARD, OBSTRUCTION, WASTE
from twin.calendar import set_clock
from twin.mechanisms import wardens
from twin.mechanisms.columns import FROM_WARDEN

NOON = 12


@pytest.fixture
def world():
    world = twin.CityTwin(district="classroom", parameters={"warden_rounds": 0.3}, rng=1).world
    set_clock(world.now, NOON)
    return world


def go_round(world, n=1.0, settle=0.5, hour=NOON):
    zones = world.rows("zones")
    zones.wardens, zones.settle = n, settle
    set_clock(world.now, hour)
    wardens.go_round(world.city(), world.traces.rows, world.p, world.now)
    return world.rows("book")[0]


def test_more_wardens_look_at_more_places_by_day(world):
    cells = world.rows("cells")
    looked = []
    for n in (0.0, 1.0, 3.0):
        cells.knocked = 0.0
        go_round(world, n)
        looked.append(cells.knocked.mean())
    assert looked == pytest.approx([0.0, 1.0 - np.exp(-0.3), 1.0 - np.exp(-0.9)], abs=0.08)
    hours = world.rows("book")[0].warden_hours
    cells.knocked = 0.0
    go_round(world, 3.0, hour=22)
    assert not cells.knocked.any() and world.rows("book")[0].warden_hours == hours


def test_without_wardens_nothing_is_looked_at_settled_or_filed(world):
    world.rows("cells").fault = 1.0
    book = go_round(world, 0.0)
    assert (book.settled, book.warden_hours, book.opened.sum()) == (0.0, 0.0, 0.0)


def test_everything_settled_is_no_case_and_everything_escalated_is(world):
    cells = world.rows("cells")
    cells.fault = cells.parked = 1.0
    book = go_round(world, 3.0, settle=1.0)
    looked = int(cells.knocked.sum())
    assert book.settled == 2 * looked and not book.opened.any()
    assert cells.patched.sum() == looked == (cells.fault == 0.0).sum()
    cells.fault, cells.knocked = 1.0, 0.0
    go_round(world, 3.0, settle=0.0)
    kinds = world.rows("cases").kind[: int(book.opened.sum())]
    assert book.settled == 2 * looked and book.opened[FROM_WARDEN] == book.opened.sum() > 0
    assert set(kinds.tolist()) == {FACILITY}  # the same places as before: no car is left there


def test_wardens_share_what_they_settle_as_the_lever_says(world):
    world.rows("cells").fault = 1.0
    book = go_round(world, 3.0, settle=0.3)
    assert book.settled / (book.settled + book.opened[FROM_WARDEN]) == pytest.approx(0.3, abs=0.1)


def test_danger_is_always_handed_on(world):
    world.rows("cells").hazard = 1.0
    book = go_round(world, 3.0, settle=1.0)
    cases = world.rows("cases")[: int(book.opened.sum())]
    assert not book.settled and len(cases) and (cases.kind == HAZARD).all()


@pytest.mark.parametrize(("bags", "swept"), [(0.5, True), (1.5, False)])
def test_little_waste_is_swept_and_counted_and_much_is_handed_on(world, bags, swept):
    cells, record = world.rows("cells"), world.rows("city")[0]
    cells.waste, cells.room, cells.waste_share = bags * world.p.warden_load, 0.1, 0.9
    book = go_round(world, 3.0, settle=1.0)
    lying = cells.waste.sum() + record.waste_collected
    assert lying == pytest.approx(bags * world.p.warden_load * len(cells))
    assert (record.waste_collected > 0.0) == (book.settled > 0.0) == swept
    assert (book.opened_kind[WASTE] > 0.0) != swept


def test_vendors_are_advised_by_word_and_left_to_the_rules_of_encounters(world):
    cells, traces = world.rows("cells"), world.traces.rows
    cells.in_the_way, traces.illegal = 0.9, 2.0
    book = go_round(world, 3.0, settle=1.0)
    assert traces.advice.sum() == traces.known_stops.sum() == book.settled > 0.0
    assert not book.opened_kind[OBSTRUCTION] and not cells.vendor_memory.any()
