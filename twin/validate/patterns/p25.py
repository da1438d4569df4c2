"""P25: two typhoons, 86 hours apart: how much is cleared by noon, and when most of it is."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from agents.knob import Words
from twin.policy import load_policy
from twin.scenario import Scenario
from twin.validate.pattern import Criterion, Numbers, Pattern, Plan, Probe

#: The first landfall: at 7 h on a Monday, as on 16 September 2024, on the third measured day at the
#: earliest, so that the warning is in time; the second follows 86 h later.
EARLIEST, HOUR, APART = 3, 7, 86
WEEK, HOURS_A_DAY = 7, 24
#: Its first hours of rain, before which all damage there is comes of the first storm.
SECOND_BEGINS = APART + 2
#: Hours after the first landfall between which the share cleared is taken (noon of 16 September
#: 2024 is 4.5 h after landfall), and the part of all damage after which a storm counts as cleared.
NOON, CLEARED = (4, 5, 6), 0.8


def landfall_day(burn_in: int) -> int:
    """Give the measured day of the first landfall: a Monday; day 0 of the calendar is one too.

    >>> landfall_day(60), (60 + landfall_day(60) - 1) % 7
    (4, 0)
    """
    return EARLIEST - (burn_in + EARLIEST - 1) % -WEEK


class Clearing(Probe):
    """Blockages made and cleared so far, at the first landfall and at every hour after it."""

    def __init__(self) -> None:
        """Begin with none."""
        self.made: list[float] = []
        self.cleared: list[float] = []

    def hour(self, model: Any, day: int) -> None:
        """Note both sums."""
        if day > 0:
            book = model.world.rows("book")
            self.made.append(float(book["damage_made"][0]))
            self.cleared.append(float(book["damage_cleared"][0]))

    def numbers(self, model: Any) -> Numbers:
        """Give the sums by hour since landfall."""
        day = landfall_day(model.programme.burn_in)
        first = HOURS_A_DAY * (day - 1) + HOUR - 1  # the hour that ends as the storm lands
        return {"made": self.made[first:], "cleared": self.cleared[first:]}


def arms(plan: Plan) -> Mapping[str, Scenario]:
    """Give Shanghai as it met the storms of 2024, each factor taken away, and nothing prepared.

    Shanghai 2024 is the response on record (policy ``storm-ready``: checks, everyone called up,
    1,214 teams as crews) in the organisation it had (policy ``street-teams``: teams posted, powers
    in the streets, one network). Learning is what a team gains from knowing its beat.
    """
    streets = dict(load_policy("street-teams").levers)
    whole = {
        "shanghai": ("storm-ready", streets, {}),
        "no-reserve": ("storm-ready", {**streets, "surge": 0.0, "recovery": 0.0}, {}),
        "not-posted": ("storm-ready", {}, {}),
        "no-learning": ("storm-ready", streets, {"knowledge_pace": 0.0}),
        "no-fatigue": ("storm-ready", streets, {"fatigue_day": 0.0}),
        "unprepared": ("baseline", {}, {}),
    }
    kept = ("shanghai", "no-reserve", "not-posted") if plan.quick else tuple(whole)
    storm = {"name": "double-strike", "day": landfall_day(plan.burn_in), "hour": HOUR}
    return {
        name: plan.arm(policy, levers=levers, parameters=parameters, shocks=(storm,))
        for name, (policy, levers, parameters) in whole.items()
        if name in kept
    }


def statistics(found: Mapping[str, Numbers]) -> Mapping[str, float]:
    """Give for Shanghai the share cleared by noon and the hours to 80 %; and both of the others.

    Of the first storm; ``second_hours`` of the second. Hours that are not reached count up to the
    end of what is watched, which is less than they are. Raises ValueError where a run ends before
    the second storm.
    """
    shanghai = found["shanghai"]
    if len(shanghai["made"]) <= SECOND_BEGINS:
        raise ValueError("the run ends before the second storm")
    by_arm = {arm.replace("-", "_"): row for arm, row in found.items() if row is not shanghai}
    return {
        "noon": noon(shanghai),
        "hours": hours_to_clear(shanghai),
        "second_hours": second_hours(shanghai),
        **{f"noon_{arm}": noon(row) for arm, row in by_arm.items()},
        **{f"hours_{arm}": hours_to_clear(row) for arm, row in by_arm.items()},
    }


def noon(row: Numbers) -> float:
    """Give the share of the first storm's blockages that is cleared 4-6 h after landfall."""
    total, cleared = row["made"][SECOND_BEGINS], [row["cleared"][hour] for hour in NOON]
    return float(np.mean(cleared) / total) if total > 0.0 else float("nan")


def hours_to_clear(row: Numbers) -> float:
    """Give the hours from the first landfall until 80 % of that storm's blockages are cleared."""
    total = row["made"][SECOND_BEGINS]
    cleared = np.asarray(row["cleared"][: SECOND_BEGINS + 1])
    return _first(cleared >= CLEARED * total - 1e-9) if total > 0.0 else float("nan")


def second_hours(row: Numbers) -> float:
    """Give the hours from the second landfall until 80 % of its blockages are cleared.

    What the first storm left has to be cleared before it.
    """
    made, cleared = row["made"], np.asarray(row["cleared"][APART:])
    first, both = made[SECOND_BEGINS], made[-1]
    wanted = first + CLEARED * (both - first)
    return _first(cleared >= wanted - 1e-9) if both > first else float("nan")


def _first(reached: Any) -> float:
    """Give the hour at which something is first so, the last one where it never is."""
    return float(np.argmax(reached)) if reached.any() else float(len(reached) - 1)


PATTERN = Pattern(
    name="P25",
    title=Words("两场台风，相隔 86 小时", "Two typhoons, 86 hours apart"),
    question=Words(
        "登陆当天中午清掉了多少路障？清掉八成要几个小时？",
        "How much is cleared by noon of the landfall, and how long until most of it is?",
    ),
    source="Shanghai, September 2024 (data/facts/typhoon_2024.csv)",
    arms=arms,
    probe=Clearing,
    statistics=statistics,
    criteria=(
        Criterion(
            "noon",
            Words("登陆后 4-6 小时清掉 15-40 %", "15-40 % is cleared 4-6 hours after the landfall"),
            low=0.15,
            high=0.40,
        ),
        Criterion(
            "hours",
            Words("12-48 小时清掉八成", "80 % is cleared in 12-48 hours"),
            low=12.0,
            high=48.0,
        ),
    ),
    days=18,
    quick_days=18,
    used="equipment, wind, alert and the damage in all (docs/calibration.md)",
)
