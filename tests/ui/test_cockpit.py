"""What a visitor does changes the city and the page together, whatever the order."""

import contextlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import twin
from tests.waiting import rest
from twin.errors import InputError
from twin.levers import LEVERS
from twin.policy import policy_names
from twin.session import SPEEDS, Session
from twin.ui.choice import Choice, vector
from twin.ui.cockpit import Cockpit
from twin.ui.live import hear_map
from twin.ui.seat import Shown
from twin.ui.visit import open_city


class Cell:
    """A reactive's face without a page: it holds a value and counts how often it was set."""

    def __init__(self, value):
        self._value, self.sets = value, 0

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, value):
        self._value, self.sets = value, self.sets + 1

    def update(self, **changes):
        """Change fields of the value; as a reactive, it is not set to what it is."""
        changed = replace(self._value, **changes)
        if changed != self._value:
            self.value = changed


@pytest.fixture(scope="module")
def model():
    return twin.CityTwin(district="classroom", rng=2)


@pytest.fixture(scope="module")
def opening(model):
    return model.snapshot()


@pytest.fixture
def cockpit(model, opening):
    model.restore(opening)
    session = Session(model, opening)
    yield Cockpit(session, Cell(Shown(Choice(district="classroom"))))
    session.pause()
    rest(session)
    session.close()


def test_play_and_pause_show_what_the_city_does(cockpit):
    cockpit.toggle()
    assert cockpit.shown.value.playing and cockpit.player.desk.playing
    cockpit.toggle()
    assert not cockpit.shown.value.playing and not cockpit.player.desk.playing


def test_a_step_ends_play(cockpit):
    cockpit.toggle()
    cockpit.act({"name": "step", "value": 24})
    assert not cockpit.shown.value.playing and not cockpit.player.desk.playing


def test_a_speed_is_one_of_the_list(cockpit):
    cockpit.act({"name": "pace", "value": 4})
    assert cockpit.shown.value.speed == 4 and cockpit.player.desk.speed == SPEEDS[4]
    with pytest.raises(IndexError):
        cockpit.act({"name": "pace", "value": 99})


@pytest.mark.parametrize(
    ("action", "value"),
    [
        ("act", {"name": "model"}),
        ("act", {"name": "step", "value": 10**9}),
        ("act", {"name": "step", "value": -1}),
        ("act", {"name": "pace", "value": "fast"}),
        ("show", "smell"),
        ("speak", "xx"),
        ("adopt", "../../secret.toml"),
        ("look", 10**9),
        ("turn", {"name": "authority", "value": None}),
    ],
)
def test_what_the_page_does_not_offer_never_stops_the_city(cockpit, action, value):
    before = cockpit.shown.value
    with contextlib.suppress(KeyError, ValueError, InputError):
        getattr(cockpit, action)(value)
    cockpit.act({"name": "step", "value": 1})
    rest(cockpit.player)
    assert cockpit.player.error is None
    assert cockpit.shown.value == before


def test_one_action_sets_the_page_once(cockpit):
    before = cockpit.shown.sets
    cockpit.adopt("decentralised-whole")
    assert cockpit.shown.sets == before + 1
    cockpit.adopt("decentralised-whole")
    assert cockpit.shown.sets == before + 1


def test_a_choice_in_the_address_reaches_the_city():
    choice = Choice(district="classroom").adopt("whistle").turn({"style": 0.9})
    session = open_city(choice)
    rest(session)
    assert session.model.levers() == pytest.approx(dict(choice.levers))
    session.close()


def test_a_lever_out_of_bounds_changes_nothing(cockpit):
    before = cockpit.shown.value
    with pytest.raises(InputError):
        cockpit.turn({"name": "authority", "value": 3})
    with pytest.raises(InputError):
        cockpit.turn({"name": "gravity", "value": 1})
    rest(cockpit.player)
    assert cockpit.shown.value == before
    assert cockpit.player.log == []


def test_language_and_layer_touch_the_page_only(cockpit):
    digest = cockpit.player.model.digest()
    cockpit.speak("en")
    cockpit.show("footfall")
    cockpit.look(3)
    rest(cockpit.player)
    assert cockpit.shown.value.choice.language == "en"
    assert cockpit.player.outlet.picture.gaze == cockpit.gaze
    assert (cockpit.gaze.layer, cockpit.gaze.cell) == ("footfall", 3)
    assert cockpit.player.model.digest() == digest


ACTIONS = st.one_of(
    st.tuples(st.just("adopt"), st.sampled_from(policy_names())),
    st.tuples(
        st.just("turn"), st.sampled_from([{"name": x.name, "value": x.high} for x in LEVERS])
    ),
    st.tuples(st.just("act"), st.sampled_from([{"name": "reset"}, {"name": "step", "value": 1}])),
)


@given(st.lists(ACTIONS, max_size=6))
@settings(max_examples=15)
def test_what_is_shown_is_what_is_used(model, opening, actions):
    model.restore(opening)
    session = Session(model, opening)
    cockpit = Cockpit(session, Cell(Shown(Choice(district="classroom"))))
    for name, value in actions:
        getattr(cockpit, name)(value)
    rest(session)
    shown = cockpit.shown.value.choice
    assert session.model.levers() == pytest.approx(dict(shown.levers))
    assert not shown.policy or shown.levers == vector(shown.policy)
    session.close()


def test_a_message_the_map_does_not_send_does_nothing(cockpit):
    class Visit:
        pass

    visit = Visit()
    visit.cockpit, visit.pump = cockpit, None
    before = cockpit.shown.value
    hear_map(visit, {"kind": "unheard of"})
    assert cockpit.shown.value == before
