"""What happens when a team meets an unlicensed vendor: encounters and their outcomes.

An encounter ends in: slipped away, let off, moved along (hours lost), fined (often not
collected) or goods held, in a fair or a harsh manner. Order of teams never matters: each vendor
draws its own luck against the number of stops made in its cell this hour.
"""

import math
from typing import Any

from agents.compiled import inlined, kernel, rule
from agents.prospects import (
    USUAL_STOP,
    better_near,
    distance_between,
    expected_custom,
    expected_penalty,
    hours_away,
    hours_kept_off,
    on_own_pitch,
    penalty_met,
    perceived_risk,
    slip_chance,
    strictness_at,
)
from agents.streams import decision, draw4
from agents.vendors import ADVISED, FINED, FLED, LET_OFF, SEIZED, TRADING, pack_up

#: How long an encounter sends a vendor away: not at all, or for the rest of the day (h).
STAYS, WHOLE_DAY = -1.0, 24.0

MEETING = decision("vendor.meeting")
OUTCOME = decision("vendor.outcome")
FLIGHT = decision("vendor.flight")
LOOKOUT = decision("vendor.lookout")


@rule
def meeting_chance(vendor: Any, mark: Any, strict: float, minutes: float, p: Any) -> float:
    """Give the chance that a team acts on this vendor in this hour.

    1 - (1 - s)^stops (1 - s t)^known: s = strictness x share of vendors a stop can deal with,
    which grows with its minutes; teams that know their beat leave tidy vendors alone (t < 1).
    """
    deals = p.actions_per_stop * minutes / USUAL_STOP
    act = strict * min(1.0, deals / max(1.0, mark.illegal))
    known = act * (p.tidy_tolerance if vendor.tidy else 1.0)
    missed = math.pow(1.0 - act, mark.stops) * math.pow(1.0 - known, mark.known_stops)
    return 1.0 - missed


@rule
def send_away(vendor: Any, now: Any, hours: float, mark: Any) -> None:
    """Send a vendor off its place for whole hours; note where and when (for displacement)."""
    if now.day - vendor.removed_day > 2:
        mark.removed += 1.0
    vendor.removed_cell = vendor.cell
    vendor.removed_day = now.day
    pack_up(vendor)
    back = now.hour + 1 + int(hours)
    vendor.back_at = back if back < 24 else -1


@rule
def advise(vendor: Any, zone: Any, luck: Any, p: Any, mark: Any) -> float:
    """Treat fairly: advise to tidy up, and usually move along; give the hours away or STAYS.

    The longer the stop, the longer the place is kept clear; parts of an hour fall by chance.
    """
    vendor.fate = max(vendor.fate, ADVISED)
    vendor.tidy = True
    vendor.legitimacy += p.fair_gain * (1.0 - vendor.legitimacy)
    mark.advised += 1.0
    if luck[1] >= p.moved_along:
        return STAYS
    mark.moved += 1.0
    return float(math.floor(hours_away(zone.stop_minutes, p) + luck[2]))


@rule
def quarrel(vendor: Any, p: Any, mark: Any) -> None:
    """Count the conflict to be expected at a punishment: the less it feels bound, the more.

    conflict_most x (1 - legitimacy). Source: Maguire et al. 2017, 10.1007/s11292-016-9276-9.
    """
    mark.conflicts += p.conflict_most * (1.0 - vendor.legitimacy)


@rule
def fine(vendor: Any, luck: Any, p: Any, mark: Any) -> float:
    """Fine: often let off or not collected; give the hours away (a day may be lost) or STAYS."""
    if luck[1] < p.let_off:
        vendor.fate = max(vendor.fate, LET_OFF)
        mark.let_off += 1.0
        return STAYS
    vendor.fate = max(vendor.fate, FINED)
    quarrel(vendor, p, mark)
    vendor.legitimacy -= p.harsh_loss * vendor.legitimacy
    mark.fined += 1.0
    left = (luck[1] - p.let_off) / (1.0 - p.let_off)
    if left < 1.0 / (1.0 + p.fine / p.fine_collectable):
        mark.fines_paid += p.fine
        vendor.wealth -= p.fine
        vendor.day_loss += p.fine
    return WHOLE_DAY if luck[2] < p.day_lost else STAYS


@rule
def seize(vendor: Any, p: Any, mark: Any) -> float:
    """Hold the goods: the stock is lost and so is the day; give the hours away."""
    vendor.fate = SEIZED
    quarrel(vendor, p, mark)
    vendor.legitimacy -= 2.0 * p.harsh_loss * vendor.legitimacy
    mark.seized += 1.0
    mark.goods_lost += p.seizure_value
    vendor.wealth -= p.seizure_value
    vendor.day_loss += p.seizure_value
    return WHOLE_DAY


@rule
def deal_with(vendor: Any, zone: Any, luck: Any, p: Any, mark: Any) -> float:
    """Let an encounter end fairly or harshly, by the style in force; give the hours away or STAYS.

    ``luck`` holds four uniform numbers: for the style, the outcome, the day, the goods.
    """
    if luck[0] >= zone.harshness:
        return advise(vendor, zone, luck, p, mark)
    if luck[3] < p.seizure_share:
        return seize(vendor, p, mark)
    return fine(vendor, luck, p, mark)


@rule
def way_out(vendor: Any, seen: Any, now: Any, p: Any) -> int:
    """Give the better of two places next door, as seen when a team appears."""
    u = draw4(now, FLIGHT, vendor.unique_id)
    return better_near(vendor, seen, vendor.cell, u, p)


