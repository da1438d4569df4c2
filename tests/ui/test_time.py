"""Going back, running on, shocks, undo and the look back: page and city stay of one mind."""

from dataclasses import replace

import pytest

import twin
from tests.ui.test_cockpit import Cell
from tests.waiting import rest, until
from twin.errors import InputError
from twin.opening import set_up
from twin.session import Session
from twin.ui.choice import Choice, read_choice, vector
from twin.ui.chronicle import chronicle
from twin.ui.cockpit import Cockpit
from twin.ui.gauge import gauge
from twin.ui.lookback import lookback, lots_words
from twin.ui.seat import Shown, standing_choice
from twin.ui.story import stories
from twin.ui.visit import open_city


@pytest.fixture(scope="module")
def model():
    model = twin.CityTwin(district="classroom", rng=2)
    model.run_for(11, days=8)
    return model


@pytest.fixture(scope="module")
def opening(model):
    return model.snapshot()


@pytest.fixture
def cockpit(model, opening):
    model.restore(opening)
    model.shocks = ()
    session = Session(model, opening)
    cockpit = Cockpit(session, Cell(Shown(Choice(district="classroom"))))
    yield cockpit
    session.pause()
    rest(session)
    session.close()


def heard(cockpit):
    """Wait until the city rests, and let the page hear of it."""
    rest(cockpit.player)
    cockpit.hear(cockpit.player.outlet.picture)


def test_undo_and_redo_walk_the_turns_of_the_levers(cockpit):
    first = cockpit.shown.value.choice
    cockpit.turn({"name": "style", "value": 0.9})
    cockpit.adopt("whistle")
    for wanted, back in (("style", True), ("none", True), ("style", False), ("whistle", False)):
        cockpit.act({"name": "undo" if back else "redo"})
        heard(cockpit)
        shown = cockpit.shown.value.choice
        assert (
            shown.levers
            == {
                "none": first.levers,
                "style": first.turn({"style": 0.9}).levers,
                "whistle": vector("whistle"),
            }[wanted]
        )
        assert cockpit.player.model.levers() == pytest.approx(dict(shown.levers))
    assert cockpit.shown.value.choice.policy == "whistle"
    cockpit.act({"name": "redo"})
    assert cockpit.shown.value.choice.policy == "whistle"


def test_a_new_turn_forgets_what_was_taken_back(cockpit):
    cockpit.turn({"name": "style", "value": 0.9})
    cockpit.act({"name": "undo"})
    cockpit.turn({"name": "patrol", "value": 2.0})
    assert cockpit.shown.value.future == ()
    cockpit.speak("en")
    cockpit.act({"name": "undo"})
    assert cockpit.shown.value.choice == Choice(language="en", district="classroom")


def test_going_back_shows_the_levers_of_that_hour_and_coming_forth_those_of_later(cockpit):
    cockpit.step(24)
    heard(cockpit)
    cockpit.adopt("whistle")
    cockpit.step(24)
    heard(cockpit)
    cockpit.act({"name": "go", "value": cockpit.opening + 10})
    heard(cockpit)
    assert cockpit.shown.value.choice.policy == "baseline"
    assert cockpit.player.now == cockpit.opening + 10
    cockpit.act({"name": "go", "value": cockpit.opening + 30})
    heard(cockpit)
    assert cockpit.shown.value.choice.policy == "whistle"


def test_an_hour_ahead_is_run_to_and_the_horizon_opens_the_look_back(cockpit, monkeypatch):
    monkeypatch.setattr("twin.ui.cockpit.horizon_days", lambda story: 3)
    cockpit.act({"name": "go", "value": cockpit.opening + 20})
    assert cockpit.shown.value.playing
    heard(cockpit)
    assert cockpit.player.now == cockpit.opening + 20
    assert not cockpit.shown.value.playing and not cockpit.shown.value.summary
    cockpit.act({"name": "finish"})
    heard(cockpit)
    assert cockpit.player.now == cockpit.horizon
    assert cockpit.shown.value.summary and not cockpit.shown.value.playing
    cockpit.act({"name": "review", "value": 0})
    assert not cockpit.shown.value.summary
    cockpit.act({"name": "go", "value": cockpit.horizon + 10**6})
    heard(cockpit)
    assert cockpit.player.now == cockpit.horizon


def test_the_look_back_opens_though_an_hour_before_is_heard_of_when_the_city_rests(
    cockpit, monkeypatch
):
    monkeypatch.setattr("twin.ui.cockpit.horizon_days", lambda story: 2)
    early = cockpit.player.outlet.picture
    cockpit.act({"name": "finish"})
    rest(cockpit.player)
    cockpit.hear(replace(early, standing=cockpit.player.outlet.picture.standing))
    assert cockpit.shown.value.playing and not cockpit.shown.value.summary
    heard(cockpit)
    assert cockpit.shown.value.summary and not cockpit.shown.value.playing


def test_what_was_left_for_play_is_not_taken_for_an_arrival(cockpit, monkeypatch):
    monkeypatch.setattr("twin.ui.cockpit.horizon_days", lambda story: 2)
    cockpit.act({"name": "finish"})
    cockpit.toggle()
    cockpit.toggle()
    cockpit.player.desk.pace(float("inf"))
    until(lambda: cockpit.player.now >= cockpit.horizon)
    cockpit.hear(cockpit.player.outlet.picture)
    assert cockpit.shown.value.playing and not cockpit.shown.value.summary


