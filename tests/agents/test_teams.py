"""Teams: shifts, beats, and where they stop."""

import numpy as np
import pytest

from agents import teams
from agents.offices import COLUMNS as OFFICE
from agents.table import new_rows, see
from agents.teams import COLUMNS, OFF_DUTY, PATROL, WORKING, on_duty
from agents.view import CLOCK, TEAM_SEES_CELL, TEAM_SEES_STREET, TeamSees
from tests.agents.plain import parameters, plain, thing
from twin.mechanisms.columns import CELL, TRACE

P = parameters()


class Beat:
    """Two streets of ten cells in a row, what teams see of them, and one team."""

    def __init__(self, share=0.4, **team):
        self.cells, self.offices = new_rows(CELL, 20), new_rows(OFFICE, 3)
        self.cells.x, self.cells.street = np.arange(20), np.arange(20) // 10
        self.offices.patrol_share, self.offices.persons = share, (1000.0, 3000.0, 4000.0)
        lookup = np.arange(20, dtype=np.int32).reshape(1, 20)
        order, start = np.arange(20, dtype=np.int32), np.array([0, 10, 20], np.int32)
        seen = see(self.cells, TEAM_SEES_CELL), see(self.offices, TEAM_SEES_STREET)
        self.seen = TeamSees(*seen, lookup, order, start)
        self.marks, self.rows = new_rows(TRACE, 20), new_rows(COLUMNS, 1)
        for name, value in {"unique_id": 5, "starts": 7, "ends": 15, **team}.items():
            self.rows[name] = value
        self.now = new_rows(CLOCK, 1)[0]

    def hour(self, tick):
        self.now.tick, self.now.hour = tick, tick % 24
        for kernel in (teams.report_for_duty, teams.patrol):
            kernel(self.rows, self.seen, self.marks, P, self.now)
        return self.rows[0]


@pytest.mark.parametrize(
    ("starts", "ends", "hours"),
    [(7, 15, range(7, 15)), (15, 23, range(15, 23)), (12, 0, range(12, 24)), (0, 12, range(12)),
     (20, 4, [20, 21, 22, 23, 0, 1, 2, 3])],
)  # fmt: skip
def test_shifts_may_cross_midnight(starts, ends, hours):
    shift = thing(starts=starts, ends=ends)
    assert {hour for hour in range(24) if plain(on_duty)(shift, hour)} == set(hours)


def test_an_hour_of_duty_has_its_share_for_the_beat():
    beat = Beat(share=0.4)
    for tick in range(24):
        team = beat.hour(tick)
        assert team.spare == (pytest.approx(0.6) if 7 <= tick < 15 else 0.0)
        assert team.state == (PATROL if 7 <= tick < 15 else OFF_DUTY)
    assert team.duty_hours == 8.0 and team.patrol_hours == pytest.approx(3.2)
    stops = beat.marks.stops.sum() + beat.marks.known_stops.sum()
    assert stops == pytest.approx(8 * 0.4 * P.stops_per_hour, abs=8)


def test_without_patrols_there_are_no_stops():
    beat = Beat(share=0.0)
    for tick in range(24):
        beat.hour(tick)
    assert not beat.marks.stops.any() and not beat.marks.known_stops.any()


@pytest.mark.parametrize(("name", "value"), [("task", 3), ("department", 1), ("alive", False)])
def test_only_free_urban_management_teams_walk_a_beat(name, value):
    beat = Beat(**{name: value})
    for tick in range(24):
        team = beat.hour(tick)
    assert not beat.marks.stops.any()
    if name == "task":
        assert team.state == OFF_DUTY and beat.hour(32).state == WORKING


def test_a_posted_team_stays_in_its_street_and_gets_to_know_it():
    beat = Beat(street=1, area=1)
    for tick in range(24 * 5):
        team = beat.hour(tick)
        assert team.area == 1
    assert not beat.marks.known_stops[:10].any() and not beat.marks.stops[:10].any()
    assert team.knowledge == pytest.approx(1.0 - (1.0 - P.knowledge_pace) ** 5)


def test_a_pooled_team_changes_streets_and_forgets():
    beat = Beat(knowledge=0.8)
    areas = [int(beat.hour(24 * day + 7).area) for day in range(200)]
    assert set(areas) == {0, 1}
    assert np.mean(areas) == pytest.approx(0.75, abs=0.1)  # three in four live in street 1
    assert beat.rows[0].knowledge == pytest.approx(0.8 * (1.0 - P.knowledge_pace) ** 200)


def test_stops_go_where_vendors_were_met():
    beat = Beat(street=0)
    beat.cells.vendor_memory[7] = 10.0
    assert busiest(beat, 48) == (7, pytest.approx(1.0, abs=0.3))


def test_stops_go_where_vendors_stand_in_sight():
    """On this map of one row, one look in nine lands on the map at all."""
    plain_beat, beat = Beat(street=0), Beat(street=0)
    beat.cells.illegal[3] = 10.0
    place, share = busiest(beat, 24 * 30)
    assert place == 3 and share > 1.5 * busiest(plain_beat, 24 * 30)[1]


def busiest(beat, hours):
    """Give the cell with most stops after some hours, and its share of them."""
    for tick in range(hours):
        beat.hour(tick)
    stops = beat.marks.stops + beat.marks.known_stops
    return int(stops.argmax()), float(stops.max() / stops.sum())


def test_what_stands_out_of_sight_or_next_door_is_not_seen():
    sight = plain(teams.in_sight)
    beat = Beat(street=0)
    beat.rows.area, beat.rows.cell = 0, 8
    found = {sight(beat.rows[0], beat.seen, u, 0.5) for u in np.linspace(0.0, 0.999, 90)}
    assert found == {4, 5, 6, 7, 8, 9, -1}  # four cells away at most, and not cell 10 next door
