"""Dated changes put in force in a city: where, when, and what a hand has turned."""

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import twin
from twin.calendar import set_clock
from twin.errors import InputError
from twin.programme import Programme
from twin.scenario import Scenario
from twin.timetable import Entry, value_in_force

SMALL = {"district": "classroom", "scale": 400, "rng": 1}
LAST = 9


@pytest.fixture(scope="module")
def district():
    return twin.load_district("classroom")


def city(*entries, **given):
    return twin.CityTwin(**SMALL, schedule=list(entries), **given)


def go_to(model, day, since=1):
    """Let only the programme act, day by day, as the model does at each midnight."""
    for midnight in range(since + 1, day + 1):
        set_clock(model.world.now, 24 * (midnight - 1))
        model.programme.apply(model.world)


def in_force(model, lever):
    """Give the value of a lever in every cell."""
    world = model.world
    return world.rows("zones")[lever][world.rows("cells").zone]


@st.composite
def tables(draw):
    """Give an entry for the classroom district as a file would say it."""
    table = {"levers": draw(st.sampled_from(
        [{"patrol": 2.0}, {"patrol": 0.5}, {"whistle": 1.0}, {"patrol": 3.0, "whistle": 0.5}]
    ))}  # fmt: skip
    if draw(st.booleans()):
        table["from"] = draw(st.integers(-2, LAST))
        table["ramp"] = draw(st.integers(0, 4))
    if draw(st.booleans()):
        table["until"] = draw(st.integers(table.get("from", 0), LAST + 3))
    streets = draw(st.lists(st.sampled_from(["Street 1", "Street 3"]), max_size=1))
    x, y = draw(st.integers(0, 12)), draw(st.integers(0, 12))
    boxes = [[x, y, x + 5, y + 4]] if draw(st.booleans()) else []
    return {**table, "streets": streets, "boxes": boxes}


def covers(table, district):
    """Tell of every cell whether a table covers it: told anew, not by the programme."""
    if not (table["streets"] or table["boxes"]):
        return np.ones(district.n_cells, bool)
    here = np.zeros(district.n_cells, bool)
    for c in range(district.n_cells):
        name = district.streets[district.street[c]].name.en
        here[c] = name in table["streets"] or any(
            x0 <= district.x[c] <= x1 and y0 <= district.y[c] <= y1
            for x0, y0, x1, y1 in table["boxes"]
        )
    return here


@settings(max_examples=40)
@given(st.lists(tables(), max_size=4), st.integers(1, LAST))
def test_every_cell_has_the_value_its_own_entries_say(tables_, day):
    model = city(*tables_)
    entries = model.programme.entries
    masks = [covers(table, model.district) for table in tables_]
    go_to(model, day)
    for lever, base in (("patrol", 1.0), ("whistle", 0.0)):
        found = in_force(model, lever)
        for c in range(0, model.district.n_cells, 7):
            own = [entry for entry, mask in zip(entries, masks, strict=True) if mask[c]]
            assert found[c] == value_in_force(lever, base, own, day)


def test_a_street_is_named_by_code_or_either_name_in_any_case(district):
    street = district.streets[2]
    for name in (street.code, street.name.zh, street.name.en.upper()):
        found = in_force(city({"streets": [name], "levers": {"patrol": 3}}), "patrol")
        assert set(found[district.street == 2]) == {3.0}
        assert set(found[district.street != 2]) == {1.0}


def test_single_cells_are_named_by_column_and_row(district):
    c = district.n_cells // 2
    place = [int(district.x[c]), int(district.y[c])]
    found = in_force(city({"cells": [place], "levers": {"patrol": 3}}), "patrol")
    assert np.flatnonzero(found == 3.0).tolist() == [c]


def test_a_whole_district_stays_one_zone_a_street():
    model = city({"from": 2, "until": 3, "levers": {"patrol": 3}})
    zones = len(model.world.rows("zones"))
    go_to(model, 5)
    assert len(model.world.rows("zones")) == zones == len(model.district.streets)


def test_days_count_from_the_first_measured_one():
    model = city({"from": 0, "until": 0, "levers": {"patrol": 3}}, burn_in=3)
    assert [model.programme.day(24 * d) for d in range(5)] == [-2, -1, 0, 1, 2]
    go_to(model, 3)
    assert set(in_force(model, "patrol")) == {3.0}
    go_to(model, 4, since=3)
    assert set(in_force(model, "patrol")) == {1.0}


