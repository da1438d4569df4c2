"""Licences: the days from winning a pitch to trading on it."""

import numpy as np
import pytest

import twin
from agents.vendors import IDLE, TRADING
from tests.strategies import BUSY
from twin.accounts import Start, broken
from twin.accounts.whole import money, pitches, vendors
from twin.mechanisms.pitches import days_to_licence, grant_licences, settle_claims


def town(**levers):
    return twin.CityTwin(district="classroom", levers={"pitches": 3.0, **levers}, rng=3).world


def win(world, n=2):
    """Let the first vendors win pitches in the cell that has most; give vendors and cell."""
    rows = world.rows("vendors")
    cell = int(world.rows("cells").pitches.argmax())
    rows.claim[:n], rows.state[:n], rows.cell[:n] = cell, TRADING, cell
    settle_claims(world)
    return rows[:n], cell


def test_without_a_wait_the_winner_stands_on_its_pitch_at_once():
    world = town(licence_days=0.0)
    won, cell = win(world)
    assert won.licensed.all() and won.on_pitch.all() and (won.state == TRADING).all()
    assert (won.permit_day == -1).all() and (won.cell == cell).all()
    assert world.rows("book").licences[0] == 2.0 and world.rows("book").licence_days[0] == 0.0


def test_the_winner_goes_home_and_the_pitch_is_kept_until_the_licence_comes():
    world = town(licence_days=3.0)
    won, cell = win(world)
    assert not won.licensed.any() and not won.on_pitch.any() and (won.state == IDLE).all()
    assert world.rows("cells").pitches_taken[cell] == 2
    for day in range(3):
        world.now.day = day
        assert not won.licensed.any()
        won.idle_days += 1  # as the vendor's night counts them
        grant_licences(world)
    assert won.licensed.all() and (won.pitch == cell).all() and (won.permit_day == -1).all()
    assert world.rows("book").licences[0] == 2.0 and world.rows("book").licence_days[0] == 6.0


def test_one_window_shortens_the_wait_by_its_share():
    place = np.array([0])

    def days(onething, **more):
        return int(days_to_licence(town(onething=onething, **more), place)[0])

    assert [days(share, licence_days=20.0) for share in (0.0, 0.5, 1.0)] == [20, 15, 10]
    assert days(1.0, licence_days=0.0) == 0


@pytest.mark.parametrize("lever", [2.0, 6.0])
def test_a_city_books_the_days_its_vendors_waited(lever):
    levers = {"pitches": 3.0, "licence_days": lever, "outreach": 1.0, "pitch_fee": 0.0}
    city = twin.CityTwin(district="classroom", levers=levers, parameters=BUSY, rng=4)
    start = Start(city.world)
    for _ in range(24 * 9):
        city.step()
        assert not broken(city.world, start, (money, pitches, vendors))
    book = city.world.rows("book")[0]
    assert book.licences > 0.0 and book.licence_days == lever * book.licences
