"""Who takes which case, and in which order."""

import numpy as np
import pytest

from agents.residents import (
    DAMAGE,
    FACILITY,
    HAZARD,
    ROAD,
    WASTE,
)
from tests.twin.town import Town
from twin.mechanisms import dispatch
from twin.mechanisms.cases import STREET
from twin.mechanisms.columns import DOING, DONE, FROM_PATROL, TO_DO

URBAN, MARKET, SANITATION, POLICE = 0, 1, 3, 4


@pytest.fixture
def town():
    return Town()


def may(town, case, d=0, waited=0.0, **team):
    """Tell whether the first team, made so, may take a part."""
    for name, value in {"street": -1, "department": 0, "crew": False, **team}.items():
        town.put(0, **{name: value})
    city = town.world.city()
    return bool(dispatch.eligible(city, town.teams[0], (case, d), waited, town.p))


def test_a_departments_case_is_for_its_pool_and_after_days_for_posted_teams_too(town):
    case = town.ask(FACILITY)
    assert may(town, case) and not may(town, case, department=MARKET)
    assert not may(town, case, street=case.street, waited=town.p.recall_hours - 1)
    assert may(town, case, street=case.street, waited=town.p.recall_hours)
    assert not may(town, case, street=case.street, department=MARKET, waited=500.0)


def test_posted_teams_do_only_their_own_trades_part_unless_the_street_commands_all():
    town = Town(authority=1.0)
    case = town.ask(FACILITY)
    own, next_door = int(case.street), (int(case.street) + 1) % 4
    assert case.holder == STREET + own
    assert may(town, case, street=own) and not may(town, case, street=own, department=POLICE)
    assert not may(town, case, street=next_door)
    town = Town(authority=1.0, management=1.0)
    case = town.ask(FACILITY)
    assert may(town, case, street=own) and may(town, case, street=own, department=POLICE)
    assert not may(town, case, street=next_door, department=POLICE)


def test_the_pool_comes_after_the_hours_of_overflow_in_force_there():
    town = Town(authority=1.0)
    town.streets.posted = 1.0
    town.lever("overflow", 5.0, street=2)
    for street, hours in ((2, 5.0), (1, 12.0)):
        case = town.ask(FACILITY, town.cells_of(street)[0])
        assert not may(town, case, waited=hours - 1.0) and may(town, case, waited=hours)
        assert not may(town, case, department=MARKET, waited=500.0)


def test_a_street_without_hands_of_its_own_calls_on_the_pool_at_once():
    town = Town(authority=1.0)
    town.streets.posted[1, MARKET] = town.streets.posted[2, URBAN] = 1.0
    there = {s: town.ask(FACILITY, town.cells_of(s)[0]) for s in (0, 1, 2)}
    assert [may(town, case) for case in there.values()] == [True, True, False]
    town.lever("management", 1.0)  # where the street commands all, any hands will do
    there = {s: town.ask(FACILITY, town.cells_of(s)[1]) for s in (0, 1, 2)}
    assert [may(town, case) for case in there.values()] == [True, False, False]


def test_nobody_clears_storm_damage_while_the_wind_is_too_strong(town):
    case = town.ask(DAMAGE)
    weather, emergency = town.world.rows("weather"), 2
    for wind, stands in ((town.p.storm_stop - 0.01, True), (town.p.storm_stop + 0.01, False)):
        weather.wind = wind
        assert may(town, case, emergency, department=emergency) is stands
        assert may(town, case, emergency, crew=True) is stands
        assert may(town, town.ask(FACILITY, 41)), "other work goes on"


def test_where_no_pool_is_left_the_trade_is_called_back_from_other_streets():
    town = Town(authority=1.0)
    town.streets.posted = 1.0
    case = town.ask(FACILITY)
    away = {"street": (int(case.street) + 1) % 4}
    assert not may(town, case, **away, waited=town.p.recall_hours - 1)
    assert may(town, case, **away, waited=town.p.recall_hours)
    town.lever("overflow", 168.0)
    case = town.ask(FACILITY, 41)
    assert not may(town, case, **away, waited=167.0) and may(town, case, **away, waited=168.0)


def test_a_whistle_calls_every_team_of_the_trade_at_once():
    town = Town(whistle=1.0, management=1.0)
    case = town.ask(ROAD)
    assert case.whistled and case.commanded
    assert may(town, case) and all(may(town, case, street=s) for s in range(4))
    assert not may(town, case, street=case.street, department=SANITATION)


def border_case(town, agreed):
    town.lever("authority", 1.0)
    town.lever("neighbours", agreed)
    cell = int(np.flatnonzero(town.cells.border >= 0)[0])
    return town.ask(FACILITY, cell), int(town.cells.border[cell])


def test_neighbours_help_over_a_border_as_far_as_they_agreed(town):
    case, other = border_case(town, 0.5)
    case.matter = 0.49
    assert may(town, case, street=other)
    assert not may(town, case, street=other, department=MARKET)
    third = next(s for s in range(4) if s not in (other, case.street))
    assert not may(town, case, street=third)
    case.matter = 0.51
    assert not may(town, case, street=other)
    town.lever("neighbours", 0.0)
    case.matter = 0.0
    assert not may(town, case, street=other)


def test_neighbours_do_not_help_away_from_the_border(town):
    town.lever("neighbours", 1.0)
    town.lever("authority", 1.0)
    inside = np.flatnonzero(town.cells.border < 0)
    case = town.ask(FACILITY, inside[0])
    case.matter = 0.0
    others = [s for s in range(4) if s != case.street]
    assert not any(may(town, case, street=s) for s in others)


