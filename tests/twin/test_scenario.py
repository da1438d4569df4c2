"""Scenarios: validated once, frozen, addressed by their content."""

import json
import pickle
import shutil
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest

from twin.district import load_district
from twin.errors import InputError
from twin.parameters import PARAMETERS
from twin.programme import Programme
from twin.scenario import Scenario, find_scenario, from_dict, load_story, story_names
from twin.shocks import Placed

STORIES = ("campaign-rebound", "double-typhoon", "double-typhoon-ready", "festival-night",
           "newcomers", "sanitation-strike", "stalls-2020", "whistle-dongcheng")  # fmt: skip
BROKEN = Path(__file__).parent / "broken"
STORY = """
days = 5
policy = "whistle"
[levers]
authority = 0.6
[title]
zh = "试"
en = "Trial"
[about]
zh = "一个例子。"
en = "An example."
[notice]
zh = "看时间。"
en = "Watch the times."
[try]
zh = "再放一点。"
en = "Hand down more."
"""


def promised_words(file):
    first = file.read_text(encoding="utf-8").splitlines()[0]
    return [word.strip() for word in first.removeprefix("# words:").split("|")]


@pytest.fixture
def story_file(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(STORY, encoding="utf-8")
    return file


def test_a_scenario_is_frozen():
    scenario = Scenario(levers={"whistle": 1})
    with pytest.raises(FrozenInstanceError):
        scenario.days = 3
    with pytest.raises(TypeError):
        scenario.levers["whistle"] = 0


def test_equal_scenarios_are_one_key_also_after_a_journey():
    scenario = Scenario(levers={"whistle": 1, "authority": 0.5})
    travelled = pickle.loads(pickle.dumps(scenario))  # noqa: S301 - our own bytes
    assert len({scenario, travelled, Scenario(levers={"authority": 0.5, "whistle": 1.0})}) == 1


def test_plain_data_make_an_equal_scenario_also_through_json():
    scenario = Scenario(policy="whistle", levers={"authority": 0.5}, days=3, scale=20)
    assert from_dict(json.loads(json.dumps(scenario.to_dict()))) == scenario


def test_dated_changes_and_shocks_travel_too():
    schedule = [{"from": 3, "ramp": 2, "streets": ["Street 1"], "levers": {"whistle": 1}}]
    shocks = [{"name": "typhoon", "day": 4}, {"name": "festival", "day": 4, "strength": 0.5}]
    scenario = Scenario(schedule=schedule, shocks=shocks)
    assert scenario.shocks[0] == Placed("typhoon", 4, 7)
    assert from_dict(json.loads(json.dumps(scenario.to_dict()))) == scenario
    travelled = pickle.loads(pickle.dumps(scenario))  # noqa: S301 - our own bytes
    assert len({scenario, travelled, replace(scenario, schedule=scenario.schedule)}) == 1


def test_overrides_win_over_the_policy():
    vector = Scenario(policy="street-teams", levers={"authority": 0.3}).vector()
    assert (vector["authority"], vector["staffing"], vector["whistle"]) == (0.3, 0.7, 0.0)


def test_the_address_is_that_of_the_content_and_not_of_the_words():
    plain = Scenario(policy="baseline", levers={"whistle": 1.0})
    assert plain.address() == Scenario(policy="whistle").address()
    assert plain.address() == Scenario(levers={"whistle": 1, "authority": 0.2}).address()
    assert len(plain.address()) == 32


@pytest.mark.parametrize(
    "change",
    [{"district": "classroom"}, {"policy": "campaign"}, {"levers": {"style": 0.31}}, {"days": 91},
     {"burn_in": 0}, {"scale": 7.0}, {"schedule": [{"levers": {"whistle": 1}}]},
     {"shocks": [{"name": "typhoon", "day": 4}]}],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_each_field_that_changes_numbers_changes_the_address(change):
    assert replace(Scenario(), **change).address() != Scenario().address()


def test_a_shock_is_addressed_by_what_its_file_says(root, tmp_path):
    shipped = root / "scenarios" / "shocks" / "typhoon.toml"
    mine, moved = tmp_path / "mine.toml", tmp_path / "moved.toml"
    for file in (mine, moved):
        shutil.copy(shipped, file)

    def address(name):
        return Scenario(shocks=[{"name": str(name), "day": 4}]).address()

    assert address(mine) == address(moved) == address("typhoon")
    moved.write_text(mine.read_text("utf-8").replace("total = 8.0", "total = 6.0"), "utf-8")
    assert address(moved) != address("typhoon")


def test_a_dated_change_is_the_same_content_in_a_policy_or_beside_it(root, tmp_path):
    text = (root / "scenarios" / "policies" / "baseline.toml").read_text("utf-8")
    file = tmp_path / "dated.toml"
    file.write_text(f"{text}\n[[schedule]]\nfrom = 3\nlevers = {{ whistle = 1 }}\n", "utf-8")
    beside = Scenario(schedule=[{"from": 3, "levers": {"whistle": 1}}])
    assert Scenario(policy=str(file)).timetable() == beside.timetable()
    assert Scenario(policy=str(file)).address() == beside.address()


def test_a_districts_folder_is_addressed_by_what_it_holds(root, tmp_path):
    shipped = root / "scenarios" / "districts" / "classroom"
    first, moved = (shutil.copytree(shipped, tmp_path / name) for name in ("first", "moved"))
    address = Scenario(district=str(first)).address()
    assert address == Scenario(district=str(moved)).address()
    with (moved / "meta.toml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert address != Scenario(district=str(moved)).address()


def test_a_parameter_at_its_default_is_the_same_content():
    knob = PARAMETERS[0]
    same = Scenario(parameters={knob.name: knob.default})
    other = Scenario(parameters={knob.name: knob.high})
    assert same.address() == Scenario().address() != other.address()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"days": 0}, "value out of range: days: got 0, allowed 1 to 3653 days"),
        ({"days": 3654}, "value out of range: days: got 3654"),
        ({"days": True}, "not a whole number: days"),
        ({"burn_in": -1}, "value out of range: burn_in: got -1, allowed 0 to 3653 days"),
        ({"scale": 0.5}, "value out of range: scale: got 0.5"),
        ({"scale": "10"}, "not a number: scale"),
        ({"district": "dongchen"}, "unknown district: district: got 'dongchen'"),
        ({"district": ""}, "unknown district"),
        ({"policy": "wistle"}, "unknown policy: policy: got 'wistle'"),
        ({"levers": {"whistel": 1}}, "unknown lever: levers: got 'whistel'"),
        ({"schedule": {"from": 3}}, "not a list of tables: schedule"),
        ({"shocks": "typhoon"}, "not a list of tables: shocks"),
        ({"shocks": [{"name": "tyfoon", "day": 3}]}, "unknown shock: shocks[1].name"),
        ({"levers": {"whistle": 2}}, "value out of range: levers.whistle: got 2"),
        ({"parameters": {"nothing": 2}}, "unknown parameter: parameters: got 'nothing'"),
    ],
)
def test_what_cannot_be_used_is_refused(values, message):
    with pytest.raises(InputError) as refused:
        Scenario(**values)
    assert str(refused.value).startswith(message)


