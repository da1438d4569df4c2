"""The one argument of every mechanism: all tables of the city, as compiled code sees them."""

from typing import Any, NamedTuple


class CityTables(NamedTuple):
    """Rows of every table, writable, and the fixed maps of the district."""

    cells: Any
    residents: Any
    vendors: Any
    teams: Any
    streets: Any
    zones: Any
    weather: Any
    departments: Any
    cases: Any
    queue: Any
    order: Any
    city: Any
    book: Any
    habits: Any
    visitors: Any
    lookup: Any
