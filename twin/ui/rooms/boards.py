"""The board: maps, trails, winners and losers, proposals of all teams; of revealed rounds only."""

import base64
import math
from typing import Any

import numpy as np

from twin.district import load_district
from twin.room import AS_IT_WAS, Phase, Room
from twin.room.board import Change, difference_text, gains, score, trail
from twin.room.course import MAPPED, Results
from twin.room.thumbnail import picture
from twin.ui.rooms.facts import lever_words_of, shock_facts
from twin.ui.text import say

#: A board for nothing that has been revealed yet.
NOTHING: dict[str, Any] = {"number": 0}
#: The scores of a team, by the key of their name.
SCORES = {"order": "room_score_order", "vitality": "room_score_vitality"}


def board_facts(room: Room, language: str) -> dict[str, Any]:
    """Give what the board shows of the last round that everybody may see."""
    state = room.state
    rounds = [room.results(number) for number in range(1, state.shown + 1)]
    if not rounds:
        return NOTHING
    if not all(rounds):
        return {**NOTHING, "gone": say(language, "room_no_results")}
    number, results = len(rounds), rounds[-1]
    return {
        "number": number,
        "teams": [team_board(room, number, team, language) for team in state.setup.letters],
        "maps": [maps_of(room, results, layer, language) for layer in MAPPED],
        "trails": [
            trail_facts(rounds, team, language) for team in (AS_IT_WAS, *state.setup.letters)
        ],
        "days": state.setup.days,
        "rows": rows_of(results, state.setup.letters, language),
    }


def name_of(team: str, language: str) -> str:
    """Give the name of a team, or of the course in which no lever was turned."""
    if team == AS_IT_WAS:
        return say(language, "room_nothing")
    return say(language, "room_team_named", letter=team)


def team_board(room: Room, number: int, team: str, language: str) -> dict[str, Any]:
    """Give a team's round: what it turned, what it expected, how it scored, its votes."""
    state = room.state
    one = state.rounds[number - 1]
    made = one.proposals.get(team)
    levers = state.standing(team, number)
    return {
        "letter": team,
        "name": name_of(team, language),
        "hypothesis": made.hypothesis if made else "",
        **lever_words_of(levers, language),
        "scores": score_facts(room.results(number), team, language),
        "votes": say(language, "room_votes", n=one.tally(team)) if one.counted else "",
    }


def score_facts(results: Results, team: str, language: str) -> list[dict[str, str]]:
    """Give order and vitality over a round, each with what it is above hands off."""
    if not results:
        return []
    facts = []
    for name, label in SCORES.items():
        value, by = score(results, team, name)
        facts.append({"name": say(language, label), "value": value, "by": by})
    return facts


def maps_of(room: Room, results: Results, layer: str, language: str) -> dict[str, Any]:
    """Give a small map of a layer for every team, and for hands off, as pictures in the page."""
    district = load_district(room.state.setup.district)
    size = (int(district.width), int(district.height))
    places = np.asarray(district.x), np.asarray(district.y)
    shown = []
    for team in (*room.state.setup.letters, AS_IT_WAS):
        tones = np.frombuffer(base64.b64decode(results[team]["layers"][layer]), np.uint8)
        drawn = base64.b64encode(picture(tones, *places, size)).decode()
        name = name_of(team, language)
        label = say(language, f"room_layer_{layer}")
        shown.append(
            {
                "letter": team,
                "name": name,
                "text": f"{name} · {label}",
                "image": f"data:image/png;base64,{drawn}",
            }
        )
    return {"name": layer, "label": say(language, f"room_layer_{layer}"), "teams": shown}


def trail_facts(rounds: list[Results], team: str, language: str) -> dict[str, Any]:
    """Give a team's trail on the plane, and where it ends in words."""
    points = trail(rounds, team)
    order, vitality = points[-1] if points else (math.nan, math.nan)
    name = name_of(team, language)
    text = say(
        language, "room_plane_text", name=name, order=f"{order:.0f}", vitality=f"{vitality:.0f}"
    )
    return {
        "letter": team,
        "points": [[round(x, 2), round(y, 2)] for x, y in points],
        "text": text,
    }


def rows_of(results: Results, letters: tuple[str, ...], language: str) -> list[dict[str, Any]]:
    """Give who gains and who loses: a row for each stake, a cell for each team."""
    return [
        {
            "name": stake.name,
            "title": stake.title[language],
            "cells": [cell_facts(change, language) for change in row],
        }
        for stake, row in gains(results, letters)
    ]


def cell_facts(change: Change | None, language: str) -> dict[str, str]:
    """Give a difference and how it reads."""
    if change is None:
        return {"text": "–", "reading": "same", "label": ""}
    return {
        "text": difference_text(change),
        "reading": change.reading,
        "label": say(language, f"room_reading_{change.reading}"),
    }


def past_facts(room: Room, language: str) -> list[dict[str, Any]]:
    """Give all revealed rounds for the debrief: expected beside what came, shocks, votes."""
    state = room.state
    return (
        [
            {
                "number": number,
                "title": say(language, "room_round", number=number),
                "shocks": [
                    shock_facts(one.name, language)["title"]
                    for one in state.rounds[number - 1].shocks
                ],
                "teams": [team_board(room, number, team, language) for team in state.setup.letters],
            }
            for number in range(1, state.shown + 1)
        ]
        if state.phase == Phase.DEBRIEF
        else []
    )