def test_the_horizon_has_both_ends():
    assert (Scenario(days=1).days, Scenario(days=3653).days) == (1, 3653)


def test_an_unknown_key_is_refused_with_the_nearest():
    with pytest.raises(InputError, match=r"unknown key.*nearest known name 'burn_in'"):
        from_dict({"burn-inn": 3})


def test_a_story_is_a_scenario_with_words(story_file):
    story = load_story(story_file)
    assert (story.name, story.scenario.policy, story.scenario.days) == ("mine", "whistle", 5)
    assert story.scenario.levers == {"authority": 0.6}
    assert (story.title.en, story.try_.zh) == ("Trial", "再放一点。")
    assert find_scenario(str(story_file)) == story.scenario


def test_eight_stories_are_shipped():
    assert story_names() == STORIES


@pytest.mark.parametrize("name", STORIES)
def test_a_shipped_story_is_whole_and_can_begin(name):
    story = load_story(name)
    assert story.sources and all(story.sources)
    for words in (story.title, story.about, story.notice, story.try_):
        assert any("\u4e00" <= letter <= "\u9fff" for letter in words.zh)
        assert words.en.isascii() and len(words.en) < 400
    scenario = story.scenario
    assert scenario.shocks or scenario.schedule
    assert all(placed.day < scenario.days for placed in scenario.shocks)
    programme = Programme(scenario, load_district(scenario.district))
    days = [entry.first for entry in programme.entries]
    assert all(programme.changes(day) for day in days) and all(d < scenario.days for d in days)


def test_a_policy_is_a_story_of_the_default_district():
    assert find_scenario("whistle") == Scenario(policy="whistle")


def test_a_policy_file_may_stand_where_a_story_may(root):
    file = str(root / "scenarios" / "policies" / "campaign.toml")
    assert find_scenario(file).vector() == Scenario(policy="campaign").vector()


def test_a_name_that_is_neither_is_refused_with_the_nearest():
    with pytest.raises(
        InputError, match=r"unknown story or policy: story: got 'wistle'.*'whistle'"
    ):
        find_scenario("wistle")


@pytest.mark.parametrize("file", sorted(BROKEN.glob("story-*.toml")), ids=lambda file: file.stem)
def test_a_broken_story_says_what_where_got_and_allowed(file):
    with pytest.raises(InputError) as refused:
        load_story(file)
    message = str(refused.value)
    assert [word for word in promised_words(file) if word not in message] == [], message
    assert "\n" not in message
