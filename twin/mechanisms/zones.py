"""Zones: what is in force where, from the levers set there and what the street office chooses.

A zone is a part of a street in which one set of levers is in force. At first every street is one
zone; setting a lever for a set of cells splits zones.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.compiled import kernel, rule
from twin.levers import LEVER_NAMES


@rule
def campaign_push(zone: Any, office: Any, running: float) -> float:
    """Give how hard a campaign pushes a zone (0-1): strength x running x the street's word.

    With the power of consent (同意权) a campaign is held back where the street's survey does not
    ask for more order.
    """
    return running * zone.campaign * (1.0 - zone.consent * (1.0 - office.agrees))


@rule
def enforce(zone: Any, office: Any, push: float, p: Any) -> None:
    """Turn levers, local choice and a campaign's push (0-1) into what is in force in a zone.

    Without assessment, discretion lets familiar faces off (local capture).
    """
    own = zone.discretion * office.local_strictness
    base = own + (1.0 - zone.discretion) * zone.intensity
    zone.strictness = base + push * (1.0 - base)
    zone.harshness = zone.style + push * (1.0 - zone.style)
    hours = base * zone.patrol * (1.0 + 2.0 * push)
    zone.patrol_share = p.patrol_most * min(1.0, hours)
    zone.capture = p.capture_most * zone.discretion * (1.0 - zone.assessment) * (1.0 - push)


@rule
def add_share(office: Any, zone: Any) -> None:
    """Add a zone to the means of an office, by residents."""
    share = zone.persons / max(1.0, office.persons)
    office.strictness += share * zone.strictness
    office.patrol_share += share * zone.patrol_share


@kernel
def put_in_force(city: Any, traces: Any, p: Any, now: Any) -> None:
    """Put levers, local choice and campaigns in force, zone by zone; tell each office the mean."""
    last = city.streets.shape[0] - 1
    for s in range(last + 1):
        city.streets.strictness[s] = 0.0
        city.streets.patrol_share[s] = 0.0
    for z in range(city.zones.shape[0]):
        zone = city.zones[z]
        office = city.streets[zone.street]
        enforce(zone, office, campaign_push(zone, office, city.city.push[0]), p)
        add_share(city.streets[zone.street], zone)
        add_share(city.streets[last], zone)


def zones_of(world: Any, street: int | None, cells: NDArray[Any] | None) -> NDArray[np.int64]:
    """Give the zones of the district, of a street, or of some cells, split off where needed."""
    rows = world.rows("zones")
    if cells is not None:
        return split_off(world, np.asarray(cells))
    if street is None:
        return np.arange(len(rows))
    return np.flatnonzero(rows.street == street)


def split_off(world: Any, cells: NDArray[Any]) -> NDArray[np.int64]:
    """Give the zones that make up exactly these cells; a zone cut in two gets a twin."""
    place = world.rows("cells")
    inside = np.zeros(len(place), bool)
    inside[cells] = True
    touched = np.unique(place.zone[inside])
    result = []
    for z in touched.tolist():
        own = place.zone == z
        if (inside & own).sum() == own.sum():
            result.append(z)
            continue
        world.tables["zones"].append(1)
        rows = world.rows("zones")
        rows[-1] = rows[z]
        place.zone[inside & own] = len(rows) - 1
        result.append(len(rows) - 1)
    rows = world.rows("zones")
    rows.persons = np.bincount(place.zone, place.persons, len(rows))
    return np.array(result, np.int64)


def tell_offices(world: Any, names: tuple[str, ...] = LEVER_NAMES) -> None:
    """Give every street office the mean of its zones' levers, by residents; the last row the whole.

    A street without residents counts its zones alike.
    """
    zones, offices = world.rows("zones"), world.rows("offices")
    n = len(offices) - 1
    weight = zones.persons + 1e-9
    total = np.bincount(zones.street, weight, n)
    for name in names:
        offices[name][:n] = np.bincount(zones.street, weight * zones[name], n) / total
        offices[name][n] = float((weight * zones[name]).sum() / weight.sum())
