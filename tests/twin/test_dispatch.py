"""Who takes which case, and what an hour of work does."""

import numpy as np
import pytest

import twin
from agents import teams as team_rules
from agents.residents import FACILITY, FOOD, HAZARD, OBSTRUCTION, ROAD, WASTE
from agents.teams import NO_TASK, WORKING
from tests.agents.plain import plain, thing
from tests.case_accounts import opened
from twin.calendar import set_clock
from twin.mechanisms import cases, dispatch
from twin.mechanisms.cases import STREET
from twin.mechanisms.columns import DESK, DOING, DONE, FROM_RESIDENT, IN_WORK, TO_DO, VERIFYING

ELIGIBLE = plain(dispatch.eligible)
P = thing(overflow_hours=12.0, recall_hours=96.0)


def team(street=-1, department=0, spare=1.0, task=NO_TASK):
    return thing(street=street, department=department, spare=spare, task=task)


def case(holder=0, street=2, ready=0.0, whistled=False):
    return thing(holder=holder, street=street, ready=ready, whistled=whistled)


def may(who, what, d=0, hour=1):
    return bool(ELIGIBLE(who, what, d, thing(tick=hour), P))


def test_a_departments_case_is_for_its_pool_and_after_days_for_posted_teams_too():
    assert may(team(), case()) and not may(team(department=3), case())
    assert not may(team(street=2), case(), hour=95)
    assert may(team(street=2), case(), hour=96)


def test_a_streets_case_is_for_any_team_posted_there_and_later_for_the_pool():
    held = case(holder=STREET + 2)
    assert may(team(street=2, department=4), held)
    assert not may(team(street=1), held, hour=500)
    assert not may(team(), held, hour=11)
    assert may(team(), held, hour=12) and not may(team(department=1), held, hour=12)


def test_a_whistle_calls_every_team_of_the_trade_at_once():
    held = case(holder=STREET + 2, whistled=True)
    assert may(team(), held) and may(team(street=5), held) and may(team(street=2), held)
    assert not may(team(street=2, department=4), held)


@pytest.mark.parametrize("values", [{"spare": 0.0}, {"task": 7}])
def test_who_has_no_time_or_a_task_takes_nothing(values):
    assert not may(team(**values), case())


def test_work_takes_longer_outside_the_own_trade_and_less_on_a_known_beat():
    hours, p = plain(dispatch.work_hours), thing(generalist=1.5, knowledge_gain=0.2)
    own = hours(thing(department=0, knowledge=0.0), thing(kind=FACILITY), 0, p)
    assert own == dispatch.WORK_HOURS[FACILITY]
    assert hours(thing(department=3, knowledge=0.0), thing(kind=FACILITY), 0, p) == 1.5 * own
    assert hours(thing(department=0, knowledge=1.0), thing(kind=FACILITY), 0, p) == 0.8 * own


class Town:
    """A city at noon with every team on duty, and nothing happening but dispatch."""

    def __init__(self, **levers):
        self.world = twin.CityTwin(district="classroom", levers=levers, rng=9).world
        self.teams = self.world.rows("teams")
        self.teams.starts, self.teams.ends = 0, 24
        set_clock(self.world.now, 36)

    def open(self, kind, cell):
        world = self.world
        cases.open_case(world.city(), (cell, kind, FROM_RESIDENT), world.now, world.p)
        row = opened(world)[-1]
        if row.stage == DESK:
            row.stage, row.ready = cases.WAITING, float(world.now.tick)
        return row

    def hour(self):
        world = self.world
        set_clock(world.now, int(world.now.tick) + 1)
        self.teams.starts, self.teams.ends = world.now.hour, (world.now.hour + 1) % 24
        args = world.traces.rows, world.p, world.now
        team_rules.report_for_duty(self.teams, sees(world), *args)
        dispatch.dispatch(world.city(), *args)


def sees(world):
    from twin.schedule import team_sees

    return team_sees(world)


def at_station(town):
    return int(town.teams.station[0])


@pytest.fixture
def town():
    return Town(authority=0.0)


def test_the_nearest_team_goes(town):
    own = np.flatnonzero(town.teams.department == 0)
    town.teams.cell[own] = 0
    town.teams.cell[own[-1]] = 300
    row = town.open(FACILITY, 301)
    town.world.rows("departments").responsiveness = 1.0
    town.hour()
    assert row.parts[0] in (DOING, DONE)
    assert town.teams.case_hours[own].nonzero()[0].tolist() == [len(own) - 1]


@pytest.mark.parametrize(
    ("kind", "trade", "column"), [(FACILITY, 0, "fault"), (HAZARD, 2, "hazard")]
)
def test_work_removes_its_cause(town, kind, trade, column):
    cell = at_station(town)
    town.world.rows("cells")[column][cell] = 1.0
    row = town.open(kind, cell)
    for _ in range(4):
        town.hour()
    assert town.world.rows("cells")[column][cell] == 0.0
    assert row.stage == VERIFYING and row.parts[trade] == DONE
    spent = town.teams.case_hours[town.teams.department == trade].sum()
    assert spent == pytest.approx(dispatch.WORK_HOURS[kind])


