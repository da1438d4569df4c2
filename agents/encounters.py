"""What happens when a team meets an unlicensed vendor: encounters and their outcomes.

An encounter ends in: slipped away, let off, moved along (hours lost), fined (often not
collected) or goods held, in a fair or a harsh manner. Order of teams never matters: each vendor
draws its own luck against the number of stops made in its cell this hour.
"""

import math
from typing import Any

from agents.compiled import kernel, rule
from agents.streams import decision, draw4
from agents.vendors import (
    ADVISED,
    FINED,
    FLED,
    IDLE,
    LET_OFF,
    SEIZED,
    TRADING,
    cell_near,
    expected_custom,
)

MEETING = decision("vendor.meeting")
OUTCOME = decision("vendor.outcome")
FLIGHT = decision("vendor.flight")


@rule
def meeting_chance(vendor: Any, mark: Any, zone: Any, p: Any) -> float:
    """Give the chance that a team acts on this vendor in this hour.

    1 - (1 - s)^stops (1 - s t)^known: s = strictness x share of vendors a stop can deal with;
    teams that know their beat leave tidy vendors alone (t < 1). Capture waives some.
    """
    reach = min(1.0, p.actions_per_stop / max(1.0, mark.illegal))
    act = zone.strictness * reach * (1.0 - zone.capture)
    known = act * (p.tidy_tolerance if vendor.tidy else 1.0)
    missed = math.pow(1.0 - act, mark.stops) * math.pow(1.0 - known, mark.known_stops)
    return 1.0 - missed


@rule
def move_along(vendor: Any, now: Any, hours: float) -> None:
    """Send a vendor off its place for some hours."""
    vendor.state = IDLE
    vendor.cell = -1
    back = now.hour + 1 + int(hours)
    vendor.back_at = back if back < 24 else -1


@rule
def remember_removal(vendor: Any, now: Any, mark: Any) -> None:
    """Note where and when a vendor was removed (for the displacement indicator)."""
    if now.day - vendor.removed_day > 2:
        mark.removed += 1.0
    vendor.removed_cell = vendor.cell
    vendor.removed_day = now.day


@rule
def advise(vendor: Any, now: Any, u: Any, p: Any, mark: Any) -> None:
    """Treat fairly: advise to tidy up, and usually move along for some hours."""
    vendor.fate = max(vendor.fate, ADVISED)
    vendor.tidy = True
    vendor.legitimacy += p.fair_gain * (1.0 - vendor.legitimacy)
    mark.advised += 1.0
    if u[2] < p.moved_along:
        mark.moved += 1.0
        remember_removal(vendor, now, mark)
        move_along(vendor, now, p.hours_lost)


@rule
def fine(vendor: Any, now: Any, u: Any, p: Any, mark: Any) -> None:
    """Fine: often let off, often not collected, and the day may be lost."""
    if u[2] < p.let_off:
        vendor.fate = max(vendor.fate, LET_OFF)
        mark.let_off += 1.0
        return
    vendor.fate = max(vendor.fate, FINED)
    vendor.legitimacy -= p.harsh_loss * vendor.legitimacy
    mark.fined += 1.0
    left = (u[2] - p.let_off) / (1.0 - p.let_off)
    if left < 1.0 / (1.0 + p.fine / p.fine_collectable):
        mark.fines_paid += p.fine
        vendor.wealth -= p.fine
        vendor.day_loss += p.fine
    if u[3] < p.day_lost:
        remember_removal(vendor, now, mark)
        move_along(vendor, now, 24.0)


@rule
def seize(vendor: Any, now: Any, p: Any, mark: Any) -> None:
    """Hold the goods: the stock is lost and so is the day."""
    vendor.fate = SEIZED
    vendor.legitimacy -= 2.0 * p.harsh_loss * vendor.legitimacy
    mark.seized += 1.0
    mark.goods_lost += p.seizure_value
    vendor.wealth -= p.seizure_value
    vendor.day_loss += p.seizure_value
    remember_removal(vendor, now, mark)
    move_along(vendor, now, 24.0)


@rule
def flee(vendor: Any, seen: Any, now: Any, p: Any) -> None:
    """Slip away to the better of two places next door, as seen when a team appears."""
    u = draw4(now, FLIGHT, vendor.unique_id)
    first = cell_near(seen, vendor.cell, 2, u[0], u[1])
    second = cell_near(seen, vendor.cell, 2, u[2], u[3])
    better = expected_custom(seen, second, vendor.trade, p) > expected_custom(
        seen, first, vendor.trade, p
    )
    vendor.fate = max(vendor.fate, FLED)
    vendor.cell = second if better else first


@kernel
def meet(me: Any, seen: Any, marks: Any, p: Any, now: Any) -> None:
    """Let unlicensed trading vendors meet the teams that stop in their cell this hour."""
    for i in range(me.shape[0]):
        vendor = me[i]
        if not vendor.alive or vendor.state != TRADING or vendor.on_pitch:
            continue
        mark = marks[vendor.cell]
        if mark.stops + mark.known_stops <= 0.0:
            continue
        zone = seen.zones[seen.cells.zone[vendor.cell]]
        u = draw4(now, MEETING, vendor.unique_id)
        if u[0] >= meeting_chance(vendor, mark, zone, p):
            continue
        v = draw4(now, OUTCOME, vendor.unique_id)
        mark.met += 1.0
        if v[0] < p.flee_chance:
            mark.fled += 1.0
            flee(vendor, seen, now, p)
        elif v[1] >= zone.harshness:
            advise(vendor, now, v, p, mark)
        elif u[1] < p.seizure_share:
            seize(vendor, now, p, mark)
        else:
            fine(vendor, now, v, p, mark)


@kernel
def witness(me: Any, seen: Any, marks: Any, p: Any, now: Any) -> None:
    """Let vendors see what was done to others in their cell this hour."""
    for i in range(me.shape[0]):
        vendor = me[i]
        if vendor.alive and vendor.state == TRADING:
            mark = marks[vendor.cell]
            vendor.seen += mark.advised + mark.fined + mark.seized
