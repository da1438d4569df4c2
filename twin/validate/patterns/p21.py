"""P21: certainty beats severity (查得到比罚得重管用).

Certainty is moved through patrol hours, its handle; severity through the fine.
"""

from collections.abc import Mapping

from agents.knob import Words
from twin.scenario import Scenario
from twin.validate.effects import elasticity, window
from twin.validate.pattern import Criterion, Numbers, Pattern, Plan
from twin.validate.probes_cells import DailySums

STEP = 0.1
#: How many times the fine is larger where its elasticity is measured again.
LARGER = 2.0
SIDES = {"below": 1.0 - STEP, "above": 1.0 + STEP}


def arms(plan: Plan) -> Mapping[str, Scenario]:
    """Give patrol hours, the fine, and a larger fine, each 10 % down and up."""
    fine = plan.parameter("fine")
    hours = plan.levers.get("patrol", 1.0)
    found = {f"patrol_{s}": plan.arm(levers={"patrol": hours * x}) for s, x in SIDES.items()}
    for name, base in (("fine", fine), ("large", LARGER * fine)):
        for side, times in SIDES.items():
            found[f"{name}_{side}"] = plan.arm(parameters={"fine": min(1000.0, base * times)})
    return found


def statistics(found: Mapping[str, Numbers]) -> Mapping[str, float]:
    """Give elasticities of unlicensed vendor-hours, and by how much certainty leads.

    ``lead`` = twice the elasticity to the fine - that to certainty (both below 0 where they
    deter): > 0 where certainty's is more than twice as strong. ``shrinking`` > 0: the larger fine
    deters less at the margin. ``met`` is the elasticity of encounters per vendor-hour to patrol.
    """
    stalls = {name: window(row["illegal"], 1) for name, row in found.items()}
    rate = {name: window(row["met"], 1) / max(1e-9, stalls[name]) for name, row in found.items()}

    def response(name: str) -> float:
        return elasticity(stalls[f"{name}_below"], stalls[f"{name}_above"], STEP)

    certainty, severity, larger = response("patrol"), response("fine"), response("large")
    return {
        "certainty": certainty,
        "severity": severity,
        "severity_larger": larger,
        "lead": 2.0 * severity - certainty,
        "shrinking": larger - severity,
        "met": elasticity(rate["patrol_below"], rate["patrol_above"], STEP),
    }


PATTERN = Pattern(
    name="P21",
    title=Words("查得到比罚得重管用", "Certainty beats severity"),
    question=Words(
        "查处概率和罚款各加减一成，无证经营变化多少？",
        "With 10 % more or less of patrol or of the fine, how does unlicensed vending change?",
    ),
    source="Chalfin & McCrary 2017; Nagin 2013",
    arms=arms,
    probe=lambda: DailySums("illegal", "met"),
    statistics=statistics,
    criteria=(
        Criterion(
            "certainty",
            Words("查处越多，无证经营越少", "more certainty, less unlicensed vending"),
            high=0.0,
        ),
        Criterion(
            "lead",
            Words(
                "对查处概率的弹性至少是对罚款的两倍",
                "the elasticity to certainty is at least twice that to the fine",
            ),
            low=0.0,
        ),
        Criterion(
            "shrinking",
            Words("罚款越大，再加罚越不管用", "the larger the fine, the less more of it does"),
            low=0.0,
        ),
    ),
    days=200,
    quick_days=90,
)
