"""The one hall of rooms of this server, and the district names a facilitator may choose from."""

from functools import cache

from twin.district import district_names, load_district
from twin.room import Hall, rooms_home


@cache
def hall() -> Hall:
    """Give the rooms of this server: opened once, shared by all pages."""
    return Hall(rooms_home())


@cache
def places(language: str) -> tuple[tuple[str, str], ...]:
    """Give the shipped districts by name, with their titles."""
    return tuple((name, load_district(name).title[language]) for name in district_names())
