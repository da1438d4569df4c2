"""Sweeps written down by hand: an experiment, and runs nobody made."""

from dataclasses import dataclass

import pandas as pd

from twin.sweep import Experiment


@dataclass(frozen=True)
class Sheet:
    """What an experiment gave, as it was written down."""

    experiment: Experiment
    runs: pd.DataFrame


def experiment(levers, uncertainties=None, outcomes=None, **more):
    """Give an experiment on a small town, axes by name: a list of levels or a range."""

    def axes(given):
        return {
            name: {"range": list(values)} if isinstance(values, tuple) else {"grid": list(values)}
            for name, values in (given or {}).items()
        }

    return Experiment.from_mapping(
        {
            "experiment": {"name": "hand", "district": "classroom", "days": 1, "burn_in": 0},
            "levers": axes(levers),
            "uncertainties": axes(uncertainties),
            "outcomes": outcomes or {"order": "max", "vitality": "max"},
            **more,
        }
    )


def filled(asked, give, seeds=(1, 2, 3)):
    """Give a sheet whose outcomes are ``give(values of the point, seed)``, by name."""
    rows = [
        {"point": point.number, "seed": seed, **point.values, "status": "done",
         **give(point.values, seed)}
        for point in asked.points()
        for seed in seeds
    ]  # fmt: skip
    return Sheet(asked, pd.DataFrame(rows))
