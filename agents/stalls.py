"""Stalls: vendors stand in their cells hour by hour, sell, and share the takings.

The daily choice of a place is in ``agents/vendors.py``.
"""

from typing import Any

from agents.compiled import kernel, rule
from agents.hours import EVENING, FIRST_HOURS, LAST_HOURS
from agents.prospects import pitch_hours
from agents.vendors import IDLE, TRADING, pack_up


@rule
def hours_today(vendor: Any, seen: Any) -> float:
    """Give the hours from opening to closing where a vendor stands: pitches may close early."""
    if vendor.on_pitch:
        return pitch_hours(vendor, seen.zones[seen.cells.zone[vendor.cell]])
    return float(vendor.closes - vendor.opens)


@rule
def stands_this_hour(vendor: Any, seen: Any, hour: int) -> bool:
    """Pack up at closing time, come back after being moved along; tell whether it trades."""
    open_for = hours_today(vendor, seen)
    if vendor.state == TRADING and not 0.0 <= hour - vendor.opens < open_for:
        pack_up(vendor)
    elif vendor.state == IDLE and vendor.back_at == hour and hour < vendor.closes:
        vendor.state = TRADING
        vendor.cell = vendor.last_place
    if vendor.back_at == hour:
        vendor.back_at = -1
    return vendor.state == TRADING


@kernel
def set_up(me: Any, seen: Any, marks: Any, p: Any, now: Any) -> None:
    """Let trading vendors stand in their cells this hour, and pack up those that close."""
    for i in range(me.shape[0]):
        vendor = me[i]
        if now.hour == EVENING:
            vendor.early_profit = vendor.day_profit - vendor.day_loss
        if not vendor.alive or not stands_this_hour(vendor, seen, now.hour):
            continue
        mark = marks[vendor.cell]
        mark.supply[vendor.trade] += 1.0
        mark.traders += 1.0
        mark.tidy += 1.0 if vendor.tidy else 0.0
        mark.members += 1.0 if vendor.association == seen.cells.street[vendor.cell] else 0.0
        mark.illegal += 0.0 if vendor.on_pitch else 1.0
        mark.on_pitch += 1.0 if vendor.on_pitch else 0.0
        size = 1.0 if not vendor.tidy else 0.65
        mark.load += p.pitch_footprint if vendor.on_pitch else size
        noisy = vendor.trade == 4 or vendor.trade == 2
        mark.loud += (1.0 if noisy else 0.3) * (0.6 if vendor.on_pitch else 1.0)
        mark.litter += (0.0 if vendor.tidy else 1.0) * (0.5 if vendor.on_pitch else 1.0)


@kernel
def earn(me: Any, seen: Any, marks: Any, p: Any, now: Any) -> None:
    """Share the hour's sales of each cell and trade equally among those who stood there."""
    for i in range(me.shape[0]):
        vendor = me[i]
        if not vendor.alive or vendor.state != TRADING:
            continue
        mark = marks[vendor.cell]
        customers = mark.sold[vendor.trade] / mark.supply[vendor.trade]
        hours = float(LAST_HOURS[vendor.trade] - FIRST_HOURS[vendor.trade])
        cost = p.daily_cost / hours + (p.price - p.margin) * customers
        fee = seen.zones.pitch_fee[seen.cells.zone[vendor.cell]] / hours_today(vendor, seen)
        fee = fee if vendor.on_pitch else 0.0
        vendor.wealth += p.price * customers - cost - fee
        vendor.day_profit += p.price * customers - cost - fee
        mark.takings += p.price * customers
        mark.costs += cost
        mark.fees += fee
