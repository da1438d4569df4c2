"""What a storm did, and how order swings: against series whose answer is known."""

import math

import numpy as np
import pytest

from tests.twin.by_hand import THOUSANDS, fresh, measured, write_days, write_hours
from twin.measures import resilience
from twin.measures.resilience import hours_until_cleared, lost_service, recovery, swing


def test_lost_service_is_the_area():
    assert lost_service([0.0, 0.5, 0.25, 0.25]) == 1.0


@pytest.mark.parametrize(
    ("made", "cleared", "wanted"),
    [
        ([0, 5, 10, 10, 10, 10], [0, 0, 2, 7, 8, 10], 3.0),
        ([10, 10], [10, 10], 0.0),
        ([0, 10, 10], [0, 0, 7], math.nan),
        ([0, 0, 0], [0, 0, 0], math.nan),
        ([], [], math.nan),
    ],
)
def test_hours_until_four_fifths_are_cleared(made, cleared, wanted):
    found = hours_until_cleared(np.array(made, float), np.array(cleared, float))
    assert found == pytest.approx(wanted, nan_ok=True)


def test_a_window_counts_its_own_damage_only():
    world = fresh(days=10)
    write_hours(world, "damage_made", [4, 4, 14, 14, 14, 14], until=106)
    write_hours(world, "damage_cleared", [4, 4, 4, 10, 12, 14], until=106)
    write_hours(world, "blocked", [0.0, 0.0, 0.1, 0.05, 0.025, 0.0], until=106)
    found = recovery(world, 101, 106)
    assert found.damage == 10.0 and found.hours_to_clear == 2.0
    assert found.lost_service == pytest.approx(0.175)


def test_a_window_still_to_come_has_nothing():
    found = recovery(fresh(days=2), 100, 140)
    assert found.damage == 0.0 and found.lost_service == 0.0 and math.isnan(found.hours_to_clear)


def test_damage_of_the_day():
    world = fresh()
    world.rows("cells").damage[:3] = 1.0
    write_hours(world, "blocked", [0.25] * 4)
    assert measured(world, resilience.damage_waiting) == pytest.approx(3.0 / THOUSANDS)
    assert measured(world, resilience.service_lost) == 1.0


def test_a_cycle_is_found_with_its_period_and_size():
    days = np.arange(120)
    found = swing(0.7 + 0.001 * days + 0.05 * np.sin(2 * np.pi * days / 30))
    assert found.days == 30.0
    assert found.amplitude == pytest.approx(0.05, rel=0.15)
    assert found.share > 0.9


def test_a_week_is_no_swing_and_a_flat_series_has_none():
    days = np.arange(140)
    week = swing(0.7 + 0.05 * np.sin(2 * np.pi * days / 7))
    assert week.amplitude < 1e-9
    assert swing(np.full(70, 0.7)).amplitude < 1e-9


def test_noise_makes_no_sustained_cycle():
    noise = np.random.Generator(np.random.Philox(3)).normal(0.0, 0.01, 360)
    assert swing(noise).share < 0.2


def test_sixty_days_are_needed_and_the_first_thirty_do_not_count():
    order = 0.7 + 0.05 * np.sin(2 * np.pi * np.arange(90) / 20)
    order[:30] = 0.0
    for days, there in ((89, False), (90, True)):
        world = fresh(days=days)
        write_days(world, order=order[:days])
        assert math.isnan(measured(world, resilience.swing_days)) != there
    assert measured(world, resilience.swing_days) == 20.0
    assert measured(world, resilience.swing_size) == pytest.approx(0.05, rel=0.15)


def test_the_diary_holds_two_years_and_then_goes_round():
    world = fresh(days=900)
    days = np.arange(170, 900)
    write_days(world, order=0.7 + 0.05 * np.sin(2 * np.pi * days / 73))
    assert measured(world, resilience.swing_days) == pytest.approx(73.0)
