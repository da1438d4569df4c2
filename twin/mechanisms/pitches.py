"""Licensed pitches (疏导点): where they are, who gets one, and when the licence comes."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.streams import decision, fill_rows
from agents.vendors import IDLE

LOT = decision("vendor.lot")
#: A vacant pitch is a way out for vendors within this distance (cells of 100 m).
REACH = 3
#: Days between two reviews of where pitches lie.
REVIEW_DAYS = 28


def mark_pitches(world: Any) -> None:
    """Mark out the licensed pitches of every zone, best places first, as far as they fit.

    Vendors whose pitch is gone lose it.
    """
    cells = world.rows("cells")
    cells.pitches = 0
    place_pitches(world)


def review_pitches(world: Any) -> None:
    """Let streets with a say in siting, or in the number, look every four weeks where pitches lie.

    Pitches that are taken stay where they are as long as there are not to be fewer.
    """
    zones, cells = world.rows("zones"), world.rows("cells")
    if world.now.day % REVIEW_DAYS != REVIEW_DAYS - 1:
        return
    if not ((zones.participation > 0.0) | (zones.discretion > 0.0)).any():
        return
    cells.pitches = np.minimum(cells.pitches, cells.pitches_taken)
    place_pitches(world)


def place_pitches(world: Any) -> None:
    """Fill every zone up to its number of pitches: first those kept, then the best places left."""
    cells = world.rows("cells")
    wanted = wanted_pitches(world)
    for z, zone in enumerate(world.rows("zones")):
        own = np.flatnonzero((cells.zone == z) & (cells.pitch_room > 0))
        order = own[np.argsort(site_distance(cells[own], zone, world.p), kind="stable")]
        kept = fill(wanted[z], cells.pitches[order])
        cells.pitches[order] = kept + fill(wanted[z] - kept.sum(), cells.pitch_room[order] - kept)
    evict(world)


def wanted_pitches(world: Any) -> NDArray[np.int64]:
    """Give the number of pitches for every zone: per 1,000 residents, times the street's own ratio.

    With discretion d a street marks out 1 + d (own_pitches - 1) times what is asked.
    """
    zones = world.rows("zones")
    own = world.rows("offices").own_pitches[zones.street]
    ratio = 1.0 + zones.discretion * (own - 1.0)
    wanted: NDArray[np.int64] = np.rint(zones.pitches * zones.persons / 1000.0 * ratio)
    return wanted.astype(np.int64)


def site_distance(own: Any, zone: Any, p: Any) -> NDArray[np.float64]:
    """Give how far some cells are from what is looked for in siting (0 best).

    From above: the distance of the rank by attraction from ``siting`` (1 where people are, 0 out
    of the way). With the lever ``participation`` (参与权) the street's knowledge counts instead:
    the rank by wants that nobody serves - remembered wants less what rivals can serve, by trade -
    and by requests for a missing service.
    """
    none = np.zeros(len(own), np.int64)
    most = max(1, len(own) - 1)
    pull = own.attraction.astype(np.float64)
    above = np.abs(ranks(none, pull) / most - zone.siting)
    unmet = np.maximum(own.demand - p.daily_capacity * own.rivals, 0.0).sum(axis=1)
    known = ranks(none, unmet + p.request_wants * own.asked + 1e-6 * pull) / most
    distance: NDArray[np.float64] = above + zone.participation * (1.0 - known - above)
    return distance


def fill(number: int, room: NDArray[Any]) -> NDArray[np.int64]:
    """Give how many of a number each of some places takes, in their order, as far as they fit."""
    before = np.cumsum(room) - room
    return np.clip(number - before, 0, room)


def evict(world: Any) -> None:
    """Take pitches that are no longer marked out from those who used theirs least lately.

    In every cell those who wait for a licence go first, then those whose pitch lay idle longest,
    then those with the highest numbers.
    """
    cells, vendors = world.rows("cells"), world.rows("vendors")
    holders = np.flatnonzero(vendors.pitch >= 0)
    idle = vendors.idle_days[holders] + 10_000.0 * ~vendors.licensed[holders]
    rank = ranks(vendors.pitch[holders], idle * 1e9 + vendors.unique_id[holders])
    gone = holders[rank >= cells.pitches[vendors.pitch[holders]]]
    vendors.pitch[gone] = -1
    vendors.permit_day[gone] = -1
    vendors.licensed[gone] = False
    vendors.on_pitch[gone] = False
    count_pitches(world)
    note_vacancies(world, cells.pitches > cells.pitches_taken)


def count_pitches(world: Any) -> None:
    """Count the pitches taken in every cell; where that changes what is to let, note it around."""
    cells, vendors = world.rows("cells"), world.rows("vendors")
    held = vendors.pitch[vendors.pitch >= 0]
    before = cells.pitches > cells.pitches_taken
    cells.pitches_taken = np.bincount(held, minlength=len(cells))
    free = cells.pitches > cells.pitches_taken
    if (free != before).any():
        note_vacancies(world, free)


def note_vacancies(world: Any, to_let: NDArray[np.bool_]) -> None:
    """Set ``vacancy`` to 1 in cells within 300 m (straight line) of a pitch to let, else 0."""
    cells, (height, width) = world.rows("cells"), world.maps.lookup.shape
    free = np.flatnonzero(to_let)
    near = np.zeros((height + 2 * REACH, width + 2 * REACH), bool)
    for dy in range(-REACH, REACH + 1):
        for dx in range(-REACH, REACH + 1):
            if dx * dx + dy * dy <= REACH * REACH:
                near[cells.y[free] + dy + REACH, cells.x[free] + dx + REACH] = True
    cells.vacancy = near[cells.y + REACH, cells.x + REACH]


def ranks(groups: NDArray[Any], keys: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give each entry's rank within its group by ascending key (0 first)."""
    order = np.lexsort((keys, groups))
    ordered = groups[order]
    first = np.searchsorted(ordered, ordered, side="left")
    rank = np.empty(len(groups), np.int64)
    rank[order] = np.arange(len(groups)) - first
    return rank


