"""P27: who reports less waits longer, unless somebody comes unasked (政策找人)."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from agents.knob import Words
from agents.residents import HOME_REPAIR
from twin.mechanisms.diary import N_GROUPS
from twin.scenario import Scenario
from twin.validate.pattern import Criterion, Numbers, Pattern, Plan, Probe

#: Who reports is the only difference: the same services reach both, and trust is as 3 to 1.
THREE_TO_ONE = {
    "trust_local": 0.6, "trust_floating": 0.2, "reach_local": 0.8, "reach_floating": 0.8,
}  # fmt: skip
#: Patrols twice as long, causes treated before complaint, and services that reach out.
PROACTIVE = {"patrol": 2.0, "proactive": 1.0, "outreach": 1.0}
#: What is added up of locals and of the floating population, in this order.
SUMMED = ("persons", "trouble", "told", "hours_today", "reports_today")


class Waiting(Probe):
    """Days that troubles at home last, hours with any problem, and reports: by group.

    Troubles at home come to all at the same rate and nobody else can report them; what is in the
    street is everybody's, and a neighbour's report helps all.
    """

    def __init__(self) -> None:
        """Begin with no day."""
        self.sums = np.zeros((len(SUMMED), 2))
        self.arisen = 0.0

    def day(self, model: Any, day: int) -> None:
        """Add the sums over the persons of a day; note how many troubles arose before the first."""
        arisen = float(model.world.rows("book")["arisen"][0][HOME_REPAIR])
        if day < 1:
            self.arisen = arisen
            return
        people = model.world.rows("people_days").reshape(-1, N_GROUPS, 2)
        self.sums += np.array([people[name].sum(axis=(0, 1)) for name in SUMMED])

    def numbers(self, model: Any) -> Numbers:
        """Give per group the days a trouble lasts, problem-hours a person and day, and reports.

        Days = persons in trouble, summed over days / troubles that arose among them; reports per
        problem-hour.
        """
        persons, hidden, told, hours, reports = self.sums
        arisen = float(model.world.rows("book")["arisen"][0][HOME_REPAIR]) - self.arisen
        theirs = np.maximum(arisen * persons / max(persons.sum(), 1.0), 1e-9)
        parts = {
            "days": (hidden + told) / theirs,
            "hours": hours / np.maximum(persons, 1.0),
            "rate": reports / np.maximum(hours, 1e-9),
        }
        groups = ("local", "floating")
        return {
            f"{name}_{group}": float(values[k])
            for name, values in parts.items()
            for k, group in enumerate(groups)
        }


def arms(plan: Plan) -> Mapping[str, Scenario]:
    """Give waiting for reports, and going out unasked, where one group reports a third as often."""
    return {
        "reactive": plan.arm(parameters=THREE_TO_ONE),
        "proactive": plan.arm(levers=PROACTIVE, parameters=THREE_TO_ONE),
    }


def statistics(found: Mapping[str, Numbers]) -> Mapping[str, float]:
    """Give how many days longer the floating population's troubles last, and what that loses.

    ``longer`` (d) under reactive work; ``narrower`` (d) = how much nearer to each other both groups
    are under proactive work, whichever waits longer then;
    ``hours_ratio`` = hours with any problem, floating over local; ``reporting`` = ratio reached.
    """
    gap = {arm: row["days_floating"] - row["days_local"] for arm, row in found.items()}
    reactive = found["reactive"]
    return {
        "longer": gap["reactive"],
        "narrower": abs(gap["reactive"]) - abs(gap["proactive"]),
        "longer_proactive": gap["proactive"],
        "hours_ratio": ratio(reactive["hours_floating"], reactive["hours_local"]),
        "reporting": ratio(reactive["rate_local"], reactive["rate_floating"]),
    }


def ratio(one: float, other: float) -> float:
    """Give one number over another, NaN where the other is none."""
    return one / other if other > 0.0 else float("nan")


PATTERN = Pattern(
    name="P27",
    title=Words("少投诉的人等得更久", "Equity for the floating population"),
    question=Words(
        "问题一样多、投诉少三分之二的人，难处要拖多久？主动上门能补回多少？",
        "With as many problems and a third of the reports, how much longer do troubles last?",
    ),
    source="arXiv 2204.08620",
    arms=arms,
    probe=Waiting,
    statistics=statistics,
    criteria=(
        Criterion(
            "longer",
            Words("等人来诉时，少投诉的人难处拖得更久", "reactive: who reports less waits longer"),
            low=0.0,
        ),
        Criterion(
            "narrower",
            Words(
                "主动巡查加政策找人，差距缩小",
                "proactive patrol with services that reach out narrows the gap",
            ),
            low=0.0,
        ),
    ),
    used="whom outreach looks for (docs/calibration.md)",
)
