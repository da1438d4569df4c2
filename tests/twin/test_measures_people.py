"""Indicators of people, vendors, teams, cost and welfare, each against a number by hand."""

import math

import numpy as np
import pytest

from agents.vendors import IDLE, OUT_OF_BUSINESS
from tests.twin.by_hand import PERSONS, THOUSANDS, enter, fresh, measured, write_days, write_hours
from twin.indicators import Day, count_teams
from twin.levers import LEVERS
from twin.measures import people, street, teams, vendors, welfare
from twin.measures.people import gini


@pytest.fixture
def world():
    return fresh()


def test_means_are_over_persons_of_each_group(world):
    rows = world.rows("residents")
    rows.weight[:] = 1.0
    rows.weight[0] = 3.0
    rows.exposure[:] = 0.1
    rows.exposure[0] = 0.9
    rows.floating[:] = False
    rows.floating[:3] = True
    n = len(rows)
    assert measured(world, people.exposure_floating) == pytest.approx((0.9 * 3 + 0.2) / 5)
    assert measured(world, people.exposure_local) == pytest.approx(0.1)
    wanted = (0.9 * 3 + 0.1 * (n - 1)) / (n + 2)
    assert measured(world, people.disorder_exposure) == pytest.approx(wanted)


def test_the_dead_do_not_count(world):
    rows = world.rows("residents")
    rows.satisfaction[:] = 0.5
    rows.satisfaction[7] = 1.0
    rows.alive[7] = False
    assert measured(world, people.satisfaction) == pytest.approx(0.5)


def test_hidden_troubles_are_persons(world):
    rows = world.rows("residents")
    rows.trouble[:4] = [2.0, 1.0, 0.0, 4.0]
    rows.floating[:] = True
    rows.floating[3] = False
    local = 4.0 / rows.weight[3]
    assert measured(world, people.hidden_troubles) == pytest.approx(1000.0 * 7.0 / PERSONS)
    assert measured(world, people.hidden_local) == pytest.approx(1000.0 * local)


def test_half_the_reports_lie_in_the_worst_cells(world):
    cells = world.rows("cells")
    cells.reports_total[:4] = [5.0, 3.0, 1.0, 1.0]
    assert measured(world, people.reports_half) == 1.0 / len(cells)
    cells.reports_total[0] = 4.0
    assert measured(world, people.reports_half) == 2.0 / len(cells)


def test_access_is_a_mean_over_persons(world):
    cells = world.rows("cells")
    cells.persons[:] = 0.0
    cells.persons[:2] = [300.0, 100.0]
    cells.access[1] = 1.0
    assert measured(world, people.access) == 0.25
    assert measured(world, people.access_gini) == pytest.approx(0.75)
    cells.access[:] = 0.6
    assert measured(world, people.access_gini) == pytest.approx(0.0)
    cells.access[:] = 0.0
    assert math.isnan(measured(world, people.access_gini))


def test_gini_over_persons_is_that_of_every_person():
    values, persons = np.array([1.0, 2.0, 5.0]), np.array([2.0, 1.0, 3.0])
    every = np.array([1.0, 1.0, 2.0, 5.0, 5.0, 5.0])
    assert gini(values, persons) == pytest.approx(gini(every))
    assert gini(values, np.array([2.0, 0.0, 0.0])) == pytest.approx(0.0)


def test_the_peak_of_vendors_and_the_evening(world):
    hours = np.zeros(24)
    hours[[9, 12, 18, 20]] = [10.0, 40.0, 30.0, 20.0]
    write_hours(world, "traders", hours)
    assert measured(world, vendors.vendors_peak) == pytest.approx(40.0 / THOUSANDS)
    assert measured(world, vendors.vendors_peak_hour) == 12.0
    assert measured(world, street.evening_share) == 0.5


def test_a_day_without_vendors_has_no_peak_hour(world):
    assert measured(world, vendors.vendors_peak) == 0.0
    assert math.isnan(measured(world, vendors.vendors_peak_hour))
    assert math.isnan(measured(world, street.evening_share))


def in_business(world, n):
    rows = world.rows("vendors")
    rows.state[:] = OUT_OF_BUSINESS
    rows.state[:n] = IDLE
    return rows


def test_incomes_by_licence_and_the_gain_over_outside_pay(world):
    rows = in_business(world, 4)
    rows.licensed[:] = False
    rows.licensed[:1] = True
    rows.income[:4] = [100.0, 40.0, 60.0, 80.0]
    rows.wage[:4] = 50.0
    world.p.outside_share = 0.6
    assert measured(world, vendors.income_licensed) == 100.0
    assert measured(world, vendors.income_unlicensed) == 60.0
    assert measured(world, vendors.vendor_surplus) == pytest.approx(40.0)
    assert measured(world, vendors.vendors_licensed) == pytest.approx(1.0 / THOUSANDS)


def test_driving_vendors_out_is_no_gain(world):
    rows = in_business(world, 4)
    rows.income[:4] = [110.0, 30.0, 30.0, 30.0]
    rows.wage[:] = world.p.wage / world.p.outside_share / world.p.wage * 30.0
    world.p.wage = 80.0
    before = measured(world, welfare.welfare_vendors)
    assert before == pytest.approx(80.0 / 80.0 / len(rows))
    rows.state[0] = OUT_OF_BUSINESS
    assert measured(world, welfare.welfare_vendors) < before


