"""From the area that a file writes to the code of an area: by code, name or short name.

What is known as a street's name: twin/districts/names.py. A short name that fits two streets fits
none; ``[areas.names]`` of the mapping says which one is meant. May import ``twin.district``,
``twin.districts.names``, ``twin.series.mapping`` and ``twin.errors``.
"""

from collections.abc import Callable

from twin.district import District, load_district
from twin.districts.names import known_texts
from twin.errors import InputError, nearest
from twin.series.mapping import AreaNames

#: Gives the code of an area as written, "" where it means none, None where nothing fits.
Finder = Callable[[str], str | None]


def finder(areas: AreaNames) -> tuple[Finder, tuple[str, ...]]:
    """Give a function from texts to codes, and the codes of all areas (none: any text is one).

    Raises InputError for an unknown district, or a name in the mapping that leads nowhere.
    """
    if areas.district is not None:
        district = load_district(areas.district)
        known = street_texts(district)
        codes = tuple(street.code for street in district.streets)
    else:
        known, codes = {code: code for code in areas.codes}, areas.codes
    given = {text: _target(name, known, codes) for text, name in areas.names.items()}
    none = {"", *areas.none}

    def find(text: str) -> str | None:
        if text in none:
            return ""
        return given.get(text) or known.get(text) or (None if codes else text)

    return find, codes


def _target(name: str, known: dict[str, str], codes: tuple[str, ...]) -> str:
    if codes and name not in known:
        raise InputError("unknown area", "areas.names", name, codes, nearest(name, known))
    return known.get(name, name)


def street_texts(district: District) -> dict[str, str]:
    """Give every text that means one street of a district and no other, with its code."""
    return known_texts([(s.code, s.name.zh, s.name.en) for s in district.streets])
