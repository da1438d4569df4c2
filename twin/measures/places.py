"""What is measured of each street and of each group of residents, on the last whole day.

To add a street's indicator, decorate a function that takes a :class:`Streets` and gives one number
per street; a group's takes a :class:`Groups`. Read at midnight, once the books are closed; NaN
where there is no value.
"""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.knob import Words
from agents.residents import GROUPS
from agents.table import plain
from twin.measures.day import Day
from twin.mechanisms.columns import LAPSED
from twin.mechanisms.diary import N_GROUPS
from twin.world import World

Floats = NDArray[np.float64]
GROUP_NAMES: tuple[str, ...] = (*GROUPS, "local", "floating")


@dataclass(frozen=True)
class Part:
    """What is measured of every street or group: name, unit, words, and how."""

    name: str
    unit: str
    label: Words
    text: Words
    measure: Callable[[Any], Floats]


def part(unit: str, zh: str, en: str) -> Callable[[Callable[[Any], Floats]], Part]:
    """Declare a function as what is measured under its name; its docstring is the English text.

    The line that begins with ``zh:`` is the Chinese text.
    """

    def declare(function: Callable[[Any], Floats]) -> Part:
        lines = [line.strip() for line in (function.__doc__ or "").splitlines() if line.strip()]
        text = next(line[3:].strip() for line in lines if line.startswith("zh:"))
        return Part(function.__name__, unit, Words(zh, en), Words(text, lines[0]), function)

    return declare


def ratio(part: Floats, whole: Floats) -> Floats:
    """Give part / whole, NaN where there is no whole."""
    safe = np.where(whole > 0.0, whole, 1.0)
    result: Floats = np.where(whole > 0.0, part / safe, np.nan)
    return result


class Streets:
    """The streets of a world at midnight: their day's sums, their people, their cases."""

    def __init__(self, world: World) -> None:
        """Open what was written down of every street."""
        book = plain(world.rows("street_book"))
        self.world = world
        self.n = len(book) // 2
        self.day = book[self.n :]
        self.people = plain(world.rows("people_days")).reshape(self.n, 2 * N_GROUPS)
        self.offices = world.rows("offices")[:-1]
        self.thousands = self.offices.persons / 1000.0
        self.cases = world.rows("cases")

    @cached_property
    def ended(self) -> NDArray[np.int64]:
        """The rows of the cases that ended within the last 30 days and did not lapse."""
        rows = Day(self.world).ended
        kept: NDArray[np.int64] = rows[self.cases.outcome[rows] != LAPSED]
        return kept

    def sums(self, name: str) -> Floats:
        """Give the day's sums of a trace, all its parts together, per street."""
        column: Floats = self.day[name].reshape(self.n, -1).sum(axis=1)
        return column

    def per_thousand(self, counts: Floats) -> Floats:
        """Give counts per 1,000 residents of each street."""
        return ratio(counts, self.thousands)

    def mean(self, name: str) -> Floats:
        """Give the mean over the persons of each street of what they feel."""
        return ratio(self.people[name].sum(axis=1), self.people["persons"].sum(axis=1))

    def count(self, rows: Any) -> Floats:
        """Count some cases by street."""
        return np.bincount(self.cases.street[rows], minlength=self.n).astype(np.float64)

    def by_cells(self, values: Floats) -> Floats:
        """Give the mean over persons of a column of cells, per street."""
        cells = self.world.rows("cells")
        held, persons = (
            np.bincount(cells.street, weights, self.n).astype(np.float64)
            for weights in (values * cells.persons, cells.persons)
        )
        return ratio(held, persons)


class Groups:
    """Five groups of residents, then locals and the floating: their sums at midnight."""

    def __init__(self, world: World) -> None:
        """Add up the people of all streets by group."""
        people = plain(world.rows("people_days")).reshape(-1, N_GROUPS, 2)
        self.people = people

    def sums(self, name: str) -> Floats:
        """Give the sums over the persons of each group."""
        rows = self.people[name].sum(axis=0)
        result: Floats = np.concatenate([rows.sum(axis=1), rows.sum(axis=0)])
        return result

    def mean(self, name: str) -> Floats:
        """Give the mean over the persons of each group."""
        return ratio(self.sums(name), self.sums("persons"))


def opened_today(streets: Streets) -> slice:
    """Give the rows of the cases opened on the last whole day; rows stand in order of opening."""
    used = int(streets.world.rows("city").n_cases[0])
    since = float(streets.world.now.tick) - 24.0
    return slice(bisect_left(streets.cases.collected[:used], since), used)


def medians(values: Floats, groups: NDArray[Any], n: int) -> Floats:
    """Give the median of some values by group, NaN for a group without any."""
    found = np.full(n, np.nan)
    for k in np.unique(groups):
        found[k] = np.median(values[groups == k])
    return found


def variety_of(sold: Floats) -> Floats:
    """Give exp(Shannon entropy) of what was bought, by row, as a share of its columns."""
    shares = ratio(sold, np.broadcast_to(sold.sum(axis=1, keepdims=True), sold.shape))
    logs = np.where(shares > 0.0, shares * np.log(np.where(shares > 0.0, shares, 1.0)), 0.0)
    trades = np.where(np.isnan(shares[:, 0]), np.nan, np.exp(-logs.sum(axis=1)))
    result: Floats = trades / sold.shape[1]
    return result
