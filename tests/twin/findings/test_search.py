"""Searches: as pymoo's own where the front is known, killed and gone on with, then a city."""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from xml.etree import ElementTree

import numpy as np
import pytest

from tests.shape.sources import ROOT
from twin.errors import InputError, NotReady
from twin.findings.evolution import KEPT, Keeper, Plan, evolve
from twin.findings.search import Search, decisions_at, load_search, search_decisions
from twin.sweep import Axis, sweep

pytest.importorskip("pymoo", reason="the extra `search` is not installed")
UNIT = np.array([(0.0, 1.0)] * 6)
SHORT = Plan(population=12, generations=8, seed=3)
FILE = """
[experiment]
name = "small"
district = "classroom"
days = 1
burn_in = 0
[levers]
authority = { range = [0.0, 1.0] }
intensity = { range = [0.0, 1.0] }
[replications]
max = 2
[outcomes]
order = "max"
vitality = "max"
[search]
population = 4
generations = 2
confirm = 3
"""


def zdt1(points, generation=0):
    """Zitzler, Deb & Thiele 2000, Evolutionary Computation 8(2)."""
    first = points[:, 0]
    rest = 1.0 + 9.0 * points[:, 1:].mean(axis=1)
    return np.column_stack([first, rest * (1.0 - np.sqrt(first / rest))])


def test_the_hypervolume_on_zdt1_is_pymoos_own():
    from pymoo.algorithms.moo.nsga2 import NSGA2
    from pymoo.indicators.hv import HV
    from pymoo.optimize import minimize
    from pymoo.problems import get_problem

    theirs = []
    minimize(
        get_problem("zdt1", n_var=6), NSGA2(pop_size=24), ("n_gen", 40), seed=7,
        callback=lambda algorithm: theirs.append(algorithm.off.get("F")),
    )  # fmt: skip
    ours = [one.outcomes for one in evolve(UNIT, 2, zdt1, Plan(24, 40, 7))]
    volume = HV(ref_point=np.array([1.1, 1.1]))
    assert len(ours) == len(theirs) == 40
    assert volume(np.vstack(ours)) == pytest.approx(volume(np.vstack(theirs)), abs=1e-12)
    assert volume(np.vstack(ours)) > 0.5, "and it is a search: most of what can be had is found"


def test_a_missing_outcome_is_worse_than_any_and_kept_as_missing(tmp_path):
    def half(points, generation):
        found = zdt1(points)
        found[points[:, 0] > 0.5] = np.nan
        return found

    keeper = Keeper(tmp_path / KEPT, {"a": 1})
    done = evolve(UNIT, 2, half, SHORT, keeper)
    last = done[-1].points[:, 0]
    assert (last <= 0.5).mean() > 0.9, "they die out"
    assert np.isnan(keeper.read()[0].outcomes).any()


KILLED = """
import sys, time
from pathlib import Path
from tests.twin.findings.test_search import SHORT, UNIT, zdt1
from twin.findings.evolution import KEPT, Keeper, evolve

def slow(points, generation):
    time.sleep(0.2)
    return zdt1(points)

evolve(UNIT, 2, slow, SHORT, Keeper(Path(sys.argv[1]) / KEPT, {"a": 1}))
"""


def test_a_search_killed_outright_goes_on_as_if_it_had_not_been(tmp_path):
    undisturbed = Keeper(tmp_path / "whole" / KEPT, {"a": 1})
    evolve(UNIT, 2, zdt1, SHORT, undisturbed)
    killed = tmp_path / "killed" / KEPT
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(killed.parent)], env=environment, cwd=ROOT
    )
    while not killed.is_file() and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, "it was killed before it was done"
    before = len(json.loads(killed.read_text(encoding="utf-8"))["generations"])
    asked = []

    def counted(points, generation):
        asked.append(generation)
        return zdt1(points)

    evolve(UNIT, 2, counted, SHORT, Keeper(killed, {"a": 1}))
    assert 0 < before < SHORT.generations
    assert asked == list(range(before, SHORT.generations)), "what was known is not asked again"
    assert killed.read_bytes() == undisturbed.file.read_bytes()


