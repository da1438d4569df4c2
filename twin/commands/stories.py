"""``twin stories``: the shipped stories, what strikes in them and what is turned when."""

from typing import Any

from twin.commands.dated import dated_lines
from twin.commands.options import Answer, Given
from twin.commands.tables import Table
from twin.commands.words import language
from twin.scenario import Story, load_story, story_names
from twin.shocks import describe_placed


def stories(given: Given) -> Answer:
    """Give every shipped story with its place, policy, days, shocks and dated changes."""
    words = language(given)
    found = [load_story(name) for name in story_names()]
    rows, objects = [_row(s, words) for s in found], [_object(s) for s in found]
    return Table("stories", rows, objects).answer(given)


def _row(story: Story, words: str) -> dict[str, str]:
    scenario = story.scenario
    stop = "；" if words == "zh" else "; "
    return {
        "name": story.name,
        "label": story.title[words],
        "district": scenario.district,
        "policy": scenario.policy,
        "days": str(scenario.days),
        "shocks": stop.join(describe_placed(p, words) for p in scenario.shocks) or "-",
        "schedule": stop.join(dated_lines(scenario, words)) or "-",
    }


def _object(story: Story) -> dict[str, Any]:
    texts = {"title": story.title, "about": story.about, "notice": story.notice, "try": story.try_}
    return {
        "name": story.name,
        **{key: vars(text) for key, text in texts.items()},
        "scenario": story.scenario.to_dict(),
        "sources": list(story.sources),
    }
