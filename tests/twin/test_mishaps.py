"""Mishaps: rates by what breeds them, what departments neglect, and what was treated."""

import numpy as np
import pytest

import twin
from agents.residents import DAMAGE, FACILITY, HAZARD, NOISE, PARKING, ROAD
from agents.table import new_rows
from tests.agents.plain import climbs, parameters, plain, steps
from twin.calendar import set_clock
from twin.mechanisms import mishaps
from twin.mechanisms.columns import CELL

P = parameters()
CALM = np.zeros(5)


def cell(**values):
    row = new_rows(CELL, 1)[0]
    for name, value in values.items():
        row[name] = value
    return row


def hazard(place, neglect):
    return plain(mishaps.hazard_chance)(place, neglect, P)


def fault(place, neglect):
    return plain(mishaps.fault_chance)(place, neglect, P)


def road(place, neglect):
    return plain(mishaps.road_chance)(place, neglect, 5.0, P)


def parking(place, neglect):
    return plain(mishaps.parking_chance)(place, neglect, 18, P)


CHANCES = (
    (hazard, HAZARD, 2), (fault, FACILITY, 0), (road, ROAD, 0), (road, ROAD, 4),
    (parking, PARKING, 4),
)  # fmt: skip


@pytest.mark.parametrize(("chance", "kind", "department"), CHANCES)
def test_neglect_breeds_and_treated_causes_do_not(chance, kind, department):
    place = cell(persons=100.0, attraction=0.5)
    late = CALM.copy()
    late[department] = 10.0
    assert chance(place, late) > chance(place, CALM) > 0.0
    place.cure[kind] = 0.8
    assert chance(place, CALM) == pytest.approx(
        0.2 * chance(cell(persons=100.0, attraction=0.5), CALM)
    )


def test_what_is_only_patched_breaks_sooner():
    assert fault(cell(persons=100.0, patched=1.0), CALM) > 3.0 * fault(cell(persons=100.0), CALM)


def test_cars_come_where_people_are_and_at_hours_of_coming_home():
    assert climbs(steps(lambda n: parking(cell(persons=n), CALM), (0.0, 100.0, 300.0)))
    assert climbs(steps(lambda a: parking(cell(attraction=a), CALM), (0.0, 0.5, 1.0)))
    at = [plain(mishaps.parking_chance)(cell(persons=100.0), CALM, h, P) for h in range(24)]
    assert at[3] == 0.0 and at[18] == max(at) > at[14]


@pytest.fixture
def town():
    return twin.CityTwin(district="classroom", rng=1).world


def each_cell(town, rule, *more):
    for c in range(len(town.rows("cells"))):
        rule(town.city(), c, *more, town.now, town.p)


def test_cars_leave_before_dawn_at_their_pace(town):
    cells = town.rows("cells")
    cells.parked = 1.0
    set_clock(town.now, 12)
    each_cell(town, mishaps.mishaps, 0.0)
    assert (cells.parked == 1.0).all()
    set_clock(town.now, 26)
    each_cell(town, mishaps.mishaps, 0.0)
    assert cells.parked.mean() == pytest.approx(1.0 - town.p.parking_leaves, abs=0.1)


def test_what_happens_has_its_rate(town):
    cells = town.rows("cells")
    town.p.hazard_rate = 0.2
    each_cell(town, mishaps.mishaps, 0.0)
    assert cells.hazard.mean() == pytest.approx(0.2, abs=0.07)
    assert not cells.occupied.any()  # no stalls


def test_a_storm_breaks_what_was_not_inspected(town):
    cells, book = town.rows("cells"), town.rows("book")[0]
    each_cell(town, mishaps.storm)
    assert not cells.damage.any()
    town.rows("weather").damage[0] = 0.5
    town.rows("zones").inspection = np.where(np.arange(4) < 2, 1.0, 0.0)
    each_cell(town, mishaps.storm)
    careful = cells.zone < 2
    assert cells.damage[~careful].mean() == pytest.approx(0.5, abs=0.1)
    spared = 0.5 * (1.0 - town.p.inspection_gain)
    assert cells.damage[careful].mean() == pytest.approx(spared, abs=0.1)
    broken = cells.damage.sum()
    assert book.damage_made == book.arisen[DAMAGE] == book.damage_hours == broken
    town.rows("weather").damage[0] = 0.0
    each_cell(town, mishaps.storm)
    assert book.damage_made == broken and book.damage_hours == 2.0 * broken


def test_police_and_treated_causes_decide_how_loud_it_gets(town):
    quiet = mishaps.made_noise(town.city(), 0, 2.0, town.p)
    assert quiet == 2.0
    town.rows("offices").neglect[:, 4] = 10.0
    assert mishaps.made_noise(town.city(), 0, 2.0, town.p) > quiet
    town.rows("cells").cure[0, NOISE] = 1.0
    assert mishaps.made_noise(town.city(), 0, 2.0, town.p) == 0.0
