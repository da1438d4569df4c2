"""What a day leaves behind: what people and vendors remember of places, and what is forgotten."""

import math
from typing import Any

from agents.compiled import kernel, rule
from agents.hours import CLOSES, OPENS
from agents.residents import N_KINDS, WASTE

#: Hours a day in which each trade is to be had.
TRADE_HOURS = tuple(float(b - a) for a, b in zip(OPENS, CLOSES, strict=True))
COMMERCIAL = 1
#: How far vendors tell each other of teams (cells): up to 250 m.
EARSHOT = 2


@rule
def remember(memory: float, today: float, pace: float) -> float:
    """Move a memory towards today by a pace per day."""
    return memory + pace * (today - memory)


@rule
def remember_trade(cell: Any, first: bool, p: Any) -> None:
    """Move what vendors remember of a place: wants, rivals, tidiness, raids, hours lost.

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
        lost = min(1.0, cell.day_lost / (hours + cell.day_lost))
        pace = p.place_learning if lost > cell.lost else p.place_forgetting
        cell.lost = remember(cell.lost, lost, pace)
        pace = p.place_learning if rate > cell.risk_place else p.place_forgetting
        cell.risk_place = remember(cell.risk_place, rate, pace)
    else:
        cell.tidy_memory = remember(cell.tidy_memory, 0.5, 0.02)
        cell.risk_place = remember(cell.risk_place, p.risk_prior, p.place_forgetting)
        cell.lost = remember(cell.lost, 0.0, p.place_forgetting)


@rule
def stops_near(city: Any, c: int) -> float:
    """Give today's stops of teams within earshot of a cell: two cells each way."""
    x, y = city.cells.x[c], city.cells.y[c]
    height, width = city.lookup.shape
    stops = 0.0
    for j in range(max(0, y - EARSHOT), min(height, y + EARSHOT + 1)):
        for i in range(max(0, x - EARSHOT), min(width, x + EARSHOT + 1)):
            if city.lookup[j, i] >= 0:
                stops += city.cells.day_stops[city.lookup[j, i]]
    return stops


@rule
def surprise_at(seen: float, usual: float) -> float:
    """Give how far teams seen go beyond what is usual and what chance brings (ratio, 0 or more).

    max(0, seen - usual - sqrt(usual)) / (usual + 1): the root is one standard deviation of stops
    that fall by chance; where hardly any team comes one more is no sign yet.
    """
    return max(0.0, seen - usual - math.sqrt(usual)) / (usual + 1.0)


@rule
def notice_teams(city: Any, c: int, first: bool, p: Any) -> None:
    """Let vendors of a place talk of the teams seen today, be taken by surprise, get used to them.

    Talk moves at once (row 21), what is usual as slowly as fear fades (row 22). The first day's
    stops are usual, since there is nothing before them.
    """
    cell = city.cells[c]
    today = stops_near(city, c)
    if first:
        cell.teams_seen = today
        cell.teams_usual = today
    cell.teams_seen = remember(cell.teams_seen, today, p.place_learning)
    cell.surprise = surprise_at(cell.teams_seen, cell.teams_usual)
    cell.teams_usual = remember(cell.teams_usual, today, p.place_forgetting)


@rule
def set_appeal(cell: Any, festival: float, p: Any) -> None:
    """Set what a place is known for: a attraction + v life - c crowding, as remembered (logit).

    A service point draws a little, a festival draws to commercial places, storm damage repels.
    """
    sights = cell.attraction + p.amenity_draw * min(1.0, cell.amenity)
    cell.appeal = p.pull_attraction * sights + p.pull_vitality * cell.vitality_memory
    cell.appeal -= p.push_crowding * cell.crowding_memory
    cell.appeal -= p.push_damage * cell.damage
    if cell.land_use == COMMERCIAL:
        cell.appeal += p.festival_pull * festival


@rule
def forget_causes(cell: Any, p: Any) -> None:
    """Let treated causes come back (half-life ``cure_half_life`` days); forget within a month.

    What recurred and what was asked for is forgotten. A treated cause of waste is room in bins.
    """
    left = math.pow(0.5, 1.0 / p.cure_half_life)
    for kind in range(N_KINDS):
        cell.cure[kind] *= left
        cell.recurred[kind] *= p.month_decay
    cell.room = cell.bins * (1.0 + p.cure_bins * cell.cure[WASTE])
    cell.asked *= p.month_decay


@kernel
def end_day(city: Any, traces: Any, p: Any, now: Any) -> None:
    """Let every cell's day sink into memory, and wipe the day."""
    for c in range(city.cells.shape[0]):
        notice_teams(city, c, now.day == 0, p)
    for c in range(city.cells.shape[0]):
        cell = city.cells[c]
        habit = p.habit
        cell.disorder_memory = remember(cell.disorder_memory, cell.day_disorder / 18.0, habit)
        cell.vitality_memory = remember(cell.vitality_memory, cell.day_vitality / 18.0, habit)
        cell.crowding_memory = remember(cell.crowding_memory, cell.day_crowding / 18.0, habit)
        remember_trade(cell, now.day == 0, p)
        forget_causes(cell, p)
        cell.complaints *= p.complaint_decay
        cell.vendor_memory *= p.vendor_decay
        cell.day_disorder = 0.0
        cell.day_vitality = 0.0
        cell.day_crowding = 0.0
        cell.day_tidy = 0.0
        cell.day_dealt = 0.0
        cell.day_lost = 0.0
        cell.day_stops = 0.0
