"""The commands for rules of a user's own, as a person types them."""

import json
import os
import subprocess
import sys

import pytest

from twin.cli import main
from twin.own import WHO

SWEEP = """
[experiment]
name = "mine"
district = "classroom"
days = 5
burn_in = 0
[levers]
my_early = { grid = [0.0, 0.5, 1.0] }
[replications]
min = 2
max = 2
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Give an empty working folder."""
    return tmp_path_factory.mktemp("here")


@pytest.fixture(scope="module")
def call(root, place):
    """Give a function that runs ``twin`` in that folder, as a user would."""

    def run(*words, **environment):
        known = {name: value for name, value in os.environ.items() if name != "TWIN_OWN"}
        setting = known | {"PYTHONPATH": str(root), "LC_ALL": "en_US.UTF-8"} | environment
        return subprocess.run(
            [sys.executable, "-m", "twin", *words], cwd=place, env=setting, capture_output=True,
            text=True, encoding="utf-8", check=False,
        )  # fmt: skip

    return run


def good(done):
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["policy", "behaviour"])
def test_what_is_written_is_short_and_commented(tmp_path, kind, language, capsys):
    file = tmp_path / "deep" / ("mine.toml" if kind == "policy" else "mine.py")
    assert main([f"new-{kind}", str(file), "--lang", language]) == 0
    text = file.read_text(encoding="utf-8")
    assert len([line for line in text.splitlines() if line.strip()]) <= 24
    assert "#" in text and ("自己定的" in text) == (language == "zh")
    assert str(file) in capsys.readouterr().out
    file.write_text("mine", encoding="utf-8")
    assert main([f"new-{kind}", str(file)]) == 2
    assert "nothing is written over" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["new-policy"], "missing argument"),
        (["new-policy", "mine.py"], "unknown format"),
        (["new-behaviour", "mine.toml"], "unknown format"),
        (["new-policy", "baseline.toml"], "name already taken"),
        (["new-policy", "double-typhoon.toml"], "name already taken"),
        (["new-behaviour", "My-Own.py"], "file name cannot be a lever"),
        (["check"], "missing argument"),
    ],
)
def test_a_slip_is_one_line(words, said, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(words) == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1 and said in told[0]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("who", WHO)
def test_the_columns_are_explained(who, capsys):
    assert main(["explain", "behaviour", who, "--lang", "zh"]) == 0
    assert "能定" in capsys.readouterr().out
    assert main(["explain", "behaviour", who, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["behaviour"]
    assert any(column["decides"] for column in found)


def test_from_a_new_file_to_a_sweep_without_touching_anything_else(call, place):
    """Written, checked, a lever, a run, a comparison; two workers give what one gives."""
    good(call("new-behaviour", "own/early.py", "--lang", "zh"))
    good(call("new-policy", "own/mine.toml"))
    said = json.loads(good(call("check", "own/early.py", "--json")))
    names = [check["name"] for check in said["checks"]]
    assert names == ["conservation", "bounds", "determinism", "speed", "effect"]
    assert said["ok"] and "49" in said["checks"][-1]["en"]
    levers = json.loads(good(call("levers", "--json")))["levers"]
    assert levers[-1] | {"name": "my_early", "group": "own", "high": 1.0} == levers[-1]
    (place / "mine.toml").write_text(SWEEP, encoding="utf-8")
    tables = []
    for workers in ("1", "2"):
        good(call("sweep", "mine.toml", "--out", f"out{workers}", "--workers", workers))
        good(call("sweep", "export", f"out{workers}", "--csv"))
        tables.append((place / f"out{workers}" / "runs.csv").read_bytes())
    assert tables[0] == tables[1] and tables[0].count(b"\n") == 7
    columns = [line.split(b",") for line in tables[0].splitlines()]
    assert b"my_early" in columns[0] and len({tuple(line[5:]) for line in columns[1:]}) == 6
    small = ("--district", "classroom", "--days", "2", "--burn-in", "0")
    run = json.loads(good(call("run", "--policy", "mine", "--set", "my_early=1", *small, "--json")))
    assert run["policy"] == "mine" and list(run["own"]) == ["my_early"]
    seeds = ("--seeds", "1:2", "--workers", "1", "--out", "kept", "--json")
    compared = json.loads(good(call("compare", "baseline", "mine", *small, *seeds)))
    assert compared["policies"][0]["policy"] == "mine"


def test_what_takes_for_ever_is_ended(tmp_path, monkeypatch):
    from tests.twin.own.conftest import TIDY
    from twin.trial import try_behaviour

    file = tmp_path / "endless.py"
    loop = "    for i in range(10**12):\n        luck = luck + 1.0 / (i + luck)\n"
    file.write_text(TIDY.replace("luck):\n", f"luck):\n{loop}", 1), encoding="utf-8")
    verdicts = try_behaviour(file, limit=4.0)
    assert [(one.name, one.fine) for one in verdicts] == [("speed", False)]
    assert "4" in verdicts[0].text.zh
