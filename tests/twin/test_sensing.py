"""Sensing: what is there, who notices it, who files it, what is asked for."""

import numpy as np
import pytest

import twin
from agents.residents import (
    DAMAGE,
    FACILITY,
    FOOD,
    HAZARD,
    HOME_REPAIR,
    NOISE,
    OBSTRUCTION,
    PARKING,
    SERVICE,
    WASTE,
)
from agents.troubles import TELLING_HOUR
from twin.calendar import set_clock
from twin.mechanisms import sensing
from twin.mechanisms.columns import (
    FROM_COLLECTOR,
    FROM_PATROL,
    FROM_RESIDENT,
    FROM_SENSOR,
    FROM_WARDEN,
)

NIGHT = 3


@pytest.fixture
def world():
    return twin.CityTwin(district="classroom", levers={"collectors": 0.0}, rng=1).world


def sense(world, hour, **levers):
    for name, value in levers.items():
        world.rows("zones")[name] = value
    set_clock(world.now, hour)
    sensing.sense(world.city(), world.traces.rows, world.p, world.now)
    return world.rows("book")[0]


def test_what_comes_up_is_counted_once_seen_or_not(world):
    cells = world.rows("cells")
    cells.fault[:10], cells.parked[:4], cells.waste_share[:3] = 1.0, 1.0, 0.9
    for hour in (2, 3, 4):
        book = sense(world, hour)
    assert (book.arisen[FACILITY], book.arisen[PARKING], book.arisen[WASTE]) == (10, 4, 3)
    assert not book.noticed.any() and not book.opened.any()
    cells.fault = 0.0
    sense(world, 5)
    cells.fault[:2] = 1.0
    assert sense(world, 6).arisen[FACILITY] == 12


def test_collectors_find_what_is_there_by_day_and_the_more_of_them_the_more(world):
    cells = world.rows("cells")
    world.p.collector_rounds = 0.2
    found = []
    for number in (0.0, 1.0, 4.0):
        cells.parked, cells.open_case, cells.known = 1.0, -1, 0
        before = world.rows("book").opened[0, FROM_COLLECTOR]
        found.append(sense(world, 12, collectors=number).opened[FROM_COLLECTOR] - before)
    expected = [0.0, 1.0 - np.exp(-0.2), 1.0 - np.exp(-0.8)]
    assert np.array(found) / len(cells) == pytest.approx(expected, abs=0.07)
    cells.open_case = -1
    before = world.rows("book").opened[0, FROM_COLLECTOR]
    assert sense(world, NIGHT, collectors=4.0).opened[FROM_COLLECTOR] == before


def test_collectors_file_few_stalls_and_patrols_none(world):
    cells, traces = world.rows("cells"), world.traces.rows
    cells.in_the_way, traces.illegal = 0.9, 2.0
    world.p.collector_rounds, world.p.stall_filing = 0.3, 0.25
    book = sense(world, 12, collectors=4.0)
    passed = 1.0 - np.exp(-1.2)
    assert book.opened[FROM_COLLECTOR] / len(cells) == pytest.approx(0.25 * passed, abs=0.06)
    cells.open_case, traces.stops, cells.parked = -1, 1.0, 1.0
    world.p.patrol_filing = 1.0
    book = sense(world, 13, collectors=0.0)
    assert book.opened[FROM_PATROL] == book.opened_kind[PARKING] > 0
    assert book.noticed[OBSTRUCTION] == len(cells)


def test_advice_by_a_warden_is_no_patrol(world):
    traces = world.traces.rows
    world.rows("cells").parked, traces.known_stops, traces.advice = 1.0, 1.0, 1.0
    world.p.patrol_filing = 1.0
    assert not sense(world, 12).opened.any()


def test_sensors_tell_within_the_hour_day_and_night_where_there_are_some(world):
    cells = world.rows("cells")
    cells.hazard = cells.fault = 1.0
    assert not sense(world, NIGHT).opened.any()
    book = sense(world, NIGHT + 1, sensors=0.4)
    assert book.opened[FROM_SENSOR] == (cells.lot < 0.4).sum() == book.noticed[HAZARD]
    assert not book.opened_kind[FACILITY]  # nobody put a sensor on a bench
    assert (cells.open_case[cells.lot < 0.4, HAZARD] >= 0).all()


