"""No result hangs on the order of rows: luck and ties belong to agents, not to places in a table.

Rows are shuffled at the start of a run, numbers and all. Whole numbers must come out the same to
the last bit; sums of fractions may differ by the order of addition.
"""

import numpy as np
import pytest

import twin
from tests.strategies import BUSY
from twin.schedule import run_hour

DAYS = 11
#: Relative difference allowed where fractions were added in another order.
LAST_PLACES = 1e-9
#: Which of some equal teams does the last of the own work may differ; how much is done may not.
SHARED_OUT = {"teams.routine_hours"}
LEVERS = {
    "intensity": 0.6,
    "pitches": 1.0,
    "whistle": 0.5,
    "discretion": 0.5,
    "staffing": 0.5,
    "surge": 0.5,
}


def shuffle(world, name, seed):
    """Put the rows of a table in another order; what refers to them follows."""
    rows = world.rows(name)
    order = np.random.Generator(np.random.Philox(seed)).permutation(len(rows))
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    rows[:] = rows[order].copy()
    if name == "vendors":
        rows.friends = place[rows.friends]


def run(name=None, seed=0):
    """Run a city whose table ``name`` was shuffled; give its tables sorted by agent."""
    city = twin.CityTwin(district="classroom", parameters=BUSY, levers=LEVERS, rng=12)
    world = city.world
    if name:
        shuffle(world, name, seed)
    weather = world.rows("weather")
    for hour in range(24 * DAYS):
        storm = 1.0 if 72 <= hour < 120 else 0.0
        weather.alert, weather.damage = storm, 0.001 * storm
        run_hour(world)
    return {table: by_agent(table, rows) for table, rows in world.snapshot().tables.items()}


def by_agent(table, rows):
    """Give rows in the order of their agents' numbers; what refers to them follows."""
    if "unique_id" not in rows.dtype.names:
        return rows
    order = np.argsort(rows["unique_id"])
    ordered = rows[order]
    if table == "vendors":
        ordered["friends"] = np.argsort(order)[ordered["friends"]]
    return ordered


def apart(one, other):
    """Give the columns in which two cities differ by more than the last places."""
    found = []
    for table, rows in one.items():
        for column in rows.dtype.names:
            mine, theirs = rows[column], other[table][column]
            exact = mine.dtype.kind != "f"
            if f"{table}.{column}" in SHARED_OUT:
                mine, theirs = mine.sum(), theirs.sum()
            same = (
                np.array_equal(mine, theirs)
                if exact
                else np.allclose(mine, theirs, rtol=LAST_PLACES, atol=1e-9)
            )
            if not same:
                found.append(f"{table}.{column}")
    return found


@pytest.fixture(scope="module")
def plain():
    tables = run()
    assert tables["book"]["met"][0] > 20 and tables["book"]["opened"][0].sum() > 10
    assert tables["book"]["entered"][0] > 3 and (tables["vendors"]["pitch"] >= 0).sum() > 2
    return tables


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", ["residents", "vendors", "teams"])
def test_rows_in_another_order_give_the_same_city(plain, name, seed):
    assert not apart(plain, run(name, seed))
