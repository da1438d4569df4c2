"""A room played to its end: the same luck for all, the same digests however it is run."""

import json
import threading
import zlib
from dataclasses import replace

import pytest

from tests.waiting import until
from twin.cli import main
from twin.errors import InputError
from twin.policy import load_policy
from twin.report import render
from twin.room.board import BETTER, SAME, WORSE, changes, reading, stakes, trail
from twin.room.course import course_of, fetch_state, jobs_of, states
from twin.room.export import digests_of, export_text, read_export, replay, state_of
from twin.room.hall import Hall, is_code, rooms_home
from twin.room.report import room_report, room_report_text
from twin.room.setup import AS_IT_WAS, Setup
from twin.room.state import Phase, Proposal
from twin.settings import Settings

SETUP = Setup(district="classroom", rounds=2, days=2, budget=40.0, teams=2, seed=7)


def wait_until(room, phase):
    """Wait until a room stands in a phase: the thread that runs rounds brings it there."""
    assert until(lambda: room.state.phase == phase, 300.0)


def play_round(hall, room, host):
    """Lock, run and reveal."""
    room.direct(host, {"do": "lock"})
    room.direct(host, {"do": "run"})
    hall.run(room)
    wait_until(room, Phase.RAN)
    room.direct(host, {"do": "reveal"})


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """Give a room after two rounds, one of them with a storm, and its facilitator's token."""
    hall = Hall(tmp_path_factory.mktemp("rooms"))
    code, host = hall.open_room(SETUP)
    room = hall.find(code.lower())
    phone = room.join("小王", "A", "vendor")
    room.direct(host, {"do": "begin"})
    proposal = {"do": "propose", "levers": {"whistle": 1.0}, "hypothesis": "结案更快"}
    room.take(phone, proposal)
    play_round(hall, room, host)
    room.direct(host, {"do": "begin"})
    room.direct(host, {"do": "deal", "shock": "cloudburst"})
    play_round(hall, room, host)
    room.direct(host, {"do": "close"})
    return room


def test_a_team_that_did_nothing_is_as_it_was_to_the_byte(played):
    for one in played.state.rounds:
        assert one.digests["B"] == one.digests[AS_IT_WAS] != one.digests["A"]


def test_a_city_that_went_on_is_the_one_run_from_the_opening(played):
    course = course_of(played.state, "A")
    digest = played.state.rounds[-1].digests["A"]
    assert fetch_state(course).digest() == digest
    assert digests_of(course, lambda *_: None)[-1] == digest


def test_equal_courses_are_run_once(played):
    def whose(state):
        return [tuple(job.files) for job in jobs_of(state, played.folder)]

    assert whose(played.state) == [("0", "B"), ("A",)]
    usual = Settings(
        {name: load_policy("baseline").vector()[name] for name in ("whistle", "pitches")}
    )
    turned_back = replace(played.state.rounds[0], proposals={"A": Proposal(usual, "nothing", 1)})
    idle = replace(played.state, rounds=(turned_back, played.state.rounds[1]))
    assert whose(idle) == [("0", "A", "B")]


def test_a_torn_state_is_none(played, monkeypatch, tmp_path):
    course = course_of(played.state, "A")
    whole = (states() / f"{course.address()}.city").read_bytes()
    monkeypatch.setenv("TWIN_CACHE_DIR", str(tmp_path))
    file = states() / f"{course.address()}.city"
    file.parent.mkdir()
    short = zlib.compress(zlib.decompress(whole)[:1000])
    empty = zlib.compress(b"")
    for content in (b"", b"no city", whole[: len(whole) // 2], short, empty):
        file.write_bytes(content)
        assert fetch_state(course) is None
    file.write_bytes(whole)
    assert fetch_state(course) is not None


def test_a_round_that_cannot_be_noted_ends_no_other(played, tmp_path):
    hall, told = Hall(tmp_path), threading.Event()
    stop = played.announcer.listen(lambda: told.set() if played.trouble else None)
    hall.run(played)  # its workshop is over: neither its end nor its failure is taken any more
    assert told.wait(60) and played.state.phase == Phase.DEBRIEF
    stop()
    code, host = hall.open_room(replace(SETUP, teams=1))
    room = hall.find(code)
    for order in ("begin", "lock", "run"):
        room.direct(host, {"do": order})
    hall.run(room)
    wait_until(room, Phase.RAN)


def test_a_file_runs_again_to_the_same_digests(played, tmp_path):
    file = tmp_path / "room.json"
    file.write_text(export_text(played), encoding="utf-8")
    state = state_of(read_export(file))
    found = replay(state, 1)
    assert {team: list(row) for team, row in found.items()} == {
        team: [one.digests[team] for one in played.state.rounds] for team in found
    }


def test_the_file_holds_no_token(played):
    text = export_text(played)
    kept = [played.state.facilitator, *(p.token for p in played.state.people.values())]
    assert not any(token in text for token in kept)
    assert json.loads(text)["rounds"][0]["proposals"]["A"]["hypothesis"] == "结案更快"


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"kind": "city-street-twin room", "schema": 9}',
                '{"kind": "city-street-twin room", "schema": 1}',
                '{"kind": "city-street-twin room", "schema": 1, "code": "X", "setup": {}, '
                '"rounds": 3}'],
)  # fmt: skip
def test_another_file_is_refused(content, tmp_path):
    file = tmp_path / "other.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError):
        read_export(file)


