"""The one function that computes the same statistics for a real case file and for a run.

May import numpy, pandas, ``twin.measures.people`` (the Gini coefficient) and ``twin.series``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from twin.errors import check_known
from twin.measures.people import gini
from twin.series.space import Pair, morans_i, places_of
from twin.series.survival import product_limit
from twin.series.table import CaseTable, days_between

QUANTILES = {"p10": 0.1, "p25": 0.25, "median": 0.5, "p75": 0.75, "p90": 0.9}


@dataclass(frozen=True)
class Volume:
    """How many cases, and when: None or empty where the times are not known.

    ``per_day`` is the mean over all days covered, ``dispersion`` variance / mean of the daily
    counts (1 for chance alone). ``by_hour`` holds the share of cases opened in each of 24 hours,
    ``by_weekday`` the mean cases on a Monday ... Sunday, ``by_month`` the mean cases a day in
    January ... December, None for a month (or weekday) that is not covered.
    """

    days: int | None = None
    per_day: float | None = None
    dispersion: float | None = None
    by_hour: tuple[float, ...] = ()
    by_weekday: tuple[float | None, ...] = ()
    by_month: tuple[float | None, ...] = ()
    weekend_share: float | None = None


@dataclass(frozen=True)
class Closing:
    """Time to close in days; open cases are right-censored, cases of unknown closing left out.

    ``quantiles`` holds p10 to p90; the shares closed within a day and a week take a time of
    exactly 1 or 7 days in. None where the estimate does not reach so far.
    """

    closed: int
    still_open: int
    unknown: int
    quantiles: Mapping[str, float | None]
    within_day: float | None
    within_week: float | None


@dataclass(frozen=True)
class Spread:
    """How cases lie over the areas; cases without an area are left out.

    ``gini`` and ``morans_i`` are of the counts; ``top_share`` is the share of the area with most.
    ``expected_i`` is what chance gives, -1 / (n - 1). With the population known,
    ``per_thousand`` is cases per 1,000 residents and day, and ``rate_gini`` the Gini coefficient
    over residents of the cases per head of their area.
    """

    areas: int
    without_area: int
    gini: float | None
    top_share: float | None
    morans_i: float | None = None
    expected_i: float | None = None
    per_thousand: float | None = None
    rate_gini: float | None = None


@dataclass(frozen=True)
class Statistics:
    """What :func:`statistics` gives: the same for a real case file and for a run.

    ``kinds`` holds the share of each kind among cases whose kind is known, largest first;
    ``repeat_share`` the share of cases marked as repeats, None where no marks are known.
    """

    cases: int
    voided: int
    volume: Volume
    kinds: Mapping[str, float]
    closing: Closing
    spread: Spread
    repeat_share: float | None

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return asdict(self)


def statistics(
    table: CaseTable,
    adjacency: Iterable[Pair] | None = None,
    population: Mapping[str, float] | None = None,
) -> Statistics:
    """Compute the statistics of a case table; void cases count as ``voided`` and nowhere else.

    ``adjacency`` lists the areas that touch, by code, each pair once or twice; ``population``
    holds the residents of every area. Raises InputError for an area that is not the table's.
    """
    valid = table.valid
    return Statistics(
        cases=len(valid),
        voided=len(table.cases) - len(valid),
        volume=volume(table),
        kinds=shares(valid["kind"]),
        closing=closing(valid),
        spread=spread(table, adjacency, population),
        repeat_share=_share(valid["repeated"]) if table.repeats_known else None,
    )


def shares(kinds: pd.Series) -> dict[str, float]:
    """Give the share of each kind, largest first, equal ones by name; empty texts left out."""
    counts = kinds[kinds != ""].value_counts()
    order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return {str(kind): float(count / counts.sum()) for kind, count in order}


def volume(table: CaseTable) -> Volume:
    """Count cases by day, hour, weekday and month, over all days the table covers."""
    opened = table.valid["opened"]
    if table.first is None or table.last is None or not len(opened):
        return Volume()
    days = pd.date_range(table.first, table.last, freq="D")
    daily = opened.dt.normalize().value_counts().reindex(days, fill_value=0).to_numpy(np.float64)
    hours = np.bincount(opened.dt.hour, minlength=24) / len(opened)
    mean = float(daily.mean())
    return Volume(
        days=len(days),
        per_day=mean,
        dispersion=float(daily.var() / mean) if mean > 0.0 else None,
        by_hour=tuple(hours.tolist()) if table.clock else (),
        by_weekday=_means(daily, days.day_of_week.to_numpy(), 7),
        by_month=_means(daily, days.month.to_numpy() - 1, 12),
        weekend_share=_share(opened.dt.day_of_week >= 5),
    )


def closing(cases: pd.DataFrame) -> Closing:
    """Estimate the time to close, in days."""
    watched = days_between(cases["opened"], cases["until"])
    known, closed = np.isfinite(watched), cases["closed"].notna().to_numpy()
    curve = product_limit(watched[known], closed[known])
    return Closing(
        closed=int(np.count_nonzero(known & closed)),
        still_open=int(np.count_nonzero(known & ~closed)),
        unknown=int(np.count_nonzero(~known)),
        quantiles={name: curve.quantile(share) for name, share in QUANTILES.items()},
        within_day=curve.share_within(1.0),
        within_week=curve.share_within(7.0),
    )


def spread(
    table: CaseTable,
    adjacency: Iterable[Pair] | None = None,
    population: Mapping[str, float] | None = None,
) -> Spread:
    """Measure how the cases lie over the areas; raises InputError for an unknown area."""
    found = table.valid["area"].value_counts()
    counts = found.reindex(list(table.areas), fill_value=0).to_numpy(np.float64)
    total, n = float(counts.sum()), len(counts)
    pairs = places_of(adjacency or (), table.areas)
    return Spread(
        areas=n,
        without_area=len(table.valid) - int(total),
        gini=gini(counts) if total > 0.0 else None,
        top_share=float(counts.max() / total) if total > 0.0 else None,
        morans_i=morans_i(counts, pairs) if pairs else None,
        expected_i=-1.0 / (n - 1) if pairs and n > 1 else None,
        **_rates(table, counts, population),
    )


def _rates(
    table: CaseTable, counts: np.ndarray, population: Mapping[str, float] | None
) -> dict[str, float | None]:
    if population is None or not counts.sum():
        return {}
    for area in table.areas:
        check_known(area, population, "unknown area", "population")
    people = np.array([population[area] for area in table.areas], np.float64)
    days = volume(table).days
    per_head = np.where(people > 0.0, counts / np.maximum(people, 1e-300), 0.0)
    return {
        "per_thousand": float(1000.0 * counts.sum() / people.sum() / days) if days else None,
        "rate_gini": gini(per_head, people),
    }


def _means(daily: np.ndarray, groups: np.ndarray, n: int) -> tuple[float | None, ...]:
    """Give the mean of the days of each group, None for a group without days."""
    days = np.bincount(groups, minlength=n)
    sums = np.bincount(groups, daily, n)
    return tuple(float(s / d) if d else None for s, d in zip(sums, days, strict=True))


def _share(marks: pd.Series) -> float | None:
    return float(marks.mean()) if len(marks) else None
