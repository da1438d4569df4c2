"""Troubles, weather and trust in whole cities: paired seeds (levers are in test_levers_act.py)."""

from functools import cache

import numpy as np
import pytest

import twin
from agents.residents import HAZARD, HOME_REPAIR, PARKING
from tests.strategies import BUSY

SEEDS = (1, 2)
DAYS = 15
#: Small matters are frequent, so that fifteen days show them.
WORLD = {**BUSY, "trouble_rate": 0.003, "parking_rate": 0.01, "hazard_rate": 0.001}


@cache
def cities(weather=(), **levers):
    """Give the cities of all seeds after some days under these levers and this weather."""
    found = []
    for seed in SEEDS:
        city = twin.CityTwin(district="classroom", parameters=WORLD, levers=levers, rng=seed)
        for name, value in weather:
            city.world.rows("weather")[name] = value
        city.run_for(days=DAYS)
        found.append(city.world)
    return found


def rises(measure, low, high):
    """Tell whether a measure is higher under the second setting than the first, seed by seed."""
    before, after = ([measure(world) for world in cities(**s)] for s in (low, high))
    return bool((np.array(before) < np.array(after)).all())


def book(name, k=None):
    def measure(world):
        value = world.rows("book")[name][0]
        return float(value if k is None else value[k])

    return measure


def test_troubles_arise_whoever_is_told_and_floating_people_tell_less():
    for world in cities():
        rows, found = world.rows("residents"), world.rows("book")[0]
        expected = WORLD["trouble_rate"] * rows.weight.sum() * DAYS
        assert found.arisen[HOME_REPAIR] == pytest.approx(expected, rel=0.15)
        assert found.noticed[HOME_REPAIR] == found.reports[HOME_REPAIR]
        assert 0.25 < found.noticed[HOME_REPAIR] / found.arisen[HOME_REPAIR] < 0.55
        hidden = rows.trouble / rows.weight
        assert hidden[rows.floating].mean() > 1.2 * hidden[~rows.floating].mean()
        assert found.arisen[PARKING] > found.noticed[PARKING] > 0.0
        assert found.arisen[HAZARD] >= found.noticed[HAZARD] > 0.0


def test_problem_hours_are_counted_whether_or_not_anybody_reports():
    for world in cities():
        rows = world.rows("residents")
        silent = rows[(rows.reports_made == 0.0) & (rows.trouble > 0.0)]
        assert len(silent) > 20 and (silent.problem_hours > 0.0).all()


def test_newcomers_bring_troubles_and_a_closed_district_empties():
    crowd, curfew = (("newcomers", 200.0),), (("outing", 0.2), ("visitors", 0.2))
    assert rises(book("arisen", HOME_REPAIR), {}, {"weather": crowd})
    assert rises(book("visits"), {"weather": curfew}, {})
    assert rises(book("wants"), {"weather": (("demand", 0.5),)}, {})


def test_storm_damage_is_less_where_it_was_inspected_and_weighs_on_order():
    storm = (("damage", 0.002),)
    bare = {"weather": storm}
    assert rises(book("damage_made"), {"weather": storm, "inspection": 1.0}, bare)
    assert rises(book("damage_hours"), {}, bare)
    assert rises(book("disorder"), {}, bare)


def test_trust_in_the_hotline_follows_what_is_solved():
    for world in cities():
        rows = world.rows("residents")
        before = np.where(rows.floating, world.p.trust_floating, world.p.trust_local)
        solved = world.rows("offices").resolved[:-1]
        moved = float((rows.trust - before).mean())
        assert abs(moved) > 0.002 and np.sign(moved) == np.sign(solved.mean() - 0.5)
        assert rows.trust[~rows.floating].mean() > 1.5 * rows.trust[rows.floating].mean()
