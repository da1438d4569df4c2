"""A policy of a user's own is known by its name; ``twin check`` tells every mistake of it."""

import logging

import pytest

from tests.twin.own.conftest import TIDY, read_again
from twin.commands.options import Given
from twin.commands.policies import policies
from twin.errors import InputError
from twin.policy import load_policy, own_policies, policy_names
from twin.scenario import Scenario, find_scenario
from twin.trial import policy_mistakes, try_policy
from twin.ui.choice import Choice
from twin.ui.start import policy_cards
from twin.ui.watch.page import turned_words

MINE = """
[title]
zh = "我的"
en = "Mine"

[about]
zh = "试。"
en = "A trial."

[leaves_out]
zh = "无。"
en = "Nothing."

[levers]
authority = 0.6
"""
MANY = """
colour = "red"

[title]
zh = "只有中文"

[levers]
authorty = 0.6
style = 3

[[schedule]]
from = 3
until = 1
levers = { whistle = 1 }

[[schedule]]
levers = { whistle = "on" }
"""


def test_it_is_known_by_its_name_wherever_policies_are(own):
    own("mine.toml", MINE)
    assert policy_names()[-1] == "mine"
    assert load_policy("mine").levers == {"authority": 0.6}
    assert find_scenario("mine").vector()["authority"] == 0.6
    assert policies(Given()).data["policies"][-1]["name"] == "mine"
    card = policy_cards(Choice(language="zh"))[-1]
    assert card["title"] == "我的" and "policy=mine" in card["run"]
    with pytest.raises(InputError, match="nearest known name 'mine'"):
        load_policy("min")


def test_no_shipped_name_is_taken_and_a_torn_file_hurts_nobody(own, caplog):
    for name in ("baseline.toml", "double-typhoon.toml", "torn.toml"):
        own(name, MINE if name != "torn.toml" else "[levers\n")
    own("mine.toml", MINE)
    with caplog.at_level(logging.WARNING):
        read_again()
        assert list(own_policies())[-1] == "mine"
    assert load_policy("baseline").levers == {}
    assert "name already taken: baseline.toml" in caplog.text and "torn.toml" in caplog.text


def test_it_may_turn_a_behaviour_of_its_own(own):
    own("tidy.py", TIDY)
    own("mine.toml", MINE + "my_tidy = 0.4\n")
    scenario = Scenario(district="classroom", policy="mine")
    assert scenario.vector()["my_tidy"] == 0.4 and "my_tidy" in scenario.own()
    with pytest.raises(InputError, match=r"value out of range: levers\.my_tidy"):
        Scenario(levers={"my_tidy": 2})


def test_every_mistake_is_told_at_once(own):
    file = own("many.toml", MANY)
    told = [str(mistake) for mistake in policy_mistakes(file)]
    for words in (
        "unknown key: many.toml, key colour", "missing key: many.toml, key title.en",
        "missing key: many.toml, key about", "missing key: many.toml, key leaves_out",
        "unknown lever: many.toml, key levers", "nearest known name 'authority'",
        "value out of range: many.toml, key levers.style",
        "ends before it begins: many.toml, key schedule[1].until",
        "not a number: many.toml, key schedule[2].levers.whistle",
    ):  # fmt: skip
        assert any(words in line for line in told), (words, told)
    assert len(told) == 8


def test_a_good_one_is_tried_for_a_week(own):
    assert not policy_mistakes(own("mine.toml", MINE))
    verdicts = try_policy(own("mine.toml", MINE))
    assert [one.name for one in verdicts] == ["conservation", "bounds", "determinism", "cost"]
    assert all(one.fine for one in verdicts)
    assert "0." in verdicts[-1].text.en


def test_one_for_streets_of_a_real_district_is_tried_there(own):
    dated = '\n[[schedule]]\nstreets = ["nowhere"]\nlevers = { whistle = 1.0 }\n'
    with pytest.raises(InputError, match=r"unknown street: .*Donghuamen"):
        try_policy(own("mine.toml", MINE + dated))


def test_who_watches_is_told_of_an_own_behaviour_that_is_followed(own):
    own("tidy.py", TIDY)
    assert turned_words({"my_tidy": 0.0}, "en") == []
    [told] = turned_words({"my_tidy": 0.4}, "en")
    assert told == {"name": "my_tidy", "label": "Tidy at times", "value": "40%"}
