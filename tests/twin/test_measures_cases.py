"""Indicators of cases, truth and waiting, each against a number worked out by hand."""

import math

import pytest

from agents.residents import FOOD, NOISE, OBSTRUCTION, ROAD, WASTE
from tests.twin.by_hand import THOUSANDS, end_cases, enter, fresh, measured, write_days
from twin.measures import cases, truth, waiting
from twin.mechanisms.cases import open_case
from twin.mechanisms.columns import (
    FROM_COLLECTOR,
    FROM_RESIDENT,
    LAPSED,
    RESOLVED,
    UNRESOLVED,
)

SOURCES = (
    cases.from_residents, cases.from_patrols, cases.from_collectors, cases.from_wardens,
    cases.from_sensors, cases.from_prediction,
)  # fmt: skip


@pytest.fixture
def world():
    return fresh()


def test_shares_by_source_are_those_of_todays_cases(world):
    enter(world, opened=[4, 3, 2, 1, 6, 4])
    assert [measured(world, one) for one in SOURCES] == [0.2, 0.15, 0.1, 0.05, 0.3, 0.2]
    assert measured(world, cases.proactive_share) == 0.8
    assert measured(world, cases.cases_opened) == pytest.approx(20 / THOUSANDS)


def test_yesterdays_cases_are_not_todays(world):
    book = world.rows("book")
    book.opened[1] = book.opened[0] = [9, 9, 0, 0, 0, 0]
    enter(world, opened=[0, 1, 0, 0, 0, 0])
    assert measured(world, cases.from_patrols) == 1.0


@pytest.mark.parametrize("one", [*SOURCES, cases.street_trade_share, cases.repeat_share])
def test_a_day_without_cases_has_no_shares(world, one):
    assert math.isnan(measured(world, one))


@pytest.mark.parametrize("stalls", [0, 3])
def test_street_trade_is_stalls_in_the_way_and_roads_where_stalls_stood(world, stalls):
    world.rows("cells").illegal[40] = stalls
    for kind in (OBSTRUCTION, FOOD, NOISE, ROAD, WASTE):
        open_case(world.city(), (40, kind, FROM_RESIDENT), world.now, world.p)
    assert measured(world, cases.street_trade_share) == (0.4 if stalls else 0.2)


def test_doubles_repeats_and_settled_matters(world):
    enter(world, opened=[8, 0, 0, 0, 0, 0], opened_again=2, misrouted=4, settled=6, duplicates=3)
    world.rows("book").reports[0, WASTE] = 12
    assert measured(world, cases.repeat_share) == 0.25
    assert measured(world, cases.misrouted_share) == 0.5
    assert measured(world, cases.duplicate_share) == 0.25
    assert measured(world, cases.settled) == pytest.approx(6 / THOUSANDS)


def test_the_record_says_more_than_the_truth(world):
    end_cases(world, [{}] * 6 + [{"outcome": UNRESOLVED}] * 2 + [{"outcome": LAPSED}] * 2)
    write_days(world, ended=[[0, 6, 2, 2]], paper_closed=[2])
    assert measured(world, truth.resolution_rate) == 0.6
    assert measured(world, truth.resolution_true) == 0.4


def test_truth_is_taken_over_thirty_days(world):
    ended = [[0, 100, 0, 0], *([[0, 1, 1, 0]] * 30)]
    write_days(world, ended=ended, paper_closed=[100.0, *([0.0] * 30)])
    assert measured(world, truth.resolution_true) == 0.5


def test_the_three_rates_are_of_residents_cases(world):
    now = float(world.now.tick)
    end_cases(
        world,
        [
            {"source": FROM_RESIDENT, "satisfied": True},
            {"source": FROM_RESIDENT, "dispatched": now - 1.0, "verified": now},
            {"source": FROM_RESIDENT, "dispatched": -1.0, "outcome": UNRESOLVED},
            {"source": FROM_RESIDENT, "satisfied": True, "verified": now - 5.0},
            {"source": FROM_COLLECTOR, "dispatched": now, "verified": now},
        ],
    )
    assert measured(world, truth.response_rate) == 0.5
    assert measured(world, truth.content_rate) == 0.5
    assert measured(world, truth.on_time_share) == 0.6
    assert measured(world, truth.resolution_rate) == 0.8


def test_cases_that_ended_long_ago_do_not_count(world):
    now = float(world.now.tick)
    long_ago = {"collected": now - 800.0, "verified": now - 721.0, "outcome": UNRESOLVED}
    just_in = {"collected": now - 790.0, "verified": now - 720.0, "outcome": RESOLVED}
    end_cases(world, [long_ago, just_in])
    assert measured(world, truth.resolution_rate) == 1.0
    assert measured(world, waiting.case_hours) == 70.0


def test_times_leave_out_what_lapsed(world):
    now = float(world.now.tick)
    spans = (10.0, 20.0, 30.0, 40.0)
    rows = [{"collected": now - 50.0, "verified": now - 50.0 + h} for h in spans]
    lapsed = {"collected": now - 49.0, "verified": now, "outcome": LAPSED}
    end_cases(world, [*rows, {**rows[0], "joint": True}, lapsed])
    assert measured(world, waiting.case_hours) == 20.0
    assert measured(world, waiting.case_hours_p90) == pytest.approx(36.0)
    assert measured(world, waiting.joint_hours) == 10.0


def test_waiting_is_split_into_desks_queue_and_work(world):
    spent = {"desk_spent": 4.0, "queue_spent": 8.0, "work_spent": 1.0}
    end_cases(world, [spent, {"queue_spent": 2.0}])
    assert measured(world, waiting.desk_hours) == 2.0
    assert measured(world, waiting.queue_hours) == 5.0
    assert measured(world, waiting.work_hours) == 0.5


@pytest.mark.parametrize(
    "one", [waiting.case_hours, waiting.joint_hours, waiting.desk_hours, truth.response_rate]
)
def test_without_ended_cases_there_is_no_time(world, one):
    assert math.isnan(measured(world, one))


def test_backlog_counts_open_cases(world):
    world.rows("city").n_open[0] = 30
    assert measured(world, cases.backlog) == pytest.approx(30 / THOUSANDS)


def test_problems_at_each_stage(world):
    enter(world, arisen=[2.0] * 11, noticed=[1.0] * 11, reports=[0.5] * 11)
    stages = (truth.problems_arisen, truth.problems_noticed, truth.reports)
    found = [measured(world, one) for one in stages]
    assert found == pytest.approx([22 / THOUSANDS, 11 / THOUSANDS, 5.5 / THOUSANDS])


def test_reports_per_hour_of_a_problem_by_group(world):
    write_days(
        world,
        reports_made=[[3.0, 1.0], [3.0, 1.0]],
        problem_hours=[[1000.0, 1500.0], [1000.0, 500.0]],
    )
    assert measured(world, truth.reporting_local) == 3.0
    assert measured(world, truth.reporting_floating) == 1.0
    assert measured(world, truth.reporting_ratio) == 3.0


def test_no_ratio_where_the_floating_never_report(world):
    write_days(world, reports_made=[[3.0, 0.0]], problem_hours=[[1000.0, 1000.0]])
    assert measured(world, truth.reporting_floating) == 0.0
    assert math.isnan(measured(world, truth.reporting_ratio))
