"""The story card of a street: what it sees, what it may close itself, what waits and for whom."""

from typing import Any

import numpy as np

from agents.departments import NAMES
from agents.knob import Words
from twin.mechanisms.cases import STREET
from twin.mechanisms.columns import CLOSED, DESK, WAITING
from twin.mechanisms.kinds import KIND_WORDS, SIMPLICITY
from twin.organisation import DEPARTMENTS
from twin.why.card import Card, Choice, Choices, Door, fill, listed
from twin.why.pipeline import ended_cases, pipeline
from twin.world import World

WHO = Words(
    "常住居民 {persons} 人，派驻队伍 {posted}。",
    "{persons} residents; teams posted here: {posted}.",
)
NO_TEAMS = Words("一支也没有", "none")
TEAMS = Words("{department} {n} 支", "{n} of {department}")
OPEN = Words(
    "眼下没办结的案件 {n} 件：街道自己手里 {own} 件，部门手里 {others} 件；{desk} 件还在案头转，"
    "{waiting} 件在等队伍，等得最久的 {longest} 小时。",
    "Cases not closed here: {n}; {own} with the street itself, {others} with departments. "
    "{desk} lie on desks, {waiting} wait for a team; the oldest is {longest} h old.",
)
NONE_OPEN = Words("眼下没有没办结的案件。", "No case is open here now.")
LACKED = Words(
    "其中 {n} 件街道看得见，却没有权限自己办结。",
    "Of these the street can see, but may not close itself: {n}.",
)
POWER = Words(
    "综合管理权下放到 {authority}%，能自己办结的事由易到难见下表。",
    "{authority} % of authority is handed down; what it may close itself is in the table.",
)
STRICT = Words(
    "它对看见的无证摊处置 {strict}%；照它自己的意思会是 {own}%。",
    "Of vendors seen without a licence it acts on {strict} %; left to itself, on {own} %.",
)
RATES = Words(
    "三率：响应 {answered}%，解决 {resolved}%，满意 {content}%。",
    "Three rates: answered {answered} %, resolved {resolved} %, content {content} %.",
)
MAY = Words("街道自己能办结的事（%）", "What the street may close itself (%)")
SHARE = (Words("能办结", "may close"),)
MAY_NOTE = Words(
    "百分比：这一类事里，街道有权自己办结的份额；其余要上交部门。",
    "Per cent of matters of a kind that the street may close; the others go up to departments.",
)
CASE = Words("案件 {number} · {kind}（{hours} 小时）", "Case {number} · {kind} ({hours} h)")
THREE_RATES = ("answered", "resolved", "content")
#: Doors to open cases at most, the oldest first.
MOST_CASES = 5


def street_card(world: World, street: int, opening_day: int = 0) -> Card:
    """Tell about a street office by the street's index."""
    office = world.rows("offices")[street]
    numbers = open_cases(world, world.rows("cases").street == street)
    told = [_who(office), *_open(world, numbers), *_powers(office)]
    rows = tuple(
        Choice(KIND_WORDS[kind], (100.0 * may_close(kind, float(office.authority)),), False)
        for kind in np.argsort(SIMPLICITY).tolist()
    )
    title, steps = pipeline(world, ended_cases(world, street))
    return Card(
        "street",
        street,
        world.district.streets[street].name,
        tuple(told),
        choices=Choices(MAY, SHARE, rows, MAY_NOTE),
        steps=steps,
        steps_title=title,
        doors=(*case_doors(world, numbers), Door("district", 0, world.district.title)),
    )


def district_card(world: World, row: int = 0, opening_day: int = 0) -> Card:
    """Tell about the district as a whole: what is open, and what the steps of its cases took."""
    office = world.rows("offices")[-1]
    numbers = open_cases(world, np.ones(len(world.rows("cases")), bool))
    title, steps = pipeline(world, ended_cases(world))
    doors = [Door("street", k, street.name) for k, street in enumerate(world.district.streets)]
    return Card(
        "district",
        row,
        world.district.title,
        (_who(office), *_open(world, numbers), _rates(office)),
        steps=steps,
        steps_title=title,
        doors=(*case_doors(world, numbers), *doors),
    )


def may_close(kind: int, authority: float) -> float:
    """Give the share of a kind's matters that a street may close itself (0-1).

    Matters lie evenly between 0 and 1, and ``street_may_close`` asks (k + matter) / 11 < authority.
    """
    return float(np.clip(11.0 * authority - SIMPLICITY[kind], 0.0, 1.0))


def open_cases(world: World, chosen: Any) -> list[int]:
    """Give the numbers of open cases among those chosen by a mask, the oldest first."""
    n = int(world.rows("city").n_cases[0])
    cases = world.rows("cases")
    numbers = np.flatnonzero(chosen[:n] & (cases.stage[:n] != CLOSED))
    return [int(k) for k in numbers[np.argsort(cases.collected[numbers], kind="stable")]]


def case_doors(world: World, numbers: list[int], most: int = MOST_CASES) -> tuple[Door, ...]:
    """Lead to some open cases, each with its kind and the hours since it was noticed."""
    cases, now = world.rows("cases"), float(world.now.tick)
    return tuple(
        Door(
            "case",
            number,
            fill(
                CASE,
                number=number,
                kind=KIND_WORDS[int(cases.kind[number])],
                hours=f"{now - float(cases.collected[number]):.0f}",
            ),
        )
        for number in numbers[:most]
    )


def _who(office: Any) -> Words:
    posted = [
        fill(TEAMS, department=DEPARTMENTS[d], n=int(office.posted[d]))
        for d in range(len(NAMES))
        if office.posted[d] > 0
    ]
    return fill(
        WHO, persons=f"{float(office.persons):,.0f}", posted=listed(posted) if posted else NO_TEAMS
    )


def _open(world: World, numbers: list[int]) -> list[Words]:
    if not numbers:
        return [NONE_OPEN]
    cases = world.rows("cases")[numbers]
    own = int((cases.holder >= STREET).sum())
    lacked = int(cases.lacked.sum())
    told = fill(
        OPEN,
        n=len(numbers),
        own=own,
        others=len(numbers) - own,
        desk=int((cases.stage == DESK).sum()),
        waiting=int((cases.stage == WAITING).sum()),
        longest=f"{float(world.now.tick) - float(cases.collected.min()):.0f}",
    )
    return [told, fill(LACKED, n=lacked)] if lacked else [told]


def _percent(office: Any, name: str) -> str:
    return f"{100.0 * float(office[name]):.0f}"


def _rates(office: Any) -> Words:
    return fill(RATES, **{name: _percent(office, name) for name in THREE_RATES})


def _powers(office: Any) -> list[Words]:
    strict, own = _percent(office, "strictness"), _percent(office, "local_strictness")
    return [
        fill(POWER, authority=_percent(office, "authority")),
        fill(STRICT, strict=strict, own=own),
        _rates(office),
    ]
