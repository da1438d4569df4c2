"""Encounters: who is met, and what then happens to purse, duty and day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents import encounters
from agents.table import new_rows
from agents.vendors import ADVISED, COLUMNS, FINED, IDLE, LET_OFF, SEIZED, TRADING
from agents.view import CLOCK
from tests.agents.plain import climbs, falls, parameters, plain, steps, thing
from twin.mechanisms.columns import TRACE

P = parameters()
SHARE = st.floats(0.0, 1.0)
chance = plain(encounters.meeting_chance)


def street(**values):
    return thing(**{"strictness": 0.5, "capture": 0.0, **values})


def mark(**values):
    return thing(**{"stops": 1.0, "known_stops": 0.0, "illegal": 4.0, **values})


def stall(tidy=False, **values):
    row = new_rows(COLUMNS, 1)[0]
    row.state, row.cell, row.tidy, row.wealth = TRADING, 3, tidy, 1000.0
    for name, value in values.items():
        row[name] = value
    return row


NOW = new_rows(CLOCK, 1)[0]
NOW.hour, NOW.day, NOW.tick = 11, 2, 59


def test_stops_and_strictness_raise_the_chance_crowds_and_capture_lower_it():
    untidy = stall()
    assert climbs(steps(lambda n: chance(untidy, mark(stops=n), street(), P), (0.0, 1.0, 3.0)))
    assert climbs(steps(lambda s: chance(untidy, mark(), street(strictness=s), P), (0.0, 0.4, 1.0)))
    assert falls(steps(lambda n: chance(untidy, mark(illegal=n), street(), P), (6.0, 12.0, 60.0)))
    assert falls(steps(lambda k: chance(untidy, mark(), street(capture=k), P), (0.0, 0.3, 0.6)))


def test_teams_that_know_their_beat_leave_tidy_vendors_alone():
    seen = mark(stops=0.0, known_stops=1.0)
    assert chance(stall(tidy=True), seen, street(), P) == pytest.approx(0.5 * P.tidy_tolerance)
    assert chance(stall(), seen, street(), P) == 0.5
    assert chance(stall(tidy=True), mark(), street(), P) == 0.5


def test_full_strictness_misses_nobody_a_stop_can_deal_with():
    assert chance(stall(), mark(illegal=P.actions_per_stop), street(strictness=1.0), P) == 1.0
    assert chance(stall(), mark(stops=0.0), street(strictness=1.0), P) == 0.0
    assert chance(stall(), mark(stops=9.0), street(strictness=0.0), P) == 0.0


@given(SHARE, SHARE, st.floats(0.0, 50.0), st.floats(0.0, 50.0), st.floats(0.0, 500.0))
def test_it_is_a_chance(strictness, capture, stops, known, illegal):
    found = chance(
        stall(),
        mark(stops=stops, known_stops=known, illegal=illegal),
        street(strictness=strictness, capture=capture),
        P,
    )
    assert 0.0 <= found <= 1.0


def marks():
    return new_rows(TRACE, 1)[0]


def test_advice_is_fair_tidies_up_and_usually_moves_along():
    who, left = stall(legitimacy=0.5), marks()
    encounters.advise(who, NOW, (0.0, 0.0, 0.0, 0.0), P, left)
    assert who.tidy and who.fate == ADVISED and who.legitimacy > 0.5
    assert (who.state, who.cell, who.removed_cell, who.removed_day) == (IDLE, -1, 3, 2)
    assert who.back_at == NOW.hour + 1 + int(P.hours_lost)
    assert who.wealth == 1000.0
    assert (left.advised, left.moved, left.removed) == (1.0, 1.0, 1.0)


def test_a_fine_may_be_waived_uncollected_or_paid():
    fate = {}
    for luck in (0.0, 0.3, 0.99):
        who, left = stall(legitimacy=0.5), marks()
        fine(who, luck, left)
        fate[luck] = (int(who.fate), 1000.0 - float(who.wealth), float(left.fines_paid))
    assert fate[0.0] == (LET_OFF, 0.0, 0.0)
    assert fate[0.3] == (FINED, P.fine, P.fine)
    assert fate[0.99] == (FINED, 0.0, 0.0)


def fine(who, luck, left, day_lost=1.0):
    encounters.fine(who, NOW, (0.0, 0.0, luck, day_lost), P, left)


def test_harsh_treatment_costs_felt_duty_and_a_fine_may_end_the_day():
    who, left = stall(legitimacy=0.5), marks()
    fine(who, 0.3, left, day_lost=0.0)
    assert who.legitimacy == pytest.approx(0.5 * (1.0 - P.harsh_loss))
    assert (who.state, who.back_at) == (IDLE, -1)


def test_held_goods_are_the_worst():
    who, left = stall(legitimacy=0.5), marks()
    encounters.seize(who, NOW, P, left)
    assert who.fate == SEIZED and who.state == IDLE
    assert 1000.0 - who.wealth == who.day_loss == left.goods_lost == P.seizure_value
    assert who.legitimacy == pytest.approx(0.5 * (1.0 - 2.0 * P.harsh_loss))


def test_who_was_treated_worse_before_keeps_that_fate():
    who = stall(fate=SEIZED)
    encounters.advise(who, NOW, (0.0, 0.0, 1.0, 0.0), P, marks())
    assert who.fate == SEIZED and who.state == TRADING


@pytest.mark.parametrize(("hours", "back"), [(0.0, 12), (7.0, 19), (24.0, -1)])
def test_who_is_moved_along_is_back_after_some_hours_or_not_today(hours, back):
    who = stall()
    plain(encounters.move_along)(who, NOW, hours)
    assert who.back_at == back
