"""What was acknowledged is never lost: a room killed at any byte of its journal comes back."""

import os

import pytest

from twin.errors import InputError
from twin.room.journal import JOURNAL
from twin.room.live import Room, hash_of
from twin.room.setup import Setup

SETUP = Setup(district="classroom", rounds=2, days=2, budget=10.0, teams=2)
OPENING = {
    "do": "open", "code": "BCDFG", "setup": SETUP.to_dict(), "facilitator": hash_of("secret"),
}  # fmt: skip


@pytest.fixture
def room(tmp_path):
    """Give a room in which something has happened."""
    room = Room(tmp_path / "BCDFG", OPENING)
    token = room.join("小王", "A", "vendor")
    room.direct("secret", {"do": "begin"})
    room.take(token, {"do": "propose", "levers": {"whistle": 1.0}, "hypothesis": "更快"})
    room.direct("secret", {"do": "lock"})
    yield room
    room._journal.close()


def test_a_journal_cut_at_any_byte_gives_the_room_of_its_whole_lines(room, tmp_path):
    content = (room.folder / JOURNAL).read_bytes()
    states = []
    for end in range(content.index(b"\n") + 1, len(content) + 1):
        folder = tmp_path / f"cut{end}"
        folder.mkdir()
        (folder / JOURNAL).write_bytes(content[:end])
        again = Room(folder)
        whole = content[:end].count(b"\n")
        assert len(again._journal.orders) == whole
        # and what is ordered now is kept, whatever was torn before it
        again.order({"do": "note", "text": "还在"})
        again._journal.close()
        back = Room(folder)
        assert back.state.notes == ("还在",)
        states.append((whole, back.state.phase, len(back.state.people)))
        back._journal.close()
    assert states == sorted(states, key=lambda state: state[0])
    assert states[-1][1:] == (room.state.phase, 1)


def test_a_room_cut_before_its_first_whole_line_is_no_room(room, tmp_path):
    content = (room.folder / JOURNAL).read_bytes()
    folder = tmp_path / "early"
    folder.mkdir()
    (folder / JOURNAL).write_bytes(content[:40])
    with pytest.raises(InputError, match="unknown room"):
        Room(folder)


def test_a_line_that_was_changed_in_the_middle_is_refused(room, tmp_path):
    content = bytearray((room.folder / JOURNAL).read_bytes())
    content[content.index(b"\n") + 30] ^= 1
    folder = tmp_path / "changed"
    folder.mkdir()
    (folder / JOURNAL).write_bytes(content)
    with pytest.raises(InputError, match=r"broken room: room\.jsonl: got 'line 2'"):
        Room(folder)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such locks")
def test_two_servers_do_not_write_one_room(room):
    with pytest.raises(InputError, match="room open elsewhere"):
        Room(room.folder)


def test_a_refused_order_is_not_in_the_journal(room):
    before = (room.folder / JOURNAL).read_bytes()
    for order in ({"do": "begin"}, {"do": "nonsense"}, {"do": "ran", "digests": {}}):
        with pytest.raises(InputError):
            room.direct("secret", order)
    assert (room.folder / JOURNAL).read_bytes() == before


def test_a_disk_that_takes_a_part_keeps_none_of_it(room, monkeypatch):
    before = (room.folder / JOURNAL).read_bytes()
    real = os.write
    monkeypatch.setattr(os, "write", lambda file, content: real(file, content[:20]))
    with pytest.raises(InputError, match="disk full"):
        room.order({"do": "note", "text": "lost"})
    monkeypatch.undo()
    assert room.state.notes == ()
    assert (room.folder / JOURNAL).read_bytes() == before
    assert room.order({"do": "note", "text": "kept"}).notes == ("kept",)


def test_tokens_are_not_on_the_disk_and_open_only_their_own_doors(room):
    token = room.join("小李", "B", "resident")
    content = (room.folder / JOURNAL).read_text(encoding="utf-8")
    assert token not in content and "secret" not in content
    assert room.person(token).name == "小李" and room.person("secret") is None
    for stranger in (token, "", "f" * 64):
        with pytest.raises(InputError, match="not the facilitator"):
            room.direct(stranger, {"do": "run"})
    with pytest.raises(InputError, match="unknown order"):
        room.take(token, {"do": "reveal"})
    with pytest.raises(InputError, match="not in this room"):
        room.take("secret", {"do": "vote", "team": "A"})


def test_a_participant_cannot_speak_for_another(room):
    token = room.join("小李", "B", "resident")
    room.direct("secret", {"do": "note", "text": "n"})
    with pytest.raises(InputError, match="proposals are locked"):
        room.take(token, {"do": "propose", "who": 1, "levers": {}, "hypothesis": "x"})


def test_only_the_fields_of_an_order_are_kept(room):
    room.direct("secret", {"do": "note", "text": "n", "junk": "x" * 100_000, "n": 0, "at": -1})
    last = (room.folder / JOURNAL).read_bytes().splitlines()[-1]
    assert len(last) < 200 and b"junk" not in last and b'"at":-1' not in last


def test_a_text_that_is_mostly_nothing_is_refused_before_it_is_kept(room):
    before = (room.folder / JOURNAL).read_bytes()
    with pytest.raises(InputError, match="note too short or too long"):
        room.direct("secret", {"do": "note", "text": "n" + " " * 10**6})
    assert (room.folder / JOURNAL).read_bytes() == before


@pytest.mark.parametrize("order", [{"do": ["note"]}, {"do": {}}, {}, {"do": "remove", "who": [1]}])
def test_an_order_of_another_shape_is_refused(room, order):
    with pytest.raises(InputError):
        room.direct("secret", order)
