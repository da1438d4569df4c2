"""What a comparison comes to, in one to three sentences of each language, made from its figures.

The sentences say what was seen in the runs: which way, by how much, over how many seeds. They name
no cause, and what the interval does not tell apart they call not clear. May import ``agents.knob``,
``twin.indicators``, ``twin.units`` and ``twin.compare.paired``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agents.knob import Words
from twin.compare.paired import BETTER, DIFFERENT, FEWEST, UNCLEAR, WORSE, Paired
from twin.indicators import INDICATORS
from twin.units import unit_in

#: What the words and the table speak of; of these, those that are measured.
WANTED = (
    "order",
    "vitality",
    "balance",
    "satisfaction",
    "satisfaction_local",
    "satisfaction_floating",
    "case_hours",
    "joint_hours",
    "public_cost",
)
LABELS = {indicator.name: indicator.label for indicator in INDICATORS}
HEADLINE: tuple[str, ...] = tuple(name for name in WANTED if name in LABELS)
#: How an indicator is called inside a sentence, where its label would not read well.
CALLED = {
    "balance": Words("秩序与活力的平衡", "the balance of order and vitality"),
    "satisfaction": Words("居民满意度", "residents' satisfaction"),
    "satisfaction_local": Words("户籍居民满意度", "the satisfaction of registered locals"),
    "satisfaction_floating": Words("流动人口满意度", "the satisfaction of the floating population"),
    "case_hours": Words("案件办结时间", "the time to close a case"),
    "joint_hours": Words("联办案件办结时间", "the time to close a joint case"),
}
#: Indicators that are parts of satisfaction.
PARTS = ("satisfaction_local", "satisfaction_floating")
#: Not a reading of an interval: fewer seeds than an interval needs have a value.
TOO_FEW = "too few"


@dataclass(frozen=True)
class Phrases:
    """How one language says it.

    By reading, ``first`` makes the first part of the text and ``later`` a following one; they take
    ``policy``, ``reference`` and ``what``. ``start`` opens the text, ``few`` is the text for too
    few seeds, ``item`` one indicator with its amount; the rest joins.
    """

    first: Mapping[str, str]
    later: Mapping[str, str]
    start: str
    few: str
    item: str
    comma: str
    last: str
    half: str
    stop: str


EN = Phrases(
    first={
        BETTER: "{policy} comes out better than {reference} in {what}",
        WORSE: "{policy} comes out worse than {reference} in {what}",
        DIFFERENT: "{policy} differs from {reference}, for better or worse, in {what}",
        UNCLEAR: "no clear difference shows between {policy} and {reference} in {what}",
        TOO_FEW: "too few seeds have a value to compare {policy} with {reference} in {what}",
    },
    later={
        BETTER: "it comes out better in {what}",
        WORSE: "it comes out worse in {what}",
        DIFFERENT: "it differs, for better or worse, in {what}",
        UNCLEAR: "no clear difference shows in {what}",
        TOO_FEW: "too few seeds have a value to judge {what}",
    },
    start="over {seeds} seeds, with the same luck on both sides, {text}",
    few="{policy} and {reference} were both run to the end with {seeds} of the seeds, "
    "too few for an interval: nothing can be said yet of a difference",
    item="{name} ({amount})",
    comma=", ",
    last=" and ",
    half="; ",
    stop=". ",
)
ZH = Phrases(
    first={
        BETTER: "{policy}好于{reference}的方面是：{what}",
        WORSE: "{policy}不如{reference}的方面是：{what}",
        DIFFERENT: "{policy}与{reference}不同、但说不上好坏的方面是：{what}",
        UNCLEAR: "{policy}与{reference}在这些方面看不出明显差别：{what}",
        TOO_FEW: "{policy}与{reference}在这些方面有数值的种子太少，还比不出来：{what}",
    },
    later={
        BETTER: "好于后者的方面是：{what}",
        WORSE: "不如后者的方面是：{what}",
        DIFFERENT: "不同、但说不上好坏的方面是：{what}",
        UNCLEAR: "看不出明显差别的方面是：{what}",
        TOO_FEW: "有数值的种子太少、还比不出来的方面是：{what}",
    },
    start="在 {seeds} 个种子下逐一对比（同一种子下两边运气相同），{text}",
    few="{policy}与{reference}两边都跑完的种子有 {seeds} 个，不足以给出区间，还不能说有没有差别",
    item="{name}{amount}",
    comma="、",
    last="、",
    half="；",
    stop="。",
)
PHRASES = {"zh": ZH, "en": EN}
#: Which readings share a sentence: three at most come of it.
SENTENCES = ((BETTER,), (WORSE, DIFFERENT), (UNCLEAR, TOO_FEW))


def sentence(
    reference: Words, policy: Words, indicators: Mapping[str, Paired], seeds: int
) -> Words:
    """Give the headline in words: better, worse, different, not clear; over ``seeds`` pairs.

    ``reference`` and ``policy`` are the titles of the two policies.
    """
    groups: dict[str, list[str]] = {}
    for name in HEADLINE:
        found = indicators[name]
        groups.setdefault(found.reading if found.seeds >= FEWEST else TOO_FEW, []).append(name)
    zh, en = (
        _text(words, {"reference": f"“{reference[words]}”", "policy": f"“{policy[words]}”"},
              _lists(words, groups, indicators), seeds)
        for words in ("zh", "en")
    )  # fmt: skip
    return Words(zh, en)


def _text(words: str, titles: Mapping[str, str], lists: Mapping[str, str], seeds: int) -> str:
    how = PHRASES[words]
    if seeds < FEWEST:
        return _sentences([how.few.format(seeds=seeds, **titles)], how)
    parts: list[str] = []
    forms = how.first
    for readings in SENTENCES:
        halves = []
        for reading in (r for r in readings if r in lists):
            halves.append(forms[reading].format(what=lists[reading], **titles))
            forms = how.later
        parts += [how.half.join(halves)] if halves else []
    parts[0] = how.start.format(seeds=seeds, text=parts[0])
    return _sentences(parts, how)


def _sentences(parts: Sequence[str], how: Phrases) -> str:
    return "".join(f"{part[0].upper()}{part[1:]}{how.stop}" for part in parts).strip()


def _lists(
    words: str, groups: Mapping[str, Sequence[str]], indicators: Mapping[str, Paired]
) -> dict[str, str]:
    """Give for each reading its indicators as one text, with amounts where they are clear."""
    how = PHRASES[words]
    lists = {}
    for reading, names in groups.items():
        if reading in (UNCLEAR, TOO_FEW):
            items = [called(name, words) for name in _whole(names)]
        else:
            items = [
                how.item.format(name=called(name, words), amount=amount(indicators[name], words))
                for name in names
            ]
        start = how.comma.join(items[:-1])
        lists[reading] = f"{start}{how.last}{items[-1]}" if start else items[-1]
    return lists


def _whole(names: Sequence[str]) -> Sequence[str]:
    """Leave out the parts of satisfaction where the whole and all parts are there."""
    all_there = {"satisfaction", *PARTS} <= set(names)
    return [name for name in names if name not in PARTS] if all_there else names


def called(name: str, words: str) -> str:
    """Give the name of an indicator as it stands inside a sentence."""
    label = CALLED.get(name, LABELS[name])[words]
    return label if name in CALLED else label[0].lower() + label[1:]


def amount(found: Paired, words: str) -> str:
    """Give the size and direction of a mean difference, in the unit people speak of.

    Points of 100 for an index, percentage points for a share, hours, else per cent of the
    reference; ``"2.1 points higher"``, ``"高 2.1 分"``.
    """
    value, unit = scaled(found.difference or 0.0, found)
    up, longer = value > 0.0, unit == HOURS
    much = f"{_short(abs(value))}{unit[words]}"
    way = ("长" if up else "短") if longer else ("高" if up else "低")
    way_en = ("longer" if up else "shorter") if longer else ("higher" if up else "lower")
    return f"{way} {much}" if words == "zh" else f"{much} {way_en}"


def scaled(difference: float, found: Paired) -> tuple[float, Words]:
    """Give a difference, or an end of its interval, in the unit people speak of, and that unit."""
    if found.unit in POINTS:
        return 100.0 * difference, POINTS[found.unit]
    if found.unit == "h":
        return difference, HOURS
    if found.reference:
        return 100.0 * (difference / abs(found.reference)), PER_CENT
    zh, en = (f" {unit_in(words, found.unit)}".rstrip() for words in ("zh", "en"))
    return difference, Words(zh, en)


POINTS = {
    "index": Words(" 分", " points"),
    "share": Words(" 个百分点", " percentage points"),
}
HOURS = Words(" 小时", " hours")
PER_CENT = Words("%", " %")


def _short(value: float) -> str:
    """Write a size for a reader: one decimal below 10, two digits below 1, none above."""
    if value >= 9.95:  # 9.96 is written 10, not 10.0
        return f"{value:,.0f}"
    if value >= 0.995:
        return f"{value:.1f}"
    return f"{value:.2g}" if value >= 0.00995 else "<0.01"
