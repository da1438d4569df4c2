"""Sensitivity: the designs against a function with known indices, then small cities."""

import json
import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from twin.analysis import design as designs
from twin.analysis import sensitivity
from twin.analysis import sensitivity_tables as tables
from twin.analysis.design import MORRIS, SOBOL, analyse, block_rows, design, ranking, whole_blocks
from twin.analysis.runs import gather
from twin.analysis.sensitivity import KNOBS, OUTCOMES, Survey, explore, parameters_named
from twin.analysis.sensitivity_tables import shortlist
from twin.analysis.signs import EXPECTED, probe_signs, share_interval, sign_of
from twin.cli import main
from twin.errors import NotReady
from twin.scenario import Scenario
from twin.validate.robust import sample, taken
from twin.validate.runner import Workshop

pytest.importorskip("SALib", reason="the extra `sa` is not installed")
NAMES = ("a", "b", "c")
TWO = ("stall_waste", "walker_waste")
SMALL = Survey(MORRIS, TWO, 3, ("order", "case_hours"), 1, "classroom", 0, 1)
WORDS = ("--district", "classroom", "--days", "1", "--burn-in", "0", "--workers", "1")


def ishigami(table):
    """Give Ishigami's function of numbers from 0 to 1 (Ishigami & Homma 1990), a = 7, b = 0.1."""
    a, b, c = (-math.pi + 2.0 * math.pi * table).T
    return np.sin(a) + 7.0 * np.sin(b) ** 2 + 0.1 * c**4 * np.sin(a)


def analytic():
    """Give its first and total indices by parameter."""
    ours = 0.5 * (1.0 + 0.1 * math.pi**4 / 5.0) ** 2
    seven, both = 49.0 / 8.0, 0.01 * math.pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
    whole = ours + seven + both
    return {"a": (ours / whole, (ours + both) / whole), "b": (seven / whole, seven / whole),
            "c": (0.0, both / whole)}  # fmt: skip


def test_sobol_finds_the_indices_of_ishigamis_function():
    table = design(SOBOL, NAMES, 4096, 1)
    found = analyse(SOBOL, NAMES, table, ishigami(table))
    for name, (first, total) in analytic().items():
        assert found[name]["first"] == pytest.approx(first, abs=0.02)
        assert found[name]["total"] == pytest.approx(total, abs=0.02)


def test_morris_finds_the_effects_of_a_plane():
    table = design(MORRIS, NAMES, 4, 1)
    found = analyse(MORRIS, NAMES, table, table @ np.array([2.0, -1.0, 0.0]))
    assert [found[name]["effect"] for name in NAMES] == pytest.approx([2.0, 1.0, 0.0])
    assert [found[name]["mean"] for name in NAMES] == pytest.approx([2.0, -1.0, 0.0])
    assert found["a"]["spread"] == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("method", [MORRIS, SOBOL])
def test_a_design_is_the_same_for_the_same_seed_and_comes_in_blocks(method):
    table = design(method, NAMES, 4, 1)
    assert np.array_equal(table, design(method, NAMES, 4, 1))
    assert not np.array_equal(table, design(method, NAMES, 4, 2))
    assert table.shape == (4 * block_rows(method, 3), 3)
    assert table.min() >= 0.0 and table.max() <= 1.0


def test_a_missing_outcome_takes_its_block_and_no_other():
    table = design(MORRIS, NAMES, 4, 1)
    values = table @ np.array([2.0, -1.0, 0.0])
    values[5] = math.nan
    assert whole_blocks(MORRIS, 3, values) == 3
    found = analyse(MORRIS, NAMES, table, values)
    assert found["a"]["effect"] == pytest.approx(2.0)
    values[::4] = math.nan
    assert math.isnan(analyse(MORRIS, NAMES, table, values)["a"]["effect"])


def test_an_outcome_that_never_varies_has_no_indices():
    table = design(SOBOL, NAMES, 4, 1)
    found = analyse(SOBOL, NAMES, table, np.ones(len(table)))
    assert all(math.isnan(value) for row in found.values() for value in row.values())


def test_the_ranking_weighs_every_outcome_alike():
    found = {
        "large": {"a": {"effect": 100.0}, "b": {"effect": 60.0}},
        "small": {"a": {"effect": 0.1}, "b": {"effect": 1.0}},
    }
    assert ranking(MORRIS, found) == ["b", "a"]


def test_without_the_extra_the_message_names_it(monkeypatch, capsys):
    monkeypatch.setattr("twin.errors.find_spec", lambda name: None)
    with pytest.raises(NotReady, match=r"city-street-twin\[sa\]"):
        designs.check_salib()
    assert main(["sensitivity", "morris", *WORDS]) == 2
    error = capsys.readouterr().err
    assert "city-street-twin[sa]" in error and error.count("\n") == 1


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def screened(kept):
    return explore(SMALL, Workshop(kept, 1))


def test_runs_of_a_block_share_a_seed_and_what_a_parameter_does_is_found(screened):
    rows = screened.found["order"]
    assert set(rows) == set(TWO) and all(row["effect"] > 0.0 for row in rows.values())
    assert rows["walker_waste"]["mean"] < 0.0, "more waste, less order"
    assert len(screened.values["order"]) == 3 * 3 and len(screened.luck["order"]) == 3
    assert screened.noise("order") > 0.0


