"""What the runs answer: which way, by how much, which arm; and the key of every lesson."""

import numpy as np
import pytest

from tests.shape.sources import ROOT, sources
from tests.shape.test_cycles import graph_of
from twin.compare.paired import paired
from twin.indicators import INDICATOR_NAMES
from twin.kept import write_kept
from twin.lesson import Kept, Results, answer, answers, lesson_names, load_lesson, make, read, trial
from twin.lesson.answers import way_of
from twin.lesson.trial import jobs_of, noted_revision, noting_sources, read_job
from twin.revision import APART
from twin.workers import count_cores

DAYS = 30


def run_with(**values):
    """Give what a run would leave in which an indicator has one value on all days."""
    courses = {name: np.full(DAYS, values.get(name, np.nan)) for name in INDICATOR_NAMES}
    return Kept(courses, {}, None)


@pytest.fixture
def trap():
    """Give the first lesson."""
    return load_lesson("trap")


def results_with(lesson, **by_arm):
    """Give results in which arms have the listed values, a run each."""
    rows = {
        arm.name: [run_with(**one) for one in by_arm.get(arm.name, [{}] * lesson.pairs)]
        for arm in lesson.arms
    }
    return Results(rows)


@pytest.mark.parametrize(
    ("after", "outcome"),
    [((5.0, 5.5, 6.5), "down"), ((20.0, 22.0, 24.5), "up"), ((10.1, 11.1, 12.1), "undecided")],
)
def test_a_way_needs_an_interval_without_zero_and_a_size_worth_the_name(after, outcome):
    assert way_of(paired([10.0, 11.0, 12.0], after), 0.02) == outcome


def test_luck_alone_decides_nothing():
    assert way_of(paired([10.0, 11.0, 12.0], [15.0, 8.0, 12.0]), 0.0) == "undecided"


def test_a_size_is_told_in_per_cent_with_its_interval(trap):
    results = results_with(
        trap,
        none=[{"vitality": v} for v in (0.40, 0.42, 0.44)],
        full=[{"vitality": v} for v in (0.30, 0.32, 0.33)],
    )
    found = answer(trap.question("life"), results)
    mean, low, high = found.percent()
    assert found.outcome == "down" and low < mean < high < 0.0
    assert mean == pytest.approx(100 * (0.95 - 1.26) / 1.26)


def test_the_best_arm_has_to_stand_apart_from_every_other(trap):
    question = trap.question("content")
    apart = {"none": (1.0, 1.1, 1.2), "light": (2.0, 2.1, 2.2), "full": (1.5, 1.6, 1.7)}
    close = {**apart, "full": (1.9, 2.2, 2.2)}
    for values, outcome in ((apart, "light"), (close, "undecided")):
        rows = {arm: [{"satisfaction": v} for v in row] for arm, row in values.items()}
        assert answer(question, results_with(trap, **rows)).outcome == outcome


def test_a_failed_run_leaves_its_seed_out(trap):
    results = results_with(trap, none=[{"order": 0.7}] * 4, full=[{"order": 0.8}] * 4)
    results.runs["none"][0] = None
    found = answer(trap.question("order"), results)
    assert (found.found.seeds, results.failed) == (3, 1)


def test_a_run_is_made_once_and_read_back(tmp_path, monkeypatch, trap):
    monkeypatch.setenv("TWIN_CACHE_DIR", str(tmp_path))
    jobs = jobs_of(trap)
    assert {job.file.parent for row in jobs.values() for job in row} == {tmp_path / "lessons"}
    assert len({job.file for row in jobs.values() for job in row}) == 6 * trap.pairs
    assert read_job(jobs["none"][0]) is None


def test_what_is_noted_of_a_run_is_in_the_name_of_its_file(trap):
    assert all(f"-{noted_revision()}-" in job.file.name for job in jobs_of(trap)["none"])
    paths = {str(file.relative_to(ROOT)) for file in noting_sources()}
    noting = {source.module for source in sources() if source.path in paths}
    assert {"twin.lesson.trial", "twin.frame", "twin.why", "twin.why.case"} <= noting
    graph = graph_of(sources())
    used = {name for module in noting for name in graph.successors(module)}
    apart = {name for name in used if {*name.split("."), f"{name.split('.')[-1]}.py"} & APART}
    assert apart - noting == {"twin.compare.runs", "twin.lesson.parts"}, "which note nothing"


def test_the_newest_runs_stay_on_the_disk(tmp_path, monkeypatch, trap):
    monkeypatch.setenv("TWIN_CACHE_DIR", str(tmp_path))
    files = [job.file for row in jobs_of(trap).values() for job in row]
    courses = {name: [0.5] * DAYS for name in INDICATOR_NAMES}
    assert read(trap) is None
    for file in files:
        write_kept(file, {"courses": courses, "street": {}, "case": None})
    assert read(trap).failed == make(trap).failed == 0
    assert all(file.is_file() for file in files)
    monkeypatch.setattr(trial, "MOST_KEPT", 4)
    make(trap)
    assert sum(file.is_file() for file in files) == 4
    assert read(trap) is None


def key_of(name):
    """Give what the model answers to a lesson, and what its key says."""
    lesson = load_lesson(name)
    found = answers(lesson, make(lesson, count_cores()))
    told = {key: one.outcome for key, one in found.items()}
    return told, {question.name: question.expect for question in lesson.questions}


def test_the_key_of_the_shortest_lesson_is_what_the_model_does():
    told, key = key_of("authority")
    assert told == key


@pytest.mark.slow
@pytest.mark.parametrize("name", lesson_names())
def test_the_key_of_every_lesson_is_what_the_model_does(name):
    told, key = key_of(name)
    assert told == key
