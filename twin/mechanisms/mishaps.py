"""What goes wrong in a place by itself: hazards, faults, occupied roads, cars, storm damage.

Every rate is a chance per hour; what departments neglect raises it, what was done about the cause
(``cure``) lowers it. Teams mend; cars leave by themselves at night.
"""

from typing import Any

from agents.compiled import inlined, rule
from agents.residents import DAMAGE, FACILITY, HAZARD, NOISE, PARKING, ROAD
from agents.streams import decision, draw4
from agents.teams import EMERGENCY, POLICE, URBAN_MANAGEMENT

ACCIDENT = decision("cell.accident")
STORM = decision("cell.storm")
#: When cars look for a place, relative to the busiest hour: deliveries, lunch, and coming home.
PARKING_HOURS = (
    0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.3, 0.7, 1.0, 0.7, 0.5, 0.7,
    0.8, 0.5, 0.4, 0.4, 0.5, 0.8, 1.0, 1.0, 0.8, 0.5, 0.2, 0.1,
)  # fmt: skip
#: Hours of the night in which cars on pavements leave.
LEAVING = (2, 3, 4, 5)


@rule
def hazard_chance(cell: Any, neglect: Any, p: Any) -> float:
    """Give the hourly chance of a hazard: what emergency neglects breeds them."""
    return p.hazard_rate * (1.0 + p.neglect_weight * neglect[EMERGENCY]) * (1.0 - cell.cure[HAZARD])


@rule
def fault_chance(cell: Any, neglect: Any, p: Any) -> float:
    """Give the hourly chance that a public facility breaks: by persons, sooner if only patched."""
    rate = p.fault_rate * cell.persons * (1.0 + p.neglect_faults * neglect[URBAN_MANAGEMENT])
    return (rate + p.patch_fails * cell.patched) * (1.0 - cell.cure[FACILITY])


@rule
def road_chance(cell: Any, neglect: Any, illegal: float, p: Any) -> float:
    """Give the hourly chance that a road is taken over: by stalls, or by shops and works.

    Stalls off pitches press (s / (s + half)); shops put goods out (half of it, as far as they do)
    and builders their stuff where a place is attractive, by day and night alike.
    """
    works = p.works_rate * cell.attraction * 0.5 * (1.0 + cell.fronts)
    pressing = p.road_rate * illegal / (illegal + p.road_half) + works
    lax = p.neglect_faults * neglect[URBAN_MANAGEMENT] + p.neglect_police * neglect[POLICE]
    return pressing * (1.0 + lax) * (1.0 - cell.cure[ROAD])


@rule
def parking_chance(cell: Any, neglect: Any, hour: int, p: Any) -> float:
    """Give the hourly chance of cars on the pavement: by persons, attraction and the hour."""
    pull = (cell.persons / 100.0 + 2.0 * cell.attraction) * PARKING_HOURS[hour]
    lax = 1.0 + p.neglect_police * neglect[POLICE]
    return p.parking_rate * pull * lax * (1.0 - cell.cure[PARKING])


@inlined
def mishaps(city: Any, c: int, illegal: float, now: Any, p: Any) -> None:
    """Let hazards, faults, occupied roads and cars on the pavement happen in a cell."""
    cell = city.cells[c]
    neglect = city.streets.neglect[cell.street]
    u = draw4(now, ACCIDENT, c)
    if u[0] < hazard_chance(cell, neglect, p):
        cell.hazard = 1.0
    if u[1] < fault_chance(cell, neglect, p):
        cell.fault = 1.0
        cell.patched = 0.0
    if u[2] < road_chance(cell, neglect, illegal, p):
        cell.occupied = 1.0
    if u[3] < parking_chance(cell, neglect, now.hour, p):
        cell.parked = 1.0
    elif now.hour in LEAVING and u[3] > 1.0 - p.parking_leaves:
        cell.parked = 0.0


@rule
def storm(city: Any, c: int, now: Any, p: Any) -> None:
    """Let a storm block a cell: chance = damage expected x (1 - gain x inspection beforehand)."""
    expected = city.weather.damage[0]
    cell = city.cells[c]
    if expected > 0.0 and cell.damage <= 0.0:
        spared = p.inspection_gain * city.zones.inspection[cell.zone]
        if draw4(now, STORM, c)[0] < expected * (1.0 - spared):
            cell.damage = 1.0
            city.book[0].damage_made += 1.0
            city.book[0].arisen[DAMAGE] += 1.0
    city.book[0].damage_hours += cell.damage


@rule
def made_noise(city: Any, c: int, loud: float, p: Any) -> float:
    """Give the noise stalls make at night: more where police neglect it, less where cured."""
    lax = 1.0 + p.neglect_police * city.streets.neglect[city.cells.street[c], POLICE]
    return loud * lax * (1.0 - city.cells.cure[c, NOISE])
