"""Which row of a sheet means which street: by code, whole name, shortened name or alias.

What is known as a street's name: twin/districts/names.py. May import ``agents.knob``,
``twin.districts``, ``twin.errors`` and ``twin.importer``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from agents.knob import Words
from twin.districts.names import known_texts
from twin.districts.sheet import Sheet, read_sheet
from twin.errors import InputError, nearest
from twin.importer.columns import ColumnNames
from twin.importer.layers import tabular
from twin.importer.shapes import Layer

#: Code, Chinese name, English name of a street.
Street = tuple[str, str, str]


@dataclass(frozen=True)
class Roster:
    """The streets in the order of their codes, and every text that means one of them.

    ``rows`` are their places in the layer of the streets; ``missing`` are units of the code list
    that the files have no shape for, ``unlisted`` streets that the list does not name.
    """

    streets: tuple[Street, ...]
    rows: tuple[int, ...]
    known: Mapping[str, str]
    missing: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
    numbered: bool = False
    centres: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def codes(self) -> tuple[str, ...]:
        """Give the codes, in order."""
        return tuple(self.places)

    @cached_property
    def places(self) -> dict[str, int]:
        """Give the place of every code."""
        return {code: place for place, (code, _, _) in enumerate(self.streets)}

    def place(self, text: str) -> int | None:
        """Give the place of the street that a text means, None where it means none."""
        code = self.known.get(text.strip())
        return None if code is None else self.places[code]


def make_roster(
    layer: Layer, codes: Path | None, aliases: Path | None, names: ColumnNames
) -> Roster:
    """Name the streets of a layer; raises InputError for one without a name, or one twice."""
    listed = tabular(read_sheet(codes, ()), names) if codes is not None else None
    official = _official(listed) if listed is not None else {}
    known = known_texts([(code, name, name) for code, name in official.items()])
    rows = range(len(layer))
    streets = [_street(layer, row, official, known) for row in rows]
    numbered = not all(code for code, _, _ in streets)
    streets = [
        (code or f"{row + 1:03d}", zh, en)
        for row, (code, zh, en) in zip(rows, streets, strict=True)
    ]
    _refuse_twice(layer, streets)
    order = sorted(rows, key=lambda row: streets[row][0])
    streets = [streets[row] for row in order]
    there = {code for code, _, _ in streets}
    return Roster(
        streets=tuple(streets),
        rows=tuple(order),
        known={**known_texts(streets), **_aliases(aliases, streets)},
        missing=tuple(f"{code} {name}" for code, name in official.items() if code not in there),
        unlisted=tuple(f"{c} {zh}" for c, zh, _ in streets if official and c not in official),
        numbered=numbered,
        centres=_centres(listed) if listed is not None else {},
    )


def _official(listed: Layer) -> dict[str, str]:
    if not listed.has("code", "name_zh"):
        raise InputError(
            "missing column", listed.file, ", ".join(listed.sheet.columns), "code and name"
        )
    return dict(zip(listed.texts("code"), listed.texts("name_zh"), strict=True))


def _centres(listed: Layer) -> dict[str, tuple[float, float]]:
    """Give the WGS-84 centres that a code list may carry."""
    places = [shape.rings[0][0] for shape in listed.shapes if shape is not None]
    return {
        code: (float(place[0]), float(place[1]))
        for code, place in zip(listed.texts("code"), places, strict=False)
    }


def _street(
    layer: Layer, row: int, official: Mapping[str, str], known: Mapping[str, str]
) -> Street:
    """Give code (empty where nothing tells it) and names of a row."""
    code, zh, en = (layer.texts(role)[row] for role in ("code", "name_zh", "name_en"))
    code = code or known.get(zh, "")
    zh = zh or official.get(code, "") or en
    if not code and not zh:
        allowed = Words(
            "代码或名称：补填，或用 --columns 指明是哪一列",
            "a code or a name: fill it in, or say by --columns which column it is",
        )
        raise InputError("street without a name", layer.where(row), None, allowed)
    return code, zh or code, en or zh or code


def _refuse_twice(layer: Layer, streets: Sequence[Street]) -> None:
    seen: dict[str, int] = {}
    for row, (code, zh, _) in enumerate(streets):
        for text in {code, zh}:
            if text in seen:
                allowed = Words(
                    "每个街道一条记录；分成几块的街道请先合并为一个多部件多边形",
                    "one record a street; dissolve a street in parts into one multipolygon first",
                )
                raise InputError(
                    "street used twice",
                    layer.where(row),
                    f"{text}, as in {layer.where(seen[text])}",
                    allowed,
                )
        seen[code] = seen[zh] = row


def _aliases(file: Path | None, streets: Sequence[Street]) -> dict[str, str]:
    """Read the alias file: columns written and street; raises InputError for an unknown street."""
    if file is None:
        return {}
    sheet: Sheet = read_sheet(file, ("written", "street"))
    known = known_texts(streets)
    found = {}
    pairs = zip(sheet.texts("written"), sheet.texts("street"), strict=True)
    for line, (written, street) in enumerate(pairs, start=2):
        if street not in known:
            where = f"{sheet.file}, line {line}, column street"
            raise InputError("unknown street", where, street, tuple(known), nearest(street, known))
        found[written] = known[street]
    return found


@dataclass(frozen=True)
class Matched:
    """The row of a sheet for every street (-1: none), and the texts of rows that fit no street."""

    rows: tuple[int, ...]
    unmatched: tuple[str, ...]

    @property
    def lacking(self) -> tuple[int, ...]:
        """Give the places of the streets that no row means."""
        return tuple(place for place, row in enumerate(self.rows) if row < 0)


def match(layer: Layer, roster: Roster) -> Matched:
    """Match the rows of a sheet to streets; raises InputError where two rows mean the same.

    A sheet without any row that fits is refused: it is another one than was meant.
    """
    rows = [-1] * len(roster.streets)
    unmatched = []
    for row in range(len(layer)):
        texts = [
            text for role in ("code", "name_zh", "name_en") if (text := layer.texts(role)[row])
        ]
        places = {place for text in texts if (place := roster.place(text)) is not None}
        if not places:
            unmatched.append(f"{layer.where(row)}: {' / '.join(texts) or '-'}")
            continue
        if len(places) > 1:
            allowed = Words("代码与名称指同一个街道", "a code and a name of the same street")
            raise InputError("two answers", layer.where(row), " / ".join(texts), allowed)
        place = places.pop()
        if rows[place] >= 0:
            allowed = Words(
                f"每个街道一行（另一行是第 {rows[place] + layer.first} 行）；请删去或合并",
                f"one row a street (the other is {layer.unit} {rows[place] + layer.first}): "
                "delete or add them up",
            )
            raise InputError("street used twice", layer.where(row), texts[0], allowed)
        rows[place] = row
    if max(rows) < 0:
        allowed = Words(
            "街道的代码或名称；设施点需要一列“类别”（kind）",
            "codes or names of the streets; facilities need a column kind",
        )
        raise InputError("no row fits a street", layer.where(0), unmatched[0], allowed)
    return Matched(tuple(rows), tuple(unmatched))
