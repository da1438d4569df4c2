"""A search for decisions that no other beats, over the levers of an experiment.

Every decision asked for is run in the same futures with the same seeds; at the end the front is
scored again on seeds the search has not met. May import what lies below.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from twin.errors import InputError
from twin.findings.evolution import (
    KEPT,
    Keeper,
    Plan,
    Table,
    Tell,
    evolve,
    pymoo_version,
)
from twin.findings.front_picture import front_picture
from twin.findings.fronts import fresh_experiment, rescored
from twin.findings.table import Swept, finished, levers_of, outcomes_of, turned
from twin.own import all_levers, fingerprints
from twin.paths import find_toml, shipped_names
from twin.reading import Reading, read_toml
from twin.revision import revision
from twin.settings import Settings
from twin.sweep.axes import LATIN, TABLE, Axis, Design
from twin.sweep.designs import combinations
from twin.sweep.experiment import Experiment
from twin.sweep.journal import DONE
from twin.sweep.reading import read_fields

TABLE_NAME = "search"
#: Folders in that of a search: the runs of all decisions tried, and those on fresh seeds.
RUNS, FRESH = "runs", "fresh"
#: Makes the runs of an experiment that are not kept yet; the name is that of its folder.
Make = Callable[[Experiment, str], Swept]
#: Futures of a decision where an uncertainty is varied and the file does not say how many.
FUTURES = 8
LEAST, MOST = {"population": 4, "generations": 1, "futures": 1, "confirm": 3}, 100_000
KEYS = ("population", "generations", "seed", "futures", "confirm")
STEPS = {lever.name: (lever.low, lever.step) for lever in all_levers()}


@dataclass(frozen=True)
class Search:
    """What is looked for: the experiment, how long, in how many futures, how sure at the end.

    ``futures`` are values of the uncertainties, a Latin hypercube with the design's seed (1 where
    none is varied); ``confirm`` are the fresh seeds that score the front again.
    """

    experiment: Experiment
    plan: Plan = field(default_factory=Plan)
    futures: int = 1
    confirm: int = 10

    def __post_init__(self) -> None:
        """Refuse a search without levers or without outcomes."""
        if not self.experiment.levers:
            raise InputError("missing key", "levers", allowed="a lever that may be turned")
        if not self.experiment.outcomes:
            raise InputError("missing key", "outcomes", allowed="an indicator and max or min")

    def future_values(self) -> list[dict[str, float]]:
        """Give the futures every decision meets."""
        axes, design = self.experiment.uncertainties, self.experiment.design
        if not axes:
            return [{}]
        sample = Design(LATIN, self.futures, seed=design.seed)
        return list(combinations(axes, sample, self.experiment.usual()))

    def asked(self) -> dict[str, Any]:
        """Give what decides a search but for its length, as plain data.

        Own behaviours and an own policy are there with a hash of what they hold.
        """
        texts = self._texts()
        return {
            "experiment": self.experiment.to_mapping(),
            "population": self.plan.population,
            "seed": self.plan.seed,
            "futures": self.futures,
            "rules": revision(),
            "pymoo": pymoo_version(),
            **({"own": texts} if texts else {}),
        }

    def _texts(self) -> dict[str, str]:
        """Give a hash of what is a user's own: behaviours by name, a policy; empty for neither."""
        scenario = self.experiment.scenario
        axes = fingerprints({axis.name: 1.0 for axis in self.experiment.levers})
        shipped = scenario.policy in shipped_names("policies")
        policy = {} if shipped else {"policy": scenario.address()}
        return {**policy, **scenario.own(), **axes}


