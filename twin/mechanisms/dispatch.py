"""Which team takes which case: rank in the queue, who may, and the rule of dispatch.

Departments are a callable pool with work of their own; streets have the teams posted to them and
may call on the pool when a case has waited long. Delays come out of queues, travel and hand-overs.
"""

import math
from typing import Any

import numpy as np

from agents.compiled import inlined, kernel, rule
from agents.residents import DAMAGE, HAZARD
from agents.teams import NO_TASK
from twin.mechanisms.cases import STREET
from twin.mechanisms.columns import FROM_RESIDENT, IN_WORK, TO_DO, WAITING
from twin.mechanisms.kinds import SEVERITY, shows_now
from twin.mechanisms.work import (
    assign,
    go_on,
    own_work_first,
    own_work_last,
    speed,
    travel_km,
    work_hours,
    work_on,
)

URGENT_ONLY, ALL_CASES = 0, 1
#: The rules of dispatch, as the lever ``dispatch`` numbers them.
FIRST_COME, NEAREST, BY_PRIORITY, OPTIMISED = range(4)


@rule
def rule_of(city: Any, case: Any) -> int:
    """Give the rule of dispatch in force where a case is."""
    return int(city.zones.dispatch[city.cells.zone[case.cell]] + 0.5)


@inlined
def rank_of(city: Any, case: Any, p: Any) -> float:
    """Give a case's place in the queue, as the hour at which it would have come in plainly.

    Danger, the street's request (建议权), the hotline's rules and a street's effort for its score
    each move it ahead by some hours.
    """
    zone = city.zones[city.cells.zone[case.cell]]
    ahead = 0.0
    if zone.dispatch >= BY_PRIORITY:
        ahead += p.priority_hours * SEVERITY[case.kind]
    if case.holder < STREET:
        ahead += p.suggestion_hours * zone.suggestion * math.log2(1.0 + case.reports)
    if case.hotline:
        ahead += p.hotline_hours
    if case.source == FROM_RESIDENT and case.holder >= STREET:
        ahead += p.effort_hours * city.streets.effort[case.street]
    return case.collected - ahead


@rule
def rank_cases(city: Any, p: Any) -> None:
    """Order the open cases by rank; those of equal rank stay in the order in which they came."""
    n = city.city[0].n_open
    ranks = np.empty(n)
    for k in range(n):
        case = city.cases[city.queue[k]]
        case.rank = rank_of(city, case, p)
        ranks[k] = case.rank
    order = np.argsort(ranks, kind="mergesort")
    for k in range(n):
        city.order[k] = city.queue[order[k]]


@rule
def helps_over_border(city: Any, team: Any, case: Any) -> bool:
    """Tell whether a posted team helps next door: the streets agreed on this matter's border."""
    if city.cells.border[case.cell] != team.street:
        return False
    return case.matter < city.zones.neighbours[city.cells.zone[case.cell]]


@inlined
def posted_may(city: Any, team: Any, case: Any, d: int) -> bool:
    """Tell whether a posted team may take a part of a street's case.

    Where the street commands all trades as one (综合管理权) any of its teams may; else only those
    of the part's own trade.
    """
    if team.street != case.street and not helps_over_border(city, team, case):
        return False
    return team.department == d or (case.commanded and not case.whistled)


@inlined
def eligible(city: Any, team: Any, part: Any, waited: float, p: Any) -> bool:
    """Tell whether a team may take department ``d``'s part of a case that waited some hours.

    Street-held: teams posted there; the pool of the trade once it has waited for ``overflow``
    hours (at once at a whistle). Department-held: its pool. Whoever holds it, posted teams of the
    trade are called back from their streets after ``recall`` hours, so that nothing waits for a
    pool that was posted away. Crews clear storm damage only; nobody does while the wind is too
    strong to work outside.
    """
    case, d = part
    if case.kind == DAMAGE and city.weather.wind[0] > p.storm_stop:
        return False
    if team.crew:
        return case.kind == DAMAGE
    if case.holder >= STREET:
        if team.street >= 0 and posted_may(city, team, case, d):
            return True
        if team.department != d:
            return False
        if case.whistled or (team.street < 0 and waited >= case.overflow):
            return True
        return waited >= max(case.overflow, case.recall)
    return team.department == d and (team.street < 0 or waited >= case.recall)


@rule
def may_start(team: Any) -> bool:
    """Tell whether a team has time for a new task this hour."""
    return team.spare > 0.02 and team.task == NO_TASK


@rule
def burden(city: Any, team: Any, case: Any, first_come: bool) -> float:
    """Give what speaks against a team: the way to the case, or its hours if it goes by turn."""
    return team.case_hours if first_come else travel_km(city, team, case.cell)


@inlined
def any_trade_may(case: Any) -> bool:
    """Tell whether teams of other trades than a part's own may take it, if posted."""
    return case.commanded


