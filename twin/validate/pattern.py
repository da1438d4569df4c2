"""What a pattern is: an experiment, what it gives for each seed, and what is expected of it.

To add one, write a file in ``twin/validate/patterns`` that declares a :class:`Pattern`. May
import ``agents.knob``, scenario, parameters and errors.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from agents.knob import Words
from twin.parameters import PARAMETERS
from twin.scenario import Scenario

#: What one run gives a pattern: plain numbers, or lists of them, by name.
Numbers = Mapping[str, Any]
_DEFAULTS = {knob.name: knob.default for knob in PARAMETERS}


@dataclass(frozen=True)
class Plan:
    """How an experiment is run once: seed, length, place, and which uncertainties differ.

    ``parameters`` and ``levers`` lie under whatever an arm sets itself: that is how ablations and
    samples of the parameter space are run. ``quick`` asks for fewer levels where a pattern has any.
    """

    seed: int
    days: int = 200
    burn_in: int = 60
    quick: bool = False
    district: str = "validation"
    parameters: Mapping[str, float] = field(default_factory=dict)
    levers: Mapping[str, float] = field(default_factory=dict)

    def arm(  # noqa: PLR0913 - an arm is a scenario: every option by its own name
        self,
        policy: str = "baseline",
        *,
        levers: Mapping[str, float] | None = None,
        parameters: Mapping[str, float] | None = None,
        schedule: Sequence[Any] = (),
        shocks: Sequence[Any] = (),
        days: int | None = None,
    ) -> Scenario:
        """Give one side of the experiment: a policy and what this arm changes."""
        return Scenario(
            district=self.district,
            policy=policy,
            levers={**self.levers, **(levers or {})},
            parameters={**self.parameters, **(parameters or {})},
            days=self.days if days is None else days,
            burn_in=self.burn_in,
            schedule=tuple(schedule),
            shocks=tuple(shocks),
        )

    def parameter(self, name: str) -> float:
        """Give the value of a parameter before an arm changes it."""
        return float(self.parameters.get(name, _DEFAULTS[name]))


class Probe:
    """What is noted of one run while it goes on; made anew for each run.

    ``day`` counts from 1, the first measured day; the burn-in has 0 and below.
    """

    def hour(self, model: Any, day: int) -> None:
        """Look at the model after an hour (of the day ``day``)."""

    def day(self, model: Any, day: int) -> None:
        """Look at the model after the last hour of a day."""

    def numbers(self, model: Any) -> Numbers:
        """Give what the run showed, as plain numbers or lists of them.

        Raises TypeError where a kind of probe does not say.
        """
        raise TypeError(f"{type(self).__name__} does not say what it gives for {model}")


@dataclass(frozen=True)
class Criterion:
    """What is expected of one statistic: its interval lies between ``low`` and ``high``.

    A bound itself is outside: a change of exactly nothing is neither a rise nor a fall.

    ``proposed`` marks a band that is a proposal, not a measured figure ((p) in PATTERNS.md).
    """

    statistic: str
    text: Words
    low: float | None = None
    high: float | None = None
    proposed: bool = False


@dataclass(frozen=True)
class Pattern:
    """One pattern: its experiment and what is expected.

    ``arms`` gives the scenarios of a plan by name; ``probe`` what is noted of each run;
    ``statistics`` turns what the arms of one seed gave into the numbers that ``criteria`` judge.
    ``days`` are the measured days in full and ``quick_days`` in quick mode. ``used`` says which
    change of the model the pattern has driven ("" for none: then it is evidence).
    """

    name: str
    title: Words
    question: Words
    source: str
    arms: Callable[[Plan], Mapping[str, Scenario]]
    probe: Callable[[], Probe]
    statistics: Callable[[Mapping[str, Numbers]], Mapping[str, float]]
    criteria: tuple[Criterion, ...]
    days: int = 200
    quick_days: int = 90
    used: str = ""
