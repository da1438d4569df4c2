"""The report of a room: what was expected, what came, who gained and who lost, what was said."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from agents.knob import Words
from twin.district import load_district
from twin.report.drawing import Line, line_chart
from twin.report.page import Chart, Page, Section, Table, render
from twin.report.parts import (
    CAUTION,
    again_section,
    lever_value,
    limits_section,
    sources_section,
    turned_levers,
)
from twin.room.board import Change, difference_text, gains, score, tenths
from twin.room.export import export, state_of
from twin.room.live import Room
from twin.room.setup import AS_IT_WAS, extra_price
from twin.room.state import State
from twin.shocks import describe_placed
from twin.units import unit_in

KIND = Words("街面孪生 · 研讨室记录", "Street twin · record of a workshop room")
QUESTION = Words(
    "{district}：{teams} 个队、{rounds} 轮，出了什么主意，后来怎样？",
    "{district}: what was proposed (teams: {teams}, rounds: {rounds}), and what came of it?",
)
FACTS = Words(
    "每轮 {days} 天，同一座城、同样的运气", "{days} days a round, one city, the same luck"
)
BUDGET = Words("预算上限：每千人每天 {budget:g} 元", "budget: {budget:g} yuan per 1,000 and day")
COURSE = Words("一路走来", "The course")
ORDER = Words("秩序与“不动”相差（分）", "order, against hands off (points)")
VITALITY = Words("活力与“不动”相差（分）", "vitality, against hands off (points)")
READING = Words(
    "零线是一个杠杆也不动的同一座城；竖线是一轮的开始。",
    "Zero is the same city with no lever turned; an upright line begins a round.",
)
DAY = Words("第几天", "day")
TEAM = Words("{letter} 队", "Team {letter}")
ROUND = Words("第 {number} 轮", "Round {number}")
SHOCK = Words("冲击卡：{text}", "Shock card: {text}")
HEAD = (
    Words("队", "Team"),
    Words("动了什么", "What was turned"),
    Words("预计", "Expected"),
    Words("多花（元）", "Extra cost (yuan)"),
    Words("秩序", "Order"),
    Words("活力", "Vitality"),
    Words("票", "Votes"),
)
UNCHANGED = Words("没有动", "nothing")
WHO = Words(
    "最后一轮：谁得谁失（减去“不动”的同一座城）",
    "Last round: who gains, who loses (minus hands off)",
)
WHO_COLUMN = Words("谁", "Who")
ONE_LUCK = Words(
    "每队只有一次运行：运气对各队相同，但没有平均掉；百分之一以内的差算持平。",
    "One run for each team: luck is the same for all but not averaged out; within one per cent "
    "counts as no change.",
)
NOTES = Words("记录", "Notes")
MARKS = {"better": "▲", "worse": "▼", "same": "="}


def room_report_text(room: Room, language: str) -> str:
    """Give the report of a room that is open here, as one HTML file."""
    return render(room_report(export(room), language))


def room_report(found: Mapping[str, Any], language: str) -> Page:
    """Give the report of an exported room in ``"zh"`` or ``"en"``."""
    state = state_of(found)
    setup, district = state.setup, load_district(state.setup.district)
    title = district.title[language]
    parts = {"district": title, "teams": setup.teams, "rounds": len(found["rounds"])}
    facts = (FACTS[language].format(days=setup.days), BUDGET[language].format(budget=setup.budget))
    sections = [*course_section(found, state, language)]
    for number, played in enumerate(found["rounds"], start=1):
        sections.append(round_section(number, played, state, language))
    sections += [*who_section(found, state, language)]
    if found["notes"]:
        sections.append(Section(NOTES[language], items=tuple(map(str, found["notes"]))))
    digests = found["rounds"][-1]["digests"] if found["rounds"] else {}
    again = {
        "district": title, "seed": setup.seed, "days": setup.days * len(found["rounds"]),
        "burn_in": district.burn_in, "version": found["version"],
        "digest": " · ".join(f"{team} {digest[:12]}" for team, digest in digests.items()),
    }  # fmt: skip
    sections += [
        limits_section(language, [ONE_LUCK[language]]),
        sources_section(district, language),
        again_section(again, f"twin room replay room-{state.code}.json", language),
    ]
    return Page(
        language, KIND[language], QUESTION[language].format(**parts), CAUTION[language],
        (str(found["code"]), *facts), sections,
    )  # fmt: skip


def course_section(found: Mapping[str, Any], state: State, language: str) -> Iterator[Section]:
    """Give order and vitality by day, each team minus nobody's levers."""
    rounds = [played["results"] for played in found["rounds"] if played["results"]]
    if not rounds:
        return
    days = state.setup.days
    marks = [float(days * k) + 0.5 for k in range(1, len(rounds))]
    charts = []
    for name, title in (("order", ORDER), ("vitality", VITALITY)):
        lines = [
            Line(TEAM[language].format(letter=team), *against(rounds, team, name))
            for team in state.setup.letters
        ]
        drawing = line_chart(lines, (DAY[language], title[language]), marks=marks)
        charts.append(Chart(title[language], READING[language], drawing))
    yield Section(COURSE[language], charts=tuple(charts))


