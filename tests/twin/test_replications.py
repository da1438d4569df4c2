"""Futures under other luck: made once, kept, equal where they should be, given up when unwanted."""

import os
import threading
from dataclasses import replace

import pytest

from tests.twin.worker_jobs import step_back
from twin import replications
from twin.compare.bands import band, course_mean
from twin.compare.paired import mean_interval
from twin.kept import drop_oldest
from twin.lockstep import begin
from twin.opening import burned_in, opening_moment
from twin.policy import load_policy
from twin.replications import (
    MAKING,
    Future,
    Job,
    Replicator,
    Shelf,
    by_number,
    jobs_of,
    read_courses,
    run_job,
)
from twin.workers import Crew

BASELINE, WHISTLE = (load_policy(name).vector() for name in ("baseline", "whistle"))
SHORT = Future("classroom", BASELINE, 3)


def tell(done, total):
    """Hear of a step."""


@pytest.fixture(autouse=True)
def not_nice(monkeypatch):
    """Keep the priority of this process: it is the workers' that is lowered."""
    monkeypatch.setattr(replications, "yield_to_others", lambda: None)


@pytest.mark.skipif(not hasattr(os, "setpriority"), reason="no priorities on this system")
@pytest.mark.parametrize(("nice", "moves"), [(5, False), (19, True)])
def test_a_worker_lets_others_go_first_and_never_comes_forward(nice, moves):
    [outcome] = Crew(1).work(step_back, [nice])
    assert outcome.error is None
    before, after = outcome.value
    assert before >= 10 and after == (19 if moves else before)


def test_the_first_is_what_the_page_plays(tmp_path):
    courses = run_job(Job(SHORT, 1, tmp_path / "1.json"), tell)
    city = burned_in("classroom")
    city.run_for(24 - int(city.world.now.hour), days=2)
    assert courses["order"] == [float(day[0]) for day in city.history[-3:]]
    assert courses == read_courses(tmp_path / "1.json")


def test_the_others_have_other_luck_and_the_same_people(tmp_path):
    one, two, again = (
        run_job(Job(SHORT, number, tmp_path / f"{k}.json"), tell)
        for k, number in enumerate((1, 2, 2))
    )
    assert two == again != one
    assert two["staff_posts"] == one["staff_posts"]


def test_equal_futures_share_their_files(tmp_path):
    other = replace(SHORT, levers=dict(reversed(BASELINE.items())))
    jobs = jobs_of([SHORT, other, Future("classroom", WHISTLE, 3)], 2, tmp_path)
    assert [job.file for job in jobs[0]] == [job.file for job in jobs[1]]
    assert len(by_number(jobs)) == 4
    assert [job.number for job in by_number(jobs)] == [1, 1, 2, 2], "pairs come early"


def test_a_broken_file_is_made_anew(tmp_path):
    [[job]] = jobs_of([SHORT], 1, tmp_path)
    assert MAKING.read(job) is None
    job.file.write_text('{"courses": {"order": [1]}}')
    assert read_courses(job.file) is None
    run_job(job, tell)
    assert MAKING.read(job) is not None
    assert set(Shelf([[job]]).look()) == {(0, 1)}


def test_only_the_newest_files_stay(tmp_path):
    files = [tmp_path / f"{age}.json" for age in range(5)]
    for age, file in enumerate(files):
        file.write_text("{}")
        os.utime(file, (1000 - age, 1000 - age))
    drop_oldest(tmp_path, 2)
    assert sorted(tmp_path.iterdir()) == files[:2]
    drop_oldest(tmp_path / "nowhere", 2)
    other = tmp_path / "0.city"
    other.write_text("")
    os.utime(other, (1, 1))
    drop_oldest(tmp_path, 1, "*.city")
    assert other.exists()
    drop_oldest(tmp_path, 2, "*")
    assert sorted(tmp_path.iterdir()) == files[:2]


def gather(futures, times):
    """Make futures as the page does and give the last state."""
    finished, states = threading.Event(), []

    def hear(state):
        states.append(state)
        if state.finished:
            finished.set()

    replicator = Replicator()
    replicator.tell = hear
    replicator.make(futures, times)
    assert finished.wait(120)
    return states


@pytest.mark.slow
def test_the_page_is_told_as_they_are_made_and_reads_them_the_next_time(monkeypatch, tmp_path):
    monkeypatch.setattr(replications, "cache_home", lambda: tmp_path)
    read = []

    def reading(file):
        courses = read_courses(file)
        read.extend([file] if courses else [])
        return courses

    monkeypatch.setattr(replications, "read_courses", reading)
    futures = [SHORT, Future("classroom", WHISTLE, 3), SHORT]
    states = gather(futures, 3)
    assert len(read) == len(set(read)) == 6, "a file is parsed twice"
    assert {0, 9} <= {len(state.found) for state in states}
    found = states[-1].found
    courses = [[found[place, n]["order"] for n in (1, 2, 3)] for place in range(3)]
    assert band(courses[0], courses[2]).mean == (0.0, 0.0, 0.0)
    assert band(courses[0], courses[1]).mean != (0.0, 0.0, 0.0)
    assert len(gather(futures, 3)) == 1, "nothing is made twice"


@pytest.mark.slow
def test_nothing_is_told_of_futures_that_are_no_longer_wanted(monkeypatch, tmp_path):
    monkeypatch.setattr(replications, "cache_home", lambda: tmp_path)
    begun, states = threading.Event(), []
    replicator = Replicator()
    replicator.tell = lambda state: (states.append(state), begun.set())
    replicator.make([SHORT] * 2, 50)
    assert begun.wait(60)
    replicator.stop()
    with Replicator.turn:  # free again once the worker is gone
        told = len(states)
    assert not states[-1].finished
    assert len(states) == told


def test_a_band_is_the_interval_of_each_day():
    before, after = [[1.0, 5.0], [2.0, None], [4.0, 5.0]], [[1.5, 5.0], [3.0, 1.0], [3.0, 9.0]]
    found = band(before, after)
    assert found.mean == (pytest.approx(0.5 / 3), 2.0)
    import numpy as np

    assert (found.low[0], found.high[0]) == mean_interval(np.array([0.5, 1.0, -1.0]))
    assert (found.low[1], found.high[1]) == (None, None), "two pairs give no interval"


def test_swapped_futures_change_the_sign_and_nothing_else():
    one, other = [[0.1, 0.7], [0.3, 0.2], [0.25, 0.9]], [[0.2, 0.1], [0.35, 0.4], [0.1, 0.3]]
    there, back = band(one, other), band(other, one)
    assert back.mean == tuple(-value for value in there.mean)
    assert back.low == tuple(-value for value in there.high)
    assert band([], []).mean == ()


def test_a_mean_leaves_out_days_without_a_value():
    assert course_mean([None, 2.0, 4.0]) == 3.0
    assert course_mean([None]) is None


def test_levers_are_turned_at_the_opening():
    city, moment = burned_in("classroom"), opening_moment("classroom")
    city.run_for(5)
    begin(city, moment, WHISTLE)
    assert city.levers() == pytest.approx(WHISTLE)
    assert int(city.world.now.tick) == moment.world.tick
