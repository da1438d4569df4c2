"""Outings: where residents go is a logit over what they remember of places."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents import outings
from agents.residents import AWAY, COLUMNS, FREE, HOME, OUT, TURNED_BACK, WORK, WORKER
from agents.table import new_rows
from tests.agents.plain import climbs, falls, parameters, plain, steps, thing
from twin.mechanisms.columns import CELL

P = parameters()
place_utility = plain(outings.place_utility)
MIX = st.lists(st.floats(0.01, 1.0), min_size=5, max_size=5).map(lambda m: np.array(m) / sum(m))


def place(**values):
    return thing(**{"appeal": 1.0, "disorder_memory": 0.3, **values})


def test_a_place_draws_by_appeal_and_repels_by_distance_and_disorder():
    assert climbs(steps(lambda v: place_utility(place(appeal=v), 2.0, 0.5, P), (0.0, 1.0, 2.0)))
    assert falls(steps(lambda v: place_utility(place(), v, 0.5, P), (0.0, 5.0, 20.0)))
    assert falls(
        steps(lambda v: place_utility(place(disorder_memory=v), 2.0, 0.5, P), (0.0, 0.4, 0.9))
    )
    assert falls(steps(lambda taste: place_utility(place(), 2.0, taste, P), (0.1, 0.5, 0.9)))


def test_who_does_not_care_for_order_is_not_repelled_by_disorder():
    clean, dirty = place(disorder_memory=0.0), place(disorder_memory=1.0)
    assert place_utility(clean, 2.0, 0.0, P) == place_utility(dirty, 2.0, 0.0, P)


def chooser(served=0.5):
    """Give six places and somebody who knows them."""
    cells, person = new_rows(CELL, 6), new_rows(COLUMNS, 1)[0]
    cells.appeal = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5)
    cells.disorder_memory = 0.2
    person.places = np.arange(6)
    person.distance = (1, 2, 3, 4, 5, 6)
    person.served = served
    return cells, person


def shares_chosen(cells, person, p=P):
    """Give the shares of staying in and of each place, over luck."""
    luck, room = (np.arange(4000) + 0.5) / 4000, np.empty(6)
    known = outings.reputes(cells)
    chosen = [outings.choose_destination(person, known, float(u), p, room) for u in luck]
    return np.bincount(np.array(chosen) + 1, minlength=7) / len(luck)


@pytest.mark.parametrize("served", [0.0, 0.4, 0.9])
def test_choices_have_the_shares_of_the_logit(served):
    cells, person = chooser(served)
    utility = [place_utility(cells[k], person.distance[k], person.taste, P) for k in range(6)]
    weights = np.exp([P.stay_utility - P.pull_served * served, *utility])
    found = shares_chosen(cells, person)
    assert found == pytest.approx(weights / weights.sum(), abs=1e-3)


def test_wants_met_draw_people_out_unless_they_do_not_count():
    def stays(served, p=P):
        return shares_chosen(*chooser(served), p)[0]

    assert falls(steps(stays, (0.0, 0.3, 0.6, 0.9)))
    unmoved = parameters(pull_served=0.0)
    assert stays(0.0, unmoved) == stays(0.9, unmoved)


@given(MIX, st.floats(0.0, 1.0, exclude_max=True))
def test_picking_follows_the_shares(mix, u):
    picked = plain(outings.pick)(mix, u)
    below = mix[:picked].sum()
    assert below - 1e-9 <= u <= below + mix[picked] + 1e-9


def test_workers_go_out_by_their_own_habits_on_working_days():
    chance = plain(outings.outing_chance)
    habits = thing(out=(0.2, 0.05, 0.3, 0.1))
    worker, free = thing(rhythm=WORKER, outgoing=1.0), thing(rhythm=FREE, outgoing=1.0)
    assert chance(worker, habits, False) == 0.05
    assert chance(worker, habits, True) == chance(free, habits, False) == 0.2
    assert chance(thing(rhythm=FREE, outgoing=1.5), habits, False) == pytest.approx(0.3)
    for day_off in (False, True):  # riders work on days off, and the old have none
        assert chance(thing(rhythm=2, outgoing=1.0), habits, day_off) == 0.3
        assert chance(thing(rhythm=3, outgoing=1.0), habits, day_off) == 0.1


@pytest.mark.parametrize(
    ("work", "at_work", "day_off", "state"),
    [
        (7, True, False, WORK),
        (7, True, True, HOME),
        (7, False, False, HOME),
        (-1, True, False, HOME),
    ],
)
def test_who_stays_is_at_work_or_at_home(work, at_work, day_off, state):
    person = thing(work=work, away=False, home=2, state=OUT, cell=0)
    plain(outings.stay)(person, thing(at_work=at_work), day_off)
    assert (person.state, person.cell) == (state, 7 if state == WORK else 2)


@pytest.mark.parametrize(
    ("at_work", "day_off", "state"), [(True, False, AWAY), (True, True, HOME), (False, False, HOME)]
)
def test_who_works_elsewhere_is_away_in_working_hours(at_work, day_off, state):
    person = thing(work=-1, away=True, home=2, state=OUT, cell=0)
    plain(outings.stay)(person, thing(at_work=at_work), day_off)
    assert (person.state, person.cell) == (state, 2)


def test_crowds_turn_people_back_and_spoil_the_outing():
    go_to = plain(outings.go_to)
    seen = thing(cells=[thing(crowding=1.0), thing(crowding=0.0)])
    person = thing(state=HOME, cell=5, outing=0.5)
    assert not go_to(person, 0, seen, 0.99 * P.turn_back, P)
    assert (person.state, person.cell) == (TURNED_BACK, 5)
    assert person.outing == pytest.approx(0.5 * (1.0 - P.outing_learning))
    assert go_to(person, 0, seen, 1.01 * P.turn_back, P)
    assert go_to(person, 1, seen, 0.0, P)
    assert (person.state, person.cell) == (OUT, 1)
    assert not go_to(person, -1, seen, 0.5, P)
