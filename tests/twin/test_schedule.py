"""The tick as data: documented in both languages, and each phase writes what it says."""

import numpy as np
import pytest

import twin
from tests.strategies import BUSY
from twin.calendar import moment
from twin.schedule import SCHEDULE, run_hour

TABLES = {
    "residents", "vendors", "teams", "offices", "departments", "cells", "cases", "city", "book",
}  # fmt: skip


@pytest.fixture(scope="module")
def city():
    city = twin.CityTwin(
        district="classroom", parameters=BUSY, levers={"staffing": 0.5, "whistle": 1.0}, rng=11
    )
    city.run_for(days=6)
    return city


def contents(world):
    return {name: table.digest() for name, table in world.tables.items()}


def test_phases_are_named_and_told_in_both_languages():
    names = [phase.name for phase in SCHEDULE]
    assert len(set(names)) == len(names)
    for phase in SCHEDULE:
        assert phase.every in {"hour", "day"} and set(phase.writes) <= TABLES
        assert any("\u4e00" <= letter <= "\u9fff" for letter in phase.text.zh)
        assert phase.text.en.isascii()


def test_a_phase_writes_only_the_tables_it_names(city):
    """Over a day that ends a week: whatever a phase changed is on its list."""
    moment_ = city.snapshot()
    undeclared, written = set(), {phase.name: set() for phase in SCHEDULE}
    for _ in range(24):
        last = city.world.now.hour == 23
        for phase in SCHEDULE:
            if phase.every == "hour" or last:
                before = contents(city.world)
                phase.run(city.world)
                after = contents(city.world)
                found = {name for name in before if before[name] != after[name]}
                written[phase.name] |= found
                undeclared |= {f"{phase.name} writes {name}" for name in found - set(phase.writes)}
        twin.schedule.set_clock(city.world.now, int(city.world.now.tick) + 1)
    city.restore(moment_)
    assert not undeclared
    idle = {phase for phase, tables in written.items() if not tables}
    assert idle <= {"levers"}  # on a day on which nobody turns one


def test_an_hour_moves_the_clock_by_one(city):
    moment_ = city.snapshot()
    for _ in range(50):
        tick = int(city.world.now.tick)
        run_hour(city.world)
        now, date = city.world.now, moment(tick + 1)
        assert (now.tick, now.day, now.hour) == (tick + 1, (tick + 1) // 24, date.hour)
        assert (now.weekday, now.month) == (date.weekday(), date.month)
    city.restore(moment_)


def test_a_daily_phase_runs_in_the_last_hour_only(city):
    moment_ = city.snapshot()
    before = city.world.rows("residents").satisfaction.copy()
    city.run_for(23)
    assert np.array_equal(city.world.rows("residents").satisfaction, before)
    city.run_for(1)
    assert not np.array_equal(city.world.rows("residents").satisfaction, before)
    city.restore(moment_)
