"""Vendors: their choice of a day and of conduct, their hours, what they sell and pay."""

import math

import numpy as np
import pytest

from agents import prospects, stalls, vendors
from agents.table import new_rows
from agents.vendors import COLUMNS, IDLE, TRADING
from agents.view import CLOCK
from tests.agents.plain import climbs, parameters, plain, steps, thing
from tests.agents.stall_street import WIDTH, P, ground, vendor
from twin.mechanisms.columns import TRACE


@pytest.fixture
def place():
    return ground()


def tidy_share(place, who, p=P):
    luck = (np.arange(400) + 0.5) / 400
    return np.mean([vendors.keeps_tidy(who, place[2], float(u), p) for u in luck])


def test_duty_fear_habit_rules_and_membership_make_tidy(place):
    cells, zones, _ = place
    cells.tidy_memory, cells.risk_place = 0.5, 0.0
    who = vendor(cell=5, legitimacy=0.3, risk=0.0)
    base = tidy_share(place, who)
    assert 0.0 < base < 0.9
    assert tidy_share(place, vendor(cell=5, legitimacy=0.5, risk=0.0)) > base
    assert tidy_share(place, vendor(cell=5, legitimacy=0.3, risk=0.0, on_pitch=True)) > base
    member = vendor(cell=5, legitimacy=0.3, risk=0.0, association=0)
    assert tidy_share(place, member) == base  # rules that nothing follows from
    zones.sanctions[0] = 0.5
    some = tidy_share(place, member)
    zones.sanctions[0] = 1.0
    assert tidy_share(place, member) > some > base == tidy_share(place, who)
    assert tidy_share(place, vendor(cell=5, legitimacy=0.0, warned=True)) == 1.0
    cells.risk_place = 0.5
    assert tidy_share(place, who) > base
    cells.risk_place = 0.0
    cells.tidy_memory = 0.0
    assert tidy_share(place, who) < base
    assert tidy_share(place, who, parameters(tidy_bother=60.0)) < base


def test_regulars_stay_with_a_place_and_a_return_is_noted(place):
    seen = place[2]
    now = thing(day=10)
    marks = thing(returned=np.zeros(WIDTH))
    settle = plain(vendors.settle_place)
    who = vendor(cell=5, clientele=0.4, removed_day=9, removed_cell=6)
    settle(who, seen, marks, now)
    assert who.clientele == 0.4 and marks.returned[5] == 1.0 and who.removed_day == -99
    who.cell = 6
    settle(who, seen, marks, now)
    assert who.clientele == 0.0 and who.last_place == 6 and marks.returned.sum() == 1.0


@pytest.mark.parametrize(
    ("state", "hour", "back_at", "then"),
    [
        (TRADING, 12, -1, TRADING),
        (TRADING, 21, -1, IDLE),
        (TRADING, 3, -1, IDLE),
        (IDLE, 12, -1, IDLE),
        (IDLE, 15, 15, TRADING),
        (IDLE, 15, 16, IDLE),
        (IDLE, 22, 22, IDLE),
    ],
)
def test_the_hours_of_a_stall(place, state, hour, back_at, then):
    who = vendor(state=state, opens=10, closes=21, back_at=back_at, cell=4, on_pitch=False)
    who.last_place = 4
    assert stalls.stands_this_hour(who, place[2], hour) == (then == TRADING)
    assert who.state == then
    assert who.cell == (-1 if state == TRADING and then == IDLE else 4)
    assert who.back_at == (back_at if back_at > hour else -1)


def test_what_is_sold_is_shared_equally_among_those_who_stood_there(place):
    rows, marks = new_rows(COLUMNS, 4), new_rows(TRACE, WIDTH)
    rows.state, rows.cell, rows.trade = TRADING, 7, 3
    rows.opens, rows.closes = 10, 21
    rows.state[3] = IDLE
    rows.on_pitch[0] = True
    marks.supply[7, 3], marks.sold[7, 3] = 3.0, 30.0
    stalls.earn(rows, place[2], marks, P, new_rows(CLOCK, 1)[0])
    income = 10.0 * P.margin - P.daily_cost / 11.0
    fee = 15.0 / 11.0
    assert rows.wealth.tolist() == pytest.approx(
        [300 + income - fee, 300 + income, 300 + income, 300]
    )
    assert marks.takings[7] == pytest.approx(30.0 * P.price)
    assert marks.takings[7] - marks.costs[7] - marks.fees[7] == pytest.approx(3 * income - fee)
    assert math.isclose(marks.fees[7], fee)


