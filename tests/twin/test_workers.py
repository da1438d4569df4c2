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
    hang_at_first,
    meet,
    refuse_three,
)
from tests.waiting import is_running, until
from twin.errors import InputError
from twin.workers import Crew, check_workers, count_cores

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


@posix
def test_no_worker_outlives_a_killed_driver(tmp_path):
    script = tmp_path / "driver.py"
    script.write_text(DRIVER, encoding="utf-8")
    paths = os.pathsep.join(["", *sys.path]).lstrip(os.pathsep)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(os.curdir), paths])}
    driver = subprocess.Popen([sys.executable, str(script), str(tmp_path)], env=environment)
    note = tmp_path / "pid"
    assert until(lambda: note.exists() and note.read_text(encoding="utf-8") != "", 30.0)
    worker = int(note.read_text(encoding="utf-8"))
    driver.kill()
    driver.wait()
    assert until(lambda: not is_running(worker), 30.0), "a worker goes on without its driver"
