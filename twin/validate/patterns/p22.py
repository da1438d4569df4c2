"""P22: harshness backfires (粗暴执法适得其反).

The same patrol, the same style and so the same mix of advice, fines and held goods; only the manner
differs. In a fair manner a sanction costs no felt duty (``harsh_loss`` 0); in a harsh one advice
wins none (``fair_gain`` 0). That legitimacy is lower then is the rule itself; conflicts and what
vendors do in the long run are not. A third arm, as it is, tells what one encounter of either kind
does to felt duty; that ratio follows closely from the two parameters.
"""

from collections.abc import Mapping

from agents.knob import Words
from twin.scenario import Scenario
from twin.validate.effects import NO_CHANGE, late, ratio, relative, window
from twin.validate.pattern import Criterion, Numbers, Pattern, Plan
from twin.validate.probes import Courses
from twin.validate.probes_cells import DailySums, Together
from twin.validate.probes_vendors import DutyMoves

#: What an encounter does to felt duty, by the manner of those who enforce.
MANNERS: dict[str, dict[str, float]] = {
    "fair": {"harsh_loss": 0.0},
    "harsh": {"fair_gain": 0.0},
    "mixed": {},
}


def arms(plan: Plan) -> Mapping[str, Scenario]:
    """Give a fair, a harsh and the usual manner at the same patrol, style and fine."""
    return {name: plan.arm(parameters=manner) for name, manner in MANNERS.items()}


def statistics(found: Mapping[str, Numbers]) -> Mapping[str, float]:
    """Give what a harsh manner changes in the long run (last third), against fair.

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
