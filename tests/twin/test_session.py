"""A session plays one visitor's city on its own thread and obeys at once."""

import math
import threading

import pytest

import twin
from tests.waiting import rest, until
from twin.session import PAST_DAYS, SPEEDS, Desk, Gaze, Session

WAIT = 90.0


def city():
    return twin.CityTwin(district="classroom", rng=5)


@pytest.fixture
def session():
    session = Session(city())
    yield session
    session.close()


def test_it_opens_with_a_picture_and_does_nothing_more(session):
    first = session.outlet.newest(0, WAIT)
    assert (first.number, first.hour.tick) == (1, 0)
    assert session.outlet.newest(first.number, 0.05) is None
    assert session.model.world.now.tick == 0


def test_steps_go_exactly_as_far_as_asked(session):
    session.step(5)
    session.step(2)
    assert rest(session).hour.tick == 7


def test_it_plays_until_it_is_paused(session):
    session.desk.pace(math.inf)
    session.play()
    assert until(lambda: session.outlet.newest(0, WAIT).hour.tick >= 10)
    session.pause()
    stopped = rest(session).hour.tick
    assert stopped >= 10
    threading.Event().wait(0.1)
    assert session.model.world.now.tick == stopped


def test_a_pause_forgets_hours_that_are_still_owed(session):
    session.step(10_000)
    session.pause()
    assert rest(session).hour.tick < 10_000


def test_only_the_newest_picture_is_kept(session):
    session.step(30)
    last = rest(session)
    assert session.outlet.newest(0, WAIT) is last
    assert last.hour.tick == 30
    assert last.number < 30


def test_the_same_orders_give_the_same_city_as_the_model_alone(session):
    session.step(20)
    session.turn({"intensity": 0.9})
    session.step(10)
    rest(session)
    alone = city()
    alone.run_for(20)
    before = alone.digest()
    at = session.log[0].tick
    alone = city()
    alone.run_for(at)
    alone.set_lever("intensity", 0.9)
    alone.run_for(30 - at)
    assert session.model.digest() == alone.digest() != before


def test_levers_act_from_the_next_hour_and_are_logged(session):
    session.step(3)
    rest(session)
    session.turn({"whistle": 0.5, "style": 1.0})
    rest(session)
    assert session.model.levers()["whistle"] == pytest.approx(0.5)
    assert [(c.tick, c.lever, c.value) for c in session.log] == [
        (3, "whistle", 0.5),
        (3, "style", 1.0),
    ]


def test_reset_goes_back_to_the_opening_and_keeps_the_levers(session):
    fresh = city()
    fresh.set_lever("pitches", 2.0)
    session.step(26)
    session.turn({"pitches": 1.0})
    session.turn({"pitches": 2.0})
    rest(session)
    session.reset()
    picture = rest(session)
    assert picture.hour.tick == 0
    assert session.model.digest() == fresh.digest()
    assert [(c.tick, c.lever, c.value) for c in session.log] == [(0, "pitches", 2.0)]
    assert len(session.trail.hours) == 1


def test_the_trail_has_the_opening_and_the_end_of_each_day(session):
    session.step(72)
    rest(session)
    assert [hour.tick for hour in session.trail.hours] == [0, 24, 48, 72]
    assert session.trail.past == 0 and session.trail.values[0] == {}
    assert all(math.isfinite(v) for values in session.trail.values for v in values.values())
    assert 0 < session.trail.values[-1]["order"] < 1


def test_the_trail_of_a_lived_in_city_begins_before_the_opening():
    model = city()
    model.run_for(11, days=20)
    session = Session(model)
    past = session.trail.past
    assert past == PAST_DAYS - 1
    assert [hour.tick for hour in session.trail.hours] == [
        *range(24 * 7, 24 * 20, 24),
        24 * 20 + 11,
    ]
    days = model.datacollector.get_model_vars_dataframe()["order"].tolist()[23::24]
    assert [values["order"] for values in session.trail.values] == pytest.approx(days[-14:])
    session.reset()
    rest(session)
    assert session.trail.past == past
    session.close()


def test_a_gaze_chooses_the_layer_and_reads_a_cell(session):
    session.look(Gaze("vitality", 12))
    session.step(12)
    picture = rest(session)
    cells = session.model.world.rows("cells")
    assert picture.frame[1] == 1
    assert picture.card["order"] == pytest.approx(1 - cells.disorder[12], abs=1e-6)
    assert set(picture.card) == {"order", "vitality", "complaints", "footfall", "crowding"}
    session.look(Gaze("vitality", 10**9))
    assert rest(session).card == {}


def test_what_breaks_the_city_is_kept_for_the_page(session, caplog):
    def breaks():
        raise ZeroDivisionError("a broken rule")

    session.desk.leave(breaks)
    assert until(lambda: session.error)
    assert isinstance(session.error, ZeroDivisionError)
    assert "the city of a visitor stopped" in caplog.text


def test_a_closed_desk_sends_the_thread_home():
    desk = Desk()
    desk.play(True)
    desk.close()
    assert desk.work() is None


def test_a_city_that_falls_behind_does_not_hurry_later():
    desk = Desk()
    desk.pace(1000.0)
    desk.play(True)
    assert desk.work() == ([], True)
    threading.Event().wait(0.05)  # fifty hours overdue at this speed
    assert desk.work() == ([], True)
    desk.pace(0.01)
    assert desk.work() == ([], True)
    waiting = threading.Thread(target=desk.work, daemon=True)
    waiting.start()
    waiting.join(0.2)
    assert waiting.is_alive()
    desk.close()
    waiting.join(WAIT)
    assert not waiting.is_alive()


def test_speeds_rise_and_the_last_has_no_limit():
    assert list(SPEEDS) == sorted(SPEEDS) and SPEEDS[-1] == math.inf
