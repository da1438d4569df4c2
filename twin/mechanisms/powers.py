"""Putting levers in force: who is posted where, and what has to be done anew when one is set."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from twin.levers import LEVER_NAMES
from twin.mechanisms.amenities import place_amenities
from twin.mechanisms.chain import organise
from twin.mechanisms.pitches import mark_pitches
from twin.mechanisms.resilience import enlist_crews
from twin.mechanisms.zones import tell_offices, zones_of


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

    Within a department and shift, streets get their shares of persons in whole teams; what is left
    goes to those to which most is still owed over all trades so far (largest remainders).
    """
    offices, teams = world.rows("offices"), world.rows("teams")
    persons = offices.persons[:-1]
    weight = offices.staffing[:-1] * persons
    share = float(weight.sum() / persons.sum())
    weight = weight / max(float(weight.sum()), 1e-12)
    owed = np.zeros(len(persons))
    for d in range(5):
        own = np.flatnonzero((teams.department == d) & teams.alive & ~teams.crew)
        own = own[np.argsort(teams.starts[own], kind="stable")]
        steps = np.floor((np.arange(len(own)) + 0.5) * share + 0.5)
        posted = np.diff(steps, prepend=0.0) > 0.0
        teams.street[own] = -1
        for shift in np.unique(teams.starts[own]):
            sent = own[posted & (teams.starts[own] == shift)]
            given = share_out(len(sent), weight, owed)
            teams.street[sent] = teams.area[sent] = np.repeat(np.arange(len(persons)), given)
        offices.posted[:-1, d] = np.bincount(teams.street[own] + 1, minlength=len(persons) + 1)[1:]


def share_out(n: int, weight: NDArray[Any], owed: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give whole numbers that sum to ``n`` in proportion to weights that sum to 1.

    What rounding owes an entry is kept in ``owed`` and paid as soon as there is something left.
    """
    given = np.floor(n * weight + 1e-9).astype(np.int64)
    owed += n * weight - given
    left = n - int(given.sum())
    first = np.argsort(np.where(weight > 0.0, -owed, np.inf), kind="stable")[:left]
    given[first] += 1
    owed[first] -= 1.0
    return given


#: What has to be done anew when a lever has been set.
FOLLOWED_BY: dict[str, Callable[[Any], None]] = {
    "staffing": post_teams,
    "platform": organise,
    "recovery": enlist_crews,
    "pitches": mark_pitches,
    "siting": mark_pitches,
    "participation": mark_pitches,
    "amenities": place_amenities,
    "amenity_siting": place_amenities,
}
