"""Dated changes of levers (分阶段政策) as data: which, from which day to which, where, how gently.

Policies, scenarios and stories hold them as ``[[schedule]]``::

    [[schedule]]
    from = 30
    until = 60
    ramp = 10
    streets = ["东华门街道"]
    levers = { pitches = 1.0 }

Days count from the first measured day, which is day 1; the days of the burn-in are 0 and below.
May import ``agents.knob``, levers, ``twin.own``, settings and errors.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agents.knob import Words
from twin.errors import InputError, check_known
from twin.levers import LEVERS
from twin.own import all_levers, own_rules
from twin.settings import Settings, check_settings, check_whole
from twin.writing import toml_value

DAY_LOW, DAY_HIGH = -3652, 3653
KEYS = ("from", "until", "ramp", "streets", "cells", "boxes", "levers")
#: Levers that count or name things: between two of their values they move in whole steps.
COUNTED = {lever.name: lever.step for lever in LEVERS if lever.step >= 1.0}


@dataclass(frozen=True)
class Entry:
    """One dated change: these levers have these values from day ``first`` to day ``until``.

    ``first`` None is in force from before everything, ``until`` None to the end. Over ``ramp``
    days the value moves evenly from what it was; after ``until`` it is back at once. With
    ``streets`` (code or name), ``cells`` (column, row) or ``boxes`` (first column, first row,
    last column, last row) it holds there only: in all of them together.
    """

    levers: Settings
    first: int | None = None
    until: int | None = None
    ramp: int = 0
    streets: tuple[str, ...] = ()
    cells: tuple[tuple[int, ...], ...] = ()
    boxes: tuple[tuple[int, ...], ...] = ()

    def covers(self, day: int) -> bool:
        """Tell whether the entry is in force on a day."""
        begun = self.first is None or day >= self.first
        return begun and (self.until is None or day <= self.until)

    def way(self, day: int) -> float:
        """Give the share of the way to its values that is gone on a day: 1 from the end of ramp."""
        if self.first is None or self.ramp <= 1:
            return 1.0
        return min(1.0, (day - self.first + 1) / self.ramp)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data with the keys of a file, those left at their defaults left out."""
        values = {"from": self.first, "until": self.until, "ramp": self.ramp or None}
        given: dict[str, Any] = {key: day for key, day in values.items() if day is not None}
        if self.streets:
            given["streets"] = list(self.streets)
        for key in ("cells", "boxes"):
            if getattr(self, key):
                given[key] = [list(numbers) for numbers in getattr(self, key)]
        return {**given, "levers": dict(self.levers)}


def value_in_force(lever: str, base: float, entries: Sequence[Entry], day: int) -> float:
    """Give the value of a lever on a day, at a place that all ``entries`` cover.

    Of the entries in force the last one listed wins; without any it is ``base``. An entry on its
    way moves from what the entries before it said on the day before it began: a pure function,
    so a run can be taken up on any day.
    """
    for place in reversed(range(len(entries))):
        entry = entries[place]
        if lever in entry.levers and entry.covers(day):
            return _on_the_way(lever, base, entries[: place + 1], day)
    return base


def _on_the_way(lever: str, base: float, entries: Sequence[Entry], day: int) -> float:
    last = entries[-1]
    target, way = last.levers[lever], last.way(day)
    if last.first is None or way >= 1.0:
        return target
    before = value_in_force(lever, base, entries[:-1], last.first - 1)
    value = before + way * (target - before)
    if lever in COUNTED:
        value = round(value / COUNTED[lever]) * COUNTED[lever]
    return min(max(value, min(before, target)), max(before, target))


def read_entries(values: object, where: str = "schedule") -> tuple[Entry, ...]:
    """Give the entries of a list of tables; ``where`` opens the place in messages.

    An entry made in Python is checked like one from a file. Raises InputError for the first
    mistake.
    """
    if isinstance(values, str | Mapping) or not isinstance(values, Iterable):
        raise InputError("not a list of tables", where, values, "[[schedule]] tables")
    return tuple(
        read_entry(entry.to_dict() if isinstance(entry, Entry) else entry, f"{where}[{number}]")
        for number, entry in enumerate(values, start=1)
    )


