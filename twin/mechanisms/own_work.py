"""Own work of the departments that lies in the streets: kitchens, fire doors, drains, bins.

Part of what a department does unasked has to be done on the spot. Its pool goes where such work
waits; a team posted to a street does it there and nowhere else. Hands come in whole teams, so a
district that posts all of them leaves streets without a trade, where its own work is neglected.
Nobody does that of another trade: inspections need the certificate of theirs (执法证).
"""

from typing import Any

from agents.compiled import rule

#: What waits longer is dropped (days).
DROPPED_AFTER = 30.0


@rule
def fall_due_here(city: Any, d: int, s: int, day: float, p: Any) -> None:
    """Let a day's own work of a trade fall due in one street, and tell the street what waits.

    Neglect = hours waiting at the desks / a day's own work of the trade (``day``, h), plus hours
    waiting here / the street's part of that day, by residents.
    """
    streets = city.streets
    part = day * streets.persons[s] / max(1.0, streets.persons[streets.shape[0] - 1])
    waiting = streets.own_work[s, d]
    here = waiting / part if part > 0.0 else 0.0
    streets.neglect[s, d] = city.departments.routine[d] / max(1.0, day) + here
    due = p.own_work_local * part
    streets.own_work[s, d] = min(waiting + due, DROPPED_AFTER * due)


@rule
def fall_due(city: Any, p: Any) -> None:
    """Let a day's own work fall due in the streets: ``own_work_local`` x load x teams of a trade.

    The district's row is told what waits in all of it, in days of the trade.
    """
    last = city.streets.shape[0] - 1
    for d in range(5):
        day = p.routine_load * city.departments.teams[d]
        waiting = 0.0
        for s in range(last):
            waiting += city.streets.own_work[s, d]
            fall_due_here(city, d, s, day, p)
        whole = city.departments.routine[d] + waiting
        city.streets.neglect[last, d] = whole / max(1.0, day)


@rule
def waiting_in_streets(city: Any, d: int) -> float:
    """Give the own work of a trade that waits in all streets (h)."""
    total = 0.0
    for s in range(city.streets.shape[0] - 1):
        total += city.streets.own_work[s, d]
    return total


@rule
def work_on_the_spot(city: Any, team: Any) -> None:
    """Let a team spend what is left of its hour on own work in the streets.

    A posted team in its own street; a team of the pool in all, in proportion to what waits there
    (so that the order of teams does not matter).
    """
    d, streets = team.department, city.streets
    own = team.street
    waiting = streets.own_work[own, d] if own >= 0 else waiting_in_streets(city, d)
    if waiting <= 0.0:
        return
    hours = min(team.spare, waiting)
    for s in range(streets.shape[0] - 1):
        if own < 0 or s == own:
            streets.own_work[s, d] = max(0.0, streets.own_work[s, d] * (1.0 - hours / waiting))
    team.routine_hours += hours
    team.spare -= hours
