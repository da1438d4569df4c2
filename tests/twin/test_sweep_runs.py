"""Real processes, killed, poisoned, hanging: every run is kept once, and the tables are equal."""

import os
import signal
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.twin import sweep_runs as runs
from twin.errors import InputError, NotReady
from twin.sweep import Experiment, Sweep, sweep
from twin.sweep.engines import _POOLS, close_pools
from twin.sweep.status import NotDeterministic
from twin.sweep.store import Store

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")


@pytest.fixture(scope="module", autouse=True)
def log(tmp_path_factory):
    """Let workers, which are kept warm over these tests, note each run in one file."""
    file = tmp_path_factory.mktemp("log") / "made"
    os.environ[runs.LOG] = str(file)
    yield file
    del os.environ[runs.LOG]
    close_pools()


@pytest.fixture
def begun(log):
    """Give a function that counts the runs begun since, by key."""
    before = len(runs.made(log))
    return lambda: Counter(runs.made(log)[before:])


def swept(folder, function=runs.cheap, workers=2, timeout=60.0, **plan):
    return sweep(
        runs.experiment(**plan), workers=workers, out=folder, timeout=timeout, function=function
    )


def tables(found):
    return [file.read_bytes() for file in found.export("csv")]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """Give the tables of a sweep that nothing happened to."""
    return tables(swept(tmp_path_factory.mktemp("undisturbed") / "s"))


def test_a_sweep_gives_a_row_for_each_run_with_axes_status_and_indicators(tmp_path):
    found = swept(tmp_path)
    head = ["key", "point", "seed", "authority", "status", "order", "vitality", "mood"]
    assert list(found.runs.columns) == head and len(found.runs) == 12
    assert list(found.runs["point"]) == [p for p in range(3) for _ in range(4)]
    assert list(found.runs["seed"]) == [1, 2, 3, 4] * 3
    assert found.runs["mood"].isna().all() and (found.runs["status"] == "done").all()
    assert list(found.series.columns) == ["key", "point", "seed", "day", "order", "vitality"]
    assert len(found.series) == 12 * runs.DAYS
    by_run = found.series.groupby("key")["order"].mean()
    assert by_run[found.runs["key"]].to_numpy() == pytest.approx(found.runs["order"].to_numpy())
    assert found.failures == [] and found.alarms == ()
    assert found.manifest["state"] == "complete" and found.manifest["executed"] == 12


def test_luck_is_common_to_all_points(tmp_path):
    order = swept(tmp_path).runs.pivot_table(index="seed", columns="point", values="order")
    assert (order[1] - order[0]).to_numpy() == pytest.approx([0.4] * 4)


def test_the_same_call_again_makes_no_run(tmp_path, begun, undisturbed):
    swept(tmp_path)
    assert set(begun().values()) == {1}
    found = swept(tmp_path)
    assert sum(begun().values()) == 12 and found.manifest["executed"] == 0
    assert tables(found) == undisturbed


def test_a_larger_experiment_makes_only_what_it_adds(tmp_path, begun):
    swept(tmp_path, seeds=2)
    found = swept(tmp_path, points=(0.2, 0.4, 0.6, 1.0), seeds=3)
    assert found.manifest["executed"] == 4 * 3 - 3 * 2 and set(begun().values()) == {1}


@pytest.mark.parametrize("workers", [1, 4])
def test_tables_are_the_same_bytes_for_any_number_of_workers(tmp_path, workers, undisturbed):
    found = swept(tmp_path, workers=workers)
    assert tables(found) == undisturbed


def test_tables_are_the_same_bytes_from_any_executor(tmp_path, undisturbed):
    with ThreadPoolExecutor(2) as executor:
        assert tables(swept(tmp_path, workers=executor)) == undisturbed


def test_a_pool_stays_warm_for_the_next_sweep(tmp_path):
    swept(tmp_path / "first")
    before = {process.pid for process in workers_of()}
    swept(tmp_path / "second")
    assert {process.pid for process in workers_of()} == before != set()


def workers_of():
    return list(_POOLS[2]._pool_manager.worker_manager.workers.values())


