"""``twin compare`` as a person types it: the answer, the messages, Ctrl-C and going on."""

import importlib
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from twin.cli import main
from twin.commands.catalogue import COMPARE
from twin.commands.options import parse
from twin.commands.progress import Progress, time_left
from twin.commands.request import seeds_of
from twin.compare.runs import jobs_of
from twin.district import load_district
from twin.scenario import Scenario

SMALL = ("--district", "classroom", "--days", "1", "--burn-in", "0", "--seeds", "1:3")
POLICIES = ("baseline", "crackdown")


@pytest.fixture
def ask(capsys, monkeypatch, tmp_path):
    """Give a function that runs ``twin`` within this process, in an empty folder."""

    def run(*words, folder=tmp_path):
        monkeypatch.chdir(folder)
        monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
        code = main(list(words))
        printed = capsys.readouterr()
        return subprocess.CompletedProcess(words, code, printed.out, printed.err)

    return run


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Give a folder whose finished runs all tests share."""
    return str(tmp_path_factory.mktemp("kept"))


def test_json_is_one_object_and_the_same_bytes_again(ask, kept):
    first = ask("compare", *POLICIES, *SMALL, "--out", kept, "--json")
    again = ask("compare", *POLICIES, *SMALL, "--out", kept, "--json", "--workers", "1")
    assert (first.returncode, first.stderr) == (0, "")
    assert again.stdout == first.stdout
    data = json.loads(first.stdout, parse_constant=pytest.fail)
    kept_as_given = {"district": "classroom", "days": 1, "burn_in": 0, "seeds": [1, 2, 3]}
    assert kept_as_given.items() <= data.items()
    assert (data["reference"], data["policies"][0]["policy"]) == POLICIES
    assert data["policies"][0]["levers"]["intensity"] == {"reference": 0.4, "policy": 1.0}


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        ("en", ("seeds 1:3 · compared with baseline", "90 % interval", "Over 3 seeds, with the")),
        ("zh", ("种子 1:3 · 以 baseline 为参照", "90% 区间", "在 3 个种子下逐一对比")),
    ],
)
def test_a_person_reads_a_table_and_sentences(ask, kept, words, texts):
    title, heading, says = texts
    done = ask("compare", *POLICIES, *SMALL, "--out", kept, "--lang", words)
    lines = done.stdout.splitlines()
    assert title in lines[0] and done.returncode == 0
    assert lines[2].startswith("crackdown") and "intensity 0.4 → 1" in lines[2]
    assert heading in lines[4]
    assert any(line.startswith(says) for line in lines)
    assert "[" in next(line for line in lines if line.startswith(("Order", "秩序")))


def test_too_few_seeds_for_an_interval_are_called_so(ask, kept):
    done = ask("compare", *POLICIES, *SMALL, "--seeds", "1:2", "--out", kept)
    row = next(line for line in done.stdout.splitlines() if line.startswith("Order"))
    assert row.endswith("too few seeds") and "  -  " in row


def test_a_run_that_fails_is_exit_code_1_with_its_replay(ask, tmp_path):
    scale = load_district("classroom").scale
    one = Scenario(district="classroom", days=1, burn_in=0, policy="crackdown", scale=scale)
    jobs_of([one], [2], tmp_path / "kept")[0][0].file.mkdir(parents=True)
    done = ask("compare", *POLICIES, *SMALL, "--out", "kept", "--workers", "1")
    assert done.returncode == 1
    assert "failed: crackdown, seed 2: " in done.stdout
    assert f"replay: {one.command(2)}" in done.stdout
    assert "Order" in done.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "too few policies: twin compare"),
        (("baseline",), "too few policies: twin compare: got 'baseline', allowed two policies or"),
        (("baseline", "wistle"), "unknown policy: twin compare: got 'wistle'"),
        (("baseline", "none.toml"), "missing file: twin compare: got 'none.toml'"),
        (("whistle", "whistle"), "policy given twice: twin compare: got 'whistle'"),
        ((*POLICIES, "--seeds", "5:1"), "value out of range: --seeds: got '5:1'"),
        ((*POLICIES, "--seeds", "x"), "not a range of seeds: --seeds: got 'x'"),
        ((*POLICIES, "--seeds", "0"), "not a range of seeds: --seeds: got '0'"),
        ((*POLICIES, "--seeds", "1:0"), "value out of range: --seeds: got '1:0'"),
        ((*POLICIES, "--seeds=-3:4"), "value out of range: --seeds: got '-3:4'"),
        ((*POLICIES, "--seeds", "1:2:3"), "not a range of seeds: --seeds: got '1:2:3'"),
        ((*POLICIES, "--seeds", "1:1e9"), "not a range of seeds: --seeds: got '1:1e9'"),
        ((*POLICIES, "--seeds", "1:999999999"), "value out of range: --seeds: got '1:999999999'"),
        ((*POLICIES, "--seeds="), "not a range of seeds: --seeds: got ''"),
        ((*POLICIES, "--workers", "0"), "value out of range: --workers: got 0"),
        ((*POLICIES, "--workers", "many"), "not a whole number: --workers: got 'many'"),
        ((*POLICIES, "--days", "0"), "value out of range: --days: got 0"),
        ((*POLICIES, "--set", "whistel=1"), "unknown lever: --set: got 'whistel'"),
        ((*POLICIES, "--district", "nowhere"), "unknown district: --district: got 'nowhere'"),
        ((*POLICIES, "--lang", "fr"), "unknown language: --lang: got 'fr'"),
        ((*POLICIES, "--policy", "whistle"), "unknown option: twin compare: got '--policy'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_bad_input_is_one_line_on_stderr_and_writes_nothing(ask, tmp_path, words, message):
    done = ask("compare", *words, "--out", "kept")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"twin: {message}")
    assert done.stderr.count("\n") == 1 and done.stderr.endswith("\n")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_folder_to_keep_runs_in(ask, tmp_path):
    (tmp_path / "kept").touch()
    done = ask("compare", *POLICIES, *SMALL, "--out", "kept")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("twin: not a folder: --out: got 'kept'")


def test_seeds_hold_both_ends():
    assert list(seeds_of("2:4")) == [2, 3, 4]
    assert list(seeds_of("7:7")) == [7]
    assert list(seeds_of(None)) == list(range(1, 31))


def test_any_number_of_policies_is_understood():
    assert parse(COMPARE, ["a", "b", "c", "d", "--json"]).arguments == ("a", "b", "c", "d")


def test_help_loads_nothing_heavy(root):
    heavy = {"mesa", "numba", "numpy", "pandas", "scipy", "pebble"}
    code = "import sys; from twin.cli import main; main(['compare', '--help']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert "Usage: twin compare POLICY POLICY... [OPTIONS]" in done.stdout
    assert heavy & set(done.stdout.splitlines()[-1].split()) == set()


@pytest.mark.parametrize(
    ("spent", "done", "zh", "en"),
    [
        (2.0, 1, "", ""),
        (60.0, 0, "", ""),
        (60.0, 100, "", ""),
        (10.0, 50, "约剩 10 秒", "about 10 s left"),
        (100.0, 40, "约剩 2 分 30 秒", "about 2 min 30 s left"),
        (3600.0, 40, "约剩 1 小时 30 分", "about 1 h 30 min left"),
    ],
)
def test_the_time_left_is_told_at_the_pace_so_far(spent, done, zh, en):
    assert time_left(spent, done, 100, "zh") == zh
    assert time_left(spent, done, 100, "en") == en


def test_a_shorter_line_leaves_nothing_of_a_longer_one(capsys):
    class Terminal:
        """A screen of one line, as a terminal shows it."""

        def __init__(self):
            self.line = ""

        def isatty(self):
            return True

        def write(self, text):
            self.line = text.replace("\x1b[K", "").rpartition("\r")[2]

        def flush(self):
            pass

    screen = Terminal()
    progress = Progress("twin", screen, "zh")
    progress(50, 100)
    assert screen.line == f"twin [{'#' * 15:<30}]  50 %  50/100"


def processes_of(group):
    """Give the living processes of a group, by what Linux tells of them."""
    psutil = pytest.importorskip("psutil")
    found = []
    for process in psutil.process_iter(["pid", "status"]):
        try:
            if os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process.pid)
        except (OSError, psutil.NoSuchProcess):
            continue
    return found


def test_ctrl_c_says_that_the_same_command_goes_on(ask, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(importlib.import_module("twin.compare"), "compare_scenarios", stop)
    done = ask("compare", *POLICIES, *SMALL)
    assert done.returncode == 130 and "the same command goes on from there" in done.stderr


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has neither pty nor process groups")
def test_ctrl_c_ends_all_workers_and_the_same_command_goes_on(root, tmp_path, ask):
    """All processes of the group get the signal, as they do from a terminal."""
    import pty

    words = ["compare", "baseline", "whistle", "--district", "classroom", "--days", "20",
             "--burn-in", "0", "--seeds", "1:2", "--out", "kept", "--workers", "2"]  # fmt: skip
    paths = os.pathsep.join([str(root), *filter(None, [os.environ.get("PYTHONPATH")])])
    master, slave = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "twin", *words], cwd=tmp_path, stderr=slave, stdout=slave,
        env=os.environ | {"PYTHONPATH": paths, "LC_ALL": "C.UTF-8"}, start_new_session=True,
    ) as it:  # fmt: skip
        os.close(slave)
        seen = b""
        while b" %  1" not in seen or not list((tmp_path / "kept").glob("*.json")):
            seen += os.read(master, 1000)
        assert len(processes_of(it.pid)) >= 3
        os.killpg(it.pid, signal.SIGINT)
        assert it.wait(timeout=60) == 130
        deadline = time.monotonic() + 20.0
        while processes_of(it.pid) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert processes_of(it.pid) == []
    seen += os.read(master, 10_000)
    os.close(master)
    assert seen.rstrip().endswith(b"the same command goes on from there")
    assert b"Traceback" not in seen
    before = {file: file.stat().st_mtime_ns for file in (tmp_path / "kept").glob("*.json")}
    assert 1 <= len(before) < 4
    done = ask(*words)
    assert done.returncode == 0
    assert len(list((tmp_path / "kept").glob("*.json"))) == 4
    assert {file: file.stat().st_mtime_ns for file in before} == before
