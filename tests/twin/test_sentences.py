"""The words of a comparison say what its figures say, in both languages, and no more."""

import re
from dataclasses import replace

import pytest

from agents.knob import Words
from twin.compare.paired import Paired, paired
from twin.compare.sentences import HEADLINE, amount, called, sentence
from twin.indicators import INDICATORS

DECLARED = {indicator.name: indicator for indicator in INDICATORS}
AS_IT_WAS, WHISTLE = Words("现状", "As it was"), Words("街乡吹哨", "The whistle")
#: What one must not read out of paired runs of a model.
TOO_MUCH = re.compile(
    r"signific|because|caus|due to|thanks to|lead|prove|显著|导致|因为|由于|造成|证明|使得",
    re.IGNORECASE,
)


def same(name):
    return paired([0.5] * 5, [0.5, 0.6, 0.4, 0.7, 0.3], DECLARED[name].unit, DECLARED[name].better)


def moved(name, by, reference=0.5):
    values = [reference + by * d for d in (0.9, 1.0, 1.1, 1.0, 1.0)]
    return paired([reference] * 5, values, DECLARED[name].unit, DECLARED[name].better)


def told(seeds=5, **found):
    """Give the sentence where all of the headline is unclear but what is given."""
    return sentence(AS_IT_WAS, WHISTLE, {name: same(name) for name in HEADLINE} | found, seeds)


def test_better():
    said = told(order=moved("order", 0.021))
    assert (
        "“The whistle” comes out better than “As it was” in order (2.1 points higher)." in said.en
    )
    assert "“街乡吹哨”好于“现状”的方面是：秩序高 2.1 分。" in said.zh


def test_worse():
    said = told(case_hours=moved("case_hours", 30.0, 50.0))
    assert (
        "comes out worse than “As it was” in the time to close a case (30 hours longer)." in said.en
    )
    assert "“街乡吹哨”不如“现状”的方面是：案件办结时间长 30 小时。" in said.zh


def test_better_and_worse_and_unclear_are_three_sentences():
    said = told(
        order=moved("order", 0.05),
        joint_hours=moved("joint_hours", -12.5, 100.0),
        vitality=moved("vitality", -0.004),
    )
    assert said.en.startswith("Over 5 seeds, with the same luck on both sides, “The whistle” comes")
    assert (
        "in order (5.0 points higher) and the time to close a joint case (12 hours shorter). It"
        in said.en
    )
    assert (
        "It comes out worse in vitality (0.4 points lower). No clear difference shows in" in said.en
    )
    assert (
        "秩序高 5.0 分、联办案件办结时间短 12 小时。不如后者的方面是：活力低 0.4 分。看不出"
        in said.zh
    )
    assert said.en.count(". ") == 2 and said.zh.count("。") == 3


def test_different():
    neither = replace(moved("vitality", 0.02), better="", reading="different")
    said = told(vitality=neither)
    assert (
        "differs from “As it was”, for better or worse, in vitality (2.0 points higher)" in said.en
    )
    assert "不同、但说不上好坏的方面是：活力高 2.0 分" in said.zh
    beside = told(vitality=neither, order=moved("order", -0.05))
    assert "(5.0 points lower); it differs, for better or worse, in vitality" in beside.en
    assert "秩序低 5.0 分；不同、但说不上好坏的方面是：活力高 2.0 分。" in beside.zh


def test_nothing_clear():
    said = told()
    assert (
        "no clear difference shows between “The whistle” and “As it was” in order, vitality"
        in said.en
    )
    assert "“街乡吹哨”与“现状”在这些方面看不出明显差别：秩序、活力、" in said.zh
    assert "registered locals" not in said.en, "parts of satisfaction are told with the whole"
    assert said.en.count(".") == 1 and said.zh.count("。") == 1


def test_an_indicator_with_too_few_values_is_told_apart():
    said = told(joint_hours=paired([None, 3.0, 4.0], [3.0, 2.0, 1.0], "h", "down"))
    assert "; too few seeds have a value to judge the time to close a joint case." in said.en
    assert "；有数值的种子太少、还比不出来的方面是：联办案件办结时间。" in said.zh


@pytest.mark.parametrize("seeds", [0, 1, 2])
def test_too_few_seeds_say_nothing_yet(seeds):
    found = {name: Paired() for name in HEADLINE}
    said = sentence(AS_IT_WAS, WHISTLE, found, seeds)
    assert f"with {seeds} of the seeds, too few for an interval: nothing can be said yet" in said.en
    assert f"都跑完的种子有 {seeds} 个，不足以给出区间，还不能说有没有差别。" in said.zh


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        (paired([0.5] * 3, [0.512] * 3, "index"), "高 1.2 分", "1.2 points higher"),
        (paired([0.5] * 3, [0.4] * 3, "share"), "低 10 个百分点", "10 percentage points lower"),
        (paired([9.0] * 3, [4.0] * 3, "h"), "短 5.0 小时", "5.0 hours shorter"),
        (paired([200.0] * 3, [230.0] * 3, "yuan/d"), "高 15%", "15 % higher"),
        (paired([-200.0] * 3, [-230.0] * 3, "yuan/d"), "低 15%", "15 % lower"),
        (paired([0.0] * 3, [2.5] * 3, "yuan"), "高 2.5 元", "2.5 yuan higher"),
        (paired([0.5] * 3, [0.50001] * 3, "index"), "高 <0.01 分", "<0.01 points higher"),
        (paired([0.0] * 3, [12345.0] * 3, "h"), "长 12,345 小时", "12,345 hours longer"),
    ],
)
def test_amounts_are_in_the_units_people_speak_of(found, zh, en):
    assert (amount(found, "zh"), amount(found, "en")) == (zh, en)


def test_an_indicator_without_a_name_of_its_own_goes_by_its_label():
    assert called("waste", "en") == "waste uncollected"
    assert called("waste", "zh") == "未清垃圾"


def test_the_words_claim_no_more_than_the_figures():
    texts = [
        told(),
        told(order=moved("order", 0.05), vitality=moved("vitality", -0.05)),
        told(2, order=replace(moved("order", 0.05), reading="different")),
    ]
    assert not [text for said in texts for text in (said.zh, said.en) if TOO_MUCH.search(text)]


def test_chinese_is_written_with_its_own_marks():
    said = told(order=moved("order", 0.05), vitality=moved("vitality", -0.05))
    assert not re.search(r"[,;:()?!]", said.zh)
    assert not re.search(r"[\u4e00-\u9fff，。；：]", said.en)
