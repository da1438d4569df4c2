"""A run: what is given wins over the story, burn-in is not measured, equal input, equal bytes."""

import shlex

import numpy as np
import pytest

import twin
from twin.commands.catalogue import RUN
from twin.commands.options import parse
from twin.commands.request import scenario_of, seed_of
from twin.errors import InputError
from twin.indicators import INDICATOR_NAMES
from twin.run import run_scenario
from twin.scenario import Scenario, from_dict

SMALL = {"district": "classroom", "days": 2, "burn_in": 1}


@pytest.fixture(scope="module")
def first():
    return twin.run("whistle", **SMALL, seed=3, levers={"authority": 0.6})


def test_a_run_has_a_row_for_each_measured_day_and_a_column_for_each_indicator(first):
    assert first.values.shape == (2, len(INDICATOR_NAMES))
    assert first.values.dtype == np.float64
    assert first.names == INDICATOR_NAMES
    assert 0.0 < first.means()["order"] < 1.0


def test_equal_input_gives_equal_bytes(first):
    again = twin.run("whistle", **SMALL, seed=3, levers={"authority": 0.6})
    assert again.digest == first.digest
    assert again.values.tobytes() == first.values.tobytes()
    assert again.summary() == first.summary()


@pytest.mark.parametrize(
    "change", [{"seed": 4}, {"levers": {"authority": 0.7}}, {"parameters": {"price": 20.0}}]
)
def test_a_change_of_input_changes_the_digest(first, change):
    given = {"seed": 3, "levers": {"authority": 0.6}} | change
    assert twin.run("whistle", **SMALL, **given).digest != first.digest


def test_the_record_says_what_was_in_force(first):
    assert first.origin.policy == "whistle" and first.origin.district == "classroom"
    assert (first.origin.levers["whistle"], first.origin.levers["authority"]) == (1.0, 0.6)
    assert first.origin.scenario["scale"] == twin.load_district("classroom").scale
    assert first.origin.version == twin.__version__


def test_the_replay_command_makes_the_same_run(first):
    words = shlex.split(first.origin.replay)
    given = parse(RUN, words[2:])
    assert words[:2] == ["twin", "run"]
    again = run_scenario(scenario_of(given), seed_of(given.last("--seed")))
    assert again.digest == first.digest


def test_the_scenario_of_the_record_makes_the_same_run(first):
    assert run_scenario(from_dict(first.origin.scenario), 3).digest == first.digest


def test_burn_in_days_are_run_but_not_measured():
    """The third day is the same whether two, one or no days before it are called burn-in."""
    late = twin.run(district="classroom", days=1, burn_in=2)
    early = twin.run(district="classroom", days=3, burn_in=0)
    assert late.values[0].tobytes() == early.values[2].tobytes()
    assert late.digest == early.digest


def test_without_burn_in_given_the_district_decides():
    days = []
    twin.run(district="classroom", days=1, progress=lambda done, total: days.append((done, total)))
    burn_in = twin.load_district("classroom").burn_in
    assert days == [(n, burn_in + 1) for n in range(1, burn_in + 2)]


def test_fewer_residents_to_an_agent_make_more_agents_and_another_run(first):
    finer = twin.run("whistle", **SMALL, seed=3, levers={"authority": 0.6}, scale=5)
    assert finer.origin.scenario["scale"] == 5.0
    assert finer.digest != first.digest


def test_a_story_file_is_run_and_what_is_given_wins(tmp_path):
    text = 'district = "classroom"\ndays = 1\nburn_in = 0\npolicy = "whistle"\n'
    for table in ("title", "about", "notice", "try"):
        text += f'[{table}]\nzh = "试"\nen = "Trial"\n'
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    told = twin.run(str(file), levers={"whistle": 0.5})
    assert (told.days, told.origin.policy, told.origin.levers["whistle"]) == (1, "whistle", 0.5)


@pytest.fixture(scope="module")
def eventful():
    """Give a run in which a storm strikes and a lever is turned in one street for a day."""
    schedule = [{"from": 1, "until": 1, "streets": ["Street 2"], "levers": {"patrol": 3}}]
    return twin.run(
        **SMALL, scale=100, seed=3, schedule=schedule, shocks=[{"name": "typhoon", "day": 1}]
    )


def test_a_replay_with_shocks_and_dated_levers_is_equal_to_the_byte(eventful):
    words = shlex.split(eventful.origin.replay)
    given = parse(RUN, words[2:])
    scenario = scenario_of(given)
    assert scenario == from_dict(eventful.origin.scenario)
    again = run_scenario(scenario, seed_of(given.last("--seed")))
    assert again.digest == eventful.digest and again.summary() == eventful.summary()
    assert again.events == eventful.events


def test_a_dated_lever_changes_the_run(eventful):
    plain = run_scenario(from_dict(eventful.origin.scenario | {"schedule": []}), 3)
    assert plain.digest != eventful.digest


def test_the_city_meets_the_storm_hour_by_hour():
    shocks = [{"name": "typhoon", "day": 1, "hour": 2}]
    model = twin.CityTwin("classroom", scale=400, burn_in=0, shocks=shocks)
    met = []
    for _ in range(4):
        model.step()
        row = model.world.rows("weather")[0]
        met.append((row.wind, row.alert, row.outing))
    assert [wind for wind, _, _ in met] == [0.6, 0.8, 1.0, 0.9]
    assert all(alert == 1.0 and outing < 0.2 for _, alert, outing in met)


def test_events_tell_of_shocks_and_dated_levers_in_both_languages(eventful):
    told = [(event.tick, event.kind, event.detail) for event in eventful.events]
    # the burn-in is one day: landfall at 7 h of day 1 is hour 31, its warning 14 hours before
    assert [(tick, kind) for tick, kind, _ in told] == [
        (17, "shock"), (24, "lever"), (31, "shock"), (43, "shock"), (48, "lever"),
    ]  # fmt: skip
    assert told[2][2] == "Typhoon: landfall · 台风：登陆"
    assert told[1][2].startswith("days 1 to 1, in Street 2: patrol = 3 · 第 1 天至第 1 天")


def test_a_shipped_story_runs_and_what_is_given_is_added():
    short = {"district": "classroom", "days": 1, "burn_in": 0, "scale": 400}
    told = twin.run("sanitation-strike", **short, shocks=[{"name": "festival", "day": 1}])
    assert [shock["name"] for shock in told.origin.scenario["shocks"]] == [
        "sanitation-strike", "festival",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"days": 0}, "value out of range: days: got 0"),
        ({"district": "nowhere"}, "unknown district: district: got 'nowhere'"),
        ({"levers": {"whistel": 1}}, "nearest known name 'whistle'"),
        ({"shocks": [{"name": "tyfoon", "day": 1}]}, "nearest known name 'typhoon'"),
        (
            {"schedule": [{"streets": ["Donghuamem"], "levers": {"whistle": 1}}]},
            "unknown street: .* nearest known name 'Donghuamen'",
        ),
    ],
)
def test_bad_input_is_refused_before_anything_runs(given, message):
    with pytest.raises(InputError, match=message):
        twin.run(**given, progress=lambda *_: pytest.fail("it ran"))


def test_a_scenario_runs_alike_by_either_door():
    by_name = twin.run("campaign", district="classroom", days=1, burn_in=0, seed=5)
    scenario = Scenario(policy="campaign", district="classroom", days=1, burn_in=0)
    assert run_scenario(scenario, 5).summary() == by_name.summary()
