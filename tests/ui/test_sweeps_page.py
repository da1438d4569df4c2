"""Sweeps on the page: only what lies in the folder, and the plane of what was run."""

import pandas as pd
import pytest

from twin.errors import InputError
from twin.sweep import Experiment
from twin.ui.sweeps import shelf
from twin.ui.sweeps.asked import read_asked
from twin.ui.sweeps.facts import first_rows, lever_text, plane_facts, spot_facts, table_facts
from twin.ui.sweeps.plane import Measured, Plane, Spot, measured, rows_to_show

EXPERIMENT = Experiment.from_mapping(
    {
        "experiment": {"name": "four", "district": "classroom", "days": 1, "burn_in": 0},
        "levers": {"authority": {"grid": [0.2, 1.0]}, "intensity": {"grid": [0.4, 1.0]}},
        "outcomes": {"order": "max"},
    }
)


def spot(number, authority, intensity, place):
    """Give a policy at a place of the plane."""
    outcomes = {
        name: Measured(value, value - 0.01, value + 0.01)
        for name, value in zip(("order", "vitality"), place, strict=True)
    }
    return Spot(number, {"authority": authority, "intensity": intensity}, 3, outcomes)


@pytest.fixture
def plane():
    """Give a plane of four policies, two of them on the frontier."""
    spots = (
        spot(0, 0.2, 0.4, (0.6, 0.4)),
        spot(1, 0.2, 1.0, (0.8, 0.3)),
        spot(2, 1.0, 0.4, (0.7, 0.5)),
        spot(3, 1.0, 1.0, (0.75, 0.2)),
    )
    return Plane(EXPERIMENT, spots, 12, 0)


def put(folder, name):
    """Put what looks like a sweep into a folder."""
    (folder / name).mkdir(parents=True)
    (folder / name / "experiment.toml").write_text("schema = 1", encoding="utf-8")


def test_only_sweeps_of_the_folder_are_on_the_shelf(tmp_path):
    home = tmp_path / "shown"
    put(home, "b")
    put(home, "a")
    put(tmp_path, "outside")
    (home / "notes").mkdir()
    (home / "link").symlink_to(tmp_path / "outside")
    assert list(shelf.sweeps_in(home)) == ["a", "b"]
    assert shelf.sweeps_in(home / "a") == {"a": (home / "a").resolve()}
    assert shelf.sweeps_in(tmp_path / "nowhere") == shelf.sweeps_in(None) == {}


@pytest.mark.parametrize("name", ["../outside", "a/..", "/etc", "c"])
def test_an_address_names_a_sweep_and_never_a_path(monkeypatch, tmp_path, name):
    put(tmp_path / "shown", "a")
    put(tmp_path, "outside")
    monkeypatch.setenv(shelf.VARIABLE, str(tmp_path / "shown"))
    with pytest.raises(InputError, match="unknown sweep"):
        read_asked(f"?sweep={name}", "en")
    asked = read_asked("?point=3&lang=zh", "en")
    assert (asked.sweep, asked.point) == ("a", 3)
    assert read_asked(asked.address(), "en") == asked


def test_the_frontier_has_what_nothing_else_reaches(plane):
    assert plane.best == {1, 2}
    assert [one.number for one in rows_to_show(plane, [0])] == [2, 1, 0]
    up, right = plane.room(plane.spots[0])
    assert (up, right) == (pytest.approx(0.1), pytest.approx(0.15))
    assert plane.room(plane.spots[2]) == (0.0, 0.0)


def test_the_current_policy_is_found_or_the_nearest(plane):
    levers = EXPERIMENT.scenario.vector()
    near = {**levers, "authority": 0.3, "intensity": 0.95}
    assert plane.nearest({**levers, "authority": 0.2, "intensity": 0.4}) == (plane.spots[0], True)
    assert plane.nearest(near) == (plane.spots[1], False)
    other = {**levers, "authority": 0.2, "intensity": 0.4, "style": 0.99}
    assert plane.nearest(other) == (plane.spots[0], False), "another lever differs"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_tells_all_of_it_in_words(plane, language):
    here = plane.nearest(EXPERIMENT.scenario.vector() | {"authority": 0.2, "intensity": 0.4})
    facts = plane_facts(plane, here, language)
    assert facts["here"]["n"] == 0 and len(facts["spots"]) == 4 and len(facts["sentences"]) == 2
    card = spot_facts(plane, plane.spots[1], language)
    assert "intensity=1" in card["explore"] and card["compare"].startswith("/compare?")
    table = table_facts(plane, here, language)
    rows = first_rows(plane, here, 2, language)
    assert [row["n"] for row in rows] == [2, 1, 0] and all(row in table["all"] for row in rows)
    assert rows[2]["note"] and not table["all"][3]["note"]
    assert all(len(row["cells"]) == len(table["heads"]) for row in table["all"])


def test_a_lever_is_written_as_people_say_it():
    assert lever_text("authority", 0.25, "en") == "25%"
    assert lever_text("pitches", 1.5, "en") == "1.5 per 1,000"


def test_means_leave_out_what_has_no_value():
    assert measured(pd.Series([1.0, None, 3.0])) == Measured(2.0, None, None)
    assert measured(pd.Series([None], dtype=float)).low is None
