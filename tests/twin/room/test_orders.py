"""Whatever is ordered in whatever order: a room is never in a state it must not be in."""

import json

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from twin.errors import InputError
from twin.room.orders import MOST_PEOPLE, ORDERS, apply, clean
from twin.room.setup import AS_IT_WAS, Setup, extra_price, read_setup
from twin.room.state import Phase
from twin.shockfile import shock_names

SETUP = Setup(district="classroom", rounds=2, days=2, budget=10.0, teams=2)
OPENING = {"do": "open", "code": "BCDFG", "setup": SETUP.to_dict(), "facilitator": "f" * 64}


def fold(*orders):
    state = apply(None, OPENING)
    for order in orders:
        state = apply(state, order)
    return state


def joins(who, team="A"):
    return {"do": "join", "name": f"P{who}", "team": team, "role": "vendor", "token": f"t{who}"}


def proposal(who=1, whistle=1.0, hypothesis="more order"):
    return {"do": "propose", "who": who, "levers": {"whistle": whistle}, "hypothesis": hypothesis}


RAN = {"do": "ran", "digests": {"A": "a", "B": "b", AS_IT_WAS: "0"}}
BEGIN, LOCK, RUN, REVEAL = ({"do": name} for name in ("begin", "lock", "run", "reveal"))
PLAYED = (joins(1), joins(2, "B"), BEGIN, proposal(), LOCK, RUN, RAN)

texts = st.one_of(st.text(max_size=30), st.sampled_from(["P1", "A", "", "x" * 500]))
wild = st.fixed_dictionaries(
    {"do": st.sampled_from([*ORDERS, "open", "nonsense"])},
    optional={
        "who": st.integers(-1, 5),
        "team": st.sampled_from(["A", "B", "C", "0", ""]),
        "role": st.sampled_from(["vendor", "king"]),
        "name": texts,
        "text": texts,
        "hypothesis": texts,
        "shock": st.sampled_from([*shock_names(), "meteor"]),
        "levers": st.dictionaries(
            st.sampled_from(["whistle", "hotline", "pitches", "wardens", "nonsense"]),
            st.one_of(st.floats(), st.integers(-2, 3), st.text(max_size=3)),
        ),
        "token": st.just("t"),
        "digests": st.just(RAN["digests"]),
    },
)


def check_room(state):
    """Assert what must hold of a room at any time."""
    assert 0 <= state.number <= SETUP.rounds
    assert (state.number == 0) <= (state.phase in (Phase.LOBBY, Phase.DEBRIEF))
    assert len(state.people) <= MOST_PEOPLE
    names = [person.name.casefold() for person in state.people.values()]
    assert len(set(names)) == len(names)
    for number, one in enumerate(state.rounds, start=1):
        assert set(one.proposals) <= set(SETUP.letters)
        for made in one.proposals.values():
            assert set(made.levers) <= set(SETUP.levers)
            assert extra_price(made.levers) <= SETUP.budget + 1e-6
            assert 1 <= len(made.hypothesis) <= 200 and "\n" not in made.hypothesis
        assert number == state.number or one.digests
    assert state.shown <= state.number
    assert not any(not one.digests for one in state.rounds[: state.shown])


@settings(max_examples=300)
@given(st.lists(wild, max_size=40))
def test_no_order_of_orders_breaks_a_room(orders):
    state = apply(None, OPENING)
    for order in orders:
        before = state
        try:
            state = apply(state, order)
        except InputError:
            assert state is before
        except KeyError as error:  # only what the server itself adds may be missing
            assert error.args[0] == "token" or order["do"] == "ran"
        check_room(state)


@settings(max_examples=100)
@given(st.lists(wild, max_size=20))
def test_nothing_changes_a_locked_proposal(orders):
    state = fold(joins(1), joins(2, "B"), BEGIN, proposal(), LOCK)
    locked = state.rounds[0].proposals
    for order in orders:
        try:
            state = apply(state, order)
        except (InputError, KeyError):
            continue
        assert state.rounds[0].proposals == locked


