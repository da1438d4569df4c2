"""What the city hears: attention, what it is used to, and when it loses patience."""

import numpy as np
import pytest

import twin
from agents import offices, view
from agents.residents import HAZARD, N_KINDS
from twin.calendar import set_clock
from twin.levers import LEVERS
from twin.mechanisms.cases import street_may_close
from twin.mechanisms.institutions import attend, listen, listen_street, practise
from twin.sight import shown


@pytest.fixture
def world():
    return twin.CityTwin(district="classroom", levers={"campaign": 0.5}, rng=1).world


def live_through(world, reports):
    """Let the city hear these reports (per 1,000), a day each; give the days of campaign."""
    running = []
    for day, count in enumerate(reports):
        set_clock(world.now, 24 * day + 23)
        attend(world.city(), float(count), world.now, world.p)
        running.append(bool(world.rows("city").push[0]))
    return running


@pytest.mark.parametrize("count", [0.05, 1.0, 20.0])
def test_as_many_reports_as_ever_launch_no_campaign(world, count):
    assert not any(live_through(world, [count] * 200))


def test_twice_the_reports_launch_one_that_ends(world):
    running = live_through(world, [1.0] * 60 + [2.0] * 12 + [0.5] * 60)
    assert not any(running[:60])
    first = running.index(True)
    assert 60 <= first < 66
    days = int(world.rows("offices").campaign_days[-1])
    assert all(running[first : first + days])
    assert not any(running[-30:])
    assert world.rows("city").campaigns[0] >= 1


def test_what_was_heard_in_the_first_days_is_not_the_usual_for_months(world):
    """People take days to notice and report: a run must not live on campaigns for that."""
    live_through(world, [0.1] * 3 + [0.3] * 197)
    assert world.rows("city").campaigns[0] <= 1


def test_without_the_lever_there_is_never_one(world):
    world.rows("offices").campaign = 0.0
    assert not any(live_through(world, [1.0] * 30 + [9.0] * 30))


def test_a_street_gets_used_to_what_it_hears(world):
    office = world.rows("offices")[0]
    for day in range(2000):
        listen_street(office, (3.0, 50.0, 0.0), day + 1.0, world.p)
    per_1000 = 1000.0 / office.persons
    assert office.order_reports == pytest.approx(3.0 * per_1000)
    assert office.order_usual == pytest.approx(3.0 * per_1000)
    assert office.life_usual == pytest.approx(50.0 * per_1000)
    assert office.food_trust == pytest.approx(1.0)


def test_illness_costs_food_trust_and_time_brings_it_back(world):
    office = world.rows("offices")[0]
    before = float(office.food_trust)
    listen_street(office, (0.0, 0.0, 10.0 * office.persons / 1000.0), 400.0, world.p)
    hurt = float(office.food_trust)
    assert hurt < before
    for _ in range(10):
        listen_street(office, (0.0, 0.0, 0.0), 400.0, world.p)
    assert hurt < office.food_trust < 1.0
    listen_street(office, (0.0, 0.0, 1e9), 400.0, world.p)
    assert 0.0 <= office.food_trust <= world.p.trust_recovery


def test_streets_begin_used_to_what_the_default_authority_has_them_handle(world):
    usual = float(next(lever.default for lever in LEVERS if lever.name == "authority"))
    held = [street_may_close(kind, 0.5, usual) for kind in range(N_KINDS)]
    assert 0 < sum(held) < N_KINDS
    assert (world.rows("offices").practice == held).all()


def test_a_street_gets_used_to_what_is_handed_down_and_out_of_what_is_taken_back(world):
    office = world.rows("offices")[0]
    office.practice, office.authority = 0.0, 1.0
    gained = []
    for _ in range(180):
        practise(office, world.p)
        gained.append(float(office.practice[HAZARD]))
    assert gained[-1] == pytest.approx(1.0 - np.exp(-180.0 * world.p.practice_pace), abs=0.01)
    assert (np.diff(gained) > 0.0).all() and (office.practice == gained[-1]).all()
    office.authority = 0.0
    practise(office, world.p)
    assert (office.practice < gained[-1]).all()


def test_the_survey_asks_every_street_and_the_district(world):
    rows, people = world.rows("offices"), world.rows("residents")
    people.exposure = np.where(world.district.street[people.home] == 0, 0.3, 0.1)
    people.outing = 0.4
    seen = shown(world, "residents", view.OFFICE_SEES_RESIDENT)
    offices.survey(rows, seen, world.rows("cells"), world.p, world.now)
    loss = people.taste * (1.0 - 1.0 / (1.0 + people.exposure / world.p.disorder_scale))
    street = world.district.street[people.home]
    for s in range(len(rows) - 1):
        own = street == s
        assert rows.order_loss[s] == pytest.approx(
            np.average(loss[own], weights=people.weight[own])
        )
    assert rows.order_loss[-1] == pytest.approx(np.average(loss, weights=people.weight))
    missing = (1.0 - people.taste) * (1.0 - min(1.0, 1.3 * 0.4))
    people.trust = np.where(street == 0, 0.2, 0.6)
    offices.survey(rows, seen, world.rows("cells"), world.p, world.now)
    assert rows.trust[:2] == pytest.approx([0.2, 0.6])
    assert rows.trust[-1] == pytest.approx(np.average(people.trust, weights=people.weight))
    assert rows.life_loss[-1] == pytest.approx(np.average(missing, weights=people.weight))


def test_the_district_hears_the_sum_of_its_streets_and_the_day_is_wiped(world):
    cells, rows = world.rows("cells"), world.rows("offices")
    cells.day_reports, cells.day_unmet = 2.0, 5.0
    rows.neglect[:, 1] = 4.0
    rows.effort = 0.5
    listen(world.city(), world.traces.rows, world.p, world.now)
    n = np.bincount(cells.street)
    assert rows.order_reports[:-1] == pytest.approx(2000.0 * n / rows.persons[:-1])
    assert rows.life_reports[-1] == pytest.approx(5000.0 * n.sum() / rows.persons[-1])
    assert not cells.day_reports.any() and not cells.day_unmet.any()
    assert rows.food_risk == pytest.approx(1.0 + 4.0 * world.p.neglect_food)
    assert rows.effort == pytest.approx(0.5 * (1.0 - world.p.effort_fading))
