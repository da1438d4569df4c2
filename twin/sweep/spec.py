"""Run specs: what one run is, and its address.

The key of a run is a hash of all that decides its numbers, so equal runs are one run: to go on
with a sweep and never to run a thing twice are the same mechanism. May import ``twin.scenario`` and
what lies below.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from twin.revision import revision
from twin.scenario import Scenario, own_content
from twin.sweep.axes import Point
from twin.sweep.experiment import Experiment

#: The function that makes a run of the city: a spec and a way to tell progress in, a result out.
CITY = "twin.sweep.job:run_city"
#: What a result holds, and its version: another one is another run.
REPORTERS = "indicators and series by day, 1"


@dataclass(frozen=True)
class RunSpec:
    """One run: a scenario with burn-in and scale said outright, a seed, and who makes it."""

    scenario: Scenario
    seed: int
    function: str = CITY

    def canonical(self) -> str:
        """Give the content that decides the numbers, as canonical JSON."""
        head = _opening(self.function, self.scenario.canonical())
        return f"{head}{self.seed}}}"

    @property
    def key(self) -> str:
        """Give the address: 32 hexadecimal digits (blake2b, 128 bits) of the canonical JSON.

        Rules, scenario, parameters, horizon, seed and reporters count; workers and words do not.
        """
        return hashlib.blake2b(self.canonical().encode(), digest_size=16).hexdigest()

    def command(self) -> str:
        """Give the command line that makes this run; empty where no command does."""
        return self.scenario.command(self.seed) if self.function == CITY else ""


@dataclass(frozen=True)
class Plan:
    """All runs an experiment may need: its points, its seeds, and their keys.

    ``asked`` is the experiment as it was given; ``experiment`` has the burn-in and scale of its
    scenario said outright.
    """

    asked: Experiment
    experiment: Experiment
    function: str = CITY

    @cached_property
    def points(self) -> list[Point]:
        """Give the points in their order."""
        return self.experiment.points()

    @property
    def seeds(self) -> range:
        """Give the seeds in their order, the same for all points."""
        return self.experiment.replications.seeds()

    @cached_property
    def keys(self) -> list[list[str]]:
        """Give the keys by point and by place of the seed."""
        return list(self._keys())

    def spec(self, point: int, place: int) -> RunSpec:
        """Give the run of a point with the seed at a place."""
        return RunSpec(self._scenario(point), self.seeds[place], self.function)

    @cached_property
    def _scenario(self) -> Callable[[int], Scenario]:
        """Give the scenario of a point; a thousand are remembered, since each is checked anew."""
        return lru_cache(maxsize=1024)(lambda point: self.experiment.at(self.points[point]))

    def _keys(self) -> Iterator[list[str]]:
        """Hash what the runs of a point share once, then each seed: 100,000 keys in seconds."""
        content = json.loads(self.experiment.scenario.canonical())
        levers, parameters = content["levers"], content["parameters"]
        for point in self.points:
            content.pop("own", None)
            content |= own_content({**levers, **point.levers}, content["schedule"])
            content["parameters"] = {**parameters, **point.uncertainties}
            scenario = json.dumps(content, sort_keys=True, separators=(",", ":"))
            shared = hashlib.blake2b(_opening(self.function, scenario).encode(), digest_size=16)
            row = []
            for seed in self.seeds:
                hashed = shared.copy()
                hashed.update(f"{seed}}}".encode())
                row.append(hashed.hexdigest())
            yield row


def plan_of(experiment: Experiment, function: str = CITY) -> Plan:
    """Give the plan of an experiment."""
    settled = replace(experiment, scenario=experiment.scenario.settled())
    return Plan(experiment, settled, function)


def _opening(function: str, scenario: str) -> str:
    """Give the canonical JSON of a run up to its seed, which is its last key."""
    facts = {"function": function, "reporters": REPORTERS, "rules": revision()}
    head = json.dumps(facts, sort_keys=True, separators=(",", ":"))
    return f'{head[:-1]},"scenario":{scenario},"seed":'
