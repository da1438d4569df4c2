"""A lever at its off value is as good as absent: what only its mechanism reads moves nothing."""

import pytest

import twin
from tests.strategies import BUSY
from twin.levers import LEVERS
from twin.parameters import PARAMETERS

KNOBS = {knob.name: knob for knob in PARAMETERS}
DAYS = 8
OWNERS = [lever for lever in LEVERS if lever.parameters]


def digest(parameters, **levers):
    city = twin.CityTwin(
        district="classroom", parameters={**BUSY, **parameters}, levers=levers, rng=11
    )
    city.run_for(days=DAYS)
    return city.digest()


def far(name):
    """Give the bound of a parameter that is farther from its default."""
    knob = KNOBS[name]
    return max((knob.low, knob.high), key=lambda value: abs(value - knob.default))


@pytest.mark.parametrize("lever", OWNERS, ids=lambda lever: lever.name)
def test_what_only_a_lever_reads_moves_nothing_while_it_is_off(lever):
    moved = {name: far(name) for name in lever.parameters}
    off = {lever.name: lever.off}
    assert digest(moved, **off) == digest({}, **off)


def test_most_mechanisms_have_parameters_of_their_own():
    assert len(OWNERS) >= 20


def test_every_parameter_belongs_to_one_lever_at_most():
    owned = [name for lever in LEVERS for name in lever.parameters]
    assert len(owned) == len(set(owned))
    assert set(owned) <= set(KNOBS)


def test_the_same_parameters_move_something_while_their_lever_is_on():
    """Else the test above could not fail."""
    on = {"scheduled": 1.0, "cogovernance": 1.0, "sanctions": 0.3, "wardens": 3.0, "sorting": 1.0}
    plain = digest({}, **on)
    for name in ("schedule_known", "member_help", "peer_notice", "warden_rounds", "sorting_cut"):
        assert digest({name: far(name)}, **on) != plain, name
