"""The rules as plain Python are the oracle: the compiled city is the same city, to the byte."""

import json
import os
import subprocess
import sys

import pytest

from twin.policy import policy_names


def digest(root, compiled, *words):
    """Run the classroom by the command line, compiled or as plain Python, and give its digest."""
    environment = {**os.environ, "PYTHONPATH": str(root)}
    environment["NUMBA_DISABLE_JIT"] = "0" if compiled else "1"
    options = (
        "--district",
        "classroom",
        "--scale",
        "100",
        "--burn-in",
        "0",
        "--seed",
        "3",
        "--json",
    )
    answer = subprocess.run(
        [sys.executable, "-m", "twin", "run", *options, *words],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)["digest"]


def test_a_day_compiled_and_in_plain_python_is_the_same(root):
    words = ("--policy", "whistle", "--days", "1")
    assert digest(root, True, *words) == digest(root, False, *words)


@pytest.mark.slow
@pytest.mark.parametrize("policy", policy_names())
def test_three_days_compiled_and_in_plain_python_is_the_same(root, policy):
    words = ("--policy", policy, "--days", "3")
    assert digest(root, True, *words) == digest(root, False, *words)