def test_a_kept_search_is_gone_on_with_by_the_same_question_only(tmp_path):
    file = tmp_path / KEPT
    evolve(UNIT, 2, zdt1, SHORT, Keeper(file, {"a": 1}))
    with pytest.raises(InputError, match="folder in use"):
        evolve(UNIT, 2, zdt1, SHORT, Keeper(file, {"a": 2}))
    content = json.loads(file.read_text(encoding="utf-8"))
    content["generations"][1]["points"][0][0] += 0.5
    file.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(InputError, match="another version"):
        evolve(UNIT, 2, zdt1, SHORT, Keeper(file, {"a": 1}))


def test_a_search_goes_on_for_longer_as_if_it_had_been_meant_to(tmp_path):
    file = tmp_path / KEPT
    evolve(UNIT, 2, zdt1, Plan(12, 3, 3), Keeper(file, {"a": 1}))
    longer = evolve(UNIT, 2, zdt1, SHORT, Keeper(file, {"a": 1}))
    at_once = evolve(UNIT, 2, zdt1, SHORT)
    assert all(np.array_equal(a.points, b.points) for a, b in zip(longer, at_once, strict=True))
    shorter = evolve(UNIT, 2, zdt1, Plan(12, 2, 3), Keeper(file, {"a": 1}))
    assert len(shorter) == 2 and len(Keeper(file, {"a": 1}).read()) == SHORT.generations


def test_without_the_extra_the_message_names_it(monkeypatch):
    monkeypatch.setattr("twin.errors.find_spec", lambda name: None)
    with pytest.raises(NotReady, match=r"city-street-twin\[search\]"):
        evolve(UNIT, 2, zdt1, SHORT)


@pytest.fixture
def small(tmp_path):
    file = tmp_path / "small.toml"
    file.write_text(FILE, encoding="utf-8")
    return file


def test_a_file_says_what_is_searched(small):
    found = load_search(small)
    assert found.plan == Plan(4, 2, 1) and (found.futures, found.confirm) == (1, 3)
    assert found.future_values() == [{}]
    small.write_text(FILE.replace("confirm", "confrm"), encoding="utf-8")
    with pytest.raises(InputError, match="nearest known name 'confirm'"):
        load_search(small)


def test_a_search_without_levers_or_outcomes_is_refused(small):
    small.write_text(FILE.replace('order = "max"\nvitality = "max"\n', ""), encoding="utf-8")
    with pytest.raises(InputError, match="outcomes"):
        load_search(small)


def test_futures_are_a_sample_of_the_uncertainties(small):
    text = FILE + "futures = 4\n[uncertainties]\nwage = { range = [50, 150] }\n"
    small.write_text(text, encoding="utf-8")
    wages = sorted(future["wage"] for future in load_search(small).future_values())
    quarters = [50.0 + 25.0 * k for k in range(5)]
    assert all(a <= w <= b for a, w, b in zip(quarters, wages, quarters[1:], strict=False))


def test_decisions_lie_on_the_steps_of_their_levers(small):
    experiment = load_search(small).experiment
    found = decisions_at(experiment, np.array([[0.4321, 0.0], [1.0, 0.999]]))
    assert found[0]["authority"] == 0.45 and found[0]["intensity"] == 0.0
    assert found[1]["authority"] == 1.0 and found[1]["intensity"] == 1.0
    listed = Search(experiment=small_with(experiment, Axis("authority", 0.2, 1.0, (0.2, 1.0))))
    assert decisions_at(listed.experiment, np.array([[0.6]]))[0]["authority"] == 1.0


def small_with(experiment, axis):
    return replace(experiment, levers=(axis,))


def test_a_city_is_searched_and_its_front_scored_on_fresh_seeds(small, tmp_path):
    search, told = load_search(small), []
    with ThreadPoolExecutor(1) as pool:
        make = partial(made, tmp_path / "out", pool)
        found = search_decisions(search, make, tmp_path / "out", lambda *n: told.append(n))
        again = search_decisions(search, make, tmp_path / "out")
    front = found.front()
    assert found.generations == 2 and told == [(0, 2), (1, 2)]
    assert len(front) and {"order_flattery", "vitality_flattery", "share"} <= set(front.columns)
    assert set(found.fresh.runs["seed"]) == {3, 4, 5}, "the search met 1 and 2"
    assert found.failed == 0 and again.to_dict() == found.to_dict()
    json.dumps(found.to_dict(), allow_nan=False)
    ElementTree.fromstring(found.picture("zh"))  # noqa: S314 - our own picture


def made(folder, pool, experiment, name):
    return sweep(experiment, workers=pool, out=folder / name)
