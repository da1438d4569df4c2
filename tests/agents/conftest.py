"""The models on which the Mesa face is tried."""

import importlib.util

import pytest

from agents.people import Resident, Vendor
from tests.agents.small_town import SmallTown

MODELS = ["town"] + (["city"] if importlib.util.find_spec("twin.model") else [])


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
