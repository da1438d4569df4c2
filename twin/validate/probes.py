"""Probes that several patterns share: means of indicators, and their course by day.

May import ``twin.indicators`` and ``twin.validate.pattern``.
"""

from typing import Any

import numpy as np

from twin.indicators import INDICATOR_NAMES
from twin.validate.pattern import Numbers, Probe


class Means(Probe):
    """The means of some indicators over the measured days; NaN where a value was never there."""

    def __init__(self, *names: str) -> None:
        """Name the indicators."""
        self.names = names
        self.first = 0

    def day(self, model: Any, day: int) -> None:
        """Note where the measured days begin."""
        if day == 1:
            self.first = len(model.history) - 1

    def numbers(self, model: Any) -> Numbers:
        """Give the means by name."""
        rows = np.array(model.history[self.first :])
        columns = {name: rows[:, INDICATOR_NAMES.index(name)] for name in self.names}
        there = {name: column[np.isfinite(column)] for name, column in columns.items()}
        return {name: float(c.mean()) if len(c) else float("nan") for name, c in there.items()}


class Courses(Means):
    """The values of some indicators on every measured day, as lists."""

    def numbers(self, model: Any) -> Numbers:
        """Give the daily values by name."""
        rows = np.array(model.history[self.first :])
        return {name: rows[:, INDICATOR_NAMES.index(name)].tolist() for name in self.names}