class Killer(threading.Thread):
    """Kills a worker at a time of luck, again and again."""

    def __init__(self, store, times, every):
        super().__init__(daemon=True)
        self.store, self.times, self.every, self.killed = store, times, every, 0
        self.stopped = threading.Event()

    def run(self):
        while self.killed < self.times and not self.stopped.wait(self.every):
            alive = (
                [process for process in workers_of() if process.is_alive()] if 2 in _POOLS else []
            )
            if alive and (self.store / "journal").exists():
                os.kill(alive[self.killed % len(alive)].pid, signal.SIGKILL)
                self.killed += 1


def killed_at_random(folder, seeds, kills, every):
    killer = Killer(folder, kills, every)
    killer.start()
    try:
        found = swept(folder, runs.slow, seeds=seeds)
    finally:
        killer.stopped.set()
        killer.join()
    return found, killer.killed


@posix
def test_a_killed_worker_costs_nothing_but_its_own_time(tmp_path, begun):
    found, killed = killed_at_random(tmp_path, seeds=40, kills=1, every=1.0)
    assert killed == 1 and (found.runs["status"] == "done").all() and len(found.runs) == 120
    assert sum(begun().values()) <= 120 + killed
    assert len(Store(tmp_path).known.done) == 120 and found.alarms == ()


@posix
@pytest.mark.slow
def test_fifteen_kills_in_six_hundred_runs(tmp_path, begun):
    found, killed = killed_at_random(tmp_path, seeds=200, kills=15, every=1.0)
    assert killed == 15 and (found.runs["status"] == "done").all() and len(found.runs) == 600
    assert sum(begun().values()) <= 600 + killed
    assert len(Store(tmp_path).known.done) == 600 and found.alarms == ()


@posix
def test_a_poison_run_alone_is_set_apart_after_three_tries(tmp_path, begun):
    found = swept(tmp_path, runs.poison)
    (failure,) = found.failures
    assert (failure["point"], failure["seed"], failure["status"]) == (2, 1, "quarantined")
    assert failure["attempts"] == 3 == begun()[failure["key"]]
    assert failure["replay"] == f"twin sweep rerun {tmp_path} {failure['key']}"
    assert sum(found.runs["status"] == "done") == 11
    assert found.runs.loc[found.runs["status"] == "quarantined", "order"].isna().all()


@pytest.mark.parametrize(
    ("function", "error"),
    [
        (runs.refuse, "ValueError: this point is refused"),
        (runs.refuse_oddly, "RuntimeError: Odd: 5: no such street"),
    ],
)
def test_a_run_that_raises_is_a_row_with_its_traceback_and_not_begun_again(
    tmp_path, begun, function, error
):
    found = swept(tmp_path, function)
    assert [failure["seed"] for failure in found.failures] == [1, 2, 3, 4]
    assert {failure["error"] for failure in found.failures} == {error}
    assert all("in refuse" in failure["traceback"] for failure in found.failures)
    assert set(begun().values()) == {1}
    assert swept(tmp_path, function).manifest["executed"] == 0


def test_a_hung_run_is_ended_at_its_time_and_the_others_go_on(tmp_path):
    begun = time.monotonic()
    found = swept(tmp_path, runs.hang, timeout=6.0)
    (failure,) = found.failures
    assert (failure["status"], failure["point"], failure["seed"]) == ("timeout", 2, 1)
    assert sum(found.runs["status"] == "done") == 11
    assert time.monotonic() - begun < 120.0


def test_where_nobody_can_end_a_process_a_run_gives_up_at_its_next_step(tmp_path):
    with ThreadPoolExecutor(2) as executor:
        found = swept(tmp_path, runs.dawdle, executor, timeout=0.3, seeds=1)
    assert [failure["status"] for failure in found.failures] == ["timeout"]
    assert sum(found.runs["status"] == "done") == 2


