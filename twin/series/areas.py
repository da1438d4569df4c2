"""From the area that a file writes to the code of an area: by code, name or short name.

A street office (街道) is found by its code, by its whole name in Chinese or English, by the name
without its ending (体育馆 for 体育馆路街道), or by its first and last character (崇外 for
崇文门外街道). A short name that fits two streets fits none; ``[areas.names]`` of the mapping says
which one is meant. May import ``twin.district``, ``twin.series.mapping`` and ``twin.errors``.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

from twin.district import District, load_district
from twin.errors import InputError, nearest
from twin.series.mapping import AreaNames

#: Endings of a name that may be left out, the last first: 体育馆路街道, 体育馆路, 体育馆.
OFFICES, ROADS = ("街道办事处", "街道", "地区", "镇", "乡"), ("路", "大街", "街")

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
    ways = [
        [(street.code, street.code) for street in district.streets],
        [(n, street.code) for street in district.streets for n in (street.name.zh, street.name.en)],
        [(n, street.code) for street in district.streets for n in shortened(street.name.zh)],
        [(ends(street.name.zh), street.code) for street in district.streets],
    ]
    found: dict[str, str] = {}
    for way in ways:
        found = _unique(way) | found
    return found


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    meant = defaultdict(set)
    for text, code in pairs:
        meant[text].add(code)
    return {text: codes.pop() for text, codes in meant.items() if len(codes) == 1 and text}


def shortened(name: str) -> list[str]:
    """Give a Chinese name without the ending of an office, and without that of a road too.

    >>> shortened("体育馆路街道")
    ['体育馆路', '体育馆']
    """
    found = []
    for endings in (OFFICES, ROADS):
        ending = next((e for e in endings if name.endswith(e) and len(name) > len(e) + 1), None)
        if ending is not None:
            name = name.removesuffix(ending)
            found.append(name)
    return found


def ends(name: str) -> str:
    """Give the first and the last character of a Chinese name without the ending of an office.

    >>> ends("崇文门外街道")
    '崇外'
    """
    short = (shortened(name) or [name])[0]
    return short[0] + short[-1] if len(short) > 2 else ""
