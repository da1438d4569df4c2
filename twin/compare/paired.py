"""Paired differences: the same seed under two policies, so that both meet the same luck.

May import the standard library, numpy and scipy.
"""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr, stdtrit

#: Share of intervals that hold the true difference, over many comparisons.
COVERAGE = 0.9
#: Fewer pairs than this give no interval.
FEWEST = 3

UP, DOWN, NOT_CLEAR = "up", "down", "no clear difference"
BETTER, WORSE, DIFFERENT, UNCLEAR = "better", "worse", "different", "unclear"


@dataclass(frozen=True)
class Paired:
    """What one indicator says of one policy beside the reference.

    All numbers are over the ``seeds`` in which both runs have a value: the means of ``reference``
    and policy (``mean``), the mean paired ``difference`` (policy minus reference) with its 90 %
    interval ``low`` to ``high``, the ``median`` paired difference with its interval
    ``median_low`` to ``median_high``, and ``agree``, the share of seeds whose difference has the
    sign of the mean. ``verdict`` is ``"up"`` or ``"down"`` where the interval leaves out 0, else
    ``"no clear difference"``; ``reading`` says it by the indicator's ``better`` direction:
    ``"better"``, ``"worse"``, ``"different"`` (no direction is better) or ``"unclear"``. None
    stands where there is no number.
    """

    reference: float | None = None
    mean: float | None = None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    median: float | None = None
    median_low: float | None = None
    median_high: float | None = None
    seeds: int = 0
    agree: float | None = None
    verdict: str = NOT_CLEAR
    reading: str = UNCLEAR
    unit: str = ""
    better: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return asdict(self)


def paired(
    reference: Sequence[float | None],
    policy: Sequence[float | None],
    unit: str = "",
    better: str = "",
) -> Paired:
    """Compare two rows of values, one value a seed, in the same order of seeds.

    A seed of which either side has no value (None, NaN) is left out.

    >>> found = paired([1.0, 2.0, 3.0], [2.0, 4.0, 6.0])
    >>> found.difference, round(found.low, 4), round(found.high, 4), found.verdict
    (2.0, 0.3141, 3.6859, 'up')
    """
    rows = np.array(list(zip(reference, policy, strict=True)), np.float64).reshape(-1, 2)
    pairs = rows[np.isfinite(rows).all(axis=1)]
    if not len(pairs):
        return Paired(unit=unit, better=better)
    differences = np.sort(pairs[:, 1] - pairs[:, 0])
    mean = float(differences.mean())
    low, high = mean_interval(differences)
    verdict = _verdict(low, high)
    return Paired(
        float(pairs[:, 0].mean()),
        float(pairs[:, 1].mean()),
        mean,
        low,
        high,
        float(np.median(differences)),
        *median_interval(differences),
        len(differences),
        float((np.sign(differences) == np.sign(mean)).mean()),
        verdict,
        _reading(verdict, better),
        unit,
        better,
    )


def mean_with_interval(
    values: NDArray[np.float64],
) -> tuple[float | None, float | None, float | None]:
    """Give the mean of the values that are there and its 90 % interval; None where there is none.

    >>> mean_with_interval(np.array([2.0, np.nan, 4.0]))
    (3.0, None, None)
    """
    there = values[np.isfinite(values)]
    if not len(there):
        return None, None, None
    return float(there.mean()), *mean_interval(there)


def mean_interval(differences: NDArray[np.float64]) -> tuple[float | None, float | None]:
    """Give the 90 % interval of the mean: Student's t with n - 1 degrees of freedom.

    mean -+ t(0.95, n - 1) * s / sqrt(n), s with n - 1 in the denominator; None, None for fewer
    than three pairs.
    """
    n = len(differences)
    if n < FEWEST:
        return None, None
    mean = float(differences.mean())
    quantile = float(stdtrit(n - 1, (1.0 + COVERAGE) / 2.0))
    reach = quantile * float(differences.std(ddof=1)) / math.sqrt(n)
    return mean - reach, mean + reach


def median_interval(differences: NDArray[np.float64]) -> tuple[float | None, float | None]:
    """Give the interval of the median: the k-th smallest and k-th largest difference.

    k is the largest for which the interval holds the median in at least 90 % of samples, whatever
    the distribution: 2 P(Binomial(n, 1/2) < k) <= 0.1. None, None where even the smallest and
    largest are not enough, for fewer than five pairs.
    """
    n = len(differences)
    ranks = [k for k in range(1, (n + 1) // 2 + 1) if 2.0 * bdtr(k - 1, n, 0.5) <= 1.0 - COVERAGE]
    if not ranks:
        return None, None
    ordered = np.sort(differences)
    return float(ordered[ranks[-1] - 1]), float(ordered[-ranks[-1]])


def _verdict(low: float | None, high: float | None) -> str:
    if low is None or high is None or low <= 0.0 <= high:
        return NOT_CLEAR
    return UP if low > 0.0 else DOWN


def _reading(verdict: str, better: str) -> str:
    if verdict == NOT_CLEAR:
        return UNCLEAR
    if not better:
        return DIFFERENT
    return BETTER if verdict == better else WORSE
