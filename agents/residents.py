"""Residents: go out, buy, meet disorder and life on the street, complain to 12345, remember.

Holds the columns and rules of residents. Each row stands for ``weight`` persons. To add a
behaviour, write a rule for one resident and call it from the kernel of its phase.
"""

import math
from typing import Any

import numpy as np

from agents.compiled import inlined, kernel, rule
from agents.rows import FACE_COLUMNS
from agents.streams import TILE, decision, fill_rows
from agents.table import Column

GROUPS = ("settled", "newcomer", "rider", "shopkeeper", "elderly")
HOME, WORK, OUT, TURNED_BACK, AWAY = 0, 1, 2, 3, 4
#: By whose hours somebody goes out: the columns of ``habits.out``.
FREE, WORKER, RIDER, ELDERLY = 0, 1, 2, 3
NO_WANT = -1
#: How a case ends well (``RESOLVED`` in ``twin/mechanisms/columns.py``).
SOLVED = 1
#: Kinds of case: of the street, of the home, of cars, of what is missing, and after a storm.
WASTE, FACILITY, OBSTRUCTION, FOOD, NOISE, HAZARD, ROAD, HOME_REPAIR, PARKING, SERVICE, DAMAGE = (
    range(11)
)
N_KINDS = 11
#: What a report may be about, in the order in which :func:`worst_kind` looks.
BLAMED = (OBSTRUCTION, WASTE, NOISE, FACILITY, ROAD, PARKING, DAMAGE, HAZARD)
#: Trades sold by the mouthful, which live on the common good name of street food.
FOOD_TRADES = (0, 2, 4)

# What every hour reads comes first and lies together; what only outings and evenings read, last.
COLUMNS = (
    *FACE_COLUMNS,
    Column("home", "i4", 0, "", "cell of its home"),
    Column("work", "i4", -1, "", "cell of its work inside the district, -1 without"),
    Column("report_cell", "i4", -1, "", "cell of its open report, -1 none"),
    Column("report_days", "i2", 0, "d", "evenings it has waited for that report"),
    Column("state", "i1", 0, "", "0 home, 1 at work, 2 out, 3 turned back, 4 out of the district"),
    Column("want", "i1", -1, "", "trade wanted on this outing, -1 none"),
    Column("report_kind", "i1", 0, "", "kind of its open report"),
    Column("group", "i1", 0, "", "settled, newcomer, rider, shopkeeper, elderly"),
    Column("rhythm", "i1", 0, "", "whose hours it keeps: free, worker, rider, elderly"),
    Column("floating", "?", 0, "", "without local registration (流动人口)"),
    Column("away", "?", 0, "", "whether its work is outside the district"),
    Column("weight", "f8", 1, "persons", "persons the row stands for"),
    Column("outgoing", "f8", 1, "", "how often it goes out, relative to the habit"),
    Column("taste", "f8", 0.5, "share", "weight of order against liveliness in its judgement"),
    Column("tolerance", "f8", 0.5, "", "how much disorder it bears before it complains"),
    Column("exposure", "f8", 0.1, "index", "running mean of the disorder it meets"),
    Column("need", "f8", 0.1, "share", "running share of hours with a problem at door or home"),
    Column("troubled", "f8", 0, "share", "of its persons, with a trouble at home, told or not"),
    Column("problem_hours", "f8", 0, "person-h", "with a problem at its door or home so far"),
    Column("outing", "f8", 0.5, "index", "running mean of what an outing is worth to it"),
    Column("served", "f8", 0.5, "share", "running share of wants met by somebody"),
    Column("trust", "f8", 0.5, "share", "trust that reporting to 12345 helps"),
    Column("reporting", "f8", 0, "", "reports of its persons still open"),
    Column("reports_made", "f8", 0, "", "reports made so far"),
    Column("trouble", "f8", 0, "persons", "with a trouble at home nobody was told of"),
    Column("told", "f8", 0, "persons", "waiting for help with a trouble at home"),
    Column("told_day", "i4", -1, "d", "when the first of them told of it"),
    Column("reached", "f8", 0.8, "share", "share of public services that reach it"),
    Column("satisfaction", "f8", 0.5, "index", "satisfaction with its street, 0-1"),
    Column("places", "i4", 0, "", "cells it may go to", (6,)),
    Column("distance", "f4", 0, "cells", "how far each of them is from home", (6,)),
)

