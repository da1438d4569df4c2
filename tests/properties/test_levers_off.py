"""A lever at its off value is as good as absent: what only its mechanism reads moves nothing."""

from functools import cache

import pytest

import twin
from tests.properties.lever_moves import MOVES
from tests.strategies import BUSY, VILLAGE
from tests.twin.changes import changed_columns
from twin.levers import LEVER_NAMES, LEVERS
from twin.parameters import PARAMETERS

KNOBS = {knob.name: knob for knob in PARAMETERS}
BY_NAME = {lever.name: lever for lever in LEVERS}
#: Eight days: what streets do of a Sunday is among them.
DAYS = 8
OWNERS = [lever for lever in LEVERS if lever.parameters]
#: Levers that act through another one, or in a storm (""): while that is off they are nothing.
THROUGH = {
    "campaign_threshold": "campaign", "campaign_days": "campaign", "consent": "campaign",
    "whistle_deadline": "whistle", "settle": "wardens", "amenity_siting": "amenities",
    "membership": "cogovernance", "sanctions": "cogovernance",
    "siting": "pitches", "pitch_fee": "pitches", "pitch_closes": "pitches",
    "licence_days": "pitches", "participation": "pitches", "inspection": "", "surge": "",
}  # fmt: skip
#: At "off" these stand at a number like any other: there is no mechanism to be absent.
PLAIN_NUMBERS = {"hot_spots", "collections", "overflow"}


@cache
def after(parameters=(), **levers):
    """Give the digest of a city after some days, and the moment."""
    world = {**BUSY, **dict(parameters)}
    city = twin.CityTwin(district=VILLAGE, parameters=world, levers=levers, rng=11)
    city.run_for(days=DAYS)
    return city.digest(), city.snapshot().world


def far(knob):
    """Give the bound of a knob that is farther from its default."""
    return max((knob.low, knob.high), key=lambda value: abs(value - knob.default))


def off(lever):
    """Give the setting that turns a lever off; nothing where it is off already."""
    return {} if lever.off == lever.default else {lever.name: lever.off}


@pytest.mark.parametrize("lever", OWNERS, ids=lambda lever: lever.name)
def test_what_only_a_lever_reads_moves_nothing_while_it_is_off(lever):
    moved = tuple((name, far(KNOBS[name])) for name in lever.parameters)
    assert after(moved, **off(lever))[0] == after(**off(lever))[0]


@pytest.mark.parametrize("name", THROUGH)
def test_a_lever_without_the_one_it_acts_through_moves_nothing(name):
    other = off(BY_NAME[THROUGH[name]]) if THROUGH[name] else {}
    plain, turned = after(**other)[1], after(**other, **{name: far(BY_NAME[name])})[1]
    own = {f"zones.{name}", f"offices.{name}", "diary.cost"}  # a lever costs what it costs
    assert changed_columns(plain, turned) <= own


def test_every_lever_is_shown_to_be_off():
    """By its parameters, by another lever, or by what is measured at its off value."""
    measured = {move.lever for move in MOVES.values() if move.absent is not None}
    shown = {lever.name for lever in OWNERS} | set(THROUGH) | measured | PLAIN_NUMBERS
    assert shown == set(LEVER_NAMES)


def test_every_parameter_belongs_to_one_lever_at_most():
    owned = [name for lever in LEVERS for name in lever.parameters]
    assert len(owned) == len(set(owned))
    assert set(owned) <= set(KNOBS)


def test_the_same_parameters_move_something_while_their_lever_is_on():
    """Else the tests above could not fail."""
    on = {"scheduled": 1.0, "cogovernance": 1.0, "sanctions": 0.3, "wardens": 3.0, "sorting": 1.0}
    plain = after(**on)[0]
    for name in ("schedule_known", "member_help", "peer_notice", "warden_rounds", "sorting_cut"):
        assert after(((name, far(KNOBS[name])),), **on)[0] != plain, name
