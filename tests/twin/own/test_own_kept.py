"""What is kept of a climb or a search is not taken for that of an own rule with another text."""

import pickle
from dataclasses import replace

import pytest

from tests.twin.own.conftest import TIDY
from tests.twin.own.test_own_policies import MINE
from twin.errors import InputError
from twin.findings.evolution import KEPT, Generation, Keeper
from twin.findings.search import Search
from twin.findings.tipping import Climb, Stairs, walk
from twin.scenario import Scenario
from twin.sweep import Axis, Experiment

TOWN = Scenario(district="classroom", burn_in=0, days=1)
OTHER = TIDY + "\n# another text\n"


def climb(folder, lever="my_tidy"):
    return Climb(Stairs(TOWN, lever, (0.0, 1.0), settle=0, measured=1, seeds=(1,)), 1, folder)


def search(lever="my_tidy", policy="baseline"):
    outcomes = {"order": "max"}
    scenario = replace(TOWN, policy=policy)
    return Search(Experiment("e", scenario, (Axis(lever, 0.0, 1.0),), outcomes=outcomes))


def test_another_text_is_another_climb(own, tmp_path):
    own("tidy.py", TIDY)
    first = climb(tmp_path)
    assert climb(tmp_path).file == first.file
    sent = pickle.dumps(first)
    own("tidy.py", OTHER)
    assert climb(tmp_path).file != first.file
    with pytest.raises(InputError, match="own behaviour was changed: my_tidy"):
        walk(pickle.loads(sent), lambda *n: None)  # noqa: S301 - our own bytes
    assert not first.file.exists()


def test_a_behaviour_that_nobody_follows_leaves_a_climb_where_it_was(own, tmp_path):
    before = climb(tmp_path, "intensity")
    own("tidy.py", TIDY)
    assert climb(tmp_path, "intensity").file == before.file


def test_another_text_is_another_search(own, tmp_path):
    pytest.importorskip("pymoo", reason="the extra `search` is not installed")
    plain = search("intensity").asked()
    own("tidy.py", TIDY)
    assert search("intensity").asked() == plain and "own" not in plain
    keep(tmp_path, search())
    assert Keeper(tmp_path / KEPT, search().asked()).read() == []
    own("tidy.py", OTHER)
    with pytest.raises(InputError, match="folder in use"):
        Keeper(tmp_path / KEPT, search().asked()).read()


@pytest.mark.parametrize("change", [("tidy.py", OTHER), ("mine.toml", MINE + "my_tidy = 0.5\n")])
def test_another_own_policy_is_another_search(own, tmp_path, change):
    pytest.importorskip("pymoo", reason="the extra `search` is not installed")
    own("tidy.py", TIDY)
    own("mine.toml", MINE + "my_tidy = 0.4\n")
    keep(tmp_path, search("intensity", "mine"))
    assert Keeper(tmp_path / KEPT, search("intensity", "mine").asked()).read() == []
    own(*change)
    with pytest.raises(InputError, match="folder in use"):
        Keeper(tmp_path / KEPT, search("intensity", "mine").asked()).read()


def keep(folder, asked_by):
    generations: list[Generation] = []
    Keeper(folder / KEPT, asked_by.asked()).write(generations)
