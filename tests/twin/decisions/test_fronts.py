"""Fronts and comparisons, by cases that can be worked out by hand."""

import math
from xml.etree import ElementTree

import numpy as np
import pytest

from tests.twin.decisions.hand import Sheet, experiment, filled
from twin.decisions.comparisons import compare_decisions, crn_gain, differences_picture
from twin.decisions.front_picture import front_picture
from twin.decisions.fronts import (
    attained,
    attainment,
    fresh_experiment,
    front,
    non_dominated,
    rescored,
)
from twin.errors import InputError

LEVELS = [0.2, 0.6, 1.0]
ORDER = {0.2: 0.3, 0.6: 0.5, 1.0: 0.4}
VITALITY = {0.2: 0.9, 0.6: 0.5, 1.0: 0.4}
LUCK = {1: -0.1, 2: 0.0, 3: 0.1}


def given(values, seed):
    """Both outcomes by level, each with the luck of its seed: 1.0 is beaten by 0.6."""
    level = values["authority"]
    return {"order": ORDER[level] + LUCK[seed], "vitality": VITALITY[level] + LUCK[seed]}


@pytest.fixture
def sheet():
    return filled(experiment({"authority": LEVELS}), given)


@pytest.mark.parametrize(
    ("rows", "directions", "kept"),
    [
        ([[1, 5], [2, 4], [3, 3], [2, 3]], ["max", "max"], [True, True, True, False]),
        ([[1, 5], [2, 4], [3, 3], [2, 3]], ["min", "min"], [True, False, False, True]),
        ([[1, 5], [2, 4]], ["min", "max"], [True, False]),
        ([[1, 1], [1, 1]], ["max", "max"], [True, True]),
        ([[1, 2], [1, 1]], ["max", "max"], [True, False]),
        ([[9, math.nan], [1, 1]], ["max", "max"], [False, True]),
        ([[1, 1, 1], [1, 1, 2], [0, 2, 0]], ["max"] * 3, [False, True, True]),
    ],
)
def test_what_is_beaten_is_not_on_the_front(rows, directions, kept):
    assert non_dominated(np.array(rows, float), directions).tolist() == kept


def test_the_filter_agrees_with_pymoos_sorting():
    sorting = pytest.importorskip("pymoo.util.nds.non_dominated_sorting", reason="no pymoo")
    points = np.random.Generator(np.random.Philox(1)).random((60, 3)).round(1)
    first = sorting.NonDominatedSorting().do(points, only_non_dominated_front=True)
    assert sorted(first) == np.flatnonzero(non_dominated(points, ["min"] * 3)).tolist()


def test_a_front_has_means_intervals_and_how_often_luck_leaves_it(sheet):
    found = front(sheet).set_index("authority")
    assert found["order"].to_dict() == pytest.approx(ORDER)
    assert found["on_front"].to_dict() == {0.2: True, 0.6: True, 1.0: False}
    assert found["share"].to_dict() == {0.2: 1.0, 0.6: 1.0, 1.0: 0.0}
    reach = 2.919986 * 0.1 / math.sqrt(3.0)
    assert found.loc[0.2, "order_low"] == pytest.approx(0.3 - reach, abs=1e-6)
    assert found.loc[0.2, "order_high"] == pytest.approx(0.3 + reach, abs=1e-6)


def test_a_failed_run_is_no_run(sheet):
    runs = sheet.runs.copy()
    runs.loc[runs["authority"] == 0.2, "status"] = "failed"
    found = front(Sheet(sheet.experiment, runs)).set_index("authority")
    assert list(found.index) == [0.6, 1.0]
    with pytest.raises(InputError, match="no finished run"):
        front(Sheet(sheet.experiment, runs.assign(status="failed")))


def test_attainment_is_what_so_many_runs_reach():
    first = np.array([[0.0, 0.0, 0.0], [1.0, 1.0, 2.0]])
    second = np.array([[5.0, 6.0, 7.0], [1.0, 2.0, 3.0]])
    found = attained(first, second, ["max", "max"], (1 / 3, 2 / 3, 1.0))
    assert found[:, 0].tolist() == [0.0, 1.0, 2.0]
    assert found[0, 1:].tolist() == [7.0, 6.0, 5.0]
    assert found[1, 1:].tolist() == [3.0, 2.0, 1.0]
    assert found[2, 1] == 3.0 and np.isnan(found[2, 2:]).all()


