"""``twin calibrate`` as a person types it, on the classroom district and a single day."""

import importlib
import json

import pytest

from twin.calibration import check
from twin.cli import main

SMALL = ("--district", "classroom", "--days", "1", "--burn-in", "0", "--seeds", "1:1")
TARGETS = ["cases", "street_trade", "unasked", "vendors", "income", "busiest"]


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Give a folder whose finished runs all tests share."""
    return str(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def ask(capsys, monkeypatch, tmp_path, kept):
    """Give a function that types ``twin calibrate`` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")

    def run(*words):
        code = main(["calibrate", *words, "--out", kept, "--workers", "1"])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def test_a_check_says_measured_against_target(ask, tmp_path):
    code, out, err = ask("--check", *SMALL)
    assert (code, err) == (0, "")
    assert out.startswith("classroom · 1 days measured after 0 of burn-in · seeds 1")
    row = next(line for line in out.splitlines() if line.startswith("Vendors at the peak"))
    assert "vendors_peak" in row and row.endswith("missed")
    assert list(tmp_path.iterdir()) == []


def test_a_check_in_chinese_and_as_one_object(ask):
    _, out, _ = ask("--check", *SMALL, "--lang", "zh")
    assert "未达到" in out and "摊贩日净收入" in out
    _, out, _ = ask("--check", *SMALL, "--json")
    found = json.loads(out, parse_constant=pytest.fail)
    assert [item["target"] for item in found["targets"]] == TARGETS
    vendors = found["targets"][3]
    assert vendors["measured"] == vendors["by_seed"][0] < vendors["low"] and not vendors["met"]
    assert found["targets"][-1]["low"] is None


def test_a_check_tells_what_a_single_run_tells(ask, capsys):
    main(["run", *SMALL[:-2], "--seed", "1", "--json"])
    means = json.loads(capsys.readouterr().out)["indicators"]
    found = json.loads(ask("--check", *SMALL, "--json")[1])["targets"]
    assert [item["measured"] for item in found] == [means[item["indicator"]] for item in found]


def test_a_search_proposes_and_changes_nothing_and_goes_on(ask, tmp_path, monkeypatch):
    words = ("--parameter", "margin", "--most", "3", *SMALL)
    code, out, _ = ask(*words, "--proposal", "first.json")
    assert code == 0 and "3 points tried" in out and "no parameter was changed" in out
    first = (tmp_path / "first.json").read_bytes()
    proposal = json.loads(first)
    assert proposal["start"] == {"margin": 3.8} and proposal["tried"] == 3
    assert proposal["loss"]["best"] <= proposal["loss"]["start"]
    kept = importlib.import_module("twin.kept")
    monkeypatch.setattr(kept, "Crew", None)  # nothing may be run again
    ask(*words, "--proposal", "again.json")
    assert (tmp_path / "again.json").read_bytes() == first
    assert sorted(file.name for file in tmp_path.iterdir()) == ["again.json", "first.json"]


def test_a_file_that_is_there_is_not_written_over(ask, tmp_path):
    (tmp_path / "mine.json").write_text("kept")
    code, out, err = ask("--parameter", "margin", *SMALL, "--proposal", "mine.json")
    assert (code, out) == (2, "") and "file in use: --proposal: got 'mine.json'" in err
    assert (tmp_path / "mine.json").read_text() == "kept"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--most", "0"), "value out of range: --most: got 0"),
        (("--parameter", "margn"), "nearest known name 'margin'"),
        (("--markdown",), "option not understood"),
        (("--check", "--district", "dongchen"), "nearest known name 'dongcheng'"),
    ],
)
def test_a_slip_is_one_clear_line(ask, words, message):
    code, out, err = ask(*words)
    assert (code, out) == (2, "") and message in err and err.count("\n") == 1


def test_ctrl_c_says_that_the_same_command_goes_on(ask, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "make", stop)
    code, _, err = ask("--check", *SMALL)
    assert code == 130 and "the same command goes on from there" in err


def test_what_is_declared_is_told_in_both_languages(ask):
    _, out, _ = ask("--declared", "--markdown")
    assert "| P01 | control kills, release brings chaos | used |" in out
    _, out, _ = ask("--declared", "--lang", "zh")
    assert "对着声明的目标调过" in out and "没有看过" in out
    found = json.loads(ask("--declared", "--json")[1])
    assert found["parameters"]["margin"] == "tuned" and found["patterns"]["P26"] == "used"
    assert len(found["parameters"]) > 200
