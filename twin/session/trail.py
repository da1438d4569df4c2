"""Where a city has been: what was measured at the end of each day."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import Any

from twin.indicators import INDICATOR_NAMES
from twin.session.picture import Hour, hour_of

#: Days before the opening that a trail begins with.
PAST_DAYS = 14


class Trail:
    """The indicators at the end of each day.

    The first ``past`` entries are days before the opening, entry ``past`` is the opening itself.
    ``other`` is the course that was left behind when a visitor went back and did otherwise.
    """

    def __init__(self, model: Any) -> None:
        """Begin with the last days before now, and now."""
        self.hours: list[Hour] = []
        self.values: list[Mapping[str, float]] = []
        self.other: Trail | None = None
        days = list(enumerate(model.history, start=1))
        for day, values in days[-PAST_DAYS:-1]:
            self._add(Hour(24 * day, day, 0), zip(INDICATOR_NAMES, values.tolist(), strict=True))
        self.past = len(self.hours)
        self._add(hour_of(model.world.now), model.indicators.items())

    def note(self, model: Any) -> None:
        """Add where a model is now, unless the trail has been there."""
        now = hour_of(model.world.now)
        if now.tick > self.hours[-1].tick:
            self._add(now, model.indicators.items())

    def at(self, tick: int) -> Mapping[str, float]:
        """Give the indicators of the last whole day before a tick."""
        return self.values[self._until(tick) - 1]

    def cut(self, tick: int) -> "Trail":
        """Give the trail up to a tick; what comes after it becomes the other course."""
        until, days = self._until(tick), len(self.hours)
        # the course left behind keeps none of its own, or every way back would add one for good
        return self._first(until, self._first(days) if until < days else self.other)

    def _first(self, days: int, other: "Trail | None" = None) -> "Trail":
        kept = Trail.__new__(Trail)
        kept.hours, kept.values, kept.past = self.hours[:days], self.values[:days], self.past
        kept.other = other
        return kept

    def _until(self, tick: int) -> int:
        return max(self.past + 1, bisect_right(self.hours, tick, key=lambda hour: hour.tick))

    def _add(self, hour: Hour, values: Iterable[tuple[str, float]]) -> None:
        # an indicator that had no value that day is NaN (no case was closed, say): left out
        self.values.append({name: value for name, value in values if math.isfinite(value)})
        self.hours.append(hour)