@pytest.mark.parametrize(("lever", "hours"), [(18.0, 1.0), (22.0, 5.0), (24.0, 7.0)])
def test_a_pitch_that_closes_early_costs_the_night_trade_its_hours(place, lever, hours):
    zones, seen = place[1], place[2]
    zones.pitch_closes = lever
    night = vendor(trade=4, opens=17, closes=24, cell=5, on_pitch=True, state=TRADING)
    assert prospects.pitch_hours(night, zones[0]) == hours
    stands = [stalls.stands_this_hour(night, seen, hour) for hour in range(17, 24)]
    assert sum(stands) == hours and night.on_pitch == (hours == 7.0)
    day = vendor(trade=0, opens=6, closes=10)
    assert prospects.pitch_hours(day, zones[0]) == 4.0  # other trades close before


def test_the_whole_fee_is_paid_however_early_a_pitch_closes(place):
    zones, seen = place[1], place[2]
    zones.pitch_closes = 20.0
    rows, marks = new_rows(COLUMNS, 1), new_rows(TRACE, WIDTH)
    rows.state, rows.cell, rows.trade, rows.on_pitch = TRADING, 7, 4, True
    rows.opens, rows.closes = 17, 24
    marks.supply[7, 4] = 1.0
    for _ in range(3):
        stalls.earn(rows, seen, marks, P, new_rows(CLOCK, 1)[0])
    assert marks.fees[7] == pytest.approx(zones.pitch_fee[0])


def test_who_holds_a_licence_is_on_its_pitch_however_it_came_there(place):
    take = vendors.take_option
    who = vendor(pitch=7, licensed=True)
    take(who, 7, 0, 1.0)  # its last place
    assert who.on_pitch and who.claim == -1
    take(who, 6, 0, 1.0)
    assert not who.on_pitch
    waiting = vendor(pitch=7, licensed=False, permit_day=20)
    take(waiting, 7, 0, 1.0)
    assert not waiting.on_pitch
    assert vendors.pitch_option(waiting, place[2], 0.5, P) == -1
    assert vendors.pitch_option(who, place[2], 0.5, P) == 7


def test_outreach_tells_more_vendors_of_vacant_pitches_first_come_first(place):
    seen = place[2]._replace(vacant=np.array([3, 4], np.int32))
    invited = (np.arange(100) + 0.5) / 100

    def told(share):
        place[1].outreach = share
        return np.array([vendors.pitch_option(vendor(invited=u), seen, 0.9, P) for u in invited])

    assert (told(0.0) == 4).mean() == pytest.approx(P.pitch_news)
    assert climbs(steps(lambda share: (told(share) == 4).mean(), (0.0, 0.3, 0.6, 1.0)))
    assert (told(1.0) == 4).all() and (np.diff(told(0.4)) <= 0).all()


def test_who_is_kept_out_loses_the_day(place):
    cells, zones, seen = place
    zones.membership, cells.members, cells.rivals = 1.0, 5.0, 50.0
    rows, marks = new_rows(COLUMNS, 2), new_rows(TRACE, WIDTH)
    rows.state, rows.cell, rows.trade, rows.opens, rows.closes = TRADING, 5, 3, 10, 21
    rows.association = (-1, 0)
    rows.unique_id = (0, 1)
    now = new_rows(CLOCK, 1)[0]
    now.hour = 10
    vendors.start_day(rows, seen, marks, P, now)
    assert rows.state.tolist() == [IDLE, TRADING] and rows.cell.tolist() == [-1, 5]
    assert marks.kept_out[5] == 1.0
