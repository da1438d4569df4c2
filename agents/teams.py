"""Enforcement teams: on duty by shift, on patrol on their beat, or at work on a case.

Holds the columns of teams and the rule of the patrol. Which team takes which case is decided in
``twin/mechanisms/dispatch.py``, since a team does not see the queue.
"""

import math
from typing import Any

from agents.compiled import inlined, kernel, rule
from agents.rows import FACE_COLUMNS
from agents.streams import decision, draw4
from agents.table import Column

#: The line departments, in the order of their numbers.
URBAN_MANAGEMENT, MARKET, EMERGENCY, SANITATION, POLICE = range(5)
OFF_DUTY, PATROL, TRAVELLING, WORKING = range(4)
POOL = -1
NO_TASK = -1
GOLDEN = 0.6180339887498949

COLUMNS = (
    *FACE_COLUMNS,
    Column("station", "i4", 0, "", "cell of its base"),
    Column("department", "i1", 0, "", "its trade: the department it belongs or belonged to"),
    Column("street", "i2", -1, "", "street it is posted to, -1 in the department's pool"),
    Column("area", "i2", 0, "", "street it patrols today"),
    Column("starts", "i1", 7, "h", "first hour of its shift"),
    Column("ends", "i1", 15, "h", "hour at which its shift ends"),
    Column("state", "i1", 0, "", "0 off duty, 1 patrol or routine, 2 travelling, 3 working"),
    Column("task", "i4", -1, "", "case it works on, -1 none"),
    Column("part", "i1", 0, "", "which department's part of the case it does"),
    Column("way", "f8", 0, "h", "of them, hours of travel"),
    Column("left", "f8", 0, "h", "hours of travel and work left on its task"),
    Column("spare", "f8", 0, "h", "what is left of this hour"),
    Column("called_up", "?", 0, "", "whether a surge has called it up beyond its shift"),
    Column("crew", "?", 0, "", "whether it is a recovery crew, on duty only after a storm"),
    Column("minutes", "f8", 0, "min", "time for its beat in hand; owed to its last stop below 0"),
    Column("kilometres", "f8", 0, "km", "way it has made so far"),
    Column("fatigue", "f8", 0, "share", "how much slower it is after days of surge"),
    Column("knowledge", "f8", 0, "share", "how well it knows its beat (人熟地熟)"),
    Column("duty_hours", "f8", 0, "h", "hours on duty so far"),
    Column("case_hours", "f8", 0, "h", "hours on cases so far, travel included"),
    Column("travel_hours", "f8", 0, "h", "hours of travel so far"),
    Column("routine_hours", "f8", 0, "h", "hours on the department's own work so far"),
    Column("patrol_hours", "f8", 0, "h", "hours on patrol so far"),
)

BEAT = decision("team.beat")
STOPS = decision("team.stops")


@rule
def on_duty(team: Any, hour: int) -> bool:
    """Tell whether a team's shift covers an hour (a shift may cross midnight)."""
    if team.starts < team.ends:
        return team.starts <= hour < team.ends
    return hour >= team.starts or hour < team.ends


@rule
def start_shift(team: Any, seen: Any, now: Any, p: Any) -> None:
    """Give a team its beat: its own street, which it gets to know, or one drawn by residents.

    Part of a first stop is owed from before, by chance, or every shift would round stops up.
    """
    u = draw4(now, BEAT, team.unique_id)
    usual = seen.streets.stop_minutes[team.area] + p.way_minutes
    team.minutes = -u[1] * usual
    if team.street >= 0:
        team.area = team.street
        team.knowledge += p.knowledge_pace * (1.0 - team.knowledge)
        return
    last = len(seen.start) - 2
    left = u[0] * seen.streets.persons[last + 1]
    team.area = last
    for s in range(last + 1):
        left -= seen.streets.persons[s]
        if left < 0.0:
            team.area = s
            break
    team.knowledge -= p.knowledge_pace * team.knowledge


@kernel
def report_for_duty(me: Any, seen: Any, marks: Any, p: Any, now: Any) -> None:
    """Start the hour of every team: on or off duty, time to spend, the day's beat."""
    for i in range(me.shape[0]):
        team = me[i]
        team.spare = 0.0
        serves = team.called_up or (on_duty(team, now.hour) and not team.crew)
        if not team.alive or not serves:
            team.state = OFF_DUTY
            continue
        team.duty_hours += 1.0
        team.spare = 1.0
        team.state = PATROL if team.task == NO_TASK else WORKING
        if now.hour == team.starts:
            start_shift(team, seen, now, p)