def test_what_is_in_force_from_the_start_is_so_before_the_first_hour():
    model = city({"levers": {"patrol": 3}}, burn_in=3)
    assert set(in_force(model, "patrol")) == {3.0}


def test_a_lever_turned_by_hand_stays_until_its_dated_value_changes():
    model = city({"from": 3, "until": 5, "levers": {"patrol": 3}})
    go_to(model, 2)
    model.set_lever("patrol", 2.0)
    go_to(model, 2)
    assert set(in_force(model, "patrol")) == {2.0}
    go_to(model, 3, since=2)
    assert set(in_force(model, "patrol")) == {3.0}
    model.set_lever("patrol", 2.0)
    model.set_lever("whistle", 1.0)
    go_to(model, 5, since=3)
    assert set(in_force(model, "patrol")) == {2.0}
    go_to(model, 6, since=5)
    assert set(in_force(model, "patrol")) == {1.0}
    assert set(in_force(model, "whistle")) == {1.0}


def test_within_a_day_nothing_is_put_in_force():
    model = city({"from": 2, "levers": {"patrol": 3}})
    set_clock(model.world.now, 25)
    model.programme.apply(model.world)
    assert set(in_force(model, "patrol")) == {1.0}


def test_pitches_and_posted_teams_follow_their_levers():
    model = city({"from": 2, "until": 2, "levers": {"pitches": 3, "staffing": 1}})
    marked = model.world.rows("cells").pitches.sum()
    go_to(model, 2)
    assert model.world.rows("cells").pitches.sum() > marked
    assert (model.world.rows("teams").street >= 0).all()
    go_to(model, 3, since=2)
    assert model.world.rows("cells").pitches.sum() == marked
    assert (model.world.rows("teams").street < 0).all()


def test_the_programme_of_a_policy_comes_before_that_of_the_scenario(root, tmp_path):
    text = (root / "scenarios" / "policies" / "whistle.toml").read_text("utf-8")
    file = tmp_path / "dated.toml"
    for day, value in ((2, 0.5), (4, 0.25)):
        text += f"\n[[schedule]]\nfrom = {day}\nlevers = {{ whistle = {value} }}\n"
    file.write_text(text, "utf-8")
    model = city({"from": 3, "until": 5, "levers": {"whistle": 0.75}}, policy=str(file))
    seen = []
    for day in range(1, 7):
        go_to(model, day, since=day - 1)
        seen.append(float(in_force(model, "whistle")[0]))
    assert seen == [1.0, 0.5, 0.75, 0.75, 0.75, 0.25]


def test_going_back_over_a_change_gives_the_same_days_again():
    model = city({"from": 2, "levers": {"patrol": 3}, "boxes": [[3, 3, 8, 8]]})
    model.run_for(22)
    kept, pickled = model.snapshot(), pickle.dumps(model)
    model.run_for(4)
    first = model.digest()
    assert {1.0, 3.0} == set(in_force(model, "patrol"))
    model.restore(kept)
    assert set(in_force(model, "patrol")) == {1.0}
    model.run_for(4)
    assert model.digest() == first
    travelled = pickle.loads(pickled)  # noqa: S301 - our own bytes
    travelled.run_for(4)
    assert travelled.digest() == first


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ({"streets": ["Steet 2"]}, r"unknown street: schedule\[1\].streets: .*'Street 2'"),
        ({"cells": [[500, 1]]}, r"no cell of the district: schedule\[1\].cells"),
        ({"boxes": [[5, 5, 1, 1]]}, r"no cell of the district: schedule\[1\].boxes"),
    ],
)
def test_a_place_the_district_has_not_is_refused(place, message):
    with pytest.raises(InputError, match=message):
        city({"levers": {"patrol": 3}, **place})


def test_what_is_put_in_force_is_told_by_day(district):
    scenario = Scenario(
        district="classroom",
        schedule=[
            {"from": 2, "levers": {"patrol": 3}, "streets": ["Street 1"]},
            {"from": 5, "levers": {"patrol": 2}},
        ],
    )
    assert isinstance(scenario.schedule[0], Entry)
    programme = Programme(scenario, district)
    [first], [second] = programme.changes(2), programme.changes(5)
    assert (first.value, first.everywhere, first.streets) == (3.0, False, (0,))
    assert (second.value, second.everywhere) == (2.0, True)
    assert len(first.cells) == 0 and programme.changes(3) == []
