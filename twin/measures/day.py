"""What an indicator is, and the day it is measured on. To add one, decorate a function."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.knob import Words
from twin.mechanisms.columns import CLOSED
from twin.world import World

Measure = Callable[["Day"], float]


class Side(StrEnum):
    """Which side of street life an indicator belongs to."""

    ORDER = "order"
    VITALITY = "vitality"
    TRUST = "trust"
    SERVICE = "service"
    COST = "cost"


@dataclass(frozen=True)
class Indicator:
    """A declared outcome: unit, range, which way is better ("" for neither), words and source."""

    name: str
    unit: str
    low: float
    high: float
    better: str
    side: Side
    label: Words
    text: Words
    source: str
    measure: Measure


def indicator(
    unit: str, bounds: tuple[float, float], better: str, side: Side, words: tuple[str, str]
) -> Callable[[Measure], Indicator]:
    """Declare a function as the indicator of its name; its docstring gives zh text and source.

    The docstring's first line is the English text, the line that begins with ``zh:`` the Chinese
    one, and the line that begins with ``Source:`` the source ("assumption" if there is none).
    """

    def declare(function: Measure) -> Indicator:
        lines = [line.strip() for line in (function.__doc__ or "").splitlines() if line.strip()]
        zh = next(line[3:].strip() for line in lines if line.startswith("zh:"))
        source = next((line[7:].strip() for line in lines if line.startswith("Source:")), "")
        text = Words(zh, lines[0])
        return Indicator(
            function.__name__, unit, *bounds, better, side, Words(*words), text,
            source or "assumption", function,
        )  # fmt: skip

    return declare


class Day:
    """One finished day of a world, as indicators read it: the day's books and all tables."""

    def __init__(self, world: World) -> None:
        """Open the books of the day that just ended."""
        self.world = world
        self.book = world.rows("book")
        self.residents = world.rows("residents")
        self.vendors = world.rows("vendors")
        self.cells = world.rows("cells")
        self.teams = world.rows("teams")
        self.thousands = world.district.population / 1000.0

    def total(self, name: str) -> float:
        """Give the day's sum of one entry of the books."""
        return float(self.book[name][0] - self.book[name][1])

    def totals(self, name: str) -> NDArray[np.float64]:
        """Give the day's sums of an entry with several parts."""
        result: NDArray[np.float64] = self.book[name][0] - self.book[name][1]
        return result

    def share(self, part: float, whole: float) -> float:
        """Give part / whole, NaN where there is no whole."""
        return part / whole if whole > 0.0 else float("nan")

    def people(self, values: NDArray[Any], who: NDArray[Any] | None = None) -> float:
        """Give the mean over persons of a column of residents, for all or for some."""
        weight = self.residents.weight * (self.residents.alive if who is None else who)
        return self.share(float((values * weight).sum()), float(weight.sum()))

    @cached_property
    def closed(self) -> Any:
        """The cases that ended within the last 30 days."""
        used = int(self.world.rows("city").n_cases[0])
        cases = self.world.rows("cases")[:used]
        since = float(self.world.now.tick) - 24.0 * 30
        old = np.searchsorted(cases.collected, since - 24.0 * 60)
        recent = cases[old:]
        return recent[(recent.stage == CLOSED) & (recent.verified >= since)]

    def open_cases(self) -> Any:
        """Give the cases that are open."""
        n = int(self.world.rows("city").n_open[0])
        return self.world.rows("cases")[self.world.queue[:n]]
