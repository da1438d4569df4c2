"""``twin search`` and ``twin discover`` as a person types them."""

import json
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest

from twin.cli import main
from twin.sweep import Experiment, sweep
from twin.sweep.store import Store

FILE = """
[experiment]
name = "small"
district = "classroom"
days = 1
burn_in = 0
[levers]
authority = { range = [0.0, 1.0] }
[replications]
max = 2
[outcomes]
order = "max"
vitality = "max"
[search]
population = 4
generations = 1
confirm = 3
"""


@pytest.fixture
def small(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.toml").write_text(FILE, encoding="utf-8")
    return tmp_path


def test_a_search_is_told_kept_and_gone_on_with(small, capsys):
    pytest.importorskip("pymoo", reason="the extra `search` is not installed")
    words = ("search", "small.toml", "--workers", "1", "--lang")
    assert main([*words, "en"]) == 0
    shown = capsys.readouterr()
    assert "scored again on 3 fresh seeds" in shown.out and "unbeaten in" in shown.out
    assert "1 generations of 4 decisions, 2 runs each, 8 at most" in shown.err
    folder = small / "out" / "small-search"
    front = pd.read_csv(folder / "front.csv")
    assert {"authority", "order", "order_low", "vitality_flattery"} <= set(front.columns)
    assert (folder / "front.svg").read_text(encoding="utf-8").startswith("<svg")
    before = set(Store(folder / "runs").known.done)
    assert main([*words, "zh", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["generations"] == 1 and found["failed"] == 0
    assert found["asked"]["experiment"]["experiment"]["name"] == "small"
    assert set(Store(folder / "runs").known.done) == before, "nothing is run again"
    assert main([*words, "en", "--seed", "2"]) == 2, "another search does not go on in its folder"
    assert "folder in use" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["search"], "missing argument"),
        (["search", "none.toml"], "missing file"),
        (["search", "small.toml", "--population", "2"], "--population"),
        (["search", "small.toml", "--workers", "0"], "--workers"),
        (["discover"], "missing argument"),
        (["discover", "out/none"], "--fail"),
        (["discover", "out/none", "--fail", "vitality"], "condition not understood"),
    ],
)
def test_what_cannot_be_done_is_one_line(small, capsys, words, said):
    assert main(words) == 2
    shown = capsys.readouterr()
    assert said in shown.err and shown.err.count("\n") == 1 and not shown.out


def refused(capsys, *words):
    """Give the one line with which a command is refused."""
    assert main([str(word) for word in words]) == 2
    shown = capsys.readouterr()
    assert shown.err.count("\n") == 1 and not shown.out
    return shown.err


@pytest.fixture
def swept(small):
    """Give a sweep of 32 points in ``out/swept``."""
    text = FILE.split("[search]", maxsplit=1)[0] + '[design]\nmethod = "sobol"\npoints = 32\n'
    text = text.replace("max = 2", "max = 1").replace("authority", "intensity")
    text = text.replace("days = 1\nburn_in = 0", "days = 2\nburn_in = 1")
    (small / "swept.toml").write_text(text, encoding="utf-8")
    with ThreadPoolExecutor(1) as pool:
        return sweep(Experiment.load("swept.toml"), workers=pool, out="out/swept")


def test_the_extras_are_named_once_the_rest_is_right(swept, capsys, monkeypatch):
    monkeypatch.setattr("twin.errors.find_spec", lambda name: None)
    search = "search", "small.toml"
    assert "city-street-twin[search]" in refused(capsys, *search)
    assert "--workers" in refused(capsys, *search, "--workers", "many")
    assert "--out" in refused(capsys, *search, "--out", "small.toml")
    middle = swept.runs["vitality"].median()
    assert "city-street-twin[discover]" in refused(
        capsys, "discover", "out/swept", "--fail", f"vitality<{middle}"
    )
    assert "too few points" in refused(capsys, "discover", "out/swept", "--fail", "vitality<0")
    assert "missing file" in refused(capsys, "discover", "out/none", "--fail", "order<1")


def test_a_sweep_is_searched_for_where_it_goes_wrong(swept, small, capsys):
    pytest.importorskip("ema_workbench", reason="the extra `discover` is not installed")
    middle = swept.runs["vitality"].median()
    words = ["discover", "out/swept", "--fail", f"vitality<{middle}"]
    assert main([*words, "--lang", "zh", "--write", "box"]) == 0
    assert "32 个点中有 16 个" in capsys.readouterr().out
    assert (small / "box" / "box.svg").is_file() and (small / "box" / "boxes.csv").is_file()
    assert main([*words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["points"] == 32 and found["bad"] == 16
    assert all(box["density"] >= 0.8 for box in found["boxes"])
