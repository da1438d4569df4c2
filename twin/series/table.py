"""The case table: one row for each case, whether a city wrote it down or the twin did.

May import numpy, pandas and ``twin.errors``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from agents.knob import Words
from twin.errors import check_known

#: Columns of the table and what they hold. Texts are empty where nothing is known.
COLUMNS = {
    "opened": "time at which the case was opened; NaT where the file holds counts only",
    "closed": "time at which it was closed; NaT where it was not, or where that is not known",
    "until": "time up to which it was watched: its closing, else the end; NaT: closing unknown",
    "kind": "its kind, in the words of the file",
    "area": "code of its area",
    "source": "who noticed it",
    "repeated": "whether it is marked as a repeat",
    "voided": "whether it is marked as void; such cases count nowhere",
}
SECONDS_A_DAY = 86_400.0


@dataclass(frozen=True, eq=False)
class CaseTable:
    """Cases of a place over some days.

    ``cases`` has the columns of :data:`COLUMNS`; ``areas`` are the codes of all areas, those
    without a case too; ``first`` and ``last`` the days covered, both included, None for mere
    counts. ``repeats_known`` tells whether repeats are marked at all, and ``clock`` whether hours
    are known, not only dates.
    """

    title: Words
    cases: pd.DataFrame
    areas: tuple[str, ...]
    first: date | None
    last: date | None
    repeats_known: bool = True
    clock: bool = True

    @property
    def valid(self) -> pd.DataFrame:
        """Give the cases that are not void."""
        return self.cases[~self.cases["voided"]]

    def only(self, column: str, values: Iterable[str]) -> "CaseTable":
        """Keep the cases with one of these values in a column; raises InputError for an unknown."""
        there = sorted(set(self.cases[column]) - {""})
        kept = [check_known(value, there, f"unknown {column}", column) for value in values]
        return replace(self, cases=self.cases[self.cases[column].isin(kept)])

    def covering(self, codes: Iterable[str], where: str) -> "CaseTable":
        """Count the areas named elsewhere too: those without a case have none.

        Raises InputError where an area that has cases is not named there.
        """
        named = list(dict.fromkeys(codes))
        for area in self.areas:
            check_known(area, named, "unknown area", where)
        return replace(self, areas=tuple(named))

    def dated(self) -> "CaseTable":
        """Forget the hours, as files do that hold dates only: times become calendar days apart."""
        days = {name: self.cases[name].dt.normalize() for name in ("opened", "closed", "until")}
        return replace(self, cases=self.cases.assign(**days), clock=False)


def days_between(start: pd.Series, end: pd.Series) -> np.ndarray:
    """Give the days from one column of times to another, (rows,), NaN where one is missing."""
    found: np.ndarray = (end - start).dt.total_seconds().to_numpy(np.float64) / SECONDS_A_DAY
    return found
