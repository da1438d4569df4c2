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
def tell_street(city: Any, s: int) -> None:
    """Tell a street office what is in force: the mean over its zones, by residents.

    Taken as the first zone's value and the others' distance from it: exact where all are alike.
    """
    office = city.streets[s]
    first = -1
    persons, stricter, busier = 0.0, 0.0, 0.0
    for z in range(city.zones.shape[0]):
        zone = city.zones[z]
        if zone.street != s:
            continue
        if first < 0:
            first = z
        persons += zone.persons
        stricter += zone.persons * (zone.strictness - city.zones.strictness[first])
        busier += zone.persons * (zone.patrol_share - city.zones.patrol_share[first])
    office.strictness = city.zones.strictness[first] + stricter / max(1.0, persons)
    office.patrol_share = city.zones.patrol_share[first] + busier / max(1.0, persons)


@rule
def tell_district(city: Any) -> None:
    """Tell the district's row the mean over streets, by residents, in the same exact way."""
    last = city.streets.shape[0] - 1
    first, whole = city.streets[0], city.streets[last]
    stricter, busier = 0.0, 0.0
    for s in range(last):
        share = city.streets.persons[s] / max(1.0, whole.persons)
        stricter += share * (city.streets.strictness[s] - first.strictness)
        busier += share * (city.streets.patrol_share[s] - first.patrol_share)
    whole.strictness = first.strictness + stricter
    whole.patrol_share = first.patrol_share + busier


@kernel
def put_in_force(city: Any, traces: Any, p: Any, now: Any) -> None:
    """Put levers, local choice and campaigns in force, zone by zone; tell each office the mean."""
    for z in range(city.zones.shape[0]):
        zone = city.zones[z]
        office = city.streets[zone.street]
        enforce(zone, office, campaign_push(zone, office, city.city.push[0]), p)
    for s in range(city.streets.shape[0] - 1):
        tell_street(city, s)
    tell_district(city)


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

    A street without residents counts its zones alike. Means are taken from the first value and the
    distances from it: exact where all are alike, so that cutting a zone in two changes nothing.
    """
    zones, offices = world.rows("zones"), world.rows("offices")
    n = len(offices) - 1
    persons = np.bincount(zones.street, zones.persons, n)
    weight = np.where(persons[zones.street] > 0.0, zones.persons, 1.0)
    total = np.bincount(zones.street, weight, n)
    first = np.array([np.flatnonzero(zones.street == s)[0] for s in range(n)])
    share = persons / persons.sum()
    for name in names:
        base = zones[name][first]
        apart = weight * (zones[name] - base[zones.street])
        means = base + np.bincount(zones.street, apart, n) / total
        offices[name][:n] = means
        offices[name][n] = means[0] + float((share * (means - means[0])).sum())
