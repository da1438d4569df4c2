"""``twin validate`` as a person types it: the answer, what it writes, the messages."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from twin.cli import main
from twin.revision import revision
from twin.validate.patterns import PATTERNS
from twin.validate.protocol import Protocol, patterns_named
from twin.validate.runner import Workshop
from twin.validate.suite import validate

ONE = ("--pattern", "P01", "--quick", "--district", "classroom", "--seeds", "1:3",
       "--burn-in", "0", "--days", "1")  # fmt: skip


@pytest.fixture
def ask(capsys, monkeypatch, tmp_path):
    """Give a function that runs ``twin validate`` within this process, in an empty folder."""

    def run(*words):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
        code = main(["validate", *words])
        printed = capsys.readouterr()
        return subprocess.CompletedProcess(words, code, printed.out, printed.err)

    return run


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Give a folder in which the runs of ``ONE`` are kept."""
    folder = tmp_path_factory.mktemp("kept")
    protocol = Protocol(quick=True, seeds=(1, 2, 3), burn_in=0, days=1, district="classroom")
    validate(patterns_named(["P01"]), protocol, Workshop(folder, 1))
    return folder


def test_a_failing_pattern_is_a_result_and_not_an_error(ask, kept):
    done = ask(*ONE, "--out", str(kept))
    assert (done.returncode, done.stderr) == (0, "")
    assert "vitality falls by 40 % or more end to end" in done.stdout
    assert "pass 0 · undecided" in done.stdout


def test_every_word_has_its_chinese(ask, kept):
    done = ask(*ONE, "--out", str(kept), "--lang", "zh")
    assert "活力从头到尾下降四成以上" in done.stdout and "90% 区间" in done.stdout
    assert "falls by" not in done.stdout


def test_one_object_with_what_made_it(ask, kept):
    data = json.loads(ask(*ONE, "--out", str(kept), "--json").stdout)["scorecard"]
    assert data["command"] == shlex.join(["twin", "validate", *ONE])
    assert data["revision"] == revision() and data["seeds"] == "1:3"
    (pattern,) = data["patterns"]
    assert pattern["pattern"] == "P01" and pattern["used"]
    assert set(pattern["values"]["vitality_fall"]) == {"1", "2", "3"}
    assert {"statistic", "expected", "estimate", "low", "high", "verdict"} <= set(
        pattern["criteria"][0]
    )
    assert str(kept) not in json.dumps(data)


def table(file):
    """Read a written table and the facts above it."""
    lines = file.read_text(encoding="utf-8").splitlines()
    facts = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# "))
    return facts, pd.read_csv(file, comment="#")


def test_what_is_written_says_what_made_it_and_is_made_again_by_it(ask, kept, tmp_path):
    ask(*ONE, "--out", str(kept), "--write", "a")
    names = sorted(file.name for file in (tmp_path / "a").iterdir())
    assert names == ["P01.csv", "scorecard.csv", "scorecard.md"]
    facts, frame = table(tmp_path / "a" / "P01.csv")
    assert facts["seeds"] == "1:3" and list(frame["seed"]) == [1, 2, 3]
    words = shlex.split(facts["command"])[2:]
    assert ask(*words, "--write", "b", "--out", "elsewhere", "--workers", "1").returncode == 0
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    page = (tmp_path / "a" / "scorecard.md").read_text(encoding="utf-8")
    assert facts["command"] in page and "## 验证记分表" in page and "## Scorecard" in page


def test_a_sample_of_the_committed_figures_is_made_again_by_its_command(root, tmp_path):
    """The pattern with the fewest runs, the first seed of its table, every statistic.

    Figures of older rules are not excused: what does not come out again has to be made anew.
    """
    names = [p for p in PATTERNS if (root / "docs" / "validation" / f"{p.name}.csv").is_file()]
    if not names:
        pytest.skip("no scored run has been written to docs/validation yet")
    pattern = min(names, key=lambda p: len(p.arms(Protocol().plan(p, 1))) * p.days)
    facts, frame = table(root / "docs" / "validation" / f"{pattern.name}.csv")
    words = shlex.split(facts["command"])[2:]
    words[words.index("--seeds") + 1] = f"{frame['seed'][0]}:{frame['seed'][0]}"
    words = [*without_patterns(words), "--pattern", pattern.name, "--write", str(tmp_path)]
    assert main(["validate", *words]) == 0
    again = table(tmp_path / f"{pattern.name}.csv")[1]
    for name in frame:
        assert again[name][0] == pytest.approx(frame[name][0], rel=1e-9, nan_ok=True), name


def without_patterns(words):
    left = iter(words)
    return [word for word in left if word != "--pattern" or not next(left)]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--pattern", "P1"), "unknown pattern: --pattern: got 'P1'"),
        (("--pattern", "p01"), "unknown pattern: --pattern: got 'p01'"),
        (("P01",), "argument not understood: twin validate: got 'P01'"),
        (("--district", "nowhere"), "unknown district: --district: got 'nowhere'"),
        (("--days", "0"), "value out of range: --days: got 0"),
        (("--burn-in", "x"), "not a whole number: --burn-in: got 'x'"),
        (("--seeds", "3"), "not a range of seeds: --seeds: got '3'"),
        (("--workers", "0"), "value out of range: --workers: got 0"),
        (("--robust", "0"), "value out of range: --robust: got 0"),
        (("--robust", "many"), "not a whole number: --robust: got 'many'"),
        (("--lang", "fr"), "unknown language: --lang: got 'fr'"),
        (("--quik",), "unknown option: twin validate: got '--quik'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_bad_input_is_one_line_on_stderr_and_writes_nothing(ask, tmp_path, words, message):
    done = ask(*words, "--out", "kept", "--write", "docs")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"twin: {message}") and done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_the_nearest_name_is_told(ask):
    assert "nearest known name 'P01'" in ask("--pattern", "P01x").stderr


@pytest.mark.parametrize("option", ["--out", "--write"])
def test_a_file_is_no_folder(ask, tmp_path, option):
    (tmp_path / "file").touch()
    done = ask(*ONE, option, "file")
    assert done.returncode == 2
    assert done.stderr.startswith(f"twin: not a folder: {option}: got 'file'")


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_after_kill_9_the_same_command_goes_on(kept, root, tmp_path):
    words = [sys.executable, "-m", "twin", "validate", *ONE, "--json",
             "--workers", "1", "--out", str(tmp_path)]  # fmt: skip
    killed = subprocess.Popen(words, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 120.0
    while len(whole(tmp_path)) < 4 and killed.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    before = whole(tmp_path)
    assert 4 <= len(before) < 15, "it was killed on the way"
    told = subprocess.run(words, cwd=root, capture_output=True, text=True, check=True)
    assert f"{15 - len(before)} runs to be made" in told.stderr
    calm = subprocess.run([*words[:-1], str(kept)], cwd=root, capture_output=True, check=True)
    assert told.stdout.encode() == calm.stdout
    assert all(file.stat().st_mtime_ns == time for file, time in before.items())


def whole(folder: Path):
    return {file: file.stat().st_mtime_ns for file in folder.glob("P01-*.json")}