def test_cleaning_takes_the_share_and_books_it(town):
    cell = at_station(town)
    town.world.rows("cells").waste[cell] = 10.0
    town.open(WASTE, cell)
    for _ in range(3):
        town.hour()
    left = 10.0 * (1.0 - town.world.p.clean_share)
    assert town.world.rows("cells").waste[cell] == pytest.approx(left)
    assert town.world.rows("city").waste_collected[0] == pytest.approx(10.0 - left)


@pytest.mark.parametrize("kind", [OBSTRUCTION, FOOD])
def test_work_on_vendors_is_a_visit_that_becomes_a_stop(town, kind):
    cell = at_station(town)
    town.open(kind, cell)
    for _ in range(3):
        town.hour()
    assert town.world.rows("cells").visits[cell] == 1.0
    dispatch.act_on_visits(town.world.city(), town.world.traces.rows, town.world.p, town.world.now)
    assert town.world.traces.rows.stops[cell] == 1.0
    assert not town.world.rows("cells").visits.any()


def test_a_joint_case_changes_desks_between_departments(town):
    """However fast the first is, the next does not come within the same hour."""
    row = town.open(ROAD, at_station(town))
    town.world.rows("departments").responsiveness = 1.0
    town.hour()
    assert row.parts[0] == DONE
    assert row.parts.tolist().count(DONE) == 1
    assert (row.stage, row.desk) == (DESK, town.world.p.desk_hours)


def test_a_long_task_is_taken_up_again_until_done(town):
    cell = at_station(town)
    row = town.open(HAZARD, cell)
    town.hour()
    busy = town.teams[town.teams.task != NO_TASK]
    assert len(busy) == 1 and busy[0].state == WORKING and busy[0].left == pytest.approx(1.0)
    assert row.stage == IN_WORK
    town.hour()
    assert (town.teams.task == NO_TASK).all() and row.stage == VERIFYING


def test_urgent_cases_go_first(town):
    cell = at_station(town)
    dull = town.open(FACILITY, cell)
    urgent = town.open(HAZARD, cell + 1)
    urgent.parts[:] = 0
    urgent.parts[0] = TO_DO  # both need the same trade, and there is one team
    own = np.flatnonzero(town.teams.department == 0)
    town.teams.alive[own[1:]] = False
    town.world.rows("departments").responsiveness = 1.0
    town.hour()
    assert urgent.stage == IN_WORK and dull.stage == cases.WAITING


def test_a_pool_without_cases_does_its_own_work(town):
    town.world.rows("departments").routine = 100.0
    town.hour()
    assert (town.teams.routine_hours == 1.0).all()
    lost = 100.0 - town.world.rows("departments").routine
    assert lost.tolist() == np.bincount(town.teams.department, minlength=5).tolist()


def test_posted_teams_do_departmental_work_less_well():
    town = Town(staffing=1.0)
    town.world.rows("departments").routine = 100.0
    town.hour()
    assert (town.teams.routine_hours == 1.0).all()
    lost = 100.0 - town.world.rows("departments").routine
    teams = np.bincount(town.teams.department, minlength=5)
    assert lost == pytest.approx(town.world.p.posted_own_work * teams)


def test_at_the_end_of_a_shift_a_task_is_handed_back(town):
    row = town.open(HAZARD, at_station(town))
    town.hour()
    holder = town.teams[town.teams.task != NO_TASK]
    town.teams.alive = False  # nobody is on duty the next hour
    town.hour()
    assert len(holder) == 1 and (town.teams.task == NO_TASK).all()
    assert row.parts[2] == TO_DO and row.stage == cases.WAITING


def test_a_joint_case_goes_on_when_one_of_its_teams_goes_home():
    town = Town(authority=0.0, whistle=1.0)
    town.world.p.travel_speed = 0.2
    row = town.open(ROAD, 0)  # so far away that nobody is done within hours
    town.hour()
    assert row.parts.tolist() == [DOING, DOING, 0, 0, DOING]
    town.teams.alive[town.teams.department == 0] = False
    town.hour()
    assert row.parts.tolist() == [TO_DO, DOING, 0, 0, DOING]
    assert row.stage == IN_WORK


def test_responsive_departments_take_cases_before_their_own_work(town):
    town.world.rows("departments").routine = 100.0
    town.world.rows("departments").responsiveness = 0.0
    row = town.open(FACILITY, at_station(town))
    town.hour()
    assert row.parts[0] == TO_DO
    town.world.rows("departments").responsiveness = 1.0
    town.hour()
    assert row.parts[0] == DONE
