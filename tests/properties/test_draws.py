"""No lever reshuffles luck: every draw is written down, in plain Python, and compared."""

import json
import os
import subprocess
import sys

import pytest

from twin.levers import GROUPS, LEVERS

HOURS = 3
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


@pytest.mark.parametrize("group", GROUPS)
def test_no_lever_changes_a_draw_that_somebody_else_makes(root, group):
    turned = [lever for lever in LEVERS if lever.group == group]
    plain, *others = spied(root, [{}, *({lever.name: far(lever)} for lever in turned)])
    for lever, other in zip(turned, others, strict=True):
        assert other["torn"] == 0, lever.name
        for name in EVERY_HOUR:
            assert plain["decisions"][name][1] > 100
            assert other["decisions"][name] == plain["decisions"][name], (lever.name, name)
