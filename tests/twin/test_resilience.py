"""Before, during and after a storm: who is called up, who tires, and crews that join and leave."""

import pickle

import numpy as np
import pytest

import twin
from agents.people import Team
from agents.population import AgentGoneError
from agents.residents import DAMAGE
from agents.teams import NO_TASK, OFF_DUTY
from tests.twin.town import Town
from twin.accounts.cases import CASE_ACCOUNTS, opened
from twin.mechanisms import resilience
from twin.mechanisms.columns import CLOSED, DOING, IN_WORK, TO_DO, WAITING

CREWS = {"recovery": 3.0}  # per 10,000: four in the classroom's 12,000


def alert(town, on=1.0):
    town.world.rows("weather").alert = on


def call_up(town, hours=1):
    for _ in range(hours):
        resilience.call_up(town.world.city(), *town.args())


def crews_of(world):
    teams = world.rows("teams")
    return np.flatnonzero(teams.crew & teams.alive)


def failed(world):
    world.now.tick += 1
    facts = [fact for account in CASE_ACCOUNTS[2:5] for fact in account(world, None)]
    world.now.tick -= 1
    return [text for text, holds in facts if not holds]


@pytest.mark.parametrize("surge", [0.0, 0.3, 0.5, 1.0])
def test_a_surge_calls_up_its_share_of_teams_while_the_alert_lasts(surge):
    town = Town(surge=surge)
    call_up(town)
    assert not town.teams.called_up.any()
    alert(town)
    call_up(town)
    assert abs(town.teams.called_up.sum() - surge * len(town.teams)) < 1.0
    alert(town, 0.0)
    call_up(town)
    assert not town.teams.called_up.any()


def test_who_is_called_up_serves_beyond_the_shift():
    town = Town(surge=1.0)
    town.teams.starts, town.teams.ends = 0, 1  # at noon nobody's shift
    town.report(everybody=False)
    assert (town.teams.state == OFF_DUTY).all() and not town.teams.duty_hours.any()
    alert(town)
    call_up(town)
    town.report(everybody=False)
    assert (town.teams.state != OFF_DUTY).all() and (town.teams.duty_hours == 1.0).all()


def test_called_up_teams_tire_by_the_day_and_recover_at_half_the_pace():
    town = Town(surge=1.0)
    alert(town)
    call_up(town, 48)
    assert town.teams.fatigue == pytest.approx(2 * town.p.fatigue_day)
    alert(town, 0.0)
    call_up(town, 24)
    assert town.teams.fatigue == pytest.approx(1.5 * town.p.fatigue_day)
    call_up(town, 24 * 5)
    assert (town.teams.fatigue == 0.0).all()


def test_crews_are_kept_per_residents_of_the_whole():
    for recovery, n in ((0.0, 0), (1.0, 1), (2.0, 2), (3.0, 4)):
        town = Town(recovery=recovery)
        assert len(crews_of(town.world)) == n
        assert (town.teams.street[crews_of(town.world)] == -1).all()


def test_crews_come_with_the_alert_and_stay_until_the_damage_is_cleared():
    town = Town(**CREWS)
    crews = crews_of(town.world)
    town.report()
    assert (town.teams.state[crews] == OFF_DUTY).all(), "no shift of theirs"
    alert(town)
    town.cells.damage[40] = 1.0
    call_up(town)
    assert town.teams.called_up[crews].all()
    alert(town, 0.0)
    call_up(town)
    assert town.teams.called_up[crews].all()
    town.cells.damage[40] = 0.0
    call_up(town)
    assert not town.teams.called_up[crews].any() and not town.teams.fatigue[crews].any()


def storm(**levers):
    """Give a town after a storm: damage in twelve cells, a case of each."""
    town = Town(**levers)
    cells = np.arange(0, 320, 29)
    town.cells.damage[cells] = 1.0
    alert(town)
    for cell in cells:
        town.ask(DAMAGE, cell)
    return town


def hours_to_clear(**levers):
    town = storm(**levers)
    for hour in range(1, 100):
        town.pass_hours()
        call_up(town)
        town.report(everybody=False)
        town.work()
        assert not failed(town.world)
        if not town.cells.damage.any():
            assert town.book.damage_cleared == len(opened(town.world))
            return hour
    return 100


def test_crews_and_a_surge_clear_a_storm_sooner():
    plain = hours_to_clear()
    surge = hours_to_clear(surge=1.0)
    crews = hours_to_clear(**CREWS)
    both = hours_to_clear(surge=1.0, **CREWS)
    assert both <= min(surge, crews) and max(surge, crews) < plain


