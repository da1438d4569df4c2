"""Where a visitor is in a lesson, and what the page says of guess and result."""

import numpy as np
import pytest

from twin.errors import InputError
from twin.lesson import Figure, Kept, Results, lesson_names, load_lesson
from twin.share import read_link
from twin.ui.choice import Choice, read_choice
from twin.ui.compare.panes import read_panes
from twin.ui.learn.asked import Asked, fresh, read_asked
from twin.ui.learn.doors import address_of_door
from twin.ui.learn.figures import figure_facts
from twin.ui.learn.verdicts import percent_words
from twin.ui.navigation import COMPARE, EXPLORE, LEARN, STOPS, address_of, query_at, stop_at

GUESSED = "lesson=trap&step=4&p=1.u.-40.1.n"


def test_a_lesson_with_its_guesses_survives_its_address():
    asked = read_asked(GUESSED, "en")
    assert (asked.step, asked.guess("order"), asked.guess("life")) == (4, "up", -40)
    assert (asked.guess("content"), asked.guess("out")) == ("light", "undecided")
    address = address_of(LEARN, asked)
    assert address.startswith("/learn/trap?") and len(address) < 80
    path, _, query = address.partition("?")
    assert stop_at(path, query) is LEARN
    assert read_asked(query_at(path, query), "zh") == asked


def test_no_screen_is_shown_before_the_questions_on_the_way():
    assert read_asked("lesson=trap&step=5", "zh").step == 2
    assert read_asked("lesson=trap&step=5&p=1.u.-40.1.", "zh").step == 2
    assert read_asked(f"{GUESSED}&step=99", "zh").step == 7


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("lesson=trp", "unknown lesson"),
        ("lesson=trap&p=2.u.-40.1.n", "link of another version"),
        ("lesson=trap&p=1.u.-40", "broken link"),
        ("lesson=trap&p=1.x.-40.1.n", "unknown outcome"),
        ("lesson=trap&p=1.u.-400.1.n", "value out of range"),
        ("lesson=trap&p=1.u.-40.7.n", "unknown outcome"),
        ("lesson=trap&step=two", "not a whole number"),
    ],
)
def test_what_cannot_be_read_is_refused(query, message):
    with pytest.raises(InputError, match=message):
        read_asked(query, "en")


def test_a_guess_that_is_no_answer_is_refused():
    asked = fresh(Choice(), "trap")
    with pytest.raises(InputError):
        asked.guessing("order", "sideways")
    assert asked.guessing("order", "down").guess("order") == "down"


def test_a_lesson_stays_behind_when_the_visitor_leaves():
    asked = read_asked(f"lang=en&district=classroom&{GUESSED}", "zh")
    for stop in STOPS:
        if stop is not LEARN:
            address = address_of(stop, asked)
            assert "lesson=" not in address and "step=" not in address and "lang=en" in address


def test_the_list_is_the_page_without_a_lesson():
    assert read_asked("", "zh") == Asked(Choice(language="zh"))


@pytest.mark.parametrize("name", lesson_names())
def test_every_door_opens_what_the_lesson_showed(name):
    lesson = load_lesson(name)
    for screen in lesson.screens:
        for door in screen.doors:
            path, _, query = address_of_door(door, lesson, "en").partition("?")
            arms = [lesson.by_name[arm].scenario for arm in door.arms]
            if path == COMPARE.path:
                panes = read_panes(query, "zh")
                assert [dict(c.levers) for c in panes.choices] == [arm.vector() for arm in arms]
                shocks = len(panes.before.log) if panes.before else 0
                assert shocks == len(arms[0].shocks)
            elif arms[0].shocks or arms[0].schedule:
                assert path == EXPLORE.path and read_link(query).district == lesson.district
            else:
                assert dict(read_choice(query, "zh").levers) == arms[0].vector()


def test_a_campaign_is_done_again_on_its_days():
    lesson = load_lesson("campaign")
    door = lesson.screens[5].doors[0]
    link = read_link(address_of_door(door, lesson, "zh"))
    turned = [(entry.tick, entry.lever, entry.value) for entry in link.log]
    # the opening is at eleven on day 1: midnight of day 8 is 157 hours on
    assert turned == [(157, "patrol", 3.0), (877, "patrol", 1.0)] and link.at == 925


def test_an_arm_whose_runs_all_failed_has_no_course():
    lesson = load_lesson("campaign")
    made = Kept({"satisfaction": np.full(lesson.days, 0.5)}, {}, None)
    first, *others = (arm.name for arm in lesson.arms)
    results = Results({first: [None, None], **{name: [made, None] for name in others}})
    figure = Figure("course", (first, *others), ("satisfaction",))
    lines = figure_facts(figure, lesson, results, "en")["lines"]
    assert [line["title"] for line in lines] == [lesson.by_name[n].title.en for n in others]
    assert all(line["mean"] == [50.0] * lesson.days for line in lines)


@pytest.mark.parametrize(
    ("percent", "said"), [(-30, "30 % less"), (0, "no change"), (5, "5 % more")]
)
def test_a_size_is_said_in_words(percent, said):
    assert percent_words(percent, "en") == said
