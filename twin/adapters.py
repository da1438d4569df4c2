"""An experiment for the tools its users already have: one call each.

======================================================  =========================================
``mesa.batch_run(**batch_arguments(experiment))``       Mesa's own runs of :class:`twin.CityTwin`
``ema_model(experiment)``                               a model of ema_workbench
``salib_problem(experiment)``, ``values_at``            SALib: a problem, and its Y for rows of X
``optuna.create_study(...).optimize(objective(...))``   an objective of Optuna
======================================================  =========================================

None of these keeps runs or survives a kill, as ``twin.sweep`` does; they are for what these tools
can do and we cannot. May import ``twin.sweep`` and what lies below; a tool when it is asked for.
"""

import importlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from twin.errors import InputError, check_extra, check_known
from twin.indicators import INDICATOR_NAMES
from twin.model import HOURS_A_DAY, CityTwin
from twin.run import run_scenario
from twin.settings import Settings
from twin.sweep import Axis, Experiment, Point

#: Levels that a range is given where a tool takes lists alone.
LEVELS = 3


@dataclass(frozen=True)
class Evaluation:
    """An experiment as a function: a value for each axis in, the mean of each outcome out.

    ``evaluation(authority=0.6)`` runs the scenario of that point with every seed of the experiment
    in this process and gives means over the seeds by outcome, NaN where there is none. An axis that
    is not given has the value of the scenario. It can be pickled, so that a tool can call it in
    workers of its own.
    """

    experiment: Experiment

    def __call__(self, **values: float) -> dict[str, float]:
        """Give the outcomes at some values; raises InputError for what is no axis or out of it."""
        asked = self.experiment
        for name in values:
            check_known(name, [axis.name for axis in asked.axes], "unknown axis", "values")
        scenario = asked.at(Point(0, *(_among(values, kind) for kind in _kinds(asked))))
        runs = [run_scenario(scenario, seed).means() for seed in asked.replications.seeds()]
        return {name: _mean([means[name] for means in runs]) for name in asked.outcomes}


def batch_arguments(experiment: Experiment) -> dict[str, Any]:
    """Give what ``mesa.batch_run`` is called with: model, parameters, steps.

    Levels are crossed, a range counts with three; every seed of the experiment is one of ``rng``.
    Mesa collects the indicators of the last day alone. Raises InputError for a scenario with dated
    levers or shocks, which Mesa's lists cannot hold.
    """
    scenario = experiment.scenario.settled()
    if scenario.schedule or scenario.shocks:
        raise InputError("two answers", "scenario", scenario.policy, "nothing dated for batch_run")
    fixed = {**scenario.levers, **scenario.parameters, "burn_in": scenario.burn_in}
    parameters = {
        "district": scenario.district,
        "policy": scenario.policy,
        "scale": scenario.scale,
        **fixed,
        **{axis.name: list(axis.spread(LEVELS)) for axis in experiment.axes},
        "rng": list(experiment.replications.seeds()),
    }
    days = scenario.days + (scenario.burn_in or 0)
    return {
        "model_cls": CityTwin,
        "parameters": parameters,
        "max_steps": HOURS_A_DAY * days,
        "data_collection_period": -1,
    }


def ema_model(experiment: Experiment, name: str = "twin") -> Any:
    """Give an ``ema_workbench.Model``: levers, uncertainties, outcomes with their directions.

    Ranges are real parameters, listed levels categorical ones. Raises NotReady without the extra
    ``discover``.
    """
    check_extra("ema_workbench", "discover", "ema_model")
    ema = importlib.import_module("ema_workbench")
    model = ema.Model(name, function=Evaluation(experiment))
    model.levers = [_ema_parameter(ema, axis) for axis in experiment.levers]
    model.uncertainties = [_ema_parameter(ema, axis) for axis in experiment.uncertainties]
    kinds = {"max": ema.ScalarOutcome.MAXIMIZE, "min": ema.ScalarOutcome.MINIMIZE}
    model.outcomes = [
        ema.ScalarOutcome(outcome, kind=kinds[direction])
        for outcome, direction in experiment.outcomes.items()
    ]
    return model


def salib_problem(experiment: Experiment) -> dict[str, Any]:
    """Give a problem of SALib: the axes and their bounds."""
    axes = experiment.axes
    return {
        "num_vars": len(axes),
        "names": [axis.name for axis in axes],
        "bounds": [[axis.low, axis.high] for axis in axes],
    }


def values_at(
    experiment: Experiment, table: NDArray[np.float64], outcome: str
) -> NDArray[np.float64]:
    """Give one outcome for each row of SALib's sample: the Y to its X.

    Raises InputError for an indicator that is not known.
    """
    check_known(outcome, INDICATOR_NAMES, "unknown indicator", "outcome")
    names = [axis.name for axis in experiment.axes]
    evaluation = Evaluation(experiment)
    rows = (dict(zip(names, map(float, row), strict=True)) for row in table)
    return np.array([evaluation(**row)[outcome] for row in rows], np.float64)


@dataclass(frozen=True)
class Objective:
    """An objective of Optuna over the levers of an experiment; see :func:`optuna_objective`."""

    evaluation: Evaluation

    @property
    def directions(self) -> list[str]:
        """Give the directions for ``optuna.create_study``."""
        outcomes = self.evaluation.experiment.outcomes
        return [f"{direction}imize" for direction in outcomes.values()]

    def __call__(self, trial: Any) -> Sequence[float]:
        """Give the outcomes of a trial, in the order of the experiment."""
        values = {axis.name: _suggested(trial, axis) for axis in self.evaluation.experiment.levers}
        return tuple(self.evaluation(**values).values())


def optuna_objective(experiment: Experiment) -> Objective:
    """Give an objective for ``study.optimize``; ``.directions`` are those of its study.

    Uncertainties keep the values of the scenario.
    """
    return Objective(Evaluation(experiment))


def _kinds(experiment: Experiment) -> tuple[tuple[Axis, ...], tuple[Axis, ...]]:
    return experiment.levers, experiment.uncertainties


def _among(values: Mapping[str, float], axes: Sequence[Axis]) -> Settings:
    """Give the values of some axes, those that are given."""
    return Settings({axis.name: values[axis.name] for axis in axes if axis.name in values})


def _suggested(trial: Any, axis: Axis) -> float:
    if axis.levels:
        return float(trial.suggest_categorical(axis.name, list(axis.levels)))
    return float(trial.suggest_float(axis.name, axis.low, axis.high))


def _ema_parameter(ema: Any, axis: Axis) -> Any:
    if axis.levels:
        return ema.CategoricalParameter(axis.name, list(axis.levels))
    return ema.RealParameter(axis.name, axis.low, axis.high)


def _mean(values: Sequence[float | None]) -> float:
    there = [value for value in values if value is not None]
    return sum(there) / len(there) if there else math.nan
