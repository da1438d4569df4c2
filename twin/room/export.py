"""A room in one file: rounds, policies, seed, digests, notes; and what it takes to run it again.

No tokens and no hashes of them: whoever has the file cannot act in the room.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import twin
from twin.errors import InputError
from twin.room.board import stakes
from twin.room.course import Course, Results, courses_of, opened, play
from twin.room.live import Room
from twin.room.orders import apply
from twin.room.setup import AS_IT_WAS
from twin.room.state import Proposal, Round, State
from twin.shocks import read_placed
from twin.workers import Crew, Outcome, Tell

KIND, SCHEMA = "city-street-twin room", 1
#: Indicators by day that a file keeps: the plane, and what stakes are read from.
DAILY = ("order", "vitality", "satisfaction")


def export(room: Room) -> dict[str, Any]:
    """Give a room as plain data: what everybody may see by now, and nothing else."""
    state = room.state
    rounds = [
        round_data(state, one, room.results(number))
        for number, one in enumerate(state.rounds[: state.shown], start=1)
    ]
    return {
        "kind": KIND,
        "schema": SCHEMA,
        "version": twin.__version__,
        "code": state.code,
        "setup": state.setup.to_dict(),
        "people": [
            {"name": one.name, "team": one.team, "role": one.role} for one in state.people.values()
        ],
        "rounds": rounds,
        "notes": list(state.notes),
    }


def round_data(state: State, one: Round, results: Results) -> dict[str, Any]:
    """Give a round as plain data."""
    return {
        "proposals": {
            team: {
                "levers": dict(made.levers),
                "hypothesis": made.hypothesis,
                "by": state.people[made.by].name if made.by in state.people else "",
            }
            for team, made in one.proposals.items()
        },
        "shocks": [placed.to_dict() for placed in one.shocks],
        "digests": dict(one.digests),
        "votes": {team: one.tally(team) for team in state.setup.letters} if one.counted else {},
        "results": {team: result_data(result) for team, result in results.items()},
    }


def result_data(result: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a report needs of a result: some indicators by day, groups."""
    names = {*DAILY, *(stake.name for stake in stakes() if stake.name in result["days"])}
    days = {name: values for name, values in result["days"].items() if name in names}
    return {"days": days, "groups": result["groups"]}


def export_text(room: Room) -> str:
    """Give the file of a room: JSON, with its texts as they were written."""
    return json.dumps(export(room), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def read_export(file: Path) -> dict[str, Any]:
    """Read the file of a room; raises InputError where it is none, or of another schema."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError("not a room's export", str(file), None, "a .json of a room") from error
    if not isinstance(found, dict) or found.get("kind") != KIND:
        raise InputError("not a room's export", str(file), None, "a .json of a room")
    if found.get("schema") != SCHEMA:
        raise InputError("unknown schema", str(file), found.get("schema"), str(SCHEMA))
    try:
        state_of(found)
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError("not a room's export", str(file), repr(error)) from error
    return found


def state_of(found: Mapping[str, Any]) -> State:
    """Give the room a file tells of, as far as its runs need it. Raises InputError."""
    opening = {"code": found["code"], "setup": found["setup"], "facilitator": ""}
    state = apply(None, {"do": "open", **opening})
    for one in found["rounds"]:
        shocks = read_placed(one["shocks"])
        proposals = {
            team: Proposal(state.setup.check_levers(made["levers"]), str(made["hypothesis"]), 0)
            for team, made in one["proposals"].items()
        }
        played = Round(proposals, shocks, {str(k): str(v) for k, v in one["digests"].items()})
        state = replace(state, rounds=(*state.rounds, played))
    return state


def digests_of(course: Course, report: Tell) -> list[str]:
    """Run a course from the opening, by nothing that was kept, and give its digest every round."""
    found = []
    city = opened(course)
    total = course.days * len(course.legs)
    for number in range(1, len(course.legs) + 1):
        part = replace(course, legs=course.legs[:number])
        play(city, part, lambda day: report(day, total))
        found.append(city.digest())
    return found


def replay(state: State, workers: int, tell: Tell | None = None) -> dict[str, list[str]]:
    """Run all courses of a room again, and give the digests of each by round.

    Raises what a run raised.
    """
    everybody = (AS_IT_WAS, *state.setup.letters)
    if not state.rounds:
        return {team: [] for team in everybody}
    courses, teams = zip(*courses_of(state), strict=True)
    steps = state.setup.days * len(state.rounds)
    outcomes: list[Outcome] = Crew(workers).work(digests_of, courses, steps, tell)
    for outcome in outcomes:
        if outcome.error is not None:
            raise outcome.error
    rows = zip(teams, outcomes, strict=True)
    found = {team: outcome.value for whose, outcome in rows for team in whose}
    return {team: found[team] for team in everybody}