JUDGEMENT = decision("resident.judgement")


@rule
def is_food(trade: int) -> bool:
    """Tell whether a trade sells food to eat on the street."""
    return trade == 0 or trade == 2 or trade == 4


@inlined
def buy(resident: Any, seen: Any, u: Any, p: Any, marks: Any) -> float:
    """Let one resident try to buy what it wants; give the value of the outing (0-1).

    A vendor of that trade serves with the share ``served``; food is refused where the street's
    food is not trusted; otherwise a fixed shop may have it, unless the crowd bars its door.
    Untidy food makes ill the more, the less market regulation looks into kitchens.
    """
    c = resident.cell
    cell = seen.cells[c]
    street = seen.streets[cell.street]
    trusted = street.food_trust if is_food(resident.want) else 1.0
    from_vendor = trusted * cell.served[resident.want]
    if u[0] < from_vendor:
        marks.bought[c, resident.want] += resident.weight
        danger = p.illness_chance * street.food_risk * cell.untidy_share
        ill = is_food(resident.want) and u[1] < danger
        if ill:
            marks.illness[c] += resident.weight
        return 0.0 if ill else 1.0
    left = (u[0] - from_vendor) / (1.0 - from_vendor)
    if left < cell.shop * (1.0 - p.shop_barred * cell.crowding):
        marks.shopped[c] += resident.weight
        return p.shop_value
    marks.unmet[c] += resident.weight
    return 0.0


@rule
def stroll_value(cell: Any, p: Any) -> float:
    """Give the value of an outing without a purchase: the more trades on show, the better."""
    shown = 0.0
    for k in range(5):
        if cell.supply[k] > 0.0:
            shown += 0.2
    return p.stroll_floor + (1.0 - p.stroll_floor) * shown


@rule
def worst_kind(cell: Any) -> int:
    """Name what a report is about: the worst of what the place shows, -1 for a mere crowd."""
    shown = (
        0.75 * cell.in_the_way, 0.75 * cell.waste_share, 0.6 * cell.noise, 0.4 * cell.fault,
        0.6 * cell.occupied, 0.25 * cell.parked, 0.6 * cell.damage, 0.8 * cell.hazard,
    )  # fmt: skip
    kind, worst = -1, 0.0
    for k in range(8):
        if shown[k] > worst:
            kind, worst = BLAMED[k], shown[k]
    return kind


@rule
def complain(resident: Any, cell: Any, disorder: float, u: float, p: Any) -> float:
    """Give how many reports the persons of this row make to 12345 in this hour.

    Expected reports = rate x trust x max(0, taste x disorder - tolerance / 4) x weight; the
    fraction left over is drawn. One open report per resident at a time.
    """
    anger = resident.taste * disorder - 0.25 * resident.tolerance
    if anger <= 0.0 or resident.report_cell >= 0:
        return 0.0
    return math.floor(p.report_rate * resident.trust * anger * resident.weight + u)


@rule
def needing(resident: Any, at_door: float) -> float:
    """Give the share of a row's persons with a problem: all by disorder at the door, or some."""
    return 1.0 if at_door > 0.2 + 0.4 * resident.tolerance else resident.troubled


@inlined
def feel(resident: Any, seen: Any, u: Any, p: Any, marks: Any) -> None:
    """Let one resident meet what is where it is: exposure, need, and perhaps a report."""
    c = resident.cell
    cell = seen.cells[c]
    out = resident.state == OUT
    disorder = cell.disorder if out else cell.disorder_home
    pace = p.exposure_learning * (p.outing_weight if out else 1.0)
    resident.exposure += pace * (disorder - resident.exposure)
    needy = needing(resident, seen.cells[resident.home].disorder_home)
    resident.need += p.exposure_learning * (needy - resident.need)
    resident.problem_hours += needy * resident.weight
    reports = complain(resident, cell, disorder, u[2], p)
    kind = worst_kind(cell) if reports > 0.0 else -1
    if kind >= 0:
        marks.reports[c, kind] += reports
        resident.reports_made += reports
        resident.reporting = reports
        resident.report_cell = c
        resident.report_kind = kind


