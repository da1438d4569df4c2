"""The street: crowds, waste, noise, mishaps; what a place is judged and remembered for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import twin
from agents.table import new_rows
from tests.agents.plain import climbs, falls, parameters, plain, steps
from twin.calendar import set_clock
from twin.mechanisms import memory, street
from twin.mechanisms.columns import CELL, TRACE

P = parameters()
SHARE = st.floats(0.0, 1.0)
CAUSES = (
    "crowding", "waste_share", "noise", "hazard", "fault", "occupied", "parked", "damage",
)  # fmt: skip


def cell(**values):
    row = new_rows(CELL, 1)[0]
    for name, value in values.items():
        row[name] = value
    return row


def trace(**values):
    row = new_rows(TRACE, 1)[0]
    for name, value in values.items():
        row[name] = value
    return row


def judged(**values):
    row = cell(**values)
    plain(street.judge_cell)(row, P)
    return row


@given(st.tuples(*[SHARE] * 3), st.tuples(*[st.booleans()] * 5))
def test_judgement_is_bounded_whatever_comes_together(gradual, sudden):
    row = judged(**dict(zip(CAUSES, (*gradual, *sudden), strict=True)))
    assert 0.0 <= row.disorder <= 1.0 and 0.0 <= row.disorder_home <= 1.0


@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_makes_disorder_worse(cause):
    for column in ("disorder", "disorder_home"):
        assert climbs(steps(lambda v, c=column: judged(**{cause: v})[c], (0.0, 0.5, 1.0)))
    assert judged().disorder == 0.0


def test_noise_is_worse_at_home_and_crowds_on_the_street():
    loud, full = judged(noise=0.8), judged(crowding=0.8)
    assert loud.disorder_home > loud.disorder and full.disorder > full.disorder_home


def test_life_needs_people_and_something_to_see():
    assert judged(footfall=1e6).vitality == 0.0
    assert judged(supply=1.0).vitality == 0.0
    assert climbs(steps(lambda n: judged(footfall=n, supply=1.0).vitality, (10.0, 60.0, 600.0)))
    variety = [judged(footfall=60.0, supply=[1.0] * k + [0.0] * (5 - k)).vitality for k in range(6)]
    assert climbs(variety)


def test_crowding_saturates_and_space_relieves():
    def crowding(walkers, space=1.0, load=0.0):
        row = cell(footfall=walkers, space=space)
        plain(street.crowd)(row, trace(load=load), False, P)
        return float(row.crowding)

    assert climbs(steps(crowding, (0.0, 100.0, 500.0, 5000.0)))
    assert crowding(1e9) <= 1.0 and crowding(0.0) == 0.0
    assert crowding(500.0, space=2.0) < crowding(500.0)
    assert crowding(0.0, load=2.0) > crowding(0.0, load=1.0) > 0.0


def test_only_stalls_off_pitches_are_in_the_way_and_by_their_share_of_the_load():
    def in_the_way(**stalls):
        row = cell(footfall=300.0)
        plain(street.crowd)(row, trace(load=4.0, traders=4.0, **stalls), True, P)
        return row.in_the_way / row.crowding

    assert in_the_way() == 0.0
    share = P.stall_room * 4.0 / (P.stall_room * 4.0 + P.walker_room * 300.0)
    assert in_the_way(illegal=4.0) == pytest.approx(share)
    assert in_the_way(illegal=1.0) == pytest.approx(share / 4.0)


def test_vendors_serve_up_to_what_they_can():
    def served(wants, vendors=1.0):
        row = cell()
        plain(street.offer)(
            row, trace(supply=[0, 0, vendors, 0, 0], wants=wants, traders=vendors), P
        )
        return row.served.tolist()

    assert served(1.0) == [0.0, 0.0, pytest.approx(P.vendor_share), 0.0, 0.0]
    assert served(10.0 * P.hourly_capacity)[2] == pytest.approx(0.1 * P.vendor_share)
    assert served(10.0 * P.hourly_capacity, 2.0)[2] == pytest.approx(0.2 * P.vendor_share)
    assert not any(served(5.0, 0.0))


def test_waste_is_made_by_stalls_walkers_and_homes_and_taken_away():
    row = cell(footfall=100.0, persons=200.0, room=2.0)
    added = plain(street.litter)(row, trace(litter=3.0), 0.0, 0.0, P)
    wanted = 3.0 * P.stall_waste + 100.0 * P.walker_waste + 200.0 * P.household_waste
    assert added == pytest.approx(wanted) and row.waste == added
    assert row.waste_share == pytest.approx(added / (added + 2.0))
    taken = plain(street.collect)(row, 0.75)
    assert taken == pytest.approx(0.75 * added) and row.waste == pytest.approx(0.25 * added)


def test_sorting_and_cared_for_fronts_save_waste():
    def made(cared=0.0, sorting=0.0):
        row = cell(footfall=1000.0, persons=200.0, room=2.0)
        return float(plain(street.litter)(row, trace(litter=1.0), cared, sorting, P))

    assert made(sorting=1.0) == pytest.approx((1.0 - P.sorting_cut) * made())
    saved = 1000.0 * P.walker_waste * P.front_cut
    assert made() - made(cared=1.0) == pytest.approx(saved)


def test_waste_is_collected_as_often_as_the_lever_says():
    def hours(n):
        return [h for h in range(24) if plain(street.collected_now)(float(n), h)]

    assert hours(1) == [5]
    assert hours(2) == [5, 13] and hours(4) == [5, 10, 13, 19]


@pytest.fixture
def town():
    return twin.CityTwin(district="classroom", rng=1).world


def test_a_strike_and_neglect_leave_waste_lying(town):
    usual = street.collection_share(town.city(), 0, P)
    assert usual == P.collection
    town.rows("weather").collection[0] = 0.25
    assert street.collection_share(town.city(), 0, P) == pytest.approx(0.25 * usual)
    town.rows("weather").collection[0] = 1.0
    town.rows("offices").neglect[0, 3] = 10.0
    behind = usual / (1.0 + 10.0 * P.neglect_collection)
    assert street.collection_share(town.city(), 0, P) == pytest.approx(behind)
    assert street.collection_share(town.city(), 1, P) == usual


def test_cared_for_fronts_are_swept_in_the_evening_and_no_bag_is_lost(town):
    cells, record = town.rows("cells"), town.rows("city")[0]
    cells.waste, cells.attraction = 3.0, 0.8
    set_clock(town.now, street.SWEEPING_HOUR)
    for part in (0.0, 1.0):
        town.rows("zones").coproduction = part
        street.trade_hour(town.city(), town.traces.rows, town.p, town.now)
        assert (record.waste_collected > 0.0) == (part > 0.0)
    left = cells.waste.sum() + record.waste_collected
    assert left == pytest.approx(3.0 * len(cells) + record.waste_made)


def test_trusting_streets_take_more_part(town):
    town.rows("zones").coproduction = 1.0
    place = cell(attraction=0.5)
    parts = []
    for trust in (0.0, 0.5, 1.0):
        town.rows("offices").trust = trust
        parts.append(float(street.front_care(town.city(), place)))
    assert parts == pytest.approx([0.5, 0.75, 1.0])


def test_cars_and_damage_take_walking_space():
    def crowding(**values):
        row = cell(footfall=500.0, **values)
        plain(street.crowd)(row, trace(), False, P)
        return float(row.crowding)

    assert crowding(damage=1.0) > crowding(parked=1.0) > crowding()


def test_weather_and_newcomers_move_visitors_and_a_slump_wants(town):
    set_clock(town.now, 13)
    weather = town.rows("weather")
    usual = street.visitors_here(town.city(), 5, town.now, P)
    weather.visitors[0], weather.newcomers[0] = 0.5, 100.0
    assert street.visitors_here(town.city(), 5, town.now, P) == pytest.approx(0.55 * usual)
    weather.demand[0] = 0.5
    assert street.wanting(town.city(), P) == pytest.approx(0.5 * P.want_share)
    weather.demand[0] = 9.0
    assert street.wanting(town.city(), P) == 1.0


def test_treated_causes_come_back_at_their_half_life_and_a_month_forgets():
    row = cell(bins=2.0, room=2.0, asked=10.0)
    row.cure[:], row.recurred[:] = 0.8, 4.0
    plain(memory.forget_causes)(row, P)
    assert row.room == pytest.approx(2.0 * (1.0 + P.cure_bins * row.cure[0]))
    for _ in range(68):
        plain(memory.forget_causes)(row, P)
    assert row.cure == pytest.approx(0.4)
    assert row.asked < 1.1 and row.recurred.max() < 0.5


def test_noise_carries_to_the_four_neighbours_and_no_further(town):
    world = town
    cells, city = world.rows("cells"), world.city()
    middle = int(
        world.maps.lookup[world.maps.lookup.shape[0] // 2, world.maps.lookup.shape[1] // 2]
    )
    cells.loud[middle] = 2.0
    heard = np.array([street.loudness(city, c, world.p) for c in range(len(cells))])
    away = np.abs(cells.x - cells.x[middle]) + np.abs(cells.y - cells.y[middle])
    assert heard[away == 0] == pytest.approx(1.0 - np.exp(-2.0 * P.noise_weight))
    near = 1.0 - np.exp(-2.0 * P.noise_weight * P.noise_spill)
    assert heard[away == 1] == pytest.approx(near) and (away == 1).sum() == 4
    assert not heard[away > 1].any()


def test_memories_move_towards_the_day_and_the_day_is_wiped():
    world = twin.CityTwin(district="classroom", rng=1).world
    cells = world.rows("cells")
    cells.day_disorder, cells.day_vitality, cells.day_crowding = 18.0 * 0.5, 18.0, 0.0
    cells.day_wants, cells.complaints = 30.0, 8.0
    before = cells.copy()
    set_clock(world.now, 24 + 23)
    memory.end_day(world.city(), world.traces.rows, world.p, world.now)
    habit = P.habit
    assert cells.disorder_memory == pytest.approx(
        before.disorder_memory + habit * (0.5 - before.disorder_memory)
    )
    assert (cells.vitality_memory > before.vitality_memory).all()
    assert cells.demand == pytest.approx(before.demand + P.demand_learning * (30.0 - before.demand))
    assert cells.complaints == pytest.approx(8.0 * P.complaint_decay)
    for name in ("day_disorder", "day_vitality", "day_crowding", "day_wants", "day_supply"):
        assert not cells[name].any()


def test_talk_of_raids_rises_where_vendors_are_dealt_with_and_fades_elsewhere():
    def talk(dealt, hours, risk=0.3):
        row = cell(risk_place=risk, day_dealt=dealt, day_tidy=0.5 * hours)
        row.day_supply[3] = hours
        memory.remember_trade(row, False, P)
        return float(row.risk_place)

    assert talk(2.0, 12.0) > talk(1.0, 12.0) > talk(0.0, 12.0)
    assert talk(0.0, 12.0) < 0.3
    assert talk(0.0, 0.0) == pytest.approx(0.3 + P.place_forgetting * (P.risk_prior - 0.3))


def test_known_places_appeal_by_sights_and_life_and_not_by_crowds():
    def appeal(festival=0.0, **values):
        row = cell(**values)
        plain(memory.set_appeal)(row, festival, P)
        return float(row.appeal)

    assert climbs(steps(lambda v: appeal(attraction=v), (0.0, 0.5, 1.0)))
    assert climbs(steps(lambda v: appeal(vitality_memory=v), (0.0, 0.5, 1.0)))
    assert falls(steps(lambda v: appeal(crowding_memory=v), (0.0, 0.5, 1.0)))
    assert falls(steps(lambda v: appeal(damage=v), (0.0, 1.0)))
    assert appeal(amenity=2.0) == appeal(amenity=1.0) > appeal()
    assert climbs(steps(lambda v: appeal(festival=v, land_use=1), (0.0, 0.5, 1.0)))
    assert appeal(festival=1.0, land_use=0) == appeal()


def test_visitors_come_as_counted_for_street_and_hour():
    world = twin.CityTwin(district="validation", rng=1).world
    set_clock(world.now, 13)
    city = world.city()
    cells = world.rows("cells")
    here = np.array([street.visitors_here(city, c, world.now, world.p) for c in range(len(cells))])
    by_street = np.bincount(cells.street, here)
    free = world.maps.habits.out[:, 0]
    habit = free[13] / free.max()
    wanted = world.district.visitors[:, 13] * P.visitor_outing * habit
    assert by_street == pytest.approx(wanted, rel=1e-5)
