"""Every text of the page is there in both languages, each written in its own."""

import re
from pathlib import Path

import pytest

import twin.ui
from agents.knob import Words
from twin.frame import DEPARTMENTS, LAYERS, TEAM_STATES, TRADES
from twin.session import Hour
from twin.ui.headline import FEELINGS, HEADLINES
from twin.ui.text import MONTHS_EN, TEXT, WEEKDAYS, clock_words, say, say_all

CHINESE = re.compile(r"[\u4e00-\u9fff]")
FIELDS = re.compile(r"\{(\w+)\}")
#: Texts that are the same in both languages, or that name the other language on purpose.
NEUTRAL = {"other_language", "comma", "event_notice"}
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!?()]|[,;:!?(][\u4e00-\u9fff]")

SERIES = {
    "department": DEPARTMENTS, "state": TEAM_STATES, "trade": TRADES, "day": WEEKDAYS, **FEELINGS,
}  # fmt: skip
OTHERS = {
    **{f"layer {layer.name}": layer.label for layer in LAYERS},
    **{f"layer {layer.name} text": layer.text for layer in LAYERS},
    **{f"{name} {i}": words for name, all_ in SERIES.items() for i, words in enumerate(all_)},
    **{f"unit {headline.name}": headline.unit for headline in HEADLINES},
}


@pytest.mark.parametrize(("key", "words"), [*TEXT.items(), *OTHERS.items()])
def test_a_text_is_written_in_its_language(key, words):
    assert isinstance(words, Words) and words.zh.strip() and words.en.strip()
    if key in NEUTRAL:
        return
    assert CHINESE.search(words.zh), words.zh
    assert not CHINESE.search(words.en), words.en
    assert not HALF_WIDTH.search(FIELDS.sub("9", words.zh)), words.zh


@pytest.mark.parametrize(("key", "words"), TEXT.items())
def test_both_languages_are_given_the_same_facts(key, words):
    zh, en = set(FIELDS.findall(words.zh)), set(FIELDS.findall(words.en))
    assert zh == en or key == "clock_date"


def test_no_text_is_left_unused():
    sources = [p.read_text() for p in Path(twin.ui.__file__).parent.rglob("*.py")]
    sources += [p.read_text() for p in Path(twin.ui.__file__).parent.rglob("*.vue")]
    whole = "\n".join(sources)
    made = re.compile(
        r"^(land|level|amount|theme|group|door|form|found|head|says|kind|way|runs|verdict)_[\w-]+$"
    )
    unused = [k for k in TEXT if whole.count(f'"{k}"') < 2 and not made.match(k)]
    assert unused == []


def test_the_clock_speaks_as_people_do():
    def hour(h):
        return clock_words("zh", Hour(24 * 30 + h, 30, h), 30), clock_words(
            "en", Hour(24 * 30 + h, 30, h), 30
        )

    assert [hour(h)[0]["hour"] for h in (0, 3, 9, 12, 15, 23)] == [
        "零点", "凌晨 3 点", "上午 9 点", "中午 12 点", "下午 3 点", "晚上 11 点",
    ]  # fmt: skip
    assert [hour(h)[1]["hour"] for h in (0, 3, 9, 12, 15, 23)] == [
        "midnight", "3 am", "9 am", "12 noon", "3 pm", "11 pm",
    ]  # fmt: skip
    assert hour(9)[0]["date"] == "1 月 31 日 星期三 · 第 1 天"
    assert hour(9)[1]["date"] == "Wednesday 31 January · day 1"


def test_a_key_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        say("zh", "no_such_text")
    assert say_all("en", "play", "pause") == {"play": "Play", "pause": "Pause"}
    assert len(MONTHS_EN) == 12
