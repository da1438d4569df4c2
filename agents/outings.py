"""Outings: whether a resident goes out this hour, where to, and what it wants there.

People act on what they remember of places, not on this hour's state. The columns of residents are
in ``agents/residents.py``.
"""

import math
from typing import Any

import numpy as np

from agents.compiled import inlined, kernel, rule
from agents.residents import AWAY, FREE, HOME, NO_WANT, OUT, TURNED_BACK, WORK, WORKER
from agents.streams import TILE, decision, fill_rows

OUTING = decision("resident.outing")
#: What is remembered of every place, side by side: a logit over six places finds it in the cache.
REPUTE = np.dtype((np.record, [("appeal", "f8"), ("disorder_memory", "f8")]))


@rule
def reputes(cells: Any) -> Any:
    """Give what is remembered of every place, side by side."""
    known = np.empty(cells.shape[0], REPUTE)
    for c in range(cells.shape[0]):
        known[c].appeal = cells[c].appeal
        known[c].disorder_memory = cells[c].disorder_memory
    return known


@rule
def place_utility(cell: Any, distance: float, taste: float, p: Any) -> float:
    """Give the utility of going to a place as it is remembered (logit units).

    U = appeal - d distance - o taste disorder, where appeal (what a place is known for) sums up
    attraction, liveliness and crowding; memories, not this hour's state. Source: MODEL.md
    section 3; equations of the second prototype study.
    """
    nuisance = p.push_disorder * taste * cell.disorder_memory
    return cell.appeal - p.push_distance * distance - nuisance


@inlined
def choose_destination(resident: Any, known: Any, u: float, p: Any, weights: Any) -> int:
    """Choose one of the remembered places, or -1 to stay in, by a logit and one uniform number.

    Staying in is worth the less, the more of its wants were met on outings so far.

    ``known`` is what is remembered of every place, ``weights`` (6,) scratch room. Counting the
    steps of the ladder below the number, rather than branching at each, costs no mispredicted
    branch.
    """
    staying = math.exp(p.stay_utility - p.pull_served * resident.served)
    total = staying
    for k in range(6):
        place = known[resident.places[k]]
        total += math.exp(place_utility(place, resident.distance[k], resident.taste, p))
        weights[k] = total
    mark = u * total
    above = 0
    for k in range(6):
        above += 1 if mark < weights[k] else 0
    if mark < staying:  # the ladder starts at the weight of staying in
        return -1
    return int(resident.places[6 - above])


@rule
def pick(mix: Any, u: float) -> int:
    """Pick an index with the given shares (they sum to 1) by one uniform number."""
    for k in range(len(mix) - 1):
        u -= mix[k]
        if u < 0.0:
            return k
    return len(mix) - 1


@rule
def outing_chance(resident: Any, habits: Any, day_off: bool) -> float:
    """Give the chance that the hour offers an outing (per hour), by whose hours it keeps."""
    rhythm = FREE if day_off and resident.rhythm == WORKER else resident.rhythm
    return habits.out[rhythm] * resident.outgoing


@rule
def stay(resident: Any, habits: Any, day_off: bool) -> None:
    """Put a resident who does not go out at work, at home, or out of the district.

    Who is away at work neither meets nor reports anything here; its row keeps the cell of its home.
    """
    working = habits.at_work and not day_off
    at_work = working and resident.work >= 0
    resident.state = WORK if at_work else HOME
    resident.cell = resident.work if at_work else resident.home
    if working and resident.away:
        resident.state = AWAY


@rule
def go_to(resident: Any, place: int, seen: Any, u: float, p: Any) -> bool:
    """Send one resident to a place, unless it stays in or the crowd turns it back."""
    if place < 0:
        resident.outing += p.outing_learning * (0.0 - resident.outing)
        return False
    if u < p.turn_back * seen.cells[place].crowding:
        resident.state = TURNED_BACK
        resident.outing += p.outing_learning * (0.0 - resident.outing)
        return False
    resident.state = OUT
    resident.cell = place
    return True


@rule
def want(resident: Any, mix: Any, u: float, share: float, marks: Any) -> None:
    """Leave one resident's trace where it is out: its step, its visit, perhaps a want.

    ``share`` is the chance that something is wanted, ``mix`` of which trade.
    """
    mark = marks[resident.cell]
    mark.footfall += resident.weight
    mark.visits += resident.weight
    for k in range(5):  # what vendors face is what is wanted on average, whatever a row weighs
        mark.wants[k] += resident.weight * share * mix[k]
    if u < share:
        resident.want = pick(mix, u / share)


@kernel
def go_out(me: Any, seen: Any, marks: Any, p: Any, now: Any) -> None:
    """Run the first half of a resident's hour: where it is, and what it wants there."""
    asleep = seen.habits.out[FREE] <= 0.0 and now.hour > 0
    if asleep:  # everybody was sent home in the first hour of the night
        return
    tile = np.empty((4, TILE))
    weights = np.empty(6)
    habits, known = seen.habits, reputes(seen.cells)
    share = min(1.0, p.want_share * seen.weather.demand)
    for start in range(0, me.shape[0], TILE):
        block = me[start : start + TILE]
        fill_rows(tile, block, now, OUTING)
        for i in range(block.shape[0]):
            resident = block[i]
            resident.want = NO_WANT
            stay(resident, habits, now.day_off)
            if not resident.alive or resident.state == AWAY:
                continue
            chance = outing_chance(resident, habits, now.day_off) * seen.weather.outing
            if tile[0, i] < chance:
                marks[resident.home].chances += resident.weight
                place = choose_destination(resident, known, tile[1, i], p, weights)
                if go_to(resident, place, seen, tile[2, i], p):
                    want(resident, habits.mix, tile[3, i], share, marks)
