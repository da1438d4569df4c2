"""Prospects: what a place is worth to vendors, what they fear, where they are let in."""

import numpy as np
import pytest

from agents import prospects
from agents.offices import COLUMNS as OFFICE
from agents.table import new_rows
from tests.agents.plain import climbs, falls, parameters, plain, steps, thing
from tests.agents.stall_street import P, ground, rules, vendor, worth
from twin.mechanisms.columns import CELL, ZONE


@pytest.fixture
def place():
    return ground()


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


def test_surprise_makes_what_is_remembered_seem_more_up_to_certain(place):
    cells, _, seen = place
    cells.risk_place[5], cells.lost[5] = 0.1, 0.2
    who = vendor(risk=0.1)

    def risk(surprise, p=P):
        cells.surprise[5] = surprise
        return plain(prospects.perceived_risk)(who, seen, 5, p)

    def day(surprise, p=P):
        cells.surprise[5] = surprise
        return worth(place, vendor(risk=0.0), p=p)

    assert risk(1.0, parameters(alarm=1.0)) == pytest.approx(0.2), "twice the teams, twice the risk"
    assert climbs(steps(risk, (0.0, 0.5, 1.0))) and risk(99.0) == 1.0
    assert falls(steps(day, (0.0, 0.5, 1.0)))
    without = parameters(alarm=0.0)
    assert risk(99.0, without) == risk(0.0, without) and day(99.0, without) == day(0.0, without)


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


def test_a_pitch_that_closes_later_is_worth_more_to_the_night_trade_only(place):
    def legal(closes):
        place[1].pitch_closes = closes
        return worth(place, who, legal=True)

    who = vendor(trade=4, opens=17, closes=24)
    assert climbs(steps(legal, (18.0, 20.0, 22.0, 24.0)))
    who = vendor()
    assert legal(21.0) == legal(24.0)


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
