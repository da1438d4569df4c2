"""What an indicator is, and the day it is measured on. To add one, decorate a function."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.knob import Words
from agents.table import plain
from agents.vendors import OUT_OF_BUSINESS
from twin.levers import LEVER_NAMES, Cost, policy_cost
from twin.mechanisms.diary import DAYS_KEPT, HOURS_KEPT, N_GROUPS, add_people, find_ended
from twin.world import World

#: Days over which shares of ended cases are taken.
MONTH = 30

Measure = Callable[["Day"], float]


class Side(StrEnum):
    """Which side of street life an indicator belongs to."""

    ORDER = "order"
    VITALITY = "vitality"
    TRUST = "trust"
    SERVICE = "service"
    COST = "cost"
    FAIRNESS = "fairness"
    RESILIENCE = "resilience"
    WELFARE = "welfare"


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

    @property
    def scored(self) -> bool:
        """Tell whether people read it out of a hundred: a share, or an index that ends at one."""
        return self.unit == "share" or (self.unit == "index" and self.high <= 1.0)


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
        self.book = plain(world.rows("book"))
        self.vendors = world.rows("vendors")
        self.cells = world.rows("cells")
        self.teams = world.rows("teams")
        self.thousands = world.district.population / 1000.0
        self.number = (int(world.now.tick) - 1) // 24

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

    @cached_property
    def people(self) -> Any:
        """Sums over persons at midnight: rows of shape (streets, groups, local or floating)."""
        rows = self.world.rows("people_days").copy()
        add_people(self.world.rows("residents"), self.cells.street, rows)
        return plain(rows).reshape(-1, N_GROUPS, 2)

    def mean(self, name: str, floating: bool | None = None) -> float:
        """Give the mean over persons of something they feel: of all, or of locals or floating."""
        rows = self.people if floating is None else self.people[:, :, int(floating)]
        return self.share(float(rows[name].sum()), float(rows["persons"].sum()))

    @cached_property
    def ended(self) -> NDArray[np.int64]:
        """The rows of the cases that ended within the last 30 days, newest first."""
        since = float(self.world.now.tick) - 24.0 * MONTH
        used = int(self.world.rows("city").n_cases[0])
        oldest = since - 24.0 * (float(self.world.p.lapse_days) + MONTH)
        rows: NDArray[np.int64] = find_ended(self.world.rows("cases"), used, since, oldest)
        return rows

    def of_ended(self, name: str) -> NDArray[Any]:
        """Give a column of those cases."""
        column: NDArray[Any] = plain(self.world.rows("cases"))[name][self.ended]
        return column

    @cached_property
    def in_business(self) -> NDArray[np.bool_]:
        """Tell of every vendor whether it is in business."""
        found: NDArray[np.bool_] = self.vendors.alive & (self.vendors.state != OUT_OF_BUSINESS)
        return found

    @cached_property
    def cost(self) -> Cost:
        """Posts (per 1,000) and money (yuan per 1,000 and day) of the levers in force."""
        whole = plain(self.world.rows("offices"))[-1]
        return policy_cost({name: float(whole[name]) for name in LEVER_NAMES})

    def past(self, days: int) -> Any:
        """Give the diary's rows of the last days, this one last: as many as there were."""
        first = max(0, self.number + 1 - min(days, DAYS_KEPT))
        return plain(self.world.rows("diary"))[np.arange(first, self.number + 1) % DAYS_KEPT]

    def hours(self) -> Any:
        """Give the 24 hours of the day."""
        first = 24 * self.number
        return plain(self.world.rows("hours"))[np.arange(first, first + 24) % HOURS_KEPT]
