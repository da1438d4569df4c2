"""The command as a person types it: a real process, its output, its messages, its exit code."""

import json
import os
import signal
import subprocess
import sys

import pytest

from twin.cli import main
from twin.commands.catalogue import COMMANDS

SMALL = ("--district", "classroom", "--days", "2", "--burn-in", "1")


@pytest.fixture(scope="module")
def call(root, tmp_path_factory):
    """Give a function that runs ``twin`` in an empty folder."""
    folder = tmp_path_factory.mktemp("here")

    def run(*words, cwd=folder, **environment):
        setting = os.environ | {"PYTHONPATH": str(root), "LC_ALL": "en_US.UTF-8"} | environment
        command = [sys.executable, "-m", "twin", *words]
        return subprocess.run(
            command, cwd=cwd, env=setting, capture_output=True, text=True, encoding="utf-8",
            check=False,
        )  # fmt: skip

    return run


@pytest.fixture
def ask(capsys, monkeypatch, tmp_path):
    """Give a function that runs ``twin`` within this process, in an empty folder."""

    def run(*words, **environment):
        monkeypatch.chdir(tmp_path)
        for name, value in ({"LC_ALL": "en_US.UTF-8"} | environment).items():
            monkeypatch.setenv(name, value)
        code = main(list(words))
        printed = capsys.readouterr()
        return subprocess.CompletedProcess(words, code, printed.out, printed.err)

    return run


@pytest.fixture(scope="module")
def first(call):
    """Give one small run as JSON, made once for the tests that only look at it."""
    return call("run", *SMALL, "--seed", "7", "--set", "whistle=1", "--json")


def test_help_names_every_command_with_an_example(call):
    done = call("--help")
    assert done.returncode == 0 and done.stderr == ""
    assert all(f"\n  {command.name} " in done.stdout for command in COMMANDS)
    assert all(command.examples[0][0] in done.stdout for command in COMMANDS)


def test_help_of_a_command_is_reached_in_three_ways(ask):
    texts = {ask(*words).stdout for words in (("run", "--help"), ("run", "-h"), ("help", "run"))}
    assert len(texts) == 1 and "--burn-in N" in texts.pop()


def test_version_is_the_package_version(ask):
    import twin

    assert ask("--version").stdout == f"twin {twin.__version__}\n"


def test_no_command_is_bad_usage_and_shows_the_help_on_stderr(ask):
    done = ask()
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage: twin COMMAND" in done.stderr


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["doctor"], ["run", "--help"]])
def test_light_commands_load_nothing_heavy(root, words):
    heavy = {"mesa", "numba", "pandas", "solara", "scipy", "networkx"}
    code = f"import sys; from twin.cli import main; main({words}); print(); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "twin.cli" in loaded
    assert heavy & loaded == set()


def test_doctor_reports_versions_pins_cache_and_the_name_agents(call, tmp_path):
    done = call("doctor", "--json", TWIN_CACHE_DIR=str(tmp_path / "cache"))
    report = json.loads(done.stdout)
    found = {finding["name"]: finding for finding in report["findings"]}
    assert {"python", "mesa", "solara", "solara-assets", "ipyvue", "ipyvuetify"} <= set(found)
    assert (found["agents"]["state"], found["scenarios"]["state"]) == ("ok", "ok")
    assert str(tmp_path / "cache") in found["cache"]["detail"]
    assert report["ok"] == all(f["state"] != "bad" for f in found.values())
    assert done.returncode == (0 if report["ok"] else 1)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("run", "--days", "0"), "value out of range: --days: got 0, allowed 1 to 3653 days"),
        (("run", "--days", "3654"), "value out of range: --days: got 3654"),
        (("run", "--days", "many"), "not a whole number: --days: got 'many'"),
        (("run", "--burn-in", "-1"), "value out of range: --burn-in: got -1"),
        (("run", "--seed", "x"), "not a whole number: --seed: got 'x'"),
        (("run", "--seed", "-1"), "value out of range: --seed: got -1"),
        (("run", "--scale", "0"), "value out of range: --scale: got 0"),
        (("run", "--set", "whistel=1"), "unknown lever: --set: got 'whistel'"),
        (("run", "--set", "whistle=7"), "value out of range: --set whistle: got 7, allowed 0 to 1"),
        (("run", "--set", "whistle=on"), "not a number: --set whistle: got 'on'"),
        (("run", "--set", "whistle"), "missing value: --set: got 'whistle', allowed KEY=VALUE"),
        (("run", "--set", "fine=1e9"), "value out of range: --set fine: got 1000000000.0"),
        (("run", "--district", "dongchen"), "unknown district: --district: got 'dongchen'"),
        (("run", "--policy", "wistle"), "unknown policy: --policy: got 'wistle'"),
        (("run", "--policy", "none.toml"), "missing file: --policy: got 'none.toml'"),
        (("run", "nothing"), "unknown story or policy: story: got 'nothing'"),
        (("run", "--format", "pickle"), "unknown format: --format: got 'pickle'"),
        (("run", "--headers", "fr"), "unknown headers: --headers: got 'fr'"),
        (("bench", "stall"), "unknown part: twin bench: got 'stall'"),
        (("rnu",), "unknown command: twin: got 'rnu'"),
        (("explain", "lever", "whistel"), "unknown lever: twin explain lever: got 'whistel'"),
        (("levers", "--lang", "fr"), "unknown language: --lang: got 'fr'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_bad_input_is_one_line_on_stderr_and_writes_nothing(ask, tmp_path, words, message):
    more = ("--out", "kept") if words[0] == "run" else ()
    done = ask(*words, *more)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"twin: {message}")
    assert done.stderr.count("\n") == 1 and done.stderr.endswith("\n")
    assert list(tmp_path.iterdir()) == []


