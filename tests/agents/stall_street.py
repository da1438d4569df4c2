"""A street of cells in a row, a vendor, and what it sees: what the tests of vendors share."""

import numpy as np

from agents import prospects
from agents.offices import COLUMNS as OFFICE
from agents.table import new_rows, see
from agents.vendors import COLUMNS
from agents.view import VENDOR_SEES_CELL, VENDOR_SEES_STREET, VENDOR_SEES_ZONE, VendorSees
from tests.agents.plain import parameters
from twin.mechanisms.columns import CELL, ZONE

P = parameters()
WIDTH = 20


def sees(cells, zones, offices, lookup):
    """Give what vendors see of a made-up place; eight cells are busy, no pitch is vacant."""
    busy = np.arange(8, dtype=np.int32)
    return VendorSees(
        see(cells, VENDOR_SEES_CELL),
        see(zones, VENDOR_SEES_ZONE),
        see(offices, VENDOR_SEES_STREET),
        lookup,
        busy,
        busy[:0],
    )


def ground(n=WIDTH):
    """Give a street of cells in a row, its zone, and what vendors see of them."""
    cells, zones, offices = new_rows(CELL, n), new_rows(ZONE, 1), new_rows(OFFICE, 2)
    cells.x = np.arange(n)
    cells.demand = 40.0
    lookup = np.arange(n, dtype=np.int32).reshape(1, n)
    sight = sees(cells, zones, offices, lookup)
    return cells, zones, sight


def vendor(**values):
    row = new_rows(COLUMNS, 1)[0]
    usual = {"trade": 3, "home": 5, "last_place": 5, "turf": 5, "opens": 10, "closes": 21}
    for name, value in {**usual, **values}.items():
        row[name] = value
    return row


def worth(place, who, cell=5, legal=False, p=P):
    return prospects.place_worth(who, place[2], cell, legal, p)


def rules(**values):
    """Give the rules in force in a zone."""
    zone = new_rows(ZONE, 1)[0]
    for name, value in values.items():
        zone[name] = value
    return zone
