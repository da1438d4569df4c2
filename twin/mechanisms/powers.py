"""Putting levers in force: who is posted where, where pitches are marked out, who gets them."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.streams import decision, draw4
from agents.vendors import IDLE
from twin.levers import LEVER_NAMES
from twin.mechanisms.chain import organise
from twin.mechanisms.resilience import enlist_crews
from twin.mechanisms.zones import tell_offices, zones_of

LOT = decision("vendor.lot")


def set_lever(
    world: Any,
    name: str,
    value: float,
    street: int | None = None,
    cells: NDArray[Any] | None = None,
) -> None:
    """Set a lever for the district, for one street, or for some cells; it acts from the next tick.

    What acts through an office or a department acts with the mean over residents.
    """
    where = zones_of(world, street, cells)
    world.rows("zones")[name][where] = value
    tell_offices(world, (name,))
    if name in FOLLOWED_BY:
        FOLLOWED_BY[name](world)


def set_levers(world: Any, values: dict[str, float]) -> None:
    """Set every lever of a policy."""
    zones = world.rows("zones")
    for name in LEVER_NAMES:
        zones[name] = values[name]
    tell_offices(world)
    for follow in dict.fromkeys(FOLLOWED_BY.values()):
        follow(world)


def post_teams(world: Any) -> None:
    """Post the staffing share of every department's teams to streets, shift by shift.

    Within a department and shift, each team goes to the street that is furthest below its share
    of persons, counting the teams of all trades a little.
    """
    offices, teams = world.rows("offices"), world.rows("teams")
    persons = offices.persons[:-1]
    share = float((offices.staffing[:-1] * persons).sum() / persons.sum())
    want = offices.staffing[:-1] * persons / persons.sum() + 1e-12
    total = np.zeros(len(persons))
    for d in range(5):
        own = np.flatnonzero((teams.department == d) & teams.alive & ~teams.crew)
        own = own[np.argsort(teams.starts[own], kind="stable")]
        steps = np.floor((np.arange(len(own)) + 0.5) * share + 0.5)
        posted = np.diff(steps, prepend=0.0) > 0.0
        teams.street[own] = -1
        for shift in np.unique(teams.starts[own]):
            given = np.zeros(len(persons))
            for t in own[posted & (teams.starts[own] == shift)]:
                s = int(np.argmin((given + 1.0 + 0.1 * total) / want))
                given[s] += 1.0
                total[s] += 1.0
                teams.street[t] = teams.area[t] = s


def mark_pitches(world: Any) -> None:
    """Mark out the licensed pitches of every zone, best places first, as far as they fit.

    The best places are those whose rank by attraction in their zone is nearest to ``siting``: 1
    where people are, 0 out of the way. Vendors whose pitch is gone lose it.
    """
    cells = world.rows("cells")
    cells.pitches = 0
    for z, zone in enumerate(world.rows("zones")):
        own = np.flatnonzero((cells.zone == z) & (cells.pitch_room > 0))
        place = ranks(np.zeros(len(own)), cells.attraction[own]) / max(1, len(own) - 1)
        order = own[np.argsort(np.abs(place - zone.siting), kind="stable")]
        wanted = round(float(zone.pitches * zone.persons / 1000.0))
        before = np.concatenate([[0], np.cumsum(cells.pitch_room[order])[:-1]])
        cells.pitches[order] = np.clip(wanted - before, 0, cells.pitch_room[order])
    evict(world)


def evict(world: Any) -> None:
    """Take pitches that are no longer marked out from those who hold them, latest first."""
    cells, vendors = world.rows("cells"), world.rows("vendors")
    holders = np.flatnonzero(vendors.pitch >= 0)
    rank = ranks(vendors.pitch[holders], vendors.unique_id[holders].astype(np.float64))
    gone = holders[rank >= cells.pitches[vendors.pitch[holders]]]
    vendors.pitch[gone] = -1
    vendors.licensed[gone] = False
    vendors.on_pitch[gone] = False
    count_pitches(world)


def count_pitches(world: Any) -> None:
    """Count the pitches taken in every cell."""
    cells, vendors = world.rows("cells"), world.rows("vendors")
    held = vendors.pitch[vendors.pitch >= 0]
    cells.pitches_taken = np.bincount(held, minlength=len(cells))


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

    Who asked in vain has lost the day.
    """
    cells, vendors = world.rows("cells"), world.rows("vendors")
    asked = np.flatnonzero(vendors.claim >= 0)
    if not len(asked):
        return
    lots = np.array([draw4(world.now, LOT, int(i))[0] for i in vendors.unique_id[asked]])
    place = vendors.claim[asked]
    free = (cells.pitches - cells.pitches_taken)[place]
    wins = ranks(place, lots) < free
    won, lost = asked[wins], asked[~wins]
    vendors.state[lost] = IDLE
    vendors.cell[lost] = -1
    vendors.pitch[won] = vendors.claim[won]
    vendors.licensed[won] = True
    vendors.on_pitch[won] = True
    vendors.idle_days[won] = 0
    vendors.claim[asked] = -1
    count_pitches(world)


#: What has to be done anew when a lever has been set.
FOLLOWED_BY: dict[str, Callable[[Any], None]] = {
    "staffing": post_teams,
    "platform": organise,
    "recovery": enlist_crews,
    "pitches": mark_pitches,
    "siting": mark_pitches,
}
