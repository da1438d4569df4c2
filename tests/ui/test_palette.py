"""The colours of the map can be told apart with every kind of colour vision, light or dark.

Read from twin/ui/static/palette.js. Colour vision after Machado, Oliveira & Fernandes (2009),
doi 10.1109/TVCG.2009.113, full severity; distance is CIE 1976 (L*a*b*, D65).
"""

import itertools
import re

import numpy as np
import pytest

from twin.ui.bundle import STATIC

VISION = {
    "normal": np.eye(3),
    "deutan": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.01182, 0.04294, 0.968881],
        ]
    ),
    "protan": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "tritan": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.3039],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.072175],
        [0.0193339, 0.119192, 0.9503041],
    ]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def read_theme(name):
    """Give the named colours and the ramp of a theme as written in the script."""
    text = (STATIC / "palette.js").read_text()
    block = re.search(rf"\n  {name}: \{{(.*?)\n  \}},", text, re.DOTALL).group(1)
    single = dict(re.findall(r'(\w+): "(#[0-9a-f]{6})"', block))
    lists = {
        k: re.findall("#[0-9a-f]{6}", v)
        for k, v in re.findall(r"(\w+): \[([^\]]*#[^\]]*)\]", block)
    }
    return single, lists


def linear(colour):
    """Turn #rrggbb into linear light."""
    v = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)


def lab(colour, vision="normal"):
    """Give L*, a*, b* of a colour as somebody with this vision sees it."""
    xyz = TO_XYZ @ np.clip(VISION[vision] @ linear(colour), 0, 1) / WHITE
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(one, other):
    """Give the contrast of two colours after WCAG 2.2."""
    least, most = sorted(0.05 + linear(c) @ TO_XYZ[1] for c in (one, other))
    return most / least


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_ramp_rises_in_lightness_step_by_step(theme, vision):
    ramp = read_theme(theme)[1]["ramp"]
    lightness = [lab(colour, vision)[0] for colour in ramp]
    steps = np.diff(lightness) if theme == "dark" else -np.diff(lightness)
    assert len(ramp) == 8 and steps.min() > 2
    assert abs(lightness[-1] - lightness[0]) > 60


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_vendors_and_lines_differ_for_everybody(theme, vision):
    single, _ = read_theme(theme)
    for pair in (("licensed", "unlicensed"), ("order", "vitality")):
        one, other = (lab(single[name], vision) for name in pair)
        assert np.linalg.norm(one - other) > 20, pair


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_stand_out_from_their_halo(theme):
    single, lists = read_theme(theme)
    for colour in (single["licensed"], single["unlicensed"], *lists["teams"]):
        assert contrast(colour, single["halo"]) >= 3, colour


def test_departments_are_told_apart_by_shape_not_by_colour():
    shapes = re.search(r"TEAM_SHAPES = \[(.*?)\]", (STATIC / "marks.js").read_text()).group(1)
    names = re.findall(r'"(\w+)"', shapes)
    assert len(set(names)) == len(names) == 5
    for theme in ("light", "dark"):
        assert len(read_theme(theme)[1]["teams"]) == 5


def test_no_more_than_five_colours_mark_anything():
    for theme in ("light", "dark"):
        single, lists = read_theme(theme)
        used = {single["licensed"], single["unlicensed"], *lists["teams"]}
        assert len(used) <= 5
        assert all(a != b for a, b in itertools.combinations(sorted(used), 2))
