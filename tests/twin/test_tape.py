"""Time can be gone back to exactly, branched and replayed, whatever was done on the way."""

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import twin
from twin.session import Session, branch, packing, replay, tape

WAIT = 90.0
STORM = "typhoon"


def city():
    return twin.CityTwin(district="classroom", rng=5)


@pytest.fixture(scope="module")
def shared():
    model = city()
    return model, model.snapshot()


@pytest.fixture
def session(shared):
    model, opening = shared
    model.restore(opening)
    model.shocks = ()
    session = Session(model, opening)
    yield session
    session.pause()
    settle(session)
    session.close()


def settle(session):
    """Wait until everything ordered so far is done, and give the last picture."""
    for _ in range(2):
        done = threading.Event()
        session.desk.leave(done.set)
        assert done.wait(WAIT)
        while not session.desk.at_rest():
            threading.Event().wait(0.005)
    return session.outlet.picture


def straight(log, until):
    """Give the digest of a city that was never wound back."""
    model = city()
    replay(model, log, until)
    return model.digest()


def test_going_back_and_forth_is_exact(session):
    session.step(30)
    settle(session)
    session.turn({"intensity": 0.9})
    session.step(50)
    settle(session)
    session.strike(STORM)
    session.step(20)
    settle(session)
    log = session.log
    for tick in (100, 31, 0, 77, 29, 100):
        session.wind(tick)
        picture = settle(session)
        assert picture.hour.tick == tick and picture.standing.head == 100
        assert session.model.digest() == straight(log, tick)
    assert session.log == log


def test_what_stands_is_what_the_log_said_by_then(session):
    session.step(10)
    settle(session)
    session.turn({"whistle": 0.5})
    session.step(10)
    settle(session)
    session.turn({"whistle": 1.0})
    assert settle(session).standing.turned == {"whistle": 1.0}
    session.wind(15)
    assert settle(session).standing.turned == {"whistle": 0.5}
    assert session.model.levers()["whistle"] == pytest.approx(0.5)
    session.step(5)
    assert settle(session).standing.turned == {"whistle": 1.0}


def test_the_log_of_a_session_with_a_shock_replays_to_the_same_city(session):
    session.step(5)
    settle(session)
    session.strike(STORM)
    session.turn({"surge": 1.0})
    session.step(60)
    settle(session)
    assert session.model.digest() == straight(session.log, 65)
    assert session.model.digest() != straight(session.log[1:], 65)
    assert straight([], 65) != straight(session.log, 65)


def test_a_shock_struck_by_hand_is_the_shock_of_a_scenario(session):
    session.strike("festival")
    session.step(60)
    settle(session)
    planned = twin.CityTwin(district="classroom", rng=5, shocks=[session.log[0].placed])
    planned.run_for(60)
    assert session.model.digest() == planned.digest()


def test_acting_in_the_past_begins_another_future(session):
    session.step(96)
    settle(session)
    session.wind(50)
    settle(session)
    session.turn({"pitches": 2.0})
    picture = settle(session)
    assert picture.standing.head == 50
    assert [hour.tick for hour in session.trail.hours] == [0, 24, 48]
    assert [hour.tick for hour in session.trail.other.hours] == [0, 24, 48, 72, 96]
    session.step(46)
    settle(session)
    assert session.model.digest() == straight(session.log, 96)


def test_a_branch_is_the_same_city_with_a_future_of_its_own(session):
    session.step(30)
    settle(session)
    session.turn({"intensity": 0.9})
    session.step(20)
    settle(session)
    other = branch(session)
    assert settle(other).hour.tick == 50
    assert other.model.digest() == session.model.digest()
    for one in (session, other):
        one.step(30)
        settle(one)
    assert other.model.digest() == session.model.digest()
    other.turn({"whistle": 1.0})
    other.step(30)
    session.step(30)
    settle(other)
    settle(session)
    assert other.model.digest() != session.model.digest()
    other.wind(40)
    settle(other)
    assert other.model.digest() == straight(other.log, 40)
    other.close()


def test_keyframes_stay_within_their_memory_and_the_way_back_stays_exact(session, monkeypatch):
    monkeypatch.setattr(packing, "SMALL", 10**9)
    monkeypatch.setattr(tape, "MOST_BYTES", 4 * packing.size_of(session.tape.opening))
    session.step(24 * 9)
    settle(session)
    assert len(session.tape.frames) <= 5 and session.tape.every > 24
    session.wind(24 * 5 + 3)
    settle(session)
    assert session.model.digest() == straight([], 24 * 5 + 3)


def test_in_a_full_room_each_city_keeps_less(session, monkeypatch):
    monkeypatch.setattr(tape, "_TAPES", range(1))
    alone = tape.most_bytes()
    monkeypatch.setattr(tape, "_TAPES", range(20))
    assert tape.LEAST_BYTES < tape.most_bytes() < alone == tape.MOST_BYTES
    monkeypatch.setattr(tape, "_TAPES", range(1_000))
    assert tape.most_bytes() == tape.LEAST_BYTES


def test_a_packed_state_is_the_state_to_the_byte(session, monkeypatch):
    monkeypatch.setattr(packing, "SMALL", 0)
    monkeypatch.setattr(packing, "_AT_WORK", threading.BoundedSemaphore(9))
    session.turn({"recovery": 2.0})  # a table that grows
    session.step(24 * 4)
    settle(session)
    plain = packing.size_of(session.tape.opening)
    states = [frame.state for frame in session.tape.frames[1:]]
    while not all(state.is_packed for state in states):
        threading.Event().wait(0.01)
    assert len(states) == 4 and all(state.size < plain / 2 for state in states)
    for tick in (48, 50, 96):
        session.wind(tick)
        settle(session)
        assert session.model.digest() == straight(session.log, tick)


def test_where_too_many_states_are_being_packed_none_is_kept_and_the_way_back_stays_exact(
    session, monkeypatch
):
    monkeypatch.setattr(packing, "_AT_WORK", threading.BoundedSemaphore(1))
    with packing._AT_WORK:
        session.step(24 * 3)
        settle(session)
        assert len(session.tape.frames) == 1
    session.wind(30)
    settle(session)
    assert session.model.digest() == straight([], 30)


def test_running_to_an_hour_stops_there(session):
    session.run_to(40)
    assert settle(session).hour.tick == 40
    session.run_to(20)
    assert settle(session).hour.tick == 40
    session.run_to(10_000)
    session.pause()
    assert settle(session).hour.tick < 10_000


def test_an_hour_beyond_what_was_lived_is_the_last_one(session):
    session.step(6)
    settle(session)
    session.wind(10**9)
    assert settle(session).hour.tick == 6
    session.wind(-5)
    assert settle(session).hour.tick == 0


ORDERS = st.lists(
    st.one_of(
        st.tuples(st.just("step"), st.integers(1, 30)),
        st.tuples(st.just("wind"), st.integers(0, 60)),
        st.tuples(st.just("turn"), st.sampled_from([{"style": 1.0}, {"recovery": 2.0}])),
        st.tuples(st.just("strike"), st.just(STORM)),
    ),
    max_size=6,
)


@given(ORDERS)
@settings(max_examples=12, deadline=None)
def test_whatever_was_done_the_log_replays_to_the_city(shared, orders):
    model, opening = shared
    model.restore(opening)
    model.shocks = ()
    session = Session(model, opening)
    for name, value in orders:
        getattr(session, name)(value)
        settle(session)
    assert session.model.digest() == straight(session.log, session.now)
    session.close()
