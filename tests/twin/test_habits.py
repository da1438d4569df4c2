"""The habits of the day: four rhythms, sleep, and what is wanted when."""

import pytest

from agents.residents import ELDERLY, FREE, RIDER, WORKER
from twin.habits import daily_habits

HABITS = daily_habits()


def share(rhythm, hours):
    return HABITS.out[list(hours), rhythm].sum() / HABITS.out[:, rhythm].sum()


def test_nobody_goes_out_in_the_dead_of_night():
    assert not HABITS.out[:5].any()  # who is sent home at midnight stays until five
    assert (HABITS.out[5:].sum(axis=0) > 1.0).all() and (HABITS.out.sum(axis=0) < 4.0).all()
    assert not HABITS.awake[:6].any() and HABITS.awake[6:].all()


def test_the_old_are_early_and_riders_are_out_when_others_eat_and_late():
    early, late = range(5, 9), range(20, 24)
    assert share(ELDERLY, early) > share(FREE, early) > share(RIDER, early)
    assert share(RIDER, late) > share(FREE, late) > share(ELDERLY, late)
    meals = [11, 12, 17, 18, 19, 20]
    assert share(RIDER, meals) > share(FREE, meals)


def test_workers_shop_around_work():
    assert share(WORKER, range(9, 18)) < share(FREE, range(9, 18))
    assert HABITS.at_work[9:18].all() and not HABITS.at_work[18:].any()


def test_what_is_wanted_sums_to_one_at_every_hour():
    assert HABITS.mix.sum(axis=1) == pytest.approx(1.0)
