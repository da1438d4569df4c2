"""What the moves of levers measure in a world, and what they prepare in a city."""

import numpy as np

from agents.prospects import strictness_at
from tests.agents.plain import plain
from twin.accounts.cases import opened
from twin.calendar import set_clock
from twin.levers import LEVERS
from twin.mechanisms.cases import STREET
from twin.sight import vendor_sees

NAMED = {lever.name: lever.moves for lever in LEVERS}


def named(lever):
    """Give the measure that reads the column a lever's declaration names: its mean, or sum."""
    table, column = NAMED[lever].split(".")

    def measure(world):
        rows = opened(world) if table == "cases" else world.rows(table)
        if table in ("book", "city"):
            return float(np.sum(rows[column][0]))
        return float(np.mean(rows[column].sum(axis=0) if table == "cells" else rows[column]))

    return measure


def book(name, k=None):
    def measure(world):
        value = world.rows("book")[name][0]
        return float(value.sum() if k is None else value[k])

    return measure


def total(table, column):
    return lambda world: float(world.rows(table)[column].sum())


def mean(table, column):
    return lambda world: float(world.rows(table)[column].mean())


def by_source(source):
    return lambda world: float((opened(world).source == source).sum())


def held_by_streets(world):
    return float((opened(world).holder >= STREET).sum())


def posted(world):
    return float((world.rows("teams").street >= 0).mean())


def strictness_met(world):
    """Give the mean strictness that a vendor off its pitch meets, over all cells."""
    seen = vendor_sees(world)
    return float(np.mean([strict(seen, c, world.p) for c in range(len(seen.cells.street))]))


def strict(seen, c, p):
    return plain(strictness_at)(seen, c, p)


def gap_at_borders(world):
    """Give how far strictness differs, mean over cells at a border, from the street next door."""
    seen, border = vendor_sees(world), world.rows("cells").border
    next_door = world.rows("offices").strictness
    places = np.flatnonzero(border >= 0)
    return float(np.mean([abs(strict(seen, c, world.p) - next_door[border[c]]) for c in places]))


def lent_at_borders(world):
    """Give how far strictness at borders lies from that of the own zone (mean over cells)."""
    seen, cells = vendor_sees(world), world.rows("cells")
    own = world.rows("zones").strictness[cells.zone]
    places = np.flatnonzero(cells.border >= 0)
    return float(np.mean([abs(strict(seen, c, world.p) - own[c]) for c in places]))


def apart(world):
    """Give how far the strictness of streets lies apart."""
    return float(np.ptp(world.rows("zones").strictness))


def complaints_at_stops(world):
    """Give the complaints remembered of the cells where patrols stopped in the last hour (mean)."""
    stops = world.traces.rows.stops + world.traces.rows.known_stops
    return float((stops * world.rows("cells").complaints).sum() / stops.sum())


def ahead(world):
    """Give how many hours cases held by departments were moved ahead in the queue (mean)."""
    cases = opened(world)
    return float((cases.rank - cases.collected)[(cases.holder < STREET) & (cases.rank != 0)].mean())


def at_desks(world):
    """Give the hours of desk work still before the cases that came in this hour (mean)."""
    cases = opened(world)
    cases = cases[(cases.collected == cases.collected.max()) & (cases.holder < STREET)]
    return float(cases.desk.mean())


def called_within(world):
    cases = opened(world)
    cases = cases[cases.whistled]
    return float((cases.dispatched - cases.collected).mean())


def caused(world):
    return float(opened(world).cause.sum())


def hours_of_way(world):
    """Give the travel hours per part of a case done so far."""
    rows = world.rows("teams")
    return float(rows.travel_hours.sum() / (opened(world).done_at >= 0.0).sum())


def waiting_for_licence(world):
    return float((world.rows("vendors").permit_day >= 0).sum())


def members(world):
    return float((world.rows("vendors").association >= 0).sum())


def late_on_pitches(world):
    """Give the vendors on pitches at this hour."""
    return float(world.rows("vendors").on_pitch.sum())


def unmet_at_pitches(world):
    """Give the wants nobody serves where pitches lie (mean over pitches)."""
    cells = world.rows("cells")
    unmet = np.maximum(cells.demand - world.p.daily_capacity * cells.rivals, 0.0).sum(axis=1)
    unmet += world.p.request_wants * cells.asked
    return float((cells.pitches * unmet).sum() / cells.pitches.sum())


def pull_of_pitches(world):
    cells = world.rows("cells")
    return float((cells.pitches * cells.attraction).sum() / cells.pitches.sum())


def out_of_reach(world):
    """Give the persons without any service point within a walk."""
    cells = world.rows("cells")
    return float(cells.persons[cells.access <= 0.0].sum())


def floating(column):
    def measure(world):
        rows = world.rows("residents")
        return float(rows[column][rows.floating].mean())

    return measure


def one_strict_street(city):
    """Let the first street be strict, all others lenient."""
    city.set_lever("intensity", 0.1)
    city.set_lever("intensity", 0.9, street=0)


def complaints_here_and_there(city):
    """Let every seventh cell be known for complaints."""
    city.world.rows("cells").complaints[::7] = 100.0


def end_of_january(city):
    """Go to the eve of the month's ranking, with streets of different scores."""
    city.world.rows("offices").resolved[:-1] = [0.2, 0.8, 0.4, 0.6]
    set_clock(city.world.now, 30 * 24 + 12)
