"""What breaks in one place of a workshop stays there: a room, a page, a number."""

import threading

import pytest

from twin.errors import InputError
from twin.room.announcer import Announcer
from twin.room.board import WORSE, gains
from twin.room.hall import Hall
from twin.room.journal import JOURNAL
from twin.room.setup import Setup
from twin.sweep.journal import line_of

SETUP = Setup(district="classroom", rounds=2, days=2, teams=2)


@pytest.mark.parametrize("order", [{}, {"n": 0}, {"n": 0, "do": "open"}, {"n": 0, "do": ["open"]}])
def test_a_room_that_is_none_is_told_each_time_and_keeps_no_server_from_starting(order, tmp_path):
    before = Hall(tmp_path)
    code, _ = before.open_room(SETUP)
    before.find(code)._journal.close()  # as a server's end does
    broken = tmp_path / "XXXXX"
    broken.mkdir()
    (broken / JOURNAL).write_bytes(line_of(order))
    hall = Hall(tmp_path)
    hall.go_on()
    for _ in range(2):  # its journal was let go of, so it is not open elsewhere the second time
        with pytest.raises(InputError, match=r"broken room|order out of place"):
            hall.find("XXXXX")
    assert hall.find(code).state.code == code


def test_a_page_that_breaks_keeps_no_other_in_the_dark():
    announcer, heard, broke = Announcer(), threading.Semaphore(0), []

    def breaks():
        broke.append(True)
        raise RuntimeError("the page has gone")

    announcer.listen(breaks)
    stop = announcer.listen(heard.release)
    for _ in range(3):
        announcer.ring()
        assert heard.acquire(timeout=30)
    stop()
    assert len(broke) >= 2


def test_a_stake_without_a_number_in_one_team_is_told_of_the_others():
    hours = {"0": 10.0, "A": None, "B": 20.0}
    results = {
        team: {"groups": {}, "days": {"case_hours": [value]}} for team, value in hours.items()
    }
    [(stake, (in_a, in_b))] = gains(results, ("A", "B"))
    assert stake.name == "case_hours" and in_a is None
    assert (in_b.difference, in_b.reading) == (10.0, WORSE)
