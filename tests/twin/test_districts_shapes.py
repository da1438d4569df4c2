"""The geometry below districts: projection, power diagrams, the last cells, whole numbers."""

import csv

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from agents.streams import decision, draw4, run_key
from twin.district import GeneratorOptions, generate
from twin.districts.balance import balance
from twin.districts.shapes import Seeds, free_outline, local_metres, neighbours, whole_streets
from twin.districts.shares import largest_remainder, ranks, split_by_group, uniforms


def square_seeds(n, quota, apart=10.0):
    """Give seeds of n streets in a row from west to east."""
    east = np.arange(n) * apart
    return Seeds(east, np.zeros(n), np.ones(n), np.full(n, float(quota)))


def test_projected_distances_are_those_of_the_known_pairs(shared):
    with (shared / "data" / "crs_checks" / "gcj02_pairs_beijing.csv").open() as file:
        rows = list(csv.reader(file))
    values = np.array([[float(text) for text in row] for row in rows[1:]])
    lon, lat = values[:, [0, 2]], values[:, [1, 3]]
    middle = (float(lon.mean()), float(lat.mean()))
    east, south = local_metres(lon, lat, middle)
    distance = np.hypot(np.diff(east)[:, 0], np.diff(south)[:, 0])
    assert np.abs(distance / values[:, 4] - 1).max() < 0.005


def test_south_and_east_are_positive():
    east, south = local_metres(np.array([116.41]), np.array([39.89]), (116.40, 39.90))
    assert east[0] == pytest.approx(855, abs=2)
    assert south[0] == pytest.approx(1110, abs=2)


def test_streets_of_stated_area_touch_where_they_are_near():
    streets, _ = free_outline(square_seeds(3, 100))
    assert np.bincount(streets[streets >= 0]).tolist() == [100, 100, 100]
    assert [(a, b) for a, b, _ in neighbours(streets)] == [(0, 1), (1, 2)]


def test_a_free_outline_has_no_holes():
    # Four streets around a gap: the diagram alone would leave it outside.
    east, south = np.array([0.0, 11.0, 0.0, 11.0]), np.array([0.0, 0.0, 11.0, 11.0])
    seeds = Seeds(east, south, np.ones(4), np.full(4, 100.0))
    streets, _ = free_outline(seeds)
    inside = streets >= 0
    assert (ndimage.binary_fill_holes(inside) == inside).all()
    assert np.abs(np.bincount(streets[inside]) - 100).max() <= 1


def test_a_stretched_street_is_wider_than_tall():
    streets, _ = free_outline(Seeds(np.zeros(1), np.zeros(1), np.full(1, 1.5), np.full(1, 200.0)))
    assert streets.shape[1] > 1.8 * streets.shape[0]


def test_columns_that_tie_are_put_right_cell_by_cell():
    # 34 columns for 4 streets in a row: the diagram alone misses by half a column, 4 cells.
    district = generate(GeneratorOptions(streets=8, width=34, height=18))
    cells = np.bincount(district.street)
    assert np.abs(cells - 34 * 18 / 8).max() <= 2


def bands(*widths):
    """Give a map of streets as vertical bands of the given widths, 6 cells tall."""
    return np.repeat(np.repeat(np.arange(len(widths)), widths)[None], 6, axis=0).astype(np.int32)


def costs_of(streets, n):
    """Give the distance of every cell to every street's mean column, (n, height, width)."""
    columns = np.arange(streets.shape[1])
    middles = [np.nonzero(streets == i)[1].mean() for i in range(n)]
    return np.stack([np.broadcast_to(np.abs(columns - m), streets.shape) for m in middles])


def test_cells_are_handed_on_through_the_street_between():
    streets = bands(6, 5, 4)
    balanced = balance(streets, np.full(3, 30.0), costs_of(streets, 3))
    assert np.abs(np.bincount(balanced.ravel()) - 30).max() <= 1
    assert all(ndimage.label(balanced == i)[1] == 1 for i in range(3))
    assert [(a, b) for a, b, _ in neighbours(balanced)] == [(0, 1), (1, 2)]


def test_a_map_in_balance_is_left_alone():
    streets = bands(5, 5)
    assert (balance(streets, np.full(2, 30.0), costs_of(streets, 2)) == streets).all()


def test_streets_that_do_not_touch_give_each_other_nothing():
    streets = bands(4, 2, 4)
    streets[streets == 1] = -1
    streets[streets == 2] = 1
    costs = np.zeros((2, *streets.shape))
    assert (balance(streets, np.array([20.0, 28.0]), costs) == streets).all()


def test_a_cell_that_holds_a_street_together_is_not_taken():
    # Street 1 is a row one cell thick: every cell but its ends holds it together.
    streets = np.zeros((3, 9), np.int32)
    streets[1] = 1
    balanced = balance(streets, np.array([21.0, 6.0]), np.zeros((2, 3, 9)))
    assert ndimage.label(balanced == 1)[1] == 1
    assert np.bincount(balanced.ravel()).tolist() == [20, 7]


def test_parts_of_a_street_go_to_the_street_around_them():
    streets = bands(5, 5)
    streets[2, 8] = 0
    whole = whole_streets(streets)
    assert whole[2, 8] == 1
    assert np.bincount(whole.ravel()).tolist() == [30, 30]


def test_parts_out_in_the_open_are_dropped():
    streets = np.full((5, 9), -1, np.int32)
    streets[1:4, 1:4] = 0
    streets[2, 7] = 0
    assert (whole_streets(streets) >= 0).sum() == 9


def test_borders_are_measured_along_cell_edges():
    assert neighbours(bands(3, 3)) == ((0, 1, 600.0),)


@settings(max_examples=50, derandomize=True)
@given(st.integers(0, 10**7), st.lists(st.floats(0, 1e6), min_size=1, max_size=30))
def test_largest_remainders_sum_exactly_and_stay_within_one(total, weights):
    weights = np.array(weights)
    parts = largest_remainder(total, weights)
    assert parts.sum() == total and parts.min() >= 0
    if weights.sum() > 1e-6:
        assert np.abs(parts - total * weights / weights.sum()).max() < 1 + 1e-6


def test_remainders_that_tie_go_to_the_first():
    assert largest_remainder(5, np.ones(3)).tolist() == [2, 2, 1]


def test_every_group_shares_its_own_total():
    parts = split_by_group(
        np.array([10, 3]), np.array([0, 1, 0, 1], np.int32), np.array([1.0, 0.0, 1.0, 0.0])
    )
    assert parts.tolist() == [5, 2, 5, 1]


def test_draws_for_arrays_are_those_of_the_engine():
    now = np.zeros(1, np.dtype([("key_a", "u8"), ("key_b", "u8"), ("tick", "i8")], align=True))
    clock = now.view(np.recarray)[0]
    clock.key_a, clock.key_b = run_key(12)
    expected = [draw4(clock, decision("district.test"), agent)[0] for agent in range(50)]
    assert uniforms(12, "district.test", np.arange(50)).tolist() == expected


def test_ranks_are_a_permutation_that_the_name_decides():
    one, two = ranks(1, "district.a", 20), ranks(1, "district.b", 20)
    assert sorted(one) == sorted(two) == list(range(20))
    assert one.tolist() != two.tolist()
