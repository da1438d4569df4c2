"""Surprise: more teams about than usual are noticed at once, alarm, and become usual."""

import numpy as np
import pytest

import twin
from tests.agents.plain import climbs, falls, parameters, plain, steps
from tests.strategies import BUSY, VILLAGE
from tests.twin.changes import changed_columns
from twin.mechanisms import memory

P = parameters()
surprise_at = plain(memory.surprise_at)


@pytest.fixture
def city():
    return twin.CityTwin(district="classroom", rng=1).world.city()


def middle(city):
    height, width = city.lookup.shape
    return int(city.lookup[height // 2, width // 2])


def nights(city, stops, p=P):
    """Give a place's surprise after each night with so many stops a day there."""
    c = middle(city)
    found = []
    for day, today in enumerate(stops):
        city.cells.day_stops = 0.0
        city.cells.day_stops[c] = today
        memory.notice_teams(city, c, day == 0, p)
        found.append(float(city.cells.surprise[c]))
    return np.array(found)


def test_what_is_usual_or_chance_or_less_than_usual_surprises_nobody():
    assert surprise_at(4.0, 4.0) == surprise_at(6.0, 4.0) == surprise_at(0.0, 4.0) == 0.0
    assert surprise_at(11.0, 4.0) == 1.0
    assert climbs(steps(lambda seen: surprise_at(seen, 4.0), (7.0, 9.0, 20.0)))
    assert falls(steps(lambda usual: surprise_at(10.0, usual), (0.0, 1.0, 4.0)))


def test_a_campaign_surprises_at_once_and_becomes_usual(city):
    found = nights(city, [4.0] * 10 + [12.0] * 28 + [4.0] * 5)
    assert not found[:10].any()
    campaign = found[10:38]
    assert campaign[1] > 0.4 and campaign[:7].mean() > 2.0 * campaign[21:].mean()
    assert found[40:].max() == 0.0, "who comes less often than is usual alarms nobody"


def test_short_turns_surprise_again_and_again(city):
    turns = nights(city, [4.0] * 10 + ([12.0] * 3 + [4.0] * 9) * 3)[10:]
    assert all(turns[start + 2] > 0.3 for start in (0, 12, 24)) and turns[9:12].max() == 0.0


def test_teams_are_noticed_within_250_metres(city):
    cells, c = city.cells, middle(city)
    cells.day_stops = 0.0
    cells.day_stops[c] = 3.0
    heard = np.array([memory.stops_near(city, k) for k in range(len(cells))])
    away = np.maximum(np.abs(cells.x - cells.x[c]), np.abs(cells.y - cells.y[c]))
    assert (heard == np.where(away <= 2, 3.0, 0.0)).all()


def test_the_stops_of_a_day_are_counted_and_wiped():
    model = twin.CityTwin(district=VILLAGE, parameters=BUSY, rng=3)
    cells, counted = model.world.rows("cells"), 0.0
    for _ in range(23):
        model.step()
        traces = model.world.traces.rows
        counted += float((traces.stops + traces.known_stops - traces.advice).sum())
    assert cells.day_stops.sum() == pytest.approx(counted) and counted > 0.0
    model.step()
    assert not cells.day_stops.any() and cells.teams_usual.sum() > 0.0


def with_surprises(alarm, surprise):
    """Run a small city in which every place is surprised so much each morning."""
    model = twin.CityTwin(district=VILLAGE, parameters={**BUSY, "alarm": alarm}, rng=5)
    for _ in range(4):
        model.world.rows("cells").surprise = surprise
        model.run_for(days=1)
    return model.snapshot().world


def test_without_alarm_surprise_moves_nothing_and_with_it_vendors_act():
    assert not changed_columns(with_surprises(0.0, 0.0), with_surprises(0.0, 5.0))
    moved = changed_columns(with_surprises(2.0, 0.0), with_surprises(2.0, 5.0))
    assert {"vendors.utility", "vendors.last_place"} <= moved