def test_every_day_of_every_round_is_on_the_trail(played):
    rounds = [played.results(number) for number in (1, 2)]
    points = trail(rounds, "A")
    assert len(points) == SETUP.rounds * SETUP.days
    assert all(0 <= value <= 100 for point in points for value in point)


def test_nobody_gains_where_nothing_was_done(played):
    found = list(changes(played.results(1), "B"))
    assert len(found) > 8 and {change.reading for change in found} == {SAME}


def test_a_gain_is_told_by_the_better_direction():
    by_name = {stake.name: stake for stake in stakes()}
    assert reading(by_name["case_hours"], 10.0, 8.0) == BETTER
    assert reading(by_name["satisfaction_local"], 0.5, 0.4) == WORSE
    assert reading(by_name["satisfaction_local"], 0.5, 0.5001) == SAME


def test_what_was_being_run_when_the_server_was_killed_is_run_again(tmp_path):
    hall = Hall(tmp_path)
    code, host = hall.open_room(SETUP)
    room = hall.find(code)
    for order in ("begin", "lock", "run"):
        room.direct(host, {"do": order})
    room._journal.close()  # as a kill does: the lock goes, nothing else is written
    after = Hall(tmp_path)
    after.go_on()
    wait_until(after.find(code), Phase.RAN)


def test_results_that_are_not_those_of_the_journal_are_not_shown(played, tmp_path):
    file = played.folder / "results" / "1-A.json"
    content = file.read_text(encoding="utf-8")
    from twin.room.course import read_results

    assert read_results(played.state, played.folder, 1)
    file.write_text(content.replace('"digest": "', '"digest": "f'), encoding="utf-8")
    assert read_results(played.state, played.folder, 1) == {}
    file.write_text(content, encoding="utf-8")


def test_the_rooms_lie_where_they_are_told_to(monkeypatch, tmp_path):
    monkeypatch.setenv("TWIN_ROOMS", str(tmp_path))
    assert rooms_home() == tmp_path
    monkeypatch.delenv("TWIN_ROOMS")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert rooms_home() == tmp_path / "city-street-twin" / "rooms"


@pytest.mark.parametrize("code", ["", "../..", "BCDF", "BCDFGH", "bcdf/", "AEIOU"])
def test_what_is_no_code_is_no_folder(code, tmp_path):
    assert not is_code(code)
    with pytest.raises(InputError, match="unknown room"):
        Hall(tmp_path).find(code)


def test_states_lie_in_the_cache(played):
    assert list(states().glob("*.city"))


@pytest.fixture
def file(played, tmp_path):
    """Give the exported file of the room."""
    file = tmp_path / "room.json"
    file.write_text(export_text(played), encoding="utf-8")
    return file


def test_the_command_runs_a_file_again_and_tells_where_it_differs(file, capsys):
    assert main(["room", "replay", str(file), "--workers", "1", "--lang", "en"]) == 0
    assert "2 rounds and 3 courses run again, all digests equal" in capsys.readouterr().out
    content = json.loads(file.read_text(encoding="utf-8"))
    content["rounds"][1]["digests"]["B"] = "0" * 32
    file.write_text(json.dumps(content), encoding="utf-8")
    assert main(["room", "replay", str(file), "--workers", "1", "--lang", "zh"]) == 1
    told = capsys.readouterr().out
    assert "有 1 处指纹不同" in told and "0" * 32 in told


def test_a_room_and_its_file_give_one_report(played, file):
    assert room_report_text(played, "en") == render(room_report(read_export(file), "en"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_file_becomes_a_report_in_either_language(file, language, tmp_path, capsys):
    content = json.loads(file.read_text(encoding="utf-8"))
    content["rounds"][0]["proposals"]["A"]["hypothesis"] = "<b>bold</b> & more"
    content["notes"] = ["<img src=x onerror=alert(1)>"]
    file.write_text(json.dumps(content), encoding="utf-8")
    out = tmp_path / "room.html"
    assert main(["room", "report", str(file), "--out", str(out), "--lang", language]) == 0
    text = out.read_text(encoding="utf-8")
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; more" in text and "<img" not in text
    assert text.count("<svg") == 2 and f"room-{content['code']}.json" in text
    assert len(text) < 200_000


@pytest.mark.parametrize("words", [["room"], ["room", "paint", "x"], ["room", "replay"]])
def test_a_command_without_a_verb_or_a_file_is_refused(words, capsys):
    assert main(words) == 2
    assert "twin room" in capsys.readouterr().err
