"""What a visitor compares: in the address, added, swapped, taken away."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.errors import InputError
from twin.levers import LEVERS
from twin.lockstep import MOST
from twin.policy import policy_names
from twin.ui.choice import LONGEST, Choice, vector
from twin.ui.compare.panes import Panes, pane_text, read_panes

SMALL = "?district=classroom"


def policies(panes):
    return [choice.policy for choice in panes.choices]


def test_two_panes_are_there_by_default():
    assert policies(read_panes(SMALL, "zh")) == ["baseline", "whistle"]
    assert policies(read_panes(SMALL + "&a=crackdown", "zh")) == ["crackdown", "baseline"]


def test_a_choice_of_another_page_is_set_beside_the_baseline():
    panes = read_panes(SMALL + "&policy=campaign&style=0.9&layer=footfall", "en")
    assert policies(panes) == ["baseline", ""]
    assert panes.choices[1].levers["style"] == 0.9
    assert {choice.layer for choice in panes.choices} == {"footfall"}


@st.composite
def some_panes(draw):
    choices = []
    for _ in range(draw(st.integers(2, MOST))):
        choice = Choice(district="classroom").adopt(draw(st.sampled_from(policy_names())))
        turned = {
            lever.name: draw(st.floats(lever.low, lever.high))
            for lever in draw(st.lists(st.sampled_from(LEVERS), max_size=8))
        }
        choices.append(choice.turn({k: float(f"{v:.12g}") for k, v in turned.items()}))
    return Panes(tuple(choices), tuple(range(1, len(choices) + 1)))


@given(some_panes())
@settings(max_examples=60)
def test_the_address_restores_the_panes(panes):
    again = read_panes(panes.address(), "en")
    assert [c.levers for c in again.choices] == [c.levers for c in panes.choices]
    assert policies(again) == policies(panes)


def test_four_panes_with_every_lever_turned_fit_a_link():
    high = {x.name: round(x.low + 0.37 * (x.high - x.low), 2) for x in LEVERS}
    own = Choice(district="classroom", layer="vitality").turn(high)
    panes = Panes((own,) * MOST, (1, 2, 3, 4))
    address = panes.address()
    assert len(address) < LONGEST
    assert [c.levers for c in read_panes(address, "zh").choices] == [own.levers] * MOST


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ("&v=2", "link of another version"),
        ("&a=baseline&b=nowhere", "unknown policy"),
        ("&a=baseline&b=whistle,gravity:1", "unknown lever"),
        ("&a=baseline&b=whistle,style:7", "value out of range"),
        ("&a=baseline&b=whistle,style:much", "not a number"),
        ("&a=baseline&b=whistle,of:3,1:0.5", "link of another version"),
        ("&a=../../etc/passwd", "unknown policy"),
    ],
)
def test_a_link_that_cannot_be_used_is_refused(query, what):
    with pytest.raises(InputError) as caught:
        read_panes(SMALL + query, "zh")
    assert caught.value.what == what
    assert caught.value.sentence("zh")[0] > "\u4e00"


def test_a_new_pane_has_a_policy_that_no_other_has():
    panes = read_panes(SMALL, "zh")
    for _ in range(5):
        panes = panes.add()
    assert policies(panes) == ["baseline", "whistle", "decentralised-whole", "campaign"]
    assert panes.keys == (1, 2, 3, 4)


def test_a_pane_keeps_its_key_when_it_changes_place():
    panes = read_panes(SMALL, "zh").add()
    swapped = panes.swap(3)
    assert (swapped.keys, policies(swapped)[1]) == ((1, 3, 2), "decentralised-whole")
    assert swapped.swap(1) == swapped, "the first has no neighbour on its left"
    assert swapped.remove(1).keys == (3, 2)
    assert swapped.remove(1).remove(3).keys == (3, 2), "two are left"
    assert swapped.remove(3).add().keys == (1, 2, 3)


def test_a_lever_of_one_pane_is_turned_alone():
    panes = read_panes(SMALL, "zh").turn(2, {"style": 0.9})
    assert panes.choices[0].levers == vector("baseline")
    assert (panes.choices[1].levers["style"], panes.choices[1].policy) == (0.9, "")
    assert pane_text(panes.choices[1]) == "whistle,style:0.9"
    assert panes.adopt(2, "whistle").choices[1].policy == "whistle"
