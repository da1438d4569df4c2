"""Differences over time: day by day, one future beside another, over replications.

May import numpy, ``twin.compare.paired`` and the standard library.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from twin.compare.paired import mean_with_interval

#: Values of an indicator at the end of each day, None where it had none.
Course = Sequence[float | None]


@dataclass(frozen=True)
class Band:
    """The mean paired difference of each day, with its 90 % interval.

    None stands where a day has no pair, or for ``low`` and ``high`` fewer than three.
    """

    mean: Course = ()
    low: Course = ()
    high: Course = ()


def band(reference: Sequence[Course], other: Sequence[Course]) -> Band:
    """Compare courses day by day: other minus reference, one course a replication, in one order.

    >>> band([[1.0, 2.0]], [[1.5, None]]).mean
    (0.5, None)
    """
    if not reference:
        return Band()
    before, after = (np.array(courses, np.float64) for courses in (reference, other))
    mean, low, high = zip(*map(mean_with_interval, (after - before).T), strict=True)
    return Band(mean, low, high)


def course_mean(course: Course) -> float | None:
    """Give the mean over the days that have a value, None where there is none.

    >>> course_mean([1.0, None, 2.0]), course_mean([None])
    (1.5, None)
    """
    known = [value for value in course if value is not None]
    return sum(known) / len(known) if known else None
