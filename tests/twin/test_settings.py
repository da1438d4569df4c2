"""Values of knobs: in bounds or refused, and frozen once accepted."""

import math
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.errors import InputError
from twin.levers import LEVERS
from twin.settings import (
    Settings,
    as_number,
    check_settings,
    check_value,
    check_whole,
    seed_range,
)

KNOB = {lever.name: lever for lever in LEVERS}


def test_settings_are_sorted_floats_that_cannot_be_written():
    settings = Settings({"whistle": 1, "authority": 0.5})
    assert list(settings.items()) == [("authority", 0.5), ("whistle", 1.0)]
    with pytest.raises(TypeError):
        settings["whistle"] = 0


def test_equal_settings_are_one_key_whatever_their_order():
    first, second = Settings({"a": 1, "b": 2}), Settings({"b": 2, "a": 1})
    assert first == second == {"a": 1, "b": 2}
    assert len({first, second, pickle.loads(pickle.dumps(first))}) == 1  # noqa: S301 - our own bytes


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_both_bounds_are_inside_and_the_next_number_is_not(lever):
    assert check_value(lever, lever.low) == lever.low
    assert check_value(lever, lever.high) == lever.high
    for outside in (math.nextafter(lever.low, -math.inf), math.nextafter(lever.high, math.inf)):
        with pytest.raises(InputError, match="value out of range"):
            check_value(lever, outside)


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_a_value_is_kept_exactly_or_refused(value):
    lever = KNOB["pitches"]
    if lever.low <= value <= lever.high:
        assert check_value(lever, value) == value
    else:
        with pytest.raises(InputError):
            check_value(lever, value)


@pytest.mark.parametrize("value", ["0.5", True, None, [0.5], 1 + 0j])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(InputError, match="not a number: --set style"):
        check_settings({"style": value}, LEVERS, "lever", "--set ")


def test_an_unknown_name_is_refused_with_the_nearest():
    with pytest.raises(InputError) as refused:
        check_settings({"Whistle": 1}, LEVERS, "lever", "a.toml, key levers.")
    assert str(refused.value).startswith("unknown lever: a.toml, key levers: got 'Whistle'")
    assert refused.value.nearest == "whistle"


@pytest.mark.parametrize("value", [0, 11, 1.5, "3", True, None])
def test_whole_numbers_outside_or_of_another_kind_are_refused(value):
    with pytest.raises(InputError):
        check_whole(value, 1, 10, "days")


@pytest.mark.parametrize(
    ("text", "number"),
    [("3", 3), ("-3", -3), ("0.5", 0.5), ("1e-3", 0.001), ("x", "x"), ("", ""), ("1_000", "1_000"),
     ("nan", "nan"), ("inf", "inf"), ("1e999", "1e999")],
)  # fmt: skip
def test_numbers_are_read_as_a_person_means_them(text, number):
    assert as_number(text) == number
    assert type(as_number(text)) is type(number)


@pytest.mark.parametrize(
    ("seeds", "named"),
    [((1, 2, 3), "1:3"), ((7,), "7:7"), ((1, 3), ""), ((2, 1), ""), ((1, 1), "")],
)
def test_seeds_in_a_row_are_named_as_a_command_line_does(seeds, named):
    assert seed_range(seeds) == named
