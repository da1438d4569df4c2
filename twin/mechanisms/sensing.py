"""Sensing: reports, sightings by patrols, collectors, volunteers and sensors, and illness.

Truth, detection, report and record are four stages: what is there (``cells``, counted as
``arisen``), who notices it (here, counted as ``noticed``), who reports it (``agents/residents.py``
and ``agents/troubles.py``), and what is filed (``cases``).
"""

import math
from typing import Any

from agents.compiled import inlined, kernel, rule
from agents.residents import (
    DAMAGE,
    FACILITY,
    FOOD,
    HAZARD,
    HOME_REPAIR,
    N_KINDS,
    NOISE,
    OBSTRUCTION,
    ROAD,
    SERVICE,
    WASTE,
)
from agents.streams import decision, draw4
from agents.troubles import TELLING_HOUR
from twin.mechanisms.cases import open_case
from twin.mechanisms.columns import (
    FROM_COLLECTOR,
    FROM_PATROL,
    FROM_RESIDENT,
    FROM_SENSOR,
    FROM_WARDEN,
)
from twin.mechanisms.kinds import NEEDS, seen_from_street, shows

SIGHT = decision("case.sight")
FILING = decision("case.filing")
ALARM = decision("case.alarm")
STORM_WATCH = decision("case.storm_watch")
TWICE = decision("case.twice")
REQUEST = decision("case.request")
#: Kinds a sensor or a camera tells.
SENSED = (WASTE, HAZARD, ROAD, NOISE, DAMAGE)
#: Kinds volunteers send in.
VOLUNTEERED = (FACILITY, HAZARD)


@rule
def in_view(cell: Any, trace: Any, kind: int) -> bool:
    """Tell whether somebody who passes can see or hear the cause of a kind."""
    return seen_from_street(kind) and shows(cell, trace, kind)


@inlined
def arise(cell: Any, trace: Any, book: Any) -> bool:
    """Count what has come up in the street since the last hour; tell whether anything is there."""
    anything = False
    for kind in range(N_KINDS):
        there = in_view(cell, trace, kind)
        if there and cell.present[kind] == 0 and kind != DAMAGE:
            book.arisen[kind] += 1.0
        cell.present[kind] = 1 if there else 0
        cell.known[kind] = cell.known[kind] if there else 0
        anything = anything or there
    return anything


@rule
def team_stops(trace: Any) -> float:
    """Give the stops of teams there this hour (advice by a warden is none)."""
    return trace.stops + trace.known_stops - trace.advice


@rule
def know(city: Any, c: int, kind: int) -> None:
    """Note that somebody knows of what is there: counted once, until it is gone."""
    cell = city.cells[c]
    if cell.present[kind] != 0 and cell.known[kind] == 0:
        cell.known[kind] = 1
        city.book[0].noticed[kind] += 1.0


@rule
def file_seen(city: Any, what: tuple[int, int, int], now: Any, p: Any) -> None:
    """File what somebody saw (cell, kind, source), unless there is a case of it."""
    c, kind, _ = what
    know(city, c, kind)
    if city.cells.open_case[c, kind] < 0:
        open_case(city, what, now, p)


@inlined
def look_by_day(city: Any, trace: Any, c: int, now: Any, p: Any) -> None:
    """Let collectors (信息采集员) and volunteers pass by day, and file what they see.

    Chance to pass = 1 - exp(-rounds x how many there are). Of stalls collectors file the share
    that the filing standard asks for. Volunteers tell of facilities and hazards only.
    """
    cell = city.cells[c]
    zone = city.zones[cell.zone]
    u = draw4(now, SIGHT, c)
    if u[0] < 1.0 - math.exp(-p.collector_rounds * zone.collectors):
        for kind in range(N_KINDS):
            worth = kind != OBSTRUCTION or u[2] < p.stall_filing
            if worth and in_view(cell, trace, kind):
                file_seen(city, (c, kind, FROM_COLLECTOR), now, p)
    volunteers = zone.coproduction * (0.5 + 0.5 * city.streets.trust[cell.street])
    if u[1] < 1.0 - math.exp(-p.volunteer_eyes * volunteers):
        for kind in VOLUNTEERED:
            if shows(cell, trace, kind):
                file_seen(city, (c, kind, FROM_RESIDENT), now, p)


