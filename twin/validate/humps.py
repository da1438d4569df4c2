"""Whether times fall into two humps: two log-normal parts against one, and how far apart.

May import numpy only.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
#: Least share of the smaller hump, and least spread of a hump on the log scale: hours are whole, so
#: that what lies within a quarter of itself cannot be told apart.
LEAST_SHARE, LEAST_SPREAD = 0.1, 0.25
ROUNDS, STARTS = 300, (0.1, 0.3, 0.5, 0.7, 0.9)


def two_humps(hours: Sequence[float], counts: Sequence[float]) -> float:
    """Give Ashman's D of the two humps of times that occur so often each, 0 where there is one.

    Two log-normal parts are fitted by expectation and maximisation. D = sqrt(2) |m1 - m2| /
    sqrt(s1^2 + s2^2) on the log scale; above 2 humps are clearly apart (Ashman, Bird & Zepf 1994,
    10.1086/117248). It is 0 where one part has the lower BIC, the smaller holds less than a tenth,
    or the fitted density has no valley. NaN without times.
    """
    x, weight = np.log(np.maximum(np.asarray(hours, np.float64), 1.0)), np.asarray(counts, float)
    if not len(x) or weight.sum() <= 0.0:
        return float("nan")
    share, mean, spread = fit_two(x, weight)
    one = _log_likelihood(x, weight, np.ones(1), *_moments(x, weight[None, :]))
    two = _log_likelihood(x, weight, share, mean, spread)
    better = 2.0 * (two - one) > 3.0 * np.log(weight.sum())  # three more numbers are fitted
    if not better or share.min() < LEAST_SHARE or not _has_valley(share, mean, spread):
        return 0.0
    return float(np.sqrt(2.0) * abs(mean[1] - mean[0]) / np.sqrt((spread**2).sum()))


def fit_two(x: Floats, weight: Floats) -> tuple[Floats, Floats, Floats]:
    """Fit two normal parts to weighted numbers; give share, mean and spread of each, lower first.

    Begins with the numbers below and above each of some quantiles; the likeliest fit counts.
    """
    so_far = np.cumsum(weight[np.argsort(x)]) / weight.sum()
    fits = [_fit_from(x, weight, np.sort(x)[np.searchsorted(so_far, q)]) for q in STARTS]
    share, mean, spread = max(fits, key=lambda fit: _log_likelihood(x, weight, *fit))
    order = np.argsort(mean)
    return share[order], mean[order], spread[order]


def _fit_from(x: Floats, weight: Floats, split: float) -> tuple[Floats, Floats, Floats]:
    low = (x <= split).astype(np.float64)
    holds = np.array([low, 1.0 - low]) * weight + 1e-9 * weight
    for _ in range(ROUNDS):
        share = holds.sum(axis=1) / holds.sum()
        mean, spread = _moments(x, holds)
        density = _densities(x, share, mean, spread)
        holds = weight * density / density.sum(axis=0)
    return share, mean, spread


def _moments(x: Floats, holds: Floats) -> tuple[Floats, Floats]:
    total = holds.sum(axis=1)
    mean = (holds * x).sum(axis=1) / total
    variance = (holds * (x - mean[:, None]) ** 2).sum(axis=1) / total
    return mean, np.sqrt(np.maximum(variance, LEAST_SPREAD**2))


def _densities(x: Floats, share: Floats, mean: Floats, spread: Floats) -> Floats:
    z = (x - mean[:, None]) / spread[:, None]
    found: Floats = share[:, None] * np.exp(-0.5 * z**2) / spread[:, None] + 1e-300
    return found


def _log_likelihood(
    x: Floats, weight: Floats, share: Floats, mean: Floats, spread: Floats
) -> float:
    return float((weight * np.log(_densities(x, share, mean, spread).sum(axis=0))).sum())


def _has_valley(share: Floats, mean: Floats, spread: Floats) -> bool:
    """Tell whether the fitted density falls and rises again between the means."""
    between = np.linspace(mean[0], mean[1], 201)
    steps = np.diff(_densities(between, share, mean, spread).sum(axis=0))
    falls = np.flatnonzero(steps < 0.0)
    return bool(len(falls) and (steps[falls[0] :] > 0.0).any())