def test_attainment_agrees_with_moocore():
    moocore = pytest.importorskip("moocore", reason="no moocore")
    luck = np.random.Generator(np.random.Philox(2))
    first, second = luck.random((6, 5)).round(2), luck.random((6, 5)).round(2)
    sets = np.array([(first[i, k], second[i, k], k) for k in range(5) for i in range(6)])
    theirs = moocore.eaf(sets[:, :2], sets=sets[:, 2].astype(int), percentiles=[40])
    ours = attained(first, second, ["min", "min"], (0.4,))
    steps = {x: y for x, y in ours if np.isfinite(y)}
    for x, y, _ in theirs:
        assert steps[x] == pytest.approx(y)


def test_attainment_needs_two_outcomes(sheet):
    assert list(attainment(sheet).columns) == ["order", "0.1", "0.5", "0.9"]
    with pytest.raises(InputError, match="2 outcomes"):
        attainment(sheet, ["order"])


def test_fresh_seeds_are_those_the_sweep_has_not_met(sheet):
    asked = fresh_experiment(sheet, 4)
    assert [point.values for point in asked.points()] == [{"authority": 0.2}, {"authority": 0.6}]
    assert list(asked.replications.seeds()) == [4, 5, 6, 7]


def test_fresh_seeds_tell_by_how_much_the_old_ones_flattered(sheet):
    asked = fresh_experiment(sheet, 3)
    fresh = filled(
        asked,
        lambda values, seed: {
            name: value - 0.05 for name, value in given(values, seed - 3).items()
        },
        asked.replications.seeds(),
    )
    found = rescored(sheet, fresh)
    assert len(found) == 2
    assert found["order_flattery"].to_list() == pytest.approx([0.05, 0.05])
    with pytest.raises(InputError, match="seed given twice"):
        rescored(sheet, sheet)


def test_every_decision_is_compared_with_the_first_by_the_same_luck(sheet):
    found = compare_decisions(sheet).set_index(["outcome", "authority"])
    row = found.loc[("order", 0.6)]
    assert row["difference"] == pytest.approx(0.2) and row["seeds"] == 3
    assert row["reading"] == "better", "all luck is shared, so nothing is left to doubt"
    assert found.loc[("vitality", 1.0), "reading"] == "worse"
    assert len(found) == 4


def test_another_reference_may_be_chosen_and_must_be_there(sheet):
    found = compare_decisions(sheet, {"authority": 1.0})
    assert set(found["authority"]) == {0.2, 0.6}
    with pytest.raises(InputError, match="no such point"):
        compare_decisions(sheet, {"authority": 0.5})
    with pytest.raises(InputError, match="nearest known name 'authority'"):
        compare_decisions(sheet, {"authorty": 0.2})


def test_where_futures_differ_they_are_the_pairs():
    asked = experiment({"authority": [0.2, 1.0]}, {"wage": [100.0, 200.0]})
    found = compare_decisions(
        filled(asked, lambda v, seed: {"order": v["authority"] * v["wage"], "vitality": seed})
    )
    row = found[found["outcome"] == "order"].iloc[0]
    assert row["seeds"] == 2, "two futures, not six runs"
    assert row["difference"] == pytest.approx(0.8 * 150.0)


def test_shared_luck_saves_runs_by_the_ratio_of_variances():
    luck = np.array([-1.0, 0.0, 1.0])
    assert crn_gain(luck, luck + np.array([0.1, -0.2, 0.1])) > 10.0
    assert crn_gain(luck, -luck) == pytest.approx(0.5), "luck that turns round costs runs"
    assert math.isnan(crn_gain(luck, luck + 1.0))


@pytest.mark.parametrize("words", ["zh", "en"])
def test_pictures_are_whole_and_say_what_they_show(sheet, words):
    for svg in (front_picture(sheet, (), words), differences_picture(sheet, "order", words)):
        ElementTree.fromstring(svg)  # noqa: S314 - our own picture
        assert "nan" not in svg and "prefers-color-scheme:dark" in svg
        assert {"zh": "秩序", "en": "Order"}[words].lower() in svg.lower()
