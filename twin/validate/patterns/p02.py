"""P02: policy oscillation: tighten when people complain, loosen when the street goes quiet."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from agents.knob import Words
from agents.residents import HOME_REPAIR, N_KINDS, SERVICE
from twin.measures.resilience import swing
from twin.scenario import Scenario
from twin.validate.pattern import Criterion, Numbers, Pattern, Plan
from twin.validate.probes import Courses
from twin.validate.steered import Control, Steered

#: Days between reviews; and the days over which continuous feedback takes its means.
REVIEWS, WEEK = (15, 30, 60), 7
#: What is usual is the mean of the last days of the burn-in.
USUAL_DAYS = 30
#: Enforcement is what P01 means by it: patrol hours, strictness and harshness move together.
MOVED = ("intensity", "style")
#: Where enforcement stands at first, and how far a review moves it either way.
START, STEP = 0.4, 0.2
#: Continuous feedback moves it by as much when both signals are off by a fifth.
GAIN = 0.5
#: Gone: the swing is at most half of that with a review every 30 days.
GONE = 0.5
STREET = [kind for kind in range(N_KINDS) if kind not in (HOME_REPAIR, SERVICE)]


class Review(Control):
    """Moves enforcement by complaints about the street and by its vitality.

    Both are compared with what they used to be. At a review the means since the last one count:
    complaints above the usual tighten by a step, vitality below it loosens by one, and where both
    call the one that is further off, as a share of the usual, is heard. Continuous feedback sets
    enforcement every day from the means of the last week, in proportion.
    """

    def __init__(self, days: int, continuous: bool) -> None:
        """Say how many days lie between reviews."""
        self.days, self.continuous = days, continuous
        self.reported = 0.0
        self.noted: list[tuple[float, float]] = []
        self.usual = (float("nan"), float("nan"))
        self.level = START

    def night(self, model: Any, day: int) -> None:
        """Note the day; turn the levers where it is time to."""
        so_far = float(model.world.rows("book")["reports"][0][STREET].sum())
        self.noted.append((so_far - self.reported, model.indicators["vitality"]))
        self.reported = so_far
        if day == 0:
            self.usual = self.mean(USUAL_DAYS)
        settled = self.usual[0] > 0.0  # without a burn-in nothing is usual
        if day > 0 and settled and (self.continuous or day % self.days == 0):
            self.turn(model)

    def mean(self, days: int) -> tuple[float, float]:
        """Give the mean complaints and vitality of the last days."""
        complaints, vitality = np.mean(self.noted[-days:], axis=0)
        return float(complaints), float(vitality)

    def turn(self, model: Any) -> None:
        """Move enforcement by what the last days show against the usual."""
        complaints, vitality = self.mean(self.days)
        more, less = complaints / self.usual[0] - 1.0, 1.0 - vitality / self.usual[1]
        if self.continuous:
            wanted = START + GAIN * (more - less)
        else:
            calls = max(more, less) > 0.0
            wanted = self.level + (STEP if more >= less else -STEP) * calls
        self.level = round(min(1.0, max(0.0, wanted)), 6)
        for name in MOVED:
            model.set_lever(name, self.level)


@dataclass(frozen=True)
class Reviewed(Steered):
    """A scenario whose enforcement is reviewed every so many days, or followed continuously."""

    review: int = 30
    continuous: bool = False

    def control(self) -> Control:
        """Give the review of one run."""
        return Review(self.review, self.continuous)


class Enforcement(Courses):
    """The course of order, and of the lever of enforcement, by measured day."""

    def __init__(self) -> None:
        """Begin with no day."""
        super().__init__("order", "vitality")
        self.level: list[float] = []

    def day(self, model: Any, day: int) -> None:
        """Note the lever."""
        super().day(model, day)
        if day > 0:
            self.level.append(model.levers()["intensity"])

    def numbers(self, model: Any) -> Numbers:
        """Give the three courses."""
        return {**super().numbers(model), "intensity": self.level}


def arms(plan: Plan) -> Mapping[str, Scenario]:
    """Give reviews every 15, 30 and 60 days, continuous feedback, and enforcement left alone."""
    alone = plan.arm(levers=dict.fromkeys(MOVED, START))
    plain = {one.name: getattr(alone, one.name) for one in fields(alone)}
    reviewed = {f"review-{days}": Reviewed(**plain, review=days) for days in REVIEWS}
    return {
        **reviewed,
        "continuous": Reviewed(**plain, review=WEEK, continuous=True),
        "alone": alone,
    }


def statistics(found: Mapping[str, Numbers]) -> Mapping[str, float]:
    """Give how far order swings (amplitude of its strongest cycle) under each way to react.

    ``sustained`` = swing in the second half of the days with a review every 30 days - with
    enforcement left alone; ``grows`` = swing with 60 days between reviews - with 15; ``left`` =
    swing with continuous feedback over that with 30 days. ``turns`` = times it was turned back.
    """
    size = {arm: swing_of(row["order"]) for arm, row in found.items()}
    second = {arm: swing_of(row["order"][len(row["order"]) // 2 :]) for arm, row in found.items()}
    return {
        "sustained": second["review-30"] - second["alone"],
        "grows": size["review-60"] - size["review-15"],
        "left": size["continuous"] / size["review-30"],
        "turns": float(turns(found["review-30"]["intensity"])),
        **{f"swing_{arm.replace('-', '_')}": value for arm, value in size.items()},
    }


def swing_of(order: Any) -> float:
    """Give the amplitude of the strongest cycle of a daily series; NaN for fewer than 60 days."""
    return swing(np.asarray(order, np.float64)).amplitude


def turns(levels: Any) -> int:
    """Count how often a course turns back: a rise after a fall, or a fall after a rise."""
    steps = np.sign(np.diff(np.asarray(levels, np.float64)))
    moved = steps[steps != 0.0]
    return int((moved[1:] != moved[:-1]).sum())


PATTERN = Pattern(
    name="P02",
    title=Words("一松一紧、来回摇摆", "Policy oscillation"),
    question=Words(
        "投诉多了就收紧、街上冷清了就放松，隔多久看一次，会不会来回摆？",
        "Tighten on complaints, loosen when the street goes quiet: does it swing, and how far?",
    ),
    source="Fuqin night market, Chengdu 2020-24",
    arms=arms,
    probe=Enforcement,
    statistics=statistics,
    criteria=(
        Criterion(
            "sustained",
            Words("摇摆持续下去", "the swing goes on: there is a sustained cycle"),
            low=0.0,
        ),
        Criterion(
            "grows",
            Words("隔得越久，摆得越大", "the longer between reviews, the further it swings"),
            low=0.0,
        ),
        Criterion(
            "left",
            Words(
                "随时按比例调整，摇摆就没有了（不到一半）",
                "gone (less than half) with continuous proportional feedback",
            ),
            high=GONE,
            proposed=True,
        ),
    ),
    days=360,
    quick_days=240,
)