def test_a_run_that_says_nothing_is_given_up_and_its_late_result_does_not_count(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(sys.modules["twin.sweep.runner"], "GRACE", 0.2)
    with ThreadPoolExecutor(1) as executor:
        found = swept(tmp_path, runs.oversleep, executor, timeout=0.2, seeds=1)
    (failure,) = found.failures
    assert failure["status"] == "timeout" and "no answer for 1 s" in failure["error"]
    assert sum(found.runs["status"] == "done") == 2 and len(Store(tmp_path).known.done) == 2


@posix
def test_a_warm_pool_whose_workers_were_killed_meanwhile_is_replaced(tmp_path):
    swept(tmp_path / "first")
    for process in workers_of():
        os.kill(process.pid, signal.SIGKILL)
    found = swept(tmp_path / "second")
    assert (found.runs["status"] == "done").all() and len(found.runs) == 12


def test_an_executor_that_takes_nothing_is_one_clear_line(tmp_path):
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    with pytest.raises(NotReady, match="executor takes no runs"):
        swept(tmp_path, workers=executor)
    assert Sweep.open(tmp_path).manifest["state"] == "interrupted"


def test_a_result_that_differs_from_the_one_that_is_kept_is_an_alarm(tmp_path):
    """The journal of another machine, say, copied into the folder."""
    with ThreadPoolExecutor(1) as executor:
        swept(tmp_path, runs.capricious, executor, seeds=1)
        swept(tmp_path / "other", runs.capricious, executor, seeds=1)
    (theirs,) = (tmp_path / "other" / "journal").iterdir()
    (results,) = (tmp_path / "other" / "series").iterdir()
    theirs.rename(tmp_path / "journal" / theirs.name)
    results.rename(tmp_path / "series" / results.name)
    found = Sweep.open(tmp_path)
    assert len(found.alarms) == 3
    with pytest.raises(NotDeterministic, match="3 runs"):
        found.export()
    with pytest.raises(NotDeterministic, match="3 runs"):
        swept(tmp_path, runs.capricious, ThreadPoolExecutor(1), seeds=1)


def test_a_rule_to_stop_goes_on_from_what_is_kept(tmp_path):
    stop = {"metric": "vitality", "half_width": 0.03, "paired": False}
    whole = swept(tmp_path / "whole", max=30, stop=stop)
    swept(tmp_path / "parts", seeds=3)
    parts = swept(tmp_path / "parts", max=30, stop=stop)
    assert whole.manifest["replications"] == parts.manifest["replications"]
    assert tables(whole) == tables(parts) and 12 < len(whole.runs) <= 90


def test_two_points_that_are_one_run_are_both_rows(tmp_path):
    rows = [{"authority": value} for value in (0.2, 0.6, 0.2)]
    mapping = runs.experiment().to_mapping() | {
        "levers": {},
        "design": {"method": "table", "rows": rows},
        "replications": {"min": 3, "max": 6, "stop": {"metric": "order", "half_width": 1e-9}},
    }
    with ThreadPoolExecutor(1) as executor:
        found = sweep(
            Experiment.from_mapping(mapping), workers=executor, out=tmp_path, function=runs.cheap
        )
    counts = found.runs.groupby("point").size()
    order = found.runs.pivot_table(index="seed", columns="point", values="order")
    assert (order[0] == order[2]).all() and list(counts) == [3, 3, 3]
    assert found.manifest["needed"] == len(found.store.known.done) == 6


def test_another_folder_is_not_written_to(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match=r"folder in use.*empty or new"):
        swept(tmp_path)
    swept(tmp_path / "s", seeds=1)
    text = (tmp_path / "s" / "experiment.toml").read_text().replace('"trial"', '"theirs"')
    (tmp_path / "s" / "experiment.toml").write_text(text)
    with pytest.raises(InputError, match=r"folder in use.*holds no other sweep.*theirs"):
        swept(tmp_path / "s")


@pytest.mark.parametrize("given", [0, "two", "dask:/x", 1.5])
def test_workers_that_make_no_sense_are_refused(tmp_path, given):
    with pytest.raises(InputError, match="workers"):
        swept(tmp_path, workers=given)


def test_a_function_that_workers_cannot_import_is_refused(tmp_path):
    with pytest.raises(InputError, match="not a run function"):
        swept(tmp_path, lambda spec, tell: None)


def test_an_open_sweep_reads_back_its_experiment(tmp_path):
    swept(tmp_path, seeds=1)
    assert Sweep.open(tmp_path).experiment == runs.experiment(seeds=1)
    with pytest.raises(InputError, match="missing file"):
        Sweep.open(tmp_path / "nowhere")
