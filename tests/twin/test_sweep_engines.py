"""The warm pool between sweeps and during one: what broke is replaced, and nobody stays."""

import multiprocessing
import os
import signal

import pytest

from tests.twin import sweep_runs as runs
from tests.waiting import until
from twin.errors import NotReady
from twin.sweep import running, sweep
from twin.sweep.engines import _POOLS, Here, close_pools

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")


@pytest.fixture(autouse=True)
def nobody_stays():
    yield
    close_pools()
    assert multiprocessing.active_children() == []


def swept(folder, function=runs.cheap):
    return sweep(runs.experiment(), workers=2, out=folder, timeout=60.0, function=function)


@posix
def test_a_warm_pool_that_breaks_leaves_no_worker_behind(tmp_path):
    swept(tmp_path / "first")
    before = multiprocessing.active_children()
    os.kill(before[0].pid, signal.SIGKILL)
    assert until(lambda: not _POOLS[2].active, 30.0), "the pool has not noticed"
    assert (swept(tmp_path / "second").runs["status"] == "done").all()
    assert len(before) == 2 and not any(process.is_alive() for process in before)


def test_a_run_that_fails_shows_that_its_worker_lives(tmp_path, monkeypatch):
    """Two pools that broke hours ago, and runs that were answered since, well or badly."""
    here = Here(2)
    here.heal()
    here.heal()
    monkeypatch.setattr(running, "engine_of", lambda workers: here)
    swept(tmp_path, runs.refuse_all)
    here.heal()
    here.heal()
    with pytest.raises(NotReady, match="__main__"):
        here.heal()
