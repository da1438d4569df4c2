"""The declarations of the levers: native words in two languages, costs, bounds, real columns."""

import re

import numpy as np
import pytest

from agents.knob import Grade
from twin.cli import main
from twin.commands.knobs import knob_object
from twin.district import load_district
from twin.levers import GROUPS, LEVER_NAMES, LEVERS, policy_cost
from twin.mechanisms import columns
from twin.units import UNITS_ZH
from twin.world import World

CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
OFF = {lever.name: lever.off for lever in LEVERS}
every_lever = pytest.mark.parametrize("lever", LEVERS, ids=LEVER_NAMES)


def texts(lever):
    """Give label, text and choices of a lever."""
    return (lever.label, lever.text, *lever.choices)


@every_lever
def test_its_words_are_native_to_their_language(lever):
    for words in texts(lever):
        assert CHINESE.search(words.zh) and not CHINESE.search(words.en)
        assert words.en not in (lever.name, words.zh)


@every_lever
def test_its_label_is_short_and_its_text_one_to_three_sentences(lever):
    assert len(lever.label.zh) <= 8 and len(lever.label.en) <= 28
    assert 1 <= lever.text.zh.count("。") <= 3 and 20 <= len(lever.text.zh) <= 130
    assert 1 <= len(re.findall(r"\.(?:\s|$)", lever.text.en)) <= 3
    assert 60 <= len(lever.text.en) <= 340


@every_lever
def test_chinese_is_punctuated_as_chinese(lever):
    assert not re.search(r"[\u4e00-\u9fff][,:;?!]", lever.text.zh)


@every_lever
def test_it_stands_in_a_group_with_a_unit_a_source_and_a_grade(lever):
    assert lever.group in GROUPS
    assert lever.unit in UNITS_ZH
    assert lever.source and lever.grade in Grade
    if lever.source == "assumption":
        assert lever.grade == Grade.ASSUMED


@every_lever
def test_off_lies_within_the_bounds_and_no_unit_saves_money(lever):
    assert lever.low <= lever.off <= lever.high
    assert lever.staff >= 0.0 and lever.money >= 0.0


@every_lever
def test_its_bounds_and_default_are_whole_steps_apart(lever):
    for value in (lever.high, lever.default, lever.off):
        steps = (value - lever.low) / lever.step
        assert steps == pytest.approx(round(steps))


@every_lever
def test_a_choice_has_a_name_for_every_value(lever):
    if lever.choices:
        assert lever.step == 1.0
        assert len(lever.choices) == lever.high - lever.low + 1
    assert bool(lever.choices) == (lever.name in ("dispatch", "fleet"))


@pytest.fixture(scope="module")
def columns_there():
    """Give every ``table.column`` of a world."""
    world = World(load_district("classroom"), seed=1, scale=400.0)
    return {f"{name}.{column}" for name, t in world.tables.items() for column in t.rows.dtype.names}


@every_lever
def test_what_it_moves_is_a_column_of_a_world(lever, columns_there):
    assert lever.moves in columns_there
    table, column = lever.moves.split(".")
    assert table not in ("zones", "offices") or column not in LEVER_NAMES, "not merely itself"


def test_names_are_unique_and_there_is_a_column_for_each():
    assert len(set(LEVER_NAMES)) == len(LEVERS)
    assert [column.name for column in columns.LEVER_COLUMNS] == list(LEVER_NAMES)


def test_everything_off_costs_nothing_and_a_unit_its_declared_cost():
    assert policy_cost(OFF) == (0.0, 0.0)
    for lever in LEVERS:
        cost = policy_cost(OFF | {lever.name: lever.off + 1.0})
        assert cost == pytest.approx((lever.staff, lever.money))


def test_costs_add_up_and_what_is_not_named_counts_at_its_default():
    one, other = policy_cost({"wardens": 1.0}), policy_cost({"amenities": 2.0})
    both = policy_cost({"wardens": 1.0, "amenities": 2.0})
    assert np.add(one, other) == pytest.approx(np.add(both, policy_cost({})))
    assert policy_cost({}) == policy_cost({lever.name: lever.default for lever in LEVERS})


@every_lever
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_is_explained_with_group_off_cost_and_choices(lever, lang, capsys):
    assert main(["explain", "lever", lever.name, "--lang", lang]) == 0
    told = capsys.readouterr().out
    off = {"zh": "关闭值：", "en": "Off at: "}[lang]
    wanted = [lever.text[lang], GROUPS[lever.group][lang], f"{off}{lever.off:g}", lever.moves]
    wanted += [f"{lever.low + k:g} {choice[lang]}" for k, choice in enumerate(lever.choices)]
    assert [part for part in wanted if part not in told] == []


def test_the_object_keeps_what_was_promised_and_adds_group_off_cost_and_choices():
    promised = {"name", "low", "high", "step", "default", "unit", "live", "zh", "en", "source"}
    added = {"grade", "group", "off", "staff", "money", "moves", "choices"}
    for lever in LEVERS:
        given = knob_object(lever)
        assert set(given) == promised | added
        assert [choice["zh"] for choice in given["choices"]] == [c.zh for c in lever.choices]
