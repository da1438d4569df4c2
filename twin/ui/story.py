"""Stories on the page: what one sets up in a city, and until when it is followed."""

from functools import cache

from twin.scenario import Story, load_story, story_names

#: Days followed where no story says how many.
HORIZON = 90


@cache
def stories() -> dict[str, Story]:
    """Give the shipped stories by name."""
    return {name: load_story(name) for name in story_names()}


def horizon_days(story: str) -> int:
    """Give how many days from the opening a city is followed; ``story`` is empty for none."""
    return stories()[story].scenario.days if story else HORIZON


def tale(story: str, language: str) -> dict[str, str]:
    """Give the words of a story: title, what it is, what to notice, what to try."""
    told = stories()[story]
    words = {"title": told.title, "about": told.about, "notice": told.notice, "try": told.try_}
    return {key: text[language] for key, text in words.items()}
