"""The life of a case: who may close it, which desks it passes, how it ends."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import twin
from agents.residents import FACILITY, FOOD, HAZARD, NOISE, OBSTRUCTION, ROAD, WASTE
from tests.agents.plain import plain
from tests.case_accounts import opened
from twin.calendar import set_clock
from twin.mechanisms import cases, sensing
from twin.mechanisms.cases import STREET, street_may_close
from twin.mechanisms.columns import (
    BLOCKED,
    CLOSED,
    DESK,
    DONE,
    FROM_COLLECTOR,
    FROM_PATROL,
    FROM_RESIDENT,
    LAPSED,
    NOT_NEEDED,
    RESOLVED,
    TO_DO,
    UNRESOLVED,
    VERIFYING,
    WAITING,
)

MAY = plain(street_may_close)
SHARE = st.floats(0.0, 1.0, exclude_min=True, exclude_max=True)
NOON = 12


class Desk:
    """A city in which nothing happens but to its cases."""

    def __init__(self, **levers):
        self.world = twin.CityTwin(district="classroom", levers=levers, rng=9).world
        self.traces = self.world.traces.rows
        set_clock(self.world.now, NOON + 24)

    def open(self, kind, source=FROM_RESIDENT, cell=40):
        cases.open_case(self.world.city(), (cell, kind, source), self.world.now, self.world.p)
        return opened(self.world)[-1]

    def hours(self, n):
        """Let hours pass at the desks, without any team."""
        for _ in range(n):
            set_clock(self.world.now, int(self.world.now.tick) + 1)
            cases.advance(self.world.city(), self.traces, self.world.p, self.world.now)

    def finish(self, case):
        """Do every part that can be done now."""
        for d in [d for d in range(5) if case.parts[d] == TO_DO]:
            cases.finish_part(self.world.city(), case, d, self.world.now, self.world.p)


@given(st.integers(0, 6), SHARE, st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_more_authority_never_takes_a_matter_away(kind, matter, one, other):
    low, high = min(one, other), max(one, other)
    assert MAY(kind, matter, high) or not MAY(kind, matter, low)


def test_authority_is_the_share_of_matters_simple_ones_first():
    matters = (np.arange(100) + 0.5) / 100
    for authority in (0.0, 0.2, 0.5, 1.0):
        share = np.mean([MAY(kind, m, authority) for kind in range(7) for m in matters])
        assert share == pytest.approx(authority, abs=0.01)
    assert MAY(WASTE, 0.99, 0.2) and not MAY(ROAD, 0.01, 0.2)


@pytest.mark.parametrize(
    ("kind", "first", "later"),
    [(WASTE, 3, []), (FACILITY, 0, []), (OBSTRUCTION, 0, []), (FOOD, 1, []), (HAZARD, 2, []),
     (NOISE, 0, [4]), (ROAD, 0, [1, 4])],
)  # fmt: skip
def test_without_power_or_whistle_departments_act_one_after_another(kind, first, later):
    case = Desk(authority=0.0).open(kind)
    assert case.stage == DESK and case.holder == first
    assert [d for d in range(5) if case.parts[d] == TO_DO] == [first]
    assert [d for d in range(5) if case.parts[d] == BLOCKED] == later
    assert (case.parts != NOT_NEEDED).sum() == 1 + len(later)


def test_a_street_with_power_starts_at_once_with_all_parts():
    case = Desk(authority=1.0).open(ROAD)
    assert case.stage == WAITING and case.holder == STREET + case.street
    assert (case.parts == TO_DO).sum() == 3 and case.dispatched == case.collected + 1


def test_a_whistle_calls_all_departments_and_costs_each_own_work():
    desk = Desk(authority=0.0, whistle=1.0)
    before = desk.world.rows("departments").routine.copy()
    case = desk.open(ROAD)
    assert case.whistled and case.holder == STREET + case.street
    assert case.ready == case.collected + desk.world.p.whistle_response
    cost = desk.world.rows("departments").routine - before
    assert cost.tolist() == [desk.world.p.whistle_cost * n for n in (1, 1, 0, 0, 1)]
    assert not desk.open(FACILITY, cell=41).whistled  # one department needs no whistle


def test_desks_take_their_hours_in_office_hours_only():
    desk = Desk(authority=0.0)
    case = desk.open(FACILITY)
    work = 3 * desk.world.p.desk_hours * (1 if not case.misrouted else 5 / 3)
    assert case.desk == pytest.approx(work)
    worked = 0
    while case.stage == DESK:
        desk.hours(1)
        worked += int(desk.world.now.office_hours)
    assert worked == int(work)
    assert case.dispatched == desk.world.now.tick > case.filed + work


def test_danger_does_not_wait_for_office_hours():
    desk = Desk(authority=0.0)
    case = desk.open(HAZARD)
    work = case.desk
    while case.stage == DESK:
        desk.hours(1)
    assert case.dispatched - case.filed == work


def test_a_joint_case_goes_from_desk_to_desk():
    desk = Desk(authority=0.0)
    case, holders = desk.open(ROAD), []
    while case.stage != VERIFYING:
        while case.stage == DESK:
            desk.hours(1)
        holders.append(int(case.holder))
        desk.finish(case)
    assert holders == [0, 1, 4]
    assert (case.parts == DONE).sum() == 3 and case.handled == desk.world.now.tick


def verified(desk, case):
    desk.finish(case)
    desk.hours(int(desk.world.p.feedback_department) + 2)


def test_a_case_is_resolved_when_its_cause_is_gone():
    desk = Desk(authority=1.0)
    cell = desk.world.rows("cells")[40]
    cell.fault = 1.0
    case = desk.open(FACILITY)
    cell.fault = 0.0
    verified(desk, case)
    assert (case.stage, case.outcome) == (CLOSED, RESOLVED)
    assert cell.open_case[FACILITY] == -1 and cell.closed_at[FACILITY] == case.verified


def test_it_is_opened_again_once_and_then_given_up():
    desk = Desk(authority=1.0)
    desk.world.rows("cells").fault[40] = 1.0
    case = desk.open(FACILITY)
    verified(desk, case)
    assert (case.stage, case.reopened) == (WAITING, 1)
    assert case.parts[0] == TO_DO
    verified(desk, case)
    assert (case.stage, case.outcome) == (CLOSED, UNRESOLVED)


def test_a_joint_case_opened_again_is_held_by_who_acts_first():
    """Whoever it was last with, its first part is to do again."""
    desk = Desk(authority=0.0)
    desk.world.rows("cells").occupied[40] = 1.0
    case = desk.open(ROAD)
    while case.stage != VERIFYING:
        while case.stage == DESK:
            desk.hours(1)
        desk.finish(case)
    desk.hours(int(desk.world.p.feedback_department) + 1)
    assert case.reopened == 1
    assert case.parts[0] == TO_DO and case.holder == 0


def test_what_nobody_takes_lapses():
    desk = Desk(authority=1.0)
    case = desk.open(FACILITY)
    desk.hours(int(24 * desk.world.p.lapse_days))
    assert case.stage == WAITING
    desk.hours(1)
    assert (case.stage, case.outcome) == (CLOSED, LAPSED)
    assert desk.world.rows("book")[0].ended[LAPSED] == 1


def test_reports_join_the_open_case_of_their_kind():
    desk = Desk()
    desk.traces.reports[40, WASTE] = 3.0
    for _ in range(2):
        sensing.sense(desk.world.city(), desk.traces, desk.world.p, desk.world.now)
    found = opened(desk.world)
    assert len(found[found.cell == 40]) == 1 and found[found.cell == 40][0].reports == 6.0
    assert desk.world.rows("cells").complaints[40] == 6.0


def test_who_passes_by_notices_what_shows():
    desk = Desk()
    desk.world.rows("cells").fault[[40, 50]] = 1.0
    desk.traces.stops[40] = 1.0
    desk.world.p.collector_rounds = 0.0
    sensing.sense(desk.world.city(), desk.traces, desk.world.p, desk.world.now)
    assert [(c.cell, c.kind, c.source) for c in opened(desk.world)] == [(40, FACILITY, FROM_PATROL)]
    desk.world.p.collector_rounds = 1.0
    sensing.sense(desk.world.city(), desk.traces, desk.world.p, desk.world.now)
    assert [(c.cell, c.source) for c in opened(desk.world)[1:]] == [(50, FROM_COLLECTOR)]


def test_a_case_of_the_same_kind_and_place_within_a_month_is_a_repeat():
    desk = Desk(authority=1.0)
    case = desk.open(FACILITY)
    verified(desk, case)
    assert case.stage == CLOSED and not case.again
    assert desk.open(FACILITY).again and not desk.open(FACILITY, cell=41).again


def test_bad_food_is_a_case_of_its_own():
    desk = Desk()
    desk.traces.illness[40] = 1e3 * desk.world.p.food_alarm
    sensing.sense(desk.world.city(), desk.traces, desk.world.p, desk.world.now)
    assert [(c.cell, c.kind) for c in opened(desk.world) if c.kind == FOOD] == [(40, FOOD)]


def test_the_alarm_is_as_likely_in_one_place_as_spread_over_many():
    """1 - exp(-ill / scale): what ten cells with a person each miss, one cell with ten does."""
    desk = Desk()
    world, one, many = desk.world, [], []
    for tick in range(4000):
        set_clock(world.now, tick)
        one.append(sensing.alarms(10.0, 3, world.now, world.p))
        many.append(any(sensing.alarms(1.0, c, world.now, world.p) for c in range(10)))
    wanted = 1.0 - np.exp(-10.0 / world.p.food_alarm)
    assert np.mean(one) == pytest.approx(wanted, abs=0.03)
    assert np.mean(many) == pytest.approx(wanted, abs=0.03)
    assert not sensing.alarms(0.0, 3, world.now, world.p)
