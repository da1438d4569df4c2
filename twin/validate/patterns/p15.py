"""P15: success breeds calls: what is solved makes people report more, though less is wrong."""

from collections.abc import Mapping

from agents.knob import Words
from twin.scenario import Scenario
from twin.validate.pattern import Criterion, Numbers, Pattern, Plan
from twin.validate.probes import Means

#: Resolution is raised by teams and overflow alone: from a quarter of the usual teams, which may
#: not call on the pool for a week, to half as many again, which may after an hour.
FEW, MANY = 0.25, 1.5
SLOW, FAST = 168.0, 1.0
#: In both arms what nobody has taken within a week, which is as long as the slow street waits for
#: the pool, is given up: at the usual 30 days nearly everything is solved in the end.
LAPSE = {"lapse_days": 7.0}
#: Least and most teams per 10,000 of every trade.
TEAMS = {
    "teams_urban": (0.5, 4.0), "teams_market": (0.1, 2.0), "teams_emergency": (0.1, 2.0),
    "teams_sanitation": (0.1, 3.0), "teams_police": (0.1, 2.0),
}  # fmt: skip
#: The rise of resolution without which the question is not put.
LEAST_RAISE = 0.3


def arms(plan: Plan) -> Mapping[str, Scenario]:
    """Give few teams that cannot call on the pool, and many that can at once."""
    return {
        "few": plan.arm(levers={"overflow": SLOW}, parameters={**teams(plan, FEW), **LAPSE}),
        "many": plan.arm(levers={"overflow": FAST}, parameters={**teams(plan, MANY), **LAPSE}),
    }


def teams(plan: Plan, times: float) -> dict[str, float]:
    """Give the teams of every trade, so many times as many as in the plan."""
    return {
        name: min(most, max(least, times * plan.parameter(name)))
        for name, (least, most) in TEAMS.items()
    }


def statistics(found: Mapping[str, Numbers]) -> Mapping[str, float]:
    """Give how resolution, calls, disorder and callers' satisfaction change from few to many.

    ``calls`` and ``disorder`` as shares; ``raised`` and ``contented`` in points of their rates;
    ``slower`` = how far satisfaction of callers lags behind resolution (points).
    """
    few, many = found["few"], found["many"]
    raised = many["resolution_rate"] - few["resolution_rate"]
    contented = many["content_rate"] - few["content_rate"]
    return {
        "raised": raised,
        "calls": many["reports"] / few["reports"] - 1.0,
        "disorder": (1.0 - many["order"]) / (1.0 - few["order"]) - 1.0,
        "contented": contented,
        "slower": raised - contented,
        "resolution_few": few["resolution_rate"],
        "resolution_many": many["resolution_rate"],
        "residents": many["satisfaction"] - few["satisfaction"],
    }


PATTERN = Pattern(
    name="P15",
    title=Words("越办越多", "Success breeds calls"),
    question=Words(
        "解决率从五成多提到九成，来电是多了还是少了？",
        "As resolution rises from half to nine in ten, do people call more or less?",
    ),
    source="Beijing 12345, 2019-2023: 6.96 to 21.43 million calls, resolution 53 to 97 %",
    arms=arms,
    probe=lambda: Means(
        "resolution_rate", "content_rate", "reports", "order", "satisfaction", "hotline_trust"
    ),
    statistics=statistics,
    criteria=(
        Criterion(
            "raised",
            Words("解决率提高三十个百分点以上", "resolution rises by 30 points or more"),
            low=LEAST_RAISE,
            proposed=True,
        ),
        Criterion("calls", Words("来电增多", "calls increase"), low=0.0),
        Criterion("disorder", Words("真实的脏乱减少", "true disorder falls"), high=0.0),
        Criterion("contented", Words("满意率上升", "satisfaction of callers rises"), low=0.0),
        Criterion(
            "slower",
            Words("满意率升得比解决率慢", "satisfaction rises more slowly than resolution"),
            low=0.0,
        ),
    ),
)
