"""The texts under which a street is known: code, name, name without its ending, two characters.

A street office (街道) is found by its code, by its whole name in Chinese or English, by the name
without its ending (体育馆 for 体育馆路街道), or by its first and last character (崇外 for
崇文门外街道). A text that fits two streets fits none. May import the standard library only.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

#: Endings of a name that may be left out, the last first: 体育馆路街道, 体育馆路, 体育馆.
OFFICES, ROADS = ("街道办事处", "街道", "地区", "镇", "乡"), ("路", "大街", "街")


def known_texts(streets: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    """Give every text that means one street and no other, with its code.

    ``streets`` are code, Chinese name and English name. A code wins over a name, a whole name over
    a shortened one.
    """
    ways = [
        [(code, code) for code, _, _ in streets],
        [(name, code) for code, zh, en in streets for name in {zh, en}],
        [(name, code) for code, zh, _ in streets for name in shortened(zh)],
        [(ends(zh), code) for code, zh, _ in streets],
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
