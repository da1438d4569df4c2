"""How every tunable number is declared: once, with bounds, unit, words, source and grade.

From a declaration come validation and its messages, sliders, TOML keys, sweep axes, the tables in
the docs and the test data. May import the standard library only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np


class Grade(StrEnum):
    """How well a number is known."""

    MEASURED = "measured"
    ESTIMATED = "estimated"
    ASSUMED = "assumed"


@dataclass(frozen=True)
class Words:
    """A text in the two languages of the twin, each written in that language."""

    zh: str
    en: str

    def __getitem__(self, language: str) -> str:
        """Give the text in ``"zh"`` or ``"en"``."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Knob:
    """A number somebody may set.

    ``low``, ``high`` and ``step`` bound it, ``unit`` says in what, ``label`` and ``text`` name and
    explain it, ``source`` is a citation or the word "assumption", ``live`` tells whether a change
    acts at the next tick (else at a restart).
    """

    name: str
    default: float
    low: float
    high: float
    step: float
    unit: str
    label: Words
    text: Words
    source: str
    grade: Grade
    live: bool = True

    def __post_init__(self) -> None:
        """Refuse a declaration that contradicts itself."""
        if not self.low <= self.default <= self.high or self.low == self.high:
            raise ValueError(f"knob {self.name!r}: {self.low} <= {self.default} <= {self.high}")


@dataclass(frozen=True)
class Lever(Knob):
    """A knob that a government turns.

    At ``off`` its mechanism is as good as absent: the ``parameters`` named are its alone and move
    nothing then. ``moves`` names the column it acts on first. A unit above ``off`` costs ``staff``
    (posts per 1,000 residents) and ``money`` (yuan per 1,000 residents and day). ``choices`` names
    the values of a lever that is a choice. ``group`` is where a page shows it.
    """

    off: float = 0.0
    staff: float = 0.0
    money: float = 0.0
    moves: str = ""
    parameters: tuple[str, ...] = ()
    choices: tuple[Words, ...] = ()
    group: str = ""


class Parameter(Knob):
    """A number that a government cannot choose: an uncertainty."""


def knob_record(knobs: Sequence[Knob], n: int = 1) -> Any:
    """Give ``n`` records with one float64 field per knob, at the defaults, for kernels."""
    record = np.zeros(n, np.dtype([(k.name, "f8") for k in knobs], align=True))
    for knob in knobs:
        record[knob.name] = knob.default
    return record.view(np.recarray)
