"""No lever reshuffles luck: every draw is written down, in plain Python, and compared."""

import json
import os
import subprocess
import sys

import pytest

from twin.levers import LEVER_NAMES, LEVERS

HOURS = 2
#: Decisions that everybody, or every place, takes every hour whatever a government does.
EVERY_HOUR = ("resident.outing", "resident.judgement", "cell.accident")


def spied(root, settings):
    words = [sys.executable, "tests/properties/draw_spy.py", str(HOURS), json.dumps(settings)]
    environment = {**os.environ, "PYTHONPATH": str(root), "NUMBA_DISABLE_JIT": "1"}
    answer = subprocess.run(
        words, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def far(lever):
    """Give the bound that is farther from the default."""
    return max((lever.low, lever.high), key=lambda value: abs(value - lever.default))


@pytest.fixture(scope="module")
def draws(root):
    """Give the draws of some hours of an evening: with no lever turned, and by lever turned."""
    plain, *others = spied(root, [{}, *({lever.name: far(lever)} for lever in LEVERS)])
    return plain, dict(zip(LEVER_NAMES, others, strict=True))


def test_the_spy_sees_most_kinds_of_decisions(draws):
    seen = {name for answer in draws[1].values() for name in answer["decisions"]}
    assert len(seen) >= 14


@pytest.mark.parametrize("name", LEVER_NAMES)
def test_no_lever_changes_a_draw_that_somebody_else_makes(draws, name):
    plain, turned = draws[0]["decisions"], draws[1][name]
    assert turned["torn"] == 0
    for decision in EVERY_HOUR:
        assert plain[decision][1] > 60
        assert turned["decisions"][decision] == plain[decision], decision


def test_a_lever_changes_which_draws_are_made(draws):
    """Else the test above could not fail: more patrols look at more places."""
    plain, turned = draws[0]["decisions"], draws[1]["intensity"]["decisions"]
    assert turned["team.stops"][1] > plain["team.stops"][1]
