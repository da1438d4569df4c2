"""Watching a shared run: codes, limits, the end, and that frames are made once for all."""

import threading

import pytest

import twin
from twin.errors import InputError
from twin.session import Session
from twin.ui.reach import ADDRESSES, is_loopback, reachable
from twin.ui.watch import shared
from twin.ui.watch.door import door
from twin.ui.watch.page import Onlooker, Watched, read_watched, turned_words
from twin.ui.watch.shared import LENGTH, LETTERS, Ended, SharedRuns


@pytest.fixture
def session():
    session = Session(twin.CityTwin(district="classroom", rng=4))
    yield session
    session.close()


@pytest.fixture
def runs():
    return SharedRuns(grace=0.2, most=2)


def wait_until(fact, seconds=60.0):
    """Wait for a fact; say whether it came."""
    for _ in range(int(seconds / 0.01)):
        if fact():
            return True
        threading.Event().wait(0.01)
    return False


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


def test_all_who_watch_get_the_same_frame_made_once(runs, session):
    run = runs.share(session)
    sent = {name: [] for name in ("anna", "ben", "chen")}
    languages = {"anna": "zh", "ben": "zh", "chen": "en"}
    pages = {name: Onlooker(run, languages[name]) for name in sent}
    for name, page in pages.items():
        page.send = lambda words, frames, name=name: sent[name].append((words, frames))
        page.hear({"kind": "ready"})
    session.step(1)
    assert wait_until(lambda: all(any(w["number"] > 1 for w, _ in got) for got in sent.values()))
    last = {name: got[-1] for name, got in sent.items()}
    assert last["anna"][1][0] is last["ben"][1][0] is last["chen"][1][0]
    assert last["anna"][0]["clock"] is last["ben"][0]["clock"]
    assert last["anna"][0]["text"] != last["chen"][0]["text"]
    for page in pages.values():
        page.stream.close()


def test_one_who_watches_orders_nothing(runs, session):
    page = Onlooker(runs.share(session), "en")
    for wish in ({"kind": "act", "name": "toggle"}, {"kind": "layer", "name": "footfall"}):
        page.hear(wish)
    assert not session.desk.playing and session.ordered == 0


def test_what_is_not_shared_any_more_shows_nothing(runs, session):
    run = runs.share(session)
    page, failures = Onlooker(run, "en"), []
    page.send = lambda words, frames: None
    page.stream.failed = failures.append
    page.hear({"kind": "ready"})
    session.play()
    runs.stop(session)
    assert wait_until(lambda: failures) and isinstance(failures[0], Ended)
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
    assert wait_until(lambda: run.ended)


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
    assert shown["qr"].startswith("data:image/svg+xml") and not shown["lonely"]
