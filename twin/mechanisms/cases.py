"""The life of a case: seven steps from being noticed to being judged.

信息收集 collect, 案卷建立 file, 任务派遣 dispatch, 任务处理 handle, 处理反馈 report back, 核查结案
verify, 综合评价 evaluate. Who sees it and who may act are different: a case whose street lacks the
power travels the desks of the organisation graph, in office hours, one hand-over after another.
"""

from typing import Any

import numpy as np

from agents.compiled import kernel, rule
from agents.residents import FACILITY, HAZARD, NOISE, OBSTRUCTION, ROAD, WASTE
from agents.streams import decision, draw4
from twin.mechanisms.columns import (
    BLOCKED,
    CLOSED,
    DESK,
    DOING,
    DONE,
    LAPSED,
    RESOLVED,
    TO_DO,
    UNRESOLVED,
    VERIFYING,
    WAITING,
)

KINDS = (
    "waste", "facility", "obstruction", "food", "noise", "hazard", "road", "home_repair",
    "parking", "service", "damage",
)  # fmt: skip
#: Place of each kind on the way from simple to hard: simple ones are handed down first.
SIMPLICITY = np.array([0, 3, 4, 6, 7, 9, 8, 1, 2, 5, 10])
#: Departments each kind needs, in the order in which they act: urban management, market
#: regulation, emergency, sanitation, police.
NEEDS = np.array(
    [
        [0, 0, 0, 1, 0],
        [1, 0, 0, 0, 0],
        [1, 0, 0, 0, 0],
        [0, 1, 0, 0, 0],
        [1, 0, 0, 0, 1],
        [0, 0, 1, 0, 0],
        [1, 1, 0, 0, 1],
        [1, 0, 0, 0, 0],
        [0, 0, 0, 0, 1],
        [0, 1, 0, 0, 0],
        [0, 0, 1, 0, 0],
    ],
    dtype=np.int8,
)
STREET = 5  # holders from here on are street offices

MATTER = decision("case.matter")


@rule
def street_may_close(kind: int, matter: float, authority: float) -> bool:
    """Tell whether a street may close a matter itself: simple kinds first, matter by matter."""
    return (SIMPLICITY[kind] + matter) / 11.0 < authority


@rule
def begin_parts(case: Any, at_once: bool) -> None:
    """Mark the parts a case needs: all to do at once, or one after the other."""
    first = True
    for d in range(5):
        needed = NEEDS[case.kind, d] > 0
        case.parts[d] = (TO_DO if at_once or first else BLOCKED) if needed else 0
        if needed:
            first = False


@rule
def first_part(case: Any) -> int:
    """Give the department whose part comes next, or -1 when all are done."""
    for d in range(5):
        if case.parts[d] == TO_DO or case.parts[d] == BLOCKED:
            return d
    return -1


@rule
def whistle(city: Any, case: Any, now: Any, p: Any) -> None:
    """Let the street whistle: departments report at once, and their own work waits for it."""
    begin_parts(case, True)
    case.whistled = True
    case.stage = WAITING
    case.ready = now.tick + city.zones.whistle_deadline[city.cells.zone[case.cell]]
    case.dispatched = case.ready
    city.book[0].whistles += 1.0
    for d in range(5):
        if case.parts[d] == TO_DO:
            city.departments.routine[d] += p.whistle_cost


@rule
def send_up(city: Any, case: Any, lost: bool, p: Any) -> None:
    """Send a case up the organisation: desk hours for every hand-over, more if misrouted."""
    begin_parts(case, False)
    d = first_part(case)
    case.holder = d
    steps = float(city.hand_overs[case.street, d])
    case.stage = DESK
    case.desk = steps * p.desk_hours
    if lost:
        case.misrouted = True
        case.desk += 2.0 * p.desk_hours
        city.book[0].misrouted += 1.0


@rule
def route(city: Any, case: Any, now: Any, p: Any, u: Any) -> None:
    """Decide who holds a new case: the street, departments at a whistle, or one up the line."""
    zone = city.zones[city.cells.zone[case.cell]]
    if street_may_close(case.kind, case.matter, zone.authority):
        begin_parts(case, True)
        case.holder = STREET + case.street
        case.stage = WAITING
        case.ready = now.tick + 1.0
        case.dispatched = case.ready
    elif case.joint and u[1] < zone.whistle:
        case.holder = STREET + case.street
        whistle(city, case, now, p)
    else:
        send_up(city, case, u[2] < p.misroute, p)


