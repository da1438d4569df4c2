"""Conditions on outcomes as a person types them: ``vitality<0.4``, ``order>=0.5 and waste<2``.

May import ``twin.errors`` and ``twin.indicators``.
"""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from twin.errors import InputError, check_known
from twin.indicators import INDICATORS
from twin.settings import as_number

COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    "<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt,
}  # fmt: skip
AND, OR = "and", "or"
PART = re.compile(r"\s*([A-Za-z_]\w*)\s*(<=|>=|<|>)\s*(\S+)\s*")
ALLOWED = "an indicator, <, <=, > or >= and a number, as in vitality<0.4; joined by 'and' or 'or'"
LABELS = {indicator.name: indicator.label for indicator in INDICATORS}


@dataclass(frozen=True)
class Condition:
    """Parts (indicator, comparison, number), of which all (``"and"``) or any (``"or"``) hold."""

    parts: tuple[tuple[str, str, float], ...]
    joined: str = AND

    @property
    def names(self) -> list[str]:
        """Name the indicators, each once."""
        return list(dict.fromkeys(name for name, _, _ in self.parts))

    def holds(self, values: Mapping[str, Any]) -> NDArray[np.bool_]:
        """Tell where it holds, given arrays of one shape by indicator; NaN meets no part.

        >>> read_condition("order<0.5").holds({"order": np.array([0.4, 0.5])}).tolist()
        [True, False]
        """
        found = [
            COMPARED[sign](np.asarray(values[name], np.float64), level)
            for name, sign, level in self.parts
        ]
        join = np.logical_and if self.joined == AND else np.logical_or
        result: NDArray[np.bool_] = join.reduce(found)
        return result

    def told(self, words: str) -> str:
        """Write it with the labels of a language."""
        join = {"zh": {AND: " 且 ", OR: " 或 "}, "en": {AND: " and ", OR: " or "}}
        return join[words][self.joined].join(
            f"{LABELS[name][words]} {sign} {level:g}" for name, sign, level in self.parts
        )

    def __str__(self) -> str:
        """Write it as it is typed."""
        parts = [f"{name}{sign}{level:g}" for name, sign, level in self.parts]
        return f" {self.joined} ".join(parts)


def read_condition(given: "str | Condition", where: str = "condition") -> Condition:
    """Read a condition; raises InputError for what it does not understand.

    >>> str(read_condition("vitality < 0.4 or order<=0.5"))
    'vitality<0.4 or order<=0.5'
    """
    if isinstance(given, Condition):
        return given
    words = re.split(r"\s+(and|or)\s+", given.strip())
    joins = set(words[1::2]) or {AND}
    if len(joins) > 1:
        raise InputError("condition not understood", where, given, "only 'and', or only 'or'")
    return Condition(tuple(_part(text, where) for text in words[::2]), joins.pop())


def _part(text: str, where: str) -> tuple[str, str, float]:
    found = PART.fullmatch(text)
    number = as_number(found[3]) if found else None
    if found is None or not isinstance(number, int | float):
        raise InputError("condition not understood", where, text, ALLOWED)
    check_known(found[1], LABELS, "unknown indicator", where)
    return found[1], found[2], float(number)
