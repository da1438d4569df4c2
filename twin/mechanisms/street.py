"""The street itself: supply and wants meet, crowds and waste gather, people remember.

Cells change here and nowhere else (but for what a team clears away). Every share is bounded, so
that doubling a load never doubles an index.
"""

import math
from typing import Any

from agents.compiled import kernel, rule
from agents.residents import is_food
from agents.streams import decision, draw4
from agents.vendors import CLOSES, OPENS

ACCIDENT = decision("cell.accident")
#: Highest hourly chance of an outing in the habits: visitors follow the same day.
FREE_PEAK = 0.24


@rule
def visitors_here(city: Any, c: int, now: Any, p: Any) -> float:
    """Give the visitors on the street in a cell this hour (persons, expected)."""
    cell = city.cells[c]
    out = p.visitor_outing * city.habits[now.hour].out_free / FREE_PEAK
    return city.visitors[cell.street, now.hour] * cell.visitors * out


@rule
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
def crowd(cell: Any, trace: Any, p: Any) -> None:
    """Set crowding: q^2 / (1 + q^2), q = (walkers + stalls, weighted) / walking space."""
    load = (p.walker_room * cell.footfall + p.stall_room * trace.load) / cell.space
    cell.crowding = load * load / (1.0 + load * load)


@rule
def litter(cell: Any, trace: Any, p: Any) -> float:
    """Add this hour's waste (bags) of stalls, walkers and homes; give what was added."""
    added = p.stall_waste * trace.litter + p.walker_waste * cell.footfall
    added += p.household_waste * cell.persons
    cell.waste += added
    cell.waste_share = cell.waste / (cell.waste + cell.bins)
    return added


@rule
def collect(cell: Any, share: float) -> float:
    """Take a share of the waste away; give how much (bags)."""
    taken = share * cell.waste
    cell.waste -= taken
    cell.waste_share = cell.waste / (cell.waste + cell.bins)
    return taken


@rule
def mishaps(cell: Any, illegal: float, u: Any, p: Any, neglect: float) -> None:
    """Let hazards, faults and occupied roads happen; neglected own work breeds hazards."""
    if u[0] < p.hazard_rate * (1.0 + p.neglect_weight * neglect):
        cell.hazard = 1.0
    if u[1] < p.fault_rate * cell.persons:
        cell.fault = 1.0
    pressing = illegal / (illegal + p.road_half)
    if u[2] < p.road_rate * pressing:
        cell.occupied = 1.0


@kernel
def trade_hour(city: Any, traces: Any, p: Any, now: Any) -> None:
    """Bring visitors onto the street, set what vendors offer, and let crowds and waste gather."""
    mix = city.habits[now.hour].mix
    neglect = city.departments.neglect[2]
    record = city.city[0]
    for c in range(city.cells.shape[0]):
        cell = city.cells[c]
        trace = traces[c]
        visitors = visitors_here(city, c, now, p)
        cell.footfall = trace.footfall + visitors
        for k in range(5):
            trace.wants[k] += visitors * p.want_share * mix[k]
        offer(cell, trace, p)
        crowd(cell, trace, p)
        record.waste_made += litter(cell, trace, p)
        if now.hour == 5:
            record.waste_collected += collect(cell, p.collection)
        mishaps(cell, trace.illegal, draw4(now, ACCIDENT, c), p, neglect)
        cell.loud = trace.loud if now.hour >= 20 or now.hour < 7 else 0.0


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


@rule
def judge_cell(cell: Any, p: Any) -> None:
    """Set disorder, as met on the street and at home, and life on the street (all 0-1).

    Disorder = 1 - product over causes of (1 - weight x cause); life = sqrt(people x variety).
    """
    calm = (1.0 - 0.75 * cell.crowding) * (1.0 - 0.75 * cell.waste_share)
    calm *= (1.0 - 0.8 * cell.hazard) * (1.0 - 0.2 * cell.noise)
    cell.disorder = 1.0 - calm * (1.0 - 0.4 * cell.fault) * (1.0 - 0.6 * cell.occupied)
    home = (1.0 - 0.3 * cell.crowding) * (1.0 - 0.5 * cell.waste_share)
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
    for c in range(city.cells.shape[0]):
        cell = city.cells[c]
        trace = traces[c]
        visitors = visitors_here(city, c, now, p)
        trust = city.streets.food_trust[cell.street]
        for k in range(5):
            wanted = visitors * p.want_share * mix[k]
            bought = wanted * cell.served[k] * (trust if is_food(k) else 1.0)
            trace.sold[k] = trace.bought[k] + bought


@rule
def remember(memory: float, today: float, pace: float) -> float:
    """Move a memory towards today by a pace per day."""
    return memory + pace * (today - memory)


@rule
def remember_trade(cell: Any, first: bool, p: Any) -> None:
    """Move what vendors remember of a place: wants, rivals, tidiness, raids.

    The first day's wants are remembered whole, since there is nothing before them.
    """
    hours = 0.0
    pace = 1.0 if first else p.demand_learning
    for k in range(5):
        hours += cell.day_supply[k]
        cell.demand[k] = remember(cell.demand[k], cell.day_wants[k], pace)
        present = cell.day_supply[k] / TRADE_HOURS[k]
        cell.rivals[k] = remember(cell.rivals[k], present, p.rival_learning)
        cell.day_wants[k] = 0.0
        cell.day_supply[k] = 0.0
    if hours > 0.0:
        tidy = cell.day_tidy / hours
        cell.tidy_memory = remember(cell.tidy_memory, tidy, p.norm_learning)
        rate = min(1.0, cell.day_dealt / (hours / 6.0))
        cell.risk_place = remember(cell.risk_place, rate, p.place_learning)
    else:
        cell.tidy_memory = remember(cell.tidy_memory, 0.5, 0.02)
        cell.risk_place = remember(cell.risk_place, p.risk_prior, p.place_forgetting)


@rule
def set_appeal(cell: Any, p: Any) -> None:
    """Set what a place is known for: a attraction + v life - c crowding, as remembered (logit)."""
    cell.appeal = p.pull_attraction * cell.attraction + p.pull_vitality * cell.vitality_memory
    cell.appeal -= p.push_crowding * cell.crowding_memory


TRADE_HOURS = (4.0, 6.0, 10.0, 11.0, 7.0)


@kernel
def end_day(city: Any, traces: Any, p: Any, now: Any) -> None:
    """Let every cell's day sink into memory, and wipe the day."""
    for c in range(city.cells.shape[0]):
        cell = city.cells[c]
        habit = p.habit
        cell.disorder_memory = remember(cell.disorder_memory, cell.day_disorder / 18.0, habit)
        cell.vitality_memory = remember(cell.vitality_memory, cell.day_vitality / 18.0, habit)
        cell.crowding_memory = remember(cell.crowding_memory, cell.day_crowding / 18.0, habit)
        set_appeal(cell, p)
        remember_trade(cell, now.day == 0, p)
        cell.complaints *= p.complaint_decay
        cell.vendor_memory *= p.vendor_decay
        cell.day_disorder = 0.0
        cell.day_vitality = 0.0
        cell.day_crowding = 0.0
        cell.day_tidy = 0.0
        cell.day_dealt = 0.0
