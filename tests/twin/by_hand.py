"""Worlds made by hand, on which every indicator can be worked out on paper."""

import numpy as np

from twin.calendar import set_clock
from twin.district import load_district
from twin.indicators import Day
from twin.mechanisms.columns import CLOSED
from twin.world import World

CLASSROOM = load_district("classroom")
PERSONS = CLASSROOM.population
THOUSANDS = PERSONS / 1000.0


def fresh(days=40, scale=100.0):
    """Give a world in which nothing happened, at the midnight after some days."""
    world = World(CLASSROOM, seed=1, scale=scale)
    set_clock(world.now, 24 * days)
    return world


def enter(world, **entries):
    """Write into the books of the day that just ended."""
    for name, value in entries.items():
        world.rows("book")[name][0] += value


def measured(world, indicator):
    """Give one indicator of the day that just ended."""
    return indicator.measure(Day(world))


def end_cases(world, rows):
    """Put closed cases on record: each a mapping of columns; opened and ended today by default."""
    table, city = world.tables["cases"], world.rows("city")
    start = len(table)
    table.append(len(rows))
    for k, values in enumerate(rows):
        ended = {
            "stage": CLOSED, "outcome": 1, "collected": world.now.tick - 20.0,
            "dispatched": world.now.tick - 19.0, "verified": world.now.tick - 10.0,
            "deadline": world.now.tick - 5.0,
        }  # fmt: skip
        for name, value in {**ended, **values}.items():
            table.rows[name][start + k] = value
    city.n_cases += len(rows)


def write_days(world, **columns):
    """Write the last days of the diary, oldest first, each column as long as the others."""
    rows = world.rows("diary")
    last = int(world.now.tick) // 24 - 1
    for name, values in columns.items():
        days = np.arange(last - len(values) + 1, last + 1) % len(rows)
        rows[name][days] = values


def write_hours(world, name, values, until=None):
    """Write hours into the ring, the last one just before ``until`` (by default now)."""
    rows = world.rows("hours")
    last = int(world.now.tick if until is None else until)
    rows[name][np.arange(last - len(values), last) % len(rows)] = values
