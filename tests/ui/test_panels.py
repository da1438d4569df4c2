"""Panels show every lever, policy and number there is; templates put text in as text."""

import re

import pytest

from twin.district import district_names, load_district
from twin.indicators import INDICATORS
from twin.levers import GROUPS, LEVERS, policy_cost
from twin.policy import policy_names
from twin.session import SPEEDS
from twin.ui import offer
from twin.ui.bundle import STATIC, script
from twin.ui.choice import Choice
from twin.ui.headline import HEADLINES, headline_items, top_sentence
from twin.ui.map import PARTS, ground_of, words_of
from twin.ui.seat import Shown
from twin.units import cost_in


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_lever_and_policy_is_offered_once(language):
    offered = offer.lever_offer(language)
    levers = [lever["name"] for group in offered["groups"] for lever in group["levers"]]
    assert sorted(levers) == sorted(lever.name for lever in LEVERS)
    assert [policy["name"] for policy in offered["policies"]] == list(policy_names())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_levers_stand_in_the_five_groups_of_their_declarations(language):
    groups = offer.lever_offer(language)["groups"]
    assert [group["name"] for group in groups] == list(GROUPS)
    assert [group["title"] for group in groups] == [title[language] for title in GROUPS.values()]
    declared = {lever.name: lever.group for lever in LEVERS}
    assert {x["name"]: group["name"] for group in groups for x in group["levers"]} == declared


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_lever_is_told_as_a_choice_a_percentage_or_an_amount_with_its_unit(language):
    offered = {x["name"]: x for g in offer.lever_offer(language)["groups"] for x in g["levers"]}
    for lever in LEVERS:
        told = offered[lever.name]
        assert told["choices"] == [choice[language] for choice in lever.choices]
        assert bool(told["unit"]) != (told["percent"] or bool(lever.choices))
        assert told["percent"] == (told["words"] == "level")
    assert offered["pitch_closes"]["words"] == "" and offered["wardens"]["words"] == "amount"


def test_the_cost_of_the_levers_follows_them():
    choice = Choice(language="en")
    assert offer.lever_standing(Shown(choice))["cost"] == cost_in("en", *policy_cost({}))
    dear = offer.lever_standing(Shown(choice.turn({"wardens": 2.0})))["cost"]
    assert dear == cost_in("en", *policy_cost({"wardens": 2.0})) and "1 posts" in dear


def test_a_lever_comes_with_its_declaration():
    offered = offer.lever_offer("en")["groups"]
    pitches = next(x for group in offered for x in group["levers"] if x["name"] == "pitches")
    declared = next(lever for lever in LEVERS if lever.name == "pitches")
    assert (pitches["low"], pitches["high"], pitches["step"]) == (0.0, declared.high, declared.step)
    assert pitches["unit"] == "per 1,000" and not pitches["percent"]
    assert pitches["source"] == declared.source


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_speed_has_words_of_its_own(language):
    words = offer.drive_state(Shown(Choice(language=language)))["speeds"]
    assert len(set(words)) == len(SPEEDS)


def test_headlines_are_declared_indicators_with_a_sentence_each():
    declared = {indicator.name for indicator in INDICATORS}
    assert {headline.name for headline in HEADLINES} <= declared
    values = {"order": 0.71, "vitality": 0.284, "satisfaction": 0.5, "case_hours": 25.0}
    opening = {**values, "order": 0.65}
    items = headline_items(values, opening, "en")
    assert [item["value"] for item in items] == ["71", "28", "50", "25"]
    assert items[0]["sentence"] == "The streets are orderly, 6 up on the opening."
    assert headline_items(values, opening, "zh")[1]["sentence"] == "街上人气不足，和开局差不多。"


def test_a_number_that_is_not_known_yet_is_a_dash():
    assert {item["value"] for item in headline_items({}, {}, "zh")} == {"–"}
    assert {item["sentence"] for item in headline_items({}, {}, "zh")} == {""}


@pytest.mark.parametrize("name", district_names())
def test_the_ground_holds_every_cell(name):
    district = load_district(name)
    ground = ground_of(district)
    for key in ("x", "y", "street", "land"):
        assert len(ground[key]) == 2 * district.n_cells
    words = words_of(district, "zh")
    assert len(words["streets"]) == len(district.streets)
    assert len(words["lands"]) > int(district.land_use.max())


@pytest.mark.parametrize("name", district_names())
def test_every_district_says_what_is_assumed(name):
    about = offer.about_district(load_district(name), "en")
    assert about["assumptions"] and all(about["assumptions"])


def test_no_template_or_script_makes_markup_of_text():
    for file in [*STATIC.glob("*.vue"), *STATIC.glob("*.js")]:
        text = file.read_text()
        assert not re.search(r"v-html|innerHTML|outerHTML|insertAdjacentHTML|document\.write", text)


def test_no_file_of_the_page_is_loaded_from_elsewhere():
    for file in STATIC.iterdir():
        text = re.sub(r"http://www\.w3\.org/\d+/svg", "", file.read_text())
        assert "http" not in text, file.name
        assert "@import" not in text, file.name


def test_scripts_and_templates_are_at_most_300_lines():
    assert {
        f.name: n for f in STATIC.iterdir() if (n := len(f.read_text().splitlines())) > 300
    } == {}


def test_a_script_is_its_parts_in_order_with_one_export():
    whole = script(*PARTS, "map_widget")
    assert whole.index("const THEMES") < whole.index("class Painter") < whole.index("class MapView")
    assert whole.count("export default") == 1
    assert "import " not in re.sub(r"//.*", "", whole)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_city_is_told_in_one_sentence_once_it_has_a_day(language):
    values = {"order": 0.7, "vitality": 0.41, "satisfaction": 0.25}
    assert (
        top_sentence(values, {"zh": "东城区", "en": "Dongcheng"}[language], language)
        == {
            "zh": "东城区此刻：街面整齐，街上有些人气，居民不太满意。",
            "en": "Dongcheng right now: the streets are orderly and have some life; residents are "
            "not pleased.",
        }[language]
    )
    assert top_sentence({"order": 0.7}, "Dongcheng", language) == ""
