"""What a visitor leaves is theirs to fetch, once, for a while, and is closed after that."""

import threading

from twin.ui.cloakroom import Cloakroom

ANNA, BEN = ("anna", "?lang=zh"), ("ben", "?lang=zh")


def test_a_thing_is_fetched_once_and_by_its_owner_only():
    room, closed = Cloakroom(), []
    room.leave(ANNA, "city", lambda: closed.append("city"))
    assert room.fetch(BEN) is None
    assert room.fetch(ANNA) == "city"
    assert room.fetch(ANNA) is None
    assert closed == []


def test_what_nobody_fetches_is_closed_after_a_while():
    closed = threading.Event()
    room = Cloakroom(keep=0.05)
    room.leave(ANNA, "city", closed.set)
    assert closed.wait(10)
    assert room.fetch(ANNA) is None and len(room) == 0


def test_what_was_fetched_is_not_closed_later():
    closed = threading.Event()
    room = Cloakroom(keep=0.1)
    room.leave(ANNA, "city", closed.set)
    room.fetch(ANNA)
    assert not closed.wait(0.4)


def test_a_second_thing_under_a_key_closes_the_first():
    room, closed = Cloakroom(), []
    room.leave(ANNA, "old", lambda: closed.append("old"))
    room.leave(ANNA, "new", lambda: closed.append("new"))
    assert closed == ["old"] and room.fetch(ANNA) == "new"


def test_the_time_of_a_first_thing_does_not_end_that_of_a_second():
    room, closed = Cloakroom(keep=0.3), []
    room.leave(ANNA, "old", lambda: closed.append("old"))
    room.fetch(ANNA)
    room.leave(ANNA, "new", lambda: closed.append("new"))
    room._expire(ANNA, "old")
    assert room.fetch(ANNA) == "new" and closed == []


def test_a_full_room_closes_the_oldest():
    room, closed = Cloakroom(most=2), []
    for name in ("first", "second", "third"):
        room.leave((name, ""), name, lambda name=name: closed.append(name))
    assert closed == ["first"] and len(room) == 2
