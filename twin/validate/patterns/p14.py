"""P14: recorded is not actual: more who look make more records, not more disorder."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from agents.knob import Words
from twin.scenario import Scenario
from twin.validate.pattern import Criterion, Numbers, Pattern, Plan
from twin.validate.probes import Courses

#: "At first" is the first month after collectors are doubled.
MONTH = 30
USUAL, DOUBLED = 1.0, 2.0
#: True disorder may differ by this share and still count as not higher: noise never is exactly 0.
MARGIN = 0.02


def arms(plan: Plan) -> Mapping[str, Scenario]:
    """Give the usual collectors, and twice as many from the first measured day on."""
    doubled = {"from": 1, "levers": {"collectors": DOUBLED}}
    usual = {"collectors": USUAL}
    return {
        "usual": plan.arm(levers=usual),
        "doubled": plan.arm(levers=usual, schedule=(doubled,)),
    }


def statistics(found: Mapping[str, Numbers]) -> Mapping[str, float]:
    """Give how much more is recorded in the first month, later, and how true disorder changes.

    All as shares of the usual; disorder = 1 - order, over all days.
    """
    disorder = {arm: 1.0 - float(np.mean(row["order"])) for arm, row in found.items()}
    usual, doubled = (np.asarray(found[arm]["cases_opened"]) for arm in ("usual", "doubled"))
    return {
        "recorded": rise(usual[:MONTH], doubled[:MONTH]),
        "disorder": disorder["doubled"] / disorder["usual"] - 1.0,
        "recorded_later": rise(usual[MONTH:], doubled[MONTH:]),
    }


def rise(usual: Any, changed: Any) -> float:
    """Give by what share the mean of a series is above another's; NaN where there are no days."""
    return float(changed.mean() / usual.mean() - 1.0) if len(usual) else float("nan")


PATTERN = Pattern(
    name="P14",
    title=Words("立案多了，不等于问题多了", "Recorded is not actual"),
    question=Words(
        "信息采集员加一倍，立案多出多少？街上真的更乱了吗？",
        "With twice the collectors, how much more is recorded, and is there more disorder?",
    ),
    source="Suzhou: +133 % recorded cases with own collectors and app",
    arms=arms,
    probe=lambda: Courses("cases_opened", "order"),
    statistics=statistics,
    criteria=(
        Criterion(
            "recorded",
            Words("头一个月立案多五成以上", "50 % or more is recorded on top in the first month"),
            low=0.5,
            proposed=True,
        ),
        Criterion(
            "disorder",
            Words("真实的脏乱没有增加", "true disorder does not rise"),
            high=MARGIN,
            proposed=True,
        ),
    ),
)
