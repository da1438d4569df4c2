"""How a case begins: it is filed, and who may act on it decides its way.

信息收集 collect, 案卷建立 file, 任务派遣 dispatch, 任务处理 handle, 处理反馈 report back, 核查结案
verify, 综合评价 evaluate. Who sees it and who may act are different: a case whose street lacks the
power travels the desks of the organisation graph, in office hours, one hand-over after another. How
it goes on and ends is in ``twin/mechanisms/progress.py``.
"""

from typing import Any

from agents.compiled import kernel, rule
from agents.residents import DAMAGE, NOISE, OBSTRUCTION, ROAD
from agents.streams import decision, draw4
from twin.mechanisms.columns import (
    BLOCKED,
    DESK,
    DONE,
    FROM_PREDICTION,
    FROM_RESIDENT,
    TO_DO,
    WAITING,
)
from twin.mechanisms.kinds import NEEDS, SIMPLICITY, TIER_HOURS

STREET = 5  # holders from here on are street offices

MATTER = decision("case.matter")
WAY = decision("case.way")


@rule
def street_may_close(kind: int, matter: float, authority: float) -> bool:
    """Tell whether a street may close a matter itself: simple kinds first, matter by matter."""
    return (SIMPLICITY[kind] + matter) / 11.0 < authority


@rule
def begin_parts(case: Any, at_once: bool) -> None:
    """Mark the parts a case needs: all to do at once, or one after the other.

    With one handler (高效处置一件事) whoever does the first part does the others with it.
    """
    first = True
    for d in range(5):
        needed = NEEDS[case.kind, d] > 0
        case.parts[d] = (TO_DO if at_once or first else BLOCKED) if needed else 0
        if needed and not first and case.one_handler:
            case.parts[d] = DONE
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
def whistle(city: Any, case: Any, zone: Any, now: Any, p: Any) -> None:
    """Let the street whistle (吹哨报到): departments report at once, their own work waits for it.

    The tighter the deadline, the more it costs: cost x (0.5 + 0.25 h / deadline), which is
    ``whistle_cost`` at the 30 minutes of Beijing's rule.
    """
    begin_parts(case, True)
    case.whistled = True
    case.stage = WAITING
    case.ready = now.tick + zone.whistle_deadline
    case.dispatched = case.ready
    city.book[0].whistles += 1.0
    cost = p.whistle_cost * (0.5 + 0.25 / zone.whistle_deadline)
    for d in range(5):
        if case.parts[d] == TO_DO:
            city.departments.routine[d] += cost


@rule
def send_up(city: Any, case: Any, lost: bool, p: Any) -> None:
    """Send a case up the organisation: desk hours for every hand-over, more if misrouted.

    The hotline's hall sends its cases straight to the department: one hand-over. While the city's
    operations centre (城运中心) is on alert it sends storm damage out itself: no desk.
    """
    begin_parts(case, False)
    d = first_part(case)
    case.holder = d
    if case.kind == DAMAGE and city.weather.alert[0] > 0.0:
        case.stage = WAITING
        case.ready = case.dispatched = case.filed
        return
    steps = city.streets.desks[case.street, d]
    if case.hotline:
        steps = min(steps, 1.0)
    case.stage = DESK
    case.desk = steps * p.desk_hours
    if lost:
        case.misrouted = True
        case.desk += 2.0 * p.desk_hours
        city.book[0].misrouted += 1.0


@rule
def has_hands(office: Any, case: Any) -> bool:
    """Tell whether a street has teams of its own that may do the first part of a case."""
    if case.commanded:
        return office.posted.sum() > 0.0
    return office.posted[first_part(case)] > 0.0


@rule
def keep_in_street(office: Any, case: Any, now: Any) -> None:
    """Let the street handle a case itself: at once if it commands all trades, else in turn.

    A street without hands of its own calls on the pool at once: it has none to wait for.
    """
    begin_parts(case, case.commanded)
    if not has_hands(office, case):
        case.overflow = 0.0
    case.holder = STREET + case.street
    case.stage = WAITING
    case.ready = now.tick + 1.0
    case.dispatched = case.ready


@rule
def route(city: Any, case: Any, now: Any, p: Any, u: Any) -> None:
    """Decide who holds a new case: the street, departments at a whistle, or one up the line."""
    zone = city.zones[city.cells.zone[case.cell]]
    v = draw4(now, WAY, case.cell * 16 + case.kind)
    case.one_handler = case.joint and v[0] < zone.onething
    case.commanded = v[1] < zone.management
    case.hotline = case.source == FROM_RESIDENT and v[2] < zone.hotline
    case.lacked = not street_may_close(case.kind, case.matter, zone.authority)
    if not case.lacked:
        keep_in_street(city.streets[case.street], case, now)
    elif case.joint and u[1] < zone.whistle:
        case.holder = STREET + case.street
        whistle(city, case, zone, now, p)
    else:
        send_up(city, case, u[2] < p.misroute * (1.0 - p.platform_sorting * zone.platform), p)


@rule
def about_stalls(cell: Any, kind: int) -> bool:
    """Tell whether a case is filed under street trade (占道经营): stalls in the way, on a road.

    A road may be taken over by stalls, or by shops and works. Noise and food safety are categories
    of their own in hotlines' lists, whoever makes the noise.
    """
    return kind == OBSTRUCTION or (kind == ROAD and cell.illegal > 0.0)


@rule
def new_case(city: Any, what: tuple[int, int, int], now: Any, p: Any) -> int:
    """Take the next row of the table for a case of a cell, kind and source; give the row."""
    c, kind, source = what
    record = city.city[0]
    row = record.n_cases
    case = city.cases[row]
    record.n_cases += 1
    city.queue[record.n_open] = row
    record.n_open += 1
    case.kind = kind
    case.cell = c
    case.street = city.cells.street[c]
    case.source = source
    case.joint = kind == NOISE or kind == ROAD
    case.stalls = about_stalls(city.cells[c], kind)
    city.book[0].opened_stalls += 1.0 if case.stalls else 0.0
    case.again = now.tick - city.cells.closed_at[c, kind] < 30 * 24
    case.collected = now.tick
    case.filed = now.tick
    case.deadline = now.tick + TIER_HOURS[kind]
    case.overflow = city.zones.overflow[city.cells.zone[c]]
    case.recall = p.recall_hours
    city.cells.open_case[c, kind] = row
    city.book[0].opened[source] += 1.0
    city.book[0].opened_kind[kind] += 1.0
    city.book[0].opened_again += 1.0 if case.again else 0.0
    return row


@rule
def open_case(city: Any, what: tuple[int, int, int], now: Any, p: Any) -> None:
    """Open a case of a cell, kind and source, and send it on its way."""
    row = new_case(city, what, now, p)
    case = city.cases[row]
    u = draw4(now, MATTER, case.cell * 16 + case.kind)
    case.matter = u[0]
    city.cells.recurred[case.cell, case.kind] += 1.0
    route(city, case, now, p, u)


@kernel
def open_causes(city: Any, places: Any, kinds: Any, p: Any, now: Any) -> None:
    """Open work on the causes of what recurs (未诉先办): planned, so no desk delays it."""
    for k in range(places.shape[0]):
        if city.cells.open_case[places[k], kinds[k]] >= 0:
            continue
        row = new_case(city, (places[k], kinds[k], FROM_PREDICTION), now, p)
        case = city.cases[row]
        case.cause = True
        case.joint = False
        begin_parts(case, True)
        case.holder = first_part(case)
        case.stage = WAITING
        case.ready = now.tick
        case.dispatched = now.tick
