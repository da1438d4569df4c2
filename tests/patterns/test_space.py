"""Mechanisms off and points of the parameter space: values within bounds, tables that tell."""

import math
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest

from agents.knob import Grade, Words
from tests.patterns.toys import ORDER
from twin.levers import LEVERS
from twin.parameters import PARAMETERS
from twin.scenario import Scenario
from twin.validate.ablate import Ablation, Without, ablate
from twin.validate.card import Result
from twin.validate.judge import judge
from twin.validate.mechanisms import MECHANISMS, Mechanism
from twin.validate.picture import FILLS, ablation_svg
from twin.validate.protocol import Protocol, Under
from twin.validate.robust import UNCERTAIN, hangs_on, probe_space, sample, taken
from twin.validate.runner import Workshop
from twin.validate.tables import ablation_sheet, robustness_sheet
from twin.validate.write import write_ablation, write_robustness

SMALL = Protocol(seeds=(1, 2, 3), burn_in=0, days=2, district="classroom")
KNOBS = {knob.name: knob for knob in PARAMETERS}


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda mechanism: mechanism.name)
def test_what_switches_a_mechanism_off_is_within_bounds_and_not_as_usual(mechanism):
    Scenario(parameters=mechanism.parameters, levers=mechanism.levers)
    usual = {knob.name: knob.default for knob in (*PARAMETERS, *LEVERS)}
    changes = {**mechanism.parameters, **mechanism.levers}
    assert changes and all(usual[name] != value for name, value in changes.items())
    assert mechanism.words.zh and mechanism.words.en


def test_mechanisms_have_names_of_their_own():
    names = [mechanism.name for mechanism in MECHANISMS]
    assert len(set(names)) == len(names)


def test_arms_win_over_what_lies_under_them():
    plan = SMALL.plan(ORDER, 1, Under({"price": 20.0}, {"intensity": 0.9, "whistle": 1.0}))
    strict = ORDER.arms(plan)["calm"]
    assert (strict.levers["intensity"], strict.levers["whistle"]) == (0.0, 1.0)
    assert strict.parameters == {"price": 20.0}


def test_the_points_lie_evenly_around_the_default():
    points = sample(40)
    assert points == sample(40) and len(points) == 40
    price = np.array([point["price"] for point in points]) / KNOBS["price"].default
    turn_back = np.array([point["turn_back"] for point in points])
    odds = turn_back / (1.0 - turn_back) * (1.0 / KNOBS["turn_back"].default - 1.0)
    for ratios in (price, odds):
        shares = (np.log(ratios) / math.log(1.5) + 1.0) / 2.0
        strata = np.floor(np.sort(shares) * 40)
        assert np.array_equal(strata, np.arange(40)), "one in each of 40 strata"


def test_what_is_sampled_stays_within_its_bounds():
    for knob in UNCERTAIN:
        values = [taken(knob, u) for u in (0.0, 0.5, 1.0)]
        assert all(knob.low <= value <= knob.high for value in values)
        assert values[1] == pytest.approx(knob.default)


def test_neither_measured_numbers_nor_choices_are_sampled():
    names = {knob.name for knob in UNCERTAIN}
    assert not names & {"cost_scale", "weight_people", "weight_vendors", "weight_cost"}
    assert {knob.name for knob in PARAMETERS if knob.grade == Grade.MEASURED} & names == set()
    assert len(names) > 100
    for point in sample(3):
        Scenario(parameters=point)


def test_the_parameter_that_decides_is_named_first():
    points = sample(30)
    holds = np.array([point["price"] > 8.0 for point in points], np.float64)
    (name, rho), second, third = hangs_on(holds, points)
    assert name == "price" and rho > 0.8
    assert rho > abs(second[1]) >= abs(third[1])
    assert hangs_on(np.ones(30), points) == ()


def test_points_are_judged_by_sign(tmp_path):
    found = probe_space([ORDER], SMALL, 3, Workshop(tmp_path / "kept", 1))
    (held,) = found.held
    assert held.points == 3 and held.share in (0.0, 1 / 3, 2 / 3, 1.0) and held.share >= held.band
    assert (held.verdict == "robust") is (held.share >= 0.7)
    assert found.to_dict()["seeds"] == "1:3" and "--robust 3" in found.to_dict()["command"]
    write_robustness(found, tmp_path)
    page = (tmp_path / "robustness.md").read_text(encoding="utf-8")
    assert robustness_sheet(found, "zh").markdown() in page and "稳健" in page


def test_a_mechanism_off_is_a_run_of_its_own(tmp_path):
    told = []
    shop = Workshop(tmp_path, announce=lambda runs, _: told.append(runs))
    no_vendors = Mechanism("people", Words("人", "people"), {"visitor_outing": 0.0})
    found = ablate([ORDER], replace(SMALL, seeds=(1,)), shop, (no_vendors,))
    assert told == [4]
    assert found.protocol.quick and [row.name for row in found.rows] == ["none", "people"]
    before, after = (row.results[0].values["rise"][1] for row in found.rows)
    assert before != after


def by_hand():
    """Give an ablation in which one mechanism carries one pattern."""
    results = [
        Result(ORDER, 2, finding.verdict, (finding,), {})
        for values in ([1.0] * 5, [-1.0] * 5, [1.0] * 5)
        for finding in (judge(ORDER.criteria[0], values),)
    ]
    rows = zip((None, *MECHANISMS[:2]), results, strict=True)
    return Ablation(SMALL, tuple(Without(off, (result,)) for off, result in rows))


def test_what_died_is_named():
    found = by_hand()
    assert [found.died(row, 0) for row in found.rows] == [(), ("rise",), ()]
    assert ablation_sheet(found, "en").rows[1] == ["threat makes tidy", "fail · died: rise"]
    assert ablation_sheet(found, "zh").rows[1] == ["威慑促整洁", "未通过 · 失效：rise"]
    assert found.to_dict()["mechanisms"][1]["patterns"][0]["died"] == ["rise"]


def test_the_picture_shows_each_verdict_and_frames_what_changed(tmp_path):
    write_ablation(by_hand(), tmp_path)
    drawn = ElementTree.parse(tmp_path / "ablation.svg").getroot()  # noqa: S314 - written a line above
    squares = list(drawn.iter("{http://www.w3.org/2000/svg}rect"))[1:]
    assert [box.get("fill") for box in squares] == [FILLS[v] for v in ("pass", "fail", "pass")]
    assert [box.get("stroke") is not None for box in squares] == [False, True, False]
    assert ablation_svg(by_hand()) == (tmp_path / "ablation.svg").read_text(encoding="utf-8")
    frame = (tmp_path / "ablation.csv").read_text(encoding="utf-8")
    assert "tidy_threat,T01,fail,rise" in frame
