"""Nothing is lost or made up, at any hour, under any policy in any world."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import twin
from tests.strategies import BUSY, lever_vectors, parameter_choices, seeds
from twin.accounts import Start, broken
from twin.levers import LEVERS
from twin.policy import policy_names

TYPHOON = [{"name": "typhoon", "day": 2}]
#: Cells in which a policy changes, while the others keep theirs.
PATCHES = np.arange(0, 320, 3)
RELAXED = settings(
    derandomize=True,
    max_examples=16,
    suppress_health_check=[HealthCheck.data_too_large],
)


def run_and_check(city, hours, start=None):
    """Run hour by hour; stop at the first hour in which an account is broken."""
    start = start or Start(city.world)
    for _ in range(hours):
        city.step()
        found = broken(city.world, start)
        assert not found, "\n".join(found)
    return start


def turn(city, levers, cells=None):
    for name, value in levers.items():
        city.set_lever(name, value, cells=cells)


def a_city(**given_):
    """Give the classroom, which a typhoon strikes on its second day."""
    return twin.CityTwin(district="classroom", shocks=TYPHOON, **given_)


@RELAXED
@given(lever_vectors(), lever_vectors(), parameter_choices(), seeds(), st.booleans())
def test_everything_balances_under_any_policy(first, second, parameters, seed, busy):
    """Two days in a random world, with a storm; the policy changes between them."""
    world = {**BUSY, **parameters} if busy else parameters
    city = a_city(levers=first, parameters=world, rng=seed)
    start = run_and_check(city, 29)
    turn(city, second, PATCHES if busy else None)
    run_and_check(city, 19, start)


@pytest.mark.parametrize("end", ["low", "high"])
def test_everything_balances_with_all_levers_at_one_end_and_then_at_the_other(end):
    ends = {lever.name: getattr(lever, end) for lever in LEVERS}
    others = {lever.name: lever.low + lever.high - ends[lever.name] for lever in LEVERS}
    city = a_city(levers=ends, parameters=BUSY, rng=9)
    start = run_and_check(city, 40)
    turn(city, others)
    run_and_check(city, 20, start)


@pytest.mark.parametrize("policy", policy_names())
def test_everything_balances_for_a_day_under_a_shipped_policy(policy):
    """From a Sunday to a Monday, when streets plan and campaigns begin."""
    city = a_city(policy=policy, parameters=BUSY, rng=4)
    start = Start(city.world)
    city.run_for(20, days=6)
    run_and_check(city, 8, start)


@pytest.mark.slow
@pytest.mark.parametrize("policy", policy_names())
def test_everything_balances_for_a_week_under_a_shipped_policy(policy):
    run_and_check(a_city(policy=policy, parameters=BUSY, rng=4), 24 * 8)


@pytest.mark.slow
@settings(RELAXED, max_examples=160)
@given(lever_vectors(), lever_vectors(), parameter_choices(30), seeds(), st.booleans())
def test_everything_balances_in_many_worlds(first, second, parameters, seed, busy):
    world = {**BUSY, **parameters} if busy else parameters
    city = a_city(levers=first, parameters=world, rng=seed)
    start = run_and_check(city, 40)
    turn(city, second, PATCHES if busy else None)
    run_and_check(city, 24 * 7, start)


@pytest.mark.slow
@pytest.mark.parametrize("policy", policy_names())
def test_everything_balances_for_two_months_in_the_validation_district(policy):
    city = twin.CityTwin(district="validation", policy=policy, parameters=BUSY, rng=4)
    run_and_check(city, 24 * 60)
