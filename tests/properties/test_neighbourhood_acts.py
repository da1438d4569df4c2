"""Levers of the neighbourhood and of looking move what they name, in whole cities: paired seeds."""

from functools import cache

import numpy as np
import pytest

import twin
from agents.residents import HAZARD, HOME_REPAIR, PARKING, SERVICE
from tests.strategies import BUSY
from twin.mechanisms.columns import FROM_COLLECTOR, FROM_SENSOR, FROM_WARDEN

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


def mean(table, column):
    return lambda world: float(world.rows(table)[column].mean())


def floating(column):
    def measure(world):
        rows = world.rows("residents")
        return float(rows[column][rows.floating].mean())

    return measure


RISES = {
    "collectors file more": ("collectors", 0.0, 4.0, book("opened", FROM_COLLECTOR)),
    "sensors file more": ("sensors", 0.0, 1.0, book("opened", FROM_SENSOR)),
    "wardens hand on more": ("wardens", 0.0, 3.0, book("opened", FROM_WARDEN)),
    "wardens who settle settle more": ("wardens", 0.0, 3.0, book("settled")),
    "wardens learn of troubles at home": ("wardens", 0.0, 3.0, book("noticed", HOME_REPAIR)),
    "the hotline files requests": ("hotline", 0.0, 1.0, book("requests")),
    "outreach reaches the floating": ("outreach", 0.0, 1.0, floating("reached")),
    "service points reach everybody": ("amenities", 0.0, 3.0, mean("residents", "reached")),
    "service points serve wants": ("amenities", 0.0, 3.0, book("shopped")),
}
FALLS = {
    "sorting leaves less waste": ("sorting", 0.0, 1.0, mean("cells", "waste_share")),
    "collecting oftener leaves less": ("collections", 1.0, 4.0, mean("cells", "waste_share")),
    "coproduction leaves less": ("coproduction", 0.0, 1.0, mean("cells", "waste_share")),
    "sensors shorten hazards": ("sensors", 0.0, 1.0, mean("cells", "hazard")),
    "wardens move cars": ("wardens", 0.0, 3.0, mean("cells", "parked")),
    "service points silence requests": ("amenities", 0.0, 3.0, book("arisen", SERVICE)),
    "outreach finds hidden troubles": ("outreach", 0.0, 1.0, floating("trouble")),
}


@pytest.mark.parametrize("what", RISES)
def test_a_lever_raises_what_it_acts_on(what):
    name, low, high, measure = RISES[what]
    assert rises(measure, {name: low}, {name: high})


@pytest.mark.parametrize("what", FALLS)
def test_a_lever_lowers_what_it_acts_on(what):
    name, low, high, measure = FALLS[what]
    assert rises(measure, {name: high}, {name: low})


def test_escalating_everything_makes_more_cases_than_settling():
    every, none = {"wardens": 3.0, "settle": 0.0}, {"wardens": 3.0, "settle": 1.0}
    assert rises(book("opened", FROM_WARDEN), none, every)
    assert rises(book("settled"), every, none)
    assert rises(mean("cells", "patched"), every, none)


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
