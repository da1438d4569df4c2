"""The story card of a case and its pipeline: seen, the seven steps, hours waited, who held it.

The seven steps of grid management (网格化管理七步): 信息收集, 案卷建立, 任务派遣, 任务处理,
处理反馈, 核查结案, 综合评价.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from agents.knob import Words
from twin.casebook import SOURCES, rows_of
from twin.mechanisms.cases import STREET
from twin.mechanisms.columns import (
    BLOCKED,
    CLOSED,
    DESK,
    DOING,
    DONE,
    IN_WORK,
    TO_DO,
    VERIFYING,
)
from twin.organisation import DEPARTMENTS
from twin.why.card import Card, Door, Step, fill
from twin.why.life import tell, title_of, when_words
from twin.world import World

#: The columns of a case that hold the hour of each step, and the step's name.
STEPS = (
    ("collected", Words("信息收集", "noticed")),
    ("filed", Words("案卷建立", "filed")),
    ("dispatched", Words("任务派遣", "dispatched")),
    ("handled", Words("任务处理", "handled")),
    ("reported_back", Words("处理反馈", "reported back")),
    ("verified", Words("核查结案", "verified, closed")),
    ("evaluated", Words("综合评价", "evaluated")),
)
SEEN_BY = dict(
    zip(
        SOURCES,
        (
            Words("居民", "residents"),
            Words("巡查队伍", "a patrol"),
            Words("信息采集员", "a collector"),
            Words("网格员", "a warden"),
            Words("传感器", "a sensor"),
            Words("街道主动排查", "the street itself"),
        ),
        strict=True,
    )
)
DESKS = Words("案头", "desks")
RESIDENT = Words("居民", "the resident")
OFFICE = Words("{street}", "{street} office")
HOLDS = Words("现在由{holder}办。", "It lies with {holder} now.")
STANDS = {
    BLOCKED: Words("{who}还轮不到", "{who} has to wait its turn"),
    TO_DO: Words("{who}等队伍", "{who} waits for a team"),
    DOING: Words("{who}正在办", "{who} is at work"),
    DONE: Words("{who}办完了", "{who} is done"),
}
PARTS = Words("各家进度：{parts}。", "By department: {parts}.")
REACHED = Words("{when} · 等了 {hours} 小时 · {holder}", "{when} · {hours} h waited · {holder}")
WAITS = Words(
    "正等在这一步，已等 {hours} 小时 · {holder}", "waiting here, {hours} h so far · {holder}"
)
AHEAD = Words("还没到", "not yet")
LONGEST = Words(
    "最长的一段等待在“{step}”之前：{hours} 小时，卡在{holder}。",
    "The longest wait came before “{step}”: {hours} h, with {holder}.",
)


def case_card(world: World, number: int, opening_day: int = 0) -> Card:
    """Tell about the case with a number (its row); days in words count from ``opening_day``."""
    case = world.rows("cases")[number]
    found = {"number": number, **rows_of(world, np.array([number])).iloc[0].to_dict()}
    zh, en = (list(tell(found, opening_day, words, running=True)) for words in ("zh", "en"))
    told = [Words(one, other[0].upper() + other[1:]) for one, other in zip(zh, en, strict=True)]
    steps = case_steps(world, number, opening_day)
    told += [*_holding(world, case), *_longest(steps)]
    return Card(
        "case",
        number,
        Words(title_of(found, "zh"), title_of(found, "en")),
        tuple(told),
        int(case.cell),
        steps=steps,
        doors=tuple(_doors(world, number)),
    )


def holder_words(world: World, holder: int) -> Words:
    """Name who holds a case: a department (0-4), or from 5 on a street office."""
    if holder < STREET:
        return DEPARTMENTS[holder]
    return fill(OFFICE, street=world.district.streets[holder - STREET].name)


def case_steps(world: World, number: int, opening_day: int = 0) -> tuple[Step, ...]:
    """Give the seven steps of a case with the hours waited for each and with whom it lay.

    Hours add up to those from being noticed to now, or to the end. A step of an earlier round of
    a case that was sent back to work does not count as reached.
    """
    case = world.rows("cases")[number]
    now, closed = float(world.now.tick), int(case.stage) == CLOSED
    before = float(case.collected)
    made: list[Step] = []
    open_from = len(STEPS) if closed else _reached(case)
    for place, (column, name) in enumerate(STEPS):
        at, holder = float(case[column]), _with_whom(world, case, place)
        if place >= open_from:
            waits = place == open_from
            waited = max(0.0, now - before) if waits else 0.0
            note = fill(WAITS, hours=hours_text(waited), holder=holder) if waits else AHEAD
            made.append(Step(name, None, waited, holder, waits, note))
            continue
        waited = max(0.0, at - before)
        note = _reached_words(at, waited, holder, opening_day) if at >= before else AHEAD
        made.append(Step(name, at if at >= before else None, waited, holder, note=note))
        before = max(before, at)
    return tuple(made)


def _reached_words(at: float, waited: float, holder: Words, opening_day: int) -> Words:
    when = Words(*(when_words(at, opening_day, words) for words in ("zh", "en")))
    if waited < 0.05:
        return when
    return fill(REACHED, when=when, hours=hours_text(waited), holder=holder)


def hours_text(hours: float) -> str:
    """Write hours for a reader: whole from ten on, else with a tenth where it has one.

    >>> hours_text(87.0), hours_text(2.5), hours_text(3.0)
    ('87', '2.5', '3')
    """
    return f"{hours:.0f}" if hours >= 9.95 else f"{hours:.1f}".removesuffix(".0")


def _reached(case: Any) -> int:
    """Give how many steps an open case has behind it, by the stage it is at."""
    stage = int(case.stage)
    if stage == VERIFYING:
        return 4
    return 2 if stage == DESK and float(case.dispatched) < 0.0 else 3


def _with_whom(world: World, case: Any, place: int) -> Words:
    """Say with whom a case lies while it waits for a step."""
    if place < 2:
        return SEEN_BY[SOURCES[int(case.source)]]
    if place == 2 and (float(case.desk_spent) > 0.0 or int(case.stage) == DESK):
        return DESKS
    if place == len(STEPS) - 1 and case.hotline:
        return RESIDENT
    return holder_words(world, int(case.holder))


def _holding(world: World, case: Any) -> Iterator[Words]:
    if int(case.stage) != CLOSED:
        yield fill(HOLDS, holder=holder_words(world, int(case.holder)))
    if case.joint or int(case.stage) == IN_WORK:
        parts = [
            fill(STANDS[int(part)], who=DEPARTMENTS[d])
            for d, part in enumerate(case.parts)
            if int(part) in STANDS
        ]
        if parts:
            zh, en = ("，".join(one.zh for one in parts), ", ".join(one.en for one in parts))
            yield fill(PARTS, parts=Words(zh, en))


def _longest(steps: tuple[Step, ...]) -> Iterator[Words]:
    worst = max(steps, key=lambda step: step.waited)
    if worst.waited > 0.0:
        yield fill(LONGEST, step=worst.name, hours=hours_text(worst.waited), holder=worst.holder)


def _doors(world: World, number: int) -> Iterator[Door]:
    """Lead to the teams at work on it and to its street."""
    for row in np.flatnonzero(world.rows("teams").task == number).tolist():
        yield Door("team", row, team_name(world, row))
    street = int(world.rows("cases").street[number])
    yield Door("street", street, world.district.streets[street].name)


TEAM = Words("{department} {number} 队", "{department} team {number}")


def team_name(world: World, row: int) -> Words:
    """Name a team by its department and number."""
    team = world.rows("teams")[row]
    number = int(team.unique_id) % 100_000_000
    return fill(TEAM, department=DEPARTMENTS[int(team.department)], number=number)
