"""What Mesa's own tools need of the twin beyond what they need of any model on tables."""

import copy
import pickle

import mesa
import numpy as np
import pytest

import twin

DAY = 24


@pytest.mark.parametrize("processes", [1, 2])
def test_batch_run_varies_levers_and_seeds(processes):
    parameters = {"district": "classroom", "intensity": [0.2, 0.8], "rng": [1]}
    found = mesa.batch_run(
        twin.CityTwin,
        parameters,
        number_processes=processes,
        max_steps=2 * DAY,
        display_progress=False,
    )
    assert {run["intensity"] for run in found} == {0.2, 0.8} and len(found) == 2
    for run in found:
        model = twin.CityTwin(district="classroom", intensity=run["intensity"], rng=1)
        model.run_for(days=2)
        assert run["order"] == model.indicators["order"]


def test_a_seed_has_one_name_at_a_time():
    with pytest.raises(ValueError, match="not both"):
        twin.CityTwin(district="classroom", rng=1, seed=2)


def test_the_collector_notes_the_last_day_at_every_hour():
    model = twin.CityTwin(district="classroom", rng=1)
    model.run_for(DAY - 1)
    assert np.isnan(model.indicators["order"])
    model.run_for(2)
    noted = model.datacollector.get_model_vars_dataframe()["order"].tolist()
    assert len(noted) == DAY + 1 and np.isnan(noted[: DAY - 1]).all()
    assert noted[-2:] == [model.indicators["order"]] * 2


def test_going_back_takes_the_collector_along():
    model = twin.CityTwin(district="classroom", rng=1)
    model.run_for(days=1)
    kept, noted = model.snapshot(), copy.deepcopy(model.datacollector.model_vars)
    model.run_for(days=1)
    model.restore(kept)
    assert list(map(str, model.datacollector.model_vars.items())) == list(map(str, noted.items()))
    assert model.indicators["order"] == noted["order"][-1]


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))])  # noqa: S301 (our own bytes)
def test_a_copys_arrays_are_as_read_only_as_before(copied):
    """Or each kernel would be compiled again for the copy, which takes half a minute."""
    maps = twin.CityTwin(district="classroom", rng=1).world.maps
    again = copied(maps)
    arrays = {name: a for name, a in vars(maps).items() if isinstance(a, np.ndarray)}
    assert not all(array.flags.writeable for array in arrays.values())
    for name, array in arrays.items():
        assert vars(again)[name].flags.writeable == array.flags.writeable, name
