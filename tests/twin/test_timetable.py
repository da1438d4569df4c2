"""Dated changes of levers: what is in force on a day, what a file may say, what is refused."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from twin.errors import InputError
from twin.levers import LEVERS
from twin.settings import Settings
from twin.timetable import (
    Entry,
    describe_entry,
    entry_text,
    parse_entry,
    read_entries,
    value_in_force,
)

BOUNDS = {lever.name: (lever.low, lever.high) for lever in LEVERS}
DAYS = st.integers(-20, 60)


@st.composite
def entries(draw, lever="patrol"):
    """Give an entry for a lever, with or without days and ramp."""
    first, until = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if first is not None and until is not None:
        first, until = sorted((first, until))
    ramp = draw(st.integers(0, 30)) if first is not None else 0
    value = draw(st.floats(*BOUNDS[lever]))
    return Entry(Settings({lever: value}), first, until, ramp)


def entry(value, first=None, until=None, ramp=0, lever="patrol"):
    return Entry(Settings({lever: value}), first, until, ramp)


def course(entries_, first, last, base=1.0, lever="patrol"):
    days = range(first, last + 1)
    return [value_in_force(lever, base, entries_, day) for day in days]


def test_an_entry_holds_from_its_first_day_to_its_last():
    assert course([entry(3.0, 3, 5)], 1, 7) == [1, 1, 3, 3, 3, 1, 1]


def test_an_entry_without_days_holds_always():
    assert course([entry(3.0)], -30, 60) == [3.0] * 91


def test_a_ramp_moves_evenly_and_back_at_once():
    assert course([entry(3.0, 2, 6, ramp=4)], 1, 8) == [1, 1.5, 2, 2.5, 3, 3, 1, 1]


def test_the_later_entry_wins_and_what_the_others_say_returns():
    found = course([entry(2.0, 2, 6), entry(4.0, 4, 5)], 1, 7)
    assert found == [1, 2, 2, 4, 4, 2, 1]


def test_a_ramp_starts_from_what_the_entries_before_it_said():
    assert course([entry(3.0, 1, 9), entry(1.0, 5, ramp=4)], 4, 10) == [3, 2.5, 2, 1.5, 1, 1, 1]


def test_levers_that_count_move_in_whole_steps():
    found = course([entry(3.0, 1, ramp=5, lever="dispatch")], 0, 6, 0.0, "dispatch")
    assert found == [0, 1, 1, 2, 2, 3, 3]


@given(st.lists(entries(), max_size=5), st.floats(*BOUNDS["patrol"]), DAYS)
def test_the_value_in_force_lies_between_what_was_said(listed, base, day):
    said = [base, *(e.levers["patrol"] for e in listed)]
    assert min(said) <= value_in_force("patrol", base, listed, day) <= max(said)


@given(st.lists(entries(), max_size=4), entries(), st.floats(*BOUNDS["patrol"]), DAYS)
def test_an_entry_that_is_not_in_force_changes_nothing(listed, extra, base, day):
    assume(not extra.covers(day))
    assert value_in_force("patrol", base, [*listed, extra], day) == value_in_force(
        "patrol", base, listed, day
    )


@given(st.lists(entries(), max_size=4), entries(), st.floats(*BOUNDS["patrol"]), DAYS)
def test_the_last_entry_listed_wins_once_its_ramp_is_over(listed, last, base, day):
    assume(last.covers(day) and last.way(day) == 1.0)
    assert value_in_force("patrol", base, [*listed, last], day) == last.levers["patrol"]


@given(st.lists(entries(), max_size=4), st.floats(*BOUNDS["patrol"]), DAYS, st.integers(-9, 9))
def test_a_programme_moved_by_some_days_moves_by_these(listed, base, day, by):
    def moved(e):
        first, until = (None if d is None else d + by for d in (e.first, e.until))
        return Entry(e.levers, first, until, e.ramp)

    now = value_in_force("patrol", base, listed, day)
    assert value_in_force("patrol", base, [moved(e) for e in listed], day + by) == now


@given(st.lists(entries(), max_size=4), st.floats(0.0, 1.0), DAYS)
def test_entries_of_another_lever_do_not_matter(listed, base, day):
    assert value_in_force("whistle", base, listed, day) == base


@given(entries(), st.lists(st.text(min_size=1, max_size=8), max_size=2))
def test_an_entry_comes_back_from_plain_data_and_from_a_line(made, streets):
    made = Entry(made.levers, made.first, made.until, made.ramp, tuple(streets), ((1, 2),))
    assert read_entries([made.to_dict()]) == (made,) == read_entries([made])
    assert parse_entry(entry_text(made)) == made


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({}, r"missing key: schedule\[1\].levers"),
        ({"levers": {}}, r"missing key: schedule\[1\].levers"),
        ({"levers": {"patrol": 1}, "form": 3}, r"unknown key: schedule\[1\].form: .*'from'"),
        ({"levers": {"patroll": 1}}, r"unknown lever: schedule\[1\].levers: .*'patrol'"),
        ({"levers": {"patrol": 9}}, r"value out of range: schedule\[1\].levers.patrol: got 9"),
        ({"levers": {"patrol": 1}, "from": 0.5}, r"not a whole number: schedule\[1\].from"),
        ({"levers": {"patrol": 1}, "from": 4000}, r"value out of range: schedule\[1\].from"),
        ({"levers": {"patrol": 1}, "from": 5, "until": 4}, r"ends before it begins: .*got 4"),
        ({"levers": {"patrol": 1}, "ramp": 5}, r"missing key: schedule\[1\].from"),
        ({"levers": {"patrol": 1}, "from": 1, "ramp": -1}, r"out of range: schedule\[1\].ramp"),
        ({"levers": {"patrol": 1}, "streets": "here"}, r"not a list of texts: .*streets"),
        ({"levers": {"patrol": 1}, "cells": [[1]]}, r"not a list of cells: .*cells: got \[1\]"),
        ({"levers": {"patrol": 1}, "cells": [[1, True]]}, "not a list of cells"),
        ({"levers": {"patrol": 1}, "boxes": 3}, "not a list of cells: .*boxes: got 3"),
        (3, r"not a table: schedule\[1\]: got 3"),
    ],
)
def test_what_cannot_be_used_is_refused(table, message):
    with pytest.raises(InputError, match=message):
        read_entries([table])


@pytest.mark.parametrize("values", [{"from": 3}, 3, "from"])
def test_a_schedule_is_a_list_of_tables(values):
    with pytest.raises(InputError, match="not a list of tables: schedule"):
        read_entries(values)


@pytest.mark.parametrize("text", ["", "from=3", "{from=3", "{from=3}{}"])
def test_a_line_that_is_no_table_is_refused(text):
    with pytest.raises(InputError, match="--schedule"):
        parse_entry(text)


def test_an_entry_is_told_in_both_languages():
    made = Entry(Settings({"patrol": 3}), 30, 60, 10, ("东四街道",), ((1, 2),))
    assert describe_entry(made, "en") == (
        "days 30 to 60, step by step over 10 days, in 东四街道, marked cells (1): patrol = 3"
    )
    assert describe_entry(made, "zh") == (
        "第 30 天至第 60 天，10 天内逐步到位，东四街道、1 处单元格：patrol = 3"
    )