def test_a_run_of_the_table_is_the_scenario_it_says(screened, kept):
    space = dict(zip(TWO, screened.table[1], strict=True))
    knobs = {name: KNOBS[name] for name in TWO}
    point = {name: taken(knobs[name], float(u)) for name, u in space.items()}
    scenario = Scenario(district="classroom", parameters=point, days=1, burn_in=0)
    found = gather({"it": (scenario, 1)}, Workshop(kept, 1, announce=pytest.fail))
    assert found.value("it", "order") == screened.values["order"][1]


def test_what_was_run_is_read_back_and_the_rest_goes_on(screened, kept):
    again = explore(SMALL, Workshop(kept, 1, announce=pytest.fail))
    assert again.to_dict() == screened.to_dict()


def test_signs_are_paired_and_judged_by_what_is_expected(kept):
    survey = replace(SMALL, method="signs", points=3)
    found = probe_signs(survey, Workshop(kept, 1))
    assert list(found.space) == sample(3, survey.knobs, 1)
    assert set(found.differences) == set(EXPECTED)
    assert {len(column) for column in found.differences.values()} == {3}
    assert any(found.differences["order"]), "both sides are not the same run"
    assert found.usual("order") == sorted(found.central["order"])[1]


def test_a_share_counts_what_has_the_expected_sign_and_no_zero():
    space = [{"price": float(k)} for k in range(4)]
    falls = sign_of("case_hours", [-2.0, -1.0, 0.0, math.nan], space)
    assert (falls.share, falls.points, falls.median) == (pytest.approx(2 / 3), 3, -1.0)
    rises = sign_of("order", [1.0, 2.0, -1.0, 3.0], space)
    assert (rises.share, rises.points) == (0.75, 4)
    low, high = share_interval(4, 4)
    assert low < 0.75 and high == pytest.approx(1.0)
    assert sign_of("order", [math.nan], space[:1]).points == 0


def test_the_usual_parameters_are_all_that_are_uncertain():
    assert parameters_named((), "here") == tuple(KNOBS)
    assert parameters_named(["walker_waste", "stall_waste"], "here") == TWO


def test_the_shortlist_has_the_first_of_the_ranking_in_the_order_of_the_table(
    screened, monkeypatch
):
    assert shortlist(screened) == parameters_named(TWO, "here")
    monkeypatch.setattr(tables, "FEW", 1)
    assert shortlist(screened) == (screened.ranked()[0],)


def test_sobol_prints_one_object(kept, capsys):
    words = ["sensitivity", "sobol", *WORDS, "--points", "2", "--outcome", "order"]
    chosen = ["--parameters", ",".join(TWO)]
    assert main([*words, *chosen, "--out", str(kept), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert set(data["outcomes"]["order"]["parameters"]) == set(TWO)
    assert data["method"] == SOBOL and data["failed"] == []


def test_a_run_that_fails_in_the_screening_is_told(tmp_path, monkeypatch, capsys):
    """A folder stands where one of its runs is to be kept."""
    monkeypatch.setattr(sensitivity, "KNOBS", {name: KNOBS[name] for name in TWO})
    explore(SMALL, Workshop(tmp_path, 1))
    file = min(tmp_path.iterdir())
    file.unlink()
    file.mkdir()
    words = ["sensitivity", "sobol", *WORDS, "--screen", "3", "--points", "2", "--outcome", "order"]
    assert main([*words, "--out", str(tmp_path), "--json"]) == 1
    assert len(json.loads(capsys.readouterr().out)["failed"]) == 1


def test_the_command_writes_tables_that_say_where_they_came_from(kept, tmp_path, capsys):
    words = ["sensitivity", "morris", *WORDS, "--points", "3", "--parameters", ",".join(TWO)]
    assert main([*words, "--out", str(kept), "--write", str(tmp_path), "--lang", "zh"]) == 0
    assert "莫里斯筛选" in capsys.readouterr().out
    page = (tmp_path / "sensitivity-morris.md").read_text(encoding="utf-8")
    assert "twin sensitivity morris --points 3" in page and "Morris' screening" in page
    table = pd.read_csv(tmp_path / "sensitivity-morris.csv", comment="#")
    assert len(table) == len(TWO) * len(OUTCOMES)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "morris | sobol | signs"),
        (["moris"], "nearest known name 'morris'"),
        (["morris", "--parameters", "margn"], "nearest known name 'margin'"),
        (["morris", "--outcome", "ordr"], "nearest known name 'order'"),
        (["sobol", "--points", "10"], "a power of 2"),
        (["morris", "--points", "1"], "--points"),
        (["signs", "--days", "0"], "--days"),
        (["morris", "--district", "nowhere"], "--district"),
    ],
)
def test_a_slip_is_told_in_one_line(words, told, capsys):
    assert main(["sensitivity", *words]) == 2
    error = capsys.readouterr().err
    assert told in error and error.count("\n") == 1
