"""Verdicts on numbers made by hand."""

import math

import pytest

from agents.knob import Words
from twin.validate.judge import judge, sign_holds, within, worst
from twin.validate.pattern import Criterion

WORDS = Words("判据", "criterion")
RISES = Criterion("x", WORDS, low=0.0)
BAND = Criterion("x", WORDS, low=0.2, high=0.4)
FALLS = Criterion("x", WORDS, high=-0.1)


@pytest.mark.parametrize(
    ("criterion", "values", "verdict"),
    [
        (RISES, [0.1, 0.2, 0.3, 0.2, 0.1], "pass"),
        (RISES, [-0.1, -0.2, -0.3, -0.2, -0.1], "fail"),
        (RISES, [-0.1, 0.2, 0.3, 0.2, 0.1], "undecided"),
        (RISES, [0.0] * 5, "fail"),
        (FALLS, [-0.2, -0.3, -0.2, -0.4, -0.2], "pass"),
        (FALLS, [-0.05, -0.02, 0.0, -0.01, -0.03], "fail"),
        (BAND, [0.3, 0.31, 0.32, 0.33, 0.3], "pass"),
        (BAND, [0.5, 0.6, 0.5, 0.6, 0.7], "fail"),
        (BAND, [0.1, 0.3, 0.5, 0.1, 0.5], "undecided"),
        (BAND, [0.1, 0.12, 0.1, 0.11, 0.1], "fail"),
    ],
)
def test_the_whole_interval_decides(criterion, values, verdict):
    found = judge(criterion, values)
    assert (found.verdict, found.by, found.seeds) == (verdict, "median", 5)


def test_thirty_seeds_give_the_interval_of_the_median():
    """Of 30 the 11th and 20th: 2 P(Binomial(30, 1/2) < 11) = 0.0987."""
    found = judge(RISES, [float(k) for k in range(30, 0, -1)])
    assert (found.estimate, found.low, found.high) == (15.5, 11.0, 20.0)


def test_under_five_seeds_the_mean_stands_in_and_it_is_said():
    """t(0.95, 2) = 2.919986: 2 -+ 2.919986 / sqrt(3)."""
    found = judge(RISES, [1.0, 2.0, 3.0])
    assert (found.estimate, found.by, found.verdict) == (2.0, "mean", "pass")
    assert found.low == pytest.approx(2.0 - 2.919986 / math.sqrt(3), abs=1e-6)
    assert "Student" in found.reason.en and "学生" in found.reason.zh


@pytest.mark.parametrize("values", [[], [1.0], [1.0, 2.0]])
def test_too_few_seeds_decide_nothing(values):
    found = judge(RISES, values)
    assert (found.verdict, found.low) == ("undecided", None)
    assert found.reason


@pytest.mark.parametrize("nothing", [math.nan, math.inf, -math.inf])
def test_one_seed_that_cannot_be_measured_fails_it(nothing):
    found = judge(RISES, [1.0, nothing, 2.0, 3.0, 4.0, 5.0], "why so")
    assert (found.verdict, found.estimate) == ("fail", None)
    assert found.reason.en == "not measurable in 1 of 6 seeds (why so)"


def test_the_worst_criterion_is_the_pattern():
    assert worst(["pass", "pass"]) == "pass"
    assert worst(["pass", "undecided"]) == "undecided"
    assert worst(["undecided", "fail", "pass"]) == "fail"


@pytest.mark.parametrize(
    ("criterion", "value", "sign", "inside"),
    [
        (Criterion("x", WORDS, low=0.4), 0.1, True, False),
        (Criterion("x", WORDS, low=0.4), -0.1, False, False),
        (Criterion("x", WORDS, low=-0.1), -0.05, True, True),
        (Criterion("x", WORDS, low=-0.1), -0.2, False, False),
        (FALLS, -0.05, True, False),
        (Criterion("x", WORDS, high=0.1), 0.05, True, True),
        (BAND, 0.1, False, False),
        (RISES, 0.0, False, False),
    ],
)
def test_a_sign_is_less_than_a_band(criterion, value, sign, inside):
    assert (sign_holds(criterion, value), within(criterion, value)) == (sign, inside)
