"""P10: the causes of the optimum, switched off one by one."""

from collections.abc import Mapping

from agents.knob import Words
from twin.scenario import Scenario
from twin.validate.optimum import best_share, curve, stay_put, taste_curve, welfare_by_share
from twin.validate.pattern import Criterion, Numbers, Pattern, Plan
from twin.validate.probes import Means

#: Loss of pooling off: posted teams are as good at any trade, lose nothing of their own work, and
#: are called back to where help is needed as soon as parameters allow.
POOLED = {
    "generalist": 1.0,
    "own_work_local": 0.0,
    "posted_own_work": 1.0,
    "recall_hours": 12.0,
}
#: Local capture off: nobody is let off for a familiar face.
NO_CAPTURE = {"capture_most": 0.0}
SWITCHED = ("tastes-alike", "spill-none", "pooled", "no-capture")


def arms(plan: Plan) -> Mapping[str, Scenario]:
    """Give the path at default, and with one cause off at a time."""
    return {
        **curve(plan, "default", {}),
        **taste_curve(plan, "tastes-alike"),
        **curve(plan, "spill-none", stay_put(plan)),
        **curve(plan, "pooled", POOLED),
        **curve(plan, "no-capture", NO_CAPTURE),
    }


def statistics(found: Mapping[str, Numbers]) -> Mapping[str, float]:
    """Give how far the optimum moves on the path when a cause is off, against default."""
    default = best_share(welfare_by_share(found, "default"))
    moved = {name: best_share(welfare_by_share(found, name)) - default for name in SWITCHED}
    return {name.replace("-", "_"): shift for name, shift in moved.items()}


PATTERN = Pattern(
    name="P10",
    title=Words("最佳下放程度的三个原因", "The three causes of the optimum, separately"),
    question=Words(
        "把想法差异和外溢、人手分散、人情照顾逐一关掉，最佳下放程度往哪边挪？",
        "Tastes and spillover, lost pooling, capture: which way does each move the optimum?",
    ),
    source="theory: Oates 1972; Besley & Coate 2003; queueing; Lipsky",
    used="own work that lies in the streets (docs/calibration.md)",
    arms=arms,
    probe=lambda: Means("welfare"),
    statistics=statistics,
    criteria=(
        Criterion(
            "tastes_alike",
            Words("各街想法一样时，该少下放", "with tastes alike it pays to decentralise less"),
            high=0.0,
        ),
        Criterion(
            "spill_none",
            Words("摊贩不外溢时，该多下放", "without spillover it pays to decentralise more"),
            low=0.0,
        ),
        Criterion(
            "pooled",
            Words("人手不因分散而打折时，该多下放", "without the loss of pooling it pays more"),
            low=0.0,
        ),
        Criterion(
            "no_capture",
            Words("没有人情照顾时，该多下放", "without local capture it pays more"),
            low=0.0,
        ),
    ),
)