def against(
    rounds: list[Mapping[str, Any]], team: str, name: str
) -> tuple[list[float], list[float]]:
    """Give days and, in points, how far a team's indicator is from nobody's on each."""
    pairs = [
        (after, before)
        for results in rounds
        for after, before in zip(
            results[team]["days"][name], results[AS_IT_WAS]["days"][name], strict=True
        )
    ]
    values = [math.nan if None in pair else 100.0 * (pair[0] - pair[1]) for pair in pairs]
    return [float(day) for day in range(1, len(values) + 1)], values


def round_section(number: int, played: Mapping[str, Any], state: State, language: str) -> Section:
    """Give a round as a table: a row for each team."""
    rows = tuple(round_row(number, team, played, state, language) for team in state.setup.letters)
    shocks = state.rounds[number - 1].shocks
    texts = tuple(SHOCK[language].format(text=describe_placed(one, language)) for one in shocks)
    head = tuple(one[language] for one in HEAD)
    return Section(
        ROUND[language].format(number=number), texts, table=Table(head, rows, (3, 4, 5, 6))
    )


def round_row(
    number: int, team: str, played: Mapping[str, Any], state: State, language: str
) -> tuple[str, ...]:
    """Give what a team turned and expected in a round, what it cost, what came."""
    levers = state.standing(team, number)
    made = played["proposals"].get(team)
    votes = played["votes"].get(team)
    return (
        TEAM[language].format(letter=team),
        turned_words(levers, language),
        str(made["hypothesis"]) if made else "–",
        tenths(extra_price(levers)),
        *(score_words(played["results"], team, name) for name in ("order", "vitality")),
        "–" if votes is None else str(votes),
    )


def turned_words(levers: Mapping[str, float], language: str) -> str:
    """Name the levers that stand otherwise than the baseline, with their values."""
    parts = []
    for lever, value in turned_levers(levers):
        unit = "" if lever.choices else unit_in(language, lever.unit)
        told = f"{lever.label[language]} {lever_value(lever, value, language)} {unit}"
        parts.append(told.strip())
    return ("；" if language == "zh" else "; ").join(parts) or UNCHANGED[language]


def score_words(results: Mapping[str, Any], team: str, name: str) -> str:
    """Write a score over a round, with what it is above nobody's levers in brackets."""
    if not results:
        return "–"
    value, above = score(results, team, name)
    return f"{value} ({above})"


def who_section(found: Mapping[str, Any], state: State, language: str) -> Iterator[Section]:
    """Give who gains and who loses in the last round, a column for each team."""
    if not found["rounds"] or not found["rounds"][-1]["results"]:
        return
    results = found["rounds"][-1]["results"]
    letters = state.setup.letters
    rows = tuple((stake.title[language], *map(cell, row)) for stake, row in gains(results, letters))
    head = (WHO_COLUMN[language], *(TEAM[language].format(letter=team) for team in letters))
    yield Section(WHO[language], table=Table(head, rows, tuple(range(1, len(letters) + 1))))


def cell(change: Change | None) -> str:
    """Write a change with its mark: a triangle up for a gain, down for a loss."""
    if change is None:
        return "–"
    return f"{MARKS[change.reading]} {difference_text(change)}"
