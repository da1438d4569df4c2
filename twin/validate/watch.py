"""One run under observation: a scenario, a seed and a probe in, numbers out.

Probes only look; levers are turned where the scenario says who steers. May import ``twin.run`` and
what lies below.
"""

from collections.abc import Callable, Sequence
from typing import Any

from twin.model import HOURS_A_DAY
from twin.run import Progress, new_model
from twin.scenario import Scenario
from twin.validate.pattern import Numbers, Probe
from twin.validate.steered import Control, Steered

#: Builds a city from a scenario and a seed; the null models of the tests come in here.
Build = Callable[[Scenario, int], Any]


def watch(
    scenario: Scenario,
    seed: int,
    probes: Sequence[Probe],
    progress: Progress | None = None,
    build: Build = new_model,
) -> list[Numbers]:
    """Run a scenario and give what each probe noted; several patterns may share one run."""
    model = build(scenario, seed)
    control = scenario.control() if isinstance(scenario, Steered) else Control()
    burn_in = scenario.burn_in or 0
    for day in range(1 - burn_in, scenario.days + 1):
        for _ in range(HOURS_A_DAY):
            model.step()
            for probe in probes:
                probe.hour(model, day)
        for probe in probes:
            probe.day(model, day)
        control.night(model, day)
        if progress is not None:
            progress(day + burn_in, scenario.days + burn_in)
    return [probe.numbers(model) for probe in probes]
