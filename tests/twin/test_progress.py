"""How a case goes on and ends: desks, parts, verification, what the resident and the record say."""

import numpy as np
import pytest

import twin
from agents.residents import FACILITY, FOOD, HAZARD, NOISE, ROAD, SERVICE, WASTE
from tests.agents.plain import plain, thing
from tests.strategies import BUSY
from tests.twin.town import Town
from twin.accounts.cases import CASE_ACCOUNTS, opened
from twin.mechanisms import progress
from twin.mechanisms.columns import (
    CLOSED,
    DESK,
    DOING,
    DONE,
    FROM_PATROL,
    IN_WORK,
    LAPSED,
    RESOLVED,
    TO_DO,
    UNRESOLVED,
    VERIFYING,
    WAITING,
)
from twin.mechanisms.street import NIGHT


def test_desks_take_their_hours_in_office_hours_only():
    town = Town()
    town.p.misroute = 0.0
    case, worked = town.open(FACILITY), 0
    while case.stage == DESK:
        town.pass_hours()
        worked += int(town.world.now.office_hours)
    assert worked == 3 * town.p.desk_hours
    assert case.dispatched == case.ready == town.tick
    assert case.desk_spent == town.tick - case.filed > worked


def test_danger_does_not_wait_for_office_hours():
    town = Town()
    case = town.open(HAZARD)
    work = case.desk
    while case.stage == DESK:
        town.pass_hours()
    assert case.dispatched - case.filed == work == case.desk_spent


def test_a_case_does_not_move_in_the_hour_in_which_it_is_filed():
    town = Town()
    case = town.open(FACILITY)
    progress.advance(town.world.city(), *town.args())
    assert case.desk_spent == 0.0 and town.world.queue[0] == 0
    assert town.world.rows("city").n_open[0] == 1


def test_a_joint_case_goes_from_desk_to_desk():
    town = Town()
    case, holders, waits = town.open(ROAD), [], []
    while case.stage != VERIFYING:
        waits.append(float(case.desk))
        while case.stage == DESK:
            town.pass_hours()
        holders.append(int(case.holder))
        town.finish(case)
    assert holders == [0, 1, 4]
    assert waits[1:] == [2 * town.p.desk_hours] * 2  # department, city, department
    assert case.handled == case.done_at[4] == town.tick
    assert case.done_at[0] < case.done_at[1] < case.done_at[4] and case.done_at[2] == -1


def test_in_a_street_without_joint_command_the_next_trade_comes_after_they_agreed():
    town = Town(authority=1.0)
    case = town.open(ROAD)
    town.pass_hours()
    town.finish(case)
    assert (case.stage, case.desk) == (DESK, town.p.coordination_hours)
    assert case.holder >= 5 and case.parts.tolist() == [DONE, TO_DO, 0, 0, 1]
    town.pass_hours(int(town.p.coordination_hours) + 18)
    assert case.stage == WAITING
    assert case.dispatched == case.collected + 1  # the first time it came to those who act


@pytest.mark.parametrize("levers", [{"authority": 1.0, "management": 1.0}, {"whistle": 1.0}])
def test_where_all_act_at_once_the_rest_waits_for_nobody(levers):
    town = Town(**levers)
    case = town.open(ROAD)
    town.pass_hours()
    case.parts[0], case.stage = DOING, IN_WORK
    progress.finish_part(town.world.city(), case, 0, town.world.now, town.p)
    assert case.stage == WAITING and case.parts.tolist() == [DONE, TO_DO, 0, 0, TO_DO]
    town.finish(case)
    assert case.stage == VERIFYING


def test_one_handler_finishes_every_department_at_once():
    town = Town(onething=1.0)
    case = town.open(ROAD)
    town.finish(case)
    assert case.stage == VERIFYING
    assert [d for d in range(5) if case.done_at[d] == town.tick] == [0, 1, 4]


def verified(town, case):
    town.finish(case)
    town.pass_hours(int(town.p.feedback_department) + 2)


def faulty(paper=0.0, **levers):
    """Give a town with a broken facility and its case, ready for work."""
    town = Town(**levers)
    town.p.paper_closing = paper
    town.cells.fault[40] = 1.0
    return town, town.ask(FACILITY)


def test_a_case_is_resolved_when_its_cause_is_gone():
    town, case = faulty()
    town.cells.fault[40] = 0.0
    verified(town, case)
    assert (case.stage, case.outcome, case.on_paper) == (CLOSED, RESOLVED, False)
    assert town.cells.open_case[40, FACILITY] == -1
    assert town.cells.closed_at[40, FACILITY] == case.verified == case.evaluated
    assert town.cells.last_outcome[40, FACILITY] == RESOLVED
    assert case.handled <= case.reported_back <= case.verified


@pytest.mark.parametrize(
    ("authority", "wait"), [(1.0, "feedback_street"), (0, "feedback_department")]
)
def test_streets_report_back_sooner_than_departments(authority, wait):
    town = Town(authority=authority)
    case = town.ask(FACILITY)
    town.finish(case)
    while case.stage == VERIFYING:
        town.pass_hours()
    assert case.reported_back - case.handled == town.p[wait] + 1


def test_it_is_opened_again_once_and_then_given_up():
    town, case = faulty()
    verified(town, case)
    assert (case.stage, case.reopened) == (WAITING, 1) and case.parts[0] == TO_DO
    assert case.ready <= town.tick
    verified(town, case)
    assert (case.stage, case.outcome) == (CLOSED, UNRESOLVED)
    assert town.cells.last_outcome[40, FACILITY] == UNRESOLVED


