"""An experiment is read from a file or a mapping, refused in one line, and gives its points."""

import json
import sys
import tomllib
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import twin
from twin.errors import InputError
from twin.scenario import Scenario
from twin.sweep import Experiment
from twin.sweep.designs import count
from twin.sweep.spec import RunSpec, plan_of
from twin.writing import toml_text

FILE = """
[experiment]
name = "decentralisation"
story = "baseline"
days = 90
[levers]
authority = { grid = [0.2, 0.6, 1.0] }
whistle = 1
[uncertainties]
next_door = { range = [0.1, 0.5] }
[design]
method = "grid"
[replications]
min = 5
max = 20
stop = { metric = "order", half_width = 0.005, paired = true }
[outcomes]
order = "max"
vitality = "max"
"""


def written(tmp_path, text):
    file = tmp_path / "exp.toml"
    file.write_text(text, encoding="utf-8")
    return file


def varied(**tables):
    base = {
        "experiment": {"name": "small", "district": "classroom", "days": 1, "burn_in": 0},
        "levers": {"authority": {"grid": [0.2, 1.0]}, "staffing": {"range": [0.0, 1.0]}},
        "uncertainties": {"next_door": {"range": [0.0, 0.5]}},
    }
    return Experiment.from_mapping(base | tables)


def test_the_file_of_the_design_is_read(tmp_path):
    found = Experiment.load(written(tmp_path, FILE))
    assert found.name == "decentralisation" and found.scenario.days == 90
    assert found.scenario.levers == {"whistle": 1.0}
    assert [axis.name for axis in found.levers] == ["authority"]
    assert [axis.name for axis in found.uncertainties] == ["next_door"]
    assert found.outcomes == {"order": "max", "vitality": "max"}
    stop = found.replications.stop
    assert (stop.metric, stop.half_width, stop.paired) == ("order", 0.005, True)
    assert (found.replications.low, found.replications.high) == (5, 20)


def test_the_three_doors_give_the_same_object(tmp_path):
    found = Experiment.load(written(tmp_path, FILE))
    assert Experiment.from_mapping(tomllib.loads(FILE)) == found
    again = tomllib.loads(toml_text(found.to_mapping()))
    assert again == json.loads(json.dumps(found.to_mapping()))
    assert Experiment.from_mapping(again) == found


def test_a_story_with_shocks_and_dates_survives_being_written():
    found = varied(experiment={"name": "s", "story": "double-typhoon", "burn_in": 1})
    assert found.scenario.shocks
    assert Experiment.from_mapping(tomllib.loads(toml_text(found.to_mapping()))) == found


def test_the_shipped_experiment_can_be_run():
    found = twin.Experiment.load("decentralisation")
    assert len(found.points()) == 36 and found.outcomes


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("days = 90", "dayz = 90", "unknown key: exp.toml, key experiment.dayz.*nearest.*'days'"),
        ("[design]", "[desing]", "unknown key: exp.toml, key desing.*nearest.*'design'"),
        ("authority =", "authorty =", "unknown lever: exp.toml, key levers.authorty.*'authority'"),
        ("next_door =", "next_dor =", "unknown parameter.*uncertainties.next_dor.*'next_door'"),
        ("grid = [0.2", "gird = [0.2", "unknown key.*levers.authority.gird.*'grid'"),
        ("[0.2, 0.6, 1.0]", "[0.2, 9.0]", "out of range.*levers.authority.grid: got 9.0"),
        ("[0.2, 0.6, 1.0]", "[0.2, 0.2]", "value given twice.*levers.authority.grid"),
        ("[0.2, 0.6, 1.0]", "0.2", "not a list of numbers.*levers.authority.grid"),
        ("[0.1, 0.5]", "[0.5, 0.1]", "not a range.*uncertainties.next_door.range"),
        ('method = "grid"', 'method = "grit"', "unknown method.*design.method.*'grid'"),
        ('method = "grid"', 'method = "sobol"\npoints = 12', "design.points.*power of two"),
        ("min = 5", "min = 50", "value out of range.*replications.max: got 20"),
        ('metric = "order"', 'metric = "ordre"', "unknown indicator.*stop.metric.*'order'"),
        ("half_width = 0.005, ", "", "not a number.*replications.stop.half_width"),
        ('order = "max"', 'order = "most"', "unknown choice.*outcomes.order"),
        ('order = "max"', 'oder = "max"', "unknown indicator.*outcomes.oder.*'order'"),
        ('name = "decentralisation"', 'name = "../x"', "not a name.*experiment.name"),
        ('story = "baseline"', 'story = "basline"', "unknown story.*experiment.story.*'baseline'"),
        ("days = 90", "days = 0", "value out of range: exp.toml, key experiment.days"),
        ("authority =", "next_door =", "unknown lever"),
    ],
)
def test_a_mistake_is_one_line_with_file_key_and_nearest(tmp_path, old, new, message):
    with pytest.raises(InputError, match=message) as found:
        Experiment.load(written(tmp_path, FILE.replace(old, new, 1)))
    assert "\n" not in str(found.value)


