"""Whole numbers from shares, and numbers by name: the arithmetic that building a district needs.

May import ``agents.streams`` and numpy.
"""

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from agents.streams import decision, philox, run_key, to_unit

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
#: The street of every place of the grid, (height, width), -1 outside.
StreetMap = NDArray[np.int32]


def largest_remainder(total: int, weights: Floats) -> Whole:
    """Split ``total`` into whole parts in the ratio of ``weights`` (n,): the parts sum exactly.

    Hare quota: everyone gets the floor of the exact part, what is left goes to the largest
    remainders, ties to the first. Weights that are all zero count as equal.
    """
    sums = weights.sum()
    shares = weights / sums if sums > 0 else np.full(len(weights), 1 / max(len(weights), 1))
    exact = total * shares
    parts: Whole = np.floor(exact).astype(np.int64)
    order = np.argsort(parts - exact, kind="stable")
    parts[order[: total - int(parts.sum())]] += 1
    return parts


def split_by_group(totals: Whole, group: NDArray[np.int32], weights: Floats) -> Whole:
    """Split each group's total over its members by largest remainder; ``weights`` is (n,)."""
    parts = np.zeros(len(weights), np.int64)
    for index, total in enumerate(totals):
        members = group == index
        parts[members] = largest_remainder(int(total), weights[members])
    return parts


def uniforms(seed: int, name: str, agents: Any) -> Floats:
    """Give a number in (0, 1) for each of ``agents`` (any shape, whole): the draw of that name.

    The same numbers as the first of ``agents.streams.draw4`` at tick 0, for whole arrays at once.
    """
    keys = [np.uint64(key) for key in run_key(seed)]
    counter = (np.asarray(agents, np.uint64), np.uint64(0), decision(name), np.uint64(0))
    # The plain Python of the two rules works on arrays, too; compiled, they take single numbers.
    word = _plain(philox)(keys[0], keys[1], counter)[0]
    return cast(Floats, _plain(to_unit)(word))


def _plain(rule: Any) -> Any:
    return getattr(rule, "py_func", rule)


def ranks(seed: int, name: str, n: int) -> NDArray[np.int64]:
    """Give a permutation of 0..n-1 drawn under ``name``."""
    return np.argsort(np.argsort(uniforms(seed, name, np.arange(n))))
