"""Which team takes which case, and its hour of work.

Departments are a callable pool with work of their own; streets have the teams posted to them and
may call on the pool when a case has waited long. Delays come out of queues, travel and hand-overs.
"""

import math
from typing import Any

import numpy as np

from agents.compiled import kernel, rule
from agents.residents import FACILITY, FOOD, HAZARD, NOISE, OBSTRUCTION, ROAD, WASTE
from agents.streams import decision, draw4
from agents.teams import NO_TASK, OFF_DUTY, PATROL, TRAVELLING, WORKING
from twin.mechanisms.cases import STREET, finish_part, shows_now, somebody_works
from twin.mechanisms.columns import DESK, DOING, IN_WORK, TO_DO, WAITING
from twin.mechanisms.street import collect

#: Hours of work of one part, by kind. Source: facts/parameters.csv row 32 (0.2-4 h).
WORK_HOURS = np.array([0.5, 1.0, 0.6, 1.0, 0.6, 2.0, 0.6, 1.0, 0.4, 1.0, 1.5])
URGENT_ONLY, ALL_CASES = 0, 1

PRIORITY = decision("team.priority")


@rule
def eligible(team: Any, case: Any, d: int, now: Any, p: Any) -> bool:
    """Tell whether a team may take department ``d``'s part of a case.

    Street-held: teams posted there, of any trade; the pool of the trade once it has waited for
    ``overflow`` hours (at once at a whistle). Department-held: its pool; posted teams of its trade
    are called back after ``recall_hours``.
    """
    if team.spare <= 0.02 or team.task != NO_TASK:
        return False
    waited = now.tick - case.ready
    if case.holder >= STREET:
        if team.street == case.street:
            return not case.whistled or team.department == d
        if team.department != d:
            return False
        if case.whistled:
            return True
        return team.street < 0 and waited >= case.overflow
    if team.department != d:
        return False
    return team.street < 0 or waited >= p.recall_hours


@rule
def travel_hours(city: Any, team: Any, cell: int, p: Any) -> float:
    """Give the hours from where a team is to a cell (cells of 100 m, straight line)."""
    dx = float(city.cells.x[team.cell] - city.cells.x[cell])
    dy = float(city.cells.y[team.cell] - city.cells.y[cell])
    return 0.1 * math.sqrt(dx * dx + dy * dy) / p.travel_speed


@rule
def nearest_team(city: Any, case: Any, d: int, now: Any, p: Any) -> int:
    """Give the nearest team that may take a part, or -1."""
    best = -1
    shortest = 1e9
    for t in range(city.teams.shape[0]):
        team = city.teams[t]
        if not eligible(team, case, d, now, p):
            continue
        hours = travel_hours(city, team, case.cell, p)
        tie = hours == shortest and team.unique_id < city.teams.unique_id[best]
        if hours < shortest or tie:
            best, shortest = t, hours
    return best


@rule
def work_hours(team: Any, case: Any, d: int, p: Any) -> float:
    """Give the hours a team needs for a part: longer outside its own trade (接不住)."""
    hours = WORK_HOURS[case.kind]
    if team.department != d:
        hours *= p.generalist
    return hours * (1.0 - p.knowledge_gain * team.knowledge)


@rule
def assign(city: Any, row: int, d: int, t: int, p: Any) -> None:
    """Give a part of a case to a team, which sets out at once."""
    case = city.cases[row]
    team = city.teams[t]
    hours = travel_hours(city, team, case.cell, p)
    team.task = row
    team.part = d
    team.state = TRAVELLING
    team.left = hours + work_hours(team, case, d, p)
    team.travel_hours += hours
    team.cell = case.cell
    case.parts[d] = DOING
    case.stage = IN_WORK


@rule
def is_urgent(case: Any) -> bool:
    """Tell whether a case goes before everything: danger, or a whistle."""
    return case.whistled or case.kind == HAZARD


@rule
def match(city: Any, mode: int, now: Any, p: Any) -> None:
    """Go through the open cases, oldest first, and give each part to do to the nearest team."""
    for k in range(city.city[0].n_open):
        row = city.queue[k]
        case = city.cases[row]
        if case.stage != WAITING and case.stage != IN_WORK:
            continue
        if not shows_now(case.kind, now.hour):
            continue
        if case.ready > now.tick or (mode == URGENT_ONLY and not is_urgent(case)):
            continue
        for d in range(5):
            if case.parts[d] == TO_DO and case.stage != DESK:
                t = nearest_team(city, case, d, now, p)
                if t >= 0:
                    assign(city, row, d, t, p)
                    work_on(city, city.teams[t], now, p)


