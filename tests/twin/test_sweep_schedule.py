"""Which runs are made rests on results alone; a rule to stop does what it says."""

import numpy as np
import pytest

from twin.sweep.axes import Replications, Stop
from twin.sweep.schedule import Fixed, Place, schedule_of


def luck(seed):
    return np.random.Generator(np.random.Philox(np.random.SeedSequence(seed)))


def finished(schedule, value, order):
    """Let a schedule be worked off, runs ending in an order of luck; give how often each ran."""
    waiting, made = [], []
    while True:
        while len(waiting) < 4 and (place := schedule.take()) is not None:
            waiting.append(place)
        if not waiting:
            return schedule.replications, made
        place = waiting.pop(int(order.integers(len(waiting))))
        made.append(place)
        schedule.settle(place, value(place))


def noisy(place):
    """Seeds share their luck; points differ by a level and a little luck of their own."""
    return float(luck(place.seed).normal() + place.point + 0.1 * luck(99 * place.point).normal())


def ragged(place):
    own = luck(1000 * place.point + place.seed).normal() * place.point
    return float(luck(place.seed).normal() + own)


RULE = Replications(4, 40, Stop("order", 0.6, paired=True))


def test_without_a_rule_all_points_of_a_seed_come_before_the_next():
    schedule = schedule_of(2, Replications(2, 3))
    assert isinstance(schedule, Fixed) and schedule.total == 6
    places = [schedule.take() for _ in range(7)]
    assert places == [*(Place(p, s) for s in range(3) for p in range(2)), None]


def test_how_often_a_point_is_run_does_not_depend_on_the_order_of_the_runs():
    found = [finished(schedule_of(4, RULE), ragged, luck(seed)) for seed in range(8)]
    often = found[0][0]
    assert all(one[0] == often for one in found)
    assert all(sorted(one[1]) == sorted(found[0][1]) for one in found)
    assert often[1] < often[3], "the point with more luck of its own is run more often"
    assert often[0] == max(often), "the first point is run as often as any other"


def test_each_run_is_asked_for_once_with_the_first_seeds():
    often, made = finished(schedule_of(4, RULE), ragged, luck(0))
    assert sorted(made) == [Place(p, s) for p in range(4) for s in range(often[p])]


def test_common_luck_stops_at_once_where_the_pair_is_looked_at():
    paired, _ = finished(schedule_of(3, Replications(4, 40, RULE.stop)), noisy, luck(0))
    alone = Replications(4, 40, Stop("order", 0.6, paired=False))
    single, _ = finished(schedule_of(3, alone), noisy, luck(0))
    assert paired == [4, 4, 4] and min(single) > 4


def test_a_point_that_never_narrows_ends_at_the_most():
    often, _ = finished(schedule_of(2, Replications(3, 11, Stop("order", 1e-9))), ragged, luck(0))
    assert often == [11, 11]


def test_runs_that_failed_have_no_value_and_do_not_hold_up_the_others():
    often, _ = finished(
        schedule_of(2, Replications(3, 7, Stop("order", 0.5))), lambda _: None, luck(0)
    )
    assert often == [7, 7]


@pytest.mark.parametrize("half_width", [0.4, 0.6])
def test_looking_often_costs_little_coverage(half_width):
    """Nominally 90 %: of 1,500 points whose true difference is 0, how many intervals hold it.

    Stopping at a narrow interval favours narrow ones: the loss is told in docs/sweeps.md.
    """
    from twin.compare.paired import mean_interval

    held = 0
    for number in range(1500):
        rule = Replications(6, 60, Stop("order", half_width, paired=False))
        draws = luck(number).normal(size=60)
        often, _ = finished(
            schedule_of(1, rule), lambda place, d=draws: float(d[place.seed]), luck(0)
        )
        low, high = mean_interval(draws[: often[0]])
        held += low <= 0.0 <= high
    assert 0.83 < held / 1500 < 0.92
