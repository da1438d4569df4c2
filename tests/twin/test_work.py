"""What an hour of work does: the way, the work on the spot, own work, the end of a shift."""

import numpy as np
import pytest

from agents.residents import (
    DAMAGE,
    FACILITY,
    FOOD,
    HAZARD,
    HOME_REPAIR,
    OBSTRUCTION,
    PARKING,
    ROAD,
    WASTE,
)
from agents.teams import NO_TASK, WORKING
from tests.twin.town import Town
from twin.accounts.cases import opened
from twin.mechanisms import dispatch
from twin.mechanisms.columns import DESK, DOING, DONE, IN_WORK, TO_DO, VERIFYING, WAITING
from twin.mechanisms.kinds import SIMPLICITY, WORK_HOURS
from twin.mechanisms.work import unused_to, work_hours

URBAN = 0


@pytest.fixture
def town():
    return Town()


@pytest.mark.parametrize(
    ("kind", "trade", "column"),
    [(FACILITY, 0, "fault"), (HAZARD, 2, "hazard"), (HOME_REPAIR, 0, "homes"),
     (PARKING, 4, "parked"), (DAMAGE, 2, "damage")],
)  # fmt: skip
def test_work_removes_its_cause_and_takes_its_hours(town, kind, trade, column):
    cell = int(town.teams.station[0])
    town.cells[column][cell] = 3.0
    case = town.ask(kind, cell)
    for _ in range(4):
        town.hour()
    assert town.cells[column][cell] == 0.0
    assert case.stage == VERIFYING and case.parts[trade] == DONE
    spent = town.teams.case_hours[town.teams.department == trade].sum()
    assert spent == pytest.approx(WORK_HOURS[kind]) and case.work_spent == pytest.approx(spent)
    assert town.book.damage_cleared == (3.0 if kind == DAMAGE else 0.0)


def test_cleaning_takes_the_share_and_books_it(town):
    cell = int(town.teams.station[0])
    town.cells.waste[cell] = 10.0
    before = town.world.rows("city").waste_collected[0]
    town.ask(WASTE, cell)
    town.hour()
    left = 10.0 * (1.0 - town.p.clean_share)
    assert town.cells.waste[cell] == pytest.approx(left)
    assert town.world.rows("city").waste_collected[0] - before == pytest.approx(10.0 - left)


@pytest.mark.parametrize("kind", [OBSTRUCTION, FOOD])
def test_work_on_vendors_is_a_visit_that_becomes_a_stop(town, kind):
    cell = int(town.teams.station[0])
    town.ask(kind, cell)
    town.hour()
    town.hour()
    assert town.cells.visits[cell] == 1.0
    dispatch.act_on_visits(town.world.city(), *town.args())
    assert town.world.traces.rows.stops[cell] == 1.0 and not town.cells.visits.any()


def test_what_needs_three_departments_is_gone_when_all_three_were_there(town):
    """And however fast the first is, the next does not come within the same hour."""
    cell = int(town.teams.station[0])
    town.cells.occupied[cell] = 1.0
    case = town.ask(ROAD, cell)
    town.departments.responsiveness = 1.0
    town.hour()
    assert case.parts.tolist() == [DONE, TO_DO, 0, 0, 1] and case.stage == DESK
    assert town.cells.occupied[cell] == 1.0 and town.cells.visits[cell] == 1.0
    while case.stage != VERIFYING:
        assert town.cells.occupied[cell] == 1.0
        town.hour()
    assert town.cells.occupied[cell] == 0.0


def test_a_whistle_brings_all_three_within_the_hour():
    town = Town(whistle=1.0)
    cell = int(town.teams.station[0])
    town.cells.occupied[cell] = 1.0
    case = town.open(ROAD, cell)
    town.hour()
    assert case.stage == VERIFYING and case.handled == case.collected + 1
    assert town.cells.occupied[cell] == 0.0


def test_one_handler_does_all_parts_in_less_time():
    town = Town(onething=1.0)
    case, p = town.ask(ROAD), town.p
    hours = work_hours(town.teams[0], case, 0, p)
    assert hours == pytest.approx(p.handler_share * 3 * WORK_HOURS[ROAD])
    town.hour()
    town.hour()
    assert case.stage == VERIFYING and len({*case.done_at[[0, 1, 4]].tolist()}) == 1


def test_work_takes_longer_outside_the_trade_when_tired_and_on_causes(town):
    case = town.ask(FACILITY)
    town.put(0, department=URBAN)
    own = work_hours(town.teams[0], case, 0, town.p)
    assert own == WORK_HOURS[FACILITY]
    assert work_hours(town.teams[0], case, 3, town.p) == own * town.p.generalist
    town.put(0, knowledge=0.5)
    known = work_hours(town.teams[0], case, 0, town.p)
    assert known == own * (1.0 - 0.5 * town.p.knowledge_gain)
    town.put(0, knowledge=0.0, fatigue=0.4)
    assert work_hours(town.teams[0], case, 0, town.p) == pytest.approx(1.4 * own)
    case.cause = True
    tired = work_hours(town.teams[0], case, 0, town.p)
    assert tired == pytest.approx(1.4 * own * town.p.cause_hours)