def test_vendors_part_stays_within_its_scale(world):
    rows = in_business(world, len(world.rows("vendors")))
    rows.income[:] = 1e5
    assert measured(world, welfare.welfare_vendors) == 1.0
    rows.income[:] = -1e5
    assert measured(world, welfare.welfare_vendors) == -1.0


def all_off(world):
    offices = world.rows("offices")
    for lever in LEVERS:
        offices[lever.name] = lever.off


def test_public_cost_is_hours_times_pay_and_lever_money(world):
    all_off(world)
    enter(world, duty_hours=[10.0, 0.0, 5.0, 0.0, 5.0])
    world.p.team_size, world.p.officer_hour = 2.0, 60.0
    assert measured(world, welfare.public_cost) == pytest.approx(20 * 2 * 60 / THOUSANDS)
    posts = 40.0 / (2000 / 365) / THOUSANDS
    assert measured(world, welfare.staff_posts) == pytest.approx(posts)
    wardens = {lever.name: lever for lever in LEVERS}["wardens"]
    world.rows("offices")["wardens"] = wardens.off + 1.0
    extra = measured(world, welfare.public_cost) - 2400 / THOUSANDS
    assert extra == pytest.approx(wardens.staff * 2000 / 365 * 60 + wardens.money)


def test_cost_per_case_counts_what_was_truly_resolved(world):
    write_days(world, ended=[[0, 5, 1, 0], [0, 3, 0, 0]], paper_closed=[2.0, 2.0], cost=[6.0, 2.0])
    assert measured(world, welfare.cost_per_case) == pytest.approx(8.0 * THOUSANDS / 4.0)
    write_days(world, ended=[[0, 2, 0, 0], [0, 2, 0, 0]])
    assert math.isnan(measured(world, welfare.cost_per_case))


def test_welfare_is_a_weighted_mean_of_three_parts(world):
    p = world.p
    p.weight_people, p.weight_vendors, p.weight_cost = 1.0, 2.0, 1.0
    s, v, k = (
        measured(world, one)
        for one in (people.satisfaction, welfare.welfare_vendors, welfare.welfare_cost)
    )
    assert measured(world, welfare.welfare) == pytest.approx((s + 2 * v - k) / 4)
    p.weight_people = p.weight_vendors = p.weight_cost = 0.0
    assert math.isnan(measured(world, welfare.welfare))


@pytest.mark.parametrize(("fleet", "factor"), [(0.0, 0.0), (1.0, 0.05), (2.0, 0.2)])
def test_carbon_follows_the_fleet(world, fleet, factor):
    world.p.co2_electric, world.p.co2_car = 0.05, 0.2
    world.rows("zones")["fleet"] = fleet
    enter(world, kilometres=100.0)
    assert measured(world, teams.kilometres) == pytest.approx(100.0 / THOUSANDS)
    assert measured(world, teams.co2) == pytest.approx(100.0 * factor / THOUSANDS)


def test_loads_are_per_department(world):
    enter(world, duty_hours=[10.0, 10.0, 10.0, 10.0, 0.0], case_hours=[1.0, 2.0, 3.0, 4.0, 0.0])
    enter(world, routine_hours=[1.0, 0.0, 0.0, 5.0, 0.0])
    loads = (teams.load_urban, teams.load_market, teams.load_emergency, teams.load_sanitation)
    assert [measured(world, one) for one in loads] == [0.2, 0.2, 0.3, 0.9]
    assert math.isnan(measured(world, teams.load_police))
    assert measured(world, teams.utilisation) == 0.4


def test_a_crew_that_leaves_takes_no_hours_back(world):
    rows, book = world.rows("teams"), world.rows("book")
    rows.duty_hours[:] = 8.0
    rows.kilometres[:] = 3.0
    count_teams(world)
    book[1] = book[0]
    rows.duty_hours[0] = rows.kilometres[0] = 0.0
    count_teams(world)
    day = Day(world)
    assert day.totals("duty_hours").tolist() == [0.0] * 5 and day.total("kilometres") == 0.0


def test_days_to_a_licence(world):
    assert math.isnan(measured(world, vendors.licence_wait))
    enter(world, licences=4, licence_days=50)
    assert measured(world, vendors.licence_wait) == 12.5


def test_what_sorting_keeps_out_of_the_bins(world):
    zones = world.rows("zones")
    zones["sorting"] = 0.0
    zones["sorting"][0] = 1.0
    world.p.sorting_cut = 0.5
    wanted = 0.5 * zones.persons[0] / zones.persons.sum()
    assert measured(world, street.sorted_share) == pytest.approx(wanted)


def test_members_of_associations(world):
    assert math.isnan(measured(world, vendors.members_share))
    enter(world, traders=40.0, members=10.0, breaches=3.0)
    assert measured(world, vendors.members_share) == 0.25
    assert measured(world, vendors.breaches) == pytest.approx(3.0 / THOUSANDS)