@rule
def open_case(city: Any, what: tuple[int, int, int], now: Any, p: Any) -> None:
    """Open a case; ``what`` is its cell, kind and source. It takes the next row of the table."""
    c, kind, source = what
    record = city.city[0]
    row = record.n_cases
    case = city.cases[row]
    record.n_cases += 1
    city.queue[record.n_open] = row
    record.n_open += 1
    u = draw4(now, MATTER, c * 16 + kind)
    case.kind = kind
    case.cell = c
    case.street = city.cells.street[c]
    case.overflow = city.zones.overflow[city.cells.zone[c]]
    case.source = source
    case.matter = u[0]
    case.joint = kind == NOISE or kind == ROAD
    case.again = now.tick - city.cells.closed_at[c, kind] < 30 * 24
    case.collected = now.tick
    case.filed = now.tick
    city.cells.open_case[c, kind] = row
    city.book[0].opened[source] += 1.0
    city.book[0].opened_again += 1.0 if case.again else 0.0
    route(city, case, now, p, u)


@rule
def shows(cell: Any, trace: Any, kind: int) -> bool:
    """Tell whether the cause of a kind of case is there to be seen (or heard)."""
    if kind == WASTE:
        return cell.waste_share > 0.5
    if kind == FACILITY:
        return cell.fault > 0.0
    if kind == OBSTRUCTION:
        return trace.illegal > 0.0 and cell.crowding > 0.35
    if kind == HAZARD:
        return cell.hazard > 0.0
    if kind == ROAD:
        return cell.occupied > 0.0
    if kind == NOISE:
        return cell.noise > 0.35
    return False


@rule
def move_desk(case: Any, now: Any) -> None:
    """Let the desks work an hour on a case: in office hours, or at once where life is at stake."""
    if now.office_hours or case.kind == HAZARD:
        case.desk -= 1.0
    if case.desk <= 0.0:
        case.stage = WAITING
        case.ready = now.tick
        if case.dispatched < 0.0:
            case.dispatched = now.tick


@rule
def close(city: Any, case: Any, outcome: int, now: Any) -> None:
    """End a case: free its cell for the next, note the times, count the outcome."""
    case.stage = CLOSED
    case.outcome = outcome
    case.verified = now.tick
    case.evaluated = now.tick
    city.cells.open_case[case.cell, case.kind] = -1
    city.cells.closed_at[case.cell, case.kind] = now.tick
    city.cells.last_outcome[case.cell, case.kind] = outcome
    city.book[0].ended[outcome] += 1.0


@rule
def shows_now(kind: int, hour: int) -> bool:
    """Tell whether the cause of a kind can be met at this hour: stalls by day, noise at night."""
    if kind == OBSTRUCTION:
        return 7 <= hour < 22
    if kind == NOISE:
        return hour >= 20
    return True


@rule
def verify(city: Any, traces: Any, case: Any, now: Any, p: Any) -> None:
    """Look whether the cause is gone; reopen once, then give up as unresolved."""
    wait = p.feedback_street if case.holder >= STREET else p.feedback_department
    # A visit acts on vendors in the hour after it: look after that, when the cause would show.
    if now.tick - case.handled <= max(wait, 1.0) or not shows_now(case.kind, now.hour):
        return
    case.reported_back = now.tick
    if not shows(city.cells[case.cell], traces[case.cell], case.kind):
        close(city, case, RESOLVED, now)
    elif case.reopened < 1:
        case.reopened += 1
        begin_parts(case, case.holder >= STREET)
        case.holder = case.holder if case.holder >= STREET else first_part(case)
        case.stage = WAITING
        case.ready = now.tick
    else:
        close(city, case, UNRESOLVED, now)


@kernel
def advance(city: Any, traces: Any, p: Any, now: Any) -> None:
    """Move every open case an hour on: desks, verification, lapse; closed ones leave the list."""
    record = city.city[0]
    kept = 0
    for k in range(record.n_open):
        row = city.queue[k]
        case = city.cases[row]
        if case.stage == DESK:
            move_desk(case, now)
        elif case.stage == VERIFYING:
            verify(city, traces, case, now, p)
        elif case.stage == WAITING and now.tick - case.collected > p.lapse_days * 24.0:
            close(city, case, LAPSED, now)
        if case.stage != CLOSED:
            city.queue[kept] = row
            kept += 1
    record.n_open = kept


@rule
def somebody_works(case: Any) -> bool:
    """Tell whether a team is at work on any part of a case."""
    working = 0
    for d in range(5):
        working += 1 if case.parts[d] == DOING else 0
    return working > 0


@rule
def finish_part(city: Any, case: Any, d: int, now: Any, p: Any) -> None:
    """End one department's part; then the next desk, or verification when all are done."""
    case.parts[d] = DONE
    left = first_part(case)
    if left < 0:
        if not somebody_works(case):
            case.stage = VERIFYING
            case.handled = now.tick
        return
    if case.parts[left] == BLOCKED:
        case.parts[left] = TO_DO
        case.holder = left
        case.stage = DESK
        case.desk = p.desk_hours
