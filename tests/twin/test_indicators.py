"""Indicators: declared in both languages, within their range, right on days made by hand."""

import math

import numpy as np
import pytest

import twin
from tests.strategies import BUSY
from twin.indicators import INDICATOR_NAMES, INDICATORS, Day
from twin.levers import LEVERS
from twin.measures.people import gini
from twin.measures.street import variety_share

HIGH = {lever.name: lever.high for lever in LEVERS}
EXTREMES = {
    "plain": {},
    "nothing": {lever.name: lever.low for lever in LEVERS},
    "everything": HIGH,
    "crackdown": {"intensity": 1.0, "style": 1.0, "pitches": 0.0},
    "whistled": {"whistle": 1.0, "authority": 0.0},
}


#: What four days of a classroom under default levers may have no value for, and why.
NEEDS_MORE = {
    "joint_hours", "harsh_share", "displacement",  # nobody was met or no joint case ended
    "licence_wait", "income_licensed",  # nobody won a pitch yet
    "access_gini",  # without service points
    "swing_days", "swing_size", "swing_share",  # from day 90
    "reporting_local", "reporting_floating", "reporting_ratio",  # nobody had a problem
    "duplicate_share",  # nobody rang that day
}  # fmt: skip


@pytest.fixture(scope="module")
def city():
    city = twin.CityTwin(district="classroom", parameters=BUSY, rng=6)
    city.run_for(days=4)
    return city


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.name)
def test_an_indicator_is_declared_whole(indicator):
    assert indicator.low < indicator.high and indicator.unit and indicator.source
    assert indicator.better in {"up", "down", ""}
    for words in (indicator.label, indicator.text):
        assert any("\u4e00" <= letter <= "\u9fff" for letter in words.zh)
        assert words.en and words.en.isascii()


def test_names_are_unique():
    assert len(set(INDICATOR_NAMES)) == len(INDICATOR_NAMES)


@pytest.mark.parametrize("name", EXTREMES)
def test_every_day_every_indicator_lies_in_its_range(name):
    found = []
    for parameters in ({}, BUSY):
        city = twin.CityTwin(
            district="classroom", parameters=parameters, levers=EXTREMES[name], rng=6
        )
        for day in range(12):
            city.run_for(days=1)
            for indicator in INDICATORS:
                value = city.indicators[indicator.name]
                inside = math.isnan(value) or indicator.low <= value <= indicator.high
                if not inside:
                    found.append(f"day {day}: {indicator.name} = {value}")
    assert not found, "\n".join(found)


def test_a_city_at_work_has_a_value_for_nearly_everything(city):
    missing = {name for name, value in city.indicators.items() if math.isnan(value)}
    assert missing <= NEEDS_MORE


def test_the_collector_has_a_row_an_hour_of_the_last_whole_day(city):
    frame = city.datacollector.get_model_vars_dataframe()
    assert list(frame.columns) == list(INDICATOR_NAMES) and len(frame) == 24 * 4
    assert frame.iloc[:23].isna().all(axis=None)
    assert frame.iloc[-1].to_dict() == pytest.approx(city.indicators, nan_ok=True)
    assert frame["order"].nunique() == len(city.history) == 4


def test_order_and_balance_are_what_they_say(city):
    values = city.indicators
    assert values["balance"] == pytest.approx(math.sqrt(values["order"] * values["vitality"]))
    gap = values["satisfaction_local"] - values["satisfaction_floating"]
    assert values["satisfaction_gap"] == pytest.approx(gap)
    assert values["vendors_trading"] <= values["vendors_in_business"]
    assert values["case_hours"] <= values["case_hours_p90"]
    assert values["utilisation"] <= values["utilisation_peak"]


def test_satisfaction_is_the_mean_over_persons_not_rows(city):
    rows = city.world.rows("residents")
    wanted = np.average(rows.satisfaction, weights=rows.weight)
    assert city.indicators["satisfaction"] == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("values", "wanted"),
    [([1, 1, 1, 1], 0.0), ([0, 0, 0, 4], 0.75), ([0, 1], 0.5), ([5], 0.0), ([1, 2, 3], 2 / 9)],
)
def test_gini_of_known_shares(values, wanted):
    assert gini(np.array(values, float)) == pytest.approx(wanted)
    assert gini(10.0 * np.array(values, float)) == pytest.approx(wanted)


def test_gini_of_nothing_is_no_number():
    assert math.isnan(gini(np.zeros(4)))


@pytest.mark.parametrize(
    ("sold", "shopped", "wanted"),
    [([1, 1, 1, 1, 1], 1, 1.0), ([1, 0, 0, 0, 0], 0, 1 / 6), ([2, 2, 0, 0, 0], 0, 2 / 6)],
)
def test_variety_counts_trades_by_what_is_sold(city, sold, shopped, wanted):
    world = city.world
    kept = world.rows("book").copy()
    world.rows("book")[1] = world.rows("book")[0]
    world.rows("book").sold[0] += sold
    world.rows("book").shopped[0] += shopped
    assert variety_share(Day(world)) == pytest.approx(wanted)
    world.rows("book")[:] = kept