@inlined
def live_one(resident: Any, seen: Any, u: Any, p: Any, marks: Any) -> None:
    """Let one resident buy or stroll if it is out, and feel what is where it is."""
    if resident.state == OUT:
        if resident.want >= 0:
            value = buy(resident, seen, u, p, marks)
            met = 1.0 if value > 0.0 else 0.0
            resident.served += p.outing_learning * (met - resident.served)
        else:
            value = stroll_value(seen.cells[resident.cell], p)
        resident.outing += p.outing_learning * (value - resident.outing)
    feel(resident, seen, u, p, marks)


@kernel
def live_hour(me: Any, seen: Any, marks: Any, p: Any, now: Any) -> None:
    """Run the second half of a resident's waking hour: buy, feel, report."""
    if not seen.habits.awake:
        return
    tile = np.empty((4, TILE))
    for start in range(0, me.shape[0], TILE):
        block = me[start : start + TILE]
        fill_rows(tile, block, now, JUDGEMENT)
        for i in range(block.shape[0]):
            if block[i].alive and block[i].state != AWAY:
                u = (tile[0, i], tile[1, i], tile[2, i], tile[3, i])
                live_one(block[i], seen, u, p, marks)


@rule
def judge_service(resident: Any, seen: Any, p: Any, now: Any) -> None:
    """Judge how the own report ended: trust in 12345 rises if it was solved, falls if not.

    While it is open trust wears down a little every day. Of a row's persons only those who
    reported have learned something, so that a step counts by their share.
    """
    if resident.report_cell < 0:
        return
    resident.report_days += 1
    share = min(1.0, resident.reporting / resident.weight)
    cell = seen.cells[resident.report_cell]
    ended = cell.closed_at[resident.report_kind] > now.tick - 24 * resident.report_days
    if not ended:
        resident.trust -= p.trust_wear * share * resident.trust
        return
    if cell.last_outcome[resident.report_kind] == SOLVED:
        resident.trust += p.trust_step * share * (1.0 - resident.trust)
    else:
        resident.trust -= p.trust_step * share * resident.trust
    resident.report_cell = -1
    resident.report_days = 0
    resident.reporting = 0.0


@rule
def hear_of_service(resident: Any, seen: Any, p: Any) -> None:
    """Move trust by what is said in the street: towards first trust x (0.5 + share solved).

    Most people never report: what they believe of 12345 is what they hear of others' reports.
    """
    first = p.trust_floating if resident.floating else p.trust_local
    solved = seen.streets[seen.cells[resident.home].street].resolved
    resident.trust += p.trust_hearsay * (min(1.0, first * (0.5 + solved)) - resident.trust)


@rule
def satisfaction_of(resident: Any, sorting: float, p: Any) -> float:
    """Give satisfaction (0-1): geometric in order met, liveliness enjoyed, and service.

    (o^w v^(1-w))^(1-s) c^s with o = 1 / (1 + exposure / scale), v = min(1, 1.3 outing),
    c = reached / (1 + need / 0.3); unmet need counts whether or not it was reported. Having to
    sort waste (share ``sorting``) bothers those most who care least for order.
    """
    order = 1.0 / (1.0 + resident.exposure / p.disorder_scale)
    lively = min(1.0, 1.3 * resident.outing)
    service = resident.reached / (1.0 + resident.need / 0.3)
    service *= 1.0 - p.sorting_bother * sorting * (1.0 - resident.taste)
    street = math.pow(order, resident.taste) * math.pow(max(lively, 1e-3), 1.0 - resident.taste)
    return math.pow(street, 1.0 - p.service_weight) * math.pow(service, p.service_weight)


@kernel
def reflect(me: Any, seen: Any, marks: Any, p: Any, now: Any) -> None:
    """Run a resident's evening: judge the service it got and its satisfaction."""
    for i in range(me.shape[0]):
        resident = me[i]
        if resident.alive:
            judge_service(resident, seen, p, now)
            hear_of_service(resident, seen, p)
            sorting = seen.zones[seen.cells[resident.home].zone].sorting
            resident.satisfaction = satisfaction_of(resident, sorting, p)
