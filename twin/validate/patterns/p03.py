"""P03: a campaign and the rebound after it (运动式执法与反弹).

Patrol x3 is the lever; hours reach at most ``patrol_most`` of duty, 2.5 times the baseline's.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.knob import Words
from twin.district import load_district
from twin.scenario import Scenario
from twin.validate.effects import NO_CHANGE, ratio, window
from twin.validate.pattern import Criterion, Numbers, Pattern, Plan
from twin.validate.probes_cells import Together, ZoneDays
from twin.validate.probes_vendors import HalfLife
from twin.validate.targets import busiest_street

#: Last day of the campaign, which begins on day 1; back = a week at this share of control.
END, BACK, WEEK = 30, 0.8, 7


def arms(plan: Plan) -> Mapping[str, Scenario]:
    """Give a run without, and one with, patrol x3 for 30 days in the busiest street."""
    place = load_district(plan.district)
    street = place.streets[busiest_street(place)].code
    campaign = {"from": 1, "until": END, "streets": [street], "levers": {"patrol": 3.0}}
    return {"control": plan.arm(), "campaign": plan.arm(schedule=[campaign])}


def street_or_not(model: Any) -> NDArray[np.intp]:
    """Give 1 for the cells of the street that is treated, else 0."""
    place = model.district
    chosen: NDArray[np.intp] = (place.street == busiest_street(place)).astype(np.intp)
    return chosen


def days_back(days: Sequence[float], control: Sequence[float]) -> float:
    """Give the days after the campaign's end until a week reaches 80 % of control's.

    0 where the first week does; all days there are where none does (then it took longer).
    """
    for start in range(END + 1, len(days) - WEEK + 2):
        week = window(days, start, start + WEEK - 1)
        if week >= BACK * window(control, start, start + WEEK - 1):
            return float(start - END - 1)
    return float(len(days) - END)


def statistics(found: Mapping[str, Numbers]) -> Mapping[str, float]:
    """Give the falls of stalls in the street against control (shares), and the way back.

    ``half_lives`` is the time back in half-lives of a belief; ``growth`` the fall in week 4 less
    that in week 1; ``residual`` the fall in the first three days after the end.
    """
    days, control = found["campaign"]["traders_1"], found["control"]["traders_1"]

    def fall(first: int, last: int) -> float:
        return 1.0 - ratio(window(days, first, last), window(control, first, last))

    life = found["control"]["belief_half_life"]
    return {
        "week_1": fall(1, 7),
        "week_4": fall(22, 28),
        "half_lives": days_back(days, control) / life if life > 0.0 else math.nan,
        "growth": fall(22, 28) - fall(1, 7),
        "residual": fall(END + 1, END + 3),
        "last_week": fall(len(days) - 6, len(days)),
    }


PATTERN = Pattern(
    name="P03",
    title=Words("整治一走就回潮", "The rebound after a campaign"),
    question=Words(
        "一条街巡查加到三倍、三十天后撤回，摊贩何时回来？",
        "When patrol in one street is trebled for 30 days, when do the stalls come back?",
    ),
    source="Sherman 1990, doi 10.1086/449163",
    arms=arms,
    probe=lambda: Together(ZoneDays(2, street_or_not, ("traders", "met")), HalfLife()),
    statistics=statistics,
    criteria=(
        Criterion(
            "week_1",
            Words("第一周在摊减少一半以上", "stalls fall by half or more in week 1"),
            low=0.5,
            proposed=True,
        ),
        Criterion(
            "half_lives",
            Words(
                "结束后一到四个信念半衰期内回到八成",
                "back to 80 % of control between 1 and 4 belief half-lives after the end",
            ),
            low=1.0,
            high=4.0,
        ),
        Criterion(
            "growth",
            Words("第四周效果不比第一周大", "the effect of week 4 is not above that of week 1"),
            high=NO_CHANGE,
            proposed=True,
        ),
        Criterion(
            "residual",
            Words("结束后头三天仍有余威", "some effect is left in the first 3 days after the end"),
            low=0.0,
        ),
    ),
    days=120,
    quick_days=90,
    used="scattering, fear that halves in ten days, alarm at surprise (docs/calibration.md)",
)
