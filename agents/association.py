"""Vendors' associations, one per street: who joins, who watches whom, what a breach costs.

Co-governance (共治): invited vendors join where membership pays. Members keep tidy for the
association as far as it has sanctions, notice each other's breaches, and may keep outsiders off
places they hold. Source: Ostrom 1990, Governing the Commons, design principles 1, 4 and 5.
"""

import math
from typing import Any

from agents.compiled import kernel, rule
from agents.prospects import crowding_out, expected_custom
from agents.streams import decision, draw4
from agents.vendors import OUT_OF_BUSINESS, TRADING, UNTOUCHED

WATCH = decision("association.watch")
ADMISSION = decision("association.admission")


@rule
def members_near(seen: Any, members: Any, place: int) -> float:
    """Give the members of a place's association there and in the eight cells around it."""
    height, width = seen.lookup.shape
    x, y = seen.cells.x[place], seen.cells.y[place]
    found = 0.0
    for j in range(max(0, y - 1), min(height, y + 2)):
        for i in range(max(0, x - 1), min(width, x + 2)):
            near = seen.lookup[j, i]
            if near >= 0 and seen.cells.street[near] == seen.cells.street[place]:
                found += members[near]
    return found


@rule
def notice_chance(fellows: float, p: Any) -> float:
    """Give the chance that a breach is noticed: 1 - (1 - peer_notice)^fellow members in sight."""
    return 1.0 - math.pow(1.0 - p.peer_notice, max(0.0, fellows))


@rule
def protection(vendor: Any, seen: Any, p: Any) -> float:
    """Give what outsiders would lose at a vendor's place, and members do not (yuan/day)."""
    place = vendor.last_place
    cell = seen.cells[place]
    gross = p.margin * expected_custom(seen, place, vendor.trade, p, 1.0)
    closed = seen.zones.membership[cell.zone] * min(1.0, cell.members)
    return closed * crowding_out(seen, place, 1.0, p) * gross


@rule
def membership_worth(vendor: Any, seen: Any, p: Any) -> float:
    """Give what a day inside is worth against one outside (yuan): help + protection - duties.

    Mutual help grows with the m fellow members around: member_help (1 + m / (1 + m)) / 2.
    Duties are member_duty hours at the pay elsewhere, and the fine an untidy day may bring.
    """
    cell = seen.cells[vendor.last_place]
    fellows = members_near(seen, seen.cells.members, vendor.last_place)
    aid = p.member_help * 0.5 * (1.0 + fellows / (1.0 + fellows))
    duties = p.member_duty * p.outside_share * vendor.wage / 8.0
    if not vendor.tidy:
        duties += seen.zones.sanctions[cell.zone] * notice_chance(fellows, p) * p.member_fine
    return aid + protection(vendor, seen, p) - duties


@rule
def may_belong(vendor: Any, seen: Any, now: Any) -> bool:
    """Tell whether the association where a vendor trades is open to it: invited and not barred."""
    zone = seen.zones[seen.cells.zone[vendor.last_place]]
    in_business = vendor.state != OUT_OF_BUSINESS
    return in_business and vendor.invited < zone.cogovernance and now.day >= vendor.barred_until


@rule
def is_admitted(vendor: Any, seen: Any, now: Any, p: Any) -> bool:
    """Tell whether members let a newcomer in: closed membership admits while there is room."""
    place = vendor.last_place
    closed = seen.zones.membership[seen.cells.zone[place]]
    u = draw4(now, ADMISSION, vendor.unique_id)
    return u[0] >= closed * crowding_out(seen, place, 1.0, p)


@rule
def quit_association(vendor: Any) -> None:
    """Leave an association and what it noted."""
    vendor.association = -1
    vendor.breaches = 0
    vendor.warned = False


@rule
def weigh(vendor: Any, seen: Any, now: Any, p: Any) -> None:
    """Join or leave: at once where membership has become impossible, else by its worth, weekly."""
    street = seen.cells.street[vendor.last_place]
    inside = vendor.association >= 0
    open_to_it = may_belong(vendor, seen, now)
    if inside and (vendor.association != street or not open_to_it):
        quit_association(vendor)
        return
    if not open_to_it or vendor.unique_id % 7 != now.weekday:
        return
    pays = membership_worth(vendor, seen, p) > 0.0
    if inside and not pays:
        quit_association(vendor)
    elif not inside and pays and is_admitted(vendor, seen, now, p):
        vendor.association = street


@kernel
def weigh_membership(me: Any, seen: Any, marks: Any, p: Any, now: Any) -> None:
    """Let every vendor weigh its membership at night; each month starts with a clean slate."""
    for i in range(me.shape[0]):
        vendor = me[i]
        if vendor.alive:
            weigh(vendor, seen, now, p)
            if now.day % 28 == 27:
                vendor.breaches = 0


@rule
def sanction(vendor: Any, mark: Any, now: Any, p: Any) -> None:
    """Answer a breach by steps: a warning; then a fine to the common chest; then expulsion.

    Each step makes it tidy tomorrow; who is expelled may not come back for ``bar_days``.
    """
    mark.breaches += 1.0
    vendor.breaches += 1
    vendor.warned = True
    if vendor.breaches >= p.expel_after:
        mark.expelled += 1.0
        quit_association(vendor)
        vendor.barred_until = now.day + int(p.bar_days)
    elif vendor.breaches >= 2:
        mark.dues += p.member_fine
        vendor.wealth -= p.member_fine
        vendor.day_loss += p.member_fine


@kernel
def keep_watch(me: Any, seen: Any, marks: Any, p: Any, now: Any) -> None:
    """Let members around see, in the middle of a fellow's day, whether it keeps tidy."""
    for i in range(me.shape[0]):
        vendor = me[i]
        if not vendor.alive or vendor.state != TRADING or vendor.association < 0 or vendor.tidy:
            continue
        cell = seen.cells[vendor.cell]
        if now.hour != (vendor.opens + vendor.closes) // 2 or vendor.association != cell.street:
            continue
        u = draw4(now, WATCH, vendor.unique_id)
        fellows = members_near(seen, marks.members, vendor.cell) - 1.0
        noticed = u[0] < notice_chance(fellows, p)
        if noticed and u[1] < seen.zones.sanctions[cell.zone]:
            sanction(vendor, marks[vendor.cell], now, p)


@kernel
def remember_members(me: Any, seen: Any, marks: Any, p: Any, now: Any) -> None:
    """Remember in every cell (``marks``) how many members trade there on a day, before it ends."""
    for c in range(marks.shape[0]):
        marks.members[c] -= p.rival_learning * marks.members[c]
    for i in range(me.shape[0]):
        vendor = me[i]
        traded = vendor.day_profit != 0.0 or vendor.fate != UNTOUCHED
        place = vendor.last_place
        if vendor.association >= 0 and traded and vendor.association == seen.cells.street[place]:
            marks.members[place] += p.rival_learning
