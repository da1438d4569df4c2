"""P09: how far to decentralise has a best answer inside, and tastes and spillovers move it."""

from collections.abc import Mapping

from agents.knob import Words
from twin.scenario import Scenario
from twin.validate.optimum import (
    FREE,
    best_share,
    curve,
    inside_gain,
    stay_put,
    taste_curve,
    welfare_by_share,
)
from twin.validate.pattern import Criterion, Numbers, Pattern, Plan
from twin.validate.probes import Means


def arms(plan: Plan) -> Mapping[str, Scenario]:
    """Give the path at default, with tastes alike and apart, and with moving dear and free.

    Spillover is the cost of moving only: how far a vendor searches is no parameter.
    """
    return {
        **curve(plan, "default", {}),
        **taste_curve(plan, "tastes-alike"),
        **taste_curve(plan, "tastes-apart"),
        **curve(plan, "spill-none", stay_put(plan)),
        **curve(plan, "spill-free", {"relocation_cost": FREE}),
    }


def statistics(found: Mapping[str, Numbers]) -> Mapping[str, float]:
    """Give what the inside of the path gains over its ends, and how far the optimum moves.

    ``by_tastes`` = optimum with tastes apart - with tastes alike (NaN where the district has no
    such variants); ``by_spillover`` = with free moving - with moving ten times as dear.
    """
    at = {
        name: best_share(welfare_by_share(found, name))
        for name in ("default", "tastes-alike", "tastes-apart", "spill-none", "spill-free")
    }
    return {
        "inside": inside_gain(welfare_by_share(found, "default")),
        "by_tastes": at["tastes-apart"] - at["tastes-alike"],
        "by_spillover": at["spill-free"] - at["spill-none"],
        "optimum": at["default"],
    }


PATTERN = Pattern(
    name="P09",
    title=Words("下放到哪一步最好", "The best degree of decentralisation lies inside"),
    question=Words(
        "从集中到下放一步步走，总体福利在哪里最高？各街想法差得多、摊贩挪得快时又怎么变？",
        "Where on the way from central to local is welfare highest, and what moves that place?",
    ),
    source="Oates 1972; Besley & Coate 2003",
    used="own work that lies in the streets (docs/calibration.md)",
    arms=arms,
    probe=lambda: Means("welfare"),
    statistics=statistics,
    criteria=(
        Criterion(
            "inside",
            Words("半路上的福利高过两头", "welfare inside the path is above both of its ends"),
            low=0.0,
        ),
        Criterion(
            "by_tastes",
            Words(
                "各街想法差得越多，越该多下放",
                "the further apart tastes are, the further it pays to decentralise",
            ),
            low=0.0,
        ),
        Criterion(
            "by_spillover",
            Words(
                "摊贩越容易挪到邻街，越该少下放",
                "the more spills over to the next street, the less it pays to decentralise",
            ),
            high=0.0,
        ),
    ),
)
