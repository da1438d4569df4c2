"""What a vendor expects of a place: custom, danger, a pitch's terms, room among its members.

Every rule reads what vendors see (``agents/view.py``) and their own beliefs, and changes nothing.
"""

import math
from typing import Any

from agents.compiled import inlined, rule
from agents.hours import share_of_custom, share_of_hours

#: Minutes of a stop for which ``hours_lost`` and ``actions_per_stop`` are stated.
USUAL_STOP = 8.0


@rule
def cell_near(seen: Any, origin: int, radius: int, u: float, v: float) -> int:
    """Give the cell at a random offset within a radius (cells), or the origin off the map."""
    span = 2 * radius + 1
    x = seen.cells.x[origin] + int(u * span) - radius
    y = seen.cells.y[origin] + int(v * span) - radius
    if x < 0 or y < 0 or y >= seen.lookup.shape[0] or x >= seen.lookup.shape[1]:
        return origin
    found = seen.lookup[y, x]
    return found if found >= 0 else origin


@rule
def distance_between(seen: Any, a: int, b: int) -> float:
    """Give the straight distance between two cells (cells of 100 m)."""
    dx = float(seen.cells.x[a] - seen.cells.x[b])
    dy = float(seen.cells.y[a] - seen.cells.y[b])
    return math.sqrt(dx * dx + dy * dy)


@rule
def expected_custom(seen: Any, place: int, trade: int, p: Any, own: float = 0.0) -> float:
    """Give the wants a vendor expects to serve in a day at a place: remembered wants, shared.

    ``own`` is how far the vendor itself is among the rivals remembered there (0 or 1).
    """
    cell = seen.cells[place]
    others = max(0.0, cell.rivals[trade] - own)
    return min(cell.demand[trade] / (others + 1.0), p.daily_capacity)


@rule
def better_near(vendor: Any, seen: Any, origin: int, u: Any, p: Any) -> int:
    """Give the better by expected custom of two places within 300 m (``flight_radius``)."""
    radius = int(p.flight_radius)
    first = cell_near(seen, origin, radius, u[0], u[1])
    second = cell_near(seen, origin, radius, u[2], u[3])
    better = expected_custom(seen, second, vendor.trade, p) > expected_custom(
        seen, first, vendor.trade, p
    )
    return second if better else first


@rule
def overestimated(chance: float, seen: Any, place: int, p: Any) -> float:
    """Give what a remembered chance or share seems to be while teams take a place by surprise.

    min(1, x (1 + alarm x surprise)): in proportion to the teams seen at an alarm of 1, beyond that
    above 1; as remembered at 0. Source: initial deterrence decay, Sherman 1990, 10.1086/449163.
    """
    return min(1.0, chance * (1.0 + p.alarm * seen.cells.surprise[place]))


@rule
def perceived_risk(vendor: Any, seen: Any, place: int, p: Any) -> float:
    """Give the believed chance that a trading day at a place meets enforcement.

    Own belief and the talk about the place, weighted: risk = (1 - k) own + k place; overestimated
    while more teams are about than usual.
    """
    place_talk = seen.cells.risk_place[place]
    risk = (1.0 - p.place_belief) * vendor.risk + p.place_belief * place_talk
    return overestimated(risk, seen, place, p)


@rule
def felt_loss(yuan: float, p: Any) -> float:
    """Give what a loss feels like, capped by the stock at risk: S (1 - exp(-x / S))."""
    return p.stock_value * (1.0 - math.exp(-yuan / p.stock_value))


@rule
def growth_with_minutes(minutes: float, p: Any) -> float:
    """Give what a stop of some minutes deters against a usual one of eight (ratio).

    (1 - exp(-m / k)) / (1 - exp(-8 / k)), k = stop_scale.
    """
    return (1.0 - math.exp(-minutes / p.stop_scale)) / (1.0 - math.exp(-USUAL_STOP / p.stop_scale))


@rule
def hours_away(minutes: float, p: Any) -> float:
    """Give the hours a vendor moved along stays away after a stop of some minutes.

    hours_lost x growth with minutes: what a stop deters rises to about fifteen minutes and then
    flattens. Source: Koper 1995, Justice Quarterly 12(4), contested since.
    """
    return p.hours_lost * growth_with_minutes(minutes, p)


@rule
def hours_kept_off(minutes: float, p: Any) -> float:
    """Give the hours a place stays clear after a stop of some minutes, of who left by itself.

    residual_hours x growth with minutes. Source: residual deterrence 0.5-6 h (row 31).
    """
    return p.residual_hours * growth_with_minutes(minutes, p)


@rule
def slip_chance(zone: Any, p: Any) -> float:
    """Give the chance to slip away from a team: higher where rounds keep to known hours.

    f + (1 - f) x lever ``scheduled`` x schedule_known.
    """
    return p.flee_chance + (1.0 - p.flee_chance) * zone.scheduled * p.schedule_known


@rule
def strictness_at(seen: Any, place: int, p: Any) -> float:
    """Give the share of vendors seen off a pitch at a place that are acted on.

    The zone's own; at a border half way to the neighbour's (lever ``neighbours``); with the lever
    ``clearing`` (疏堵结合) full within 300 m of a vacant pitch, s + c (1 - s), and lenient
    elsewhere, s (1 - c x lenience).
    """
    cell = seen.cells[place]
    zone = seen.zones[cell.zone]
    strict = zone.strictness
    if cell.border >= 0:
        next_door = seen.streets[cell.border].strictness
        strict += 0.5 * zone.neighbours * (next_door - strict)
    if cell.vacancy > 0.0:
        return strict + zone.clearing * (1.0 - strict)
    return strict * (1.0 - zone.clearing * p.lenience)


