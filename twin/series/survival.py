"""Time to close where some cases are still open: the product-limit estimate.

Kaplan and Meier 1958, doi 10.1080/01621459.1958.10501452. May import numpy.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: The curve is a product of many factors: a half is met where it is missed by rounding only.
ROUNDING = 1e-12


@dataclass(frozen=True, eq=False)
class Curve:
    """The share of cases still open after some time, a falling step function.

    ``times`` are the distinct times at which cases closed, rising; ``still_open`` is the share
    from each of them on; ``known_until`` is the longest time over which any case was watched.
    """

    times: NDArray[np.float64]
    still_open: NDArray[np.float64]
    known_until: float

    def quantile(self, share: float) -> float | None:
        """Give the first time by which this share is closed, None where the curve ends above it."""
        reached = np.flatnonzero(self.still_open <= 1.0 - share + ROUNDING)
        return float(self.times[reached[0]]) if len(reached) else None

    def share_within(self, time: float) -> float | None:
        """Give the share closed within a time, None where no case was watched for so long."""
        reached = int(np.searchsorted(self.times, time, side="right"))
        left = float(self.still_open[reached - 1]) if reached else 1.0
        if self.known_until < time and left > ROUNDING:
            return None
        return 1.0 - left


def product_limit(watched: Any, closed: Any) -> Curve:
    """Estimate the curve from how long each case was watched, and whether it closed then.

    S(t) = product over closing times u <= t of (1 - d(u) / n(u)), where d(u) cases closed at u
    and n(u) were watched for u or longer; a case left open at u was still at risk at u. Shapes
    (cases,); no case gives an empty curve.

    >>> product_limit([1.0, 2.0, 2.0, 4.0], [True, True, False, True]).still_open.tolist()
    [0.75, 0.5, 0.0]
    """
    time, ended = np.asarray(watched, np.float64), np.asarray(closed, bool)
    times, closings = np.unique(time[ended], return_counts=True)
    at_risk = len(time) - np.searchsorted(np.sort(time), times, side="left")
    longest = float(time.max()) if len(time) else 0.0
    still_open = np.cumprod(1.0 - closings / at_risk, dtype=np.float64)
    return Curve(times, still_open, longest)
