"""Every unit that is declared has a Chinese reading."""

from agents.knob import Grade
from twin.district import district_names, load_district
from twin.indicators import INDICATORS, Side
from twin.levers import LEVERS
from twin.parameters import PARAMETERS
from twin.units import GRADES_ZH, KINDS_ZH, SIDES_ZH, UNITS_ZH, grade_in, kind_in, side_in, unit_in


def test_every_unit_of_a_knob_is_listed():
    assert {knob.unit for knob in (*LEVERS, *PARAMETERS)} - set(UNITS_ZH) == set()


def test_every_unit_and_side_of_an_indicator_is_listed():
    assert {indicator.unit for indicator in INDICATORS} - set(UNITS_ZH) == set()
    assert set(SIDES_ZH) == {str(side) for side in Side}
    assert side_in("zh", Side.ORDER) == "秩序" and side_in("en", Side.ORDER) == "order"


def test_every_grade_and_kind_is_listed():
    assert set(GRADES_ZH) == set(Grade)
    assert {load_district(name).kind for name in district_names()} <= set(KINDS_ZH)


def test_english_is_what_was_declared():
    assert unit_in("en", "yuan/d") == "yuan/d" and unit_in("zh", "yuan/d") == "元/天"
    assert grade_in("en", Grade.MEASURED) == "measured" and grade_in("zh", "measured") == "实测"
    assert kind_in("en", "real") == "real" and kind_in("zh", "real") == "真实"
