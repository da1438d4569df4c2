"""Real websocket clients against a real server: what must be true of a room, not how fast."""

import pytest

from twin.bench import room
from twin.bench.crowd import Size, is_own, own_value
from twin.bench.visitor import fetch_cookie

SMALL = Size(visitors=6, players=2, watchers=6, rounds=2, seconds=3.0, district="classroom")


def look(size, told):
    """Measure a room and check what must hold at any size."""
    found = room.measure(lambda *at: told.append(at), size=size)
    play, watch, rounds = found["play"], found["watch"], found["rounds"]
    assert play["frames_min"] > 0 and play["turns"] >= 2, "somebody's city stood still"
    assert play["alone"] == {"visitors": size.visitors, "strange": 0, "replayed": True}
    assert watch["frames_min"] > 0 and watch["turns"] >= 1 and watch["ended"] == size.watchers
    assert len(rounds["filled_mb"]) == len(rounds["emptied_mb"]) == size.rounds
    return found


def test_everyone_has_a_city_of_their_own_and_a_crowd_may_watch_one():
    told = []
    found = look(SMALL, told)
    assert told == [(1, 3), (2, 3), (3, 3)]
    rows = {row.name: row for row in room.rows(found)}
    wanted = {"play.frames_min", "play.player_mb", "watch.watcher_mb", "rounds.growth_mb"}
    assert wanted <= set(rows)
    assert rows["play.strange"].met is True and rows["play.replayed"].met is True


@pytest.mark.full
def test_a_full_room_on_the_default_district():
    found = look(Size(seconds=10.0), [])
    assert found["rounds"]["growth_mb"] < found["play"]["total_mb"] / 4


def test_every_visitor_turns_the_lever_to_another_value():
    assert len({own_value(place) for place in range(40)}) == 40


def test_a_link_that_holds_what_another_did_is_not_ones_own():
    link = f"/run?v=1&at=3&log=0~stop_minutes~{own_value(2):g}~~1~stop_minutes~{own_value(3):g}"
    assert is_own(link, 2) and not is_own(link, 3) and not is_own(link, 5)
    assert not is_own(f"{link}~~2~authority~0.6", 2)
    assert not is_own("/run?v=1&at=3", 2)


def test_the_clients_of_the_measurement_stay_on_this_machine():
    with pytest.raises(ValueError, match="not on this machine"):
        fetch_cookie("http://twin.example.org/run")
