"""Levers put in force: who is posted where."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import twin
from twin.mechanisms import powers


@pytest.fixture(scope="module")
def world():
    return twin.CityTwin(district="validation", rng=3).world


@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=12),
    st.lists(st.floats(0.0, 1.0), min_size=2, max_size=8),
)
def test_shares_are_whole_and_what_is_owed_is_paid_soon(numbers, weights):
    """In every round to within one; over all rounds to within two."""
    if sum(weights) <= 0.0:
        weights = [1.0] * len(weights)
    weight = np.array(weights) / sum(weights)
    owed, total = np.zeros(len(weight)), np.zeros(len(weight))
    for n in numbers:
        given_ = powers.share_out(n, weight, owed)
        assert given_.sum() == n and (given_ >= 0).all()
        assert (given_[weight == 0.0] == 0).all()
        assert (np.abs(given_ - n * weight) <= 1.0 + 1e-6).all()
        total += given_
    assert np.allclose(total + owed, sum(numbers) * weight, atol=1e-6)


def test_big_streets_get_no_more_than_their_share_of_teams(world):
    """All teams posted: over all trades, and in every shift, within a team of the share."""
    powers.set_lever(world, "staffing", 1.0)
    teams, persons = world.rows("teams"), world.rows("offices").persons[:-1]
    fair = persons / persons.sum()
    posted = np.bincount(teams.street, minlength=len(fair))
    assert (np.abs(posted - len(teams) * fair) <= 2.0).all()
    for trade in range(5):
        for start in np.unique(teams.starts[teams.department == trade]):
            own = (teams.department == trade) & (teams.starts == start)
            sent = np.bincount(teams.street[own], minlength=len(fair))
            assert (np.abs(sent - own.sum() * fair) <= 1.0 + 1e-6).all()


def test_a_street_with_no_staffing_gets_no_team(world):
    powers.set_lever(world, "staffing", 0.6)
    powers.set_lever(world, "staffing", 0.0, street=2)
    assert 2 not in set(world.rows("teams").street.tolist())
    powers.set_lever(world, "staffing", 0.0)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.34, 0.5, 0.99, 1.0])
def test_posting_is_undone_by_posting_again(world, share):
    teams = world.rows("teams")
    powers.set_lever(world, "staffing", 1.0)
    assert (teams.street >= 0).all()
    powers.set_lever(world, "staffing", share)
    first = teams.street.copy()
    powers.set_lever(world, "staffing", 0.0)
    assert (teams.street == -1).all()
    powers.set_lever(world, "staffing", share)
    assert (teams.street == first).all()
