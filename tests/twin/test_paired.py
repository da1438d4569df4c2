"""Paired statistics, against numbers worked out by hand and by SciPy's own intervals."""

import math

import numpy as np
import pytest
from scipy import stats

from twin.compare.paired import mean_interval, median_interval, paired

ROWS = [[1.0, 2.0, 3.0], [0.5, -0.25, 4.0, 1.0, 2.0], list(range(12)), [2.0, 2.0, 2.0]]


def test_the_interval_of_three_pairs_by_hand():
    """Differences 1, 2, 3: mean 2, s 1, t(0.95; 2) = 2.920, reach 2.920 / sqrt 3 = 1.686."""
    found = paired([10.0, 20.0, 30.0], [11.0, 22.0, 33.0], "h", "down")
    assert (found.reference, found.mean, found.difference, found.median) == (20.0, 22.0, 2.0, 2.0)
    assert found.low == pytest.approx(2.0 - 1.686, abs=1e-3)
    assert found.high == pytest.approx(2.0 + 1.686, abs=1e-3)
    assert (found.seeds, found.agree, found.unit) == (3, 1.0, "h")
    assert (found.verdict, found.reading) == ("up", "worse")


def test_pairing_takes_out_what_both_share():
    """The values spread over hundreds, the differences do not: only pairs can see it."""
    luck = np.array([100.0, 350.0, -40.0, 900.0])
    found = paired(list(luck), list(luck + np.array([1.0, 1.1, 0.9, 1.0])))
    assert (found.verdict, found.reading) == ("up", "different")
    assert found.high - found.low < 0.25


@pytest.mark.parametrize("row", ROWS[:3])
def test_the_interval_of_the_mean_is_scipys(row):
    values = np.array(row, np.float64)
    expected = stats.t.interval(0.9, len(row) - 1, values.mean(), stats.sem(values))
    assert mean_interval(values) == pytest.approx(expected)


@pytest.mark.parametrize("n", range(5, 41))
def test_the_interval_of_the_median_holds_it_in_nine_samples_of_ten_and_no_wider(n):
    low, _ = median_interval(np.arange(1.0, n + 1.0))
    k = int(low)
    assert median_interval(np.arange(1.0, n + 1.0)) == (k, n + 1 - k)
    assert 2 * stats.binom.cdf(k - 1, n, 0.5) <= 0.1 < 2 * stats.binom.cdf(k, n, 0.5)


def test_the_ranks_of_the_sign_test_for_thirty_pairs():
    """The usual table gives 10 as the critical value at 10 % for n = 30: the 11th from the end."""
    assert median_interval(np.arange(1.0, 31.0)) == (11.0, 20.0)


def test_few_pairs_give_numbers_but_no_interval():
    found = paired([1.0, 1.0], [3.0, 5.0], "h", "up")
    assert (found.difference, found.median, found.seeds, found.agree) == (3.0, 3.0, 2, 1.0)
    assert (found.low, found.high, found.median_low, found.median_high) == (None,) * 4
    assert (found.verdict, found.reading) == ("no clear difference", "unclear")
    assert median_interval(np.arange(4.0)) == (None, None)


def test_a_seed_counts_where_both_have_a_value():
    found = paired([1.0, None, 3.0, 4.0, None], [2.0, 9.0, None, 6.0, None])
    assert (found.seeds, found.reference, found.mean) == (2, 2.5, 4.0)
    assert paired([1.0, math.nan, 3.0, 4.0, None], [2.0, 9.0, math.nan, 6.0, math.nan]) == found
    assert paired([1.0, math.inf, 4.0], [2.0, 3.0, 6.0]) == found
    with pytest.raises(ValueError, match="longer"):
        paired([1.0], [1.0, 2.0])


def test_without_a_pair_there_is_no_number():
    found = paired([None, 1.0], [1.0, None], "h", "down").to_dict()
    assert {name for name, value in found.items() if value is not None} == {
        "seeds", "verdict", "reading", "unit", "better",
    }  # fmt: skip
    assert (found["seeds"], found["reading"]) == (0, "unclear")


@pytest.mark.parametrize(
    ("sign", "better", "verdict", "reading"),
    [
        (1, "up", "up", "better"),
        (1, "down", "up", "worse"),
        (1, "", "up", "different"),
        (-1, "up", "down", "worse"),
        (-1, "down", "down", "better"),
        (-1, "", "down", "different"),
        (0, "up", "no clear difference", "unclear"),
        (0, "", "no clear difference", "unclear"),
    ],
)
def test_every_verdict_is_read_by_the_better_direction(sign, better, verdict, reading):
    found = paired([5.0] * 4, [5.0 + sign * d for d in (1.0, 1.5, 1.0, 2.0)], "", better)
    assert (found.verdict, found.reading) == (verdict, reading)


def test_agree_is_the_share_with_the_sign_of_the_mean():
    assert paired([0.0] * 4, [-1.0, -4.0, 2.0, 0.0]).agree == 0.5
    assert paired([0.0] * 3, [0.0] * 3).agree == 1.0


def test_equal_differences_make_an_interval_of_no_width():
    found = paired([1.0, 2.0, 3.0], [2.0, 3.0, 4.0])
    assert (found.low, found.high, found.verdict) == (1.0, 1.0, "up")


def test_nothing_is_nan():
    values = paired([1e-300, 0.0, -0.0], [0.0, 0.0, 0.0]).to_dict().values()
    assert all(not isinstance(v, float) or math.isfinite(v) for v in values)
