"""The Mesa face of the twin: ``CityTwin`` is a ``mesa.Model`` of one district under one policy.

The state lives in ``model.world``; the tick is ``twin/schedule.py``; agents are rows
(``agents/people.py``). Mesa's own tools work on it: AgentSet verbs, DataCollector, batch_run.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from mesa import DataCollector
from numpy.typing import NDArray

from agents.base import TableModel
from agents.knob import Knob
from agents.people import POPULATIONS
from twin.behaviour import act, put_lever
from twin.district import District, load_district
from twin.indicators import INDICATOR_NAMES, measure_day
from twin.levers import LEVERS
from twin.mechanisms.powers import set_levers
from twin.own import all_levers, own_rules
from twin.parameters import PARAMETERS
from twin.programme import Programme
from twin.scenario import Scenario, from_dict
from twin.schedule import run_hour
from twin.settings import check_settings
from twin.shocks import fill_weather, unfold
from twin.tidy import Parts
from twin.world import Snapshot, World

HOURS_A_DAY = 24
#: The indicators before the first whole day.
NOTHING_YET = (float("nan"),) * len(INDICATOR_NAMES)


@dataclass(frozen=True)
class Moment:
    """All state of a model at one hour: its world, and what was measured until then."""

    world: Snapshot
    history: tuple[NDArray[np.float64], ...]
    parts: tuple[Parts, ...]

    def levers(self) -> dict[str, float]:
        """Give the levers in force at that hour, as :meth:`CityTwin.levers` would."""
        return lever_means(self.world.tables["offices"][:-1], self.world.own)


def lever_means(offices: Any, own: Mapping[str, float]) -> dict[str, float]:
    """Give every lever as its mean over the rows of streets, and the share of each own behaviour.

    Where all streets agree, the mean is the value itself, to the last place.
    """
    columns = ((lever.name, offices[lever.name]) for lever in LEVERS)
    shipped = {
        name: float(values[0] if (values == values[0]).all() else np.mean(values))
        for name, values in columns
    }
    return shipped | {name: own.get(name, 0.0) for name in own_rules()}


class HourCollector(DataCollector):
    """Mesa's collector, which here notes numbers: no deep copy of each is needed."""

    def collect(self, model: Any) -> None:
        """Note the indicators of the last day, as Mesa would by calling its reporters."""
        steps = getattr(self, "_collection_steps", None)
        if steps is not None:  # Mesa 3.5 looks rows up by it
            steps.append(model.time)
        for values, value in zip(self.model_vars.values(), model._last_day, strict=True):
            values.append(value)


