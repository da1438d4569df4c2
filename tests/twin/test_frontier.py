"""Frontiers of order and vitality: which points count, what can be had, which lies outside."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.analysis.frontier import (
    CROSSING,
    INSIDE,
    OUTSIDE,
    STEPS,
    band,
    common,
    frontier,
    heights,
    shift,
)

NEAR = [(0.2, 0.8), (0.5, 0.5), (0.8, 0.1)]
FAR = [(x + 0.1, y + 0.05) for x, y in NEAR]
COORDINATE = st.integers(0, 50).map(lambda k: k / 50.0)
POINTS = st.lists(st.tuples(COORDINATE, COORDINATE), min_size=1, max_size=12)


def test_a_point_under_the_line_between_two_others_does_not_count():
    assert frontier([*NEAR, (0.4, 0.3), (0.1, 0.7)]) == NEAR
    assert frontier([(0.2, 0.8), (0.5, 0.4), (0.8, 0.1)]) == [(0.2, 0.8), (0.8, 0.1)]


def test_what_has_less_of_both_does_not_count_even_where_the_hull_goes_on():
    assert frontier([(0.0, 0.2), (0.5, 0.9), (0.6, 0.9), (0.9, 0.0)]) == [(0.6, 0.9), (0.9, 0.0)]


def test_between_two_points_a_mixture_can_be_had_and_beyond_the_last_nothing():
    found = heights(NEAR, np.array([0.0, 0.35, 0.8, 0.9]))
    assert found[:3] == pytest.approx([0.8, 0.65, 0.1])
    assert math.isnan(found[3])


def test_a_frontier_moved_out_lies_outside_by_what_it_was_moved():
    moved = shift(NEAR, FAR)
    assert (moved.side, moved.share) == (OUTSIDE, 1.0)
    assert moved.vitality > 0.05 and moved.order > 0.1  # each also gains by the other's move
    back = shift(FAR, NEAR)
    assert (back.side, back.vitality, back.share) == (INSIDE, -moved.vitality, 0.0)


def test_equal_steps_upwards_are_the_gap_at_equal_order():
    raised = [(x, y + 0.05) for x, y in NEAR]
    assert shift(NEAR, raised).vitality == pytest.approx(0.05)


def test_frontiers_that_cross_are_neither():
    other = [(0.2, 0.7), (0.5, 0.6), (0.9, 0.1)]
    found = shift(NEAR, other)
    assert found.side == CROSSING and 0.0 < found.share < 1.0
    assert shift(NEAR, NEAR).side == CROSSING, "one does not lie outside itself"


@given(POINTS, POINTS)
def test_order_of_points_changes_nothing_and_sides_are_opposite(one, other):
    assert frontier(one) == frontier(one[::-1])
    there, back = shift(one, other), shift(other, one)
    opposite = {OUTSIDE: INSIDE, INSIDE: OUTSIDE, CROSSING: CROSSING}
    assert back.side == opposite[there.side]
    assert back.vitality == pytest.approx(-there.vitality)
    assert back.order == pytest.approx(-there.order)


@given(POINTS)
def test_no_point_lies_beyond_its_own_frontier(points):
    line = frontier(points)
    firsts = np.array([x for x, _ in points])
    assert (heights(line, firsts) >= np.array([y for _, y in points]) - 1e-9).all()
    assert set(line) <= set(points)


def test_a_band_is_the_mean_of_the_seeds_over_what_all_reach():
    lines = [[(x, y + k) for x, y in NEAR] for k in (0.0, 0.01, 0.02)]
    found = band(lines)
    assert len(found.places) == STEPS and (found.places[0], found.places[-1]) == (0.2, 0.8)
    assert found.mean[0] == pytest.approx(0.81)
    assert (found.low < found.mean).all() and (found.mean < found.high).all()
    assert np.isnan(band(lines[:2]).low).all(), "two seeds give no interval"


def test_places_end_where_the_shorter_frontier_does():
    places = common([NEAR, FAR])
    assert (places[0], places[-1]) == (pytest.approx(0.2), pytest.approx(0.8))
