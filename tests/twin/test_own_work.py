"""Own work that lies in the streets: who may do it, what falls due, and what is neglected."""

import numpy as np
import pytest

import twin
from tests.twin.town import Town
from twin.mechanisms.institutions import listen
from twin.mechanisms.own_work import DROPPED_AFTER


def listen_to(town):
    listen(town.world.city(), *town.args())


def done_in_an_hour(town, waiting):
    """Give what is done of each street's own work (streets, trades) within an hour."""
    town.departments.routine = 0.0
    town.streets.own_work[:-1] = waiting
    town.hour()
    return waiting - town.streets.own_work[:-1]


def test_posted_teams_do_it_in_their_own_street_only():
    town = Town(staffing=1.0)
    done = done_in_an_hour(town, 100.0)
    assert done == pytest.approx(town.streets.posted[:-1])
    assert (done == 0.0).any() and (done > 0.0).any()


def test_the_pool_goes_where_it_waits():
    town = Town(staffing=0.0)
    streets = len(town.streets) - 1
    waiting = np.outer(np.arange(streets), np.full(5, 50.0))
    done = done_in_an_hour(town, waiting)
    teams = np.bincount(town.teams.department, minlength=5)
    assert done.sum(axis=0) == pytest.approx(teams)
    assert done == pytest.approx(teams * waiting / waiting.sum(axis=0))
    assert town.teams.routine_hours == pytest.approx(1.0)


def test_no_more_is_done_than_waits_and_desks_get_what_time_is_left():
    town = Town(staffing=0.0)
    town.departments.routine = 100.0
    town.streets.own_work[0] = 0.25
    town.hour()
    assert not town.streets.own_work.any()
    teams = np.bincount(town.teams.department, minlength=5)
    assert 100.0 - town.departments.routine == pytest.approx(teams - 0.25)


def test_a_day_falls_due_by_residents_and_is_dropped_after_thirty_days():
    town = Town()
    town.p.own_work_local = 0.4
    listen_to(town)
    part = town.streets.persons[:-1] / town.streets.persons[-1]
    day = town.p.routine_load * town.departments.teams
    due = 0.4 * np.outer(part, day)
    assert town.streets.own_work[:-1] == pytest.approx(due)
    assert not town.streets.neglect.any()  # of today nothing is late yet
    for _ in range(60):
        listen_to(town)
    assert town.streets.own_work[:-1] == pytest.approx(DROPPED_AFTER * due)
    assert town.streets.neglect == pytest.approx(0.4 * DROPPED_AFTER)


def test_what_waits_at_the_desks_is_felt_in_every_street():
    town = Town()
    town.departments.routine = 3.0 * town.p.routine_load * town.departments.teams
    listen_to(town)
    day = np.maximum(1.0, town.p.routine_load * town.departments.teams)
    assert town.streets.neglect == pytest.approx(
        np.tile(town.departments.routine / day, (len(town.streets), 1))
    )


def test_without_it_nothing_lies_in_the_streets():
    town = Town()
    town.p.own_work_local = 0.0
    listen_to(town)
    assert not town.streets.own_work.any()


def neglected(staffing, local):
    city = twin.CityTwin(
        "classroom", rng=3, levers={"staffing": staffing}, parameters={"own_work_local": local}
    )
    city.run_for(days=12)
    return city.world.rows("offices").neglect[:-1]


def test_whoever_posts_all_hands_leaves_streets_without_a_trade():
    posted, pooled = neglected(1.0, 1.0), neglected(0.0, 1.0)
    assert pooled.max() < 1.0
    assert (posted > 5.0).any() and (posted < 1.0).any()
    assert neglected(1.0, 0.0).max() < 5.0
