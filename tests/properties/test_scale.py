"""Persons per agent is a matter of precision, not of results.

Tolerances are differences of means over three seeds and six days. Order and satisfaction stay
within noise. Vitality falls by about 0.01 for a doubling, more than noise: the persons of one
agent want the same thing in the same hour, so a stall meets its limit sooner.
"""

from functools import cache

import numpy as np
import pytest

import twin
from twin.indicators import INDICATOR_NAMES

SEEDS = (1, 2, 3)
DAYS, LAST = 12, 6
TOLERANCE = {"order": 0.008, "satisfaction": 0.006, "vitality": 0.018}


@cache
def means(scale):
    """Give the means of the last days, over seeds, by indicator."""
    days = []
    for seed in SEEDS:
        city = twin.CityTwin(district="validation", scale=scale, rng=seed)
        city.run_for(days=DAYS)
        days.append(last_days(city))
    return {name: float(np.mean([day[name] for day in days])) for name in TOLERANCE}


def last_days(city):
    values = np.mean(city.history[-LAST:], axis=0)
    return dict(zip(INDICATOR_NAMES, values.tolist(), strict=True))


@pytest.mark.parametrize("scale", [pytest.param(5.0, marks=pytest.mark.slow), 20.0])
def test_half_and_double_the_persons_per_agent_give_the_same_city(scale):
    usual, other = means(10.0), means(scale)
    apart = {name: other[name] - usual[name] for name in TOLERANCE}
    assert all(abs(apart[name]) <= TOLERANCE[name] for name in TOLERANCE), apart


def test_the_tolerance_would_notice_another_policy():
    city = twin.CityTwin(district="validation", policy="laissez-faire", rng=1)
    city.run_for(days=DAYS)
    assert abs(last_days(city)["order"] - means(10.0)["order"]) > TOLERANCE["order"]