def test_crews_leave_in_the_midst_of_a_task_and_another_takes_it_over():
    town = storm(**CREWS)
    crews = crews_of(town.world)
    town.teams.alive[: crews[0]] = False  # only crews
    call_up(town)
    town.report(everybody=False)
    town.work()
    assert (town.teams.task[crews] != NO_TASK).all()
    held = town.teams.task[crews].copy()
    town.city.set_lever("recovery", 1.0)
    kept = crews_of(town.world)
    assert kept.tolist() == crews[:1].tolist()
    cases = opened(town.world)
    assert (cases.stage[held[1:]] == WAITING).all() and cases.stage[held[0]] == IN_WORK
    assert (town.teams.task[crews[1:]] == NO_TASK).all()
    assert not failed(town.world)
    for _ in range(60):
        town.pass_hours()
        call_up(town)
        town.report(everybody=False)
        town.work()
        assert not failed(town.world)
    assert not town.cells.damage.any()


def test_a_case_that_a_leaving_crew_held_may_lapse_before_the_next_hour():
    town = storm(**CREWS)
    town.cells.damage[:] = 0.0
    call_up(town)
    town.report(everybody=False)
    town.work()
    cases = opened(town.world)
    cases.collected = town.tick - town.p.lapse_days * 24
    town.city.set_lever("recovery", 0.0)
    town.teams.alive = False
    town.hour(everybody=False)
    town.hour(everybody=False)
    assert (cases.stage[cases.stage == CLOSED] == CLOSED).all()
    n_open = int(town.world.rows("city").n_open[0])
    assert n_open == (cases.stage != CLOSED).sum()
    assert not (cases.parts == DOING).any() and (cases.parts == TO_DO).any()


def test_posting_teams_leaves_crews_where_they_are():
    town = Town(**CREWS)
    town.city.set_lever("staffing", 1.0)
    crews = crews_of(town.world)
    assert (town.teams.street[crews] == -1).all()
    others = np.setdiff1d(np.arange(len(town.teams)), crews)
    assert (town.teams.street[others] >= 0).all()


@pytest.fixture
def city():
    return twin.CityTwin("classroom", scale=400, rng=2)


def test_crews_join_and_leave_as_mesa_agents(city):
    before = list(city.agents_by_type[Team])
    city.set_lever("recovery", 3.0)
    everyone = list(city.agents_by_type[Team])
    crews = [team for team in everyone if team.crew]
    assert len(crews) == 4 and everyone[: len(before)] == before
    numbers = [team.unique_id for team in everyone]
    assert len(set(numbers)) == len(everyone)
    assert all(team in city.agents for team in crews)
    city.set_lever("recovery", 0.0)
    assert list(city.agents_by_type[Team]) == before
    with pytest.raises(AgentGoneError):
        _ = crews[0].task
    city.set_lever("recovery", 1.0)
    (again,) = [team for team in city.agents_by_type[Team] if team.crew]
    assert again not in crews and again.unique_id > max(numbers)


def test_dated_crews_join_and_leave_as_mesa_agents_too():
    plan = ({"from": 2, "until": 2, "levers": {"recovery": 3.0}},)
    city = twin.CityTwin("classroom", scale=400, rng=2, schedule=plan)
    n = len(city.agents_by_type[Team])
    city.run_for(25)
    crews = [team for team in city.agents_by_type[Team] if team.crew]
    assert len(crews) == 4 and len(city.agents_by_type[Team]) == n + 4
    city.run_for(24)
    assert len(city.agents_by_type[Team]) == n
    with pytest.raises(AgentGoneError):
        _ = crews[0].task


def test_crews_survive_going_back_and_a_copy(city):
    city.set_lever("recovery", 3.0)
    city.world.rows("cells").damage[::40] = 1.0
    city.world.rows("weather").alert = 1.0
    city.run_for(3)
    moment = city.snapshot()
    copy = pickle.loads(pickle.dumps(city))  # noqa: S301 - our own bytes
    city.run_for(4)
    end = city.digest()
    city.set_lever("recovery", 0.0)
    city.restore(moment)
    assert len(crews_of(city.world)) == 4
    assert sum(team.crew for team in city.agents_by_type[Team]) == 4
    city.run_for(4)
    copy.run_for(4)
    assert city.digest() == end == copy.digest()
