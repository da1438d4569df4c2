"""The accounts of the properties can fail: each notices what it is there to notice."""

import pytest

import twin
from agents.vendors import OUT_OF_BUSINESS
from tests.strategies import BUSY
from twin.accounts import Start, broken


@pytest.fixture(scope="module")
def kept():
    """Give a city on a busy afternoon, with what it started from, and that moment."""
    city = twin.CityTwin(district="validation", parameters=BUSY, levers={"pitches": 2.0}, rng=2)
    start = Start(city.world)
    city.run_for(14, days=3)
    assert not broken(city.world, start)
    return city, start, city.snapshot()


@pytest.fixture
def moment(kept):
    city, start, snapshot = kept
    traces = city.world.traces.rows.copy()
    city.restore(snapshot)
    city.world.traces.rows[:] = traces
    return city.world, start


def tamper(table, column, change):
    def spoil(world):
        rows = world.rows(table)
        rows[column][0] = change(rows[column][0])

    return spoil


def lose_a_case(world):
    world.rows("city").n_open[0] -= 1


def one_vendor_more(world):
    rows = world.rows("vendors")
    rows.state[(rows.state == OUT_OF_BUSINESS).argmax()] = 1


def a_pitch_for_two(world):
    rows = world.rows("vendors")
    holder, other = (rows.pitch >= 0).argmax(), (rows.pitch < 0).argmax()
    rows.pitch[other], rows.licensed[other] = rows.pitch[holder], True


def steps_out_of_order(world):
    closed = (world.rows("cases").stage == 4).argmax()
    world.rows("cases").handled[closed] = 0.5


TAMPERED = {
    "a yuan from nowhere": (tamper("vendors", "wealth", lambda v: v + 1.0), "money"),
    "a bag gone": (tamper("cells", "waste", lambda v: v + 1.0), "waste"),
    "a person more": (tamper("residents", "weight", lambda v: v + 1.0), "residents"),
    "two of one number": (tamper("teams", "unique_id", lambda v: v + 1), "agents"),
    "a dead row": (tamper("vendors", "alive", lambda v: False), "agents"),
    "a vendor more": (one_vendor_more, "agents"),
    "a case lost": (lose_a_case, "case_books"),
    "no number": (tamper("residents", "exposure", lambda v: float("nan")), "numbers"),
    "more than all": (tamper("offices", "food_trust", lambda v: 1.01), "numbers"),
    "a crew from nowhere": (tamper("teams", "crew", lambda v: True), "agents"),
    "a zone that is not": (tamper("cells", "zone", lambda v: 99), "places"),
    "off the map": (tamper("teams", "cell", lambda v: 10**6), "places"),
    "time from nowhere": (tamper("teams", "routine_hours", lambda v: v + 99.0), "teams"),
    "a task nobody gave": (tamper("teams", "task", lambda v: 0), "case_teams"),
    "a pitch for two": (a_pitch_for_two, "pitches"),
    "steps out of order": (steps_out_of_order, "case_steps"),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_what_does_not_balance_is_noticed(moment, what):
    world, start = moment
    spoil, account = TAMPERED[what]
    spoil(world)
    assert any(f", {account}:" in fact for fact in broken(world, start))