@inlined
def look_on_patrol(city: Any, trace: Any, c: int, now: Any, p: Any) -> None:
    """Let a patrol file some of what it sees, but no stalls: those it settles there (简易处置)."""
    if team_stops(trace) <= 0.0:
        return
    files = draw4(now, FILING, c)[0] < p.patrol_filing
    for kind in range(N_KINDS):
        if kind == OBSTRUCTION or kind == NOISE:
            know(city, c, kind)
        elif files and in_view(city.cells[c], trace, kind):
            file_seen(city, (c, kind, FROM_PATROL), now, p)


@inlined
def look_with_sensors(city: Any, trace: Any, c: int, now: Any, p: Any) -> None:
    """Let sensors tell, where there are some, day and night."""
    cell = city.cells[c]
    if cell.lot < city.zones.sensors[cell.zone]:
        for kind in SENSED:
            if shows(cell, trace, kind):
                file_seen(city, (c, kind, FROM_SENSOR), now, p)


@rule
def file_twice(city: Any, c: int, kind: int, now: Any, p: Any) -> None:
    """Let a report on an open case be filed again by mistake, unless a platform merges the two.

    Chance = duplicate_share x (1 - platform); who handles the kind loses ``duplicate_hours`` of own
    work on finding it out.
    """
    chance = p.duplicate_share * (1.0 - city.zones.platform[city.cells.zone[c]])
    if draw4(now, TWICE, c * 16 + kind)[0] >= chance:
        return
    city.book[0].duplicates += 1.0
    for d in range(5):
        if NEEDS[kind, d] > 0:
            city.departments.routine[d] += p.duplicate_hours
            return


@inlined
def take_reports(city: Any, trace: Any, c: int, now: Any, p: Any) -> None:
    """File the residents' reports of one cell: join the open case of the kind or open one.

    Troubles at home and requests are no complaints about the place.
    """
    cell = city.cells[c]
    for kind in range(N_KINDS):
        reports = trace.reports[kind]
        if reports <= 0.0:
            continue
        if kind != HOME_REPAIR and kind != SERVICE:
            cell.complaints += reports
            cell.day_reports += reports
        cell.reports_total += reports
        city.book[0].reports[kind] += reports
        if cell.open_case[kind] >= 0:
            file_twice(city, c, kind, now, p)
        file_seen(city, (c, kind, FROM_RESIDENT), now, p)
        city.cases.reports[cell.open_case[kind]] += reports


@inlined
def open_doors(cell: Any, trace: Any, book: Any) -> None:
    """Take in, each evening, troubles at home: told of, or found out by wardens and outreach.

    Where no case is open nobody waits; who tells tonight waits for the case of tonight.
    """
    told = trace.reports[HOME_REPAIR]
    cell.homes = cell.homes if cell.open_case[HOME_REPAIR] >= 0 else 0.0
    cell.homes += told + trace.found
    cell.knocked = 0.0
    book.arisen[HOME_REPAIR] += trace.troubles
    book.noticed[HOME_REPAIR] += told + trace.found


@rule
def file_found(city: Any, trace: Any, c: int, now: Any, p: Any) -> None:
    """File what was found out at home where nobody told of anything."""
    told = trace.reports[HOME_REPAIR]
    if trace.found > 0.0 and told <= 0.0 and city.cells.open_case[c, HOME_REPAIR] < 0:
        open_case(city, (c, HOME_REPAIR, FROM_WARDEN), now, p)