def test_a_grid_turns_its_last_axis_fastest_and_spreads_ranges():
    points = varied(design={"method": "grid", "points": 2}).points()
    rows = [tuple(point.values.values()) for point in points]
    assert rows == sorted(rows) and len(rows) == 8
    assert rows[:2] == [(0.2, 0.0, 0.0), (0.2, 0.0, 0.5)]
    assert [point.number for point in points] == list(range(8))


def test_a_latin_sample_meets_every_stratum_once():
    design = {"method": "latin", "points": 10, "seed": 3}
    shares = sorted(p.values["staffing"] for p in varied(design=design).points())
    assert [int(share * 10) for share in shares] == list(range(10))


@pytest.mark.parametrize("method", ["latin", "sobol"])
def test_a_sample_is_the_same_for_its_seed_and_inside_its_bounds(method):
    first, again, other = (
        [p.values for p in varied(design={"method": method, "points": 8, "seed": s}).points()]
        for s in (1, 1, 2)
    )
    assert first == again != other
    assert all(0.0 <= p["next_door"] <= 0.5 and p["authority"] in (0.2, 1.0) for p in first)


def test_sobol_points_are_even():
    points = varied(design={"method": "sobol", "points": 64}).points()
    halves = [point.values["staffing"] < 0.5 for point in points]
    assert sum(halves) == 32


def test_a_crossed_design_gives_every_policy_the_same_states_of_the_world():
    points = varied(design={"method": "sobol", "points": 4, "crossed": True}).points()
    states = {
        level: [p.uncertainties["next_door"] for p in points if p.levers["authority"] == level]
        for level in (0.2, 1.0)
    }
    assert states[0.2] == states[1.0] and len(states[0.2]) == 4


def test_one_at_a_time_begins_at_the_scenario_and_turns_one_axis():
    found = varied(design={"method": "one-at-a-time"})
    first, *others = [point.values for point in found.points()]
    assert first == found.usual()
    assert all(sum(p[name] != first[name] for name in p) == 1 for p in others)


def test_a_table_of_points_comes_from_rows_or_from_a_file(tmp_path):
    rows = [{"authority": 0.2, "next_door": 0.1}, {"authority": 0.7, "next_door": 0.3}]
    head = {"experiment": {"name": "t", "district": "classroom"}}
    inline = Experiment.from_mapping(head | {"design": {"method": "table", "rows": rows}})
    assert [point.values for point in inline.points()] == rows
    assert [axis.name for axis in inline.uncertainties] == ["next_door"]
    (tmp_path / "points.csv").write_text("authority,next_door\n0.2,0.1\n0.7,0.3\n")
    tables = head | {"design": {"method": "table", "file": "points.csv"}}
    assert Experiment.load(written(tmp_path, toml_text(tables))) == inline
    assert Experiment.from_mapping(inline.to_mapping()) == inline


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("authority\n", "empty file"),
        ("authority,x\n1\n", "uneven row"),
        ("authorty\n0.2\n", "unknown lever"),
        ("authority\n7\n", "value out of range"),
        ("authority\nmany\n", "not a number"),
    ],
)
def test_a_broken_table_is_refused(tmp_path, text, message):
    (tmp_path / "points.csv").write_text(text)
    tables = {"experiment": {"name": "t"}, "design": {"method": "table", "file": "points.csv"}}
    with pytest.raises(InputError, match=message):
        Experiment.load(written(tmp_path, toml_text(tables)))


def test_a_table_has_no_axes_besides_its_columns():
    design = {"method": "table", "rows": [{"authority": 0.2}]}
    with pytest.raises(InputError, match=r"two answers.*levers.authority"):
        varied(design=design)


