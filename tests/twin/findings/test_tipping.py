"""Tipping: a small city taken up and down a lever, and tables whose numbers are known."""

import math
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from twin.errors import InputError
from twin.findings.hysteresis import loop_picture, loops, tipping_summary
from twin.findings.tipping import (
    HALVINGS,
    Climb,
    Stairs,
    Walker,
    bimodality,
    climb_and_return,
    tipping_levels,
    walk,
)
from twin.run import run_scenario
from twin.scenario import Scenario
from twin.validate.runner import Workshop

TOWN = Scenario(district="classroom", burn_in=1, days=1)
STAIRS = Stairs(TOWN, "intensity", (0.0, 0.5, 1.0), settle=1, measured=2, seeds=(1,))
FEW = "vendors_trading<2"


def quiet(done, total):
    """Tell nobody."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def announced():
    return []


@pytest.fixture(scope="module")
def climbed(kept, announced):
    return climb_and_return(
        STAIRS, Workshop(kept, 1, announce=lambda *runs: announced.append(runs))
    )


def test_what_is_to_be_made_is_announced_before_it_is_and_only_then(climbed, announced, kept):
    assert announced == [(1, Climb(STAIRS, 1, kept).days)]
    climb_and_return(STAIRS, Workshop(kept, 1, announce=pytest.fail))


def test_the_lever_is_turned_up_and_down_again(climbed):
    ways = list(zip(climbed["way"], climbed["level"], strict=True))
    assert ways == [("up", 0.0), ("up", 0.5), ("up", 1.0), ("down", 0.5), ("down", 0.0)]


def test_the_first_level_is_a_run_at_that_level(climbed):
    alone = replace(TOWN, levers={"intensity": 0.0}, burn_in=2, days=2)
    means = run_scenario(alone, 1).means()
    for name in ("order", "vitality", "vendors_trading", "satisfaction"):
        assert climbed[name][0] == pytest.approx(means[name], abs=1e-12)


def test_the_way_down_goes_on_from_the_way_up(climbed):
    """The last level is the first one again, in a city with another past."""
    assert climbed["vendors_trading"].iloc[-1] != climbed["vendors_trading"].iloc[0]


def test_a_climb_is_made_once(climbed, tmp_path):
    climb = Climb(STAIRS, 1, tmp_path)
    told = []
    walk(climb, lambda *n: told.append(n))
    assert told[-1] == (climb.days, climb.days) and climb.file.is_file()
    again = climb_and_return(STAIRS, Workshop(tmp_path, 1))
    pd.testing.assert_frame_equal(again, climbed)


def test_the_tipping_level_parts_what_fails_from_what_does_not(tmp_path):
    climb = Climb(STAIRS, 1, tmp_path, FEW)
    rows = walk(climb, quiet)
    up = rows[0]
    assert (up["way"], up["fails_at_start"], up["fails_at_end"]) == ("up", False, True)
    walker = Walker(climb, quiet)
    model = walker.city(0.0)
    start, half = model.snapshot(), 0.5**HALVINGS / 2.0
    below, above = [], []
    for level, found in ((up["level"] - half, below), (up["level"] + half, above)):
        model.restore(start)
        found.append(walker.stay(model, level)["vendors_trading"])
    assert below[0] >= 2.0 > above[0], "the two ends of the bracket"
    found = tipping_levels(STAIRS, "vendors_trading < 2.0", Workshop(tmp_path, 1))
    assert found["level"][0] == up["level"], "however it is typed, it is kept"


def test_where_nothing_tips_there_is_no_level(tmp_path):
    rows = walk(Climb(STAIRS, 1, tmp_path, "order<0"), quiet)
    assert [row["level"] for row in rows] == [None, None]
    found = tipping_levels(STAIRS, "order<0", Workshop(tmp_path, 1))
    assert found["level"].isna().all()
    summary = tipping_summary(found)
    assert summary["tipped"].to_list() == [0, 0, 0]
    assert summary[["median", "low", "high"]].isna().all(axis=None)
    assert (summary.dtypes[["median", "low", "high"]] == "float64").all()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"levels": (0.5, 0.5)}, "levels do not rise"),
        ({"levels": (0.5,)}, "levels do not rise"),
        ({"levels": (0.0, 7.0)}, "value out of range"),
        ({"lever": "intensty"}, "nearest known name 'intensity'"),
        ({"measured": 0}, "measured 1 or more"),
        ({"scenario": replace(TOWN, schedule=[{"from": 1, "levers": {"whistle": 1.0}}])}, "dated"),
    ],
)
def test_stairs_that_cannot_be_climbed_are_refused(change, said):
    with pytest.raises(InputError, match=said):
        replace(STAIRS, **change)


def by_hand():
    """Three seeds; at 0.5 the way down lies 0.2 below the way up, at 0 there is no difference."""
    height = {("up", 0.0): 0.9, ("up", 0.5): 0.7, ("up", 1.0): 0.2,
              ("down", 0.5): 0.5, ("down", 0.0): 0.9}  # fmt: skip
    return pd.DataFrame(
        [
            {"seed": seed, "way": way, "level": level,
             "order": value + 0.01 * seed + (0.001 * seed if (way, level) == ("up", 0.0) else 0.0)}
            for seed in (-1, 0, 1)
            for (way, level), value in height.items()
        ]
    )  # fmt: skip


def test_the_gap_of_a_loop_is_paired_by_seed():
    found = loops(by_hand(), ["order"]).set_index("level")
    assert list(found.index) == [0.0, 0.5]
    assert found.loc[0.5, ["up", "down", "gap"]].to_list() == pytest.approx([0.7, 0.5, 0.2])
    assert found.loc[0.5, "low"] == pytest.approx(0.2), "luck is shared, so the gap is sure"
    assert found.loc[0.0, "low"] < 0.0 < found.loc[0.0, "high"]


def test_the_summary_gives_where_half_have_tipped():
    rows = [
        {"seed": seed, "way": way, "level": level + 0.01 * seed}
        for seed in range(-2, 3)
        for way, level in (("up", 0.6), ("down", 0.4))
    ]
    rows[0]["level"] = math.nan
    found = tipping_summary(pd.DataFrame(rows)).set_index("way")
    assert found.loc["down", "median"] == pytest.approx(0.4)
    assert found.loc["up", "tipped"] == 4 and found.loc["up", "median"] == pytest.approx(0.605)
    assert found.loc["gap", "median"] == pytest.approx(0.2)
    assert found.loc["down", "low"] == pytest.approx(0.38) and math.isnan(found.loc["up", "low"])


def test_two_kinds_of_city_are_seen():
    normal = np.array([-1.5, -0.9, -0.5, -0.2, 0.0, 0.2, 0.5, 0.9, 1.5])
    assert bimodality(normal) < 5.0 / 9.0 < bimodality(np.array([0.0, 0.1, 0.0, 1.0, 0.9, 1.0]))
    assert math.isnan(bimodality(np.ones(5))) and math.isnan(bimodality(normal[:3]))


@pytest.mark.parametrize("words", ["zh", "en"])
def test_the_picture_is_whole(words):
    svg = loop_picture(by_hand(), "intensity", "order", words)
    ElementTree.fromstring(svg)  # noqa: S314 - our own picture
    assert "nan" not in svg and {"zh": "调高", "en": "up"}[words] in svg
