"""The tick as data: documented in both languages, and each phase writes what it says."""

import numpy as np
import pytest

import twin
from tests.strategies import BUSY
from tests.twin.changes import changed_columns
from twin.calendar import moment, set_clock
from twin.schedule import SCHEDULE, run_hour

#: So that every mechanism has something to do.
LEVERS = {
    "staffing": 0.5, "whistle": 0.5, "hotline": 0.5, "management": 0.5, "wardens": 1.0,
    "proactive": 1.0, "sensors": 0.5, "dispatch": 3.0, "surge": 0.5, "recovery": 3.0,
    "patrol": 2.0, "pitches": 1.0, "participation": 0.5, "cogovernance": 0.5, "discretion": 0.5,
    "suggestion": 0.5, "amenities": 1.0, "coproduction": 0.5, "campaign": 0.5, "inspection": 0.5,
}  # fmt: skip


#: Hours in which phases do what they do at that hour only, and others.
TRIED = {0, 5, 8, 10, 17, 19, 20, 22, 23}


@pytest.fixture(scope="module")
def city():
    city = twin.CityTwin("classroom", parameters=BUSY, levers=LEVERS, rng=11)
    city.run_for(days=6)
    return city


def contents(world):
    return {name: table.digest() for name, table in world.tables.items()}


def test_phases_are_named_and_told_in_both_languages(city):
    names = [phase.name for phase in SCHEDULE]
    assert len(set(names)) == len(names)
    for phase in SCHEDULE:
        assert phase.every in {"hour", "day"}
        assert phase.reads and phase.writes
        assert {*phase.reads, *phase.writes} <= set(city.world.tables)
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
        set_clock(city.world.now, int(city.world.now.tick) + 1)
    city.restore(moment_)
    assert not undeclared
    idle = {phase for phase, tables in written.items() if not tables}
    assert idle <= {"levers"}  # on a day on which nobody turns one


def hidden_from(world, phase):
    """Empty every table that a phase does not name, and give the names of those."""
    hidden = set(world.tables) - {*phase.reads, *phase.writes}
    for name in hidden:
        world.tables[name].restore(np.zeros_like(world.tables[name].snapshot()))
    return hidden


def test_a_phase_needs_no_table_it_does_not_name(city):
    """With all other tables empty it does the same, through the last day of a week."""
    moment_, world = city.snapshot(), city.world
    world.rows("weather").alert = world.rows("weather").rain = 1.0
    world.rows("cells").recurred[::9] = 3.0
    world.rows("offices").neglect = world.rows("offices").own_work = 2.0
    needed = set()
    for _ in range(24):
        last, tried = world.now.hour == 23, int(world.now.hour) in TRIED
        for phase in [p for p in SCHEDULE if p.every == "hour" or last]:
            if not tried:
                phase.run(world)
                continue
            before, traces = world.snapshot(), world.traces.snapshot()
            phase.run(world)
            after, left = world.snapshot(), world.traces.snapshot()
            world.restore(before)
            world.traces.restore(traces)
            hidden = hidden_from(world, phase)
            phase.run(world)
            same = not changed_columns(after, world.snapshot(), set(world.tables) - hidden)
            if not same or (world.traces.snapshot() != left).any():
                needed.add(phase.name)
            world.restore(after)
            world.traces.restore(left)
        set_clock(world.now, int(world.now.tick) + 1)
    city.restore(moment_)
    assert not needed


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