@rule
def clear(city: Any, case: Any, p: Any) -> None:
    """Do what the work does on the spot: clean, mend, or visit the vendors there."""
    cell = city.cells[case.cell]
    if case.kind == WASTE:
        city.city[0].waste_collected += collect(cell, p.clean_share)
    elif case.kind == FACILITY:
        cell.fault = 0.0
    elif case.kind == HAZARD:
        cell.hazard = 0.0
    elif case.kind == ROAD:
        cell.occupied = 0.0
    if case.kind == OBSTRUCTION or case.kind == NOISE or case.kind == ROAD or case.kind == FOOD:
        cell.visits += 1.0


@rule
def work_on(city: Any, team: Any, now: Any, p: Any) -> None:
    """Let a team work on its task for what is left of its hour."""
    case = city.cases[team.task]
    hours = min(team.left, team.spare)
    team.left -= hours
    team.spare -= hours
    team.case_hours += hours
    team.state = WORKING
    if team.left <= 1e-9:
        clear(city, case, p)
        finish_part(city, case, team.part, now, p)
        team.task = NO_TASK
        team.state = PATROL


@rule
def hand_back(city: Any, team: Any, now: Any) -> None:
    """Let a team whose shift is over leave its part of a case to the next."""
    case = city.cases[team.task]
    case.parts[team.part] = TO_DO
    case.stage = IN_WORK if somebody_works(case) else WAITING
    case.ready = min(case.ready, float(now.tick))
    team.task = NO_TASK


@rule
def own_work(city: Any, team: Any, p: Any) -> None:
    """Let a team spend the rest of its hour on its department's own work.

    Teams posted to a street are away from it: of their hours only ``posted_own_work`` counts.
    """
    department = city.departments[team.department]
    worth = p.posted_own_work if team.street >= 0 else 1.0
    hours = min(team.spare, department.routine / worth)
    department.routine = max(0.0, department.routine - worth * hours)
    team.routine_hours += hours
    team.spare -= hours


@rule
def go_on(city: Any, now: Any, p: Any) -> None:
    """Let teams go on with the tasks they hold, or hand them back when their shift is over."""
    for t in range(city.teams.shape[0]):
        team = city.teams[t]
        if team.task != NO_TASK and team.state == OFF_DUTY:
            hand_back(city, team, now)
        elif team.task != NO_TASK:
            work_on(city, team, now, p)


@rule
def is_free(team: Any) -> bool:
    """Tell whether a team has time left this hour and nothing in hand."""
    return team.spare > 0.0 and team.task == NO_TASK


@rule
def own_work_first(city: Any, now: Any, p: Any) -> None:
    """Let teams of the pools whose department puts its own work first do that."""
    for t in range(city.teams.shape[0]):
        team = city.teams[t]
        if is_free(team) and team.street < 0:
            u = draw4(now, PRIORITY, team.unique_id)
            if u[0] >= city.departments.responsiveness[team.department]:
                own_work(city, team, p)


@rule
def own_work_last(city: Any, posted: bool, p: Any) -> None:
    """Let teams with time left do own work: those of the pools first, then posted ones."""
    for t in range(city.teams.shape[0]):
        team = city.teams[t]
        if is_free(team) and (team.street >= 0) == posted:
            own_work(city, team, p)


@kernel
def dispatch(city: Any, traces: Any, p: Any, now: Any) -> None:
    """Run the teams' hour: tasks in hand, urgent cases, own work or cases first, then the rest.

    A pool puts cases before its own work with its department's responsiveness.
    """
    go_on(city, now, p)
    match(city, URGENT_ONLY, now, p)
    own_work_first(city, now, p)
    match(city, ALL_CASES, now, p)
    own_work_last(city, False, p)
    own_work_last(city, True, p)


@kernel
def act_on_visits(city: Any, traces: Any, p: Any, now: Any) -> None:
    """Turn visits on cases into stops, so that vendors there meet them this hour."""
    for c in range(city.cells.shape[0]):
        traces.stops[c] += city.cells.visits[c]
        city.cells.visits[c] = 0.0
