"""Line departments: a pool of teams, a queue of cases, and work of their own.

A whistle interrupts that own work. Part of it lies in the streets
(``twin/mechanisms/own_work.py``), the rest waits at the desks. What is neglected comes back,
department by department: as faults and occupied roads, illness, hazards, waste left lying, cars on
pavements and noise.
"""

from typing import Any

from agents.compiled import kernel
from agents.rows import FACE_COLUMNS
from agents.table import Column

NAMES = ("urban_management", "market_regulation", "emergency", "sanitation", "police")

COLUMNS = (
    *FACE_COLUMNS,
    Column("department", "i1", 0, "", "which department"),
    Column("teams", "f8", 0, "teams", "teams of its trade, posted ones included"),
    Column("responsiveness", "f8", 0.5, "share", "how often cases go before its own work"),
    Column("routine", "f8", 0, "h", "hours of own work waiting at its desks"),
    Column("waiting", "f8", 0, "cases", "parts of cases waiting in its queue"),
    Column("desks", "f8", 2, "", "hand-overs from here to each department", (5,)),
    Column("neglect", "f8", 0, "days", "own work waiting at its desks, in days of its teams"),
)


@kernel
def plan_day(me: Any, seen: Any, marks: Any, p: Any, now: Any) -> None:
    """Run the departments' morning: new routine work, responsiveness to being assessed.

    Own work arrives at ``routine_load`` hours per team and day, at the desks all but the share
    ``own_work_local``; what waits longer than 30 days is dropped. Responsiveness moves towards
    base + (1 - base) x the streets' mean assessment weight.
    """
    weight = 0.0
    last = seen.shape[0] - 1
    for s in range(last):
        weight += seen.assessment[s] / last
    for d in range(me.shape[0]):
        department = me[d]
        arrivals = p.routine_load * department.teams
        department.neglect = department.routine / max(1.0, arrivals)
        at_desks = (1.0 - p.own_work_local) * arrivals
        department.routine = min(department.routine + at_desks, 30.0 * arrivals)
        target = p.response_base + (1.0 - p.response_base) * weight
        department.responsiveness += p.response_pace * (target - department.responsiveness)
