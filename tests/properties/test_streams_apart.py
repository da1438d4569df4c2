"""Turning a lever changes what it acts on, and nobody's luck."""

import numpy as np
import pytest

import twin
from tests.strategies import BUSY
from tests.twin.changes import changed_columns
from twin.levers import LEVERS

#: Levers that reach people only by the work done on cases.
INSTITUTIONS = ("authority", "staffing", "whistle", "assessment", "campaign")
WHERE = ("cell", "state", "want")


def city(lever, value, **levers):
    return twin.CityTwin(
        district="validation", parameters=BUSY, levers={**levers, lever.name: value}, rng=21
    )


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_everybody_is_born_the_same_whatever_the_lever(lever):
    low, high = (city(lever, value).world.snapshot() for value in (lever.low, lever.high))
    assert not changed_columns(low, high, ("residents", "vendors"))
    moved = changed_columns(low, high)
    assert f"offices.{lever.name}" in moved
    extra = {"staffing": {"teams.street", "teams.area"}, "pitches": {"cells.pitches"}}
    assert moved - {f"offices.{lever.name}"} == extra.get(lever.name, set())


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_the_first_outings_of_the_day_are_the_same_whatever_the_lever(lever):
    low, high = city(lever, lever.low), city(lever, lever.high)
    for one in (low, high):
        one.run_for(7)
    rows, others = low.world.rows("residents"), high.world.rows("residents")
    assert (rows.state == 2).sum() > 100
    for column in WHERE:
        assert np.array_equal(rows[column], others[column])


@pytest.mark.parametrize("name", INSTITUTIONS)
def test_a_lever_of_institutions_leaves_the_first_day_of_people_as_it_was(name):
    """Nobody acts on vendors here, so all that differs is who works on which case."""
    lever = next(lever for lever in LEVERS if lever.name == name)
    low, high = (city(lever, value, intensity=0.0) for value in (lever.low, lever.high))
    sold = []
    for _ in range(23):
        for one in (low, high):
            one.step()
        sold.append(low.world.traces.rows.sold.sum())
        for column in WHERE:
            rows, others = low.world.rows("residents"), high.world.rows("residents")
            assert np.array_equal(rows[column], others[column])
        rows, others = low.world.rows("vendors"), high.world.rows("vendors")
        for column in ("cell", "state", "tidy", "option", "wealth"):
            assert np.array_equal(rows[column], others[column])
    assert sum(sold) > 100


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
