"""Command lines: what is understood, and the one line said about each slip."""

import shlex

import pytest

from twin.commands.catalogue import COMMANDS, RUN
from twin.commands.options import help_text, parse, usage
from twin.errors import UsageError


def test_a_value_may_follow_a_blank_or_an_equals_sign():
    assert parse(RUN, ["--days", "3"]) == parse(RUN, ["--days=3"])
    assert parse(RUN, ["--days=3"]).last("--days") == "3"


def test_a_repeated_option_keeps_all_values_and_the_last_one_counts():
    given = parse(RUN, ["--set", "a=1", "--set=b=2", "--seed", "1", "--seed", "2"])
    assert given.every("--set") == ["a=1", "b=2"]
    assert given.last("--seed") == "2"
    assert given.every("--out") == []


def test_a_negative_number_is_a_value():
    assert parse(RUN, ["--days", "-3"]).last("--days") == "-3"


def test_after_two_dashes_all_words_are_arguments():
    assert parse(RUN, ["--", "--days"]).arguments == ("--days",)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--dyas", "3"], "unknown option: twin run: got '--dyas'"),
        (["--days"], "missing value: --days: allowed --days N"),
        (["--days", "--json"], "missing value: --days"),
        (["--json=1"], "option takes no value: twin run: got '--json=1'"),
        (["one", "two"], "argument not understood: twin run: got 'two'"),
        (["-d", "3"], "unknown option: twin run: got '-d'"),
        (["--day", "3"], "unknown option: twin run: got '--day'"),
    ],
)
def test_a_slip_is_named(words, message):
    with pytest.raises(UsageError) as refused:
        parse(RUN, words)
    assert str(refused.value).startswith(message)
    assert "\n" not in str(refused.value)


def test_the_nearest_option_is_offered():
    with pytest.raises(UsageError, match="nearest known name '--days'"):
        parse(RUN, ["--dyas", "3"])


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_help_of_a_command_shows_every_option_and_an_example(command):
    text = help_text(command)
    assert all(option.name in text and option.text in text for option in command.options)
    assert command.examples and all(example in text for example, _ in command.examples)
    assert usage(command).startswith(f"twin {command.name}")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_example_is_understood(command):
    for example, _ in command.examples:
        words = shlex.split(example)
        assert parse(command, words[2:]) is not None
        assert words[:2] == ["twin", command.name]
