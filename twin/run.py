"""One run: a scenario and a seed in, a record out. Sweeps, validation and the CLI run this too.

>>> import twin
>>> first = twin.run("whistle", district="classroom", days=1, burn_in=1, seed=7)
>>> first.days, first.origin.policy
(1, 'whistle')
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

import twin
from twin.casebook import casebook
from twin.district import load_district
from twin.indicators import INDICATOR_NAMES
from twin.model import HOURS_A_DAY, CityTwin
from twin.own import in_force
from twin.parameters import PARAMETERS
from twin.programme import street_names
from twin.record import Event, Origin, Run
from twin.scenario import Scenario, find_scenario
from twin.shocks import Placed, notices
from twin.tidy import Parts
from twin.timetable import Entry, describe_entry

#: Called after each day with the days done and the days there are, burn-in included.
Progress = Callable[[int, int], None]


def run(  # noqa: PLR0913 - the public call: every option by its own name
    policy_or_story: str = "baseline",
    *,
    district: str | None = None,
    days: int | None = None,
    seed: int = 0,
    levers: Mapping[str, float] | None = None,
    parameters: Mapping[str, float] | None = None,
    schedule: Iterable[Entry | Mapping[str, Any]] = (),
    shocks: Iterable[Placed | Mapping[str, Any]] = (),
    scale: float | None = None,
    burn_in: int | None = None,
    progress: Progress | None = None,
) -> Run:
    """Run a story, or the default district under a policy, and give the record.

    What is given here wins over the story; ``schedule`` (dated changes of levers) and ``shocks``
    are added to its own. ``days`` counts measured days (1 to 3,653, default 90), after
    ``burn_in`` days (default: what the district declares); ``scale`` is persons per resident
    agent. Equal input gives equal bytes. Raises InputError for anything that is not
    known or out of bounds.
    """
    base = find_scenario(policy_or_story)
    changes: dict[str, Any] = {
        "district": district,
        "days": days,
        "scale": scale,
        "burn_in": burn_in,
        "levers": {**base.levers, **(levers or {})},
        "parameters": {**base.parameters, **(parameters or {})},
        "schedule": (*base.schedule, *schedule),
        "shocks": (*base.shocks, *shocks),
    }
    given = {name: value for name, value in changes.items() if value is not None}
    return run_scenario(replace(base, **given), seed, progress)


def run_scenario(scenario: Scenario, seed: int = 0, progress: Progress | None = None) -> Run:
    """Run a scenario and give the record: burn-in first, then the measured days.

    Raises InputError where an own behaviour has been changed since the scenario was made.
    """
    started = time.perf_counter()
    scenario.check_own()
    if scenario.burn_in is None:
        scenario = replace(scenario, burn_in=load_district(scenario.district).burn_in)
    burn_in = scenario.burn_in or 0
    model = new_model(scenario, seed)
    total = burn_in + scenario.days
    for day in range(1, total + 1):
        model.run_for(HOURS_A_DAY)
        if progress is not None:
            progress(day, total)
    settled = replace(scenario, scale=model.world.scale)
    values = np.array(model.history[burn_in:], np.float64)
    return Run(
        origin=_origin(model, settled, seed),
        names=INDICATOR_NAMES,
        values=values,
        events=tuple(sorted(_events(model, values, scenario), key=lambda event: event.tick)),
        wall_seconds=time.perf_counter() - started,
        cases=casebook(model.world, HOURS_A_DAY * burn_in),
        parts=Parts.joined(model.parts[burn_in:]),
    )


def new_model(scenario: Scenario, seed: int = 0) -> CityTwin:
    """Give the city of a scenario before its first hour; its burn-in is the scenario's, or none."""
    return CityTwin(
        district=scenario.district,
        policy=scenario.policy,
        rng=seed,
        levers=scenario.levers,
        parameters=scenario.parameters,
        scale=scenario.scale,
        burn_in=scenario.burn_in or 0,
        schedule=scenario.schedule,
        shocks=scenario.shocks,
    )


def _origin(model: CityTwin, scenario: Scenario, seed: int) -> Origin:
    """Say where the numbers come from; ``scenario`` has burn-in and scale resolved."""
    defaults = {knob.name: knob.default for knob in PARAMETERS}
    return Origin(
        district=model.district.name,
        policy=scenario.load_policy().name,
        scenario=scenario.to_dict(),
        levers=in_force(scenario.vector()),
        parameters={**defaults, **scenario.parameters},
        seed=seed,
        version=twin.__version__,
        digest=model.digest(),
        replay=scenario.command(seed),
        credits=model.district.credits,
        own=scenario.own(),
    )


def _events(model: CityTwin, values: NDArray[np.float64], scenario: Scenario) -> Iterator[Event]:
    """Give what happened: campaigns, dated levers, shocks; each in English and Chinese."""
    burn_in, last = scenario.burn_in or 0, HOURS_A_DAY * scenario.days
    yield from _campaigns(values, burn_in)
    yield from _turns(model, scenario)
    for hour, title, text in notices(model.shocks):
        if -HOURS_A_DAY * burn_in <= hour < last:
            detail = f"{title.en}: {text.en} · {title.zh}：{text.zh}"
            yield Event(HOURS_A_DAY * burn_in + hour, "shock", detail)


def _turns(model: CityTwin, scenario: Scenario) -> Iterator[Event]:
    """Give the first day of every dated change, and the first day after it."""
    burn_in, days, names = model.programme.burn_in, scenario.days, street_names(model.district)
    for entry in model.programme.entries:
        detail = " · ".join(describe_entry(entry, words, names) for words in ("en", "zh"))
        first = 1 - burn_in if entry.first is None else entry.first
        ends = days + 1 if entry.until is None else entry.until + 1
        for day, what in ((first, "in force · 生效"), (ends, "no longer in force · 失效")):
            if 1 - burn_in <= day <= days:
                tick = HOURS_A_DAY * (burn_in + day - 1)
                yield Event(tick, "lever", f"{detail}: {what}")


def _campaigns(values: NDArray[np.float64], burn_in: int) -> Iterator[Event]:
    """Give the days on which a campaign began or ended, as the indicator of campaigns tells."""
    running = values[:, INDICATOR_NAMES.index("campaign_running")] > 0.0
    before = np.concatenate([[False], running[:-1]])
    for day in np.flatnonzero(running != before):
        detail = "begins" if running[day] else "ended"
        yield Event(HOURS_A_DAY * (burn_in + int(day)), "campaign", detail)
