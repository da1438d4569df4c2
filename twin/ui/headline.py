"""The four numbers beside the map, each with a plain sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from agents.knob import Words
from twin.indicators import INDICATORS, Indicator
from twin.ui.text import say

#: Scores are shown out of a hundred; a change smaller than this many points is none.
POINTS, NOTHING = 100, 0.5
#: What a score feels like, from the worst fifth to the best.
FEELINGS: dict[str, tuple[Words, ...]] = {
    "order": (
        Words("街面很乱", "The streets are a mess"),
        Words("街面偏乱", "The streets are untidy"),
        Words("街面过得去", "The streets are passable"),
        Words("街面整齐", "The streets are orderly"),
        Words("街面井井有条", "The streets are spotless"),
    ),
    "vitality": (
        Words("街上冷清", "The streets are empty"),
        Words("街上人气不足", "The streets are quiet"),
        Words("街上有些人气", "The streets have some life"),
        Words("街上热闹", "The streets are lively"),
        Words("街上人气很旺", "The streets are buzzing"),
    ),
    "satisfaction": (
        Words("居民很不满意", "Residents are fed up"),
        Words("居民不太满意", "Residents are not pleased"),
        Words("居民觉得一般", "Residents are in two minds"),
        Words("居民比较满意", "Residents are content"),
        Words("居民很满意", "Residents are delighted"),
    ),
}


@dataclass(frozen=True)
class Headline:
    """A number that leads: which indicator, how its value and its unit are written."""

    name: str
    times: float
    unit: Words
    sentence: Callable[[float, float, str], str]


def feeling(name: str, value: float, language: str) -> str:
    """Say what a score from 0 to 1 feels like."""
    return FEELINGS[name][min(4, max(0, int(value * 5)))][language]


def top_sentence(values: Mapping[str, float], place: str, language: str) -> str:
    """Give a district in one sentence; empty before its first day."""
    if not all(name in values for name in FEELINGS):
        return ""
    felt = {name: feeling(name, values[name], language) for name in FEELINGS}
    if language == "en":
        felt = {name: text[0].lower() + text[1:] for name, text in felt.items()}
        felt["vitality"] = felt["vitality"].removeprefix("the streets ")
    return say(language, "now_sentence", place=place, **felt)


def score_sentence(name: str) -> Callable[[float, float, str], str]:
    """Give the sentence for a score from 0 to 1: how it feels, and the change since the opening."""

    def sentence(value: float, before: float, language: str) -> str:
        felt = feeling(name, value, language)
        return join(felt, change_words(POINTS * (value - before), language), language)

    return sentence


def hours_sentence(value: float, before: float, language: str) -> str:
    """Give the sentence for the median hours to close a case."""
    return say(language, "half_closed", n=f"{value:.0f}")


def change_words(points: float, language: str) -> str:
    """Say how many points something rose or fell since the opening."""
    if abs(points) < NOTHING:
        return say(language, "same")
    return say(language, "up" if points > 0 else "down", n=f"{abs(points):.0f}")


def join(first: str, second: str, language: str) -> str:
    """Make one sentence of two parts."""
    return f"{first}，{second}。" if language == "zh" else f"{first}, {second}."


OF_HUNDRED = Words("分", "of 100")
HEADLINES = (
    Headline("order", POINTS, OF_HUNDRED, score_sentence("order")),
    Headline("vitality", POINTS, OF_HUNDRED, score_sentence("vitality")),
    Headline("satisfaction", POINTS, OF_HUNDRED, score_sentence("satisfaction")),
    Headline("case_hours", 1, Words("小时", "hours"), hours_sentence),
)


def headline_items(
    values: Mapping[str, float], opening: Mapping[str, float], language: str
) -> list[dict[str, Any]]:
    """Give the leading numbers with label, value, unit and sentence; ``–`` where there is none."""
    declared = {indicator.name: indicator for indicator in INDICATORS}
    return [
        _item(headline, declared[headline.name], (values, opening), language)
        for headline in HEADLINES
    ]


def _item(
    headline: Headline,
    declared: Indicator,
    series: tuple[Mapping[str, float], Mapping[str, float]],
    language: str,
) -> dict[str, Any]:
    shown, sentence = "–", ""
    if headline.name in series[0]:
        value = series[0][headline.name]
        shown = f"{value * headline.times:.0f}"
        sentence = headline.sentence(value, series[1].get(headline.name, value), language)
    return {
        "name": headline.name,
        "label": declared.label[language],
        "text": declared.text[language],
        "value": shown,
        "unit": headline.unit[language],
        "sentence": sentence,
    }
