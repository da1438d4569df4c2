"""P11: who sees it may not act, who may act does not see it (看得见的管不住、管得着的看不见)."""

from collections.abc import Mapping

import numpy as np

from agents.knob import Words
from twin.scenario import Scenario
from twin.validate.humps import two_humps
from twin.validate.pattern import Criterion, Numbers, Pattern, Plan
from twin.validate.probes_cases import Incidents, weighted_median

#: Share of matters a street may act on, before and after (facts/parameters.csv, row 35).
FEW, MANY = 0.2, 0.7


def arms(plan: Plan) -> Mapping[str, Scenario]:
    """Give few and many matters with the street, both without the whistle."""
    return {
        "few": plan.arm(levers={"authority": FEW, "whistle": 0.0}),
        "many": plan.arm(levers={"authority": MANY, "whistle": 0.0}),
    }


def statistics(found: Mapping[str, Numbers]) -> Mapping[str, float]:
    """Give the fall of the median time of an incident, and how far its two humps are apart.

    ``fall`` is a share of the median with few matters; ``humps`` is Ashman's D, the smaller of the
    two arms' since in both authority is partial; medians in hours.
    """
    middle = {arm: weighted_median(row["hours"], row["counts"]) for arm, row in found.items()}
    humps = {arm: two_humps(row["hours"], row["counts"]) for arm, row in found.items()}
    return {
        "fall": 1.0 - middle["many"] / middle["few"],
        "humps": float(np.min(list(humps.values()))),  # NaN where one has none
        **{f"hours_{arm}": value for arm, value in middle.items()},
        **{f"humps_{arm}": value for arm, value in humps.items()},
    }


PATTERN = Pattern(
    name="P11",
    title=Words("看得见的管不住、管得着的看不见", "Who sees it may not act, who may does not see"),
    question=Words(
        "街道能办的事从两成加到七成，一件事要等多久？",
        "As streets may close seven matters in ten instead of two, how long does one wait?",
    ),
    source="Beijing 2020: 431 matters handed down to streets",
    arms=arms,
    probe=Incidents,
    statistics=statistics,
    criteria=(
        Criterion(
            "fall",
            Words("办理时间中位数下降", "the median time of an incident falls"),
            low=0.0,
        ),
        Criterion(
            "humps",
            Words(
                "事权只下放一部分时，办理时间分成快慢两拨",
                "with part of the matters handed down, times fall into two humps",
            ),
            low=2.0,
        ),
    ),
    used="streets without hands call on the pool at once (docs/calibration.md)",
)
