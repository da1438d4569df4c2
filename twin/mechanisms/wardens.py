"""Wardens of micro-grids (微网格): look, knock at doors, settle small matters or escalate.

Who settles much hides what it only patches; who escalates everything floods the departments. The
lever ``settle`` decides between the two.
"""

import math
from typing import Any

from agents.compiled import kernel, rule
from agents.residents import FACILITY, N_KINDS, OBSTRUCTION, PARKING, WASTE
from agents.streams import decision, draw4
from twin.mechanisms.cases import open_case
from twin.mechanisms.columns import FROM_WARDEN
from twin.mechanisms.sensing import arise, in_view, know
from twin.mechanisms.street import collect

ROUND = decision("warden.round")
SETTLE = decision("warden.settle")
#: First hour of the wardens' day, and the hour at which it is over.
FROM, UNTIL = 8, 20


@rule
def settle_waste(city: Any, c: int, p: Any) -> bool:
    """Sweep up waste that is not too much for a pair of hands; tell whether it was (bags)."""
    cell = city.cells[c]
    if cell.waste > p.warden_load:
        return False
    city.city[0].waste_collected += collect(cell, p.clean_share)
    return True


@rule
def settle_on_the_spot(city: Any, trace: Any, c: int, kind: int, p: Any) -> bool:
    """Settle a small matter by hand or word; tell whether that was possible.

    A facility is patched, and breaks again sooner. A vendor is advised: a stop that knows its beat.
    """
    cell = city.cells[c]
    if kind == WASTE:
        return settle_waste(city, c, p)
    if kind == PARKING:
        cell.parked = 0.0
        return True
    if kind == FACILITY:
        cell.fault = 0.0
        cell.patched = 1.0
        return True
    if kind == OBSTRUCTION:
        trace.known_stops += 1.0
        trace.advice += 1.0
        return True
    return False


@rule
def deal_with(city: Any, traces: Any, what: tuple[int, int, float], now: Any, p: Any) -> None:
    """Settle or escalate one matter; ``what`` is its cell, its kind and a number drawn for it."""
    c, kind, u = what
    cell = city.cells[c]
    know(city, c, kind)
    if u < city.zones.settle[cell.zone] and settle_on_the_spot(city, traces[c], c, kind, p):
        city.book[0].settled += 1.0
    elif cell.open_case[kind] < 0:
        open_case(city, (c, kind, FROM_WARDEN), now, p)


@rule
def look_round(city: Any, traces: Any, c: int, now: Any, p: Any) -> None:
    """Let a warden look at a cell and knock at its doors; troubles at home come out that evening.

    A check from door to door of a micro-grid takes 3-5 h (30-100 households).
    """
    city.cells.knocked[c] = 1.0
    city.book[0].warden_hours += p.warden_look
    arise(city.cells[c], traces[c], city.book[0])
    u = draw4(now, SETTLE, c)
    for kind in range(N_KINDS):
        if in_view(city.cells[c], traces[c], kind):
            deal_with(city, traces, (c, kind, u[kind % 4]), now, p)


@kernel
def go_round(city: Any, traces: Any, p: Any, now: Any) -> None:
    """Run the wardens' hour: each cell is looked at with chance 1 - exp(-wardens x rounds)."""
    if now.hour < FROM or now.hour >= UNTIL:
        return
    for c in range(city.cells.shape[0]):
        n = city.zones.wardens[city.cells.zone[c]]
        if n > 0.0 and draw4(now, ROUND, c)[0] < 1.0 - math.exp(-n * p.warden_rounds):
            look_round(city, traces, c, now, p)
