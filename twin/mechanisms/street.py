"""The street itself: supply and wants meet, crowds and waste gather, people remember.

Cells change here and nowhere else (but for what a team clears away). Every share is bounded, so
that doubling a load never doubles an index.
"""

import math
from typing import Any

from agents.compiled import inlined, kernel, rule
from agents.hours import CLOSES, OPENS
from agents.residents import FREE, is_food
from agents.teams import SANITATION
from twin.mechanisms.fronts import room_of_fronts
from twin.mechanisms.memory import set_appeal
from twin.mechanisms.mishaps import made_noise, mishaps, storm

#: Highest hourly chance of an outing in the habits: visitors follow the same day.
FREE_PEAK = 0.24
#: The hour from which people want to sleep, and noise is noise.
NIGHT = 21
#: Hours at which waste is collected: at one collection a day the first, at two the first two.
COLLECTING = (5, 13, 19, 10)
#: The hour at which shops and volunteers sweep before their doors (门前三包).
SWEEPING_HOUR = 20


@rule
def visitors_here(city: Any, c: int, now: Any, p: Any) -> float:
    """Give the visitors on the street in a cell this hour (persons, expected).

    As counted for street and hour, changed by the weather and by people who have just arrived.
    """
    cell = city.cells[c]
    out = p.visitor_outing * city.habits[now.hour].out[FREE] / FREE_PEAK
    shock = city.weather.visitors[0] * (1.0 + city.weather.newcomers[0] / 1000.0)
    return city.visitors[cell.street, now.hour] * cell.visitors * out * shock


@rule
def wanting(city: Any, p: Any) -> float:
    """Give the share of outings on which something is wanted."""
    return min(1.0, p.want_share * city.weather.demand[0])


@inlined
def offer(cell: Any, trace: Any, p: Any) -> None:
    """Set the chance that a want is met by a vendor: capacity against wants, by trade."""
    for k in range(5):
        cell.supply[k] = trace.supply[k]
        capacity = trace.supply[k] * p.hourly_capacity
        ratio = capacity / max(trace.wants[k], 1e-9)
        cell.served[k] = p.vendor_share * min(1.0, ratio) if capacity > 0.0 else 0.0
    cell.traders = trace.traders
    cell.illegal = trace.illegal
    cell.untidy_share = 1.0 - trace.tidy / trace.traders if trace.traders > 0.0 else 0.0


@rule
def crowd(cell: Any, trace: Any, shops_open: bool, p: Any) -> None:
    """Set crowding: q^2 / (1 + q^2), q = (walkers + stalls + fronts, weighted) / walking space.

    Cars on the pavement and storm damage take some of that space. ``in_the_way`` is the part of the
    crowding that stalls off pitches make: their share of the load.
    """
    space = cell.space * (1.0 - p.parking_room * cell.parked) * (1.0 - p.damage_room * cell.damage)
    stalls = trace.load + (room_of_fronts(cell, p) if shops_open else 0.0)
    load = (p.walker_room * cell.footfall + p.stall_room * stalls) / space
    cell.crowding = load * load / (1.0 + load * load)
    off_pitch = trace.load * trace.illegal / trace.traders if trace.illegal > 0.0 else 0.0
    cell.in_the_way = cell.crowding * p.stall_room * off_pitch / (space * load + 1e-9)


@rule
def front_care(city: Any, cell: Any) -> float:
    """Give how many of a place's shops and neighbours care for its front (门前三包), 0-1.

    Those who take part = coproduction x (0.5 + trust / 2), and only where there are shops.
    """
    part = city.zones.coproduction[cell.zone] * (0.5 + 0.5 * city.streets.trust[cell.street])
    return part * min(1.0, 2.0 * cell.attraction)


@rule
def litter(cell: Any, trace: Any, cared: float, sorting: float, p: Any) -> float:
    """Add this hour's waste (bags) of stalls, walkers and homes; give what was added.

    Cared-for shop fronts see less dropped by walkers; sorted waste is less in volume.
    """
    added = p.stall_waste * trace.litter
    added += p.walker_waste * cell.footfall * (1.0 - p.front_cut * cared)
    added += p.household_waste * cell.persons
    added *= 1.0 - p.sorting_cut * sorting
    cell.waste += added
    cell.waste_share = cell.waste / (cell.waste + cell.room)
    return added


@rule
def collect(cell: Any, share: float) -> float:
    """Take a share of the waste away; give how much (bags)."""
    taken = share * cell.waste
    cell.waste -= taken
    cell.waste_share = cell.waste / (cell.waste + cell.room)
    return taken


@rule
def collected_now(collections: float, hour: int) -> bool:
    """Tell whether waste is collected at this hour, at so many collections a day."""
    for k in range(4):
        if hour == COLLECTING[k]:
            return k + 0.5 < collections
    return False


@rule
def collection_share(city: Any, street: int, p: Any) -> float:
    """Give the share of waste a collection takes: less in a strike, less where work is behind."""
    behind = p.neglect_collection * city.streets.neglect[street, SANITATION]
    return min(1.0, p.collection * city.weather.collection[0] / (1.0 + behind))


