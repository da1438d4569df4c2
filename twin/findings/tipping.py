"""Tipping points: a lever turned up and down again, and the level at which a city tips.

A city goes on from where the last level left it, so that a way back that differs from the way there
(hysteresis, 滞后) can be seen. Runs are kept as small files and made once. May import
``twin.kept`` and what lies below.
"""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from twin.errors import InputError, RunFailed
from twin.findings.conditions import Condition, read_condition
from twin.indicators import INDICATOR_NAMES
from twin.kept import Making, read_kept, write_kept
from twin.model import CityTwin
from twin.own import all_levers, check_texts, fingerprints
from twin.revision import revision
from twin.run import Progress, new_model
from twin.scenario import Scenario
from twin.settings import check_settings
from twin.validate.runner import Workshop

UP, DOWN = "up", "down"
#: Halvings of the range of a lever when the tipping level is looked for: to 1/64 of it.
HALVINGS = 6


@dataclass(frozen=True)
class Stairs:
    """A lever, the ``levels`` it is turned through (rising), and how long each is held.

    ``settle`` days pass at every level before ``measured`` days are; ``seeds`` are the luck, the
    same at every level; the burn-in is the scenario's, else the district's. ``texts`` has a hash of
    the text of every own behaviour that is followed. Raises InputError for levels that do not rise
    or are out of bounds, and for a scenario in which something is dated.
    """

    scenario: Scenario
    lever: str
    levels: tuple[float, ...]
    settle: int = 30
    measured: int = 30
    seeds: tuple[int, ...] = (1, 2, 3, 4, 5)
    texts: Mapping[str, str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse what cannot be climbed."""
        for level in self.levels:
            check_settings({self.lever: level}, all_levers(), "lever", "levels ")
        rising = all(a < b for a, b in zip(self.levels, self.levels[1:], strict=False))
        if len(self.levels) < 2 or not rising:
            raise InputError("levels do not rise", "levels", list(self.levels), "2 or more, rising")
        if self.settle < 0 or self.measured < 1:
            got = f"settle {self.settle}, measured {self.measured}"
            raise InputError(
                "value out of range", "days", got, "settle 0 or more, measured 1 or more"
            )
        if self.scenario.timetable() or self.scenario.shocks:
            allowed = "a scenario without dated levers and shocks: time is the level here"
            raise InputError("two answers", "scenario", self.scenario.policy, allowed)
        object.__setattr__(self, "scenario", self.scenario.settled())
        texts = self.scenario.own() | fingerprints({self.lever: 1.0})
        object.__setattr__(self, "texts", texts)


@dataclass(frozen=True)
class Climb:
    """One job: the stairs with one seed; with a condition, only where it tips is looked for."""

    stairs: Stairs
    seed: int
    folder: Path
    fails: str = ""

    @property
    def file(self) -> Path:
        """The file that keeps what was found."""
        stairs = self.stairs
        asked = [stairs.lever, stairs.levels, stairs.settle, stairs.measured, self.fails]
        content = json.dumps([*asked, *stairs.texts.items()])
        address = hashlib.blake2b(content.encode(), digest_size=8).hexdigest()
        where = f"{stairs.scenario.address()}-{revision()}-{address}-{self.seed}"
        return self.folder / f"tipping-{where}.json"

    @property
    def days(self) -> int:
        """Days of the city that the job takes at most, burn-in included."""
        turns = 2 * len(self.stairs.levels) - 1
        stays, starts = (2 * (HALVINGS + 2), 2) if self.fails else (turns, 1)
        days = self.stairs.settle + self.stairs.measured
        return starts * (self.stairs.scenario.burn_in or 0) + stays * days


class Walker:
    """A city that is taken from level to level; tells the days that have passed."""

    def __init__(self, climb: Climb, progress: Progress) -> None:
        """Stand before the first day."""
        self.climb, self.progress, self.passed = climb, progress, 0

    def city(self, level: float) -> CityTwin:
        """Give a city after its burn-in at a level."""
        stairs = self.climb.stairs
        levers = {**stairs.scenario.levers, stairs.lever: level}
        model = new_model(replace(stairs.scenario, levers=levers), self.climb.seed)
        self._pass(model, stairs.scenario.burn_in or 0)
        return model

    def stay(self, model: CityTwin, level: float) -> dict[str, float]:
        """Turn the lever, let the city settle, and give the means of the measured days."""
        stairs = self.climb.stairs
        model.set_lever(stairs.lever, level)
        self._pass(model, stairs.settle + stairs.measured)
        values = np.array(model.history[-stairs.measured :], np.float64)
        counted = np.isfinite(values)
        sums, days = np.where(counted, values, 0.0).sum(axis=0), counted.sum(axis=0)
        means = [float(a / n) if n else math.nan for a, n in zip(sums, days, strict=True)]
        return dict(zip(INDICATOR_NAMES, means, strict=True))

    def _pass(self, model: CityTwin, days: int) -> None:
        for _ in range(days):
            model.run_for(days=1)
            self.passed += 1
            self.progress(self.passed, self.climb.days)


def walk(climb: Climb, progress: Progress) -> list[dict[str, Any]]:
    """Climb the stairs with one seed and come down again, or look for where it tips; keep it.

    Raises InputError where an own behaviour has another text here than where it was asked for.
    """
    check_texts(climb.stairs.texts)
    walker = Walker(climb, progress)
    rows = _tips(walker) if climb.fails else _steps(walker)
    plain = [
        {key: None if isinstance(v, float) and math.isnan(v) else v for key, v in row.items()}
        for row in rows
    ]
    write_kept(climb.file, {"rows": plain})
    return plain


def _steps(walker: Walker) -> list[dict[str, Any]]:
    levels = walker.climb.stairs.levels
    model = walker.city(levels[0])
    ways = [(UP, level) for level in levels] + [(DOWN, level) for level in levels[-2::-1]]
    return [
        {"seed": walker.climb.seed, "way": way, "level": level, **walker.stay(model, level)}
        for way, level in ways
    ]


def _tips(walker: Walker) -> list[dict[str, Any]]:
    """Halve the range between the two ends, from either one, until the level is bracketed."""
    low, high = walker.climb.stairs.levels[0], walker.climb.stairs.levels[-1]
    condition = read_condition(walker.climb.fails)
    return [
        {"seed": walker.climb.seed, "way": way, **_bracket(walker, condition, ends)}
        for way, ends in ((UP, (low, high)), (DOWN, (high, low)))
    ]


def _bracket(
    walker: Walker, condition: Condition, ends: tuple[float, float]
) -> dict[str, float | bool]:
    """Find where a city from the first end changes; every trial starts from the same moment."""
    model = walker.city(ends[0])
    start = model.snapshot()

    def fails(level: float) -> bool:
        model.restore(start)
        return bool(condition.holds(walker.stay(model, level)))

    near, far = ends
    before, after = fails(near), fails(far)
    if before == after:
        return {"level": math.nan, "fails_at_start": before, "fails_at_end": after}
    for _ in range(HALVINGS):
        middle = (near + far) / 2.0
        near, far = (middle, far) if fails(middle) == before else (near, middle)
    return {"level": (near + far) / 2.0, "fails_at_start": before, "fails_at_end": after}


def _read(climb: Climb) -> list[dict[str, Any]] | None:
    content = read_kept(climb.file)
    return content["rows"] if isinstance(content, dict) and "rows" in content else None


CLIMBS: Making[Climb, list[dict[str, Any]]] = Making(
    read=_read,
    function=walk,
    steps=lambda climb: climb.days,
    command=lambda climb: climb.stairs.scenario.command(climb.seed),
)


def climb_and_return(stairs: Stairs, workshop: Workshop) -> pd.DataFrame:
    """Turn the lever up level by level and down again, each level from where the last one ended.

    Gives a row for each seed, ``way`` (up, down) and ``level``: means of all indicators over the
    measured days. The highest level is measured once. Raises RunFailed where a run broke.
    """
    folder = workshop.home("analysis")
    return _made([Climb(stairs, seed, folder) for seed in stairs.seeds], workshop)


def tipping_levels(stairs: Stairs, fail: str | Condition, workshop: Workshop) -> pd.DataFrame:
    """Find for each seed the level at which a condition begins or ceases to hold.

    From the lowest level (``way`` up) and from the highest (down), each after a burn-in there:
    every trial turns the lever to one level from that same moment, halving the range to 1/64. Rows:
    seed, way, ``level`` (NaN where both ends agree), whether it ``fails_at_start`` and
    ``fails_at_end``. The median over seeds is where half of the cities have tipped; a difference
    between up and down is hysteresis. Raises RunFailed where a run broke.
    """
    folder, text = workshop.home("analysis"), str(read_condition(fail))
    return _made([Climb(stairs, seed, folder, text) for seed in stairs.seeds], workshop)


def _made(climbs: Sequence[Climb], workshop: Workshop) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    for found in CLIMBS.make(climbs, workshop.workers, workshop.progress, workshop.announce):
        if isinstance(found, RunFailed):
            raise found
        rows += found
    return pd.DataFrame(rows).replace({None: math.nan})


def bimodality(values: NDArray[np.float64]) -> float:
    """Give the coefficient of bimodality: above 5/9 (a uniform spread), two kinds may be mixed.

    (g^2 + 1) / k, g skewness and k kurtosis: 1 for two values alone, 1/3 for a normal spread
    (Pearson 1929, Biometrika 21; Sarle's coefficient without its correction, which hides two
    kinds among few values). NaN for fewer than four values, or all alike.

    >>> bimodality(np.array([0.0, 0.0, 0.0, 1.0, 1.0, 1.0]))
    1.0
    """
    spread = float(values.std()) if len(values) > 3 else 0.0
    if spread == 0.0:
        return math.nan
    scaled = (values - values.mean()) / spread
    return float(((scaled**3).mean() ** 2 + 1.0) / (scaled**4).mean())
