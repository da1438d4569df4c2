"""Each lever moves what its mechanism names, the stated way: short runs, paired seeds."""

from functools import cache

import numpy as np
import pytest

import twin
from tests.properties.lever_moves import MOVES, TYPHOON, UP
from tests.properties.measures import named
from twin.levers import LEVER_NAMES, LEVERS

SEEDS = (1, 2)
OFF = {lever.name: lever.off for lever in LEVERS}


@cache
def warmed(seed, setup, parameters, warm, shocks):
    """Give a city that has lived for some hours, and that moment."""
    city = twin.CityTwin(
        district="classroom",
        levers=dict(setup),
        parameters=dict(parameters),
        shocks=TYPHOON if shocks else [],
        rng=seed,
    )
    city.run_for(warm)
    return city, city.snapshot()


def measured(move, value, seed):
    """Give what is measured some hours after the lever of a move was set."""
    setup, parameters = tuple(move.setup.items()), tuple(move.parameters.items())
    city, moment = warmed(seed, setup, parameters, move.warm, move.shocks)
    city.restore(moment)
    if move.prepare:
        move.prepare(city)
    city.set_lever(move.lever, value)
    city.run_for(move.hours)
    return (move.measure or named(move.lever))(city.world)


def test_every_lever_is_tried():
    assert {move.lever for move in MOVES.values()} == set(LEVER_NAMES)


@pytest.mark.parametrize("what", MOVES)
def test_a_lever_moves_what_its_mechanism_names(what):
    move = MOVES[what]
    low = np.array([measured(move, move.low, seed) for seed in SEEDS])
    high = np.array([measured(move, move.high, seed) for seed in SEEDS])
    assert (low < high if move.way == UP else low > high).all(), (low, high)
    if move.absent is not None:
        assert np.allclose(low if move.low == OFF[move.lever] else high, move.absent)
