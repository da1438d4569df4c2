"""A team's hour of work: the way, the work on the spot, its department's own work.

Which team takes which case is decided in ``twin/mechanisms/dispatch.py``.
"""

import math
from typing import Any

from agents.compiled import rule
from agents.residents import (
    DAMAGE,
    FACILITY,
    FOOD,
    HAZARD,
    HOME_REPAIR,
    NOISE,
    OBSTRUCTION,
    PARKING,
    ROAD,
    WASTE,
)
from agents.streams import decision, draw4
from agents.teams import NO_TASK, OFF_DUTY, PATROL, TRAVELLING, WORKING
from twin.mechanisms.cases import STREET
from twin.mechanisms.columns import DOING, DONE, IN_WORK
from twin.mechanisms.kinds import NEEDS, SIMPLICITY, WORK_HOURS
from twin.mechanisms.own_work import work_on_the_spot
from twin.mechanisms.progress import finish_part, hand_back
from twin.mechanisms.street import collect

PRIORITY = decision("team.priority")
HANDLING = decision("case.handling")


@rule
def travel_km(city: Any, team: Any, cell: int) -> float:
    """Give the way from where a team is to a cell (km, straight line; cells of 100 m)."""
    dx = float(city.cells.x[team.cell] - city.cells.x[cell])
    dy = float(city.cells.y[team.cell] - city.cells.y[cell])
    return 0.1 * math.sqrt(dx * dx + dy * dy)


@rule
def speed(city: Any, team: Any, p: Any) -> float:
    """Give a team's speed (km/h) by the fleet where it stands: on foot, electric, or by car."""
    fleet = city.zones.fleet[city.cells.zone[team.cell]]
    if fleet < 0.5:
        return p.foot_speed
    return p.travel_speed if fleet < 1.5 else p.car_speed


@rule
def unused_to(city: Any, case: Any, p: Any) -> float:
    """Give the competence a street lacks for a case it handles itself (接不住), 0 where others do.

    competence_loss x how hard the kind is (0-1) x (1 - practice of the street).
    """
    if case.holder < STREET or case.whistled:
        return 0.0
    hard = SIMPLICITY[case.kind] / 10.0
    return p.competence_loss * hard * (1.0 - city.streets.practice[case.street, case.kind])


@rule
def work_hours(team: Any, case: Any, d: int, p: Any) -> float:
    """Give the hours a team needs for a part: longer outside its own trade, or tired.

    One handler does all parts of a joint case for ``handler_share`` of their hours together; work
    on a cause takes ``cause_hours`` times as long.
    """
    hours = WORK_HOURS[case.kind]
    if case.one_handler:
        hours *= max(1.0, p.handler_share * NEEDS[case.kind].sum())
    if case.cause:
        hours *= p.cause_hours
    if team.department != d and not team.crew:
        hours *= p.generalist
    return hours * (1.0 + team.fatigue) * (1.0 - p.knowledge_gain * team.knowledge)


@rule
def assign(city: Any, row: int, d: int, t: int, p: Any) -> None:
    """Give a part of a case to a team, which sets out at once."""
    case = city.cases[row]
    team = city.teams[t]
    km = travel_km(city, team, case.cell)
    team.task = row
    team.part = d
    team.state = TRAVELLING
    team.way = km / speed(city, team, p)
    team.left = team.way + work_hours(team, case, d, p) * (1.0 + unused_to(city, case, p))
    team.kilometres += km
    team.cell = case.cell
    if case.first_team == 0:
        case.first_team = team.unique_id
    case.parts[d] = DOING
    case.stage = IN_WORK


@rule
def mend(city: Any, cell: Any, kind: int, p: Any) -> None:
    """Take away what a kind of case is about, where it is a thing and not a person."""
    if kind == WASTE:
        city.city[0].waste_collected += collect(cell, p.clean_share)
    elif kind == FACILITY:
        cell.fault = 0.0
    elif kind == HAZARD:
        cell.hazard = 0.0
    elif kind == HOME_REPAIR:
        cell.homes = 0.0
    elif kind == PARKING:
        cell.parked = 0.0
    elif kind == ROAD:
        cell.occupied = 0.0
    elif kind == DAMAGE:
        city.book[0].damage_cleared += cell.damage
        cell.damage = 0.0


@rule
def is_last(case: Any, d: int) -> bool:
    """Tell whether department ``d``'s part is the last one that is not done."""
    open_parts = 0
    for other in range(5):
        if other != d and NEEDS[case.kind, other] > 0 and case.parts[other] != DONE:
            open_parts += 1
    return open_parts == 0


@rule
def clear(city: Any, case: Any, d: int, now: Any, p: Any) -> None:
    """Do what a part's work does on the spot: visit vendors; with the last part, mend and cure.

    What needs several departments is only gone when all have been there. A street that is not
    used to a kind may handle it wrongly: then nothing has changed.
    """
    cell = city.cells[case.cell]
    if draw4(now, HANDLING, case.cell * 16 + case.kind)[0] < unused_to(city, case, p):
        return
    if case.kind == OBSTRUCTION or case.kind == NOISE or case.kind == ROAD or case.kind == FOOD:
        cell.visits += 1.0
    if not is_last(case, d):
        return
    mend(city, cell, case.kind, p)
    if case.cause:
        cell.cure[case.kind] = max(cell.cure[case.kind], p.cure_strength)


@rule
def work_on(city: Any, team: Any, now: Any, p: Any) -> None:
    """Let a team travel to and work on its task for what is left of its hour."""
    case = city.cases[team.task]
    hours = min(team.left, team.spare)
    way = min(team.way, hours)
    team.way -= way
    team.left -= hours
    team.spare -= hours
    team.travel_hours += way
    team.case_hours += hours
    case.work_spent += hours
    team.state = TRAVELLING if team.way > 0.0 else WORKING
    if team.left <= 1e-9:
        clear(city, case, team.part, now, p)
        finish_part(city, case, team.part, now, p)
        team.task = NO_TASK
        team.state = PATROL


@rule
def own_work(city: Any, team: Any, p: Any) -> None:
    """Let a team spend the rest of its hour on its department's own work.

    What lies in the streets comes first. Teams posted to a street are away from the rest: of their
    hours on it only ``posted_own_work`` counts.
    """
    work_on_the_spot(city, team)
    department = city.departments[team.department]
    worth = p.posted_own_work if team.street >= 0 else 1.0
    hours = team.spare
    if worth * hours > department.routine:
        hours = department.routine / worth
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
    return team.spare > 0.0 and team.task == NO_TASK and not team.crew


@rule
def own_work_first(city: Any, now: Any, p: Any) -> None:
    """Let teams of the pools whose department puts its own work first do that.

    While the city's operations centre (城运中心) is on alert, own work waits.
    """
    if city.weather.alert[0] > 0.0:
        return
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
