"""Scenario discovery: a planted box is found, and what cannot be searched is refused."""

from importlib.util import find_spec
from xml.etree import ElementTree

import numpy as np
import pytest

from tests.twin.findings.hand import experiment, filled
from twin.errors import InputError, NotReady
from twin.findings.discovery import box_picture, discover, failing


def planted(values, seed):
    """Vitality is low where authority is above 0.6 and intensity below 0.4, and nowhere else."""
    inside = values["authority"] > 0.6 and values["intensity"] < 0.4
    return {"vitality": 0.3 if inside else 0.5, "order": 0.5}


@pytest.fixture(scope="module")
def sheet():
    asked = experiment(
        {"authority": (0.0, 1.0), "intensity": (0.0, 1.0)}, {"wage": (50.0, 150.0)},
        design={"method": "sobol", "points": 1024},
    )  # fmt: skip
    return filled(asked, planted, (1,))


@pytest.mark.skipif(not find_spec("ema_workbench"), reason="no extra `discover`")
def test_the_planted_box_is_recovered(sheet):
    found = discover(sheet, "vitality<0.4").set_index("axis")
    assert list(found.index) == ["authority", "intensity"], "wage has nothing to do with it"
    assert found.loc["authority", "low"] == pytest.approx(0.6, abs=0.02)
    assert found.loc["authority", "high"] == pytest.approx(1.0, abs=0.01)
    assert found.loc["intensity", "high"] == pytest.approx(0.4, abs=0.02)
    assert found.loc["intensity", "low"] == pytest.approx(0.0, abs=0.01)
    assert (found["coverage"] > 0.95).all() and (found["density"] > 0.95).all()
    assert (found["p"] < 0.05).all() and (found["box"] == 1).all()
    svg = box_picture(sheet, "vitality<0.4", "zh")
    ElementTree.fromstring(svg)  # noqa: S314 - our own picture
    assert "authority 0.6" in svg


@pytest.mark.skipif(not find_spec("ema_workbench"), reason="no extra `discover`")
def test_where_nothing_tells_failures_apart_no_box_is_claimed():
    asked = experiment(
        {"authority": (0.0, 1.0)}, {"wage": (50.0, 150.0)},
        design={"method": "sobol", "points": 256},
    )  # fmt: skip
    luck = iter(np.random.Generator(np.random.Philox(3)).random(256))
    sheet = filled(asked, lambda values, seed: {"vitality": next(luck), "order": 0.0}, (1,))
    assert discover(sheet, "vitality<0.4").empty


def test_a_point_fails_where_half_of_its_seeds_do():
    asked = experiment({"authority": [0.2, 0.6, 1.0]})
    low = {0.2: (1,), 0.6: (1, 2), 1.0: (1, 2, 3, 4)}
    sheet = filled(
        asked,
        lambda v, seed: {"vitality": 0.3 if seed in low[v["authority"]] else 0.5, "order": 0.0},
        (1, 2, 3, 4),
    )
    found = failing(sheet, "vitality<0.4")
    assert found["fails"].to_list() == [False, True, True]
    assert found["seeds"].to_list() == [4, 4, 4]


def test_too_few_failures_are_refused(sheet):
    with pytest.raises(InputError, match=r"0 of 1024 points fail"):
        discover(sheet, "vitality<0.1")


def test_without_the_extra_the_message_names_it_once_the_rest_is_right(monkeypatch, sheet):
    monkeypatch.setattr("twin.errors.find_spec", lambda name: None)
    with pytest.raises(NotReady, match=r"city-street-twin\[discover\]"):
        discover(sheet, "vitality<0.4")
    with pytest.raises(InputError, match="vitalty"):
        discover(sheet, "vitalty<0.4")
    with pytest.raises(InputError, match="too few points"):
        discover(sheet, "vitality<0.1")
