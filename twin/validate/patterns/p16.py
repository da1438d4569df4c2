"""P16: before complaint (未诉先办): treating what keeps coming back, for the same money."""

from collections.abc import Mapping

from agents.knob import Words
from twin.levers import policy_cost
from twin.measures.welfare import POST_HOURS
from twin.scenario import Scenario
from twin.validate.pattern import Criterion, Numbers, Pattern, Plan, Probe
from twin.validate.probes import Means
from twin.validate.probes_cases import Repeats

#: How many more matters are taken up where saturation is looked for.
MORE = 4.0
#: True disorder may differ by this share and still count as not higher: noise never is exactly 0.
MARGIN = 0.02
#: A world in which little comes back: what breaks at random places is left, and few vendors.
SCATTERED = {
    "household_waste": 0.0, "walker_waste": 0.0, "stall_waste": 0.05, "noise_weight": 0.05,
    "parking_rate": 0.0, "works_rate": 0.0, "road_rate": 0.0, "trouble_rate": 0.0,
    "vendor_pool": 2.0,
}  # fmt: skip


class Repetition(Repeats):
    """Reports, repeated ones, and the order and public cost of the measured days."""

    def __init__(self) -> None:
        """Begin with no report."""
        super().__init__()
        self.means: Probe = Means("order", "public_cost")

    def day(self, model: object, day: int) -> None:
        """Count the day."""
        super().day(model, day)
        self.means.day(model, day)

    def numbers(self, model: object) -> Numbers:
        """Give reports and repeats a day, mean order and mean public cost."""
        return {**super().numbers(model), **self.means.numbers(model)}


def team_for(plan: Plan) -> dict[str, float]:
    """Give the urban-management teams (per 10,000) that the money of proactive work would pay.

    Posts and money of the lever, at an officer's pay, over what a team of the usual size costs.
    """
    treated, nothing = policy_cost({"proactive": 1.0}), policy_cost({"proactive": 0.0})
    hour = plan.parameter("officer_hour")
    money = treated.yuan - nothing.yuan + (treated.posts - nothing.posts) * POST_HOURS * hour
    team = plan.parameter("team_size") * POST_HOURS * hour / 10.0  # per 1,000 residents
    return {"teams_urban": min(4.0, plan.parameter("teams_urban") + money / team)}


def arms(plan: Plan) -> Mapping[str, Scenario]:
    """Give more hands, the top-k recurring first, four times as many; and a scattered world."""
    treat, more = {"proactive": 1.0}, {"topics": min(20.0, MORE * plan.parameter("topics"))}
    scattered = {**plan.parameters, **SCATTERED}
    return {
        "react": plan.arm(levers={"proactive": 0.0}, parameters=team_for(plan)),
        "treat": plan.arm(levers=treat),
        "treat-more": plan.arm(levers=treat, parameters=more),
        "scattered-react": plan.arm(
            levers={"proactive": 0.0}, parameters={**scattered, **team_for(plan)}
        ),
        "scattered-treat": plan.arm(levers=treat, parameters=scattered),
    }


def statistics(found: Mapping[str, Numbers]) -> Mapping[str, float]:
    """Give how much repeats and disorder change, whether more topics add less, and money.

    ``repeats``, ``disorder`` and ``cost`` are changes against reacting, as shares; ``scattered`` is
    the change of repeats a day where little comes back, over those of the usual world.
    ``saturates`` = repeats a day that the first topics spare - what as many topics among those
    added spare.
    """
    react, treat, more = (found[arm] for arm in ("react", "treat", "treat-more"))
    spared = react["repeats_a_day"] - treat["repeats_a_day"]
    added = (treat["repeats_a_day"] - more["repeats_a_day"]) / (MORE - 1.0)
    alone, treated = found["scattered-react"], found["scattered-treat"]
    return {
        "repeats": _change(react, treat, "repeats_a_day"),
        "disorder": (1.0 - treat["order"]) / (1.0 - react["order"]) - 1.0,
        "saturates": spared - added,
        "scattered": _over(
            treated["repeats_a_day"] - alone["repeats_a_day"], react["repeats_a_day"]
        ),
        "cost": _change(react, treat, "public_cost"),
    }


def _change(before: Numbers, after: Numbers, name: str) -> float:
    return _over(float(after[name]) - float(before[name]), float(before[name]))


def _over(part: float, whole: float) -> float:
    return part / whole if whole > 0.0 else float("nan")


PATTERN = Pattern(
    name="P16",
    title=Words("未诉先办", "Before complaint"),
    question=Words(
        "同样的钱，等人来诉，还是先治反复发生的？",
        "For the same money: wait for the call, or first treat what keeps coming back?",
    ),
    source="Beijing, one topic a month (每月一题)",
    arms=arms,
    probe=Repetition,
    statistics=statistics,
    criteria=(
        Criterion(
            "repeats",
            Words("重复投诉减少两成以上", "repeat complaints fall by 20 % or more"),
            high=-0.2,
            proposed=True,
        ),
        Criterion(
            "disorder",
            Words("真实的脏乱没有增加", "true disorder is not higher"),
            high=MARGIN,
            proposed=True,
        ),
        Criterion(
            "saturates",
            Words("治得越多，添上的好处越小", "the more is treated, the less the next adds"),
            low=0.0,
        ),
        Criterion(
            "scattered",
            Words(
                "问题不反复的地方没有效果（正负半成以内）",
                "no effect where problems do not come back (within 5 % either way)",
            ),
            low=-0.05,
            high=0.05,
            proposed=True,
        ),
    ),
)
