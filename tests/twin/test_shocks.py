"""Shocks: what they do in an hour, together and apart; their files; what is announced."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import twin
from tests.agents.plain import parameters
from twin.errors import InputError
from twin.mechanisms.columns import WEATHER
from twin.reading import Reading
from twin.shockfile import NEUTRAL, SHARES, load_shock, read_shock, shock_names
from twin.shocks import (
    Placed,
    describe_placed,
    fill_weather,
    forcings,
    notices,
    parse_placed,
    placed_text,
    read_placed,
    softened,
    unfold,
    windows,
)

SHIPPED = ("cloudburst", "demand-slump", "double-strike", "festival", "newcomers",
           "sanitation-strike", "typhoon")  # fmt: skip
WORDS = {"zh": "试", "en": "Trial"}
FILE = {
    "kind": "storm", "title": WORDS, "about": WORDS, "constructed": WORDS,
    "phases": {"warning": -2, "start": 0, "all_clear": 3, "after": 9},
    "curves": {"wind": [[-1, 0], [0, 1], [2, 0]]}, "damage": {"total": 4, "by": "wind"},
}  # fmt: skip


@st.composite
def placings(draw):
    """Give a placed shock, anywhere in some weeks, of any strength."""
    name = draw(st.sampled_from(SHIPPED))
    hour, strength = draw(st.integers(0, 23)), draw(st.floats(0.0, 2.0))
    return Placed(name, draw(st.integers(1, 20)), hour, strength)


def struck(name, day=5, **fields):
    return unfold(read_placed([{"name": name, "day": day, **fields}]))


def total(episodes, name="damage"):
    hours = range(episodes[0].at - 48, episodes[-1].at + 200)
    return sum(forcings(episodes, hour)[name] for hour in hours)


def test_seven_shocks_are_shipped():
    assert shock_names() == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_shock_has_words_sources_and_says_what_is_constructed(name):
    shock = load_shock(name)
    assert shock.sources and all(shock.sources)
    for words in (shock.title, shock.about, shock.constructed):
        assert any("\u4e00" <= letter <= "\u9fff" for letter in words.zh)
        assert words.en.isascii() and len(words.en) < 400
    assert "constructed" in shock.constructed.en and "构造" in shock.constructed.zh


def test_the_forcings_are_the_columns_of_the_table():
    assert list(NEUTRAL) == [column.name for column in WEATHER]
    assert {column.name: column.default for column in WEATHER} == NEUTRAL


@given(st.integers(-1000, 1000))
def test_without_shocks_nothing_happens(hour):
    assert forcings((), hour) == NEUTRAL


@given(placings(), st.integers(1, 3000))
def test_before_a_shock_is_announced_nothing_happens(placed, hours):
    episodes = unfold([placed])
    begins = min(e.at + min(e.shock.warning, e.shock.first_hour()) for e in episodes)
    assert forcings(episodes, begins - hours) == NEUTRAL


@given(st.lists(placings(), max_size=4), st.integers(-100, 700))
def test_forcings_stay_in_their_bounds(placed, hour):
    found = forcings(unfold(placed), hour)
    assert list(found) == list(NEUTRAL)
    assert all(0.0 <= found[name] <= 1.0 for name in (*SHARES, "warning", "alert"))
    assert all(value >= 0.0 and np.isfinite(value) for value in found.values())


@given(st.lists(placings(), max_size=4), st.randoms(use_true_random=False), st.integers(0, 500))
def test_the_order_in_which_shocks_are_listed_does_not_matter(placed, luck, hour):
    shuffled = list(placed)
    luck.shuffle(shuffled)
    assert forcings(unfold(placed), hour) == forcings(unfold(shuffled), hour)


@given(placings(), st.integers(-60, 400), st.integers(0, 40))
def test_a_shock_moved_by_some_days_does_the_same_then(placed, hour, days):
    later = Placed(placed.name, placed.day + days, placed.hour, placed.strength)
    assert forcings(unfold([later]), hour + 24 * days) == forcings(unfold([placed]), hour)


@given(placings(), placings(), st.integers(-60, 700))
def test_together_multipliers_multiply_and_storms_do_not_weaken_each_other(one, other, hour):
    both = forcings(unfold([one, other]), hour)
    first, second = (forcings(unfold([placed]), hour) for placed in (one, other))
    for name in ("outing", "visitors", "demand", "collection"):
        assert both[name] == pytest.approx(first[name] * second[name])
    for name in ("wind", "rain"):
        assert both[name] >= max(first[name], second[name]) - 1e-12
    assert both["damage"] >= (first["damage"] + second["damage"]) * (1 - 1e-12)


def test_a_typhoon_fells_as_many_trees_as_were_counted():
    """4 to 6 per 10,000 residents (row 59) where most was inspected, most of them near landfall."""
    episodes, p = struck("typhoon"), parameters()
    assert total(episodes) == pytest.approx(8.0)
    assert 4.0 < total(episodes) * (1.0 - p.inspection_gain * 0.8) < 6.0
    hours = range(episodes[0].at - 4, episodes[0].at + 5)
    assert sum(forcings(episodes, hour)["damage"] for hour in hours) > 0.8 * 8.0


def test_half_the_wind_fells_an_eighth_of_the_trees():
    assert total(struck("typhoon", strength=0.5)) == pytest.approx(0.5**3 * 8.0)


def test_the_double_strike_is_two_storms_86_hours_apart():
    first, second = struck("double-strike")
    assert (first.shock.name, second.shock.name) == ("typhoon", "cloudburst")
    assert second.at - first.at == 86


def test_the_second_storm_does_more_the_sooner_it_comes():
    typhoon, alone = struck("typhoon", 3), total(struck("cloudburst", 6))
    seconds = [total(typhoon + struck("cloudburst", day)) - total(typhoon) for day in (6, 12, 60)]
    assert seconds[0] > 1.1 * alone
    assert seconds[0] > seconds[1] > seconds[2] == pytest.approx(alone, rel=0.01)


@given(placings(), st.integers(0, 900))
def test_the_ground_dries_to_half_in_three_days(placed, hour):
    episodes = unfold([placed])
    after = max(e.at + e.shock.last_hour() for e in episodes) + hour
    soft = softened(episodes, after)
    assert 0.0 <= soft <= 1.0
    assume(soft < 1.0)  # ground can be no softer than soft through
    assert softened(episodes, after + 72) == pytest.approx(0.5 * soft)


def test_a_false_alarm_warns_and_does_nothing_else():
    episodes = struck("typhoon", strength=0.0)
    assert total(episodes, "warning") == 8 and total(episodes, "alert") == 26
    quiet = forcings(episodes, episodes[0].at)
    assert quiet == {**NEUTRAL, "alert": 1.0}


def test_a_festival_empties_in_a_storm():
    night = struck("festival", 5)
    at = night[0].at + 2
    storm = struck("typhoon", 5, hour=20)
    assert forcings(night, at)["festival"] == 1.0
    assert forcings(night + storm, at)["festival"] == 0.0


def test_newcomers_stay_and_add_up():
    both = struck("newcomers", 1) + struck("newcomers", 2, strength=0.5)
    assert forcings(both, 5000)["newcomers"] == pytest.approx(90.0)


def test_windows_follow_one_another():
    for window in windows(struck("double-strike", 20)):
        assert window.before[0] < window.before[1] == window.during[0] < window.during[1]
        assert window.during[1] == window.after[0] < window.after[1]
    assert windows(struck("typhoon", 20))[0].during == (19 * 24 + 1, 19 * 24 + 19)


def test_what_is_announced_comes_in_order_and_in_both_languages():
    told = notices(struck("double-strike", 20))
    assert [notice.text.en for notice in told] == ["warning raised", "landfall", "all clear"] * 2
    assert [notice.hour for notice in told] == sorted(notice.hour for notice in told)
    assert told[1].hour == 19 * 24 + 7 and told[1].text.zh == "登陆"


def test_what_comes_to_stay_has_no_all_clear_and_no_warning():
    assert [notice.text.en for notice in notices(struck("newcomers"))] == ["beginning"]


def test_damage_in_the_city_is_per_cell_at_the_mean_number_of_residents():
    world = twin.CityTwin(district="classroom", scale=400, rng=1).world
    episodes = struck("typhoon", 1, hour=0)
    fill_weather(world, episodes, 0)
    row, expected = world.rows("weather")[0], forcings(episodes, 0)
    per_cell = world.district.population / world.district.n_cells / 10_000
    assert row["damage"] == pytest.approx(expected["damage"] * per_cell)
    assert {name: row[name] for name in NEUTRAL if name != "damage"} == {
        name: value for name, value in expected.items() if name != "damage"
    }


@given(placings())
def test_a_placed_shock_comes_back_from_plain_data_and_from_a_line(placed):
    assert read_placed([placed.to_dict()]) == (placed,) == read_placed([placed])
    assert parse_placed(placed_text(placed)) == placed


def test_the_hour_is_that_of_the_file_unless_said():
    assert parse_placed("typhoon@20") == Placed("typhoon", 20, 7)
    assert parse_placed("typhoon@20:3") == Placed("typhoon", 20, 3)


def test_a_placed_shock_is_told_in_both_languages():
    placed = Placed("typhoon", 20, 7, 0.5)
    assert describe_placed(placed, "en") == "Typhoon on day 20 at 7 h, strength 0.5"
    assert describe_placed(placed, "zh") == "台风：第 20 天 7 时，强度 0.5"


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"day": 3}, r"missing key: shocks\[1\].name"),
        ({"name": "typhoon"}, r"missing key: shocks\[1\].day"),
        ({"name": "tyfoon", "day": 3}, r"unknown shock: shocks\[1\].name: .*'typhoon'"),
        ({"name": 3, "day": 3}, r"not a text: shocks\[1\].name"),
        ({"name": "typhoon", "day": 0}, r"value out of range: shocks\[1\].day: got 0"),
        ({"name": "typhoon", "day": 3, "hour": 24}, r"out of range: shocks\[1\].hour"),
        ({"name": "typhoon", "day": 3, "strength": 3}, r"out of range: shocks\[1\].strength"),
        ({"name": "typhoon", "day": 3, "strenght": 1}, r"unknown key: .*'strength'"),
        ("typhoon", r"not a table: shocks\[1\]"),
    ],
)
def test_a_shock_that_cannot_be_placed_is_refused(table, message):
    with pytest.raises(InputError, match=message):
        read_placed([table])


@pytest.mark.parametrize("text", ["typhoon", "typhoon@", "typhoon@x", "@3", "typhoon@3:1:1:1"])
def test_a_line_that_places_nothing_is_refused(text):
    with pytest.raises(InputError, match="--shock"):
        parse_placed(text)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "strom"}, "unknown kind: mine.toml, key kind: .*'storm'"),
        ({"curve": {}}, "unknown key: mine.toml, key curve: .*'curves'"),
        ({"curves": {"wnd": [[0, 0]]}}, "unknown key: mine.toml, key curves.wnd: .*'wind'"),
        ({"curves": {"wind": [[0, 1]]}}, "curve begins away from neutral: .*curves.wind"),
        ({"curves": {"wind": [[0, 0], [0, 1]]}}, "hours do not rise: .*curves.wind"),
        ({"curves": {"wind": [[0, 0], [1, 2]]}}, "value out of range: .*curves.wind: got 2"),
        ({"curves": {"wind": [[0.5, 0]]}}, "not a whole number: .*curves.wind"),
        ({"curves": {"wind": [3]}}, "not a curve: .*curves.wind"),
        ({"phases": {"warning": -2, "start": -3}}, "value out of range: .*phases.start"),
        ({"phases": {"warning": -2}}, "missing key: mine.toml, key phases.start"),
        ({"damage": {"total": 4, "by": "rain"}}, "unknown cause: .*damage.by: got 'rain'"),
        ({"damage": {"total": -4, "by": "wind"}}, "value out of range: .*damage.total"),
        ({"emergency": 1}, "not a switch: mine.toml, key emergency"),
        ({"kind": "combination"}, "unknown key: mine.toml, key phases"),
        ({"parts": []}, "unknown key: mine.toml, key parts"),
        ({"constructed": {"en": "x"}}, "missing key: mine.toml, key constructed.zh"),
    ],
)
def test_a_broken_file_says_what_and_where(change, message):
    with pytest.raises(InputError, match=message):
        read_shock(Reading(FILE | change, "mine.toml"), "mine")


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ([], "missing key: mine.toml, key parts"),
        ([{"name": "typhoon"}], r"not a part: mine.toml, key parts\[1\]"),
        ([{"name": "double-strike", "hours": 0}], r"not a part: .*got 'double-strike'"),
        ([{"name": "typhoon", "hours": -1}], r"value out of range: .*parts\[1\]"),
    ],
)
def test_a_broken_combination_says_what_and_where(parts, message):
    words = {key: FILE[key] for key in ("title", "about", "constructed")}
    with pytest.raises(InputError, match=message):
        read_shock(Reading({"kind": "combination", **words, "parts": parts}, "mine.toml"), "mine")


def test_a_file_of_ones_own_may_be_placed(root, tmp_path):
    mine = tmp_path / "mine.toml"
    shipped = root / "scenarios" / "shocks" / "typhoon.toml"
    mine.write_text(shipped.read_text("utf-8").replace("total = 8.0", "total = 10.0"), "utf-8")
    assert total(struck(str(mine))) == pytest.approx(10.0)
