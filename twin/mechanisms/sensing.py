"""Sensing: reports, sightings by patrols and collectors, and illness become cases.

Truth, detection, report and record are four stages: what is there (``cells``), who notices it
(here), who reports it (``agents/residents.py``), and what is filed (``cases``).
"""

import math
from typing import Any

from agents.compiled import kernel, rule
from agents.residents import FOOD, N_KINDS
from agents.streams import decision, draw4
from twin.mechanisms.cases import open_case
from twin.mechanisms.columns import FROM_COLLECTOR, FROM_PATROL, FROM_RESIDENT
from twin.mechanisms.kinds import seen_from_street, shows

SIGHT = decision("case.sight")
ALARM = decision("case.alarm")


@rule
def notice(city: Any, trace: Any, c: int, now: Any, p: Any) -> int:
    """Give who, besides residents, looks at a cell this hour: patrol, collector, or -1."""
    if trace.stops + trace.known_stops > 0.0:
        return FROM_PATROL
    u = draw4(now, SIGHT, c)
    daytime = 8 <= now.hour < 20
    return FROM_COLLECTOR if daytime and u[0] < p.collector_rounds else -1


@rule
def take_reports(city: Any, trace: Any, c: int, now: Any, p: Any) -> None:
    """File the residents' reports of one cell: join the open case of the kind or open one."""
    cell = city.cells[c]
    for kind in range(N_KINDS):
        reports = trace.reports[kind]
        if reports <= 0.0:
            continue
        cell.complaints += reports
        cell.day_reports += reports
        cell.reports_total += reports
        city.book[0].reports[kind] += reports
        if cell.open_case[kind] < 0:
            open_case(city, (c, kind, FROM_RESIDENT), now, p)
        city.cases.reports[cell.open_case[kind]] += reports


@rule
def alarms(ill: float, c: int, now: Any, p: Any) -> bool:
    """Tell whether illness raises the alarm: chance 1 - exp(-persons ill / alarm), at any scale."""
    if ill <= 0.0:
        return False
    return draw4(now, ALARM, c)[0] < 1.0 - math.exp(-ill / p.food_alarm)


@kernel
def sense(city: Any, traces: Any, p: Any, now: Any) -> None:
    """Turn reports, sightings and illness of the hour into cases, cell by cell."""
    for c in range(city.cells.shape[0]):
        trace = traces[c]
        cell = city.cells[c]
        take_reports(city, trace, c, now, p)
        cell.day_illness += trace.illness
        cell.day_unmet += trace.unmet
        cell.day_dealt += trace.advised + trace.fined + trace.seized
        if trace.stops + trace.known_stops > 0.0:
            cell.vendor_memory += p.vendor_notice * (trace.illegal - cell.vendor_memory)
        if alarms(trace.illness, c, now, p) and cell.open_case[FOOD] < 0:
            open_case(city, (c, FOOD, FROM_RESIDENT), now, p)
        source = notice(city, trace, c, now, p)
        if source < 0:
            continue
        for kind in range(N_KINDS):
            if not seen_from_street(kind):
                continue
            if cell.open_case[kind] < 0 and shows(cell, trace, kind):
                open_case(city, (c, kind, source), now, p)
