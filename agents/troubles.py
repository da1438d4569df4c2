"""Troubles at home and missing services: who has one, who tells of it, who is helped.

A pipe, the heating, the property manager: troubles nobody sees from the street. In the evening
each row's persons get new ones, tell 12345 or stay silent, hear back, and ask for a service they
lack. Truth (``trouble`` + ``told``), report (``told``) and record (the case) stay apart.
"""

import math
from typing import Any

import numpy as np

from agents.compiled import inlined, kernel, rule
from agents.residents import HOME_REPAIR, SOLVED
from agents.streams import TILE, decision, fill_rows

#: The hour of the evening at which people ring.
TELLING_HOUR = 19

TROUBLE = decision("resident.trouble")
ASKING = decision("resident.asking")


@rule
def whole(expected: float, u: float, most: float) -> float:
    """Give a whole number of persons with a given mean, at most ``most`` (persons)."""
    return max(0.0, min(most, math.floor(expected + u)))


@rule
def reach(resident: Any, seen: Any, p: Any) -> float:
    """Give the share of public services that reach a resident.

    1 - (1 - base)(1 - outreach)(1 - g access): outreach (政策找人) is for the floating population.
    """
    cell = seen.cells[resident.home]
    missed = 1.0 - p.access_reach * cell.access
    if resident.floating:
        return 1.0 - (1.0 - p.reach_floating) * (1.0 - seen.zones[cell.zone].outreach) * missed
    return 1.0 - (1.0 - p.reach_local) * missed


@rule
def hear_back(resident: Any, cell: Any) -> None:
    """End the waiting when the case of the cell has ended since the trouble was told.

    Solved: the trouble is gone. Otherwise it is there still, and nobody waits any longer.
    """
    told_at = 24 * resident.told_day + TELLING_HOUR
    if resident.told <= 0.0 or cell.closed_at[HOME_REPAIR] < told_at:
        return
    if cell.last_outcome[HOME_REPAIR] != SOLVED:
        resident.trouble += resident.told
    resident.told = 0.0


@rule
def arise(resident: Any, seen: Any, u: float, p: Any) -> float:
    """Give how many persons of a row get a trouble today: rate x persons, on average.

    Treated causes lower the rate; people who have just moved in raise it.
    """
    cure = seen.cells[resident.home].cure[HOME_REPAIR]
    rate = p.trouble_rate * (1.0 - cure)
    rate *= 1.0 + p.newcomer_troubles * seen.weather.newcomers / 1000.0
    room = resident.weight - resident.trouble - resident.told
    return whole(rate * resident.weight, u, room)


@inlined
def found_out(resident: Any, seen: Any, u: float, p: Any) -> float:
    """Give how many hidden troubles are heard of unasked: at the door, or by outreach.

    Outreach (政策找人) looks for those who would not tell: by 1 - trust x services that reach them.
    """
    cell = seen.cells[resident.home]
    missed = 1.0 - p.door_found * cell.knocked
    silent = 1.0 - resident.trust * resident.reached
    missed *= 1.0 - p.outreach_found * seen.zones[cell.zone].outreach * silent
    return whole((1.0 - missed) * resident.trouble, u, resident.trouble)


@rule
def wait_for_help(resident: Any, persons: float, now: Any) -> None:
    """Let persons of a row wait; they are helped when the case that is open tonight ends."""
    if persons > 0.0:
        resident.told_day = now.day if resident.told <= 0.0 else resident.told_day
        resident.told += persons


@inlined
def bear_troubles(resident: Any, seen: Any, u: Any, marks: Any, p: Any) -> tuple[float, float]:
    """Let one row meet its troubles of today; give who told and who was found out (persons).

    A new trouble is told with chance c x trust x reached; the others stay hidden and fade by
    self-help. Source: reporting differs up to 3:1 between groups (row 42, arXiv 2204.08620).
    """
    home = resident.home
    new = arise(resident, seen, u[0], p)
    told = whole(p.trouble_told * resident.trust * resident.reached * new, u[1], new)
    resident.trouble = (1.0 - p.self_help) * resident.trouble + new - told
    found = found_out(resident, seen, u[2], p)
    resident.trouble -= found
    resident.reports_made += told
    marks.troubles[home] += new
    marks.reports[home, HOME_REPAIR] += told
    marks.found[home] += found
    return told, found


@rule
def ask(resident: Any, seen: Any, u: float, p: Any) -> float:
    """Give how many persons ask for a missing service: a market, a stall, a canteen.

    Mean = rate x persons x max(0, wants met that are taken for granted - wants met) x trust x
    (1 - access).
    """
    lack = p.ask_below - resident.served
    if lack <= 0.0:
        return 0.0
    rate = p.ask_rate * lack * resident.trust * (1.0 - seen.cells[resident.home].access)
    return whole(rate * resident.weight, u, resident.weight)


@kernel
def spend_evening(me: Any, seen: Any, marks: Any, p: Any, now: Any) -> None:
    """Run the residents' evening at home: hear back, new troubles, telling, asking."""
    if now.hour != TELLING_HOUR:
        return
    tile, asking = np.empty((4, TILE)), np.empty((4, TILE))
    for start in range(0, me.shape[0], TILE):
        block = me[start : start + TILE]
        fill_rows(tile, block, now, TROUBLE)
        fill_rows(asking, block, now, ASKING)
        for i in range(block.shape[0]):
            resident = block[i]
            if not resident.alive:
                continue
            resident.reached = reach(resident, seen, p)
            hear_back(resident, seen.cells[resident.home])
            u = (tile[0, i], tile[1, i], tile[2, i], tile[3, i])
            told, found = bear_troubles(resident, seen, u, marks, p)
            wait_for_help(resident, told + found, now)
            resident.troubled = (resident.trouble + resident.told) / resident.weight
            marks.asks[resident.home] += ask(resident, seen, asking[0, i], p)
