"""Probes of cases: how long incidents wait, what is reported again, where reports come from.

May import ``agents.residents``, ``twin.mechanisms`` and ``twin.validate.pattern``.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.residents import FOOD, HOME_REPAIR, SERVICE
from twin.mechanisms.columns import CLOSED
from twin.validate.pattern import Numbers, Probe

HOURS_A_DAY = 24
#: Days within which the same trouble at the same place is a repeat.
REPEAT_HOURS = 30 * HOURS_A_DAY
#: Kinds that nobody sees from the street: an incident is a person who told of it.
TOLD = (HOME_REPAIR, SERVICE)
#: Incidents of the last days (at most a third of all) are left out: their cases may still be open.
LATE_DAYS = 30


class Incidents(Probe):
    """How long incidents wait until their case is closed, incidents and not cases being counted.

    An open case takes in all that comes up meanwhile at its place: slow service hides cases. So
    every problem of the street that somebody comes to know of, every person who tells of a trouble
    or a want, and every food alarm is an incident, and waits until the case that covers it ends.
    """

    def __init__(self) -> None:
        """Begin with nothing known."""
        self.known: NDArray[Any] | None = None
        self.food: NDArray[Any] | None = None
        self.found: list[tuple[NDArray[Any], ...]] = []

    def hour(self, model: Any, day: int) -> None:
        """Note which incidents came to be known in this hour, and the case of each."""
        if day < 0:
            return
        cells = model.world.rows("cells")
        known, open_case = cells.known != 0, np.asarray(cells.open_case)
        if self.known is not None and self.food is not None and day > 0:
            new = (known & ~self.known).astype(np.float64)
            new[:, TOLD] = model.world.traces.rows.reports[:, TOLD]
            alarm = open_case[:, FOOD] >= 0
            new[:, FOOD] = alarm & (open_case[:, FOOD] != self.food)
            where = np.nonzero((new > 0.0) & (open_case >= 0))
            when = np.full(len(where[0]), int(model.world.now.tick) - 1)
            self.found.append((open_case[where], when, new[where]))
        self.known, self.food = known.copy(), open_case[:, FOOD].copy()

    def numbers(self, model: Any) -> Numbers:
        """Give the hours that incidents waited and how many waited so long: all, and joint ones.

        A case still open counts with the hours so far, which is less than it will take.
        """
        empty: tuple[NDArray[Any], ...] = (np.zeros(0, int), np.zeros(0, int), np.zeros(0))
        row, when, weight = (np.concatenate(part) for part in zip(empty, *self.found, strict=True))
        now, first = int(model.world.now.tick), HOURS_A_DAY * model.programme.burn_in
        early = when < now - min(HOURS_A_DAY * LATE_DAYS, (now - first) // 3)
        row, when, weight = row[early], when[early], weight[early]
        cases = model.world.rows("cases")
        ended = np.where(cases.stage[row] == CLOSED, cases.verified[row], float(now))
        joint = np.asarray(cases.joint)[row]
        every, only = ended - when, (ended - when)[joint]
        return {**_counted("", every, weight), **_counted("joint_", only, weight[joint])}


def _counted(name: str, hours: NDArray[Any], weight: NDArray[Any]) -> dict[str, list[float]]:
    """Give hours once each, rising, and how many incidents waited so long."""
    values, place = np.unique(hours, return_inverse=True)
    counts = np.bincount(place, weight, len(values))
    return {f"{name}hours": values.tolist(), f"{name}counts": counts.tolist()}


def weighted_median(values: list[float], counts: list[float]) -> float:
    """Give the median of rising values that occur so often each; NaN for none.

    >>> weighted_median([1.0, 5.0], [1.0, 9.0])
    5.0
    """
    if not values:
        return float("nan")
    so_far = np.cumsum(counts)
    return float(values[int(np.searchsorted(so_far, 0.5 * so_far[-1]))])


class Repeats(Probe):
    """Reports of residents in the measured days, and how many of them come again.

    A report comes again where a case of the same kind and place ended within the 30 days before,
    whether or not one is open now: so a case that waits hides none.
    """

    def __init__(self) -> None:
        """Begin with no case ended."""
        self.closed: NDArray[Any] | None = None
        self.reports = self.again = self.days = 0.0

    def hour(self, model: Any, day: int) -> None:
        """Count the reports of this hour by what had ended before it."""
        if day > 0 and self.closed is not None:
            made = np.asarray(model.world.traces.rows.reports)
            tick = int(model.world.now.tick) - 1
            self.reports += float(made.sum())
            self.again += float(made[tick - self.closed < REPEAT_HOURS].sum())
        if day >= 0:
            self.closed = np.array(model.world.rows("cells").closed_at)

    def day(self, model: Any, day: int) -> None:
        """Count the measured days."""
        self.days += 1.0 if day > 0 else 0.0

    def numbers(self, model: Any) -> Numbers:
        """Give reports and repeated ones per day."""
        days = max(self.days, 1.0)
        return {"reports_a_day": self.reports / days, "repeats_a_day": self.again / days}


class ReportsByCell(Probe):
    """The reports that each cell made in the measured days, all cells counted."""

    def __init__(self) -> None:
        """Begin with no report."""
        self.before: NDArray[np.float64] | float = 0.0

    def day(self, model: Any, day: int) -> None:
        """Note what the burn-in left."""
        if day == 0:
            self.before = np.array(model.world.rows("cells").reports_total)

    def numbers(self, model: Any) -> Numbers:
        """Give the reports of every cell, the most first."""
        made = np.array(model.world.rows("cells").reports_total) - self.before
        return {"by_cell": np.sort(made)[::-1].tolist()}
