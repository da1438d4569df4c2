"""Runs in which somebody reviews and turns levers as days go by: part of an experiment, no rule.

What steers hangs on the scenario, so that two arms that differ only in it are two scenarios, with
two addresses. May import scenario.
"""

from dataclasses import dataclass
from typing import Any

from twin.scenario import Scenario


class Control:
    """Turns levers between days through ``model.set_lever``; made anew for each run.

    It may look at what is measured, never at the state of agents, and draws no luck: the same days
    give the same levers.
    """

    def night(self, model: Any, day: int) -> None:
        """Look at the day that ended (1 is the first measured one) and turn levers for the next."""


@dataclass(frozen=True)
class Steered(Scenario):
    """A scenario whose levers are turned while it runs."""

    def control(self) -> Control:
        """Give who turns them in one run; raises TypeError where a kind does not say."""
        raise TypeError(f"{type(self).__name__} does not say who steers")
