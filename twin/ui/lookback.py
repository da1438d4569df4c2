"""The look back at a horizon: the last days against those before the opening, and who gained.

Everything is a difference of two means over days of one run; how sure it is takes more runs, which
the page says beside it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from twin.indicators import INDICATORS, Indicator
from twin.measures.group_parts import GROUP_PARTS
from twin.measures.places import GROUP_NAMES
from twin.session import Session, Trail
from twin.ui.gauge import number_words
from twin.ui.text import say

#: Days on each side of the comparison.
DAYS = 7
#: What is looked at, in this order.
LOOKED_AT = (
    "order", "vitality", "satisfaction", "case_hours", "on_time_share", "vendors_in_business",
    "vendor_income", "conflicts", "waste", "staff_posts", "public_cost",
)  # fmt: skip
#: A satisfaction of a group that moved less than this many points, or an income less than this
#: many percent, is not worth a word; nor is another number within this share of its old value.
POINTS, PERCENT, SHARE = 1.0, 3.0, 0.02
#: The groups of residents; "local" and "floating", which overlap with them, are left out.
GROUPS = GROUP_NAMES[:5]
SATISFACTION = next(k for k, part in enumerate(GROUP_PARTS) if part.name == "satisfaction")
Means = tuple[Mapping[str, float], Mapping[str, float]]


def lookback(session: Session, language: str) -> dict[str, Any]:
    """Give the look back: which day, rows of numbers, who gained and who lost, in words."""
    trail = session.trail
    day = trail.hours[-1].day - trail.hours[trail.past].day
    if len(trail.hours) <= trail.past + 1:
        return {"day": say(language, "summary_none"), "rows": [], "words": []}
    means = before_and_after(trail)
    return {
        "day": say(language, "summary_of", day=day),
        "rows": [row for name in LOOKED_AT if (row := _row(name, means, language))],
        "words": lots_words([*_residents(session), *_vendors(means)], language),
    }


def before_and_after(trail: Trail) -> Means:
    """Give the means of the days before the opening and of the last days; gaps are left out."""
    early = trail.values[max(0, trail.past + 1 - DAYS) : trail.past + 1]
    late = trail.values[trail.past + 1 :][-DAYS:]
    return mean_of(early), mean_of(late)


def mean_of(days: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Give the mean of every indicator over the days on which it had a value."""
    names = {name for day in days for name in day}
    return {name: float(np.mean([day[name] for day in days if name in day])) for name in names}


def _row(name: str, means: Means, language: str) -> dict[str, str] | None:
    declared = next(indicator for indicator in INDICATORS if indicator.name == name)
    if name not in means[0] or name not in means[1]:
        return None
    before, after = means[0][name], means[1][name]
    change = after - before
    told = [number_words(declared, value, language) for value in (before, after)]
    least = POINTS / 100 if declared.scored else SHARE * before
    small = abs(change) < least or told[0] == told[1]
    good = "" if small or not declared.better else (change > 0) == (declared.better == "up")
    verdict = "" if good == "" else say(language, "better" if good else "worse")
    return {
        "name": name,
        "label": declared.label[language],
        "before": told[0],
        "after": told[1],
        "change": say(language, "summary_same") if small else _change(declared, change, language),
        "verdict": verdict,
    }


def _change(declared: Indicator, change: float, language: str) -> str:
    """Write a difference with its sign; of shares and scores it is in points."""
    sign = "+" if change > 0 else "−"
    if declared.scored:
        key = "points_of_score" if declared.unit == "index" else "points_of_share"
        return say(language, key, n=f"{sign}{100 * abs(change):.0f}")
    return sign + number_words(declared, abs(change), language)


Lot = tuple[str, str, float]


def _residents(session: Session) -> list[Lot]:
    """Give how many points of satisfaction each group of residents gained."""
    parts = list(session.model.parts)
    opened = session.trail.hours[session.trail.past].day
    days = [part.groups[0, :, SATISFACTION] for part in parts]
    early, late = days[max(0, opened - DAYS) : opened], days[opened:][-DAYS:]
    if not early or not late:
        return []
    gained = 100.0 * (np.mean(late, axis=0) - np.mean(early, axis=0))
    return [(name, "lot_satisfaction", float(gained[k])) for k, name in enumerate(GROUPS)]


def _vendors(means: Means) -> list[Lot]:
    """Give by how many percent the income of vendors grew, with a licence and without."""
    found = []
    for name in ("licensed", "unlicensed"):
        before, after = (mean.get(f"income_{name}", 0.0) for mean in means)
        if before > 0.0:
            found.append((name, "lot_income", 100.0 * (after / before - 1.0)))
    return found


def lots_words(lots: Sequence[Lot], language: str) -> list[str]:
    """Say who gained and who lost, most first; who hardly moved is not named."""
    least = {"lot_satisfaction": POINTS, "lot_income": PERCENT}
    moved = [lot for lot in lots if abs(lot[2]) >= least[lot[1]]]
    told = []
    for key, sign in (("gained", 1), ("lost", -1)):
        some = sorted((lot for lot in moved if sign * lot[2] > 0), key=lambda lot: -abs(lot[2]))
        names = [
            say(
                language,
                kind,
                who=say(language, f"group_{name}"),
                change=f"{change:+.0f}".replace("-", "−"),
            )
            for name, kind, change in some
        ]
        if names:
            told.append(say(language, key, who=say(language, "comma").join(names)))
    return told or [say(language, "nobody")]