@rule
def slips_away(vendor: Any, seen: Any, luck: float, now: Any, p: Any) -> bool:
    """Try to slip away to a place next door; tell whether it worked.

    Over a border the teams of the street next door may be waiting (lever ``neighbours``).
    """
    zone = seen.zones[seen.cells.zone[vendor.cell]]
    chance = slip_chance(zone, p)
    if luck >= chance:
        return False
    place = way_out(vendor, seen, now, p)
    across = seen.cells.street[place] != seen.cells.street[vendor.cell]
    if across and luck < chance * zone.neighbours:
        return False
    vendor.fate = max(vendor.fate, FLED)
    vendor.cell = place
    vendor.on_pitch = on_own_pitch(vendor, place)
    return True


@rule
def share_acted_on(seen: Any, place: int, p: Any) -> float:
    """Give the share of vendors seen off a pitch at a place that teams act on.

    Strictness there, less what familiar faces are let off: s (1 - capture).
    """
    zone = seen.zones[seen.cells.zone[place]]
    return strictness_at(seen, place, p) * (1.0 - zone.capture)


@inlined
def is_met(vendor: Any, seen: Any, mark: Any, luck: float, p: Any) -> bool:
    """Tell whether a team that stops in its cell this hour acts on a vendor off its pitch."""
    minutes = seen.zones.stop_minutes[seen.cells.zone[vendor.cell]]
    return luck < meeting_chance(vendor, mark, share_acted_on(seen, vendor.cell, p), minutes, p)


@rule
def scatter_chance(vendor: Any, seen: Any, p: Any) -> float:
    """Give the chance that a vendor a team has not dealt with leaves when it sees the team.

    1 / (1 + exp(-(loss - custom) / noise)): the loss to expect in sight of a team (share acted on
    x what being met costs) against the custom of the hours it would wait out of sight.
    """
    zone = seen.zones[seen.cells.zone[vendor.cell]]
    gross = p.margin * expected_custom(seen, vendor.cell, vendor.trade, p, 1.0)
    loss = share_acted_on(seen, vendor.cell, p) * penalty_met(zone, gross, p)
    waits = min(1.0, hours_kept_off(zone.stop_minutes, p) / float(vendor.closes - vendor.opens))
    return 1.0 / (1.0 + math.exp(-(loss - waits * gross) / p.choice_noise))


@rule
def scatter(vendor: Any, seen: Any, luck: Any, moment: Any, p: Any) -> None:
    """Let a vendor leave at the sight of a team, or stay.

    Whether the team is seen in time is the same luck for all of a place: one tells the others. Who
    leaves waits out of sight and comes back to its place; the longer the stop, the later.
    """
    now, mark = moment
    warned = draw4(now, LOOKOUT, vendor.cell)[0] < p.lookout
    if not warned or luck[0] >= scatter_chance(vendor, seen, p):
        return
    zone = seen.zones[seen.cells.zone[vendor.cell]]
    vendor.fate = max(vendor.fate, FLED)
    hours = min(int(hours_kept_off(zone.stop_minutes, p) + luck[1]), vendor.closes - now.hour - 1)
    back = now.hour + 1 + hours
    mark.driven_off += float(hours)
    pack_up(vendor)
    vendor.back_at = back if back < 24 else -1


@rule
def reopens_at(vendor: Any, seen: Any, luck: float, now: Any, p: Any) -> int:
    """Give the place next door where a vendor sent away sets up again, or -1 where it does not.

    Chance = next_door / (1 + exp(-worth / noise)), worth = the custom left of the day without its
    regulars - the cost of moving - fear there. Source: rows 13 and 39 (spillover next door).
    """
    place = way_out(vendor, seen, now, p)
    zone = seen.zones[seen.cells.zone[place]]
    left = max(0.0, float(vendor.closes) - now.hour - 1.0) / float(vendor.closes - vendor.opens)
    gross = p.margin * expected_custom(seen, place, vendor.trade, p) * (1.0 - p.clientele_weight)
    worth = left * gross - p.relocation_cost * distance_between(seen, place, vendor.turf)
    worth -= left * perceived_risk(vendor, seen, place, p) * expected_penalty(zone, gross, p)
    chance = p.next_door / (1.0 + math.exp(-worth / p.choice_noise))
    return place if luck < chance else -1


@rule
def leave_place(vendor: Any, seen: Any, hours: float, moment: Any, p: Any) -> None:
    """Send a vendor off its place: home for some hours or the day, or to set up again next door."""
    luck, now, mark = moment
    place = reopens_at(vendor, seen, luck, now, p) if hours < WHOLE_DAY else -1
    send_away(vendor, now, hours if place < 0 else 0.0, mark)
    if place >= 0:
        vendor.last_place = place
        vendor.clientele = 0.0


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
        u = draw4(now, MEETING, vendor.unique_id)
        if not is_met(vendor, seen, mark, u[0], p):
            scatter(vendor, seen, (u[2], u[3]), (now, mark), p)
            continue
        v = draw4(now, OUTCOME, vendor.unique_id)
        mark.met += 1.0
        zone = seen.zones[seen.cells.zone[vendor.cell]]
        if slips_away(vendor, seen, v[0], now, p):
            mark.fled += 1.0
            continue
        hours = deal_with(vendor, zone, (v[1], v[2], v[3], u[1]), p, mark)
        if hours != STAYS:
            leave_place(vendor, seen, hours, (u[2], now, mark), p)


@kernel
def witness(me: Any, seen: Any, marks: Any, p: Any, now: Any) -> None:
    """Let vendors see what was done to others in their cell this hour."""
    for i in range(me.shape[0]):
        vendor = me[i]
        if vendor.alive and vendor.state == TRADING:
            mark = marks[vendor.cell]
            vendor.seen += mark.advised + mark.fined + mark.seized
