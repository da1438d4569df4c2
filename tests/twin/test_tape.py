"""Time can be gone back to exactly, branched and replayed, whatever was done on the way."""

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import twin
from tests.waiting import rest, until
from twin.session import Session, packing, replay, tape

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
    rest(session)
    session.close()


def straight(log, until):
    """Give the digest of a city that was never wound back."""
    model = city()
    replay(model, log, until)
    return model.digest()


def test_going_back_and_forth_is_exact(session):
    session.step(30)
    rest(session)
    session.turn({"intensity": 0.9})
    session.step(50)
    rest(session)
    session.strike(STORM)
    session.step(20)
    rest(session)
    log = session.log
    for tick in (100, 31, 0, 77, 29, 100):
        session.wind(tick)
        picture = rest(session)
        assert picture.hour.tick == tick and picture.standing.head == 100
        assert session.model.digest() == straight(log, tick)
    assert session.log == log


def test_what_stands_is_what_the_log_said_by_then(session):
    session.step(10)
    rest(session)
    session.turn({"whistle": 0.5})
    session.step(10)
    rest(session)
    session.turn({"whistle": 1.0})
    assert rest(session).standing.turned == {"whistle": 1.0}
    session.wind(15)
    assert rest(session).standing.turned == {"whistle": 0.5}
    assert session.model.levers()["whistle"] == pytest.approx(0.5)
    session.step(5)
    assert rest(session).standing.turned == {"whistle": 1.0}


def test_the_log_of_a_session_with_a_shock_replays_to_the_same_city(session):
    session.step(5)
    rest(session)
    session.strike(STORM)
    session.turn({"surge": 1.0})
    session.step(60)
    rest(session)
    assert session.model.digest() == straight(session.log, 65)
    assert session.model.digest() != straight(session.log[1:], 65)
    assert straight([], 65) != straight(session.log, 65)


def test_a_shock_struck_by_hand_is_the_shock_of_a_scenario(session):
    session.strike("festival")
    session.step(60)
    rest(session)
    planned = twin.CityTwin(district="classroom", rng=5, shocks=[session.log[0].placed])
    planned.run_for(60)
    assert session.model.digest() == planned.digest()


def test_acting_in_the_past_begins_another_future(session):
    session.step(96)
    rest(session)
    session.wind(50)
    rest(session)
    session.turn({"pitches": 2.0})
    picture = rest(session)
    assert picture.standing.head == 50
    assert [hour.tick for hour in session.trail.hours] == [0, 24, 48]
    assert [hour.tick for hour in session.trail.other.hours] == [0, 24, 48, 72, 96]
    session.step(46)
    rest(session)
    assert session.model.digest() == straight(session.log, 96)


def test_only_the_course_that_was_left_last_is_kept(session):
    for pitches in (1.0, 2.0, 3.0):
        session.step(48)
        rest(session)
        session.wind(24)
        rest(session)
        session.turn({"pitches": pitches})
        rest(session)
    assert [hour.tick for hour in session.trail.other.hours] == [0, 24, 48, 72]
    assert session.trail.other.other is None, "every way back adds one that is never let go"


def test_keyframes_stay_within_their_memory_and_the_way_back_stays_exact(session, monkeypatch):
    monkeypatch.setattr(packing, "SMALL", 10**9)
    monkeypatch.setattr(tape, "MOST_BYTES", 4 * packing.size_of(session.tape.opening))
    session.step(24 * 9)
    rest(session)
    assert len(session.tape.frames) <= 5 and session.tape.every > 24
    session.wind(24 * 5 + 3)
    rest(session)
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
    rest(session)
    plain = packing.size_of(session.tape.opening)
    states = [frame.state for frame in session.tape.frames[1:]]
    assert until(lambda: all(state.is_packed for state in states))
    assert len(states) == 4 and all(state.size < plain / 2 for state in states)
    for tick in (48, 50, 96):
        session.wind(tick)
        rest(session)
        assert session.model.digest() == straight(session.log, tick)


def test_where_too_many_states_are_being_packed_none_is_kept_and_the_way_back_stays_exact(
    session, monkeypatch
):
    monkeypatch.setattr(packing, "_AT_WORK", threading.BoundedSemaphore(1))
    with packing._AT_WORK:
        session.step(24 * 3)
        rest(session)
        assert len(session.tape.frames) == 1
    session.wind(30)
    rest(session)
    assert session.model.digest() == straight([], 30)


def test_running_to_an_hour_stops_there(session):
    session.run_to(40)
    assert rest(session).hour.tick == 40
    session.run_to(20)
    assert rest(session).hour.tick == 40
    session.run_to(10_000)
    session.pause()
    assert rest(session).hour.tick < 10_000


def test_an_hour_beyond_what_was_lived_is_the_last_one(session):
    session.step(6)
    rest(session)
    session.wind(10**9)
    assert rest(session).hour.tick == 6
    session.wind(-5)
    assert rest(session).hour.tick == 0


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
@settings(max_examples=12)
def test_whatever_was_done_the_log_replays_to_the_city(shared, orders):
    model, opening = shared
    model.restore(opening)
    model.shocks = ()
    session = Session(model, opening)
    for name, value in orders:
        getattr(session, name)(value)
        rest(session)
    assert session.model.digest() == straight(session.log, session.now)
    session.close()
