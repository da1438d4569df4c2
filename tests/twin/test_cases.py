"""How a case begins: who may close it, and which way it is sent."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.residents import (
    DAMAGE,
    FACILITY,
    FOOD,
    HAZARD,
    HOME_REPAIR,
    N_KINDS,
    NOISE,
    OBSTRUCTION,
    PARKING,
    ROAD,
    SERVICE,
    WASTE,
)
from tests.agents.plain import plain
from tests.twin.town import Town
from twin.mechanisms import kinds
from twin.mechanisms.cases import STREET, street_may_close
from twin.mechanisms.columns import (
    BLOCKED,
    DESK,
    DONE,
    FROM_PATROL,
    FROM_RESIDENT,
    TO_DO,
    WAITING,
)

MAY = plain(street_may_close)
SHARE = st.floats(0.0, 1.0, exclude_min=True, exclude_max=True)
MATTERS = (np.arange(100) + 0.5) / 100


def parts(case, state):
    return [d for d in range(5) if case.parts[d] == state]


@given(st.integers(0, N_KINDS - 1), SHARE, st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_more_authority_never_takes_a_matter_away(kind, matter, one, other):
    low, high = min(one, other), max(one, other)
    assert MAY(kind, matter, high) or not MAY(kind, matter, low)


def test_authority_is_the_share_of_matters():
    for authority in (0.0, 0.2, 0.5, 1.0):
        share = np.mean([MAY(kind, m, authority) for kind in range(N_KINDS) for m in MATTERS])
        assert share == pytest.approx(authority, abs=0.01)


def test_simple_kinds_are_handed_down_first():
    assert sorted(kinds.SIMPLICITY) == list(range(N_KINDS))
    needed = [min(a for a in np.linspace(0, 1, 101) if MAY(k, 0.5, a)) for k in range(N_KINDS)]
    assert np.argsort(needed).tolist() == np.argsort(kinds.SIMPLICITY).tolist()
    first = [WASTE, HOME_REPAIR, PARKING, FACILITY]
    assert np.argsort(needed).tolist()[:4] == first
    assert np.argsort(needed)[-1] == DAMAGE


def test_every_kind_has_words_needs_work_and_a_tier():
    assert len(kinds.KINDS) == len(kinds.KIND_WORDS) == N_KINDS
    tables = (kinds.SIMPLICITY, kinds.NEEDS, kinds.WORK_HOURS, kinds.TIER_HOURS, kinds.SEVERITY)
    assert {len(table) for table in tables} == {N_KINDS}
    assert (kinds.NEEDS.sum(axis=1) >= 1).all() and (kinds.WORK_HOURS > 0.0).all()
    assert set(kinds.TIER_HOURS) == {2.0, 24.0, 168.0, 360.0}
    assert kinds.SEVERITY.argmax() == HAZARD


@pytest.mark.parametrize(
    ("kind", "first", "later"),
    [(WASTE, 3, []), (FACILITY, 0, []), (OBSTRUCTION, 0, []), (FOOD, 1, []), (HAZARD, 2, []),
     (NOISE, 0, [4]), (ROAD, 0, [1, 4]), (HOME_REPAIR, 0, []), (PARKING, 4, []),
     (SERVICE, 1, []), (DAMAGE, 2, [])],
)  # fmt: skip
def test_without_power_or_whistle_departments_act_one_after_another(kind, first, later):
    case = Town().open(kind)
    assert case.lacked and not case.whistled
    assert case.stage == DESK and case.holder == first
    assert parts(case, TO_DO) == [first] and parts(case, BLOCKED) == later
    assert case.joint == bool(later)


def test_a_street_with_power_keeps_the_case_and_starts_within_the_hour():
    case = Town(authority=1.0).open(ROAD)
    assert not case.lacked and case.stage == WAITING and case.holder == STREET + case.street
    assert case.ready == case.dispatched == case.collected + 1


def test_the_operations_centre_sends_storm_damage_out_while_it_is_on_alert():
    town = Town()
    assert town.open(DAMAGE).stage == DESK
    town.world.rows("weather").alert = 1.0
    case = town.open(DAMAGE, cell=41)
    assert case.stage == WAITING and case.ready == case.dispatched == case.filed
    assert town.open(ROAD, cell=42).stage == DESK


def test_trades_act_part_after_part_unless_the_street_commands_them_all():
    case = Town(authority=1.0).open(ROAD)
    assert not case.commanded and (parts(case, TO_DO), parts(case, BLOCKED)) == ([0], [1, 4])
    case = Town(authority=1.0, management=1.0).open(ROAD)
    assert case.commanded and parts(case, TO_DO) == [0, 1, 4]


def test_management_is_the_share_of_matters():
    town = Town(authority=1.0, management=0.3)
    found = [town.open(FACILITY, cell).commanded for cell in range(300)]
    assert np.mean(found) == pytest.approx(0.3, abs=0.07)


def test_a_whistle_calls_all_departments_at_once_and_costs_each_own_work():
    town = Town(whistle=1.0)
    before = town.departments.routine.copy()
    case = town.open(ROAD)
    assert case.whistled and case.holder == STREET + case.street and case.stage == WAITING
    assert parts(case, TO_DO) == [0, 1, 4] and case.ready == case.collected + 0.5
    cost = town.departments.routine - before
    assert cost.tolist() == [town.p.whistle_cost * n for n in (1, 1, 0, 0, 1)]
    assert town.book.whistles == 1
    assert not town.open(FACILITY, cell=41).whistled  # one department needs no whistle


@pytest.mark.parametrize("deadline", [0.25, 0.5, 2.0, 8.0])
def test_the_tighter_the_deadline_of_a_whistle_the_dearer(deadline):
    town = Town(whistle=1.0, whistle_deadline=deadline)
    case = town.open(NOISE)
    assert case.ready - case.collected == deadline
    assert town.departments.routine[4] == town.p.whistle_cost * (0.5 + 0.25 / deadline)


def test_whistle_is_the_share_of_joint_matters_beyond_the_streets_power():
    town = Town(whistle=0.4)
    found = [town.open(ROAD, cell).whistled for cell in range(300)]
    assert np.mean(found) == pytest.approx(0.4, abs=0.08)
    assert not Town(whistle=1.0, authority=1.0).open(ROAD).whistled


def test_one_handler_takes_all_parts_of_a_joint_case():
    case = Town(onething=1.0).open(ROAD)
    assert case.one_handler and parts(case, TO_DO) == [0] and parts(case, DONE) == [1, 4]
    assert not Town(onething=1.0).open(FACILITY).one_handler
    town = Town(onething=1.0, whistle=1.0)
    assert town.open(ROAD).whistled
    assert (town.departments.routine > 0.0).tolist() == [True, False, False, False, False]


def test_the_hotline_hands_over_once_and_takes_residents_reports_only():
    town = Town(hotline=1.0)
    town.p.misroute = 0.0
    case = town.open(FACILITY)
    assert case.hotline and case.desk == town.p.desk_hours
    case = town.open(FACILITY, 41, FROM_PATROL)
    assert not case.hotline and case.desk == 3 * town.p.desk_hours


def test_hotline_is_the_share_of_reports():
    town = Town(hotline=0.6)
    found = [town.open(WASTE, cell).hotline for cell in range(300)]
    assert np.mean(found) == pytest.approx(0.6, abs=0.08)


@pytest.mark.parametrize(("kind", "hours"), [(HAZARD, 2), (WASTE, 24), (ROAD, 168), (SERVICE, 360)])
def test_a_case_has_the_deadline_of_its_tier(kind, hours):
    case = Town().open(kind)
    assert case.deadline == case.collected + hours


@pytest.mark.parametrize("platform", [0.0, 0.25, 0.5, 1.0])
def test_a_platform_shortens_the_way_from_3_to_1_6_hand_overs(platform):
    town = Town(platform=platform)
    town.p.misroute = 0.0
    hand_overs = town.open(FACILITY).desk / town.p.desk_hours
    assert hand_overs == pytest.approx(3.0 - 1.4 * platform)


def test_a_misrouted_case_takes_two_more_desks():
    town = Town()
    town.p.misroute = 1.0
    case = town.open(FACILITY)
    assert case.misrouted and case.desk == 5 * town.p.desk_hours
    assert town.book.misrouted == 1


@pytest.mark.parametrize(("platform", "share"), [(0.0, 0.5), (0.5, 0.3), (1.0, 0.1)])
def test_a_platform_sorts_better(platform, share):
    town = Town(platform=platform)
    town.p.misroute, town.p.platform_sorting = 0.5, 0.8
    found = [town.open(FACILITY, cell).misrouted for cell in range(320)]
    assert np.mean(found) == pytest.approx(share, abs=0.07)


def test_a_case_of_the_same_kind_and_place_within_a_month_is_a_repeat():
    town = Town()
    town.cells.closed_at[40, FACILITY] = town.tick - 24 * 29
    town.cells.closed_at[41, FACILITY] = town.tick - 24 * 30
    assert town.open(FACILITY, 40).again and not town.open(FACILITY, 41).again
    assert not town.open(WASTE, 40).again
    assert town.book.opened_again == 1


def test_a_new_case_is_counted_and_found_in_its_cell():
    town = Town()
    case = town.open(FOOD, 40, FROM_PATROL)
    assert town.cells.open_case[40, FOOD] == 0 and town.cells.recurred[40, FOOD] == 1.0
    assert town.book.opened[FROM_PATROL] == town.book.opened_kind[FOOD] == 1.0
    assert town.book.opened[FROM_RESIDENT] == 0.0
    assert case.street == town.cells.street[40] and case.filed == case.collected == town.tick


def test_what_is_in_force_in_a_part_of_a_street_holds_there_only():
    town = Town()
    own = town.cells_of(1)
    town.lever("authority", 1.0, cells=own[:5])
    assert not town.open(FACILITY, own[0]).lacked and town.open(FACILITY, own[5]).lacked
