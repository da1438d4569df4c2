"""Cheap patterns for the tests of the suite; workers find them by this module's name."""

import os
import signal
from dataclasses import fields
from pathlib import Path

from agents.knob import Words
from twin.validate.pattern import Criterion, Pattern, Probe
from twin.validate.probes import Means
from twin.validate.steered import Steered

TITLE = Words("玩具", "a toy")
#: A file named here kills the first worker that meets it.
TRAP = "TWIN_TEST_TRAP"


def two_arms(plan):
    return {
        "calm": plan.arm(levers={"intensity": 0.0}),
        "strict": plan.arm(levers={"intensity": 1.0}),
    }


def by_seed(plan):
    """Give arms of which one differs with the seed."""
    return {**two_arms(plan), "drawn": plan.arm(levers={"intensity": plan.seed / 10.0})}


def steered(plan):
    """Give an arm that somebody steers, who is missing: its run fails."""
    alone = plan.arm()
    return {"calm": Steered(**{one.name: getattr(alone, one.name) for one in fields(alone)})}


class Trapped(Means):
    """Means whose first run kills its own worker, once."""

    def day(self, model, day):
        super().day(model, day)
        trap = os.environ.get(TRAP)
        if day == 2 and trap and Path(trap).exists():
            Path(trap).unlink()
            os.kill(os.getpid(), signal.SIGKILL)


class Odd(Probe):
    """Numbers of all kinds a probe may give."""

    def numbers(self, model):
        order = model.history[-1][0]
        return {
            "scalar": order,
            "list": [1, float("nan")],
            "array": model.history[-1][:2],
            "by": {3: 1.0},
        }


class Broken(Probe):
    """A probe that breaks in the run with seed 2."""

    def numbers(self, model):
        if model.seed_number == 2:
            raise RuntimeError("this probe breaks with seed 2")
        return {"order": 0.5}


def order_rises(found):
    return {"rise": found["strict"]["order"] - found["calm"]["order"]}


def toy(name, probe, statistics=order_rises, arms=two_arms, statistic="rise"):
    criterion = Criterion(statistic, Words("秩序上升", "order rises"), low=0.0)
    return Pattern(
        name, TITLE, TITLE, "the tests", arms, probe, statistics, (criterion,), days=3, quick_days=2
    )


def divides_by_nothing(_):
    return {"rise": 1.0 / 0.0}


ORDER = toy("T01", lambda: Means("order"))
TRAPPED = toy("T02", lambda: Trapped("order"))
ODD = toy("T03", Odd, lambda found: {"rise": found["calm"]["list"][1]})
BROKEN = toy("T04", Broken, lambda found: {"rise": found["calm"]["order"]})
NOTHING = toy("T05", lambda: Means("order"), divides_by_nothing)
DRAWN = toy("T06", lambda: Means("order", "vitality"), arms=by_seed)
STEERED = toy("T07", lambda: Means("order"), arms=steered)