@inlined
def best_team(city: Any, part: Any, free: Any, now: Any, p: Any) -> int:
    """Give the team that takes a part by the rule in force, or -1 where none may.

    ``free`` holds the rows of the teams that had time when the hour's cases were gone through, and
    where each trade begins. First come: whose turn it is (fewest case hours so far); else whoever
    is nearest.
    """
    rows, first = free
    case, d = part
    first_come = rule_of(city, case) == FIRST_COME
    waited = now.tick - case.ready
    best = -1
    least = 1e18
    start, end = (0, first[5]) if any_trade_may(case) else (first[d], first[d + 1])
    for k in range(start, end):
        t = rows[k]
        team = city.teams[t]
        if not may_start(team) or not eligible(city, team, (case, d), waited, p):
            continue
        weight = burden(city, team, case, first_come)
        tie = weight == least and team.unique_id < city.teams.unique_id[best]
        if weight < least or tie:
            best, least = t, weight
    return best


@rule
def is_urgent(case: Any, now: Any, p: Any) -> bool:
    """Tell whether a case goes before own work: danger, damage, a whistle, a tier about to end."""
    if case.whistled or case.kind == HAZARD or case.kind == DAMAGE:
        return True
    return case.hotline and case.deadline - now.tick < p.hotline_margin


@rule
def may_be_taken(case: Any, now: Any) -> bool:
    """Tell whether a case has parts for teams to take this hour."""
    if case.stage != WAITING and case.stage != IN_WORK:
        return False
    return case.ready <= now.tick and shows_now(case.kind, now.hour)


@inlined
def free_teams(city: Any) -> Any:
    """Give the rows of the teams that may start something now, trade by trade: at night few.

    And, as a second array, the place of each trade's first (``d + 1``: where it ends).
    """
    rows = np.empty(city.teams.shape[0], np.int64)
    first = np.zeros(6, np.int64)
    n = 0
    for d in range(5):
        for t in range(city.teams.shape[0]):
            if city.teams.department[t] == d and may_start(city.teams[t]):
                rows[n] = t
                n += 1
        first[d + 1] = n
    return rows, first


@rule
def match(city: Any, mode: int, now: Any, p: Any) -> None:
    """Go through the open cases by rank, and give each part to do to a team by the rule."""
    free = free_teams(city)
    for k in range(city.city[0].n_open):
        row = city.order[k]
        case = city.cases[row]
        if not may_be_taken(case, now) or (mode == URGENT_ONLY and not is_urgent(case, now, p)):
            continue
        for d in range(5):
            if case.parts[d] == TO_DO and may_be_taken(case, now):
                t = best_team(city, (case, d), free, now, p)
                if t >= 0:
                    assign(city, row, d, t, p)
                    work_on(city, city.teams[t], now, p)


@kernel
def begin_hour(city: Any, traces: Any, p: Any, now: Any) -> None:
    """Begin the teams' hour: tasks in hand, urgent cases, and own work where that goes first.

    A pool puts cases before its own work with its department's responsiveness.
    """
    go_on(city, now, p)
    rank_cases(city, p)
    match(city, URGENT_ONLY, now, p)
    own_work_first(city, now, p)


@kernel
def finish_hour(city: Any, traces: Any, p: Any, now: Any) -> None:
    """Finish the teams' hour: the other cases, then own work."""
    match(city, ALL_CASES, now, p)
    own_work_last(city, False, p)
    own_work_last(city, True, p)


@rule
def optimises(city: Any) -> bool:
    """Tell whether the optimised rule is in force in some zone."""
    highest = 0.0
    for z in range(city.zones.shape[0]):
        highest = max(highest, city.zones.dispatch[z])
    return highest >= OPTIMISED - 0.5


@kernel
def open_offers(city: Any, offers: Any, now: Any) -> int:
    """List the parts that the optimised rule may assign, as rows of (case, department)."""
    n = 0
    for k in range(city.city[0].n_open):
        row = city.order[k]
        case = city.cases[row]
        if rule_of(city, case) != OPTIMISED or not may_be_taken(case, now):
            continue
        for d in range(5):
            if case.parts[d] == TO_DO and n < offers.shape[0]:
                offers[n, 0], offers[n, 1] = row, d
                n += 1
    return n


@kernel
def price_offers(city: Any, offers: Any, prices: Any, p: Any, now: Any) -> None:
    """Price every (part, team): hours of way and work less the urge to start; barred: infinite."""
    for k in range(offers.shape[0]):
        case = city.cases[offers[k, 0]]
        urge = p.urge_weight * (now.tick - case.rank)
        for t in range(city.teams.shape[0]):
            team = city.teams[t]
            prices[k, t] = math.inf
            if may_start(team) and eligible(
                city, team, (case, offers[k, 1]), now.tick - case.ready, p
            ):
                way = travel_km(city, team, case.cell) / speed(city, team, p)
                prices[k, t] = way + work_hours(team, case, offers[k, 1], p) - urge


@kernel
def take_offers(city: Any, offers: Any, teams: Any, p: Any, now: Any) -> None:
    """Send the chosen teams to the chosen parts."""
    for k in range(offers.shape[0]):
        assign(city, offers[k, 0], offers[k, 1], teams[k], p)
        work_on(city, city.teams[teams[k]], now, p)


@kernel
def act_on_visits(city: Any, traces: Any, p: Any, now: Any) -> None:
    """Turn visits on cases into stops, so that vendors there meet them this hour."""
    for c in range(city.cells.shape[0]):
        traces.stops[c] += city.cells.visits[c]
        city.cells.visits[c] = 0.0