@inlined
def hear_requests(city: Any, trace: Any, c: int, now: Any, p: Any) -> None:
    """Hear requests for missing services; the hotline files its share of them as reports."""
    asks = trace.asks
    if asks <= 0.0:
        return
    cell, book = city.cells[c], city.book[0]
    cell.asked += asks
    cell.day_unmet += p.ask_weight * asks
    book.arisen[SERVICE] += asks
    filed = math.floor(asks * city.zones.hotline[cell.zone] + draw4(now, REQUEST, c)[0])
    book.requests += filed
    book.noticed[SERVICE] += filed
    trace.reports[SERVICE] += filed


@rule
def alarms(ill: float, c: int, now: Any, p: Any) -> bool:
    """Tell whether illness raises the alarm: chance 1 - exp(-persons ill / alarm), at any scale."""
    if ill <= 0.0:
        return False
    return draw4(now, ALARM, c)[0] < 1.0 - math.exp(-ill / p.food_alarm)


@inlined
def hear_of_illness(city: Any, trace: Any, c: int, now: Any, p: Any) -> None:
    """Count illness by food, and file it where it raises the alarm."""
    if trace.illness <= 0.0:
        return
    city.cells.day_illness[c] += trace.illness
    city.book[0].arisen[FOOD] += trace.illness
    if alarms(trace.illness, c, now, p):
        city.book[0].noticed[FOOD] += trace.illness
        if city.cells.open_case[c, FOOD] < 0:
            open_case(city, (c, FOOD, FROM_RESIDENT), now, p)


@inlined
def listen_to_people(city: Any, trace: Any, c: int, now: Any, p: Any) -> None:
    """Take in what people of a place tell in this hour: reports, illness, troubles, wishes."""
    if now.hour == TELLING_HOUR:
        file_found(city, trace, c, now, p)
        hear_requests(city, trace, c, now, p)
    take_reports(city, trace, c, now, p)
    hear_of_illness(city, trace, c, now, p)


@rule
def look_for_damage(city: Any, c: int, now: Any, p: Any) -> None:
    """Let teams called up for a storm find damage: 1 - exp(-cells an hour x teams a cell)."""
    watch = city.city[0].watch
    if watch <= 0.0 or city.cells.damage[c] <= 0.0:
        return
    if draw4(now, STORM_WATCH, c)[0] < 1.0 - math.exp(-p.storm_rounds * watch):
        file_seen(city, (c, DAMAGE, FROM_PATROL), now, p)


@inlined
def look_around(city: Any, trace: Any, c: int, now: Any, p: Any) -> None:
    """Let whoever passes a place where something is in view, or watches it, see and file it."""
    look_with_sensors(city, trace, c, now, p)
    look_on_patrol(city, trace, c, now, p)
    look_for_damage(city, c, now, p)
    if 8 <= now.hour < 20:
        look_by_day(city, trace, c, now, p)


@rule
def somebody_speaks(trace: Any) -> bool:
    """Tell whether people of a place told anything in this hour, or were asked at the door."""
    spoken = trace.illness + trace.asks + trace.found
    for kind in range(N_KINDS):
        spoken += trace.reports[kind]
    return spoken > 0.0


@kernel
def sense(city: Any, traces: Any, p: Any, now: Any) -> None:
    """Turn reports, sightings and illness of the hour into cases, cell by cell.

    Most places are quiet in most hours, and are passed over at once.
    """
    book = city.book[0]
    for c in range(city.cells.shape[0]):
        trace = traces[c]
        cell = city.cells[c]
        cell.day_unmet += trace.unmet
        cell.day_lost += trace.driven_off
        cell.day_dealt += trace.advised + trace.fined + trace.seized
        cell.day_stops += team_stops(trace)
        anything = arise(cell, trace, book)
        if now.hour == TELLING_HOUR:
            open_doors(cell, trace, book)
        if somebody_speaks(trace):
            listen_to_people(city, trace, c, now, p)
        if team_stops(trace) > 0.0:
            cell.vendor_memory += p.vendor_notice * (trace.illegal - cell.vendor_memory)
        if anything:
            look_around(city, trace, c, now, p)