class CityTwin(TableModel):
    """A district under a policy, hour by hour.

    >>> import twin
    >>> model = twin.CityTwin(district="classroom", policy="baseline", rng=1)
    >>> model.run_for(days=2)
    >>> 0.0 < model.indicators["order"] < 1.0
    True
    """

    def __init__(
        self,
        district: str | District = "dongcheng",
        policy: str = "baseline",
        *,
        rng: Any = None,
        seed: Any = None,
        **kwargs: Any,
    ) -> None:
        """Build a city from names and a seed (``rng``, or ``seed`` as older Mesa calls it).

        ``kwargs``: ``levers`` and ``parameters`` (mappings), ``scale`` (persons per resident
        agent), ``schedule`` and ``shocks`` (dated changes and shocks, whose day 1 comes after
        ``burn_in`` days, default 0), or single levers and parameters by name, as
        ``mesa.batch_run`` gives them. Without a seed the run uses seed 0. Raises InputError for
        anything that is not known or out of bounds.
        """
        kwargs.pop("scenario", None)  # Mesa's page hands over an empty one of its own at a reset
        scenario = _scenario(district, policy, kwargs)
        number = 0 if rng is None and seed is None else rng if seed is None else seed
        super().__init__(rng=int(number), seed=None if rng is None else seed)
        self.scenario_input = scenario
        self.seed_number = int(number)
        place = district if isinstance(district, District) else load_district(district)
        self.programme = Programme(scenario, place)
        self.shocks = unfold(scenario.shocks)
        self.world = World(place, self.seed_number, scenario.parameters, scenario.scale)
        levers = scenario.vector()
        set_levers(self.world, levers)
        for name in own_rules():
            put_lever(self.world, name, levers[name])
        self.programme.start(self.world)
        self.register_populations(self.world, POPULATIONS)
        self.history: list[NDArray[np.float64]] = []
        self.parts: list[Parts] = []
        self._last_day = NOTHING_YET
        self.datacollector = HourCollector(
            {name: partial(_last_day, place=k) for k, name in enumerate(INDICATOR_NAMES)}
        )

    @property
    def district(self) -> District:
        """The district the city stands in."""
        place: District = self.world.district
        return place

    def step(self) -> None:
        """Run one hour; measure a day at its end; let the data collector note the last day.

        Collected every hour, since Mesa 3.3's ``batch_run`` looks its rows up by the step.
        """
        self.programme.apply(self.world)
        if self.world.own:
            act(self.world)
        if self.shocks:
            fill_weather(self.world, self.shocks, HOURS_A_DAY * self.programme.burn_in)
        run_hour(self.world)
        if int(self.world.now.tick) % HOURS_A_DAY == 0:
            self.history.append(measure_day(self.world))
            self.parts.append(Parts.of(self.world))
            self._last_day = tuple(self.history[-1].tolist())
        self.datacollector.collect(self)

    @property
    def indicators(self) -> dict[str, float]:
        """The indicators of the last whole day; NaN before the first, or where none applies."""
        return dict(zip(INDICATOR_NAMES, self._last_day, strict=True))

    def run_for(self, hours: int = 0, *, days: int = 0) -> None:
        """Run some hours, some days, or both."""
        for _ in range(int(hours) + HOURS_A_DAY * int(days)):
            self.step()

    def set_lever(
        self,
        name: str,
        value: float,
        street: int | None = None,
        cells: NDArray[np.int64] | None = None,
    ) -> None:
        """Turn a lever from the next hour on: everywhere, in a street or in some cells (indices).

        Raises InputError for an unknown lever or a value out of bounds.
        """
        checked = check_settings({name: value}, all_levers(), "lever")
        put_lever(self.world, name, checked[name], street, cells)
        if name == "recovery":  # crews have joined or left
            self.rebind()

    def levers(self) -> dict[str, float]:
        """Give the levers in force, as means over the streets, and the shares of own behaviours."""
        return lever_means(self.world.rows("offices")[:-1], self.world.own)

    def snapshot(self) -> Moment:
        """Give a copy of all state, exact to the byte, for :meth:`restore`."""
        return Moment(self.world.snapshot(), tuple(self.history), tuple(self.parts))

    def restore(self, moment: Moment) -> None:
        """Go back (or forth) to a moment of this district and seed; it can be used again."""
        self.world.restore(moment.world)
        self.history, self.parts = list(moment.history), list(moment.parts)
        days = [NOTHING_YET, *(tuple(day.tolist()) for day in self.history)]
        self._last_day = days[-1]
        hours = [days[hour // HOURS_A_DAY] for hour in range(1, int(self.world.now.tick) + 1)]
        for place, name in enumerate(INDICATOR_NAMES):
            self.datacollector.model_vars[name] = [day[place] for day in hours]
        self.rebind()

    def streets(self) -> Any:
        """Give what was measured of every street each day: day, street, indicator, value."""
        return Parts.joined(self.parts).street_frame()

    def groups(self) -> Any:
        """Give what was measured of every group of residents each day: day, group, and so on."""
        return Parts.joined(self.parts).group_frame()

    def digest(self) -> str:
        """Give a hash of all columns and cases, and of the table of indicators so far."""
        hashed = hashlib.blake2b(self.world.digest().encode(), digest_size=16)
        for day in self.history:
            hashed.update(day.tobytes())
        return hashed.hexdigest()


def _last_day(model: CityTwin, place: int) -> float:
    return model._last_day[place]


def _scenario(district: str | District, policy: str, settings: Mapping[str, Any]) -> Scenario:
    """Sort what the constructor was given into a validated scenario."""
    given = dict(settings)
    values = {"levers": _knobs(given, all_levers(), "levers"),
              "parameters": _knobs(given, PARAMETERS, "parameters")}  # fmt: skip
    if isinstance(district, str):
        given["district"] = district
    return from_dict({"policy": policy, **values, **given})


def _knobs(given: dict[str, Any], knobs: Iterable[Knob], key: str) -> dict[str, float]:
    """Take the settings of knobs out of what was given: those under ``key``, and single ones."""
    single = {knob.name: given.pop(knob.name) for knob in knobs if knob.name in given}
    return {**(given.pop(key, None) or {}), **single}