def unused(town, case):
    return unused_to(town.world.city(), case, town.p)


def test_a_street_lacks_competence_for_what_is_new_to_it_the_more_the_harder_the_kind():
    town = Town(authority=1.0)
    town.streets.practice = 0.25
    cases = [town.ask(kind) for kind in (WASTE, HAZARD, DAMAGE)]
    hard = SIMPLICITY[[WASTE, HAZARD, DAMAGE]] / 10.0
    found = [unused(town, case) for case in cases]
    assert found == pytest.approx(town.p.competence_loss * hard * 0.75)
    assert found[0] < found[1] < found[2] == 0.75 * town.p.competence_loss
    town.streets.practice = 1.0
    assert unused(town, cases[2]) == 0.0
    town.streets.practice, town.p.competence_loss = 0.0, 0.0
    assert unused(town, cases[2]) == 0.0


def test_departments_lack_none_of_it(town):
    town.streets.practice = 0.0
    assert unused(town, town.ask(HAZARD)) == 0.0
    whistled = Town(whistle=1.0)
    whistled.streets.practice = 0.0
    assert unused(whistled, whistled.ask(ROAD)) == 0.0


@pytest.mark.parametrize(("loss", "left"), [(0.0, 0.0), (1.0, 1.0)])
def test_what_is_handled_wrongly_takes_longer_and_changes_nothing(loss, left):
    town = Town(authority=1.0)
    town.p.competence_loss, town.streets.practice = loss, 0.0
    cell = int(town.teams.station[0])
    town.cells.damage[cell] = 1.0
    case = town.ask(DAMAGE, cell)
    while case.parts[2] != DONE:
        town.hour()
    assert case.stage == VERIFYING and town.cells.damage[cell] == left
    assert case.work_spent == pytest.approx(WORK_HOURS[DAMAGE] * (1.0 + loss))


@pytest.mark.parametrize(
    ("fleet", "speed"), [(0, "foot_speed"), (1, "travel_speed"), (2, "car_speed")]
)
def test_the_way_takes_what_the_fleet_takes(fleet, speed):
    town = Town(fleet=fleet)
    town.only(0)
    town.put(0, cell=0, department=URBAN)
    case = town.ask(FACILITY, 319)
    dx, dy = (float(town.cells[axis][319] - town.cells[axis][0]) for axis in "xy")
    km = 0.1 * np.hypot(dx, dy)
    for _ in range(4):
        town.hour()
    assert case.stage == VERIFYING and town.teams.kilometres[0] == pytest.approx(km)
    assert town.teams.travel_hours[0] == pytest.approx(km / town.p[speed])


def test_a_long_task_is_taken_up_again_until_done(town):
    case = town.ask(HAZARD, int(town.teams.station[0]))
    town.hour()
    busy = town.teams[town.teams.task != NO_TASK]
    assert len(busy) == 1 and busy[0].state == WORKING and busy[0].left == pytest.approx(1.0)
    assert case.stage == IN_WORK
    town.hour()
    assert (town.teams.task == NO_TASK).all() and case.stage == VERIFYING


@pytest.mark.parametrize(("staffing", "worth"), [(0.0, None), (1.0, 0.5), (1.0, 0.0)])
def test_own_work_is_done_less_well_from_a_street(staffing, worth):
    town = Town(staffing=staffing)
    town.p.posted_own_work = worth if worth is not None else 0.5
    town.departments.routine = 100.0
    town.hour()
    assert (town.teams.routine_hours == 1.0).all()
    lost = 100.0 - town.departments.routine
    teams = np.bincount(town.teams.department, minlength=5)
    assert lost == pytest.approx((1.0 if worth is None else worth) * teams)


def test_at_the_end_of_a_shift_a_task_is_handed_back(town):
    case = town.ask(HAZARD, int(town.teams.station[0]))
    town.hour()
    town.teams.alive = False  # nobody is on duty the next hour
    town.hour()
    assert (town.teams.task == NO_TASK).all()
    assert case.parts[2] == TO_DO and case.stage == WAITING


def test_a_joint_case_goes_on_when_one_of_its_teams_goes_home():
    town = Town(whistle=1.0)
    town.p.travel_speed = 0.2
    case = town.ask(ROAD, 0)  # so far away that nobody is done within hours
    town.hour()
    assert case.parts.tolist() == [DOING, DOING, 0, 0, DOING]
    town.teams.alive[town.teams.department == 0] = False
    town.hour()
    assert case.parts.tolist() == [TO_DO, DOING, 0, 0, DOING] and case.stage == IN_WORK
    assert len(opened(town.world)) == 1
