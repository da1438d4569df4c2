"""The pump sends few, new frames and stops when the browser stops answering."""

import math
import threading
import time
from types import SimpleNamespace

import pytest
import solara

import twin
from tests.waiting import rest, until
from twin.session import Session
from twin.ui import pump as pump_module
from twin.ui import told
from twin.ui.live import use_values
from twin.ui.pump import WINDOW, Pump
from twin.ui.watch.page import use_picture


@pytest.fixture
def session():
    session = Session(twin.CityTwin(district="classroom", rng=4))
    session.desk.pace(math.inf)
    yield session
    session.close()


def start(session, answers):
    """Start a pump whose browser answers each frame if ``answers``; give it and what was sent."""
    sent = []
    pump = Pump(session, lambda picture: {"tick": picture.hour.tick})

    def send(content, buffers):
        sent.append((content, buffers))
        if answers:
            pump.acknowledge(content["number"])

    pump.send = send
    pump.restart()
    return pump, sent


def test_a_browser_that_answers_gets_the_city_up_to_its_rest(session):
    pump, sent = start(session, answers=True)
    session.step(40)
    assert until(lambda: sent and sent[-1][0]["tick"] == 40, 90.0)
    numbers = [content["number"] for content, _ in sent]
    assert numbers == sorted(set(numbers))
    assert all(isinstance(buffers[0], bytes) for _, buffers in sent)
    pump.close()


def test_a_browser_that_does_not_answer_gets_three_frames(session, monkeypatch):
    monkeypatch.setattr(pump_module, "PATIENCE", 60.0)
    pump, sent = start(session, answers=False)
    session.play()
    assert until(lambda: len(sent) == WINDOW, 90.0)
    threading.Event().wait(0.3)
    assert len(sent) == WINDOW == 3
    pump.acknowledge(sent[0][0]["number"])
    assert until(lambda: len(sent) == WINDOW + 1, 90.0)
    assert sent[-1][0]["tick"] >= sent[0][0]["tick"]
    pump.close()


def test_a_lost_answer_holds_the_stream_up_only_for_a_while(session, monkeypatch):
    monkeypatch.setattr(pump_module, "PATIENCE", 0.2)
    pump, sent = start(session, answers=False)
    session.play()
    assert until(lambda: len(sent) > 2 * WINDOW, 90.0)
    pump.close()


def test_a_page_that_comes_back_gets_the_picture_again(session):
    pump, sent = start(session, answers=True)
    assert until(lambda: len(sent) == 1, 90.0)
    pump.restart()
    assert until(lambda: len(sent) == 2, 90.0)
    assert sent[0] == sent[1]
    pump.close()


def test_numbers_come_at_most_four_times_a_second_and_at_rest(session):
    told = []
    pump, _ = start(session, answers=True)
    pump.tells.append(lambda picture: told.append(picture.hour.tick))
    began = time.monotonic()
    session.play()
    assert until(lambda: len(told) >= 4, 90.0)
    session.pause()
    assert time.monotonic() - began >= 0.25 * (len(told) - 2)
    last = session.model.world.now.tick
    assert until(lambda: told[-1] >= last, 90.0)
    pump.close()


def own_numbers(session, pump):
    return use_values(SimpleNamespace(session=session, pump=pump))[0]


def watched_numbers(session, pump):
    return use_picture(SimpleNamespace(stream=pump), lambda picture: picture.values, {})


@pytest.mark.parametrize("numbers", [own_numbers, watched_numbers])
def test_a_page_that_was_busy_shows_the_last_hour_of_a_city_at_rest(session, monkeypatch, numbers):
    monkeypatch.setattr(told, "PATIENCE", 0.05)
    pump, _ = start(session, answers=True)
    busy, free, drawn, turn = threading.Event(), threading.Event(), [], []

    @solara.component
    def page():
        again, set_again = solara.use_state(False)
        turn[:] = [set_again]
        shown = numbers(session, pump)
        if again and not busy.is_set():
            busy.set()
            assert free.wait(60)
        drawn.append(shown)

    _, rc = solara.render(page(), handle_error=False)
    passed = []
    pump.tells.append(lambda picture: passed.append(picture.hour.tick))
    drawing = threading.Thread(target=lambda: turn[0](True), daemon=True)
    drawing.start()
    assert busy.wait(60)
    session.step(24)
    assert until(lambda: 24 in passed, 90.0), "the page was not told"
    free.set()
    drawing.join(60)
    assert until(lambda: drawn[-1] == session.outlet.picture.values, 20.0)
    assert drawn[-1] != drawn[0]
    pump.close()
    rc.close()


def test_a_panel_that_goes_as_it_is_told_takes_no_other_with_it(session):
    last, heard = rest(session), []
    pump = Pump(session, lambda picture: {})

    def goes(_picture):
        pump.tells.remove(goes)

    pump.tells += [goes, heard.append]
    pump.restart()
    assert until(lambda: heard == [last], 20.0)
    pump.close()


def test_the_page_hears_when_the_city_breaks(session):
    failures = []
    pump, _ = start(session, answers=True)
    pump.failed = failures.append

    def breaks():
        raise ZeroDivisionError("a broken rule")

    session.desk.leave(breaks)
    assert until(lambda: failures, 90.0)
    assert isinstance(failures[0], ZeroDivisionError)
