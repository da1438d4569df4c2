"""Which runs are needed next: seed after seed, until a point has been run often enough.

What is decided rests on results alone, never on the order in which they come. May import numpy
and ``twin.compare.paired``.
"""

import importlib
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from twin.sweep.axes import Replications


class Place(NamedTuple):
    """A run of an experiment: the number of its point, and the place of its seed."""

    point: int
    seed: int


class Fixed:
    """Every point as often as it may be run: all points of a seed come before the next seed."""

    watch: tuple[str, ...] = ()

    def __init__(self, points: int, replications: Replications) -> None:
        """Take the number of points and how often each is run."""
        self.points, self.often = points, replications.high
        self.total = points * replications.high
        self.left = (
            Place(point, seed) for seed in range(replications.high) for point in range(points)
        )

    def take(self) -> Place | None:
        """Give a run that is needed, None where there is none (yet)."""
        return next(self.left, None)

    def settle(self, place: Place, value: float | None) -> None:
        """Take note of a finished run: nothing depends on it."""

    @property
    def replications(self) -> list[int]:
        """Give how often each point is run."""
        return [self.often] * self.points


class Sequential:
    """Each point until the interval of the metric is narrow enough (sequential stopping).

    A look at a point takes all of its first n runs, and the same n of the first point where the
    rule is about the paired difference; the first point is run as often as any other.
    """

    def __init__(self, points: int, replications: Replications) -> None:
        """Take the number of points, and the rule in ``replications``."""
        rule = replications.stop
        if rule is None:
            raise ValueError("sequential stopping needs a rule")
        self.rule, self.replications_asked = rule, replications
        self.watch = (rule.metric,)
        self.wanted = [replications.low] * points
        self.values: list[dict[int, float | None]] = [{} for _ in range(points)]
        self.open = set(range(points))
        self.left = deque(
            Place(point, seed) for seed in range(replications.low) for point in range(points)
        )
        self._interval = importlib.import_module("twin.compare.paired").mean_interval

    @property
    def total(self) -> int:
        """Count the runs that are needed by what is known so far."""
        return sum(self.wanted)

    @property
    def replications(self) -> list[int]:
        """Give how often each point is run."""
        return list(self.wanted)

    def take(self) -> Place | None:
        """Give a run that is needed, None where there is none (yet)."""
        return self.left.popleft() if self.left else None

    def settle(self, place: Place, value: float | None) -> None:
        """Take in what a run gave for the metric (None: nothing), and look where all are in."""
        self.values[place.point][place.seed] = value
        for point in self._touched(place.point):
            while point in self.open and self._all_in(point):
                self._look(point)

    def _touched(self, point: int) -> Iterator[int]:
        """Give the points that may be looked at now: the first one is part of every difference."""
        if self.rule.paired and point == 0:
            yield from sorted(self.open)
        else:
            yield point

    def _all_in(self, point: int) -> bool:
        asked = self.wanted[point]
        if self.rule.paired and len(self.values[0]) < asked:
            return False
        return len(self.values[point]) == asked

    def _look(self, point: int) -> None:
        """Close a point that has had enough, or ask for the next runs of it."""
        last = self.wanted[point] >= self.replications_asked.high
        if last or (self.rule.paired and point == 0) or self._narrow(point):
            self.open.discard(point)
            return
        self._grow(
            point,
            min(
                self.wanted[point] + self.replications_asked.batch,
                self.replications_asked.high,
            ),
        )

    def _grow(self, point: int, wanted: int) -> None:
        for each in (0, point) if self.rule.paired else (point,):
            self.left.extend(Place(each, seed) for seed in range(self.wanted[each], wanted))
            self.wanted[each] = max(self.wanted[each], wanted)

    def _narrow(self, point: int) -> bool:
        own, first = self.values[point], self.values[0] if self.rule.paired else {}
        rows = [(own[seed], first.get(seed, 0.0)) for seed in range(self.wanted[point])]
        if self.rule.paired:
            rows = [(own[seed], first.get(seed)) for seed in range(self.wanted[point])]
        values = np.array([a - b for a, b in rows if a is not None and b is not None], np.float64)
        low, high = self._interval(values)
        return low is not None and (high - low) / 2.0 <= self.rule.half_width


Schedule = Fixed | Sequential


def schedule_of(points: int, replications: Replications) -> Schedule:
    """Give the order in which the runs of an experiment are made."""
    if replications.stop is None:
        return Fixed(points, replications)
    return Sequential(points, replications)