@pytest.mark.parametrize(
    "phase", [(LOCK,), (LOCK, RUN), (LOCK, RUN, RAN), (LOCK, RUN, RAN, REVEAL)]
)
def test_after_the_lock_a_proposal_is_refused_in_words(phase):
    state = fold(joins(1), BEGIN, *phase)
    with pytest.raises(InputError) as refused:
        apply(state, proposal())
    assert refused.value.sentence("zh") != refused.value.sentence("en")
    assert "：" not in refused.value.sentence("zh")


def test_a_round_is_seen_by_all_only_when_it_is_revealed():
    assert fold(*PLAYED).shown == 0
    assert fold(*PLAYED, REVEAL).shown == 1
    assert fold(*PLAYED, REVEAL, BEGIN, LOCK, RUN, RAN).shown == 1


def test_a_debrief_before_a_reveal_shows_what_was_run():
    assert fold(*PLAYED, {"do": "close"}).shown == 1
    assert fold(joins(1), BEGIN, {"do": "close"}).shown == 0


def test_levers_stand_until_the_team_proposes_others():
    state = fold(*PLAYED, REVEAL, BEGIN)
    assert state.standing("A", 2) == {"whistle": 1.0}
    assert state.standing("B", 2) == {}
    assert apply(state, proposal(1, 0.5)).standing("A", 2) == {"whistle": 0.5}


def test_a_round_that_could_not_be_run_can_be_run_again():
    state = fold(joins(1), BEGIN, LOCK, RUN, {"do": "failed"})
    assert state.phase == Phase.LOCKED
    assert apply(state, RUN).phase == Phase.RUNNING


def test_what_costs_more_than_the_budget_is_refused_with_both_figures():
    dear = {"do": "propose", "who": 1, "levers": {"hotline": 1.0}, "hypothesis": "h"}
    with pytest.raises(InputError, match=r"over budget: got 32\.\d, allowed 10 yuan"):
        apply(fold(joins(1), BEGIN), dear)


def test_a_closed_lever_is_refused_with_the_nearest_open_one():
    wrong = {"do": "propose", "who": 1, "levers": {"wistle": 1.0}, "hypothesis": "h"}
    with pytest.raises(InputError, match="nearest known name 'whistle'"):
        apply(fold(joins(1), BEGIN), wrong)


def test_votes_are_counted_once_and_never_for_oneself():
    state = fold(*PLAYED, REVEAL, {"do": "ballot"}, {"do": "vote", "who": 1, "team": "B"})
    with pytest.raises(InputError, match="own team"):
        apply(state, {"do": "vote", "who": 1, "team": "A"})
    counted = apply(state, {"do": "count"})
    assert (counted.round.tally("B"), counted.round.tally("A")) == (1, 0)
    with pytest.raises(InputError):
        apply(counted, {"do": "ballot"})


def test_teams_are_changed_in_the_lobby_only():
    state = apply(fold(joins(1)), {"do": "move", "who": 1, "team": "B", "role": "resident"})
    assert state.people[1].team == "B"
    with pytest.raises(InputError):
        apply(apply(state, BEGIN), {"do": "move", "who": 1, "team": "A", "role": "resident"})


def test_who_was_removed_is_a_stranger():
    state = fold(joins(1), BEGIN, {"do": "remove", "who": 1})
    with pytest.raises(InputError, match="not in this room"):
        apply(state, proposal())


@given(st.text(max_size=60))
def test_a_text_is_one_clean_line_or_refused(text):
    try:
        found = clean(text, 20, "name")
    except InputError:
        return
    assert 1 <= len(found) <= 20 and found == found.strip()
    assert all(letter.isprintable() for letter in found)


@given(st.dictionaries(st.sampled_from(["district", "rounds", "days", "levers", "x"]), st.none()))
def test_a_setup_of_nonsense_is_refused(values):
    if values:
        with pytest.raises(InputError):
            read_setup(values)


def test_a_setup_comes_back_from_plain_data():
    assert read_setup(json.loads(json.dumps(SETUP.to_dict()))) == SETUP