def test_a_joint_case_opened_again_is_held_by_who_acts_first():
    town = Town()
    town.p.paper_closing = 0.0
    town.cells.occupied[40] = 1.0
    case = town.ask(ROAD)
    while case.stage != VERIFYING:
        while case.stage == DESK:
            town.pass_hours()
        town.finish(case)
    town.pass_hours(int(town.p.feedback_department) + 1)
    assert case.reopened == 1
    assert case.parts.tolist() == [TO_DO, 1, 0, 0, 1] and case.holder == 0


def test_noise_is_verified_at_night_when_it_would_be_heard():
    town = Town()
    case = town.ask(NOISE)
    case.parts[:] = [TO_DO, 0, 0, 0, 0]
    town.finish(case)
    while case.stage == VERIFYING:
        town.pass_hours()
    assert town.world.now.hour == NIGHT


def test_without_a_call_back_what_is_not_done_is_closed_on_paper():
    """The record says resolved; who lives there sees that it is not."""
    town, case = faulty(paper=1.0)
    verified(town, case)
    assert (case.stage, case.outcome, case.on_paper) == (CLOSED, RESOLVED, True)
    assert town.cells.last_outcome[40, FACILITY] == UNRESOLVED
    assert town.cells.fault[40] == 1.0 and town.book.paper_closed == 1
    assert town.book.ended[RESOLVED] == 1 and town.book.ended[UNRESOLVED] == 0


def test_under_the_hotline_nothing_is_closed_on_paper():
    town, case = faulty(paper=1.0, hotline=1.0)
    verified(town, case)
    assert case.stage == WAITING and case.reopened == 1 and town.book.paper_closed == 0
    verified(town, case)
    assert case.outcome == UNRESOLVED == town.cells.last_outcome[40, FACILITY]


def test_paper_closing_is_the_share_of_what_is_not_done():
    town = Town()
    town.p.paper_closing, town.p.feedback_department = 0.3, 1.0
    town.cells.fault[:] = 1.0
    cases = [town.ask(FACILITY, cell) for cell in range(300)]
    for case in opened(town.world):
        town.finish(case)
    town.pass_hours(2)
    assert len(cases) == len(opened(town.world))
    assert np.mean(opened(town.world).on_paper) == pytest.approx(0.3, abs=0.07)


CALL = plain(progress.call_back)


@pytest.mark.parametrize(("hours", "chance"), [(1, 0.9), (24, 0.9), (48, 0.9 / 2**0.5), (96, 0.45)])
def test_who_waited_beyond_the_tier_is_less_content(hours, chance):
    case, p = thing(deadline=24.0, collected=0.0), thing(content_solved=0.9, content_anyway=0.1)
    draws = (np.arange(1000) + 0.5) / 1000
    said = np.mean([CALL(case, True, u, thing(tick=hours), p) for u in draws])
    assert said == pytest.approx(chance, abs=0.002)
    assert np.mean([CALL(case, False, u, thing(tick=hours), p) for u in draws]) == 0.1


def test_residents_cases_move_the_three_rates_of_street_and_district():
    town, case = faulty()
    town.p.content_solved, town.p.score_pace = 1.0, 0.5
    town.cells.fault[40] = 0.0
    office, whole = town.streets[case.street], town.streets[-1]
    town.streets.answered = town.streets.resolved = town.streets.content = 0.0
    verified(town, case)
    assert (office.answered, office.resolved, office.content) == (0.5, 0.5, 0.5)
    assert (whole.answered, whole.resolved, whole.content) == (0.5, 0.5, 0.5)
    verified(town, town.ask(FACILITY, 41, FROM_PATROL))
    assert whole.answered == 0.5


def test_what_nobody_takes_lapses():
    town, case = faulty()
    town.pass_hours(int(24 * town.p.lapse_days))
    assert case.stage == WAITING and case.queue_spent == 24 * town.p.lapse_days
    town.pass_hours(1)
    assert (case.stage, case.outcome) == (CLOSED, LAPSED)
    assert town.book.ended[LAPSED] == 1 and town.world.rows("city").n_open[0] == 0


def test_closed_cases_leave_the_list_and_the_others_keep_their_order():
    town = Town()
    cases = [town.ask(kind, 40 + n) for n, kind in enumerate((FACILITY, FOOD, WASTE, SERVICE))]
    city = town.world.city()
    progress.close(city, town.world.rows("cases")[1], LAPSED, town.world.now, town.p)
    town.pass_hours()
    assert town.world.queue[: town.world.rows("city").n_open[0]].tolist() == [0, 2, 3]
    assert len(cases) == 4


@pytest.mark.parametrize(
    "levers",
    [{}, {"authority": 0.6, "staffing": 0.6, "management": 0.5, "neighbours": 1.0},
     {"hotline": 0.7, "whistle": 0.7, "onething": 0.5, "dispatch": 3.0, "platform": 1.0,
      "staffing": 0.3, "proactive": 1.0, "overflow": 3.0}],
)  # fmt: skip
def test_every_case_is_accounted_for_at_every_hour(levers):
    """With many cases: all kinds everywhere, for three days."""
    city = twin.CityTwin("classroom", levers=levers, parameters=BUSY, scale=400, rng=5)
    world = city.world
    for hour in range(66):
        cells = world.rows("cells")
        for column, every in (("fault", 37), ("hazard", 53), ("occupied", 41), ("damage", 67)):
            cells[column][hour * 7 % every :: every] = 1.0
        world.rows("weather").alert = 1.0 if 30 < hour < 50 else 0.0
        city.step()
        found = [fact for account in CASE_ACCOUNTS for fact in account(world, None)]
        assert [text for text, holds in found if not holds] == [], f"hour {hour}"
    assert len(opened(world)) > 40 and (opened(world).stage == CLOSED).any()
