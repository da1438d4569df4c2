"""Vendors: what a place is worth to them, whether they keep tidy, what they lose by moving."""

import math

import numpy as np
import pytest

from agents import prospects, stalls, vendors
from agents.offices import COLUMNS as OFFICE
from agents.table import new_rows, see
from agents.vendors import COLUMNS, IDLE, TRADING
from agents.view import (
    CLOCK,
    VENDOR_SEES_CELL,
    VENDOR_SEES_STREET,
    VENDOR_SEES_ZONE,
    VendorSees,
)
from tests.agents.plain import climbs, falls, parameters, plain, steps, thing
from twin.mechanisms.columns import CELL, TRACE, ZONE

P = parameters()
WIDTH = 20


def ground(n=WIDTH):
    """Give a street of cells in a row, its zone, and what vendors see of them."""
    cells, zones, offices = new_rows(CELL, n), new_rows(ZONE, 1), new_rows(OFFICE, 2)
    cells.x = np.arange(n)
    cells.demand = 40.0
    lookup = np.arange(n, dtype=np.int32).reshape(1, n)
    busy = np.arange(8, dtype=np.int32)
    sight = VendorSees(
        see(cells, VENDOR_SEES_CELL),
        see(zones, VENDOR_SEES_ZONE),
        see(offices, VENDOR_SEES_STREET),
        lookup,
        busy,
        busy[:0],
    )
    return cells, zones, sight


@pytest.fixture
def place():
    return ground()


def vendor(**values):
    row = new_rows(COLUMNS, 1)[0]
    hours = {"opens": 10, "closes": 21}
    for name, value in {"trade": 3, "home": 5, "last_place": 5, **hours, **values}.items():
        row[name] = value
    return row


def worth(place, who, cell=5, legal=False, p=P):
    return prospects.place_worth(who, place[2], cell, legal, p)


def test_custom_is_shared_with_rivals_and_has_a_limit(place):
    cells, _, seen = place
    expected = plain(prospects.expected_custom)
    cells.rivals[5, 3] = 3.0
    assert expected(seen, 5, 3, P) == 10.0
    cells.demand[5, 3] = 1e9
    assert expected(seen, 5, 3, P) == P.daily_capacity


def test_a_place_is_worth_more_with_custom_and_less_with_fear_duty_and_distance(place):
    cells, zones, _ = place

    def at(change):
        def measure(value):
            change(value)
            return worth(place, who)

        return measure

    who = vendor(clientele=0.5)

    def demand(value):
        cells.demand[5, 3] = value

    def talk(value):
        cells.risk_place[5] = value

    def harsh(value):
        zones.harshness[0] = value

    def duty(value):
        who.legitimacy = value

    assert climbs(steps(at(demand), (5.0, 20.0, 80.0)))
    assert falls(steps(at(talk), (0.0, 0.3, 0.9)))
    assert falls(steps(at(harsh), (0.0, 0.5, 1.0)))
    assert falls(steps(at(duty), (0.1, 0.5, 0.9)))
    assert falls(steps(lambda cell: worth(place, who, int(cell)), (7, 10, 18)))


def test_on_a_pitch_there_is_a_fee_and_neither_fear_nor_guilt(place):
    cells, zones, _ = place
    who = vendor(legitimacy=0.9, risk=1.0)
    cells.risk_place = 1.0
    legal = worth(place, who, legal=True)
    gross = P.margin * 40.0 * (1.0 - P.clientele_weight)
    assert legal == pytest.approx(gross - P.daily_cost - zones.pitch_fee[0])
    zones.harshness[0], who.legitimacy = 1.0, 0.1
    assert worth(place, who, legal=True) == legal


def test_regulars_are_lost_by_moving(place):
    who = vendor(clientele=1.0)
    p = parameters(relocation_cost=0.0, set_up_cost=0.0, place_belief=0.0)
    stays, moves = worth(place, who, 5, p=p), worth(place, who, 6, p=p)
    assert stays > moves + 0.5 * P.margin * 40.0 * P.clientele_weight


def test_belief_is_own_and_the_talk_of_the_place(place):
    cells, _, seen = place
    cells.risk_place[5] = 0.6
    risk = plain(prospects.perceived_risk)
    assert risk(vendor(risk=0.1), seen, 5, P) == pytest.approx(
        (1.0 - P.place_belief) * 0.1 + P.place_belief * 0.6
    )


def test_no_loss_is_felt_beyond_the_stock():
    felt = plain(prospects.felt_loss)
    losses = steps(lambda yuan: felt(yuan, P), (1.0, 100.0, 500.0, 1e6))
    assert climbs(losses)
    assert losses[0] == pytest.approx(1.0, rel=0.01) and losses[-1] <= P.stock_value


