"""Watching a shared run: codes, limits, the end, and that frames are made once for all."""

import asyncio
import json
import threading

import pytest

import twin
from tests.waiting import until
from twin.errors import InputError
from twin.session import Session
from twin.ui.reach import ADDRESSES, is_loopback, reachable
from twin.ui.watch import frames, shared
from twin.ui.watch.door import door
from twin.ui.watch.page import Onlooker, Watched, read_watched, turned_words
from twin.ui.watch.shared import LENGTH, LETTERS, Ended, SharedRuns


@pytest.fixture
def session():
    session = Session(twin.CityTwin(district="classroom", rng=4))
    yield session
    session.close()


@pytest.fixture
def runs(monkeypatch):
    runs = SharedRuns(grace=0.2, most=2)
    monkeypatch.setattr(frames, "SHARED", runs)
    return runs


def test_a_shared_run_is_found_by_its_code_however_it_is_written(runs, session):
    run = runs.share(session)
    assert len(run.code) == LENGTH and set(run.code) <= set(LETTERS)
    assert runs.find(f" {run.code.lower()} ") is run
    assert runs.share(session) is run and runs.of(session) is run


def test_an_unknown_code_is_refused_without_naming_another(runs, session):
    run = runs.share(session)
    with pytest.raises(InputError) as refused:
        runs.find(run.code[:-1] + ("2" if run.code[-1] != "2" else "3"))
    assert run.code not in str(refused.value)


def test_a_server_shares_a_few_runs_and_a_run_has_room_for_some(runs, session, monkeypatch):
    monkeypatch.setattr(shared, "MOST_WATCHERS", 1)
    run = runs.share(session)
    others = [object.__new__(Session) for _ in range(2)]
    for other in others:
        other.model, other.trail, other.desk = session.model, session.trail, session.desk
    runs.share(others[0])
    with pytest.raises(InputError, match="too many runs are watched"):
        runs.share(others[1])
    leave = run.join()
    with pytest.raises(InputError, match="too many watch this run"):
        run.join()
    leave()
    assert run.watchers == 0 and run.join()


class Talk:
    """The browser's side of the line on which frames come, as the server sees it."""

    def __init__(self, code, language, answers=True):
        self.path_params, self.query_params = {"code": code}, {"lang": language}
        self.answers, self.sent, self.closed = answers, [], None
        self._said = asyncio.Queue()

    async def accept(self):
        await asyncio.sleep(0)  # others come meanwhile
        self.closed = 0

    async def close(self, code):
        assert self.closed == 0, "the code of a line that is not open reaches nobody"
        self.closed = code
        self._said.put_nowait({"type": "websocket.disconnect"})

    async def send_bytes(self, message):
        self.sent.append(message)
        if self.answers:
            self._said.put_nowait({"type": "websocket.receive", "text": ""})

    async def receive(self):
        return await self._said.get()


async def come_about(fact):
    """Wait for a fact on a loop."""
    for _ in range(3_000):
        if fact():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("waited in vain")


def parts(message):
    """Give words and frame of a message."""
    end = 4 + int.from_bytes(message[:4], "little")
    return json.loads(message[4:end]), message[end:]


def test_all_who_watch_get_the_same_frame_made_once(runs, session):
    run = runs.share(session)
    talks = [Talk(run.code.lower(), language) for language in ("zh", "zh", "en")]

    async def watch():
        lines = [asyncio.create_task(frames.frames(talk)) for talk in talks]
        await come_about(lambda: all(talk.sent for talk in talks))
        session.step(3)
        await come_about(lambda: all(tick_of(talk.sent[-1]) == 3 for talk in talks))
        runs.stop(session)
        await asyncio.wait_for(asyncio.gather(*lines), 30)

    asyncio.run(watch())
    anna, ben, chen = (talk.sent[-1] for talk in talks)
    assert anna is ben and parts(anna)[1] == parts(chen)[1] == session.outlet.picture.frame
    assert parts(anna)[0]["text"] != parts(chen)[0]["text"] and parts(chen)[0]["card"] is None
    assert [talk.closed for talk in talks] == [frames.ENDED] * 3
    assert not run.broadcast.listeners


def tick_of(message):
    """Give the hour of the frame in a message."""
    return int.from_bytes(parts(message)[1][4:8], "little")


def test_one_who_does_not_answer_gets_three_frames(runs, session, monkeypatch):
    monkeypatch.setattr(frames, "PATIENCE", 60.0)
    run = runs.share(session)
    mute, lively = Talk(run.code, "zh", answers=False), Talk(run.code, "zh")

    async def watch():
        lines = [asyncio.create_task(frames.frames(talk)) for talk in (mute, lively)]
        session.play()
        await come_about(lambda: len(lively.sent) > 6)
        session.pause()
        for line in lines:
            line.cancel()

    asyncio.run(watch())
    assert len(mute.sent) == frames.WINDOW == 3


def test_a_line_is_refused_under_an_unknown_code_and_where_it_is_full(runs, session, monkeypatch):
    run = runs.share(session)
    stranger, late = Talk("NOBODY", "zh"), Talk(run.code, "zh")
    asyncio.run(frames.frames(stranger))
    monkeypatch.setattr(frames, "MOST_WATCHERS", 0)
    asyncio.run(frames.frames(late))
    assert stranger.closed == late.closed == frames.REFUSED and not stranger.sent + late.sent