def test_teams_called_up_find_storm_damage_by_the_cells_they_look_through(world):
    cells, city = world.rows("cells"), world.rows("city")
    cells.damage = 1.0
    found = []
    for rounds, watch in ((world.p.storm_rounds, 0.0), (0.0, 0.05), (20.0, 0.05)):
        world.p.storm_rounds, city.watch = rounds, watch
        found.append(sense(world, NIGHT).opened_kind[DAMAGE] / len(cells))
    assert found[:2] == [0.0, 0.0]
    assert found[2] == pytest.approx(1.0 - np.exp(-1.0), abs=0.07)
    assert world.rows("book").opened[0, FROM_PATROL] == found[2] * len(cells)


def test_volunteers_tell_of_facilities_and_hazards(world):
    world.p.volunteer_eyes = 0.5
    world.rows("cells").fault = world.rows("cells").parked = 1.0
    assert not sense(world, 12).opened.any()
    book = sense(world, 13, coproduction=1.0)
    assert book.opened[FROM_RESIDENT] == book.opened_kind[FACILITY] == book.opened.sum() > 20


def test_troubles_told_open_a_case_and_those_found_out_too(world):
    cells, traces = world.rows("cells"), world.traces.rows
    traces.troubles[:4], traces.reports[:2, HOME_REPAIR], traces.found[2:4] = 5.0, 2.0, 1.0
    book = sense(world, TELLING_HOUR)
    assert book.opened_kind[HOME_REPAIR] == book.opened.sum() == 4
    assert (book.opened[FROM_RESIDENT], book.opened[FROM_WARDEN]) == (2, 2)
    assert (book.arisen[HOME_REPAIR], book.noticed[HOME_REPAIR]) == (20.0, 6.0)
    assert cells.homes[:5].tolist() == [2.0, 2.0, 1.0, 1.0, 0.0]
    assert not cells.complaints.any() and not cells.day_reports.any()


def test_who_tells_later_joins_the_open_case_and_when_it_is_over_nobody_waits(world):
    cells, traces = world.rows("cells"), world.traces.rows
    for day, waiting in ((0, 2.0), (1, 4.0)):
        traces.reports[0, HOME_REPAIR] = 2.0
        book = sense(world, 24 * day + TELLING_HOUR)
        assert cells.homes[0] == waiting and book.opened_kind[HOME_REPAIR] == 1
    traces.reports[0, HOME_REPAIR] = 0.0
    cells.open_case[0, HOME_REPAIR] = -1
    sense(world, 48 + TELLING_HOUR)
    assert cells.homes[0] == 0.0


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_requests_are_heard_by_the_street_and_filed_by_the_hotlines_share(world, share):
    cells, traces = world.rows("cells"), world.traces.rows
    traces.asks = 1.0
    book = sense(world, TELLING_HOUR, hotline=share)
    assert (cells.asked == 1.0).all() and book.arisen[SERVICE] == len(cells)
    assert cells.day_unmet == pytest.approx(world.p.ask_weight)
    assert book.requests / len(cells) == pytest.approx(share, abs=0.08)
    assert book.opened_kind[SERVICE] == book.requests == book.reports[SERVICE]


def test_only_complaints_make_a_place_hot(world):
    traces, cells = world.traces.rows, world.rows("cells")
    traces.reports[0, NOISE], traces.reports[1, SERVICE] = 3.0, 3.0
    sense(world, 22)
    assert cells.complaints[:2].tolist() == [3.0, 0.0] == cells.day_reports[:2].tolist()
    assert cells.reports_total[:2].tolist() == [3.0, 3.0]


def test_illness_is_noticed_where_many_are_ill(world):
    world.traces.rows.illness[:100] = 200.0
    book = sense(world, 12)
    assert book.arisen[FOOD] == 20_000.0 >= book.noticed[FOOD] > 19_000.0
    assert book.opened_kind[FOOD] > 95
