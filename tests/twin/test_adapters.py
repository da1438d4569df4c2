"""An experiment in the hands of other tools gives what the twin itself gives."""

import math
import pickle
import warnings
from importlib.util import find_spec

import mesa
import numpy as np
import pytest

import twin
from twin.adapters import (
    Evaluation,
    batch_arguments,
    ema_model,
    optuna_objective,
    salib_problem,
    values_at,
)
from twin.errors import InputError, NotReady
from twin.sweep import Experiment

HEAD = {"name": "tools", "district": "classroom", "days": 1, "burn_in": 1}
GIVEN = {
    "experiment": HEAD,
    "levers": {"intensity": {"range": [0.0, 1.0]}, "whistle": {"grid": [0.0, 1.0]}},
    "uncertainties": {"wage": {"range": [50.0, 150.0]}},
    "replications": {"max": 2},
    "outcomes": {"order": "max", "case_hours": "min"},
}
SEEDS = (1, 2)


@pytest.fixture(scope="module")
def experiment():
    return Experiment.from_mapping(GIVEN)


@pytest.fixture(scope="module")
def expected():
    """What the twin gives at intensity 0.8 and a wage of 120, by outcome."""
    means = [
        twin.run(
            district="classroom", days=1, burn_in=1, seed=seed, levers={"intensity": 0.8},
            parameters={"wage": 120.0},
        ).means()
        for seed in SEEDS
    ]  # fmt: skip
    return {name: sum(one[name] for one in means) / 2.0 for name in ("order", "case_hours")}


def test_an_evaluation_is_the_mean_of_runs_and_can_be_sent_away(experiment, expected):
    evaluation = pickle.loads(pickle.dumps(Evaluation(experiment)))  # noqa: S301 - our own
    assert evaluation(intensity=0.8, wage=120.0) == pytest.approx(expected, abs=1e-12)


def test_what_is_no_axis_or_out_of_bounds_is_refused(experiment):
    with pytest.raises(InputError, match="nearest known name 'wage'"):
        Evaluation(experiment)(wages=100.0)
    with pytest.raises(InputError, match="value out of range"):
        Evaluation(experiment)(intensity=7.0)


def test_an_outcome_without_a_value_is_missing():
    nothing = Experiment.from_mapping(GIVEN | {"outcomes": {"swing_size": "min"}})
    assert math.isnan(Evaluation(nothing)()["swing_size"])


def test_mesa_runs_every_level_and_seed_and_gives_the_last_day(experiment):
    arguments = batch_arguments(experiment)
    parameters = arguments["parameters"]
    assert parameters["intensity"] == [0.0, 0.5, 1.0] and parameters["rng"] == [1, 2]
    few = {**parameters, "intensity": 0.5, "whistle": 0.0, "wage": 120.0}
    rows = mesa.batch_run(**{**arguments, "parameters": few}, display_progress=False)
    assert len(rows) == 2
    for row in rows:
        alone = twin.run(
            district="classroom", days=1, burn_in=1, seed=row["rng"],
            levers={"intensity": 0.5, "whistle": 0.0}, parameters={"wage": 120.0},
        )  # fmt: skip
        assert row["order"] == alone.means()["order"]


def test_mesa_is_not_given_what_its_lists_cannot_hold():
    dated = {**GIVEN, "experiment": {**HEAD, "shocks": [{"name": "typhoon", "day": 1}]}}
    with pytest.raises(InputError, match="nothing dated"):
        batch_arguments(Experiment.from_mapping(dated))


def test_the_workbench_gets_levers_uncertainties_and_directions(experiment, expected):
    pytest.importorskip("SALib", reason="the workbench needs it")
    if find_spec("ema_workbench") is None:
        pytest.skip("the extra `discover` is not installed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = ema_model(experiment)
    assert sorted(lever.name for lever in model.levers) == ["intensity", "whistle"]
    assert [one.name for one in model.uncertainties] == ["wage"]
    assert {one.name: one.kind for one in model.outcomes} == {"order": 1, "case_hours": -1}
    assert model.function(intensity=0.8, wage=120.0) == pytest.approx(expected, abs=1e-12)


def test_without_the_workbench_the_message_names_the_extra(experiment, monkeypatch):
    monkeypatch.setattr("twin.errors.find_spec", lambda name: None)
    with pytest.raises(NotReady, match=r"city-street-twin\[discover\]"):
        ema_model(experiment)


def test_salib_gets_a_problem_and_its_y(experiment, expected):
    problem = salib_problem(experiment)
    assert problem["names"] == ["intensity", "whistle", "wage"]
    assert problem["bounds"] == [[0.0, 1.0], [0.0, 1.0], [50.0, 150.0]]
    usual = experiment.usual()["whistle"]
    found = values_at(experiment, np.array([[0.8, usual, 120.0]]), "order")
    assert found == pytest.approx([expected["order"]], abs=1e-12)
    with pytest.raises(InputError, match="unknown indicator"):
        values_at(experiment, np.empty((0, 3)), "odor")


def test_optuna_gets_its_outcomes_in_order(experiment):
    optuna = pytest.importorskip("optuna", reason="the extra `optuna` is not installed")
    objective = optuna_objective(experiment)
    assert objective.directions == ["maximize", "minimize"]
    found = objective(optuna.trial.FixedTrial({"intensity": 0.8, "whistle": 0.0}))
    same = Evaluation(experiment)(intensity=0.8, whistle=0.0)
    assert found == (same["order"], same["case_hours"])


def test_a_parameter_may_be_named_alone_as_a_lever_may():
    model = twin.CityTwin(
        district="classroom", wage=120.0, intensity=0.4, parameters={"margin": 3.0}
    )
    assert dict(model.scenario_input.parameters) == {"margin": 3.0, "wage": 120.0}
    assert dict(model.scenario_input.levers) == {"intensity": 0.4}
