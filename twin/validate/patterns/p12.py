"""P12: the whistle cuts the time of what needs several departments (吹哨报到)."""

from collections.abc import Mapping

from agents.knob import Words
from twin.scenario import Scenario
from twin.validate.pattern import Criterion, Numbers, Pattern, Plan
from twin.validate.probes_cases import Incidents, weighted_median

#: Share of matters a street may act on, before and after (facts/parameters.csv, row 35).
AUTHORITY = {"few": 0.2, "many": 0.7}


def arms(plan: Plan) -> Mapping[str, Scenario]:
    """Give the whistle off and on, with few and with many matters in the street's hands."""
    return {
        f"{name}-{'on' if whistle else 'off'}": plan.arm(
            levers={"authority": authority, "whistle": whistle}
        )
        for name, authority in AUTHORITY.items()
        for whistle in (0.0, 1.0)
    }


def statistics(found: Mapping[str, Numbers]) -> Mapping[str, float]:
    """Give by what share the median time of a joint incident falls, at each degree of authority."""
    middle = {
        arm: weighted_median(row["joint_hours"], row["joint_counts"]) for arm, row in found.items()
    }
    falls = {
        f"fall_{name}": 1.0 - middle[f"{name}-on"] / middle[f"{name}-off"] for name in AUTHORITY
    }
    return {**falls, **{f"hours_{arm.replace('-', '_')}": hours for arm, hours in middle.items()}}


PATTERN = Pattern(
    name="P12",
    title=Words("吹哨报到缩短联办时间", "The whistle cuts case time"),
    question=Words(
        "几家一起办的事，吹不吹哨差多少？",
        "What needs several departments: how much sooner is it done when the street whistles?",
    ),
    source="Beijing's 30-minute rule; Shenzhen's loop, from over 100 h to 30 h",
    arms=arms,
    probe=Incidents,
    statistics=statistics,
    criteria=(
        Criterion(
            "fall_few",
            Words(
                "街道只能办两成的事时，联办时间缩短六成以上",
                "with two matters in ten, joint time falls by 60 % or more",
            ),
            low=0.6,
            proposed=True,
        ),
        Criterion(
            "fall_many",
            Words(
                "街道能办七成的事时，联办时间也缩短六成以上",
                "with seven matters in ten, joint time falls by 60 % or more too",
            ),
            low=0.6,
            proposed=True,
        ),
    ),
)
