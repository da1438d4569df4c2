"""Cases, teams, crews and zones under every rule: compiled and plain Python are the same."""

import json
import os
import subprocess
import sys

import pytest

from tests.strategies import BUSY

LEVERS = {
    "authority": 0.4, "staffing": 0.4, "management": 0.5, "whistle": 0.5, "onething": 0.5,
    "hotline": 0.5, "platform": 0.5, "proactive": 1.0, "neighbours": 1.0, "suggestion": 1.0,
    "assessment": 0.5, "consent": 0.5, "campaign": 0.5, "surge": 0.5, "overflow": 3.0,
}  # fmt: skip
RUN = """
import json, numpy as np, twin
from twin.districts.generator import GeneratorOptions, generate
village = GeneratorOptions("village", streets=3, width=12, height=9, population=4000, scale=200.0)
city = twin.CityTwin(generate(village), levers={levers}, parameters={parameters}, rng=6)
cells = np.arange(0, 108, 3)
for hour in range({hours}):
    rows = city.world.rows("cells")
    for column, every in (("fault", 37), ("hazard", 53), ("occupied", 41), ("damage", 67)):
        rows[column][hour * 7 % every :: every] = 1.0
    if hour == 8:
        city.set_lever("recovery", 3.0)
        city.set_lever("dispatch", {rule}, cells=cells)
        city.world.rows("weather").alert = 1.0
    if hour == 15:
        city.world.rows("weather").alert = 0.0
        city.set_lever("recovery", 1.0)
    city.step()
print(json.dumps([city.digest(), int(city.world.rows("city").n_cases[0])]))
"""


def outcome(root, compiled, rule, hours):
    environment = {**os.environ, "PYTHONPATH": str(root)}
    environment["NUMBA_DISABLE_JIT"] = "0" if compiled else "1"
    code = RUN.format(levers=LEVERS, parameters=BUSY, rule=float(rule), hours=hours)
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_a_busy_day_of_cases_is_the_same_compiled_and_in_plain_python(root):
    compiled = outcome(root, True, 3, 22)
    assert compiled == outcome(root, False, 3, 22)
    assert compiled[1] > 40


@pytest.mark.slow
@pytest.mark.parametrize("rule", range(4))
def test_three_busy_days_of_cases_are_the_same_under_every_rule_of_dispatch(root, rule):
    compiled = outcome(root, True, rule, 70)
    assert compiled == outcome(root, False, rule, 70)
    assert compiled[1] > 100
