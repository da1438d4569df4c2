"""The dated changes of a scenario as lines, with the streets by their names."""

from twin.district import load_district
from twin.programme import street_names
from twin.scenario import Scenario
from twin.timetable import describe_entry


def dated_lines(scenario: Scenario, words: str) -> list[str]:
    """Give a line for every dated change, in ``"zh"`` or ``"en"``, the policy's first.

    The district is read only where a street is named.
    """
    entries = scenario.timetable()
    named = any(entry.streets for entry in entries)
    streets = street_names(load_district(scenario.district)) if named else {}
    return [describe_entry(entry, words, streets) for entry in entries]
