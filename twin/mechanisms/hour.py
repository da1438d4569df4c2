"""What an hour is made of: the one argument of every compiled phase."""

from typing import Any, NamedTuple

from agents import view
from twin.mechanisms.city import CityTables


class BookTables(NamedTuple):
    """What the books are kept in, as plain numbers: a row for each cell, street and so on.

    ``sums`` is one row of traces; ``sum_rows`` and ``street_rows`` are the same memory as records.
    """

    traces: Any
    sums: Any
    streets: Any
    book: Any
    sum_rows: Any
    street_rows: Any


class Hour(NamedTuple):
    """All that a phase takes: the tables, traces, views of agents, parameters and the clock.

    ``parameters`` and ``clock`` are tables of one row, since a record costs 14 microseconds each
    time it is handed to compiled code. ``resident`` holds the habits of all hours, and the weather
    as a table: phases narrow it down to the hour.
    """

    city: CityTables
    marks: Any
    parameters: Any
    clock: Any
    resident: view.ResidentSees
    vendor: view.VendorSees
    team: view.TeamSees
    books: BookTables