def read_entry(values: object, where: str) -> Entry:
    """Give the entry a table holds; ``where`` is its place. Raises InputError for a mistake."""
    if not isinstance(values, Mapping):
        raise InputError("not a table", where, values, "{ from = 30, levers = { ... } }")
    for key in values:
        check_known(key, KEYS, "unknown key", f"{where}.{key}")
    first, until = (_day(values, key, where) for key in ("from", "until"))
    if first is not None and until is not None and until < first:
        raise InputError("ends before it begins", f"{where}.until", until, f"{first} or later")
    ramp = check_whole(values.get("ramp", 0), 0, DAY_HIGH, f"{where}.ramp", "days")
    if ramp and first is None:
        raise InputError("missing key", f"{where}.from", allowed="a day, since there is a ramp")
    return _everywhere(
        Entry(
            levers=_levers(values.get("levers"), f"{where}.levers"),
            first=first,
            until=until,
            ramp=ramp,
            streets=_names(values.get("streets", ()), f"{where}.streets"),
            cells=_numbers(values.get("cells", ()), 2, f"{where}.cells"),
            boxes=_numbers(values.get("boxes", ()), 4, f"{where}.boxes"),
        ),
        where,
    )


def _everywhere(entry: Entry, where: str) -> Entry:
    """Give an entry back unless it is to put an own behaviour in force in some places only."""
    own = [name for name in entry.levers if name in own_rules()]
    if own and (entry.streets or entry.cells or entry.boxes):
        allowed = Words("不写 streets、cells、boxes", "no streets, cells or boxes")
        raise InputError("own behaviour in some places only", where, own[0], allowed)
    return entry


def _day(values: Mapping[str, Any], key: str, where: str) -> int | None:
    given = values.get(key)
    if given is None:
        return None
    return check_whole(given, DAY_LOW, DAY_HIGH, f"{where}.{key}", "days")


def _levers(values: object, where: str) -> Settings:
    if not isinstance(values, Mapping) or not values:
        raise InputError("missing key", where, values, "{ LEVER = VALUE }")
    return check_settings(values, all_levers(), "lever", f"{where}.")


def _names(values: Any, where: str) -> tuple[str, ...]:
    listed = isinstance(values, list | tuple)
    if not listed or not all(isinstance(value, str) for value in values):
        raise InputError("not a list of texts", where, values, '["...", "..."]')
    return tuple(values)


def _numbers(values: object, size: int, where: str) -> tuple[tuple[int, ...], ...]:
    shape = "[[column, row]]" if size == 2 else "[[first column, first row, last column, last row]]"
    if not isinstance(values, list | tuple):
        raise InputError("not a list of cells", where, values, shape)
    for item in values:
        if not isinstance(item, list | tuple) or len(item) != size or not _whole(item):
            raise InputError("not a list of cells", where, item, shape)
    return tuple(tuple(item) for item in values)


def _whole(item: Iterable[object]) -> bool:
    return all(type(number) is int for number in item)


def entry_text(entry: Entry) -> str:
    """Give an entry as TOML on one line, as ``--schedule`` takes it.

    >>> entry_text(Entry(Settings({"whistle": 1}), first=30))
    '{from = 30, levers = {whistle = 1.0}}'
    """
    return toml_value(entry.to_dict())


def parse_entry(text: str, where: str = "--schedule") -> Entry:
    """Give the entry a person typed as a TOML table; raises InputError where it is none."""
    try:
        values = tomllib.loads(f"entry = {text}")
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            "broken TOML", where, text, "{from = 30, levers = {whistle = 1}}"
        ) from error
    return read_entry(values["entry"], where)


#: When an entry holds, by whether it has a first and a last day.
WHEN = {
    (True, True): Words("第 {first} 天至第 {until} 天", "days {first} to {until}"),
    (True, False): Words("第 {first} 天起", "from day {first} on"),
    (False, True): Words("至第 {until} 天", "until day {until}"),
    (False, False): Words("自始至终", "all the time"),
}
RAMP = Words("，{ramp} 天内逐步到位", ", step by step over {ramp} days")
WHERE = Words("，{place}", ", in {place}")
CELLS = Words("{n} 处单元格", "marked cells ({n})")


def describe_entry(entry: Entry, words: str, streets: Mapping[str, Words] | None = None) -> str:
    """Give an entry as a line for people, in ``"zh"`` or ``"en"``.

    ``streets`` gives the names of a district's streets by what an entry may call them; what is
    not among them is shown as it was written.
    """
    when = WHEN[entry.first is not None, entry.until is not None]
    text = when[words].format(first=entry.first, until=entry.until)
    if entry.ramp:
        text += RAMP[words].format(ramp=entry.ramp)
    sets = len(entry.cells) + len(entry.boxes)
    known = streets or {}
    named = [known.get(name.casefold(), Words(name, name))[words] for name in entry.streets]
    places = [*named, *([CELLS[words].format(n=sets)] if sets else [])]
    if places:
        text += WHERE[words].format(place=("、" if words == "zh" else ", ").join(places))
    turned = ", ".join(f"{lever} = {value:g}" for lever, value in entry.levers.items())
    return f"{text}{'：' if words == 'zh' else ': '}{turned}"
