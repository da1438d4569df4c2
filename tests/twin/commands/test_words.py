"""Words of the commands: the language, the tables, the numbers."""

import math

import pytest

from twin.commands.options import Given
from twin.commands.words import language, text_table
from twin.errors import InputError
from twin.writing import markdown_table, number


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "zh_CN"}, "zh"),
        ({"LANG": "zh_CN", "LC_ALL": ""}, "zh"),
        ({"LANG": "fr_FR"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_comes_from_the_environment(environment, words):
    assert language(Given(), environment) == words


def test_the_option_wins_over_the_environment():
    assert language(Given(options={"--lang": ["en"]}), {"LANG": "zh_CN"}) == "en"
    with pytest.raises(InputError, match="unknown language: --lang: got 'fr', allowed zh or en"):
        language(Given(options={"--lang": ["fr"]}), {})


def test_columns_line_up_also_under_chinese():
    lines = text_table(["名称", "b"], [["a", "1"], ["吹哨报到", "2"]]).splitlines()
    assert lines == ["名称      b", "--------  -", "a         1", "吹哨报到  2"]


def test_markdown_keeps_a_row_on_one_line_and_its_bars_apart():
    assert markdown_table(["a"], [["x|y\nz"]]).splitlines()[2] == r"| x\|y z |"


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "-"), (math.nan, "-"), (0.0, "0"), (0.123456, "0.1235"), (708829, "708,829")],
)
def test_numbers_are_short(value, text):
    assert number(value) == text
