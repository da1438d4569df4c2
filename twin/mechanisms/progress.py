"""How a case goes on and ends: desks, parts, verification, the resident's word, and the record.

Record and truth part here: without a call-back some cases are closed on paper while their cause is
still there.
"""

from typing import Any

from agents.compiled import kernel, rule
from agents.residents import HAZARD
from agents.streams import decision, draw4
from agents.teams import NO_TASK
from twin.mechanisms.cases import STREET, begin_parts, first_part
from twin.mechanisms.columns import (
    BLOCKED,
    CLOSED,
    DESK,
    DOING,
    DONE,
    FROM_RESIDENT,
    IN_WORK,
    LAPSED,
    RESOLVED,
    TO_DO,
    UNRESOLVED,
    VERIFYING,
    WAITING,
)
from twin.mechanisms.kinds import shows, shows_now

CALL_BACK = decision("case.call_back")


@rule
def move_desk(case: Any, now: Any) -> None:
    """Let the desks work an hour on a case: in office hours, or at once where life is at stake."""
    case.desk_spent += 1.0
    if now.office_hours or case.kind == HAZARD:
        case.desk -= 1.0
    if case.desk <= 0.0:
        case.stage = WAITING
        case.ready = now.tick
        if case.dispatched < 0.0:
            case.dispatched = now.tick


@rule
def score(office: Any, case: Any, p: Any) -> None:
    """Move a street's three rates (三率: response, resolution, satisfaction) by one case."""
    in_time = 1.0 if case.dispatched <= case.deadline else 0.0
    solved = 1.0 if case.outcome == RESOLVED else 0.0
    content = 1.0 if case.satisfied else 0.0
    office.answered += p.score_pace * (in_time - office.answered)
    office.resolved += p.score_pace * (solved - office.resolved)
    office.content += p.score_pace * (content - office.content)


@rule
def close(city: Any, case: Any, outcome: int, now: Any, p: Any) -> None:
    """End a case: free its cell for the next, note the times, count and score the outcome.

    ``cells.last_outcome`` is what a resident can see there; ``outcome`` is what the record says.
    """
    case.stage = CLOSED
    case.outcome = outcome
    case.verified = now.tick
    case.evaluated = now.tick
    city.cells.open_case[case.cell, case.kind] = -1
    city.cells.closed_at[case.cell, case.kind] = now.tick
    city.cells.last_outcome[case.cell, case.kind] = outcome
    city.book[0].ended[outcome] += 1.0
    if case.source == FROM_RESIDENT:
        score(city.streets[case.street], case, p)
        score(city.streets[city.streets.shape[0] - 1], case, p)


@rule
def call_back(case: Any, solved: bool, u: float, now: Any, p: Any) -> bool:
    """Give what the resident says when asked: content if it is solved and did not take too long.

    Chance = content_solved x min(1, tier / hours taken)^(1/2) if solved, content_anyway if not.
    """
    if not solved:
        return u < p.content_anyway
    tier = case.deadline - case.collected
    slow = max(1.0, (now.tick - case.collected) / tier)
    return u * u * slow < p.content_solved * p.content_solved


@rule
def reopen(case: Any, now: Any) -> None:
    """Send a case back to work: its holder begins again."""
    case.reopened += 1
    begin_parts(case, case.whistled or case.commanded)
    case.holder = case.holder if case.holder >= STREET else first_part(case)
    case.stage = WAITING
    case.ready = now.tick


@rule
def verify(city: Any, traces: Any, case: Any, now: Any, p: Any) -> None:
    """Look whether the cause is gone; reopen once, then give up as unresolved.

    Under the hotline the resident is called back; elsewhere the holder looks itself, and may close
    on paper what is not done (administrative closing rates are self-reports).
    """
    wait = p.feedback_street if case.holder >= STREET else p.feedback_department
    # A visit acts on vendors in the hour after it: look after that, when the cause would show.
    if now.tick - case.handled <= max(wait, 1.0) or not shows_now(case.kind, now.hour):
        return
    case.reported_back = now.tick
    solved = case.cause or not shows(city.cells[case.cell], traces[case.cell], case.kind)
    u = draw4(now, CALL_BACK, case.cell * 16 + case.kind)
    case.satisfied = call_back(case, solved, u[0], now, p)
    if solved:
        close(city, case, RESOLVED, now, p)
    elif not case.hotline and u[1] < p.paper_closing:
        close(city, case, RESOLVED, now, p)
        city.cells.last_outcome[case.cell, case.kind] = UNRESOLVED
        case.on_paper = True
        city.book[0].paper_closed += 1.0
    elif case.reopened < 1:
        reopen(case, now)
    else:
        close(city, case, UNRESOLVED, now, p)


@kernel
def advance(city: Any, traces: Any, p: Any, now: Any) -> None:
    """Move every open case an hour on: desks, verification, lapse; closed ones leave the list.

    A case filed this very hour begins with the next: so the hours on desks and in the queue add up
    to no more than have passed.
    """
    record = city.city[0]
    kept = 0
    for k in range(record.n_open):
        row = city.queue[k]
        case = city.cases[row]
        if case.filed == now.tick:
            city.queue[kept] = row
            kept += 1
            continue
        if case.stage == DESK:
            move_desk(case, now)
        elif case.stage == VERIFYING:
            verify(city, traces, case, now, p)
        elif case.stage == WAITING:
            case.queue_spent += 1.0
            if now.tick - case.collected > p.lapse_days * 24.0:
                close(city, case, LAPSED, now, p)
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
    """End one department's part; then the next desk, or verification when all are done.

    Between departments a case crosses the organisation; within a street that does not command all
    trades it waits until they have agreed.
    """
    case.parts[d] = DONE
    for other in range(5):  # one handler has done the others' parts with its own
        if other == d or (case.one_handler and case.parts[other] == DONE):
            case.done_at[other] = now.tick
    left = first_part(case)
    working = somebody_works(case)
    if left < 0:
        if not working:
            case.stage = VERIFYING
            case.handled = now.tick
        return
    if case.parts[left] == TO_DO and not working:
        case.stage = WAITING
    if case.parts[left] == BLOCKED:
        case.parts[left] = TO_DO
        case.stage = DESK
        if case.holder >= STREET:
            case.desk = p.coordination_hours
        else:
            case.holder = left
            case.desk = city.departments.desks[d, left] * p.desk_hours


@rule
def hand_back(city: Any, team: Any, now: Any) -> None:
    """Let a team whose shift is over leave its part of a case to the next."""
    case = city.cases[team.task]
    case.parts[team.part] = TO_DO
    case.stage = IN_WORK if somebody_works(case) else WAITING
    case.ready = min(case.ready, float(now.tick))
    team.task = NO_TASK
