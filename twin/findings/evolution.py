"""Many objectives at once: NSGA-II of pymoo by ask and tell, kept so that it can be continued.

A search draws its own luck from its seed, so what was asked and told is all there is to keep: a
search that was killed is told again what it knew and goes on. Deb et al. 2002, IEEE Transactions on
Evolutionary Computation 6(2). Needs the extra ``search``.
"""

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.knob import Words
from twin.errors import InputError, check_extra
from twin.kept import read_kept, write_kept

#: The file that keeps a search, in its folder.
KEPT = "search.json"
#: What a missing outcome counts as: worse than anything measured.
MISSING = 1e9
Table = NDArray[np.float64]
#: Gives the outcomes (less is better, NaN for none) of points, row by row; also told which
#: generation this is, from 0.
Evaluate = Callable[[Table, int], Table]
#: Told the generations done and those there are.
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Plan:
    """How long is searched: ``population`` points in each of ``generations``, from a ``seed``."""

    population: int = 24
    generations: int = 20
    seed: int = 1


@dataclass(frozen=True)
class Generation:
    """The points one generation asked for and what came of them."""

    points: Table
    outcomes: Table


@dataclass(frozen=True)
class Keeper:
    """Where a search is kept, and what it is a search of: another's file is not gone on with."""

    file: Path
    asked: Mapping[str, Any]

    def read(self) -> list[Generation]:
        """Give the generations kept, none for no file; raises InputError for another search's."""
        content = read_kept(self.file)
        if content is None:
            return []
        if content["asked"] != self.asked:
            allowed = "a folder without another search, or the same file and options as before"
            raise InputError("folder in use", str(self.file), allowed=allowed)
        return [
            Generation(np.array(row["points"], np.float64), np.array(row["outcomes"], np.float64))
            for row in content["generations"]
        ]

    def write(self, generations: Sequence[Generation]) -> None:
        """Keep the generations so far, whole or not at all."""
        rows = [
            {
                "points": one.points.tolist(),
                "outcomes": [
                    [value if np.isfinite(value) else None for value in row]
                    for row in one.outcomes.tolist()
                ],
            }
            for one in generations
        ]
        write_kept(self.file, {"asked": self.asked, "generations": rows})


def check_pymoo() -> None:
    """Raise NotReady, naming the extra, where pymoo is not installed."""
    check_extra("pymoo", "search", Words("多目标搜索", "a search"))


def pymoo_version() -> str:
    """Give the version that decides what is asked."""
    check_pymoo()
    return version("pymoo")


def evolve(
    bounds: Table, outcomes: int, evaluate: Evaluate, plan: Plan, keeper: Keeper | None = None
) -> list[Generation]:
    """Give every generation of a search within ``bounds`` (a row low, high for each number).

    What ``keeper`` holds is not evaluated again; each new generation is kept when it is whole.
    Raises NotReady without the extra, InputError where what is kept was asked otherwise.
    """
    algorithm, problem = _algorithm(bounds, outcomes, plan)
    known = [] if keeper is None else keeper.read()
    static = _pymoo("problems.static").StaticProblem
    done: list[Generation] = []
    while algorithm.has_next():
        asked = algorithm.ask()
        points = np.asarray(asked.get("X"), np.float64)
        if len(done) < len(known):
            told = _same(known[len(done)], points, keeper)
        else:
            told = Generation(points, evaluate(points, len(done)))
        done.append(told)
        if keeper is not None and len(done) > len(known):
            keeper.write(done)
        values = np.where(np.isfinite(told.outcomes), told.outcomes, MISSING)
        algorithm.evaluator.eval(static(problem, F=values), asked)
        algorithm.tell(infills=asked)
    return done


def _same(known: Generation, points: Table, keeper: Keeper | None) -> Generation:
    if not np.array_equal(known.points, points):
        where = "" if keeper is None else str(keeper.file)
        raise InputError("kept by another version", where, allowed="a new folder")
    return known


def _algorithm(bounds: Table, outcomes: int, plan: Plan) -> tuple[Any, Any]:
    check_pymoo()
    low, high = np.array(bounds, np.float64).T
    problem = _pymoo("core.problem").Problem(n_var=len(low), n_obj=outcomes, xl=low, xu=high)
    algorithm = _pymoo("algorithms.moo.nsga2").NSGA2(pop_size=plan.population)
    algorithm.setup(problem, termination=("n_gen", plan.generations), seed=plan.seed)
    return algorithm, problem


def _pymoo(module: str) -> Any:
    """Import a part of pymoo now: it is an extra, and takes seconds."""
    return importlib.import_module(f"pymoo.{module}")