@dataclass(frozen=True)
class Found:
    """What a search found.

    ``tried`` are the runs of all decisions, ``fresh`` those of the front on seeds it had not met.
    """

    search: Search
    generations: int
    tried: Swept
    fresh: Swept

    def front(self) -> pd.DataFrame:
        """Give the front as fresh seeds score it; see :func:`twin.findings.fronts.rescored`."""
        return self._front.copy()

    @cached_property
    def _front(self) -> pd.DataFrame:
        return rescored(self.tried, self.fresh)

    @property
    def failed(self) -> int:
        """Count the runs that failed."""
        return sum(int((part.runs["status"] != DONE).sum()) for part in (self.tried, self.fresh))

    def picture(self, words: str = "en") -> str:
        """Draw the first two outcomes of the front on the fresh seeds, as SVG."""
        return front_picture(self.fresh, list(outcomes_of(self.fresh))[:2], words)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON: no times, no paths, the same bytes always."""
        front = self.front().astype(object)
        return {
            "asked": self.search.asked(),
            "generations": self.generations,
            "decisions": len(finished(self.tried)[levers_of(self.tried)].drop_duplicates()),
            "front": front.where(front.notna(), None).to_dict("records"),
            "failed": self.failed,
        }


def load_search(path: str | Path) -> Search:
    """Read an experiment (a file, or a shipped one by name) with a table ``[search]``, or without.

    Its design and its rule to stop are not used.

    Keys of the table: population (24), generations (20), seed (1), futures (1, or 8 where an
    uncertainty is varied), confirm (10). Raises InputError naming file and key.
    """
    file = find_toml(path, "experiments", "unknown experiment", "experiment")
    reading = read_toml(file)
    rest = {key: value for key, value in reading.values.items() if key != TABLE_NAME}
    experiment = Experiment(**read_fields(Reading(rest, reading.file), file.parent))
    table = reading.table(TABLE_NAME).only(KEYS)
    given = {key: table.whole(key, LEAST.get(key, 0), MOST) for key in KEYS}
    there = {key: number for key, number in given.items() if number is not None}
    parts = {key: there.pop(key) for key in ("futures", "confirm") if key in there}
    if experiment.uncertainties:
        parts.setdefault("futures", FUTURES)
    return Search(experiment, Plan(**there), **parts)


def search_decisions(
    search: Search, make: Make, folder: Path | None = None, tell: Tell | None = None
) -> Found:
    """Search, then score the front again; ``folder`` keeps it, so that the same call goes on.

    ``make`` is given each experiment to be run, with a name of its own; ``tell`` is told the
    generations done. Raises NotReady without the extra ``search``, InputError where the folder
    keeps another search.
    """
    experiment = search.experiment
    keeper = None if folder is None else Keeper(folder / KEPT, search.asked())
    bounds = np.array([(0.0, 1.0)] * len(experiment.levers))
    evaluate = Evaluating(search, make, tell)
    done = evolve(bounds, len(experiment.outcomes), evaluate, search.plan, keeper)
    decisions = _distinct(d for one in done for d in decisions_at(experiment, one.points))
    tried = make(_experiment(search, decisions), RUNS)
    fresh = make(fresh_experiment(tried, search.confirm), FRESH)
    return Found(search, len(done), tried, fresh)


@dataclass(frozen=True)
class Evaluating:
    """Gives the outcomes of points, by running each distinct decision among them."""

    search: Search
    make: Make
    tell: Tell | None = None

    def __call__(self, points: Table, generation: int) -> Table:
        """Give means over futures and seeds, turned so that less is better; NaN for no value."""
        if self.tell is not None:
            self.tell(generation, self.search.plan.generations)
        wanted = decisions_at(self.search.experiment, points)
        found = self.make(_experiment(self.search, _distinct(wanted)), RUNS)
        outcomes, levers = outcomes_of(found), levers_of(found)
        means = finished(found).groupby(levers)[list(outcomes)].mean()
        rows = [means.index.get_indexer([_place(decision, levers)])[0] for decision in wanted]
        values = turned(means.to_numpy(np.float64), list(outcomes.values()))[rows]
        values[np.array(rows) < 0] = np.nan
        return -values


def _place(decision: Settings, levers: Sequence[str]) -> Any:
    """Give the entry of a decision in an index over the levers."""
    values = tuple(decision[name] for name in levers)
    return values if len(values) > 1 else values[0]


def decisions_at(experiment: Experiment, points: Table) -> list[Settings]:
    """Give the decisions at points of the unit cube: on the steps of each lever, or its levels."""
    return [
        Settings({
            axis.name: _on_step(axis, float(share))
            for axis, share in zip(experiment.levers, row, strict=True)
        })
        for row in points
    ]  # fmt: skip


def _on_step(axis: Axis, share: float) -> float:
    value = axis.at(share)
    if axis.levels:
        return value
    low, step = STEPS[axis.name]
    rounded = round(low + step * round((value - low) / step), 9)
    return min(max(rounded, axis.low), axis.high)


def _experiment(search: Search, decisions: list[Settings]) -> Experiment:
    rows = tuple(
        Settings({**decision, **future})
        for decision in decisions
        for future in search.future_values()
    )
    return replace(search.experiment, design=Design(TABLE, rows=rows))


def _distinct(decisions: Iterable[Settings]) -> list[Settings]:
    return list(dict.fromkeys(decisions))
