"""``twin stories`` and what explains a story, a shock and a dated policy."""

import pytest

from twin.commands.catalogue import COMMANDS
from twin.commands.explain import answer as explain
from twin.commands.options import Given, parse
from twin.commands.request import scenario_of
from twin.commands.stories import stories
from twin.errors import InputError, UsageError
from twin.scenario import from_dict, load_story, story_names


def asked(kind, name, words):
    return explain(Given((kind, name), {"--lang": [words]}))


@pytest.mark.parametrize("words", ["zh", "en"])
def test_every_story_is_listed_with_its_shocks_and_dates(words):
    found = stories(Given((), {"--lang": [words]}))
    assert [told["name"] for told in found.data["stories"]] == list(story_names())
    for told in found.data["stories"]:
        assert from_dict(told["scenario"]) == load_story(told["name"]).scenario
    shown = {
        "zh": ("双台风连击：第 20 天 7 时", "第 31 天至第 60 天，东四街道"),
        "en": ("Double strike on day 20 at 7 h", "days 31 to 60, in Dongsi: patrol = 3"),
    }
    assert all(text in found.text for text in shown[words])


@pytest.mark.parametrize("name", story_names())
def test_a_story_is_explained_with_what_to_notice_and_to_try(name):
    story = load_story(name)
    for words in ("zh", "en"):
        text = asked("story", name, words).text
        assert story.notice[words] in text and story.try_[words] in text
        assert all(source in text for source in story.sources)


def test_a_shock_is_explained_by_its_phases_and_what_is_constructed():
    text = asked("shock", "typhoon", "en").text
    assert "Warned from: 14 h before landfall" in text and "All clear at: 12 h after" in text
    assert "The hourly course between them is constructed" in text
    assert "台风残余暴雨，第 86 小时" in asked("shock", "double-strike", "zh").text
    assert asked("shock", "typhoon", "en").data["shock"]["damage"]["total"] == 8.0


def test_a_policy_is_explained_with_its_dated_changes(root, tmp_path):
    text = (root / "scenarios" / "policies" / "whistle.toml").read_text("utf-8")
    file = tmp_path / "dated.toml"
    file.write_text(f"{text}\n[[schedule]]\nfrom = 3\nlevers = {{ patrol = 2 }}\n", "utf-8")
    found = asked("policy", str(file), "en")
    assert "Dated change: from day 3 on: patrol = 2" in found.text
    assert found.data["policy"]["schedule"] == [{"from": 3, "levers": {"patrol": 2.0}}]


@pytest.mark.parametrize(("kind", "near"), [("story", "festival-night"), ("shock", "festival")])
def test_an_unknown_name_is_refused_with_the_nearest(kind, near):
    with pytest.raises(InputError) as refused:
        asked(kind, near.replace("v", "w"), "en")
    assert refused.value.nearest == near
    with pytest.raises(UsageError, match=near):
        explain(Given((kind,), {"--lang": ["en"]}))


def test_the_command_line_takes_shocks_and_dated_changes():
    run = next(command for command in COMMANDS if command.name == "run")
    line = ("festival-night", "--shock", "typhoon@3", "--schedule", "{from=2, levers={whistle=1}}")
    scenario = scenario_of(parse(run, line))
    told = load_story("festival-night").scenario
    assert [placed.name for placed in scenario.shocks] == ["festival", "typhoon"]
    assert scenario.schedule[: len(told.schedule)] == told.schedule
    assert scenario.schedule[-1].to_dict() == {"from": 2, "levers": {"whistle": 1.0}}
