"""P01: control it and it dies, release it and it turns to chaos (一管就死、一放就乱)."""

from collections.abc import Mapping

from agents.knob import Words
from twin.scenario import Scenario
from twin.validate.pattern import Criterion, Numbers, Pattern, Plan
from twin.validate.probes import Means

#: Uniform enforcement: patrol hours, strictness and harshness grow together.
LEVELS, QUICK_LEVELS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0), (0.0, 0.3, 0.6, 1.0)
#: Licensed pitches with targeted, fair enforcement.
PITCHES = {
    "pitches": 2.0, "siting": 1.0, "pitch_fee": 5.0, "licence_days": 3.0, "outreach": 1.0,
    "clearing": 1.0, "style": 0.0, "intensity": 0.5,
}  # fmt: skip
WATCHED = ("order", "vitality", "satisfaction", "vendors_trading")


def arms(plan: Plan) -> Mapping[str, Scenario]:
    """Give uniform enforcement at several levels, and pitches with targeted fair enforcement."""
    levels = QUICK_LEVELS if plan.quick else LEVELS
    uniform = {f"e{e:g}": plan.arm(levers={"intensity": e, "style": e}) for e in levels}
    return {**uniform, "pitches": plan.arm(levers=PITCHES)}


def statistics(found: Mapping[str, Numbers]) -> Mapping[str, float]:
    """Give what order, vitality and satisfaction do from end to end, and what pitches reach.

    Falls are shares of the value at no enforcement. ``inside`` = best satisfaction inside - the
    better of both ends. ``beyond`` > 0: no level has both the order and the vitality of pitches.
    """
    uniform = [row for name, row in found.items() if name != "pitches"]
    first, last, aim = uniform[0], uniform[-1], found["pitches"]
    inner = max(row["satisfaction"] for row in uniform[1:-1])
    return {
        "vitality_fall": 1.0 - last["vitality"] / first["vitality"],
        "disorder_fall": 1.0 - (1.0 - last["order"]) / (1.0 - first["order"]),
        "inside": inner - max(first["satisfaction"], last["satisfaction"]),
        "beyond": min(
            max(aim["order"] - row["order"], aim["vitality"] - row["vitality"]) for row in uniform
        ),
    }


PATTERN = Pattern(
    name="P01",
    title=Words("一管就死、一放就乱", "Control it and it dies, release it and it turns to chaos"),
    question=Words(
        "整治力度从零到顶，秩序、活力和满意度各怎么变？",
        "As uniform enforcement goes from nothing to the most, what becomes of order and life?",
    ),
    source="the founding essay; Chengdu's stalls of 2020 and their rebound",
    arms=arms,
    probe=lambda: Means(*WATCHED),
    statistics=statistics,
    criteria=(
        Criterion(
            "vitality_fall",
            Words("活力从头到尾下降四成以上", "vitality falls by 40 % or more end to end"),
            low=0.4,
            proposed=True,
        ),
        Criterion(
            "disorder_fall",
            Words("脏乱从头到尾下降四成以上", "disorder falls by 40 % or more end to end"),
            low=0.4,
            proposed=True,
        ),
        Criterion(
            "inside",
            Words("满意度在中间最高", "satisfaction is highest inside"),
            low=0.0,
        ),
        Criterion(
            "beyond",
            Words(
                "任何统一力度都达不到疏导点加精准公正执法的秩序和活力",
                "no uniform level has the order and vitality of pitches with targeted enforcement",
            ),
            low=0.0,
        ),
    ),
    used="ten tunings; shop fronts, and outings by wants met (docs/calibration.md)",
)
