"""Sensitivity on a sweep: Ishigami's function and a plane, laid over the axes of an experiment."""

from xml.etree import ElementTree

import numpy as np
import pytest

from tests.twin.findings.hand import experiment, filled
from tests.twin.test_sensitivity import analytic, ishigami
from twin.errors import InputError
from twin.findings.influence import sensitivity, sensitivity_experiment, sensitivity_picture

pytest.importorskip("SALib", reason="the extra `sa` is not installed")
NAMES = ("authority", "intensity", "wage")
LOW, HIGH = np.array([0.2, 0.0, 50.0]), np.array([0.8, 1.0, 150.0])


def asked(**more):
    return experiment(
        {"authority": (0.2, 0.8), "intensity": (0.0, 1.0)}, {"wage": (50.0, 150.0)}, **more
    )


def shares(values):
    return (np.array([values[name] for name in NAMES]) - LOW) / (HIGH - LOW)


def known(values, seed):
    """Give a function whose indices are known; the luck of the seed cancels out."""
    return {"order": float(ishigami(shares(values))) + (seed - 1.5), "vitality": 1.0}


def plane(values, seed):
    return {"order": float(shares(values) @ [2.0, -1.0, 0.0]), "vitality": 1.0}


def test_sobols_indices_on_a_sweep_are_the_analytic_ones():
    laid = sensitivity_experiment(asked(), "sobol", 2048)
    found = sensitivity(filled(laid, known, (1, 2)), "sobol", ["order"]).set_index("axis")
    first, total = zip(*analytic().values(), strict=True)
    assert found["first"].to_dict() == pytest.approx(dict(zip(NAMES, first, strict=True)), abs=0.02)
    assert found["total"].to_dict() == pytest.approx(dict(zip(NAMES, total, strict=True)), abs=0.02)


def test_morris_finds_the_plane_and_ranks_its_axes():
    found = sensitivity(filled(sensitivity_experiment(asked(), "morris", 4), plane), "morris")
    order = found[found["outcome"] == "order"]
    assert order["axis"].to_list() == list(NAMES)
    assert order["mean"].to_list() == pytest.approx([2.0, -1.0, 0.0])
    flat = found[found["outcome"] == "vitality"]
    assert flat["effect"].isna().all(), "an outcome that never varies has no effects"


@pytest.mark.parametrize("points", [20, 60, 64, 70, 128])
def test_pawn_reads_any_design_and_finds_what_matters(points):
    sheet = filled(asked(design={"method": "latin", "points": points}), plane, (1,))
    found = sensitivity(sheet, "pawn", ["order"])
    size = found.set_index("axis")["median"]
    assert found["axis"].iloc[0] == "authority" and size["authority"] > size["wage"]


def test_too_few_points_for_pawn_give_no_index():
    sheet = filled(asked(design={"method": "latin", "points": 19}), plane, (1,))
    assert sensitivity(sheet, "pawn", ["order"])["median"].isna().all()


@pytest.mark.parametrize("method", ["morris", "sobol"])
def test_points_laid_otherwise_are_refused(method):
    sheet = filled(asked(design={"method": "sobol", "points": 16}), plane)
    with pytest.raises(InputError, match="not a design of this method"):
        sensitivity(sheet, method)


def test_listed_levels_are_refused_by_name():
    with pytest.raises(InputError, match="authority"):
        sensitivity_experiment(experiment({"authority": [0.2, 1.0]}), "morris", 4)


def test_the_picture_is_whole():
    sheet = filled(sensitivity_experiment(asked(), "morris", 4), plane)
    svg = sensitivity_picture(sheet, "morris", "order", "zh")
    ElementTree.fromstring(svg)  # noqa: S314 - our own picture
    assert "莫里斯" in svg and "nan" not in svg