def vacant_pitches(world: Any) -> NDArray[np.int32]:
    """Give the cells that have a pitch to let, once per vacancy."""
    cells = world.rows("cells")
    free = np.maximum(cells.pitches - cells.pitches_taken, 0)
    return np.repeat(np.arange(len(cells), dtype=np.int32), free)


def settle_claims(world: Any) -> None:
    """Let vacant pitches to those who asked for them this hour: a lottery where too many did.

    Who asked in vain has lost the day, and so has who has to wait for the licence; the pitch is
    kept for it meanwhile.
    """
    cells, vendors = world.rows("cells"), world.rows("vendors")
    asked = np.flatnonzero(vendors.claim >= 0)
    if not len(asked):
        return
    lots = np.empty((4, len(vendors)))
    fill_rows(lots, vendors, world.now, LOT)
    place = vendors.claim[asked]
    wins = ranks(place, lots[0, asked]) < (cells.pitches - cells.pitches_taken)[place]
    won = asked[wins]
    days = days_to_licence(world, place[wins])
    vendors.pitch[won] = place[wins]
    vendors.permit_day[won] = world.now.day + days
    vendors.idle_days[won] = 0
    vendors.on_pitch[won] = days == 0
    vendors.claim[asked] = -1
    license_vendors(world, won[days == 0])
    home = np.concatenate([asked[~wins], won[days > 0]])
    vendors.state[home] = IDLE
    vendors.cell[home] = -1
    count_pitches(world)


def days_to_licence(world: Any, place: NDArray[Any]) -> NDArray[np.int64]:
    """Give the days from winning a pitch to its licence (一网通办), at some cells.

    Lever ``licence_days`` x (1 - one_window x lever ``onething``): one window asks once for all.
    """
    zone = world.rows("zones")[world.rows("cells").zone[place]]
    days = zone.licence_days * (1.0 - world.p.one_window * zone.onething)
    whole: NDArray[np.int64] = np.rint(days).astype(np.int64)
    return whole


def license_vendors(world: Any, rows: NDArray[Any]) -> None:
    """Give some vendors the licence for their pitch, and book the days they waited."""
    vendors, book = world.rows("vendors"), world.rows("book")
    book["licences"][0] += len(rows)
    book["licence_days"][0] += float(vendors.idle_days[rows].sum())
    vendors.licensed[rows] = True
    vendors.permit_day[rows] = -1
    vendors.idle_days[rows] = 0


def grant_licences(world: Any) -> None:
    """Give the licences that are due tomorrow morning."""
    vendors = world.rows("vendors")
    waits = (vendors.pitch >= 0) & ~vendors.licensed
    license_vendors(world, np.flatnonzero(waits & (vendors.permit_day <= world.now.day + 1)))