def test_two_who_come_at_once_do_not_both_get_the_last_place(runs, session, monkeypatch):
    monkeypatch.setattr(frames, "MOST_WATCHERS", 1)
    run = runs.share(session)
    talks = [Talk(run.code, "zh") for _ in range(2)]

    async def watch():
        lines = [asyncio.create_task(frames.frames(talk)) for talk in talks]
        await come_about(lambda: any(talk.sent for talk in talks) and any(t.closed for t in talks))
        runs.stop(session)
        await asyncio.wait_for(asyncio.gather(*lines), 30)

    asyncio.run(watch())
    assert sorted(talk.closed for talk in talks) == [frames.ENDED, frames.REFUSED]


def test_who_joins_a_run_that_has_just_ended_is_told(runs, session):
    run = runs.share(session)
    run.ended = True  # found under its code a moment ago
    late = Talk(run.code, "zh")
    asyncio.run(asyncio.wait_for(frames.frames(late), 30))
    assert late.closed == frames.ENDED and not late.sent


def test_nothing_is_made_while_nobody_listens(runs, session, monkeypatch):
    run, made = runs.share(session), []
    words = run.words
    monkeypatch.setattr(run, "words", lambda *of: made.append(of[0].hour.tick) or words(*of))
    first, second = Talk(run.code, "zh"), Talk(run.code, "zh")

    async def watch():
        line = asyncio.create_task(frames.frames(first))
        await come_about(lambda: first.sent)
        first._said.put_nowait({"type": "websocket.disconnect"})
        await asyncio.wait_for(line, 30)
        await asyncio.sleep(1.2)  # a picture that was waited for then is no longer
        session.step(2)
        await come_about(lambda: session.outlet.picture.hour.tick == 2)
        await asyncio.sleep(0.3)
        assert set(made) == {0}
        line = asyncio.create_task(frames.frames(second))
        await come_about(lambda: second.sent and tick_of(second.sent[-1]) == 2)
        runs.stop(session)
        await asyncio.wait_for(line, 30)

    asyncio.run(watch())
    assert second.closed == frames.ENDED


def test_what_is_not_shared_any_more_shows_nothing(runs, session):
    run = runs.share(session)
    page, ends = Onlooker(run), []
    page.ends.append(lambda: ends.append(run.error))
    go = page.attend()
    session.play()
    runs.stop(session)
    assert until(lambda: ends, 60.0) and isinstance(ends[0], Ended)
    go()
    assert run.newest(0, 0.1) is None and runs.of(session) is None
    with pytest.raises(InputError):
        run.join()


def test_a_run_waits_for_a_reload_and_then_ends(runs, session):
    run = runs.share(session)
    runs.left(session)
    runs.taken_up(session)
    threading.Event().wait(0.4)
    assert not run.ended
    runs.left(session)
    assert until(lambda: run.ended, 60.0)


def test_only_levers_that_stand_otherwise_are_named():
    assert turned_words({"authority": 0.2}, "en") == []
    [lever] = turned_words({"authority": 0.6, "whistle": 0.0}, "zh")
    assert lever["name"] == "authority" and lever["value"] == "60%"


def test_the_query_says_how_to_watch():
    assert read_watched("?view=stage&lang=en", "zh") == Watched("en", "stage")
    assert read_watched(Watched("zh", "stage").address(), "en") == Watched("zh", "stage")
    with pytest.raises(InputError, match="unknown view"):
        read_watched("?view=wall", "zh")


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("http://127.0.0.1:8765", True), ("http://localhost:1", True), ("http://[::1]:1", True),
        ("javascript:alert(1)", True), ("", True), ("http://192.168.1.7:8765", False),
        ("https://twin.example.org", False), ("http://[2001:db8::7]:8765", False),
    ],
)  # fmt: skip
def test_what_only_this_machine_reaches_is_told_apart(address, own):
    assert is_loopback(address) is own


def test_others_get_an_address_of_the_network_where_there_is_one(monkeypatch):
    monkeypatch.setenv(ADDRESSES, "http://192.168.1.7:8765 http://127.0.0.1:8765")
    assert reachable("http://127.0.0.1:8765") == ("http://192.168.1.7:8765", True)
    assert reachable("http://10.0.0.2:8765") == ("http://10.0.0.2:8765", True)
    monkeypatch.setenv(ADDRESSES, "http://127.0.0.1:8765")
    assert reachable("http://127.0.0.1:8765") == ("http://127.0.0.1:8765", False)


def test_the_door_shows_the_address_as_a_picture(runs, session, monkeypatch):
    monkeypatch.setenv(ADDRESSES, "")
    run = runs.share(session)
    run.origin = ("http://192.168.1.7:8765", "/twin")
    shown = door(run)
    assert shown["address"] == f"http://192.168.1.7:8765/twin/watch/{run.code}"
    assert shown["qr"].startswith("data:image/svg+xml") and shown["reachable"]