def test_a_format_without_a_folder_is_bad_usage(ask):
    done = ask("run", "--format", "xlsx")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "twin: missing option: --format: allowed with --out DIR\n"


@pytest.mark.parametrize("words", [("--days", "0"), ("--seed", "x"), ("--set", "whistel=1")])
def test_bad_input_is_refused_alike_in_a_process_of_its_own(call, tmp_path, words):
    done = call("run", *words, "--out", "kept", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "near"),
    [(("run", "--set", "whistel=1"), "whistle"), (("run", "--policy", "wistle"), "whistle"),
     (("run", "--district", "dongchen"), "dongcheng"), (("rnu",), "run"),
     (("run", "--polcy", "whistle"), "--policy"), (("explain", "levr"), "lever")],
)  # fmt: skip
def test_the_nearest_known_name_is_offered(ask, words, near):
    assert ask(*words).stderr.rstrip().endswith(f"nearest known name {near!r}")


def test_a_broken_policy_file_is_named_with_its_key(ask, root):
    file = root / "tests" / "twin" / "broken" / "policy-out-of-range.toml"
    done = ask("run", "--policy", str(file))
    assert done.returncode == 2
    assert "policy-out-of-range.toml, key levers.authority: got 1.5" in done.stderr


@pytest.mark.parametrize("name", ["districts", "policies", "levers", "parameters", "indicators"])
def test_a_table_is_one_json_object_with_its_own_name(ask, name):
    done = ask(name, "--json")
    data = json.loads(done.stdout)
    assert (done.returncode, done.stderr, list(data)) == (0, "", [name])
    assert len(data[name]) >= 3 and all({"name", "zh", "en"} <= set(item) for item in data[name])


def test_levers_have_the_promised_keys(ask):
    promised = ["name", "low", "high", "step", "default", "unit", "live", "zh", "en", "source"]
    promised += ["grade", "group", "off", "staff", "money", "moves", "choices"]
    levers = json.loads(ask("levers", "--json").stdout)["levers"]
    assert all(list(lever) == promised for lever in levers)
    assert {"authority", "staffing", "whistle", "intensity"} <= {lever["name"] for lever in levers}


def test_the_language_follows_the_locale_and_the_option(ask):
    assert "吹哨" in ask("explain", "lever", "whistle", LC_ALL="zh_CN.UTF-8").stdout
    assert "Whistle" in ask("explain", "lever", "whistle", "--lang=en", LC_ALL="zh_CN").stdout


def test_chinese_is_written_also_where_the_terminal_speaks_latin(call):
    done = call("policies", "--lang", "zh", PYTHONIOENCODING="latin-1")
    assert done.returncode == 0 and "街乡吹哨" in done.stdout


def test_run_prints_one_json_object_with_the_promised_keys(first):
    assert (first.returncode, first.stderr) == (0, "")
    data = json.loads(first.stdout)
    kept = {"district": "classroom", "policy": "baseline", "seed": 7, "days": 2, "burn_in": 1}
    assert kept.items() <= data.items()
    assert {"version", "digest", "indicators"} <= set(data)
    assert {"order", "vitality"} <= set(data["indicators"])
    assert data["levers"] == {"whistle": 1.0}


def test_the_same_command_gives_the_same_bytes_and_another_seed_does_not(call, first):
    again = call("run", *SMALL, "--seed", "7", "--set", "whistle=1", "--json")
    other = call("run", *SMALL, "--seed", "8", "--set", "whistle=1", "--json")
    assert again.stdout == first.stdout
    assert json.loads(other.stdout)["digest"] != json.loads(first.stdout)["digest"]


def test_out_keeps_the_run_and_refuses_a_folder_that_holds_one(call, tmp_path, first):
    words = ("run", *SMALL, "--seed", "7", "--set", "whistle=1", "--out", "a/b", "--headers", "zh")
    done = call(*words, cwd=tmp_path)
    assert done.returncode == 0 and "order" in done.stdout
    kept = {file.name: file.read_bytes() for file in (tmp_path / "a" / "b").iterdir()}
    tables = {"indicators.csv", "events.csv", "streets.csv", "groups.csv", "cases.csv.gz"}
    assert set(kept) == {"manifest.json", *tables}
    assert "秩序" in kept["indicators.csv"].decode("utf-8-sig")
    digest = json.loads(kept["manifest.json"])["origin"]["digest"]
    assert digest == json.loads(first.stdout)["digest"]
    again = call(*words, cwd=tmp_path)
    assert again.returncode == 2 and again.stderr.startswith("twin: folder in use: --out")
    assert {f.name: f.read_bytes() for f in (tmp_path / "a" / "b").iterdir()} == kept


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither pty nor SIGINT")
def test_ctrl_c_under_a_progress_bar_ends_with_130_and_leaves_nothing(root, tmp_path):
    import pty

    command = [sys.executable, "-m", "twin", "run", "--district", "classroom", "--days", "3653"]
    setting = os.environ | {"PYTHONPATH": str(root)}
    master, slave = pty.openpty()
    with subprocess.Popen(
        [*command, "--out", "kept"], cwd=tmp_path, env=setting, stderr=slave
    ) as it:
        os.close(slave)
        seen = b""
        while b"%" not in seen:  # the bar is drawn: the run is under way
            seen += os.read(master, 1000)
        it.send_signal(signal.SIGINT)
        assert it.wait(timeout=60) == 130
    seen += os.read(master, 10_000)
    os.close(master)
    assert seen.rstrip().endswith(b"twin: interrupted")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="a POSIX pipe")
def test_a_reader_that_has_seen_enough_is_no_error(root):
    command = f"{sys.executable} -m twin parameters --json | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr, done.stdout.strip()) == (0, "", "{")