def test_harsh_enforcement_costs_more_and_a_huge_fine_hardly_more_than_a_large_one():
    penalty = prospects.expected_penalty
    assert climbs(
        steps(lambda harsh: penalty(rules(harshness=harsh), 100.0, P), (0.0, 0.3, 0.6, 1.0))
    )
    assert climbs(steps(lambda gross: penalty(rules(), gross, P), (0.0, 100.0, 300.0)))
    mild, hard = (
        penalty(rules(harshness=1.0), 100.0, parameters(fine=fine)) for fine in (200.0, 1000.0)
    )
    assert abs(hard - mild) < 100.0  # five times the fine: mostly not collected


def test_a_cell_near_is_near_and_on_the_map(place):
    seen = place[2]
    near = plain(prospects.cell_near)
    found = [near(seen, 10, 2, u, 0.5) for u in np.linspace(0.0, 0.999, 50)]
    assert set(found) == {8, 9, 10, 11, 12}
    assert near(seen, 10, 2, 0.5, 0.0) == 10  # off the map: it stays
    assert near(seen, 0, 2, 0.0, 0.5) == 0


def rules(**values):
    """Give the rules in force in a zone."""
    zone = new_rows(ZONE, 1)[0]
    for name, value in values.items():
        zone[name] = value
    return zone


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


def test_a_pitch_that_closes_later_is_worth_more_to_the_night_trade_only(place):
    def legal(closes):
        place[1].pitch_closes = closes
        return worth(place, who, legal=True)

    who = vendor(trade=4, opens=17, closes=24)
    assert climbs(steps(legal, (18.0, 20.0, 22.0, 24.0)))
    who = vendor()
    assert legal(21.0) == legal(24.0)


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


def test_longer_stops_keep_away_longer_and_then_flatten():
    hours = plain(prospects.hours_away)
    away = steps(lambda minutes: hours(minutes, P), (2.0, 5.0, 8.0, 15.0, 30.0, 60.0))
    assert climbs(away) and away[2] == P.hours_lost
    assert (away[5] - away[4]) / 30.0 < 0.1 * (away[1] - away[0]) / 3.0
    assert hours(8.0, parameters(stop_scale=30.0)) == P.hours_lost


def test_known_rounds_let_vendors_slip_away_and_fear_less():
    slip = plain(prospects.slip_chance)
    assert slip(rules(scheduled=0.0), parameters(schedule_known=0.9)) == P.flee_chance
    assert climbs(steps(lambda share: slip(rules(scheduled=share), P), (0.0, 0.5, 1.0)))
    penalty = prospects.expected_penalty
    assert falls(steps(lambda share: penalty(rules(scheduled=share), 100.0, P), (0.0, 0.5, 1.0)))
    assert climbs(steps(lambda m: penalty(rules(stop_minutes=m), 100.0, P), (2.0, 8.0)))


def test_clearing_is_full_where_a_pitch_is_to_let_and_lenient_elsewhere(place):
    cells, zones, seen = place
    cells.vacancy[5] = 1.0

    def strict(cell):
        def at(clearing):
            zones.clearing = clearing
            return prospects.strictness_at(seen, cell, P)

        return at

    assert strict(5)(0.0) == strict(6)(0.0) == zones.strictness[0]
    assert climbs(steps(strict(5), (0.0, 0.5, 1.0))) and strict(5)(1.0) == 1.0
    assert falls(steps(strict(6), (0.0, 0.5, 1.0)))


def test_neighbours_that_agree_are_equally_strict_at_their_border():
    cells, zones = new_rows(CELL, 2), new_rows(ZONE, 2)
    offices = new_rows(OFFICE, 3)
    cells.street = cells.zone = (0, 1)
    zones.street = (0, 1)
    zones.strictness = offices.strictness[:2] = (0.8, 0.2)
    cells.border = (1, 0)
    seen = thing(cells=cells, zones=zones, streets=offices)
    strict = plain(prospects.strictness_at)

    def gap(agreement):
        zones.neighbours = agreement
        return strict(seen, 0, P) - strict(seen, 1, P)

    assert gap(0.0) == pytest.approx(0.6)
    assert falls(steps(gap, (0.0, 0.5, 1.0))) and gap(1.0) == pytest.approx(0.0)
    cells.border = -1
    assert gap(1.0) == pytest.approx(0.6)


def test_closed_membership_keeps_outsiders_off_full_places_that_members_hold(place):
    cells, zones, seen = place
    who = vendor(last_place=9)
    out = prospects.kept_out

    def full(stalls):
        cells.rivals[5] = 0.0
        cells.rivals[5, 2] = stalls
        return out(who, seen, 5, P)

    zones.membership, cells.members[5] = 0.8, 2.0
    assert full(0.0) == 0.0 and full(P.space_limit) == pytest.approx(0.8)
    open_worth = worth(place, who)
    assert out(vendor(last_place=9, association=0), seen, 5, P) == 0.0
    assert out(vendor(last_place=9, pitch=5, licensed=True), seen, 5, P) == 0.0
    zones.membership = 0.0
    assert out(who, seen, 5, P) == 0.0 and worth(place, who) > open_worth
    zones.membership, cells.members[5] = 0.8, 0.0
    assert out(who, seen, 5, P) == 0.0


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
