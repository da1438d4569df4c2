"""Teams: shifts, beats, and where they stop."""

import numpy as np
import pytest

from agents import teams
from agents.offices import COLUMNS as OFFICE
from agents.table import new_rows, see
from agents.teams import COLUMNS, OFF_DUTY, PATROL, WORKING, on_duty
from agents.view import CLOCK, TEAM_SEES_CELL, TEAM_SEES_STREET, TEAM_SEES_ZONE, TeamSees
from tests.agents.plain import parameters, plain, thing
from twin.mechanisms.columns import CELL, LEVER_COLUMNS, TRACE, ZONE

P = parameters()


class Beat:
    """Two streets of ten cells in a row, what teams see of them, and one team."""

    def __init__(self, share=0.4, **team):
        self.cells, self.zones = new_rows(CELL, 20), new_rows(ZONE, 2)
        self.offices = new_rows((*OFFICE, *LEVER_COLUMNS), 3)
        self.cells.x, self.cells.street = np.arange(20), np.arange(20) // 10
        self.cells.zone = self.cells.street
        self.zones.patrol_share = share
        self.offices.patrol_share, self.offices.persons = share, (1000.0, 3000.0, 4000.0)
        lookup = np.arange(20, dtype=np.int32).reshape(1, 20)
        order, start = np.arange(20, dtype=np.int32), np.array([0, 10, 20], np.int32)
        seen = see(self.cells, TEAM_SEES_CELL), see(self.zones, TEAM_SEES_ZONE)
        self.seen = TeamSees(*seen, see(self.offices, TEAM_SEES_STREET), lookup, order, start)
        self.marks, self.rows = new_rows(TRACE, 20), new_rows(COLUMNS, 1)
        for name, value in {"unique_id": 5, "starts": 7, "ends": 15, **team}.items():
            self.rows[name] = value
        self.now = new_rows(CLOCK, 1)[0]

    def set(self, **levers):
        """Set levers in both streets."""
        for name, value in levers.items():
            self.zones[name] = self.offices[name] = value
        return self

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
    assert stops == pytest.approx(8 * 0.4 * 60.0 / (8.0 + P.way_minutes), abs=1)


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
    busiest(plain_beat, 24 * 30)
    before = plain_beat.marks.stops + plain_beat.marks.known_stops
    assert place == 3 and share > 1.5 * before[3] / before.sum()


def stops_made(hours=24 * 25, **levers):
    """Give the stops per patrol hour over many days."""
    beat = Beat(street=0).set(**levers)
    for tick in range(hours):
        team = beat.hour(tick)
    made = beat.marks.stops.sum() + beat.marks.known_stops.sum()
    return made / team.patrol_hours


@pytest.mark.parametrize("minutes", [2.0, 8.0, 12.0, 60.0])
def test_stops_of_any_length_take_the_same_time_in_all(minutes):
    expected = 60.0 / (minutes + P.way_minutes)
    assert stops_made(stop_minutes=minutes) == pytest.approx(expected, rel=0.03)


def test_hot_spots_is_the_share_of_looks_that_recall():
    """Stalls stand in sight in one place, and were met in another, where none stands now."""
    found = []
    for share in (0.0, 0.5, 1.0):
        beat = Beat(street=0, cell=3).set(hot_spots=share)
        beat.cells.vendor_memory[8], beat.cells.illegal[3] = 10.0, 10.0
        looks = [
            teams.heat_of(beat.rows[0], beat.seen, (u, v, 0.5, (k + 0.5) / 40), P)[0]
            for u in np.linspace(0.001, 0.999, 20)
            for v in np.linspace(0.001, 0.999, 20)
            for k in range(40)
        ]
        found.append(float((np.array(looks) == 8).mean()))
    # recalled: one cell in ten; seen from cell 3: four to either side, so not cell 8
    assert found[2] == pytest.approx(0.1, abs=0.01) and found[0] < found[1] < found[2]
    assert found[1] == pytest.approx((found[0] + found[2]) / 2.0, abs=0.005)


def test_patrol_follows_the_zone_that_is_to_get_more_of_it():
    def share_of_zone(patrol):
        beat = Beat(street=0)
        beat.zones.patrol_share = (0.4, patrol)
        beat.cells.zone[5:10] = 1
        beat.cells.vendor_memory[:10] = 1.0 + 0.1 * np.sin(np.arange(10))
        for tick in range(24 * 10):
            beat.cells.vendor_memory[:10] = 1.0 + 0.3 * np.sin(np.arange(10) + tick)
            beat.hour(tick)
        stops = beat.marks.stops + beat.marks.known_stops
        return stops[5:10].sum() / stops.sum()

    shares = [share_of_zone(patrol) for patrol in (0.0, 0.36, 0.4, 0.44, 0.9)]
    assert shares == sorted(shares) and shares[0] == 0.0 and shares[-1] == 1.0
    assert 0.3 < shares[2] < 0.7


@pytest.mark.parametrize("share", [0.2, 0.4, 0.7])
def test_rounds_at_known_hours_take_the_same_time_in_fewer_hours(share):
    def hours_out(scheduled):
        beat = Beat(share=share, street=0).set(scheduled=scheduled)
        out = np.zeros(24)
        for tick in range(24 * 5):
            before = float(beat.rows.patrol_hours[0])
            out[tick % 24] += float(beat.hour(tick).patrol_hours) - before
        return out / 5.0

    free, fixed = hours_out(0.0), hours_out(1.0)
    assert fixed.sum() == pytest.approx(free.sum()) == pytest.approx(8 * share)
    rounds = fixed > fixed.max() - 1e-9
    assert np.flatnonzero(rounds).tolist() == [7, 8, 11, 12]
    assert fixed[rounds].sum() == pytest.approx(8 * min(share, 0.5))


def test_the_share_of_teams_that_keep_hours_is_the_lever():
    keeps = plain(teams.keeps_hours)
    for share in (0.0, 0.3, 0.8, 1.0):
        found = [keeps(thing(unique_id=k), thing(scheduled=share)) for k in range(3000, 3100)]
        assert np.mean(found) == pytest.approx(share, abs=0.02)


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
