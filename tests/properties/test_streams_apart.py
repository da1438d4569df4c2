"""Turning a lever changes what it acts on, and nobody's luck."""

from functools import cache

import numpy as np
import pytest

import twin
from tests.strategies import BUSY
from tests.twin.changes import changed_columns
from twin.levers import LEVERS
from twin.mechanisms.powers import FOLLOWED_BY

#: Levers that reach people only by the work done on cases.
INSTITUTIONS = (
    "authority", "staffing", "whistle", "assessment", "campaign", "suggestion", "management",
    "overflow", "onething", "dispatch", "platform", "fleet",
)  # fmt: skip
WHERE = ("cell", "state", "want")
PITCHES = {"cells.pitches", "cells.vacancy"}
SERVICE_POINTS = {"cells.amenity", "cells.access", "cells.shop", "cells.shop_full"}
#: What follows at once from setting a lever.
FOLLOWS = {
    "staffing": {"teams.street", "teams.area", "offices.posted"},
    "platform": {"offices.desks", "departments.desks"},
    "recovery": {"teams (rows)"},
    "pitches": PITCHES, "siting": PITCHES, "participation": PITCHES,
    "amenities": SERVICE_POINTS, "amenity_siting": SERVICE_POINTS,
}  # fmt: skip
#: Levers that do not change what a place is known for.
UNSEEN = [lever for lever in LEVERS if lever.name != "amenities"]
#: What others have to be set to, so that something follows.
WITH = {"amenity_siting": {"amenities": 3.0}}


@cache
def morning(name=None, value=None):
    """Give the residents after the first outings of the day, with one lever set."""
    levers = {name: value} if name else {}
    city = twin.CityTwin(district="classroom", parameters=BUSY, levers=levers, rng=21)
    city.run_for(7)
    return city.world.rows("residents")


def far(lever):
    """Give the bound that is farther from the default."""
    return max((lever.low, lever.high), key=lambda value: abs(value - lever.default))


def test_what_follows_from_a_lever_is_known():
    assert set(FOLLOWS) == set(FOLLOWED_BY)


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_everybody_is_born_the_same_whatever_the_lever(lever):
    levers = WITH.get(lever.name, {})
    low, high = (
        twin.CityTwin(
            district="classroom", parameters=BUSY, levers={**levers, lever.name: value}, rng=21
        ).world.snapshot()
        for value in (lever.low, lever.high)
    )
    assert not changed_columns(low, high, ("residents", "vendors"))
    moved = changed_columns(low, high)
    own = {f"zones.{lever.name}", f"offices.{lever.name}"}
    assert own <= moved
    follows = FOLLOWS.get(lever.name, set())
    assert moved - own <= follows
    assert not follows or moved & follows


def test_service_points_draw_people_from_the_first_hour_on():
    """The exception to what follows: they are known for what they offer."""
    assert not np.array_equal(morning().cell, morning("amenities", 3.0).cell)


@pytest.mark.parametrize("lever", UNSEEN, ids=lambda lever: lever.name)
def test_the_first_outings_of_the_day_are_the_same_whatever_the_lever(lever):
    rows, others = morning(), morning(lever.name, far(lever))
    assert (rows.state == 2).sum() > 20
    for column in WHERE:
        assert np.array_equal(rows[column], others[column])


def people(name=None, value=None):
    """Give people hour by hour through a first day on which nobody acts on vendors."""
    levers = {name: value} if name else {}
    city = twin.CityTwin(
        district="classroom", parameters=BUSY, levers={"intensity": 0.0, **levers}, rng=21
    )
    found = []
    for _ in range(23):
        city.step()
        rows, vendors = city.world.rows("residents"), city.world.rows("vendors")
        found += [rows[column].copy() for column in WHERE]
        found += [vendors[column].copy() for column in ("cell", "state", "tidy", "wealth")]
    return found, float(city.world.rows("book").sold[0].sum())


@pytest.fixture(scope="module")
def day():
    return people()


@pytest.mark.parametrize("name", INSTITUTIONS)
def test_a_lever_of_institutions_leaves_the_first_day_of_people_as_it_was(day, name):
    """Nobody acts on vendors here, so all that differs is who works on which case."""
    lever = next(lever for lever in LEVERS if lever.name == name)
    plain, sold = day
    turned, _ = people(name, far(lever))
    assert sold > 50
    assert all(np.array_equal(one, other) for one, other in zip(plain, turned, strict=True))


def test_one_more_vendor_in_the_pool_changes_nobody_elses_birth():
    few, many = (
        twin.CityTwin(district="classroom", parameters={"vendor_pool": pool}, rng=3).world
        for pool in (9.0, 12.0)
    )
    n = len(few.rows("vendors"))
    assert len(many.rows("vendors")) > n
    assert not changed_columns(few.snapshot(), many.snapshot(), ("residents", "teams", "offices"))
    assert np.array_equal(few.rows("vendors").trade, many.rows("vendors").trade[:n])
    assert np.array_equal(few.rows("vendors").wage, many.rows("vendors").wage[:n])
