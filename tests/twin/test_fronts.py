"""Shop fronts: what shops put out, as enforcement lets them; what they sell by it, and its room."""

import numpy as np
import pytest

import twin
from agents.table import new_rows
from tests.agents.plain import climbs, falls, parameters, plain, steps
from twin.mechanisms import fronts, mishaps, street
from twin.mechanisms.columns import CELL, TRACE, ZONE

P = parameters()


def zone(**values):
    row = new_rows(ZONE, 1)[0]
    for name, value in {"strictness": 0.5, "patrol_share": 0.3, **values}.items():
        row[name] = value
    return row


def worth(p=P, **values):
    return plain(fronts.worth_putting_out)(zone(**values), p)


def test_shops_put_out_less_the_more_often_and_the_harder_they_are_met():
    assert falls(steps(lambda v: worth(strictness=v), (0.0, 0.5, 1.0)))
    assert falls(steps(lambda v: worth(patrol_share=v), (0.0, 0.3, 0.9)))
    assert falls(steps(lambda v: worth(harshness=v), (0.0, 0.5, 1.0)))
    assert climbs(steps(lambda v: worth(parameters(front_gain=v)), (10.0, 30.0, 120.0)))
    assert worth(strictness=0.0) == worth(capture=1.0) == worth(parameters(front_rounds=0.0)) == 1.0


@pytest.fixture
def world():
    return twin.CityTwin(district="classroom", rng=1).world


def nights(world, n, strictness):
    zones = world.rows("zones")
    zones.strictness, zones.patrol_share = strictness, world.p.patrol_most
    for _ in range(n):
        fronts.put_out(world.city(), world.traces.rows, world.p, world.now)
    return world.rows("cells")


def test_fronts_come_and_go_by_days_and_shops_sell_by_them(world):
    lax = nights(world, 1, 0.0).fronts.copy()
    assert (lax > 0.8).all() and (lax < 1.0).all()
    cells = nights(world, 300, 0.0)
    assert cells.fronts == pytest.approx(1.0)
    assert cells.shop == pytest.approx(cells.shop_full)
    cells = nights(world, 300, 1.0)
    assert (cells.fronts < 0.8).all()
    lost = world.p.front_sales * (1.0 - cells.fronts)
    assert cells.shop == pytest.approx(cells.shop_full * (1.0 - lost))


def test_where_nothing_hangs_on_goods_outside_shops_sell_the_same(world):
    world.p.front_sales = 0.0
    cells = nights(world, 50, 1.0)
    assert (cells.fronts < 0.8).all() and (cells.shop == cells.shop_full).all()


def cell(**values):
    row = new_rows(CELL, 1)[0]
    for name, value in {"space": 1.0, "attraction": 0.8, **values}.items():
        row[name] = value
    return row


def crowding(fronts_out, shops_open=True, p=P):
    row = cell(fronts=fronts_out)
    plain(street.crowd)(row, new_rows(TRACE, 1)[0], shops_open, p)
    assert row.in_the_way == 0.0, "nobody calls for a case about shops here"
    return float(row.crowding)


def test_fronts_take_walking_room_while_shops_are_open():
    assert climbs(steps(crowding, (0.0, 0.5, 1.0)))
    assert crowding(1.0, shops_open=False) == crowding(1.0, p=parameters(front_stalls=0.0)) == 0.0


def test_half_of_the_roads_taken_over_by_shops_and_works_are_fronts():
    def road(out):
        return plain(mishaps.road_chance)(cell(fronts=out), np.zeros(5), 0.0, P)

    assert road(0.0) == pytest.approx(0.5 * road(1.0))
