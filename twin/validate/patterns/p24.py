"""P24: self-governance needs boundaries (自治要有边界).

A vendors' association with closed membership and graduated sanctions, with open entry, or with
neither, against the state alone at the same public cost. The state spends it on collectors, whose
cost the lever states exactly (0.4 of them cost what a full association does), so cases follow.
A breach is an hour of an untidy stall, whoever sees it: what the association forbids.
"""

from collections.abc import Mapping

from agents.knob import Words
from twin.levers import LEVERS
from twin.scenario import Scenario
from twin.validate.effects import NO_CHANGE, relative, window
from twin.validate.pattern import Criterion, Numbers, Pattern, Plan
from twin.validate.probes import Means
from twin.validate.probes_cells import DailySums, Together

SHARE = 1.0
POSTS = {lever.name: lever.staff for lever in LEVERS}
#: Collectors that cost as many posts as the association.
COLLECTORS = SHARE * POSTS["cogovernance"] / POSTS["collectors"]


def arms(plan: Plan) -> Mapping[str, Scenario]:
    """Give the state alone, and associations with boundaries, with open entry, and bare."""
    base = plan.levers.get("collectors", 1.0)

    def committee(membership: float, sanctions: float) -> Scenario:
        levers = {"cogovernance": SHARE, "membership": membership, "sanctions": sanctions}
        return plan.arm(levers=levers)

    found = {
        "state": plan.arm(levers={"collectors": min(4.0, base + COLLECTORS)}),
        "both": committee(1.0, 1.0),
        "open": committee(0.0, 1.0),
    }
    return found if plan.quick else {**found, "bare": committee(0.0, 0.0)}


def statistics(found: Mapping[str, Numbers]) -> Mapping[str, float]:
    """Give untidy stall-hours under each association against the state alone, as shares.

    ``boundary`` compares both with open entry alone. ``cost`` tells whether public cost is equal,
    ``vendors`` what becomes of stalls, ``members`` the share of stall-hours of members.
    """
    untidy = {
        name: window(row["traders"], 1) - window(row["tidy"], 1) for name, row in found.items()
    }
    state = found["state"]
    both = found["both"]
    against = {name: relative(value, untidy["state"]) for name, value in untidy.items()}
    return {
        **{name: value for name, value in against.items() if name != "state"},
        "boundary": relative(untidy["both"], untidy["open"]),
        "cost": relative(both["public_cost"], state["public_cost"]),
        "vendors": relative(window(both["traders"], 1), window(state["traders"], 1)),
        "members": both["members_share"],
        "members_open": found["open"]["members_share"],
        "order": both["order"] - state["order"],
    }


PATTERN = Pattern(
    name="P24",
    title=Words("自治要有边界", "Self-governance needs boundaries"),
    question=Words(
        "花同样的公共成本，摊贩自治有没有边界和分级处罚，违规差多少？",
        "At equal public cost, do a vendors' committee's boundaries and sanctions matter?",
    ),
    source="Ostrom 1990, Governing the Commons, design principles 1 and 5",
    arms=arms,
    probe=lambda: Together(
        Means("order", "public_cost", "members_share"), DailySums("traders", "tidy")
    ),
    statistics=statistics,
    criteria=(
        Criterion(
            "both",
            Words(
                "有边界、有分级处罚时违规少于单靠政府",
                "with both, fewer breaches than with the state alone",
            ),
            high=0.0,
        ),
        Criterion(
            "open",
            Words("门槛敞开时并不更好", "with open entry it is no better"),
            low=-NO_CHANGE,
            proposed=True,
        ),
    ),
    days=200,
    quick_days=90,
)
