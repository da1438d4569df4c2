"""Where welfare is highest on the path of decentralisation, and what moves that place.

May import ``twin.district``, ``twin.paths``, scenario and ``twin.validate``.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from twin.district import district_names
from twin.paths import scenarios_home
from twin.scenario import Scenario
from twin.validate.path import along_path
from twin.validate.pattern import Numbers, Plan

#: Shares of the path that are tried: equal steps, both ends among them.
SHARES, QUICK_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0), (0.0, 0.5, 1.0)
#: Spillover is what it costs a vendor to move: free, or ten times the usual (at most 30 yuan).
FREE, DEAR, DEAREST = 0.0, 10.0, 30.0
#: Between the name of a setting and the share of the path in the name of an arm.
AT = "@"


def curve(plan: Plan, name: str, parameters: Mapping[str, float]) -> dict[str, Scenario]:
    """Give the arms of one setting along the path; ``parameters`` is what the setting changes."""
    shares = QUICK_SHARES if plan.quick else SHARES
    return {
        f"{name}{AT}{share:g}": plan.arm(levers=along_path(share), parameters=parameters)
        for share in shares
    }


def stay_put(plan: Plan) -> dict[str, float]:
    """Give what keeps vendors where they are: moving is ten times as dear as in the plan."""
    return {"relocation_cost": min(DEAREST, DEAR * plan.parameter("relocation_cost"))}


def with_tastes(plan: Plan, name: str) -> Plan | None:
    """Give the plan in the same district with other tastes, None where there is no such variant.

    A variant is a folder inside the district's own: ``tastes-alike`` (every street wants the same)
    or ``tastes-apart`` (spread between streets doubled); all else is drawn the same.
    """
    shipped = plan.district in district_names()
    home = scenarios_home() / "districts" / plan.district if shipped else Path(plan.district)
    folder = home / name
    return replace(plan, district=str(folder)) if (folder / "meta.toml").is_file() else None


def taste_curve(plan: Plan, variant: str) -> dict[str, Scenario]:
    """Give the arms along the path in a variant of the district, none where it has none."""
    moved = with_tastes(plan, variant)
    return {} if moved is None else curve(moved, variant, {})


def welfare_by_share(found: Mapping[str, Numbers], name: str) -> dict[float, float]:
    """Give the welfare of one setting by share of the path, from what its arms gave."""
    rows = ((arm.rpartition(AT), row) for arm, row in found.items())
    return {float(at): float(row["welfare"]) for (setting, _, at), row in rows if setting == name}


def best_share(welfare: Mapping[float, float]) -> float:
    """Give the share of the path at which welfare is highest; NaN for an empty curve.

    The vertex of the parabola through the best share and its two neighbours; an end of the path
    where that is best. Shares lie in equal steps.

    >>> best_share({0.0: 0.0, 0.5: 1.0, 1.0: 0.0})
    0.5
    """
    if not welfare:
        return float("nan")
    shares = sorted(welfare)
    best = max(range(len(shares)), key=lambda k: welfare[shares[k]])
    if best in (0, len(shares) - 1):
        return shares[best]
    low, top, high = (welfare[shares[best + k]] for k in (-1, 0, 1))
    bend = low - 2.0 * top + high
    step = shares[best] - shares[best - 1]
    return shares[best] + (0.5 * step * (low - high) / bend if bend < 0.0 else 0.0)


def inside_gain(welfare: Mapping[float, float]) -> float:
    """Give the best welfare inside the path less the better of its two ends."""
    shares = sorted(welfare)
    ends = max(welfare[shares[0]], welfare[shares[-1]])
    return max(welfare[share] for share in shares[1:-1]) - ends
