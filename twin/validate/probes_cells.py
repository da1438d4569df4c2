"""Probes of the street by place and hour: read the tables of a run, and change nothing.

May import ``twin.validate.pattern``.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from twin.validate.pattern import Numbers, Probe

FIRST_HOUR = 6


class Together(Probe):
    """Several probes as one: their numbers side by side."""

    def __init__(self, *probes: Probe) -> None:
        """Name the probes."""
        self.probes = probes

    def hour(self, model: Any, day: int) -> None:
        """Let each of them look."""
        for probe in self.probes:
            probe.hour(model, day)

    def day(self, model: Any, day: int) -> None:
        """Let each of them look."""
        for probe in self.probes:
            probe.day(model, day)

    def numbers(self, model: Any) -> Numbers:
        """Give the numbers of all."""
        return {key: value for probe in self.probes for key, value in probe.numbers(model).items()}


class DailySums(Probe):
    """What the books of the district enter on each measured day, by column (all parts of it)."""

    def __init__(self, *names: str) -> None:
        """Name the columns (``twin/mechanisms/columns.py``)."""
        self.names = names
        self.days: list[list[float]] = []
        self.so_far = [0.0] * len(names)

    def day(self, model: Any, day: int) -> None:
        """Note what the day added to the sums so far."""
        book = model.world.rows("book")[0]
        now = [float(np.sum(book[name])) for name in self.names]
        if day >= 1:
            self.days.append([b - a for a, b in zip(self.so_far, now, strict=True)])
        self.so_far = now

    def numbers(self, model: Any) -> Numbers:
        """Give a list of days for every column."""
        columns = zip(*self.days, strict=True)
        return {name: list(days) for name, days in zip(self.names, columns, strict=True)}


class HourlyMeans(Probe):
    """Traces of the district by hour of the day (24 numbers), as means over measured days.

    ``parts`` maps a name to the column of traces, and to the entry of it where it has several.
    """

    def __init__(self, **parts: tuple[str, int | None]) -> None:
        """Name what is to be summed."""
        self.parts = parts
        self.sums = np.zeros((len(parts), 24))
        self.days = 0

    def hour(self, model: Any, day: int) -> None:
        """Add the hour."""
        if day < 1:
            return
        traces = model.world.traces.rows
        for row, (column, entry) in enumerate(self.parts.values()):
            values = traces[column] if entry is None else traces[column][:, entry]
            self.sums[row, hour_of(model)] += float(values.sum())

    def day(self, model: Any, day: int) -> None:
        """Count the measured days."""
        self.days += day >= 1

    def numbers(self, model: Any) -> Numbers:
        """Give the hours by name."""
        means = self.sums / max(1, self.days)
        return {name: means[row].tolist() for row, name in enumerate(self.parts)}


class ZoneDays(Probe):
    """Traces and mean disorder by zone of cells and measured day.

    ``zoning`` gives the zone of every cell (0 to ``n`` - 1) from the model's district and seed.
    Gives ``traders_0`` ... and ``disorder_0`` ..., lists of days: sums of traces, and the mean
    disorder of the zone's cells over the hours 6-23.
    """

    def __init__(
        self, n: int, zoning: Callable[[Any], NDArray[np.intp]], columns: Sequence[str]
    ) -> None:
        """Say how many zones there are, how to find them, and which traces to sum."""
        self.n, self.zoning, self.columns = n, zoning, tuple(columns)
        self.zone: NDArray[np.intp] | None = None
        self.today = np.zeros((len(self.columns) + 1, n))
        self.days: list[NDArray[np.float64]] = []

    def hour(self, model: Any, day: int) -> None:
        """Add the hour of a measured day to its zones."""
        if day < 1:
            return
        if self.zone is None:
            self.zone = self.zoning(model)
        traces, cells = model.world.traces.rows, model.world.rows("cells")
        for row, column in enumerate(self.columns):
            self.today[row] += np.bincount(self.zone, traces[column], self.n)
        if hour_of(model) >= FIRST_HOUR:
            size = np.maximum(1, np.bincount(self.zone, minlength=self.n))
            share = np.bincount(self.zone, cells.disorder, self.n) / size
            self.today[-1] += share / (24 - FIRST_HOUR)

    def day(self, model: Any, day: int) -> None:
        """Close the day."""
        if day >= 1:
            self.days.append(self.today.copy())
        self.today[:] = 0.0

    def numbers(self, model: Any) -> Numbers:
        """Give the days by column and zone."""
        days = np.array(self.days)
        names = (*self.columns, "disorder")
        return {
            f"{name}_{zone}": days[:, row, zone].tolist()
            for row, name in enumerate(names)
            for zone in range(self.n)
        }


def hour_of(model: Any) -> int:
    """Give the hour of the day that has just been run (0 to 23).

    The clock stands at the next hour by the time a probe looks.
    """
    return (int(model.world.now.tick) - 1) % 24
