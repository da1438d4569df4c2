"""P22: harshness backfires (粗暴执法适得其反).

The same patrol and the same fine; style 0 (advise) or 1 (fine, hold goods). A third arm of mixed
style tells what one encounter of either kind does to felt duty; that ratio follows closely from
the parameters ``fair_gain`` and ``harsh_loss``, so it checks the rule rather than the world.
"""

from collections.abc import Mapping

from agents.knob import Words
from twin.scenario import Scenario
from twin.validate.effects import NO_CHANGE, late, ratio, relative, window
from twin.validate.pattern import Criterion, Numbers, Pattern, Plan
from twin.validate.probes import Courses
from twin.validate.probes_cells import DailySums, Together
from twin.validate.probes_vendors import DutyMoves


def arms(plan: Plan) -> Mapping[str, Scenario]:
    """Give a fair, a harsh and a mixed style at the same patrol and fine."""
    styles = {"fair": {"style": 0.0}, "harsh": {"style": 1.0}, "mixed": {}}
    return {name: plan.arm(levers=style) for name, style in styles.items()}


def statistics(found: Mapping[str, Numbers]) -> Mapping[str, float]:
    """Give what harsh style changes in the long run (last third), against fair.

    ``undone`` is how many fair encounters one harsh one undoes: mean loss of felt duty / mean gain
    in the mixed arm. ``certainty`` tells whether encounters per vendor-hour are alike.
    """
    fair, harsh, mixed = found["fair"], found["harsh"], found["mixed"]
    met = {name: ratio(sum(row["met"]), sum(row["illegal"])) for name, row in found.items()}
    return {
        "legitimacy": late(harsh["legitimacy"]) - late(fair["legitimacy"]),
        "conflicts": window(harsh["conflicts"], 1) - window(fair["conflicts"], 1),
        "unlicensed": relative(late(harsh["illegal"]), late(fair["illegal"])),
        "undone": ratio(mixed["duty_lost"], mixed["duty_gained"]),
        "certainty": relative(met["harsh"], met["fair"]),
    }


PATTERN = Pattern(
    name="P22",
    title=Words("粗暴执法适得其反", "Harshness backfires"),
    question=Words(
        "查得一样勤、罚得一样多，态度粗暴半年后会怎样？",
        "With the same certainty and fine, what does half a year of harsh treatment do?",
    ),
    source="Maguire et al. 2017, doi 10.1007/s11292-016-9276-9",
    arms=arms,
    probe=lambda: Together(
        DailySums("illegal", "met", "conflicts"), Courses("legitimacy"), DutyMoves()
    ),
    statistics=statistics,
    criteria=(
        Criterion(
            "legitimacy",
            Words("摊贩认同感更低", "vendors feel less bound to comply"),
            high=0.0,
        ),
        Criterion("conflicts", Words("冲突更多", "there are more conflicts"), low=0.0),
        Criterion(
            "unlicensed",
            Words("长期无证经营并不更少", "in the long run unlicensed vending is not lower"),
            low=-NO_CHANGE,
            proposed=True,
        ),
        Criterion(
            "undone",
            Words(
                "一次粗暴抵消一次半以上的公正对待",
                "one harsh encounter undoes 1.5 or more fair ones",
            ),
            low=1.5,
        ),
    ),
    days=180,
    quick_days=180,
)
