"""Vendors: what a place is worth to them, whether they keep tidy, what they lose by moving."""

import math

import numpy as np
import pytest

from agents import stalls, vendors
from agents.offices import COLUMNS as OFFICE
from agents.table import new_rows, see
from agents.vendors import COLUMNS, IDLE, TRADING
from agents.view import CLOCK, VENDOR_SEES_CELL, VENDOR_SEES_STREET, VendorSees
from tests.agents.plain import climbs, falls, parameters, plain, steps, thing
from twin.mechanisms.columns import CELL, TRACE

P = parameters()
WIDTH = 20


def ground(n=WIDTH):
    """Give a street of cells in a row, and what vendors see of it."""
    cells, offices = new_rows(CELL, n), new_rows(OFFICE, 1)
    cells.x = np.arange(n)
    cells.demand = 40.0
    lookup = np.arange(n, dtype=np.int32).reshape(1, n)
    busy = np.arange(8, dtype=np.int32)
    sight = VendorSees(
        see(cells, VENDOR_SEES_CELL), see(offices, VENDOR_SEES_STREET), lookup, busy, busy[:0]
    )
    return cells, offices, sight


@pytest.fixture
def place():
    return ground()


def vendor(**values):
    row = new_rows(COLUMNS, 1)[0]
    for name, value in {"trade": 3, "home": 5, "last_place": 5, **values}.items():
        row[name] = value
    return row


def worth(place, who, cell=5, legal=False, p=P):
    return vendors.place_worth(who, place[2], cell, legal, p)


def test_custom_is_shared_with_rivals_and_has_a_limit(place):
    cells, _, seen = place
    expected = plain(vendors.expected_custom)
    cells.rivals[5, 3] = 3.0
    assert expected(seen, 5, 3, P) == 10.0
    cells.demand[5, 3] = 1e9
    assert expected(seen, 5, 3, P) == P.daily_capacity


def test_a_place_is_worth_more_with_custom_and_less_with_fear_duty_and_distance(place):
    cells, offices, _ = place

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
        offices.harshness[0] = value

    def duty(value):
        who.legitimacy = value

    assert climbs(steps(at(demand), (5.0, 20.0, 80.0)))
    assert falls(steps(at(talk), (0.0, 0.3, 0.9)))
    assert falls(steps(at(harsh), (0.0, 0.5, 1.0)))
    assert falls(steps(at(duty), (0.1, 0.5, 0.9)))
    assert falls(steps(lambda cell: worth(place, who, int(cell)), (7, 10, 18)))


def test_on_a_pitch_there_is_a_fee_and_neither_fear_nor_guilt(place):
    cells, offices, _ = place
    who = vendor(legitimacy=0.9, risk=1.0)
    cells.risk_place = 1.0
    legal = worth(place, who, legal=True)
    gross = P.margin * 40.0 * (1.0 - P.clientele_weight)
    assert legal == pytest.approx(gross - P.daily_cost - offices.pitch_fee[0])
    offices.harshness[0], who.legitimacy = 1.0, 0.1
    assert worth(place, who, legal=True) == legal


def test_regulars_are_lost_by_moving(place):
    who = vendor(clientele=1.0)
    p = parameters(relocation_cost=0.0, set_up_cost=0.0, place_belief=0.0)
    stays, moves = worth(place, who, 5, p=p), worth(place, who, 6, p=p)
    assert stays > moves + 0.5 * P.margin * 40.0 * P.clientele_weight


def test_belief_is_own_and_the_talk_of_the_place(place):
    cells, _, seen = place
    cells.risk_place[5] = 0.6
    risk = plain(vendors.perceived_risk)
    assert risk(vendor(risk=0.1), seen, 5, P) == pytest.approx(
        (1.0 - P.place_belief) * 0.1 + P.place_belief * 0.6
    )


def test_no_loss_is_felt_beyond_the_stock():
    felt = plain(vendors.felt_loss)
    losses = steps(lambda yuan: felt(yuan, P), (1.0, 100.0, 500.0, 1e6))
    assert climbs(losses)
    assert losses[0] == pytest.approx(1.0, rel=0.01) and losses[-1] <= P.stock_value


def test_harsh_enforcement_costs_more_and_a_huge_fine_hardly_more_than_a_large_one():
    penalty = plain(vendors.expected_penalty)
    assert climbs(steps(lambda harsh: penalty(harsh, 100.0, P), (0.0, 0.3, 0.6, 1.0)))
    assert climbs(steps(lambda gross: penalty(0.3, gross, P), (0.0, 100.0, 300.0)))
    mild, hard = (penalty(1.0, 100.0, parameters(fine=fine)) for fine in (200.0, 1000.0))
    assert abs(hard - mild) < 100.0  # five times the fine: mostly not collected


def test_a_cell_near_is_near_and_on_the_map(place):
    seen = place[2]
    near = plain(vendors.cell_near)
    found = [near(seen, 10, 2, u, 0.5) for u in np.linspace(0.0, 0.999, 50)]
    assert set(found) == {8, 9, 10, 11, 12}
    assert near(seen, 10, 2, 0.5, 0.0) == 10  # off the map: it stays
    assert near(seen, 0, 2, 0.0, 0.5) == 0


def tidy_share(place, who, p=P):
    luck = (np.arange(400) + 0.5) / 400
    return np.mean([vendors.keeps_tidy(who, place[2], float(u), p) for u in luck])


def test_duty_fear_habit_rules_and_membership_make_tidy(place):
    cells, _, _ = place
    cells.tidy_memory, cells.risk_place = 0.5, 0.0
    who = vendor(cell=5, legitimacy=0.3, risk=0.0)
    base = tidy_share(place, who)
    assert 0.0 < base < 0.9
    assert tidy_share(place, vendor(cell=5, legitimacy=0.5, risk=0.0)) > base
    for name in ("association", "on_pitch"):
        assert tidy_share(place, vendor(cell=5, legitimacy=0.3, risk=0.0, **{name: True})) > base
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
def test_the_hours_of_a_stall(state, hour, back_at, then):
    who = vendor(state=state, opens=10, closes=21, back_at=back_at, cell=4, on_pitch=False)
    who.last_place = 4
    assert plain(stalls.stands_this_hour)(who, hour) == (then == TRADING)
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
