"""Runs behind a lesson's page: made once for a class, told as they come, ended with the page."""

import shutil
import threading

import pytest

from twin.lesson import Results, load_lesson
from twin.lesson.trial import jobs_of
from twin.paths import scenarios_home
from twin.ui.learn import running
from twin.ui.learn.running import DONE, GOING, IDLE, WAITING, Maker, News, worth_telling


@pytest.fixture
def short(tmp_path, monkeypatch):
    """Give a lesson of single days, whose runs take a moment."""
    monkeypatch.setattr(running, "SHOWN", {})
    folder = shutil.copytree(scenarios_home() / "lessons" / "authority", tmp_path / "short")
    text = (folder / "lesson.toml").read_text("utf-8")
    for before, after in (
        ("days = 30", "days = 1"),
        ("n = 30", "n = 0"),
        ("pairs = 5", "pairs = 3"),
    ):
        text = text.replace(before, after)
    (folder / "lesson.toml").write_text(text, "utf-8")
    lesson = load_lesson(folder)
    files = [job.file for row in jobs_of(lesson).values() for job in row]
    for file in files:
        file.unlink(missing_ok=True)
    yield lesson
    for file in files:
        file.unlink(missing_ok=True)


class Listener:
    """Begins the runs of a lesson and keeps what is told."""

    def __init__(self, lesson):
        """Begin."""
        self.told, self.ended, self.waits = [], threading.Event(), threading.Event()
        self.maker = Maker()
        self.maker.tell = self.hear
        self.maker.begin(lesson)

    def hear(self, news):
        """Keep the news."""
        self.told.append(news)
        if news.stage == WAITING:
            self.waits.set()
        if news.stage not in (GOING, WAITING):
            self.ended.set()


def stamps(lesson):
    """Give when each run was written."""
    return [job.file.stat().st_mtime_ns for row in jobs_of(lesson).values() for job in row]


def test_a_class_makes_each_run_once(short):
    first, second = Listener(short), Listener(short)
    assert first.ended.wait(240) and second.ended.wait(240)
    made = stamps(short)
    assert [one.told[-1].stage for one in (first, second)] == [DONE, DONE]
    assert [len(row) for row in first.told[-1].results.runs.values()] == [3, 3]
    running.SHOWN.clear()
    with Maker.turn:  # what is kept is read without waiting for anybody
        third = Listener(short)
        assert third.ended.wait(60) and stamps(short) == made
    assert third.told[-1].results.failed == 0


def test_what_another_visitor_made_meanwhile_is_taken(short):
    made = Results({arm.name: [] for arm in short.arms})
    with Maker.turn:
        waiting = Listener(short)
        assert waiting.waits.wait(60)
        running.SHOWN[short.name] = made
    assert waiting.ended.wait(60) and waiting.told[-1].results is made
    assert not any(job.file.is_file() for row in jobs_of(short).values() for job in row)


def test_nothing_is_told_to_a_page_that_has_gone(short):
    with Maker.turn:  # somebody else's runs come first
        gone = Listener(short)
        gone.maker.leave()
    assert not gone.ended.wait(3)
    assert not any(job.file.is_file() for row in jobs_of(short).values() for job in row)


@pytest.mark.parametrize(
    ("before", "now", "worth"),
    [
        (News(), News(GOING, 1, 200), True),
        (News(GOING, 1, 200), News(GOING, 2, 200), True),
        (News(GOING, 2, 200), News(GOING, 3, 200), False),
        (News(IDLE), News(WAITING), True),
    ],
)
def test_only_what_changes_the_page_is_told(before, now, worth):
    assert worth_telling(before, now) is worth
