"""Encounters: who is met, and what then happens to purse, duty and day."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents import encounters
from agents.encounters import STAYS, WHOLE_DAY
from agents.offices import COLUMNS as OFFICE
from agents.table import new_rows
from agents.vendors import ADVISED, COLUMNS, FINED, IDLE, LET_OFF, SEIZED, TRADING
from agents.view import CLOCK
from tests.agents.plain import climbs, falls, parameters, steps
from tests.agents.stall_street import sees
from twin.mechanisms.columns import CELL, TRACE, ZONE

P = parameters()
SHARE = st.floats(0.0, 1.0)


def chance(who, seen, strictness=0.5, minutes=8.0):
    return encounters.meeting_chance(who, seen, strictness, minutes, P)


def mark(**values):
    row = new_rows(TRACE, 1)[0]
    for name, value in {"stops": 1.0, "illegal": 4.0, **values}.items():
        row[name] = value
    return row


def stall(tidy=False, **values):
    row = new_rows(COLUMNS, 1)[0]
    row.state, row.cell, row.tidy, row.wealth = TRADING, 3, tidy, 1000.0
    for name, value in values.items():
        row[name] = value
    return row


NOW = new_rows(CLOCK, 1)[0]
NOW.hour, NOW.day, NOW.tick = 11, 2, 59


def test_stops_and_strictness_raise_the_chance_and_crowds_lower_it():
    untidy = stall()
    assert climbs(steps(lambda n: chance(untidy, mark(stops=n)), (0.0, 1.0, 3.0)))
    assert climbs(steps(lambda s: chance(untidy, mark(), s), (0.0, 0.4, 1.0)))
    assert falls(steps(lambda n: chance(untidy, mark(illegal=n)), (6.0, 12.0, 60.0)))


def test_a_longer_stop_deals_with_more_vendors():
    crowd = mark(illegal=4.0 * P.actions_per_stop)
    assert climbs(steps(lambda m: chance(stall(), crowd, 0.5, m), (2.0, 8.0, 20.0)))
    assert chance(stall(), crowd, 0.5, 32.0) == chance(stall(), crowd, 0.5, 60.0) == 0.5


def test_teams_that_know_their_beat_leave_tidy_vendors_alone():
    seen = mark(stops=0.0, known_stops=1.0)
    assert chance(stall(tidy=True), seen) == pytest.approx(0.5 * P.tidy_tolerance)
    assert chance(stall(), seen) == 0.5
    assert chance(stall(tidy=True), mark()) == 0.5


def test_full_strictness_misses_nobody_a_stop_can_deal_with():
    assert chance(stall(), mark(illegal=P.actions_per_stop), 1.0) == 1.0
    assert chance(stall(), mark(stops=0.0), 1.0) == 0.0
    assert chance(stall(), mark(stops=9.0), 0.0) == 0.0


@given(SHARE, st.floats(2.0, 60.0), st.floats(0.0, 50.0), st.floats(0.0, 50.0))
def test_it_is_a_chance(strictness, minutes, stops, known):
    found = chance(stall(), mark(stops=stops, known_stops=known), strictness, minutes)
    assert 0.0 <= found <= 1.0


def marks():
    return new_rows(TRACE, 1)[0]


def zone(**values):
    row = new_rows(ZONE, 1)[0]
    for name, value in values.items():
        row[name] = value
    return row


def advise(who, left, luck=0.0, **rules):
    return encounters.advise(who, zone(**rules), (0.0, luck, 0.5, 0.0), P, left)


def test_advice_is_fair_tidies_up_and_usually_moves_along():
    who, left = stall(legitimacy=0.5), marks()
    assert advise(who, left) == P.hours_lost
    assert who.tidy and who.fate == ADVISED and who.legitimacy > 0.5
    assert who.wealth == 1000.0
    assert (left.advised, left.moved) == (1.0, 1.0)
    assert advise(stall(), left, luck=1.0) == STAYS


def test_a_longer_stop_keeps_the_place_clear_longer():
    hours = [advise(stall(), marks(), stop_minutes=minutes) for minutes in (2.0, 8.0, 30.0)]
    assert hours[0] < hours[1] < hours[2]


def test_who_is_sent_away_is_noted_where_it_stood():
    who, left = stall(), marks()
    encounters.send_away(who, NOW, 7.0, left)
    assert (who.state, who.cell, who.removed_cell, who.removed_day) == (IDLE, -1, 3, 2)
    assert left.removed == 1.0


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
    return encounters.fine(who, (0.0, luck, day_lost, 0.0), P, left)


def test_harsh_treatment_costs_felt_duty_and_a_fine_may_end_the_day():
    who, left = stall(legitimacy=0.5), marks()
    assert fine(who, 0.3, left, day_lost=0.0) == WHOLE_DAY
    assert who.legitimacy == pytest.approx(0.5 * (1.0 - P.harsh_loss))
    assert fine(who, 0.3, left) == STAYS


def test_held_goods_are_the_worst():
    who, left = stall(legitimacy=0.5), marks()
    assert encounters.seize(who, P, left) == WHOLE_DAY
    assert who.fate == SEIZED
    assert 1000.0 - who.wealth == who.day_loss == left.goods_lost == P.seizure_value
    assert who.legitimacy == pytest.approx(0.5 * (1.0 - 2.0 * P.harsh_loss))


def test_who_was_treated_worse_before_keeps_that_fate():
    who = stall(fate=SEIZED)
    assert advise(who, marks(), luck=1.0) == STAYS
    assert who.fate == SEIZED and who.state == TRADING


@pytest.mark.parametrize(("style", "goods", "fate"), [(0.9, 0.9, ADVISED), (0.1, 0.9, FINED),
                                                      (0.1, 0.0, SEIZED)])  # fmt: skip
def test_style_and_luck_decide_how_an_encounter_ends(style, goods, fate):
    who = stall()
    encounters.deal_with(who, zone(harshness=0.5), (style, 0.5, 0.5, goods), P, marks())
    assert who.fate == fate


@pytest.mark.parametrize(("hours", "back"), [(0.0, 12), (7.0, 19), (24.0, -1)])
def test_who_is_moved_along_is_back_after_some_hours_or_not_today(hours, back):
    who = stall()
    encounters.send_away(who, NOW, hours, marks())
    assert who.back_at == back


#: The cell in the middle of ``border``.
MIDDLE = 24


def border(**rules):
    """Give seven by seven cells, the three columns in the east in another street."""
    cells, zones = new_rows(CELL, 49), new_rows(ZONE, 2)
    cells.x, cells.y = np.arange(49) % 7, np.arange(49) // 7
    cells.street = cells.zone = cells.x > 3
    for name, value in rules.items():
        zones[name] = value
    lookup = np.arange(49, dtype=np.int32).reshape(7, 7)
    return sees(cells, zones, new_rows(OFFICE, 3), lookup)


def escapes(seen, n=500):
    """Give the shares of vendors who slip away from the middle: in all, and over the border."""
    streets = []
    for k in range(n):
        who = stall(cell=MIDDLE, unique_id=k)
        if encounters.slips_away(who, seen, (k + 0.5) / n, NOW, P):
            streets.append(int(seen.cells.street[who.cell]))
    return len(streets) / n, sum(streets) / n


def test_slipping_over_a_border_helps_less_where_neighbours_agree():
    alone, half, agreed = (escapes(border(neighbours=value)) for value in (0.0, 0.5, 1.0))
    assert alone[0] == pytest.approx(P.flee_chance, abs=0.01) and alone[1] > 0.05
    assert alone[1] > half[1] > agreed[1] == 0.0
    assert alone[0] - alone[1] == pytest.approx(agreed[0])  # within the street nothing changes


def test_known_rounds_are_slipped_away_from():
    assert escapes(border(scheduled=1.0))[0] > escapes(border(scheduled=0.0))[0] + 0.3


def test_who_slips_onto_its_own_pitch_is_on_it():
    found = set()
    for k in range(400):
        who = stall(cell=MIDDLE, pitch=MIDDLE + 1, licensed=True, unique_id=k)
        encounters.slips_away(who, border(), 0.0, NOW, P)
        assert who.on_pitch == (who.cell == MIDDLE + 1)
        found.add(bool(who.on_pitch))
    assert found == {True, False}
