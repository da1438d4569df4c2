"""From a lesson to the other pages: Explore or Compare with just the settings of its arms."""

from collections.abc import Sequence
from typing import Any

from twin.lesson import Arm, Door, Lesson
from twin.model import HOURS_A_DAY
from twin.opening import HOUR, POLICY
from twin.scenario import Scenario
from twin.session.tape import Change, Entry, Strike
from twin.share import Link
from twin.ui.choice import Choice, vector
from twin.ui.compare.panes import Panes
from twin.ui.navigation import COMPARE, EXPLORE


def address_of_door(door: Door, lesson: Lesson, language: str) -> str:
    """Give the address a door leads to."""
    arms = [lesson.by_name[name] for name in door.arms]
    if door.page == "compare":
        return COMPARE.path + panes_of(arms, language).address()
    return EXPLORE.path + explored(arms[0], door.day, language)


def explored(arm: Arm, day: int, language: str) -> str:
    """Give the query of Explore: a choice, or a link where something has happened or will."""
    scenario, choice = arm.scenario, choice_of(arm, language)
    log = sorted(dated(scenario), key=lambda entry: entry.tick)
    if not log and day == 1:
        return choice.address()
    at = max(0, HOURS_A_DAY * (day - 1) - HOUR)
    turned = [Change(0, k, v) for k, v in changed(choice).items()]
    done = (*turned, *(entry for entry in log if entry.tick <= at))
    link = Link(scenario.district, log=done, at=at)
    return f"?{link.query(choice.adopt(POLICY).pairs())}"


def panes_of(arms: Sequence[Arm], language: str) -> Panes:
    """Give the panes of Compare; shocks of the first arm are a past that all have in common."""
    choices = tuple(choice_of(arm, language) for arm in arms)
    shocks = tuple(entry for entry in dated(arms[0].scenario) if isinstance(entry, Strike))
    before = Link(arms[0].scenario.district, log=shocks) if shocks else None
    return Panes(choices, tuple(range(1, len(arms) + 1)), before)


def choice_of(arm: Arm, language: str) -> Choice:
    """Give the policy and levers of an arm as the pages take them."""
    scenario = arm.scenario
    choice = Choice(language=language, district=scenario.district).adopt(scenario.policy)
    return choice.turn(dict(scenario.levers))


def changed(choice: Choice) -> dict[str, float]:
    """Give the levers of a choice that differ from the usual."""
    usual = vector(POLICY)
    return {name: value for name, value in choice.levers.items() if value != usual[name]}


def dated(scenario: Scenario) -> list[Entry]:
    """Give the shocks and dated changes of an arm as a visitor would order them by hand.

    Hours count from the opening, which is at eleven on day 1: what is dated earlier comes at once.
    """
    strikes: list[Any] = [Strike(0, placed) for placed in scenario.shocks]
    levels = scenario.vector()
    turns = []
    for entry in scenario.timetable():
        ends = (entry.first or 1, entry.levers), ((entry.until or 0) + 1, levels)
        for day, values in ends if entry.until else ends[:1]:
            hour = max(0, HOURS_A_DAY * (day - 1) - HOUR)
            turns += [Change(hour, lever, values[lever]) for lever in entry.levers]
    return [*strikes, *turns]
