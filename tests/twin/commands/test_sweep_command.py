"""``twin sweep`` as a person types it: what it prints, what it refuses, how it ends."""

import csv
import json
import re

import pytest

from tests.twin import sweep_runs as runs
from twin.cli import main
from twin.sweep import sweep
from twin.sweep.engines import close_pools
from twin.sweep.spec import CITY, plan_of

FILE = """
[experiment]
name = "small"
district = "classroom"
days = 1
burn_in = 0
[levers]
authority = { grid = [0.2, 1.0] }
[replications]
min = 2
[outcomes]
order = "max"
vitality = "max"
"""


@pytest.fixture
def ask(capsys, monkeypatch, tmp_path):
    """Give a function that runs ``twin sweep`` within this process: code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    (tmp_path / "exp.toml").write_text(FILE, encoding="utf-8")

    def run(*words):
        code = main(["sweep", *map(str, words)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture(scope="module", autouse=True)
def _pools():
    yield
    close_pools()


def test_a_dry_run_says_what_is_ahead_and_writes_nothing(ask, tmp_path):
    code, out, err = ask("exp.toml", "--dry-run", "--workers", 2)
    assert code == 0 and err == ""
    assert "2 points, up to 2 runs each, 4 runs, 0 of them kept; 4 runs to be made" in out
    assert not (tmp_path / "out").exists()
    code, out, _ = ask("exp.toml", "--dry-run", "--json")
    assert json.loads(out)["missing"] == 4 and json.loads(out)["folder"] == "out/small"


def test_a_sweep_of_the_city_runs_goes_on_and_gives_its_tables(ask, capsys, tmp_path):
    """The same numbers as ``twin run``, with the command that shows it."""
    code, out, err = ask("exp.toml", "--workers", 1)
    assert code == 0 and "4 runs to be made" in err
    assert "small: complete · 4 done, 0 failed, 0 not run · out/small" in out
    assert "twin sweep export out/small --csv" in out and "authority" in out
    code, out, _ = ask("exp.toml", "--workers", 1, "--json")
    found = json.loads(out)
    assert code == 0 and [point["runs"] for point in found["points"]] == [2, 2]
    assert json.loads((tmp_path / "out/small/manifest.json").read_text())["executed"] == 0
    assert ask("status", "out/small")[0] == 0
    code, out, _ = ask("export", "out/small", "--csv")
    assert code == 0 and out.split() == ["out/small/runs.csv", "out/small/series.csv"]
    with (tmp_path / "out/small/runs.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    alone = "run --district classroom --days 1 --burn-in 0 --set authority=1.0 --seed 2 --json"
    assert main(alone.split()) == 0
    run = json.loads(capsys.readouterr().out)
    for name, value in run["indicators"].items():
        assert rows[3][name] == ("" if value is None else str(value)), name
    assert len(rows) == 4 and rows[3]["seed"] == "2" and rows[3]["authority"] == "1.0"


def test_a_run_is_made_again_by_its_key_and_must_give_the_same(ask, tmp_path):
    sweep(runs.experiment(seeds=1), workers=1, out=tmp_path / "s", function=runs.cheap)
    plan = (tmp_path / "s" / "plan.csv").read_text().splitlines()
    key = plan[2].partition(",")[0]
    code, out, _ = ask("rerun", "s", key, "--json")
    (again,) = json.loads(out)["runs"]
    assert code == 0 and (again["key"], again["point"], again["seed"]) == (key, 1, 1)
    assert len(list((tmp_path / "s" / "journal").iterdir())) == 1, "an equal result adds nothing"


def test_a_failed_run_is_listed_shows_itself_and_counts_once_it_succeeds(ask, tmp_path):
    found = sweep(runs.experiment(seeds=1), workers=1, out=tmp_path / "s", function=runs.refuse)
    (failure,) = found.failures
    code, out, _ = ask("status", tmp_path / "s")
    assert code == 1 and "2 done, 1 failed" in out
    assert "failed (failed): point 2, seed 1, 1 tries: ValueError: this point is refused" in out
    assert f"replay: twin sweep rerun {tmp_path}/s {failure['key']}" in out
    with pytest.raises(ValueError, match="this point is refused"):
        ask("rerun", tmp_path / "s")
    real, runs.refuse.__code__ = runs.refuse.__code__, runs.mended.__code__
    try:
        code, out, _ = ask("rerun", tmp_path / "s")
    finally:
        runs.refuse.__code__ = real
    assert code == 0 and "point 2, seed 1, kept" in out
    assert ask("status", tmp_path / "s")[0] == 0
    assert "no run has failed" in ask("rerun", tmp_path / "s")[1]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "missing argument"),
        (("status",), "missing argument: twin sweep status: allowed DIR"),
        (("status", "nowhere"), "missing file: nowhere/manifest.json"),
        (("export", "nowhere"), "missing file"),
        (("rerun", "nowhere"), "missing file"),
        (("nothing.toml",), "missing file: experiment"),
        (("decentralization",), "unknown experiment.*nearest known name 'decentralisation'"),
        (("exp.toml", "--workers", "0"), "out of range: --workers"),
        (("exp.toml", "--workers", "many"), "not a whole number: --workers"),
        (("exp.toml", "--timeout", "soon"), "not a number: --timeout"),
        (("exp.toml", "--timeout", "0"), "out of range: --timeout"),
        (("exp.toml", "more"), "argument not understood"),
        (("exp.toml", "--out", "exp.toml"), "not a folder: --out"),
        (("exp.toml", "--lang", "fr"), "unknown language"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2(ask, words, message):
    code, out, err = ask(*words)
    assert code == 2 and out == "" and re.search(message, err), err
    assert len(err.splitlines()) == 1


def test_a_key_of_other_rules_is_refused(ask, tmp_path):
    sweep(runs.experiment(seeds=1), workers=1, out=tmp_path / "s", function=runs.cheap)
    code, _, err = ask("rerun", tmp_path / "s", "0" * 32)
    assert code == 2 and "unknown run" in err and "rules as they are now" in err


def test_all_of_it_is_said_in_chinese_too(ask):
    out = ask("exp.toml", "--dry-run", "--lang", "zh")[1]
    assert "2 个点，每点至多 2 次" in out and "points" not in out


def test_a_failure_names_the_command_that_runs_the_city_alone():
    spec = plan_of(runs.experiment(seeds=1), CITY).spec(2, 0)
    assert spec.command().startswith("twin run --district classroom --policy baseline")
    assert "--set authority=1.0" in spec.command() and spec.command().endswith("--seed 1")
