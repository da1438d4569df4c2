"""The address bar restores exactly what a visitor chose, and refuses what it cannot."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.errors import InputError
from twin.frame import LAYER_NAMES
from twin.levers import LEVERS
from twin.policy import policy_names
from twin.ui.choice import Choice, language_at, preferred_language, read_choice, vector


@st.composite
def choices(draw):
    """Draw any choice a visitor can reach by hand."""
    choice = Choice(
        language=draw(st.sampled_from(["zh", "en"])),
        district=draw(st.sampled_from(["dongcheng", "classroom", "validation"])),
        layer=draw(st.sampled_from(LAYER_NAMES)),
    ).adopt(draw(st.sampled_from(policy_names())))
    for lever in draw(st.lists(st.sampled_from(LEVERS), max_size=4)):
        steps = draw(st.integers(0, round((lever.high - lever.low) / lever.step)))
        choice = choice.turn({lever.name: round(lever.low + steps * lever.step, 6)})
    return choice


@given(choices())
@settings(max_examples=60)
def test_an_address_restores_a_choice(choice):
    assert read_choice(choice.address(), "zh") == choice
    assert len(choice.address()) < 2_000


def test_the_shortest_address_is_the_default():
    assert Choice(language="zh").address() == "?lang=zh"
    assert read_choice("", "en") == Choice(language="en")


def test_levers_turned_back_are_the_policy_again():
    choice = Choice().adopt("whistle")
    own = choice.turn({"authority": 0.6})
    assert (own.policy, own.base) == ("", "whistle")
    assert own.turn({"authority": vector("whistle")["authority"]}) == choice


@pytest.mark.parametrize(
    ("search", "words"),
    [
        ("?policy=anarchy", "unknown policy"),
        ("?district=atlantis", "unknown district"),
        ("?layer=smell", "unknown layer"),
        ("?lang=fr", "unknown language"),
        ("?authority=7", "value out of range"),
        ("?authority=much", "not a number"),
        ("?policy=../../secret.toml", "unknown policy"),
    ],
)
def test_what_cannot_be_used_is_refused(search, words):
    with pytest.raises(InputError, match=words):
        read_choice(search, "zh")


def test_keys_that_are_not_ours_are_left_alone():
    assert read_choice("?utm_source=mail&modelid=3", "en") == Choice(language="en")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("zh-CN,zh;q=0.9", "zh"),
        ("en-GB", "en"),
        ("fr,zh;q=0.8,en;q=0.5", "zh"),
        ("", "en"),
        ("de", "en"),
    ],
)
def test_the_language_of_the_browser_comes_first(accepted, language):
    assert preferred_language(accepted) == language


@pytest.mark.parametrize(
    ("search", "language"),
    [("?lang=en", "en"), ("policy=whistel&lang=en", "en"), ("?lang=EN", "zh"), ("", "zh")],
)
def test_the_language_of_the_address_goes_before_that_of_the_browser(search, language):
    assert language_at(search, "zh") == language
