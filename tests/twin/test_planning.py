"""What is planned over many cases at once: the optimised rule, and work on what recurs."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.residents import FACILITY, FOOD, HAZARD, NOISE, ROAD, SERVICE, WASTE
from tests.twin.town import Town
from twin.accounts.cases import CASE_ACCOUNTS, opened
from twin.mechanisms import dispatch, planning
from twin.mechanisms.columns import CLOSED, DONE, FROM_PREDICTION, RESOLVED, TO_DO, WAITING
from twin.mechanisms.kinds import WORK_HOURS

PRICES = st.lists(
    st.lists(st.floats(-50.0, 50.0) | st.just(np.inf), min_size=4, max_size=4),
    min_size=1,
    max_size=4,
)


def best_by_hand(prices):
    """Give the most pairs that can be made, and the least they cost, by trying them all."""
    most, least = 0, 0.0
    for order in permutations(range(prices.shape[1]), len(prices)):
        chosen = prices[np.arange(len(prices)), order]
        allowed = chosen[np.isfinite(chosen)]
        better = (len(allowed), -allowed.sum()) > (most, -least)
        if better:
            most, least = len(allowed), float(allowed.sum())
    return most, least


@settings(derandomize=True, max_examples=60)
@given(PRICES)
def test_the_assignment_is_the_best_there_is(listed):
    prices = np.array(listed)
    rows, teams = planning.cheapest(prices)
    most, least = best_by_hand(prices)
    assert len(rows) == most and len(set(teams.tolist())) == len(set(rows.tolist())) == most
    assert prices[rows, teams].sum() == pytest.approx(least, abs=1e-6)


def crossing():
    """Two teams and two cases where sending the nearest first is the worse choice."""
    town = Town(dispatch=3.0)
    town.only(0, 1)
    town.put([0, 1], department=0, street=-1)
    row = np.flatnonzero(town.cells.y == town.cells.y[160])
    place = row[np.argsort(town.cells.x[row])]
    town.put(0, cell=place[5])
    town.put(1, cell=place[9])
    return town, [town.ask(FACILITY, place[4]), town.ask(FACILITY, place[0])], place


def prices_of(town):
    city = town.world.city()
    town.report()
    dispatch.begin_hour(city, *town.args())
    offers = np.zeros((20, 2), np.int64)
    found = offers[: dispatch.open_offers(city, offers, town.world.now)]
    prices = np.empty((len(found), len(town.teams)))
    dispatch.price_offers(city, found, prices, town.p, town.world.now)
    return found, prices


def test_a_price_is_way_and_work_less_what_waiting_weighs():
    town, cases, place = crossing()
    cases[0].collected -= 30.0
    found, prices = prices_of(town)
    assert found.tolist() == [[0, 0], [1, 0]]
    assert np.isinf(prices[:, 2:]).all()  # who is not on duty
    km = 0.1 * abs(town.cells.x[place[5]] - town.cells.x[place[4]])
    wanted = km / town.p.travel_speed + 1.0 - town.p.urge_weight * 30.0
    ahead = town.p.urge_weight * town.p.priority_hours * 0.3
    assert prices[0, 0] == pytest.approx(wanted - ahead)


def test_optimised_dispatch_makes_the_pairs_of_least_total_price():
    town, cases, _ = crossing()
    _, prices = prices_of(town)
    most, least = best_by_hand(prices[:, :2])
    planning.optimise(town.world)
    taken = [int(np.flatnonzero(town.teams.unique_id == c.first_team)[0]) for c in cases]
    assert most == 2 and sorted(taken) == [0, 1]
    assert sum(prices[k, t] for k, t in enumerate(taken)) == pytest.approx(least)


def test_the_longest_waiting_goes_first_where_teams_are_few():
    town, cases, place = crossing()
    town.teams.alive[1] = False
    cases[1].collected -= 24.0 * 20
    prices_of(town)
    planning.optimise(town.world)
    assert cases[1].first_team == town.teams.unique_id[0]
    assert len(place) > 9


def test_a_team_that_is_done_early_gets_another_within_the_hour():
    town = Town(dispatch=3.0)
    town.only(0)
    town.put(0, department=3, street=-1, cell=40)
    cases = [town.ask(WASTE, 40), town.ask(WASTE, 41), town.ask(WASTE, 60)]
    town.hour()
    assert sum(case.parts[3] == DONE for case in cases) >= 1
    assert sum(case.first_team > 0 for case in cases) == 2


def test_other_rules_and_an_empty_city_are_left_alone():
    for town in (Town(dispatch=3.0), Town(dispatch=2.0)):
        town.report()
        before = town.world.digest()
        planning.optimise(town.world)
        assert town.world.digest() == before
    town = Town(dispatch=1.0)
    town.ask(FACILITY)
    town.report()
    dispatch.rank_cases(town.world.city(), town.p)
    planning.optimise(town.world)
    assert (town.teams.task < 0).all()


def test_where_one_street_optimises_only_its_cases_are_offered():
    town = Town()
    town.lever("dispatch", 3.0, street=2)
    rows = [town.ask(FACILITY, town.cells_of(street)[3]) for street in range(4)]
    town.only()
    found, _ = prices_of(town)
    assert found.tolist() == [[2, 0]] and len(rows) == 4


def recurrent(town, *found):
    """Let kinds have recurred in cells: (cell, kind, cases)."""
    for cell, kind, cases in found:
        town.cells.recurred[cell, kind] = cases
    planning.prevent(town.world)
    return [(int(c.cell), int(c.kind)) for c in opened(town.world)]


def test_nothing_is_prevented_at_zero():
    assert recurrent(Town(), (40, FACILITY, 9.0)) == []


def test_each_street_takes_up_what_recurs_most():
    town = Town(proactive=1.0)
    own = town.cells_of(0)
    assert round(town.streets.persons[0] * town.p.topics / 1e4) == 1
    found = recurrent(town, (own[0], FACILITY, 3.0), (own[1], NOISE, 5.0), (own[2], WASTE, 4.0))
    assert found == [(own[1], NOISE)]


def test_what_a_visit_cannot_treat_or_does_not_recur_is_left():
    town = Town(proactive=1.0)
    own = town.cells_of(1)
    least = town.p.recurrent
    found = recurrent(
        town, (own[0], FOOD, 99.0), (own[1], SERVICE, 99.0), (own[2], WASTE, least - 0.1)
    )
    assert found == []
    assert recurrent(town, (own[2], WASTE, least)) == [(own[2], WASTE)]


@pytest.mark.parametrize(("proactive", "topics"), [(0.5, 4), (1.0, 7), (1.0, 20)])
def test_how_much_is_taken_up_grows_with_the_lever(proactive, topics):
    town = Town(proactive=proactive)
    town.p.topics = topics
    town.cells.recurred[:, WASTE] = 5.0
    planning.prevent(town.world)
    wanted = [round(proactive * topics * p / 1e4) for p in town.streets.persons[:-1]]
    found = opened(town.world)
    assert np.bincount(found.street, minlength=4).tolist() == wanted
    assert (found.source == FROM_PREDICTION).all() and found.cause.all()
    assert (found.stage == WAITING).all() and (found.ready == town.tick).all()


def test_a_treated_cause_or_an_open_case_is_not_taken_up():
    town = Town(proactive=1.0)
    own = town.cells_of(1)
    town.cells.cure[own[0], WASTE] = 0.8
    town.open(WASTE, own[1])
    found = recurrent(town, (own[0], WASTE, 9.0), (own[1], WASTE, 8.0), (own[2], WASTE, 3.0))
    assert found[1:] == [(own[2], WASTE)]


@pytest.mark.parametrize(("kind", "trades"), [(HAZARD, [2]), (ROAD, [0, 1, 4])])
def test_when_every_trade_is_done_the_cause_is_treated_and_not_before(kind, trades):
    town = Town(proactive=1.0)
    cell = int(town.teams.station[0])
    assert recurrent(town, (cell, kind, 9.0)) == [(cell, kind)]
    case = opened(town.world)[0]
    assert [d for d in range(5) if case.parts[d] == TO_DO] == trades and not case.joint
    town.departments.responsiveness = 1.0
    for _ in range(60):
        done = (case.parts == DONE).sum() == len(trades)
        assert town.cells.cure[cell, kind] == (town.p.cure_strength if done else 0.0)
        facts = [fact for account in CASE_ACCOUNTS[2:5] for fact in account_next(town, account)]
        assert all(holds for _, holds in facts), facts
        town.hour()
    assert (case.stage, case.outcome) == (CLOSED, RESOLVED)
    hours = len(trades) * town.p.cause_hours * WORK_HOURS[kind]
    assert case.work_spent == pytest.approx(hours) and town.book.opened[FROM_PREDICTION] == 1


def account_next(town, account):
    """Give the facts of an account, which looks from the start of the next hour."""
    town.world.now.tick += 1
    facts = list(account(town.world, None))
    town.world.now.tick -= 1
    return facts
