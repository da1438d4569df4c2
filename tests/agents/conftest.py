"""The models on which the Mesa face is tried."""

import pytest

from agents.compiled import is_compiled
from agents.people import Resident, Vendor
from tests.agents.small_town import SmallTown

#: The twin itself is tried compiled; the face is the same without, and a city takes seconds.
MODELS = ["town", "city"] if is_compiled() else ["town"]


@pytest.fixture(params=MODELS)
def make(request):
    """Give a function that makes a model; the same seed makes the same model."""
    if request.param == "town":
        return SmallTown
    from twin.model import CityTwin

    return lambda **settings: CityTwin(district="classroom", **settings)


@pytest.fixture
def model(make):
    return make(rng=7)


@pytest.fixture
def vendors(model):
    return model.agents_by_type[Vendor]


@pytest.fixture
def residents(model):
    return model.agents_by_type[Resident]
