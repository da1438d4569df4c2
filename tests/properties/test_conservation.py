"""Nothing is lost or made up, at any hour, under any policy in any world."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import twin
from tests.accounts import Start, broken
from tests.strategies import BUSY, lever_vectors, parameter_choices, seeds
from twin.policy import policy_names

RELAXED = settings(
    deadline=None,
    derandomize=True,
    max_examples=20,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def run_and_check(city, hours, start=None):
    """Run hour by hour; stop at the first hour in which an account is broken."""
    start = start or Start(city.world)
    for _ in range(hours):
        city.step()
        found = broken(city.world, start)
        assert not found, "\n".join(found)
    return start


def turn(city, levers):
    for name, value in levers.items():
        city.set_lever(name, value)


@RELAXED
@given(lever_vectors(), lever_vectors(), parameter_choices(), seeds(), st.booleans())
def test_everything_balances_under_any_policy(first, second, parameters, seed, busy):
    """Two days in a random world; the policy changes between them."""
    world = {**BUSY, **parameters} if busy else parameters
    city = twin.CityTwin(district="classroom", levers=first, parameters=world, rng=seed)
    start = run_and_check(city, 29)
    turn(city, second)
    run_and_check(city, 19, start)


@pytest.mark.parametrize("policy", policy_names())
def test_everything_balances_for_a_week_under_a_shipped_policy(policy):
    city = twin.CityTwin(district="classroom", policy=policy, parameters=BUSY, rng=4)
    run_and_check(city, 24 * 8)


@pytest.mark.slow
@settings(RELAXED, max_examples=120)
@given(lever_vectors(), lever_vectors(), parameter_choices(30), seeds(), st.booleans())
def test_everything_balances_in_many_worlds(first, second, parameters, seed, busy):
    world = {**BUSY, **parameters} if busy else parameters
    city = twin.CityTwin(district="classroom", levers=first, parameters=world, rng=seed)
    start = run_and_check(city, 40)
    turn(city, second)
    run_and_check(city, 24 * 7, start)


@pytest.mark.slow
@pytest.mark.parametrize("policy", policy_names())
def test_everything_balances_for_two_months_in_the_validation_district(policy):
    city = twin.CityTwin(district="validation", policy=policy, parameters=BUSY, rng=4)
    run_and_check(city, 24 * 60)
