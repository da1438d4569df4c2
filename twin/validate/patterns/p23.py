"""P23: pitches - siting decides (疏导点成败在选址).

The lever ``siting`` sets how busy the places are at which pitches lie; every pitch cell is then
compared with the places unlicensed vendors chose in the same run, by footfall. Licences come
within days and everybody is told, so that neither keeps a pitch empty.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from agents.knob import Words
from twin.scenario import Scenario
from twin.validate.effects import NO_CHANGE, correlation, ratio, relative, slope
from twin.validate.pattern import Criterion, Numbers, Pattern, Plan
from twin.validate.probes import Means
from twin.validate.probes_cells import Together
from twin.validate.probes_vendors import PitchUse

SITINGS, QUICK_SITINGS = (0.6, 0.8, 0.9, 0.95, 1.0), (0.6, 0.9, 1.0)
OFFER = {"pitches": 1.0, "licence_days": 3.0, "outreach": 1.0}
#: Edges of relative footfall between which pitches are counted together.
EDGES = (0.2, 0.4, 0.6, 0.8, 1.0, 1.2)
#: How far occupancies have to lie along a logistic line: correlation of their logits (proposed).
LOGISTIC = 0.8


def arms(plan: Plan) -> Mapping[str, Scenario]:
    """Give no pitches, pitches at places less and more busy, and pitches where wants are unmet."""
    sitings = QUICK_SITINGS if plan.quick else SITINGS
    sited = {f"s{s:g}": plan.arm(levers={**OFFER, "siting": s}) for s in sitings}
    asked = {"demand": plan.arm(levers={**OFFER, "siting": 1.0, "participation": 1.0})}
    none = {"none": plan.arm(levers={**OFFER, "pitches": 0.0})}
    return {**none, **sited, **({} if plan.quick else asked)}


def occupancies(rows: Sequence[Numbers]) -> list[tuple[float, float, float]]:
    """Give (relative footfall, occupancy, pitch-days) of the pitches between each two edges."""
    bounds = (-math.inf, *EDGES, math.inf)
    found = []
    for low, high in pairwise(bounds):
        inside = [
            (x, n, used)
            for row in rows
            for x, n, used in zip(row["footfall"], row["offered"], row["used"], strict=True)
            if low <= x < high
        ]
        days = sum(n for _, n, _ in inside)
        if days:
            people = sum(x * n for x, n, _ in inside) / days
            found.append((people, sum(used for _, _, used in inside) / days, days))
    return found


def logit(share: float, days: float) -> float:
    """Give ln(used / unused), with half a day added to both."""
    return math.log((share * days + 0.5) / ((1.0 - share) * days + 0.5))


def statistics(found: Mapping[str, Numbers]) -> Mapping[str, float]:
    """Give how occupancy goes with relative footfall, and what siting makes of pitches.

    ``slope``: of the logit of occupancy on relative footfall; ``along``: their correlation.
    ``back``: off-pitch share of the hours of vendors with a licence, at the worst places less
    that at the best. The best (siting 1) against no pitches: ``disorder_each``, disorder per
    vendor trading, and ``vitality``, both as shares.
    """
    sited = [row for name, row in found.items() if name != "none"]
    worst, best, none = sited[0], found["s1"], found["none"]
    groups = occupancies(sited)
    xs, days = [x for x, _, _ in groups], [n for _, _, n in groups]
    ys = [logit(min(1.0, share), n) for _, share, n in groups]
    each = [ratio(1.0 - row["order"], row["vendors_trading"]) for row in (best, none)]
    return {
        "slope": slope(xs, ys, days),
        "along": correlation(xs, ys, days),
        "back": worst["off_pitch"] - best["off_pitch"],
        "disorder_each": relative(*each),
        "vitality": relative(best["vitality"], none["vitality"]),
        "order": best["order"] - none["order"],
        **{f"share_at_{x:.2f}": share for x, share, _ in groups},
    }


PATTERN = Pattern(
    name="P23",
    title=Words("疏导点成败在选址", "Pitches: siting decides"),
    question=Words(
        "疏导点设在冷清或热闹处，有没有人用，街面怎样？",
        "At places more or less busy, are pitches used, and what becomes of the street?",
    ),
    source="vending zones of Guangzhou, 2012-2023 (mechanisms, GZ12, GZ23)",
    arms=arms,
    probe=lambda: Together(Means("order", "vitality", "vendors_trading"), PitchUse()),
    statistics=statistics,
    criteria=(
        Criterion(
            "slope",
            Words("越热闹的摊位越有人用", "the busier its place, the more a pitch is used"),
            low=0.0,
        ),
        Criterion(
            "along",
            Words("使用率随相对客流呈逻辑曲线", "occupancy is logistic in relative footfall"),
            low=LOGISTIC,
            proposed=True,
        ),
        Criterion(
            "back",
            Words("选址差时摊贩回到街上", "badly sited, vendors return to the street"),
            low=0.0,
        ),
        Criterion(
            "disorder_each",
            Words("选址好时每个摊贩带来的脏乱减少", "well sited: less disorder per vendor"),
            high=0.0,
        ),
        Criterion(
            "vitality",
            Words("选址好时活力不降", "well sited: vitality is not lower"),
            low=-NO_CHANGE,
            proposed=True,
        ),
    ),
    days=120,
    quick_days=90,
    used="the default of siting (docs/calibration.md)",
)