@rule
def penalty_met(zone: Any, gross: float, p: Any) -> float:
    """Give what being met in a zone is expected to cost (yuan): hours, fine, goods, trouble.

    Being moved along is the common sanction; a large fine is often not collected (chance
    1 / (1 + fine / scale)); a loss is capped by the day's stock; some are let off.
    """
    harsh = zone.harshness
    away = hours_away(zone.stop_minutes, p)
    hours = (1.0 - harsh) * p.moved_along * min(1.0, away / 8.0)
    hours += harsh * p.day_lost * 0.5
    collected = 1.0 / (1.0 + p.fine / p.fine_collectable)
    fine = (1.0 - p.seizure_share) * collected * felt_loss(p.fine, p)
    goods = p.seizure_share * felt_loss(p.seizure_value, p)
    return (1.0 - harsh * p.let_off) * (hours * gross + harsh * (fine + goods) + p.trouble)


@rule
def expected_penalty(zone: Any, gross: float, p: Any) -> float:
    """Give what an encounter in a zone is expected to cost (yuan), if one does not slip away."""
    return (1.0 - slip_chance(zone, p)) * penalty_met(zone, gross, p)


@rule
def pitch_hours(vendor: Any, zone: Any) -> float:
    """Give the hours a day a vendor may trade on a pitch: its own, until pitches close (0 or more).

    The night trade loses its late hours where pitches close early.
    """
    return max(0.0, min(float(vendor.closes), zone.pitch_closes) - float(vendor.opens))


@rule
def on_own_pitch(vendor: Any, place: int) -> bool:
    """Tell whether a place is the vendor's own licensed pitch (a pitch asked for is not yet)."""
    return vendor.licensed and vendor.pitch == place


@rule
def crowding_out(seen: Any, place: int, own: float, p: Any) -> float:
    """Give how far one more stall would pass the space limit of a place (0-1).

    0 while it fits, 1 from one stall too many: stalls remembered + 1 - space_limit x space.
    """
    cell = seen.cells[place]
    stalls = -own
    for k in range(5):
        stalls += cell.rivals[k]
    return max(0.0, min(1.0, stalls + 1.0 - p.space_limit * cell.space))


@rule
def kept_out(vendor: Any, seen: Any, place: int, p: Any) -> float:
    """Give the chance that an association keeps a vendor out of a place its members hold.

    Lever ``membership`` x members there (up to one) x how far the space limit is passed; members
    and holders of the pitch there are let in. Source: Ostrom, design principle 1.
    """
    cell = seen.cells[place]
    zone = seen.zones[cell.zone]
    if zone.membership <= 0.0 or vendor.association == cell.street or on_own_pitch(vendor, place):
        return 0.0
    own = 1.0 if place == vendor.last_place and vendor.clientele > 0.0 else 0.0
    return zone.membership * min(1.0, cell.members) * crowding_out(seen, place, own, p)


@rule
def share_lost(vendor: Any, seen: Any, place: int, p: Any) -> float:
    """Give the share of a day's takings a vendor off its pitch expects to lose at a place.

    The chance to be kept out by an association, and the hours lost to teams coming by.
    """
    lost = overestimated(seen.cells.lost[place], seen, place, p)
    return kept_out(vendor, seen, place, p) + lost


@inlined
def place_worth(vendor: Any, seen: Any, place: int, legal: bool, p: Any) -> float:
    """Give the expected worth of a day at a place (yuan): custom - costs - fear - felt duty.

    Clientele is lost by moving: custom counts (1 - c (1 - clientele)) where it is known, and
    (1 - c) elsewhere; each day off its turf (地盘) costs by the distance, until it has regulars
    there. On the own pitch there is a fee, fewer hours where it closes early, and neither fear nor
    guilt. Where outsiders are kept out the day may be lost, and where teams come by part of it is.
    """
    settled = place == vendor.last_place and vendor.clientele > 0.0
    regulars = vendor.clientele if settled else 0.0
    custom = expected_custom(seen, place, vendor.trade, p, 1.0 if settled else 0.0)
    custom *= share_of_custom(vendor, p)
    gross = p.margin * custom * (1.0 - p.clientele_weight * (1.0 - regulars))
    zone = seen.zones[seen.cells.zone[place]]
    share = pitch_hours(vendor, zone) / float(vendor.closes - vendor.opens) if legal else 1.0
    worth = share * (gross - share_of_hours(vendor) * p.daily_cost)
    worth -= p.set_up_cost * distance_between(seen, place, vendor.home)
    worth -= p.relocation_cost * distance_between(seen, place, vendor.turf)
    if legal:
        return worth - zone.pitch_fee
    fear = perceived_risk(vendor, seen, place, p) * expected_penalty(zone, gross, p)
    out = share_lost(vendor, seen, place, p) * gross
    return worth - fear - p.felt_duty * vendor.legitimacy - out


@rule
def knows_of_pitches(vendor: Any, seen: Any, p: Any) -> bool:
    """Tell whether a vendor hears of vacant pitches: by word of mouth, or because it is told.

    Share pitch_news + (1 - pitch_news) x the lever ``outreach`` (政策找人) where it last traded,
    in the fixed order in which vendors are reached.
    """
    told = seen.zones.outreach[seen.cells.zone[vendor.last_place]]
    return vendor.invited < p.pitch_news + (1.0 - p.pitch_news) * told