@inlined
def in_sight(team: Any, seen: Any, u: float, v: float) -> int:
    """Give a random cell within sight (four cells) of where a team stands, -1 off the map."""
    x = seen.cells.x[team.cell] + int(u * 9.0) - 4
    y = seen.cells.y[team.cell] + int(v * 9.0) - 4
    if x < 0 or y < 0 or y >= seen.lookup.shape[0] or x >= seen.lookup.shape[1]:
        return -1
    place = seen.lookup[y, x]
    own = place >= 0 and seen.cells.street[place] == team.area
    return place if own else -1


@inlined
def heat_of(team: Any, seen: Any, u: Any, p: Any) -> tuple[int, float]:
    """Give a cell to compare for the next stop, and its heat.

    A look recalls complaints and vendors met somewhere on the beat (share ``hot_spots``), or falls
    on a cell in sight, where stalls are seen as they stand. Heat counts by the patrol the place's
    zone is to get against its street's mean.
    """
    first = seen.start[team.area]
    street = seen.streets[team.area]
    place = seen.order[first + int(u[0] * (seen.start[team.area + 1] - first))]
    heat = p.complaint_weight * seen.cells.complaints[place] + seen.cells.vendor_memory[place]
    recalls = u[3] < street.hot_spots
    near = -1 if recalls else in_sight(team, seen, u[1], u[2])
    if near >= 0:
        place = near
        heat = seen.cells.illegal[place]
    known = street.hot_spots
    tie = u[3] / known if recalls else (u[3] - known) / (1.0 - known)
    due = seen.zones.patrol_share[seen.cells.zone[place]] / street.patrol_share
    return place, due * (heat + 0.01 * tie)


@inlined
def choose_stop(team: Any, seen: Any, now: Any, p: Any, k: int) -> int:
    """Choose the next stop: the best of some cells; -1 where none of them is to be patrolled."""
    looks = int(p.looks + p.looks_known * team.knowledge)
    best = -1
    best_heat = 0.0
    for look in range(looks):
        u = draw4(now, STOPS, team.unique_id, k * 128 + look)
        place, heat = heat_of(team, seen, u, p)
        if heat > best_heat:
            best, best_heat = place, heat
    return best


@rule
def keeps_hours(team: Any, street: Any) -> bool:
    """Tell whether a team patrols at known hours: the lever ``scheduled`` is the share that does.

    Teams are taken by their number times the golden ratio, which spreads any share evenly.
    """
    return (team.unique_id * GOLDEN) % 1.0 < street.scheduled


@rule
def time_for_beat(team: Any, street: Any, hour: int) -> float:
    """Give the share of this hour a team has for its beat.

    The same share every hour; or, at known hours, twice that in the first two of every four hours
    of its shift, and what does not fit into them in the others.
    """
    if not keeps_hours(team, street):
        return street.patrol_share
    rounds = (hour - team.starts) % 4 < 2
    twice = 2.0 * street.patrol_share
    return min(1.0, twice) if rounds else max(0.0, twice - 1.0)


@rule
def straight_km(seen: Any, a: int, b: int) -> float:
    """Give the straight way between two cells (km; cells of 100 m)."""
    dx = float(seen.cells.x[a] - seen.cells.x[b])
    dy = float(seen.cells.y[a] - seen.cells.y[b])
    return 0.1 * math.sqrt(dx * dx + dy * dy)


@inlined
def walk_beat(team: Any, seen: Any, now: Any, p: Any, marks: Any) -> None:
    """Spend the patrol share of an hour on stops in the beat, each with the way to it.

    A stop that lasts beyond the time at hand is owed to the next hour, so that stops of any length
    take the same time in all.
    """
    share = min(time_for_beat(team, seen.streets[team.area], now.hour), team.spare)
    team.minutes += 60.0 * share
    k = 0
    while team.minutes > 0.0:
        place = choose_stop(team, seen, now, p, k)
        if place < 0:
            team.minutes = 0.0
            break
        team.kilometres += straight_km(seen, team.cell, place)
        marks.stops[place] += 1.0 - team.knowledge
        marks.known_stops[place] += team.knowledge
        team.cell = place
        team.minutes -= seen.zones.stop_minutes[seen.cells.zone[place]] + p.way_minutes
        k += 1
    team.spare -= share
    team.patrol_hours += share


@kernel
def patrol(me: Any, seen: Any, marks: Any, p: Any, now: Any) -> None:
    """Send urban-management teams without a task on patrol for their share of the hour."""
    for i in range(me.shape[0]):
        team = me[i]
        free = team.alive and team.state == PATROL and team.task == NO_TASK
        if free and team.department == URBAN_MANAGEMENT:
            walk_beat(team, seen, now, p, marks)