@rule
def keep_clean(city: Any, c: int, trace: Any, now: Any, p: Any) -> None:
    """Let waste gather in a cell, be swept before shops in the evening, and be collected."""
    cell, record = city.cells[c], city.city[0]
    cared = front_care(city, cell)
    zone = city.zones[cell.zone]
    record.waste_made += litter(cell, trace, cared, zone.sorting, p)
    if now.hour == SWEEPING_HOUR:
        record.waste_collected += collect(cell, p.front_sweep * cared)
    if collected_now(zone.collections, now.hour):
        record.waste_collected += collect(cell, collection_share(city, cell.street, p))


@kernel
def trade_hour(city: Any, traces: Any, p: Any, now: Any) -> None:
    """Bring visitors onto the street, set what vendors offer, and let crowds and waste gather."""
    mix = city.habits[now.hour].mix
    share = wanting(city, p)
    for c in range(city.cells.shape[0]):
        cell = city.cells[c]
        trace = traces[c]
        visitors = visitors_here(city, c, now, p)
        cell.footfall = trace.footfall + visitors
        for k in range(5):
            trace.wants[k] += visitors * share * mix[k]
        offer(cell, trace, p)
        mishaps(city, c, trace.illegal, now, p)
        storm(city, c, now, p)
        crowd(cell, trace, 8 <= now.hour < 21, p)
        keep_clean(city, c, trace, now, p)
        night = now.hour >= NIGHT or now.hour < 7
        cell.loud = made_noise(city, c, trace.loud, p) if night else 0.0


@rule
def loudness(city: Any, c: int, p: Any) -> float:
    """Give the noise heard in a cell: its own and a share of that of its four neighbours."""
    x, y = city.cells.x[c], city.cells.y[c]
    height, width = city.lookup.shape
    heard = city.cells.loud[c]
    for k in range(4):
        i = x + (1 if k == 0 else -1 if k == 1 else 0)
        j = y + (1 if k == 2 else -1 if k == 3 else 0)
        if 0 <= i < width and 0 <= j < height and city.lookup[j, i] >= 0:
            heard += p.noise_spill * city.cells.loud[city.lookup[j, i]]
    return 1.0 - math.exp(-p.noise_weight * heard) if heard > 0.0 else 0.0


@inlined
def judge_cell(cell: Any, p: Any) -> None:
    """Set disorder, as met on the street and at home, and life on the street (all 0-1).

    Disorder = 1 - product over causes of (1 - weight x cause); life = sqrt(people x variety).
    """
    calm = (1.0 - 0.75 * cell.crowding) * (1.0 - 0.75 * cell.waste_share)
    calm *= (1.0 - 0.25 * cell.parked) * (1.0 - 0.6 * cell.damage)
    calm *= (1.0 - 0.8 * cell.hazard) * (1.0 - 0.2 * cell.noise)
    cell.disorder = 1.0 - calm * (1.0 - 0.4 * cell.fault) * (1.0 - 0.6 * cell.occupied)
    home = (1.0 - 0.3 * cell.crowding) * (1.0 - 0.5 * cell.waste_share)
    home *= (1.0 - 0.2 * cell.parked) * (1.0 - 0.4 * cell.damage)
    home *= (1.0 - 0.8 * cell.hazard) * (1.0 - 0.6 * cell.noise)
    cell.disorder_home = 1.0 - home * (1.0 - 0.3 * cell.fault) * (1.0 - 0.3 * cell.occupied)
    shown = cell.shop * 0.4
    for k in range(5):
        shown += 0.12 if cell.supply[k] > 0.0 else 0.0
    people = cell.footfall / (cell.footfall + p.lively_half * cell.space)
    cell.vitality = math.sqrt(people * min(1.0, shown))


@kernel
def judge_hour(city: Any, traces: Any, p: Any, now: Any) -> None:
    """Judge the hour in every cell, and add it to the day."""
    book = city.book[0]
    counted = now.hour >= 6
    if counted:
        book.disorder_hours += 1.0
    for c in range(city.cells.shape[0]):
        cell = city.cells[c]
        cell.noise = loudness(city, c, p)
        judge_cell(cell, p)
        set_appeal(cell, city.weather.festival[0], p)
        if counted:
            book.disorder += cell.care * cell.disorder
            cell.day_disorder += cell.disorder
            cell.day_vitality += cell.vitality
            cell.day_crowding += cell.crowding
        for k in range(5):
            if OPENS[k] <= now.hour < CLOSES[k]:  # wants at other hours are no vendor's custom
                cell.day_wants[k] += traces[c].wants[k]
            cell.day_supply[k] += traces[c].supply[k]
        cell.day_tidy += traces[c].tidy


@kernel
def close_sales(city: Any, traces: Any, p: Any, now: Any) -> None:
    """Add what visitors bought to what residents bought."""
    mix = city.habits[now.hour].mix
    share = wanting(city, p)
    for c in range(city.cells.shape[0]):
        cell = city.cells[c]
        trace = traces[c]
        visitors = visitors_here(city, c, now, p)
        trust = city.streets.food_trust[cell.street]
        for k in range(5):
            wanted = visitors * share * mix[k]
            bought = wanted * cell.served[k] * (trust if is_food(k) else 1.0)
            trace.sold[k] = trace.bought[k] + bought
