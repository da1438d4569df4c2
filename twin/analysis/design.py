"""Designs of a sensitivity analysis and what they say: Morris and Sobol, by SALib.

A design is a table of numbers from 0 to 1, a row for each run and a column for each parameter. Its
rows come in blocks: a trajectory of Morris (n + 1 rows, one parameter changed from row to row), or
a base point of Sobol with the points made of it (n + 2 rows). Outcomes that are missing take their
whole block with them.

Sources: Morris 1991, Technometrics 33(2); Campolongo et al. 2007, Environmental Modelling &
Software 22(10) (mean absolute effect); Saltelli et al. 2010, Computer Physics Communications 181(2)
(Sobol indices). Needs the extra ``sa``.
"""

import importlib
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.knob import Words
from twin.compare.paired import COVERAGE
from twin.errors import check_extra

MORRIS, SOBOL = "morris", "sobol"
#: Levels of each parameter in Morris' design, and the step from row to row that goes with them.
GRID_LEVELS = 4
STEP = GRID_LEVELS / (2.0 * (GRID_LEVELS - 1.0))
#: What each method gives for a parameter, by the names of SALib and by ours.
GIVEN = {
    MORRIS: {"mu_star": "effect", "mu_star_conf": "reach", "mu": "mean", "sigma": "spread"},
    SOBOL: {"S1": "first", "S1_conf": "first_reach", "ST": "total", "ST_conf": "total_reach"},
}
#: What parameters are ranked by.
RANKED_BY = {MORRIS: "effect", SOBOL: "total"}
RESAMPLES = 200


def check_salib() -> None:
    """Raise NotReady, naming the extra, where SALib is not installed."""
    check_extra("SALib", "sa", Words("敏感性分析", "sensitivity analysis"))


def block_rows(method: str, parameters: int) -> int:
    """Give the rows of one block."""
    return parameters + (1 if method == MORRIS else 2)


def design(method: str, names: Sequence[str], points: int, seed: int) -> NDArray[np.float64]:
    """Give the design: ``points`` blocks, the same for the same ``seed``."""
    problem = _problem(names)
    if method == MORRIS:
        make = _salib("sample.morris").sample
        found = make(problem, points, num_levels=GRID_LEVELS, seed=seed)
    else:
        make = _salib("sample.sobol").sample
        found = make(problem, points, calc_second_order=False, seed=seed)
    table: NDArray[np.float64] = np.asarray(found, np.float64)
    return table


def analyse(
    method: str, names: Sequence[str], table: NDArray[np.float64], outcome: Sequence[float]
) -> dict[str, dict[str, float]]:
    """Give for each parameter what a design says of one outcome, a value for each row.

    Morris: ``effect``, the mean absolute change of the outcome over the range of the parameter
    (mu*), ``reach`` (half of its 90 % interval), ``mean`` and ``spread`` of the signed changes.
    Sobol: ``first`` and ``total`` index, each with its ``_reach``. NaN where fewer than two blocks
    are whole or the outcome does not vary.
    """
    rows = block_rows(method, len(names))
    values = np.array(outcome, np.float64)
    whole = np.isfinite(values.reshape(-1, rows)).all(axis=1)
    kept = np.repeat(whole, rows)
    given = GIVEN[method]
    if whole.sum() < 2 or np.ptp(values[kept]) == 0.0:
        return {name: dict.fromkeys(given.values(), math.nan) for name in names}
    found = _analysed(method, _problem(names), table[kept], values[kept])
    return {
        name: {ours: float(found[theirs][place]) for theirs, ours in given.items()}
        for place, name in enumerate(names)
    }


def whole_blocks(method: str, parameters: int, outcome: Sequence[float]) -> int:
    """Count the blocks of which every outcome is there."""
    table = np.array(outcome, np.float64).reshape(-1, block_rows(method, parameters))
    return int(np.isfinite(table).all(axis=1).sum())


def ranking(method: str, found: Mapping[str, Mapping[str, Mapping[str, float]]]) -> list[str]:
    """Rank parameters over several outcomes (``found[outcome][parameter]``), the first first.

    By the mean over outcomes of effect (or total index) over the largest of that outcome.
    """
    key = RANKED_BY[method]
    scores: dict[str, float] = {}
    for rows in found.values():
        sizes = {name: row[key] for name, row in rows.items()}
        largest = max((size for size in sizes.values() if math.isfinite(size)), default=0.0)
        for name, size in sizes.items():
            share = size / largest if largest > 0.0 and math.isfinite(size) else 0.0
            scores[name] = scores.get(name, 0.0) + share / len(found)
    return sorted(scores, key=lambda name: (-scores[name], name))


def _analysed(
    method: str, problem: Mapping[str, Any], table: NDArray[np.float64], values: NDArray[np.float64]
) -> Mapping[str, Any]:
    options = {"num_resamples": RESAMPLES, "conf_level": COVERAGE, "seed": 1}
    result: Mapping[str, Any]
    with np.errstate(all="ignore"):
        if method == MORRIS:
            analyze = _salib("analyze.morris").analyze
            result = analyze(problem, table, values, num_levels=GRID_LEVELS, **options)
        else:
            analyze = _salib("analyze.sobol").analyze
            result = analyze(problem, values, calc_second_order=False, **options)
    return result


def _problem(names: Sequence[str]) -> dict[str, Any]:
    return {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}


def _salib(module: str) -> Any:
    """Import a part of SALib now: it is an extra, and takes seconds."""
    check_salib()
    return importlib.import_module(f"SALib.{module}")
