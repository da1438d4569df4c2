"""Differences in numbers and words: exactly nothing where equal, opposite when panes swap."""

import pytest

from twin.indicators import INDICATOR_NAMES
from twin.replications import State
from twin.ui.compare.differences import group_tables, news_of, worth_telling
from twin.ui.compare.figures import (
    CHARTS,
    DECLARED,
    GROUPS,
    Result,
    difference_sentence,
    group_rows,
    headline_of,
    results_of,
    signed,
    titles_of,
    verdict_of,
    written,
)
from twin.ui.compare.headlines import short_of
from twin.ui.compare.panes import read_panes
from twin.ui.text import say


def courses(shift, number):
    """Give the courses of a replication: every indicator around a half, moved by a shift."""
    wave = [0.5 + 0.01 * ((7 * number + day) % 5) + shift * (1 + 0.1 * number) for day in range(28)]
    return dict.fromkeys(INDICATOR_NAMES, wave)


def found(*shifts, times=8):
    """Give replications of panes that are moved by these shifts."""
    return {
        (place, number): courses(shift, number)
        for place, shift in enumerate(shifts)
        for number in range(1, times + 1)
    }


PANES = read_panes("?district=classroom&a=baseline&b=whistle", "en")


def test_a_pane_beside_itself_is_identical_in_every_word_and_row():
    [result] = results_of(found(0.0, 0.0), 2)
    for chart in CHARTS:
        text = difference_sentence(chart, result.paired(chart.name), "B", "en")
        assert text.startswith("In ") and text.endswith("B and A are identical.")
    rows = group_rows(result, "zh")
    assert {row["reading"] for row in rows} == {"same"}
    assert {row["difference"] for row in rows} == {"0"}
    assert {row["bar"] for row in rows} == {0.0}


def test_swapped_panes_say_the_opposite_of_the_same_size():
    [there], [back] = (results_of(found(*shifts), 2) for shifts in ((0.0, 0.1), (0.1, 0.0)))
    opposite = {"better": "worse", "worse": "better", "different": "different"}
    for one, other in zip(group_rows(there, "en"), group_rows(back, "en"), strict=True):
        assert one["difference"].lstrip("+−") == other["difference"].lstrip("+−") != "0"
        assert one["difference"][0] != other["difference"][0]
        assert opposite[one["reading"]] == other["reading"]


def test_a_clear_difference_is_said_with_its_size_interval_and_number_of_runs():
    [result] = results_of(found(0.0, 0.1), 2)
    order = result.paired("order")
    text = difference_sentence(CHARTS[0], order, "B", "zh")
    assert text.startswith("28 天平均下来，B 的秩序比 A 高")
    assert (
        "8 种运气" in text and signed(100 * order.low) in text and signed(100 * order.high) in text
    )
    assert " points higher in B than in A" in difference_sentence(CHARTS[0], order, "B", "en")


def test_an_interval_needs_three_runs():
    [result] = results_of(found(0.0, 0.1, times=2), 2)
    assert "three kinds of luck" in difference_sentence(
        CHARTS[0], result.paired("order"), "B", "en"
    )
    assert news_of(State({}, 1, 9), [result], PANES)["headlines"] == []


def test_only_whole_pairs_count():
    some = found(0.0, 0.1)
    del some[0, 3], some[1, 5]
    [result] = results_of(some, 2)
    assert len(result.reference) == len(result.other) == 6
    assert results_of({}, 3) == [Result([], []), Result([], [])]


def test_who_has_no_value_is_not_judged():
    nothing = {name: [None] * 28 for name in INDICATOR_NAMES}
    result = Result([nothing] * 4, [nothing] * 4)
    assert verdict_of(result.paired("income_licensed")) == "none"
    assert {row["difference"] for row in group_rows(result, "en")} == {"–"}


def test_groups_are_residents_vendors_staff_and_purse():
    assert [group.name for group in GROUPS] == [
        "local", "floating", "licensed", "unlicensed", "staff", "public",
    ]  # fmt: skip
    assert set().union(*(group.indicators for group in GROUPS)) <= set(INDICATOR_NAMES)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_news_names_the_panes_by_letter_and_policy(language):
    panes = PANES.all_with(language=language)
    [result] = results_of(found(0.0, 0.1), 2)
    titles = titles_of(panes)
    assert titles[1][language].startswith("B ")
    assert titles[1][language] in headline_of(result, titles, 1, language)
    news = news_of(State({}, 9, 9), [result], panes)
    [headline] = news["headlines"]
    assert not news["busy"] and titles[1][language] in headline["who"]
    assert len(headline["short"]) < 100 and headline["details"][1] == headline_of(
        result, titles, 1, language
    )
    assert [table["letter"] for table in group_tables([result], panes)] == ["B"]


@pytest.mark.parametrize(
    ("order", "vitality", "zh", "en"),
    [
        (0.2, 0.2, "）都明显好于 A", "clearly better than A in order (29 points higher)"),
        (-0.2, -0.2, "秩序（低 29 分）和活力（低 29 分）都明显不如", "clearly worse than"),
        (
            0.2,
            -0.2,
            "秩序明显更好（高 29 分），活力明显更差",
            "vitality clearly worse (29 points lower)",
        ),
        (None, 0.2, "秩序分不出高下，活力明显更好", "order too close to call, vitality clearly"),
        (None, None, "都分不出高下", "Neither in order nor in vitality is it clear"),
        (0.0, 0.0, "完全相同", "identical in order and in vitality"),
        (0.0, -0.2, "秩序完全相同，活力明显更差", "order identical, vitality clearly worse"),
    ],
)
def test_the_line_says_which_is_better_and_whether_it_is_sure(order, vitality, zh, en):
    some = found(0.0, 0.0)
    for number in range(1, 9):
        for name, shift in (("order", order), ("vitality", vitality)):
            # without a shift, one whose sign changes from one luck to the next
            by = 0.1 * (-1) ** number if shift is None else shift * (1 + 0.1 * number)
            some[1, number] = {
                **some[1, number],
                name: [value + by for value in some[1, number][name]],
            }
    [result] = results_of(some, 2)
    assert zh in short_of(result, 1, "zh")
    assert en in short_of(result, 1, "en")


def test_the_page_hears_of_what_changes_its_words_only():
    some = found(0.0, 0.1)
    assert not worth_telling(State(some, 3, 9), State(some, 4, 9))
    assert worth_telling(State({}, 3, 9), State(some, 3, 9))
    assert worth_telling(State(some, 8, 9), State(some, 9, 9))
    assert worth_telling(State(some, 0, 0), State(some, 0, 9))


def test_the_page_hears_of_failures_which_come_after_the_last_step():
    some = found(0.0, 0.1)
    before, after = State(some, 9, 9), State(some, 9, 9, 2)
    assert worth_telling(before, after)
    [result] = results_of(some, 2)
    note = say("en", "diff_failed", failed=2)
    texts = [
        news_of(state, [result], PANES.all_with(language="en"))["text"] for state in (before, after)
    ]
    assert [note in text for text in texts] == [False, True]


@pytest.mark.parametrize(
    ("name", "times", "unit"),
    [("order", 100.0, "points"), ("on_time_share", 100.0, "%"), ("welfare", 1.0, "index")],
)
def test_only_what_ends_at_one_is_written_out_of_a_hundred(name, times, unit):
    assert written(DECLARED[name], "en") == (times, unit)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (12.4, "+12"), (-3.25, "−3.2"), (0.456, "+0.46"), (-0.0123, "−0.012")],
)
def test_a_difference_is_written_with_its_sign(value, text):
    assert signed(value) == text
