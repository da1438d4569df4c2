"""The same input gives the same bytes: in any process, after going back, in a copy."""

import json
import os
import pickle
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import twin
from agents.table import new_rows
from tests.strategies import BUSY, lever_vectors, seeds
from tests.twin.changes import changed_columns

RUN = (
    "import json, twin\n"
    "city = twin.CityTwin(district='classroom', policy='whistle', rng={seed},"
    " parameters={parameters})\n"
    "city.run_for(days=3)\n"
    "print(json.dumps([city.digest(), city.indicators['order']]))"
)


def in_a_process(root, seed, **environment):
    answer = subprocess.run(
        [sys.executable, "-c", RUN.format(seed=seed, parameters=BUSY)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(answer.stdout)


def here(seed, **changes):
    given_ = {"district": "classroom", "policy": "whistle", "parameters": BUSY, **changes}
    city = twin.CityTwin(**given_, rng=seed)
    city.run_for(days=3)
    return city.digest()


def test_processes_threads_and_hash_seeds_do_not_matter(root):
    one = in_a_process(root, 5, NUMBA_NUM_THREADS="1", PYTHONHASHSEED="1", TZ="UTC")
    two = in_a_process(root, 5, NUMBA_NUM_THREADS="2", PYTHONHASHSEED="2", TZ="Asia/Shanghai")
    assert one == two
    assert one[0] == here(5)


def test_seeds_levers_parameters_and_scale_make_other_runs():
    digests = {
        here(5),
        here(6),
        here(5, levers={"intensity": 0.45}),
        here(5, parameters={**BUSY, "fine": 210.0}),
        here(5, scale=12.0),
    }
    assert len(digests) == 5


@settings(derandomize=True, max_examples=8)
@given(lever_vectors(), seeds(), st.integers(1, 40), st.integers(1, 60))
def test_going_back_and_on_again_gives_the_same_bytes(levers, seed, before, after):
    city = twin.CityTwin(district="classroom", parameters=BUSY, levers=levers, rng=seed)
    city.run_for(before)
    moment, digest = city.snapshot(), city.digest()
    city.run_for(after)
    end, queue = city.digest(), city.world.queue.copy()
    city.restore(moment)
    assert city.digest() == digest and int(city.world.now.tick) == before
    city.run_for(after)
    assert city.digest() == end
    assert np.array_equal(city.world.queue, queue)


@pytest.fixture(scope="module")
def city():
    city = twin.CityTwin(district="validation", parameters=BUSY, rng=8)
    city.run_for(13, days=4)
    return city


def test_going_back_forgets_cases_opened_since(city):
    moment, opened = city.snapshot(), int(city.world.rows("city").n_cases[0])
    room = len(city.world.rows("cases"))
    city.world.tables["cases"].append(3 * room)
    city.run_for(days=2)
    assert int(city.world.rows("city").n_cases[0]) > opened > 0
    city.restore(moment)
    assert len(city.world.rows("cases")) == room
    fresh = new_rows(city.world.tables["cases"].columns, room - opened)
    assert (city.world.rows("cases")[opened:] == fresh).all()
    assert int(city.world.rows("city").n_cases[0]) == opened


def test_a_fresh_city_takes_up_a_moment_of_another(city):
    other = twin.CityTwin(district="validation", parameters=BUSY, rng=8)
    other.restore(city.snapshot())
    moment = city.snapshot()
    city.run_for(30)
    other.run_for(30)
    assert other.digest() == city.digest()
    assert list(other.indicators) == list(city.indicators)
    city.restore(moment)


def test_branches_part_only_by_what_was_turned(city):
    moment = city.snapshot()
    city.run_for(24)
    plain = city.snapshot()
    city.restore(moment)
    city.set_lever("intensity", 1.0)
    city.run_for(24)
    branch = city.snapshot()
    city.restore(moment)
    city.run_for(24)
    again = city.snapshot()
    city.restore(moment)
    assert not changed_columns(plain.world, again.world)
    assert "offices.strictness" in changed_columns(plain.world, branch.world)


def test_a_snapshot_is_not_touched_by_what_follows(city):
    moment = city.snapshot()
    kept = pickle.dumps(moment)
    city.run_for(5)
    assert pickle.dumps(moment) == kept
    city.restore(moment)
    city.run_for(5)
    assert pickle.dumps(moment) == kept
    city.restore(moment)


def test_a_pickled_city_lives_on_as_the_same(city):
    copy = pickle.loads(pickle.dumps(city))  # noqa: S301 - our own bytes
    moment = city.snapshot()
    city.run_for(40)
    copy.run_for(40)
    assert copy.digest() == city.digest()
    assert np.array_equal(copy.world.queue, city.world.queue)
    city.restore(moment)
