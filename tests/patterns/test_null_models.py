"""The suite is tested on two cities without the reasons it looks for: there it must fail."""

from dataclasses import replace

import numpy as np
import pytest

from tests.patterns.null_models import BONUS, DECENTRALISATION, ORDER, random_city, slider_city
from twin.indicators import INDICATOR_NAMES
from twin.run import new_model
from twin.scenario import Scenario
from twin.validate.patterns import PATTERNS
from twin.validate.protocol import Protocol
from twin.validate.runner import Workshop
from twin.validate.suite import validate

#: Patterns about decentralisation: none of them may pass where it is only a bonus.
SLIDER = [pattern for pattern in PATTERNS if pattern.name in ("P09", "P10", "P11", "P12")]
VENDORS = INDICATOR_NAMES.index("vendors_peak")
PLAIN = Scenario(district="classroom", days=3, burn_in=0)
SMALL = Protocol(quick=True, seeds=(1, 2, 3), burn_in=1, days=4, district="classroom")


def whole(name):
    return replace(PLAIN, levers=dict.fromkeys(DECENTRALISATION, 1.0), policy=name)


@pytest.mark.parametrize("policy", ["baseline", "whistle"])
def test_in_the_slider_decentralisation_is_a_bonus_and_nothing_else(policy):
    usual, slid = new_model(PLAIN, 1), slider_city(whole(policy), 1)
    for model in (usual, slid):
        model.run_for(days=3)
    added = np.array(slid.history) - np.array(usual.history)
    assert np.allclose(added[:, ORDER], BONUS)
    added[:, ORDER] = 0.0
    assert np.nanmax(np.abs(added)) == 0.0 and slid.world.digest() == usual.world.digest()


@pytest.mark.parametrize(("build", "minds"), [(new_model, True), (random_city, False)])
def test_only_in_the_random_city_vendors_do_not_mind_enforcement(build, minds):
    trading = []
    for level in (0.0, 1.0):
        model = build(replace(PLAIN, levers={"intensity": level, "style": level}), 1)
        before = model.world.rows("vendors").risk.copy()
        model.run_for(days=12)
        assert np.array_equal(model.world.rows("vendors").risk, before) is not minds
        trading.append(np.mean([day[VENDORS] for day in model.history[4:]]))
    assert bool(trading[1] < 0.8 * trading[0]) is minds


def passed(found):
    return {result.pattern.name for result in found.results if result.verdict == "pass"}


@pytest.mark.parametrize(
    "pattern", [p for p in SLIDER if p.name in ("P11", "P12")], ids=lambda pattern: pattern.name
)
def test_the_slider_passes_no_pattern_of_decentralisation(pattern, tmp_path):
    found = validate([pattern], SMALL, Workshop(tmp_path, build=slider_city))
    assert found.failed == () and passed(found) == set()


def test_the_random_city_does_not_pass_the_essays_pattern(tmp_path):
    found = validate(PATTERNS[:1], SMALL, Workshop(tmp_path, build=random_city))
    assert found.failed == () and passed(found) == set()
    assert {file.name.count("-") for file in tmp_path.iterdir()} == {5}, "named by who built it"


@pytest.mark.slow
def test_the_random_city_fails_eleven_patterns_or_more(tmp_path):
    """On the district and days the patterns are meant for; by the quick plan."""
    found = validate(PATTERNS, Protocol(quick=True), Workshop(tmp_path, 2, build=random_city))
    failed = {result.pattern.name for result in found.results} - passed(found)
    assert found.failed == () and len(failed) >= min(11, len(PATTERNS)), passed(found)


@pytest.mark.slow
def test_the_slider_fails_by_the_quick_plan(tmp_path):
    found = validate(SLIDER, Protocol(quick=True), Workshop(tmp_path, 2, build=slider_city))
    assert found.failed == () and passed(found) == set()
