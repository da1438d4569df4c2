"""Workers are real processes: killed, silent or raising, each job has its outcome, none stays."""

import multiprocessing
import os
import subprocess
import sys

import pytest

from tests.twin.worker_jobs import (
    always_die,
    die_at_first,
    double,
    hang_always,
    hang_at_first,
    meet,
    refuse_oddly,
    refuse_three,
)
from tests.waiting import is_running, until
from twin import workers
from twin.errors import InputError
from twin.workers import Crew, check_workers, count_cores, start_pool

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")


@pytest.fixture(autouse=True)
def nobody_stays():
    yield
    assert multiprocessing.active_children() == []


def with_folder(folder):
    return [(number, str(folder)) for number in (1, 2, 3, 4)]


def test_outcomes_come_in_the_order_of_the_jobs_and_steps_add_up():
    told = []
    outcomes = Crew(2).work(double, [5, 1, 4], 1, lambda done, total: told.append((done, total)))
    assert [outcome.value for outcome in outcomes] == [10, 2, 8]
    assert told[-1] == (3, 3) and told == sorted(told)


def test_jobs_of_different_length_count_by_their_steps():
    told = []
    Crew(1).work(double, [1, 2], [1, 9], lambda done, total: told.append((done, total)))
    assert told[-1] == (10, 10)


def test_no_job_needs_no_worker():
    assert Crew(2).work(double, []) == []


def test_jobs_are_done_at_the_same_time_by_processes_of_their_own(tmp_path):
    done = {outcome.value for outcome in Crew(2).work(meet, with_folder(tmp_path)[:2])}
    assert len(done) == 2 and os.getpid() not in done


def test_a_job_that_raises_fails_alone_and_is_not_begun_again():
    one, three, two = Crew(1).work(refuse_three, [1, 3, 2])
    assert (one.value, two.value) == (2, 4)
    assert isinstance(three.error, ValueError) and str(three.error) == "three is refused"


def test_an_error_that_cannot_be_sent_fails_alone_too():
    one, three, two = Crew(1).work(refuse_oddly, [1, 3, 2])
    assert (one.value, two.value) == (2, 4)
    assert isinstance(three.error, RuntimeError) and str(three.error) == "Odd: 5: no such street"
    assert "in refuse_oddly" in three.error.traceback


@posix
def test_a_killed_worker_costs_nothing(tmp_path):
    outcomes = Crew(2).work(die_at_first, with_folder(tmp_path))
    assert (tmp_path / "2").exists(), "no worker was killed"
    assert [outcome.value for outcome in outcomes] == [2, 4, 6, 8]


@posix
def test_a_job_that_kills_every_worker_is_given_up_after_three_tries(tmp_path):
    outcomes = Crew(2).work(always_die, with_folder(tmp_path))
    assert [outcome.value for outcome in outcomes] == [2, None, 6, 8]
    assert "Abnormal termination" in str(outcomes[1].error)
    assert (tmp_path / "begun").read_text(encoding="utf-8") == "xxx"


def test_silent_workers_are_replaced(tmp_path):
    outcomes = Crew(1, patience=8.0).work(hang_at_first, with_folder(tmp_path))
    assert (tmp_path / "2").exists(), "no worker fell silent"
    assert [outcome.value for outcome in outcomes] == [2, 4, 6, 8]


def test_a_job_that_hangs_is_given_up_and_takes_no_other_with_it():
    Crew(1).work(double, [1])  # whatever is slow at first is behind
    two, three, four = Crew(1, patience=2.0).work(hang_always, [2, 3, 4])
    assert isinstance(two.error, TimeoutError)
    assert (three.value, four.value) == (6, 8)


def test_a_pool_that_breaks_as_work_is_handed_over_is_replaced(monkeypatch):
    pools = []

    def break_the_first(*given):
        pools.append(start_pool(*given))
        hand_over = pools[-1].schedule

        def schedule(*job, **how):
            if len(pools) == 1:
                pools[0].stop()
            return hand_over(*job, **how)

        pools[-1].schedule = schedule
        return pools[-1]

    monkeypatch.setattr(workers, "start_pool", break_the_first)
    assert [outcome.value for outcome in Crew(1).work(double, [1, 2])] == [2, 4]
    assert len(pools) == 2


def test_ctrl_c_reaches_the_caller_and_ends_the_workers(tmp_path):
    def stop(done, _total):
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Crew(2).work(hang_at_first, with_folder(tmp_path), 1, stop)


@pytest.mark.parametrize("given", [0, -1, 257, "two", 1.5, True])
def test_a_number_of_workers_that_makes_no_sense_is_refused(given):
    with pytest.raises(InputError, match="workers"):
        check_workers(given)


def test_there_is_a_worker_a_core_unless_told():
    assert check_workers(None) == count_cores() >= 1
    assert check_workers(7) == 7


DRIVER = """
import sys
from tests.twin.worker_jobs import linger
from twin.workers import Crew
if __name__ == "__main__":
    Crew(1).work(linger, [sys.argv[1]])
"""


#: Its worker is told to end while it still reads this; it goes on and looks for its locks.
STOPPED_EARLY = """
import signal
import sys
from pathlib import Path
from tests.twin.worker_jobs import double
from twin.workers import Crew
begun = Path(sys.argv[1]) / "begun"
def stop(_done, _total):
    if begun.exists():
        raise KeyboardInterrupt
if __name__ == "__mp_main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    begun.touch()
    signal.sigwait({signal.SIGTERM})
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
if __name__ == "__main__":
    try:
        Crew(1).work(double, [1], 1, stop)
    except KeyboardInterrupt:
        print("stopped")
"""


def begin(lines, folder, **how):
    """Start a script in a process of its own; it is given the folder it stands in."""
    script = folder / "driver.py"
    script.write_text(lines, encoding="utf-8")
    paths = os.pathsep.join(["", *sys.path]).lstrip(os.pathsep)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(os.curdir), paths])}
    return subprocess.Popen([sys.executable, str(script), str(folder)], env=environment, **how)


@posix
def test_a_worker_that_is_stopped_as_it_begins_says_nothing(tmp_path):
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with begin(STOPPED_EARLY, tmp_path, **pipes) as driver:
        assert driver.communicate() == ("stopped\n", "")


@posix
def test_no_worker_outlives_a_killed_driver(tmp_path):
    driver = begin(DRIVER, tmp_path)
    note = tmp_path / "pid"
    assert until(lambda: note.exists() and note.read_text(encoding="utf-8") != "", 30.0)
    worker = int(note.read_text(encoding="utf-8"))
    driver.kill()
    driver.wait()
    assert until(lambda: not is_running(worker), 30.0), "a worker goes on without its driver"
