"""The headline's experiment: equal teams, paired seeds, the optimum over the grid, its files."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest

from twin.analysis.experiment import (
    PATHS,
    POWERS,
    SETTINGS,
    at_level,
    cells_of,
    in_cell,
    plan_of,
    settled,
)
from twin.analysis.headline import FRONTIER, OPTIMUM, Frontiers, Optimum, headline
from twin.analysis.headline_picture import frontier_svg
from twin.analysis.headline_tables import frontiers_sheet, optima_sheet
from twin.cli import main
from twin.parameters import PARAMETERS
from twin.validate.path import along_path
from twin.validate.protocol import Protocol
from twin.validate.runner import Workshop

SMALL = Protocol(quick=True, seeds=(1, 2), burn_in=0, days=1, district="classroom")
WORDS = ("--quick", "--seeds", "1:2", "--burn-in", "0", "--days", "1", "--district", "classroom")
CENTRAL, WHOLE = (0.2, 0.0, 0.0), (1.0, 1.0, 1.0)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def found(kept):
    return headline(SMALL, Workshop(kept, 1), FRONTIER)


def lines(points, seeds=(1, 2, 3)):
    """Give frontiers whose seeds differ by nothing."""
    values = {
        path: {
            level: {
                "order": (order,) * len(seeds), "vitality": (vitality,) * len(seeds),
                "satisfaction": (0.5,) * len(seeds), "welfare": (0.1,) * len(seeds),
            }
            for level, (order, vitality) in enumerate(row)
        }
        for path, row in points.items()
    }  # fmt: skip
    return Frontiers(seeds, (0.0, 1.0), values)


def optimum(welfare):
    values = {
        cell: {"welfare": row, "order": row, "vitality": tuple(-value for value in row)}
        for cell, row in welfare.items()
    }
    return Optimum(SETTINGS[0], tuple(range(len(next(iter(welfare.values()))))), values)


def test_arms_have_equal_teams_and_differ_in_who_decides():
    plan = plan_of(settled(SMALL))
    arms = [at_level(plan, path, 0.6) for path in PATHS]
    assert {arm.parameters for arm in arms} == {arms[0].parameters}
    assert [arm.levers["staffing"] for arm in arms] == [0.0, 0.5, 1.0]
    assert all((arm.levers["intensity"], arm.levers["style"]) == (0.6, 0.6) for arm in arms)
    assert {k: v for k, v in arms[2].levers.items() if k in along_path(1.0)} == along_path(1.0)


def test_the_corners_of_the_grid_are_the_ends_of_the_path():
    plan = plan_of(settled(SMALL))
    for quick in (True, False):
        cells = cells_of(quick)
        assert (cells[0], cells[-1]) == (CENTRAL, WHOLE)
    assert dict(in_cell(plan, CENTRAL).levers) == along_path(0.0)
    assert dict(in_cell(plan, WHOLE).levers) == along_path(1.0)
    half = in_cell(plan, (0.6, 0.5, 1.0)).levers
    assert {half[name] for name in POWERS} == {0.5}, "powers go with staffing"


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_each_setting_is_another_city_and_within_bounds(setting):
    plan = plan_of(settled(Protocol()))
    usual = in_cell(plan, WHOLE)
    scenario = in_cell(setting.under(plan), WHOLE)
    assert (scenario.address() == usual.address()) is (setting.name == "default")


def test_spillover_moves_both_its_parameters_apart():
    plan = plan_of(settled(Protocol()))
    by_name = {setting.name: setting.under(plan) for setting in SETTINGS}
    usual = {knob.name: knob.default for knob in PARAMETERS}
    for name in ("next_door", "relocation_cost"):
        low, high = (by_name[end].parameters[name] for end in ("spill-low", "spill-high"))
        assert min(low, high) < usual[name] < max(low, high)


def test_a_district_without_variants_has_no_settings_of_tastes():
    plan = plan_of(settled(SMALL))
    without = [setting.name for setting in SETTINGS if setting.under(plan) is None]
    assert without == ["tastes-alike", "tastes-apart"]


def test_the_optimum_is_the_cell_with_the_highest_mean_and_tells_how_sure():
    found = optimum(
        {CENTRAL: (1.0, 1.0, 1.0), WHOLE: (3.0, 3.1, 0.9), (0.2, 0.5, 0.0): (2.0, 2.0, 2.1)}
    )
    assert found.best == WHOLE
    assert found.agree == pytest.approx(2 / 3)
    assert set(found.equals) == {CENTRAL, (0.2, 0.5, 0.0)}
    sure = optimum({CENTRAL: (1.0, 1.1, 0.9), WHOLE: (2.0, 2.1, 1.9)})
    assert (sure.best, sure.agree, sure.equals) == (WHOLE, 1.0, ())
    assert sure.over(CENTRAL).difference == pytest.approx(1.0)
    assert sure.over(CENTRAL, "vitality").difference == pytest.approx(-1.0)


def test_an_effect_is_top_less_bottom_over_the_other_axes():
    welfare = {
        (a, s, d): tuple(2.0 * a + s * seed for seed in (1, 2, 3))
        for a, s, d in cells_of(quick=False)
    }
    found = optimum(welfare)
    assert found.effect("authority").difference == pytest.approx(1.6)
    assert found.effect("staffing").difference == pytest.approx(2.0)
    assert found.effect("discretion").difference == pytest.approx(0.0)


def test_a_difference_is_paired_by_seed(found):
    row = found.frontiers.values
    gaps = [
        after - before
        for before, after in zip(
            row["central"][0.6]["order"], row["whole"][0.6]["order"], strict=True
        )
    ]
    difference = found.frontiers.difference("whole", 0.6, "order")
    assert difference.difference == pytest.approx(sum(gaps) / 2) and difference.seeds == 2
    assert any(gaps), "the arms are not the same run"


def test_each_side_may_choose_its_own_level():
    points = {"central": [(0.2, 0.8), (0.8, 0.2)], "half": [(0.2, 0.8), (0.8, 0.2)],
              "whole": [(0.3, 0.7), (0.9, 0.3)]}  # fmt: skip
    found = lines(points)
    assert found.at_best("whole", "order").difference == pytest.approx(0.1)
    assert found.at_best("whole", "vitality").difference == pytest.approx(-0.1)


def test_what_was_run_is_read_back(found, kept):
    told = []
    again = headline(SMALL, Workshop(kept, 1, announce=lambda *n: told.append(n)), FRONTIER)
    assert again == found and not told


def test_tables_say_how_many_seeds_lie_outside():
    near, far = [(0.2, 0.8), (0.8, 0.2)], [(0.3, 0.9), (0.9, 0.3)]
    sheet = frontiers_sheet(lines({"central": near, "half": near, "whole": far}), "en")
    assert [row[1] for row in sheet.rows] == ["0/3", "3/3"]
    row = optima_sheet([optimum({CENTRAL: (1.0, 1.1, 0.9), WHOLE: (2.0, 2.1, 1.9)})], "zh").rows[0]
    assert row[:2] == ["默认", "1 / 1 / 1"] and row[3] == "3/3"


def test_the_picture_is_well_formed_and_follows_the_scheme():
    near, far = [(0.2, 0.8), (0.8, 0.2)], [(0.3, 0.9), (0.9, 0.3)]
    svg = frontier_svg(lines({"central": near, "half": near, "whole": far}))
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own picture
    names = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert names.count("title") == 1 + 6, "each point tells what it is"
    assert "prefers-color-scheme:dark" in svg and "nan" not in svg
    assert "全部下放 decentralised" in svg


def test_the_command_writes_pages_tables_and_picture(found, kept, tmp_path, capsys):
    words = ["headline", *WORDS, "--only", FRONTIER, "--out", str(kept), "--lang", "zh"]
    assert main([*words, "--write", str(tmp_path)]) == 0
    printed = capsys.readouterr()
    assert "秩序—活力前沿" in printed.out and printed.err == ""
    assert sorted(file.name for file in Path(tmp_path).iterdir()) == [
        "headline-frontier.csv", "headline-frontier.md", "headline-frontier.svg",
    ]  # fmt: skip
    table = pd.read_csv(tmp_path / "headline-frontier.csv", comment="#")
    assert len(table) == 3 * 4 * 2
    page = (tmp_path / "headline-frontier.md").read_text(encoding="utf-8")
    assert "twin headline --quick --only frontier --district classroom --seeds 1:2" in page
    assert "主要结论" in page and "The headline" in page


def test_json_has_the_optimum_of_every_setting(kept, capsys):
    assert main(["headline", *WORDS, "--only", OPTIMUM, "--out", str(kept), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [one["setting"] for one in data["optima"]] == [
        "default", "spill-low", "spill-high", "pooling-on", "pooling-off",
    ]  # fmt: skip
    assert set(data["optima"][0]["best"]) == {"authority", "staffing", "discretion"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--only", "frontiers"], "nearest known name 'frontier'"),
        (["--seeds", "3:1"], "--seeds"),
        (["--district", "nowhere"], "--district"),
        (["--days", "0"], "--days"),
    ],
)
def test_a_slip_is_told_in_one_line(words, told, capsys):
    assert main(["headline", *words]) == 2
    error = capsys.readouterr().err
    assert told in error and error.count("\n") == 1
