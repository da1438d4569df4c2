"""What each viewer of a room is sent, and what a page may do: decided on the server."""

import json
import threading

import pytest

from twin.room import Hall, Phase, Setup, extra_price
from twin.ui.navigation import ROOM, stop_at
from twin.ui.rooms import boards, facts
from twin.ui.rooms.asked import RoomAsked, code_of, read_room
from twin.ui.rooms.guest import Guest
from twin.ui.rooms.page import invitation, numbered
from twin.ui.rooms.redraw import Redraw

SETUP = Setup(district="classroom", rounds=2, days=2, budget=30.0, teams=3)


@pytest.fixture
def hall(tmp_path):
    """Give an empty hall."""
    return Hall(tmp_path)


@pytest.fixture
def host(hall):
    """Give the facilitator before a room whose first round is open."""
    code, key = hall.open_room(SETUP)
    guest = Guest(hall, hall.find(code), key)
    guest.order({"do": "begin"})
    return guest


def phone(host, name, team):
    """Give a participant who has joined."""
    guest = Guest(host.hall, host.room)
    guest.greet({})
    guest.order({"do": "join", "name": name, "team": team, "role": "vendor"})
    assert guest.refused is None and guest.person.name == name
    return guest


def sent_to(guest):
    """Give all that a participant's page is filled with, as text."""
    room = guest.room
    shown = [
        facts.phase_facts(room, "en"),
        facts.own_facts(room.state, guest.person, "en"),
        boards.board_facts(room, "en"),
        boards.past_facts(room, "en"),
    ]
    return json.dumps(shown, ensure_ascii=False)


def propose(guest, hypothesis, **levers):
    guest.order({"do": "propose", "levers": levers, "hypothesis": hypothesis})
    assert guest.refused is None


def test_a_participant_is_sent_their_own_teams_proposal_and_no_other(host):
    wang, li = phone(host, "Wang", "A"), phone(host, "Li", "B")
    propose(wang, "fewer complaints", whistle=1.0)
    assert "fewer complaints" in sent_to(wang) and "fewer complaints" not in sent_to(li)
    for order in ("lock", "run"):
        host.room.direct(host.key, {"do": order})
        assert "fewer complaints" not in sent_to(li)
    mate = phone(host, "Zhao", "A")
    assert "fewer complaints" in sent_to(mate)


def test_after_the_lock_a_page_that_still_sends_is_refused(host):
    wang = phone(host, "Wang", "A")
    propose(wang, "as agreed", whistle=1.0)
    host.order({"do": "lock"})
    wang.order({"do": "propose", "levers": {}, "hypothesis": "changed"})
    assert wang.refused.sentence("zh") == "方案已经锁定"
    assert host.room.state.round.proposals["A"].hypothesis == "as agreed"


def test_a_participant_cannot_do_what_the_facilitator_does(host):
    wang = phone(host, "Wang", "A")
    for order in ("lock", "run", "reveal", "begin", "close", "note", "ran", "failed", "open"):
        wang.order({"do": order, "text": "x"})
        assert wang.refused is not None
    assert host.room.state.phase == Phase.OPEN and host.room.state.notes == ()


def test_a_browser_comes_back_as_who_it_was_by_its_own_token_only(host):
    wang, li = phone(host, "Wang", "A"), phone(host, "Li", "B")
    again = Guest(host.hall, host.room)
    again.greet({"token": wang.token, "key": li.token})
    assert again.person.name == "Wang" and not again.facilitates
    stranger = Guest(host.hall, host.room, "guessed")
    stranger.greet({"token": host.key, "key": None})
    assert stranger.person is None and not stranger.facilitates
    helper = Guest(host.hall, host.room)
    helper.greet({"key": host.key})
    assert helper.facilitates


def test_files_are_for_those_in_the_room(host):
    stranger = Guest(host.hall, host.room)
    stranger.order({"do": "file", "name": "room_export"})
    assert stranger.refused is not None and stranger.file == {"number": 0}
    wang = phone(host, "Wang", "A")
    propose(wang, "not for others", whistle=1.0)
    li = phone(host, "Li", "B")
    li.order({"do": "file", "name": "room_export"})
    assert li.file["number"] == 1 and "not for others" not in li.file["text"]


def test_the_price_on_the_phone_is_the_price_of_the_server():
    levers = {"hotline": 0.5, "pitches": 0.1, "staffing": 1.0}
    usual = {one["name"]: one for one in facts.open_levers(SETUP.levers, "en")}
    shown = sum((value - usual[n]["default"]) * usual[n]["price"] for n, value in levers.items())
    assert shown == pytest.approx(extra_price(levers))


@pytest.mark.parametrize(
    "path, code", [("/room", ""), ("/room/", ""), ("/room/bcdfg", "BCDFG"), ("/room/X/", "X")]
)
def test_the_code_stands_in_the_path(path, code):
    assert code_of(path) == code
    assert stop_at(path, "") is ROOM


def test_no_link_to_another_page_carries_a_key():
    asked = read_room("?lang=en&view=stage&key=secret", "zh")
    assert asked == RoomAsked("en", "stage", "secret")
    assert "secret" not in asked.address()


def test_the_form_of_a_room_gives_numbers():
    assert numbered({"rounds": "3", "district": "x"}) == {"rounds": 3, "district": "x"}
    assert numbered("nonsense") == {}


def test_a_flood_of_news_is_one_render_more():
    drawn = []
    redraw = Redraw()
    redraw.draw = drawn.append
    threads = [threading.Thread(target=redraw.ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert drawn == [1]
    redraw.committed()
    assert drawn == [1, 2]
    redraw.committed()
    redraw.ask()
    assert drawn == [1, 2, 3]


def test_the_invitation_leads_through_the_proxy_before_the_server(host):
    code = host.room.state.code
    assert invitation(host.room, ("", ""), "en")["address"] == ""
    shown = invitation(host.room, ("https://twin.example.org", "/twin"), "en")
    assert shown["address"] == f"https://twin.example.org/twin/room/{code}" and shown["reachable"]
    assert f"twin.example.org/twin/room/{code}" in shown["join_at"]
    assert shown["qr"].startswith("data:image/svg+xml")
