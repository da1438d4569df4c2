"""Calibration as data: every parameter and pattern once; what was tuned is in force; misses."""

import math
import re
from types import SimpleNamespace

import numpy as np
import pytest

from twin.calibration.check import NO_VALUE, Finding, loss
from twin.calibration.declared import LOOKED, TUNED_WORDS, Target, declaration
from twin.calibration.search import LEAST_FACTOR, Search, Tried, knobs_of, rounded
from twin.errors import InputError
from twin.parameters import PARAMETER_NAMES, PARAMETERS
from twin.scenario import Scenario
from twin.validate.patterns import PATTERNS


@pytest.fixture(scope="module")
def plan():
    return declaration()


def test_every_parameter_is_declared_exactly_once(plan):
    listed = [name for origin in plan.origins for name in origin.parameters]
    assert sorted([*listed, *plan.tuned()]) == sorted(PARAMETER_NAMES)


def test_a_tuned_parameter_has_the_value_its_last_tuning_gave(plan):
    defaults = {knob.name: knob.default for knob in PARAMETERS}
    assert plan.tuned() == {name: defaults[name] for name in plan.tuned()}


def test_each_tuning_begins_where_the_last_one_ended(plan):
    so_far = {}
    for tuning in plan.tunings:
        assert tuning.targets and tuning.changed
        for name, (before, after) in tuning.changed.items():
            assert before == so_far.get(name, before) != after, name
            so_far[name] = after


def test_what_is_set_from_a_figure_names_more_than_a_study_or_an_assumption(plan):
    sources = {knob.name: knob.source for knob in PARAMETERS}
    origins = {origin.name: origin.parameters for origin in plan.origins}
    bare = ("study", "assumption", "declared")
    assert not [n for n in origins["figure"] if sources[n].startswith((*bare, "tuned"))]
    for name in ("study", "declared"):
        assert all(sources[n].startswith(name) for n in origins[name])


def test_every_pattern_of_the_list_is_declared_exactly_once(plan, shared):
    listed = re.findall(
        r"^\| (P\d\d) \|", (shared / "PATTERNS.md").read_text("utf-8"), flags=re.MULTILINE
    )
    assert [pattern.name for pattern in plan.patterns] == listed and len(listed) > 20


def test_a_pattern_that_was_looked_at_says_what_it_drove(plan):
    assert {pattern.looked for pattern in plan.patterns} <= set(LOOKED)
    for pattern in plan.patterns:
        assert pattern.looked == "never" or pattern.drove is not None, pattern.name
    used = {pattern.name for pattern in plan.patterns if pattern.looked == "used"}
    assert {"P01", "P26"} <= used
    drove = {target for tuning in plan.tunings for target in tuning.targets}
    assert {name for name in drove if name.startswith("P")} <= used


def test_the_scorecard_marks_the_patterns_that_are_declared_used(plan):
    declared = {pattern.name for pattern in plan.patterns if pattern.looked == "used"}
    tried = {pattern.name for pattern in PATTERNS}
    assert {pattern.name for pattern in PATTERNS if pattern.used} == declared & tried


def test_origins_are_told_in_words(plan):
    assert plan.origin_of("margin") == TUNED_WORDS
    assert plan.origin_of("fine").en.startswith("set from a collected figure")
    with pytest.raises(KeyError):
        plan.origin_of("nonsense")


def target(**changes):
    values = {"value": 0.5, "low": 0.4, "high": 0.9} | changes
    return Target(name="t", indicator="order", row=1, source="", label=None, **values)


@pytest.mark.parametrize(
    ("measured", "met", "miss"),
    [(0.5, True, 0.0), (0.4, True, 1.0), (0.9, True, 1.0), (0.3, False, 2.0), (1.3, False, 2.0)],
)
def test_a_miss_is_the_distance_over_the_half_of_the_band(measured, met, miss):
    assert target().is_met(measured) is met
    assert target().miss(measured) == pytest.approx(miss)


def test_a_limit_counts_only_what_passes_it():
    limit = target(value=None, low=-math.inf, high=0.8)
    assert limit.miss(0.7) == 0.0 and limit.miss(0.88) == pytest.approx(1.0)
    assert limit.is_met(0.1) and not limit.is_met(0.81) and not limit.is_met(None)


def test_the_loss_sums_squares_and_no_value_is_far_off():
    missed, none = Finding(target(), (0.2, 0.4)), Finding(target(), (None,))
    assert missed.measured == pytest.approx(0.3) and not missed.met
    assert loss([missed, none]) == pytest.approx(4.0 + NO_VALUE)
    assert Finding(target(), (None, 0.5)).measured == 0.5


def test_points_stay_inside_the_bounds_of_their_parameters():
    scenario = Scenario(district="classroom", days=1, burn_in=0)
    search = Search(scenario, (1,), ("margin", "stall_filing"), 5, SimpleNamespace())
    tried = Tried(search, knobs_of(search.free, scenario), None)
    margin = next(knob.default for knob in PARAMETERS if knob.name == "margin")
    at_start = {"margin": margin, "stall_filing": 0.02}
    assert tried.values(np.zeros(2)) == at_start
    assert tried.values(np.array([9.0, 9.0])) == {"margin": 8.0, "stall_filing": 1.0}
    (low, high), (least, _) = tried.bounds()
    assert (low, high) == pytest.approx((math.log(0.5 / margin), math.log(8.0 / margin)))
    assert least == math.log(LEAST_FACTOR)  # a bound of 0 is never reached by a factor
    assert rounded(1 / 3) == 0.3333


def test_a_parameter_that_starts_at_nothing_or_is_not_known_is_refused():
    with pytest.raises(InputError, match=r"margn.*nearest known name 'margin'"):
        knobs_of(["margn"], Scenario())
    with pytest.raises(InputError, match="a start above 0"):
        knobs_of(["stall_filing"], Scenario(parameters={"stall_filing": 0.0}))
