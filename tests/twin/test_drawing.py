"""Pictures: where a number lies, what is drawn of it, and that nothing comes from elsewhere."""

import math
from xml.etree import ElementTree

import numpy as np
import pytest

from twin.drawing import (
    BOTTOM,
    HEIGHT,
    LABEL,
    LEFT,
    RIGHT,
    SERIES,
    TOP,
    WIDTH,
    Row,
    Scale,
    legend,
    picture,
    rows_picture,
    shade,
    ticks,
    way,
    widened,
)

SCALE = Scale((0.0, 10.0), (0.0, 1.0))


def elements(svg, name):
    return ElementTree.fromstring(svg).findall(f".//{{*}}{name}")  # noqa: S314 - our own picture


def test_the_ends_of_a_scale_are_the_ends_of_the_plane():
    assert (SCALE.x(0.0), SCALE.x(10.0)) == (LEFT, WIDTH - RIGHT)
    assert (SCALE.y(0.0), SCALE.y(1.0)) == (HEIGHT - BOTTOM, TOP)


def test_a_line_goes_through_its_points():
    assert way(SCALE, np.array([0.0, 10.0]), np.array([0.0, 1.0])) == "M80.0 434.0L736.0 62.0"


def test_a_band_with_an_open_end_is_not_drawn():
    xs, ys = np.array([0.0, 1.0]), np.array([0.1, math.nan])
    assert not list(shade(SCALE, xs, ys, xs, "s0"))
    assert len(list(shade(SCALE, xs, xs, xs, "s0"))) == 1


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (-3.0, 1000.0), (1e-9, 2e-9), (5.0, 5.001)])
def test_ticks_are_few_and_lie_inside(low, high):
    found = ticks(low, high)
    assert 2 <= len(found) <= 8 and all(low <= value <= high for value in found)


def test_an_axis_has_room_around_what_it_shows():
    low, high = widened([0.0, math.nan, 1.0])
    assert low < 0.0 and high > 1.0
    assert widened([])[0] < widened([])[1], "also around nothing"


def test_rows_show_value_interval_or_label_alone():
    rows = [Row("both", 0.5, 0.2, 0.8), Row("value", 0.4), Row("span", math.nan, 0.1, 0.3),
            Row("none <&>", math.nan)]  # fmt: skip
    svg = rows_picture("A title", "share", rows, (0.0, 1.0))
    assert [text.text for text in elements(svg, "title")][1:] == ["both: 0.5", "value: 0.4"]
    drawn = [one for one in elements(svg, "path") if one.get("class") == "line s0-line"]
    assert len(drawn) == 2, "the two intervals"
    marks = [one for one in elements(svg, "path") if one.get("class") == "line s2-line"]
    assert len(marks) == 2 and float(marks[0].get("d")[1:].split()[0]) > LABEL
    assert "none <&>" in [text.text for text in elements(svg, "text")] and "nan" not in svg


def test_a_picture_needs_nothing_from_elsewhere_and_follows_the_readers_scheme():
    svg = picture("A title", list(legend(["one", "two", "three", "four"])))
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "") and "url(" not in svg
    assert "prefers-color-scheme:dark" in svg
    dashes, marks = {one[2] for one in SERIES}, {one[3] for one in SERIES}
    assert len(dashes) == len(marks) == len(SERIES), "colour never stands alone"
