"""Regret, satisficing and conditions, by cases that can be worked out by hand."""

import math
from xml.etree import ElementTree

import numpy as np
import pytest

from tests.twin.decisions.hand import experiment, filled
from twin.decisions.conditions import read_condition
from twin.decisions.robust import (
    regret,
    regret_picture,
    regrets_of,
    satisficing,
    satisficing_picture,
)
from twin.errors import InputError

#: Order by decision and future: the first is best in one future and bad in the other.
ORDER = {(0.2, 100.0): 0.9, (0.2, 200.0): 0.1, (1.0, 100.0): 0.6, (1.0, 200.0): 0.5}


@pytest.fixture
def sheet():
    asked = experiment({"authority": [0.2, 1.0]}, {"wage": [100.0, 200.0]})
    return filled(
        asked,
        lambda v, seed: {
            "order": ORDER[v["authority"], v["wage"]] + (seed - 2) / 100.0,
            "vitality": 0.5,
        },
    )


def test_regret_is_what_another_decision_would_have_gained(sheet):
    found = regret(sheet, "order").set_index("authority")
    assert found["worst"].to_dict() == pytest.approx({0.2: 0.4, 1.0: 0.3})
    assert found["mean"].to_dict() == pytest.approx({0.2: 0.2, 1.0: 0.15})
    assert found["ninetieth"].to_dict() == pytest.approx({0.2: 0.36, 1.0: 0.27})
    assert found["best"].to_dict() == {0.2: 0.5, 1.0: 0.5}
    assert set(found["futures"]) == {2}


def test_regret_turns_round_where_less_is_better():
    costs = np.array([[1.0, 5.0], [4.0, 2.0]])
    assert regrets_of(costs, "min").tolist() == [[0.0, 3.0], [3.0, 0.0]]


def test_a_future_without_a_value_is_not_counted():
    found = regrets_of(np.array([[1.0, math.nan], [2.0, math.nan]]), "max")
    assert found[:, 0].tolist() == [1.0, 0.0] and np.isnan(found[:, 1]).all()


def test_without_uncertainties_each_seed_is_a_future():
    asked = experiment({"authority": [0.2, 1.0]})
    luck = filled(asked, lambda v, seed: {"order": v["authority"] * (seed - 2), "vitality": 0.0})
    assert regret(luck, "order")["futures"].to_list() == [3, 3]
    assert regret(luck, "order")["worst"].to_list() == pytest.approx([0.8, 0.8])


def test_satisficing_counts_the_futures_that_are_good_enough(sheet):
    found = satisficing(sheet, "order>=0.5").set_index("authority")
    assert found["share"].to_dict() == {0.2: 0.5, 1.0: 1.0}
    assert set(found["futures"]) == {2}
    assert found.loc[1.0, "low"] < 1.0 <= found.loc[1.0, "high"]
    both = satisficing(sheet, "order>=0.5 and vitality>0.5")
    assert both["share"].to_list() == [0.0, 0.0]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("order<0.5", [True, False, False]),
        ("order<=0.5", [True, True, False]),
        ("order>0.5 or vitality<1", [True, True, False]),
        ("order>=.5 and vitality<1e0", [False, True, False]),
    ],
)
def test_conditions_hold_where_they_say(text, held):
    values = {"order": np.array([0.4, 0.5, math.nan]), "vitality": np.array([0.5, 0.5, 1.0])}
    assert read_condition(text).holds(values).tolist() == held


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("vitalty<0.4", "nearest known name 'vitality'"),
        ("vitality=0.4", "not understood"),
        ("vitality<few", "not understood"),
        ("", "not understood"),
        ("order<1 and order>0 or vitality<1", "only 'and', or only 'or'"),
    ],
)
def test_a_condition_that_cannot_be_read_says_why(text, said):
    with pytest.raises(InputError, match=said) as caught:
        read_condition(text, "--fail")
    assert "--fail" in str(caught.value) and "\n" not in str(caught.value)


def test_a_condition_is_told_with_its_labels():
    condition = read_condition("order<0.5 or vitality>=1")
    assert str(condition) == "order<0.5 or vitality>=1"
    assert condition.told("zh").count(" 或 ") == 1 and "order" not in condition.told("zh")


@pytest.mark.parametrize("words", ["zh", "en"])
def test_pictures_are_whole(sheet, words):
    for svg in (
        regret_picture(sheet, "order", words),
        satisficing_picture(sheet, "order>=0.5", words),
    ):
        ElementTree.fromstring(svg)  # noqa: S314 - our own picture
        assert "authority 0.2" in svg and "nan" not in svg