def test_a_turn_that_the_city_tells_of_first_is_still_the_visitors_own(cockpit, monkeypatch):
    player, policies = cockpit.player, []
    turn = player.turn

    def turn_and_be_heard(levers):
        turn(levers)
        heard(cockpit)
        policies.append(cockpit.shown.value.choice.policy)

    monkeypatch.setattr(player, "turn", turn_and_be_heard)
    cockpit.turn({"name": "whistle", "value": 1.0})
    assert policies == ["baseline"], "not shown yet, and not as the policy of that name"
    heard(cockpit)
    assert (cockpit.shown.value.choice.policy, cockpit.shown.value.choice.base) == ("", "baseline")


@pytest.mark.parametrize("hours", [1, 24])
def test_a_step_back_goes_exactly_that_far(cockpit, hours):
    cockpit.step(24)
    heard(cockpit)
    before = cockpit.player.now
    cockpit.act({"name": "back", "value": hours})
    heard(cockpit)
    assert cockpit.player.now == before - hours


def test_only_a_shipped_shock_can_be_set_off(cockpit):
    with pytest.raises(InputError, match="unknown shock"):
        cockpit.act({"name": "strike", "value": "../secret.toml"})
    with pytest.raises(KeyError):
        cockpit.act({"name": "back", "value": 5})
    rest(cockpit.player)
    assert cockpit.player.log == [] and cockpit.player.error is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_chronicle_tells_levers_and_shocks_in_order(cockpit, language):
    cockpit.step(24)
    heard(cockpit)
    cockpit.turn({"name": "authority", "value": 0.6})
    cockpit.act({"name": "strike", "value": "typhoon"})
    heard(cockpit)
    told = chronicle(cockpit.player, language)
    assert [event["tick"] for event in told] == sorted(event["tick"] for event in told)
    assert {event["kind"] for event in told} == {"lever", "shock"}
    texts = [event["text"] for event in told]
    lever = {"zh": "下放事权 → 60%", "en": "Matters handed down → 60%"}[language]
    assert lever in texts
    assert len(texts) == len(set(texts)) == 5, "lever, order, warning, landfall, all clear"
    assert told[0]["when"] == {"zh": "第 2 天 11 时", "en": "Day 2, 11 h"}[language]


def test_levers_as_logged_find_the_policy_they_are(cockpit):
    choice = Choice(district="classroom").adopt("campaign")
    whistle = {k: v for k, v in vector("whistle").items() if v != vector("baseline")[k]}
    assert standing_choice(choice, whistle).policy == "whistle"
    assert standing_choice(choice, {}).policy == "baseline"
    own = standing_choice(choice, {"style": 0.85})
    assert (own.policy, own.base, own.levers["style"]) == ("", "campaign", 0.85)


def test_the_look_back_compares_with_the_days_before_the_opening(cockpit):
    assert lookback(cockpit.player, "en")["rows"] == []
    cockpit.adopt("crackdown")
    cockpit.step(168)
    heard(cockpit)
    told = lookback(cockpit.player, "en")
    rows = {row["name"]: row for row in told["rows"]}
    late = [cockpit.player.trail.values[-k]["vendors_in_business"] for k in range(1, 8)]
    assert rows["vendors_in_business"]["after"].startswith(f"{sum(late) / 7:.2f}"[:3])
    assert told["words"] and all(words.endswith(".") for words in told["words"])
    assert "Day 7" in told["day"]


def test_who_gained_and_who_lost_is_said_most_first():
    lots = [
        ("rider", "lot_satisfaction", -6.2),
        ("elderly", "lot_satisfaction", 2.0),
        ("settled", "lot_satisfaction", 0.3),
        ("licensed", "lot_income", 14.6),
    ]
    assert lots_words(lots, "en") == [
        "Better off: vendors on a licence (income +15%), the elderly (satisfaction +2).",
        "Worse off: riders (satisfaction −6).",
    ]
    assert lots_words(lots[2:3], "zh") == ["各类人的处境都没有明显变化。"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_indicators_are_told_once_with_a_label(language):
    sides = gauge({"order": 0.713, "vendor_income": 77.43}, {}, language)
    rows = [row for side in sides for row in side["rows"]]
    assert len({row["name"] for row in rows}) == len(rows) > 100
    assert all(row["label"] and row["text"] for row in rows)
    told = {row["name"]: row["after"] for row in rows}
    assert told["order"] == "71" and told["vendor_income"].startswith("77.4 ")
    assert len({side["title"] for side in sides}) == 8


@pytest.mark.parametrize("story", stories())
def test_the_address_keeps_the_story(story):
    choice = read_choice(f"?story={story}", "zh")
    assert choice.story == story == read_choice(choice.address(), "en").story


def test_the_events_of_a_story_strike_on_their_day(model, opening):
    model.restore(opening)
    set_up(model, "double-typhoon")
    assert [episode.shock.name for episode in model.shocks] == ["typhoon", "cloudburst"]
    assert model.shocks[0].at == 24 * 19 + 7
    model.shocks = ()


def test_a_city_opened_for_a_story_has_its_shocks_after_a_reset_too():
    session = open_city(read_choice("?district=classroom&story=sanitation-strike", "en"))
    session.step(5)
    session.reset()
    rest(session)
    assert [episode.shock.name for episode in session.model.shocks] == ["sanitation-strike"]
    told = chronicle(session, "en")
    assert told[0]["when"].startswith("Day ")
    session.close()