def test_too_many_points_are_refused_before_they_are_made():
    levers = {name: {"range": [0.0, 1.0]} for name in ("authority", "staffing", "discretion")}
    with pytest.raises(InputError, match=r"out of range.*design.*1000000 points"):
        varied(levers=levers, design={"method": "grid", "points": 1000})
    with pytest.raises(InputError, match=r"out of range.*design: got 3000001,.*1000000 points"):
        varied(
            levers=levers,
            uncertainties={},
            design={"method": "one-at-a-time", "points": 1_000_000},
        )


@pytest.mark.parametrize("method", ["grid", "latin", "one-at-a-time"])
def test_more_runs_than_can_be_planned_are_refused_whatever_the_design(method):
    levers = {name: {"range": [0.0, 1.0]} for name in ("authority", "staffing", "discretion")}
    tables = {
        "levers": levers,
        "uncertainties": {},
        "design": {"method": method, "points": {"grid": 11, "latin": 1001}.get(method, 400)},
    }
    fits = varied(**tables, replications={"min": 7_000})
    assert len(fits.points()) * fits.replications.high <= 10_000_000
    with pytest.raises(InputError, match=r"out of range.*replications: got .* 10000000 runs") as no:
        varied(**tables, replications={"min": 10_000})
    assert "个种子" in no.value.sentence("zh")


@pytest.mark.parametrize(
    "design",
    [
        {"method": "grid"},
        {"method": "grid", "points": 4},
        {"method": "latin", "points": 5},
        {"method": "latin", "points": 5, "crossed": True},
        {"method": "sobol", "points": 8, "crossed": True},
        {"method": "one-at-a-time", "points": 4},
        {"method": "one-at-a-time"},
    ],
)
@pytest.mark.parametrize("ranges", [True, False])
def test_points_are_counted_before_they_are_made(design, ranges):
    tables = {} if ranges else {"levers": {"authority": {"grid": [0.2, 1.0]}}, "uncertainties": {}}
    found = varied(**tables, design=design)
    counted, made = count(found.axes, found.design), len(found.points())
    if design["method"] == "one-at-a-time":  # values of the scenario itself are not run twice
        assert made <= counted <= made + len(found.axes)
    else:
        assert counted == made


def keys_of(experiment, function="x:y"):
    return {key for row in plan_of(experiment, function).keys for key in row}


def test_the_key_of_a_plan_is_that_of_its_run():
    plan = plan_of(varied(design={"method": "latin", "points": 3}, replications={"min": 2}))
    for point, row in enumerate(plan.keys):
        assert row == [plan.spec(point, place).key for place in range(2)]
    assert all(a != b for a, b in pairwise(key for row in plan.keys for key in row))


def test_all_points_take_the_same_seeds():
    plan = plan_of(varied(replications={"min": 3, "first_seed": 11}))
    assert list(plan.seeds) == [11, 12, 13]
    assert {plan.spec(point, 1).seed for point in range(len(plan.points))} == {12}


@given(st.sampled_from(["district", "days", "burn_in", "scale", "parameters", "levers"]))
def test_what_decides_the_numbers_changes_the_key(field):
    base = RunSpec(Scenario("classroom", days=2, burn_in=1, scale=5.0), 1)
    changes = {
        "district": "validation", "days": 3, "burn_in": 0, "scale": 6.0,
        "parameters": {"next_door": 0.9}, "levers": {"authority": 0.9},
    }  # fmt: skip
    changed = replace(base, scenario=replace(base.scenario, **{field: changes[field]}))
    assert changed.key != base.key
    assert replace(base, seed=2).key != base.key != replace(base, function="a:b").key


def test_another_version_of_the_rules_changes_the_key(monkeypatch):
    spec = RunSpec(Scenario("classroom"), 1)
    before = spec.key
    monkeypatch.setattr(sys.modules["twin.sweep.spec"], "revision", lambda: "0" * 16)
    assert spec.key != before


def test_names_outcomes_and_how_a_value_is_chosen_leave_the_keys_as_they_are():
    base = varied(design={"method": "one-at-a-time"})
    assert keys_of(replace(base, name="other", outcomes={"order": "min"})) == keys_of(base)
    more = replace(base, replications=replace(base.replications, high=9))
    assert keys_of(base) < keys_of(more)
    said = varied(experiment={"name": "small", "story": "baseline", "district": "classroom",
                              "days": 1, "burn_in": 0})  # fmt: skip
    assert keys_of(said) == keys_of(varied())
