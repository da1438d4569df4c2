"""Scattering: who leaves at the sight of a team, for how long, and who sets up again next door."""

import numpy as np
import pytest

from agents import encounters, prospects
from agents.encounters import WHOLE_DAY
from agents.table import new_rows
from agents.vendors import FLED, IDLE, TRADING
from agents.view import CLOCK
from tests.agents.plain import climbs, falls, parameters, steps
from tests.agents.stall_street import P, ground, vendor
from twin.mechanisms.columns import TRACE

LUCK = (np.arange(400) + 0.5) / 400
NOW = new_rows(CLOCK, 1)[0]
NOW.hour, NOW.day, NOW.tick = 11, 2, 59


@pytest.fixture
def place():
    cells, zones, seen = ground()
    zones.strictness, zones.harshness = 0.8, 0.4
    return cells, zones, seen


def trading(**values):
    return vendor(**{"state": TRADING, "cell": 5, **values})


def scattered(place, p=P, n=200):
    """Let vendors in different places see a team; give those who left, and what is left behind."""
    gone, mark = [], new_rows(TRACE, 1)[0]
    for k in range(n):
        who = trading(cell=k % 20)
        encounters.scatter(who, place[2], (0.0, 0.5), (NOW, mark), p)
        if who.state == IDLE:
            gone.append(who)
    return gone, mark


def chance(place, p=P, **values):
    return encounters.scatter_chance(trading(**values), place[2], p)


def test_who_has_more_to_fear_and_less_to_lose_scatters_more_often(place):
    cells, zones, _ = place

    def strict(value):
        zones.strictness[0] = value
        return chance(place)

    def custom(value):
        cells.demand[5, 3] = value
        return chance(place, parameters(residual_hours=6.0))

    assert climbs(steps(strict, (0.0, 0.4, 0.9)))
    assert falls(steps(custom, (20.0, 60.0, 120.0)))
    zones.capture = 1.0
    assert strict(0.9) < 0.5


def test_who_scatters_comes_back_after_a_while_and_the_hours_are_counted(place):
    gone, mark = scattered(place)
    assert 0 < len(gone) < 200
    hours = int(prospects.hours_kept_off(place[1].stop_minutes[0], P) + 0.5)
    for who in gone:
        assert (who.fate, who.cell, who.last_place) == (FLED, -1, 5)
        assert who.back_at == NOW.hour + 1 + hours
    assert mark.driven_off == hours * len(gone)


def test_one_tells_the_others_of_a_place_and_without_lookouts_nobody_leaves(place):
    assert scattered(place, parameters(lookout=0.0))[0] == []
    assert len(scattered(place, parameters(lookout=1.0))[0]) == 200
    by_place = [[who.state for who in crowd] for crowd in crowds(place)]
    assert all(len(set(states)) == 1 for states in by_place)
    assert {states[0] for states in by_place} == {IDLE, TRADING}


def crowds(place, n=4):
    """Give some vendors of each cell that see the same team."""
    for cell in range(20):
        crowd = [trading(cell=cell, unique_id=k) for k in range(n)]
        for who in crowd:
            encounters.scatter(who, place[2], (0.0, 0.5), (NOW, new_rows(TRACE, 1)[0]), P)
        yield crowd


def test_without_residual_hours_a_place_is_clear_for_this_hour_only(place):
    gone, mark = scattered(place, parameters(residual_hours=0.0))
    assert gone and all(who.back_at == NOW.hour + 1 for who in gone) and mark.driven_off == 0.0


def test_a_longer_stop_keeps_a_place_clear_longer():
    kept = steps(lambda minutes: prospects.hours_kept_off(minutes, P), (2.0, 8.0, 15.0, 60.0))
    assert climbs(kept) and kept[1] == pytest.approx(P.residual_hours)
    assert kept[3] - kept[2] < kept[1] - kept[0]


def reopened(place, p=P, **values):
    """Give the share of vendors that set up again next door, and where."""
    places = []
    for k, luck in enumerate(LUCK):
        who = trading(clientele=0.9, wealth=0.0, unique_id=k, **values)
        place_next = encounters.reopens_at(who, place[2], float(luck), NOW, p)
        places += [place_next] if place_next >= 0 else []
    return len(places) / len(LUCK), set(places)


def test_who_is_sent_away_sets_up_next_door_where_it_pays(place):
    cells, zones, _ = place
    share, places = reopened(place)
    assert 0.0 < share <= P.next_door
    assert places <= set(range(5 - int(P.flight_radius), 6 + int(P.flight_radius)))
    cells.risk_place, zones.harshness = 1.0, 1.0
    assert reopened(place)[0] < share
    cells.risk_place = 0.0
    cells.demand = 0.0
    assert reopened(place)[0] < share
    assert reopened(place, parameters(next_door=0.0))[0] == 0.0


def left(place, hours, p):
    """Send a vendor away with all the luck, and give it."""
    who = trading(clientele=0.9)
    encounters.leave_place(who, place[2], hours, (0.0, NOW, new_rows(TRACE, 1)[0]), p)
    return who


def test_who_sets_up_next_door_loses_its_regulars_and_the_day_ends_for_who_lost_it(place):
    sure = parameters(next_door=1.0)
    moved = left(place, 6.0, sure)
    assert (moved.back_at, moved.clientele) == (NOW.hour + 1, 0.0)
    assert abs(moved.last_place - 5) <= P.flight_radius
    assert left(place, WHOLE_DAY, sure).back_at == -1
    stayed = left(place, 6.0, parameters(next_door=0.0))
    assert (stayed.back_at, stayed.clientele, stayed.last_place) == (NOW.hour + 7, 0.9, 5)
