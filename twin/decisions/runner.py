"""The runs of an experiment for those who need them at once: points by seeds, each made once.

What is made is kept in files by content, so that points asked for again cost nothing.
"""

from dataclasses import dataclass

import pandas as pd

from twin.analysis.runs import Failure, Wanted, gather
from twin.decisions.table import OK
from twin.indicators import INDICATOR_NAMES
from twin.sweep.experiment import Experiment
from twin.validate.runner import Workshop


@dataclass(frozen=True, eq=False)
class Runs:
    """The runs of an experiment at hand: what was asked, a row for each, and those that failed."""

    experiment: Experiment
    runs: pd.DataFrame
    failed: tuple[Failure, ...] = ()


def run_points(experiment: Experiment, workshop: Workshop) -> Runs:
    """Give all runs of an experiment, every point with every seed; a stopping rule is not used."""
    points, seeds = experiment.points(), experiment.replications.seeds()
    wanted: dict[tuple[int, int], Wanted] = {
        (point.number, seed): (experiment.at(point), seed) for seed in seeds for point in points
    }
    found = gather(wanted, workshop)
    rows = [
        {
            "point": point.number,
            "seed": seed,
            **point.values,
            "status": OK if (point.number, seed) in found.means else "failed",
            **{name: found.value((point.number, seed), name) for name in INDICATOR_NAMES},
        }
        for point in points
        for seed in seeds
    ]
    return Runs(experiment, pd.DataFrame(rows), found.failed)
