"""The whole command is killed, interrupted, runs out of disk: the same command goes on."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.twin import sweep_runs as runs
from tests.twin.test_sweep_journal import small_disk
from tests.waiting import is_running, until
from twin.sweep import sweep
from twin.sweep.engines import HERE
from twin.sweep.journal import known

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
WORKERS = 2


@pytest.fixture
def drive(root, tmp_path):
    """Give a function that starts a driver, and the log its runs are noted in."""
    log = tmp_path / "log"
    environment = {**os.environ, "PYTHONPATH": str(root), runs.LOG: str(log)}
    started = []

    def start(folder, function="slow", seeds=20, workers=WORKERS):
        words = [sys.executable, "-m", "tests.twin.sweep_driver", folder, function, seeds, workers]
        started.append(
            subprocess.Popen(
                list(map(str, words)), cwd=root, env=environment, stderr=subprocess.PIPE, text=True
            )
        )
        return started[-1]

    start.log = log
    yield start
    for driver in started:
        driver.kill()
        driver.wait()
        driver.stderr.close()


def killed_again_and_again(drive, folder, seeds, kills):
    """Kill the driver at some time after its first runs; give what re-executing that cost."""
    for number in range(kills):
        before = len(known(folder).done)
        driver = drive(folder, seeds=seeds)
        assert until(lambda n=before: len(known(folder).done) > n + 3), driver.poll()
        time.sleep(0.037 * number)
        acknowledged = set(known(folder).done)
        driver.kill()
        driver.wait()
        assert acknowledged <= set(known(folder).done), "an acknowledged run is lost"
        pids = {int(line.split()[1]) for line in drive.log.read_text().splitlines()}
        assert until(lambda p=pids: not any(map(is_running, p)), 10.0), "a worker goes on alone"
    assert drive(folder, seeds=seeds).wait() == 0
    return sum(Counter(runs.made(drive.log)).values()) - 3 * seeds


def tables(folder):
    return [(folder / f"{name}.csv").read_bytes() for name in ("runs", "series")]


def undisturbed(folder, seeds):
    """Give the tables of the same sweep, made in this process."""
    with ThreadPoolExecutor(4) as executor:
        whole = runs.experiment(seeds=seeds)
        sweep(whole, workers=executor, out=folder, function=runs.slow).export()
    return tables(folder)


@posix
def test_a_killed_driver_loses_nothing_and_leaves_nobody(drive, tmp_path):
    again = killed_again_and_again(drive, tmp_path / "killed", seeds=20, kills=1)
    assert again <= HERE * WORKERS
    assert tables(tmp_path / "killed") == undisturbed(tmp_path / "whole", 20)


@posix
@pytest.mark.slow
def test_ten_killed_drivers(drive, tmp_path):
    again = killed_again_and_again(drive, tmp_path / "killed", seeds=100, kills=10)
    assert again <= 10 * HERE * WORKERS
    assert tables(tmp_path / "killed") == undisturbed(tmp_path / "whole", 100)


@posix
def test_ctrl_c_leaves_a_sweep_that_goes_on(root, tmp_path):
    file = tmp_path / "exp.toml"
    file.write_text(
        '[experiment]\nname = "stopped"\ndistrict = "classroom"\ndays = 3\nburn_in = 0\n'
        '[levers]\nauthority = { grid = [0.2, 1.0] }\n[replications]\nmin = 60\n'
    )  # fmt: skip
    folder = tmp_path / "s"
    environment = {**os.environ, "PYTHONPATH": str(root), "LC_ALL": "en_US.UTF-8"}
    words = [sys.executable, "-m", "twin", "sweep", str(file), "--out", str(folder)]
    driver = subprocess.Popen(
        [*words, "--workers", "1"], cwd=tmp_path, env=environment, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert until(lambda: len(known(folder).done) >= 3), driver.poll()
    driver.send_signal(signal.SIGINT)
    out, err = driver.communicate(timeout=120)
    assert driver.returncode == 130 and out == ""
    assert "interrupted: finished runs are kept" in err and "Traceback" not in err
    done = subprocess.run(
        [*words[:4], "status", str(folder), "--json"], cwd=tmp_path, env=environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    state = json.loads(done.stdout)
    assert done.returncode == 0 and state["state"] == "interrupted"
    assert 3 <= state["done"] == len(known(folder).done) < 120
    assert state["missing"] == 120 - state["done"]


def test_a_full_disk_stops_with_one_line_and_freed_space_goes_on(drive, tmp_path):
    with small_disk(tmp_path / "disk", 160) as disk:
        folder = disk / "s"
        (disk / "ballast").write_bytes(b"x" * 116_000)
        driver = drive(folder, "cheap")
        _, err = driver.communicate()
        assert driver.returncode == 1 and "disk full" in err.splitlines()[-1]
        before = known(folder).done
        assert 0 < len(before) < 60
        (disk / "ballast").unlink()
        assert drive(folder, "cheap").wait() == 0
        assert before.items() <= known(folder).done.items() and len(known(folder).done) == 60


@pytest.mark.slow
def test_two_commands_at_once_make_no_run_that_either_had_finished(drive, tmp_path):
    folder = tmp_path / "s"
    first = drive(folder, seeds=40)
    assert until(lambda: len(known(folder).done) > 5), first.poll()
    finished = set(known(folder).done)
    second = drive(folder, seeds=40)
    assert (first.wait(), second.wait()) == (0, 0)
    assert len(known(folder).done) == 120 and known(folder).alarms == []
    often = Counter(runs.made(drive.log))
    assert all(often[key] == 1 for key in finished)
