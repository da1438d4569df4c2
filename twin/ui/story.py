"""Stories on the page: what one sets up in a city, and until when it is followed."""

from dataclasses import replace
from functools import cache
from typing import Any

from twin.programme import Programme
from twin.scenario import Story, load_story, story_names
from twin.shocks import unfold

#: Days followed where no story says how many.
HORIZON = 90


@cache
def stories() -> dict[str, Story]:
    """Give the shipped stories by name."""
    return {name: load_story(name) for name in story_names()}


def horizon_days(story: str) -> int:
    """Give how many days from the opening a city is followed; ``story`` is empty for none."""
    return stories()[story].scenario.days if story else HORIZON


def set_up(city: Any, story: str) -> None:
    """Let the dated changes and shocks of a story come about in a city that stands on day 1."""
    scenario = replace(stories()[story].scenario, burn_in=city.programme.burn_in)
    city.programme = Programme(scenario, city.district)
    city.programme.start(city.world)
    city.shocks = unfold(scenario.shocks)