def test_storm_damage_is_for_crews_and_emergency_teams_which_have_the_equipment(town):
    damage, fault = town.ask(DAMAGE), town.ask(FACILITY)
    assert may(town, damage, 2, crew=True, department=2) and may(town, damage, 2, department=2)
    assert not may(town, fault, 0, crew=True, department=0, waited=500.0)
    assert not may(town, damage, 2, department=URBAN)
    assert not may(town, damage, 2, department=URBAN, called_up=True)
    assert not may(town, fault, 0, department=POLICE, called_up=True)


def rank(town, **values):
    """Give by how many hours a case goes ahead of when it came, the given columns set."""
    case = town.ask(values.pop("kind", FACILITY))
    for name, value in values.items():
        case[name] = value
    found = case.collected - dispatch.rank_of(town.world.city(), case, town.p)
    town.pass_hours(0)
    return float(found)


def test_without_rules_cases_go_by_the_hour_in_which_they_came(town):
    assert rank(town, kind=HAZARD, reports=50.0) == 0.0


def test_a_streets_request_counts_in_a_departments_queue_by_what_residents_report():
    town = Town(suggestion=0.5)
    hours = town.p.suggestion_hours
    assert rank(town, reports=1.0) == pytest.approx(0.5 * hours)
    assert rank(town, reports=3.0) == pytest.approx(2 * 0.5 * hours)  # per doubling
    assert rank(town, reports=3.0, holder=STREET) == 0.0


def test_a_street_that_fights_for_its_rank_puts_residents_reports_first():
    town = Town(authority=1.0)
    town.streets.effort = 0.5
    assert rank(town) == 0.5 * town.p.effort_hours
    assert rank(town, holder=2) == 0.0 and rank(town, source=FROM_PATROL) == 0.0


def test_ranked_dispatch_puts_danger_first_and_hotline_cases_ahead():
    town = Town(dispatch=2.0, hotline=1.0)
    hours = town.p.priority_hours
    assert rank(town, kind=HAZARD) == hours + town.p.hotline_hours
    assert rank(town, hotline=False) == pytest.approx(0.3 * hours)


def test_open_cases_are_ordered_by_rank_and_equal_ones_by_coming():
    town = Town(dispatch=2.0)
    town.only()
    given = (FACILITY, WASTE, HAZARD, FACILITY, WASTE)
    for n, kind in enumerate(given):
        town.ask(kind, 40 + n)
    town.work()
    n_open = int(town.world.rows("city").n_open[0])
    assert town.world.order[:n_open].tolist() == [2, 1, 4, 0, 3]
    assert town.world.queue[:n_open].tolist() == [0, 1, 2, 3, 4]


def two_teams(town):
    """Leave two urban teams at their station; the first stands far away but has worked less."""
    town.only(0, 1)
    town.put([0, 1], department=URBAN, street=-1)
    town.put(0, cell=0, case_hours=1.0)
    town.put(1, cell=200, case_hours=9.0)
    return town.ask(FACILITY, 201)


@pytest.mark.parametrize(("rule", "who"), [(0, 0), (1, 1), (2, 1)])
def test_first_come_goes_by_turn_and_the_other_rules_by_distance(rule, who):
    town = Town(dispatch=rule)
    case = two_teams(town)
    town.report()
    town.work()
    assert case.first_team == town.teams.unique_id[who]


def test_the_rule_is_that_of_the_cases_place():
    town = Town()
    town.lever("dispatch", 1.0, cells=np.array([201]))
    case = two_teams(town)
    town.report()
    town.work()
    assert case.first_team == town.teams.unique_id[1]


def urgent_pair(town, **columns):
    """Give a dull case that came first and another, for one team of its trade."""
    town.only(0)
    town.put(0, department=URBAN, cell=40)
    dull, other = town.ask(FACILITY, 40), town.ask(FACILITY, 41)
    for name, value in columns.items():
        other[name] = value
    town.report()
    town.work()
    return dull, other


@pytest.mark.parametrize(
    ("columns", "first"),
    [({}, 0), ({"kind": HAZARD}, 1), ({"kind": DAMAGE}, 1), ({"whistled": True}, 1),
     ({"hotline": True, "deadline": 36 + 11.9}, 1), ({"hotline": False, "deadline": 36}, 0)],
)  # fmt: skip
def test_danger_damage_whistles_and_tiers_about_to_end_go_first(town, columns, first):
    pair = urgent_pair(town, **columns)
    assert pair[first].first_team > 0 and pair[1 - first].parts[0] in (TO_DO, DOING)
    assert pair[first].done_at[0] >= 0 or pair[first].parts[0] == DOING


def test_own_work_waits_for_what_is_urgent_and_for_an_alert(town):
    town.departments.routine, town.departments.responsiveness = 100.0, 0.0
    plain, urgent = town.ask(FACILITY, 40), town.ask(HAZARD, 41)
    town.report()
    town.work()
    assert plain.first_team == 0 and urgent.first_team > 0
    town.world.rows("weather").alert = 1.0
    town.hour()
    assert plain.first_team > 0


def test_responsive_departments_take_cases_before_their_own_work(town):
    town.departments.routine, town.departments.responsiveness = 100.0, 0.0
    case = town.ask(FACILITY, int(town.teams.station[0]))
    town.hour()
    assert case.parts[0] == TO_DO
    town.departments.responsiveness = 1.0
    town.hour()
    assert case.parts[0] == DONE
