"""The statistics of cases, on tables small enough to work them out by hand."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from scipy.stats import CensoredData, ecdf

from agents.knob import Words
from twin.errors import InputError
from twin.series import CaseTable, statistics
from twin.series.space import morans_i
from twin.series.survival import product_limit

#: Monday 1 to Sunday 14 January 2024: opened, closed, kind, area, repeated, voided.
ROWS = (
    ("2024-01-01 08:00", "2024-01-02 08:00", "waste", "a", False, False),
    ("2024-01-01 08:30", "2024-01-03 08:30", "waste", "a", True, False),
    ("2024-01-01 20:00", "2024-01-04 20:00", "noise", "b", False, False),
    ("2024-01-06 08:00", None, "waste", "a", False, False),
    ("2024-01-08 08:00", "2024-01-08 20:00", "", "", False, False),
    ("2024-01-08 08:00", "2024-01-08 09:00", "noise", "c", True, True),
)
END = pd.Timestamp("2024-01-15")


def table_of(rows, areas=("a", "b", "c", "d")):
    names = ["opened", "closed", "kind", "area", "repeated", "voided"]
    cases = pd.DataFrame(rows, columns=names)
    cases = cases.assign(
        opened=pd.to_datetime(cases["opened"]), closed=pd.to_datetime(cases["closed"]), source=""
    )
    cases["until"] = cases["closed"].fillna(END)
    return CaseTable(Words("手工", "by hand"), cases, areas, date(2024, 1, 1), date(2024, 1, 14))


@pytest.fixture(scope="module")
def table():
    return table_of(ROWS)


@pytest.fixture(scope="module")
def found(table):
    return statistics(table, [("a", "b"), ("c", "d")], {"a": 1000, "b": 500, "c": 0, "d": 500})


def test_void_cases_count_as_void_and_nowhere_else(found):
    assert (found.cases, found.voided) == (5, 1)
    assert found.repeat_share == pytest.approx(1 / 5)
    assert found.kinds == {"waste": 0.75, "noise": 0.25}


def test_volume_by_day_hour_weekday_and_month(found):
    volume = found.volume
    assert (volume.days, volume.per_day) == (14, pytest.approx(5 / 14))
    # daily counts 3, 1, 1 and eleven times 0: mean of squares 11 / 14
    mean = 5 / 14
    assert volume.dispersion == pytest.approx((11 / 14 - mean**2) / mean)
    assert (volume.by_hour[8], volume.by_hour[20]) == (0.8, 0.2) and sum(volume.by_hour) == 1.0
    assert volume.by_weekday == (2.0, 0, 0, 0, 0, 0.5, 0)
    assert volume.by_month[0] == pytest.approx(5 / 14) and volume.by_month[1:] == (None,) * 11
    assert volume.weekend_share == pytest.approx(0.2)


def test_time_to_close_counts_the_open_case_as_open(found):
    """Days 0.5, 1, 2, 3 closed, one open for 8.67: S = 4/5, 3/5, 2/5, 1/5."""
    closing = found.closing
    assert (closing.closed, closing.still_open, closing.unknown) == (4, 1, 0)
    expected = {"p10": 0.5, "p25": 1.0, "median": 2.0, "p75": 3.0, "p90": None}
    assert closing.quantiles == pytest.approx(expected)
    assert (closing.within_day, closing.within_week) == pytest.approx((0.4, 0.8))


def test_spread_over_the_areas(found):
    """Counts 3, 1, 0, 0 of four areas: Gini = (1*0 + 2*0 + 3*1 + 4*3) * 2 / (4*4) - 5 / 4."""
    spread = found.spread
    assert (spread.areas, spread.without_area) == (4, 1)
    assert spread.gini == pytest.approx(0.625)
    assert spread.top_share == pytest.approx(0.75)
    # z = 2, 0, -1, -1; neighbours' z = 0, 2, -1, -1: sums 0 + 0 + 1 + 1 over 4 + 0 + 1 + 1
    assert spread.morans_i == pytest.approx(2 / 6)
    assert spread.expected_i == pytest.approx(-1 / 3)
    assert spread.per_thousand == pytest.approx(1000 * 4 / 2000 / 14)
    # 3 per 1,000 for half of the people, 2 for a quarter, 0 for a quarter
    assert spread.rate_gini == pytest.approx(1 - (0.25 * 0 + 0.25 * 0.25 + 0.5 * 1.25))


def test_dates_alone_make_calendar_days(table):
    dated = statistics(table.dated())
    assert dated.closing.quantiles["p10"] == 0.0 and dated.closing.quantiles["median"] == 2.0
    assert dated.volume.by_hour == () and dated.volume.per_day == statistics(table).volume.per_day


def test_a_case_of_unknown_closing_counts_but_not_in_the_times():
    table = table_of(ROWS)
    table.cases.loc[0, ["closed", "until"]] = pd.NaT
    found = statistics(table)
    assert (found.cases, found.closing.unknown, found.closing.closed) == (5, 1, 3)
    assert found.closing.within_day == pytest.approx(1 / 4)


def test_no_cases_give_no_numbers_and_no_error():
    found = statistics(table_of(ROWS[-1:]), [("a", "b")], dict.fromkeys("abcd", 1.0))
    assert (found.cases, found.voided, found.kinds, found.repeat_share) == (0, 1, {}, None)
    assert found.volume.per_day is None and found.spread.gini is None
    assert set(found.closing.quantiles.values()) == {None} and found.spread.morans_i is None


def test_only_keeps_what_was_asked_for_and_names_what_is_near(table):
    assert len(table.only("kind", ["waste"]).cases) == 3
    with pytest.raises(InputError, match=r"unknown kind: kind: got 'wast', .* 'waste'"):
        table.only("kind", ["wast"])


@pytest.mark.parametrize(
    ("pairs", "people", "where"),
    [([("a", "e")], None, "adjacency"), (None, {"a": 1.0, "b": 1.0}, "population")],
)
def test_an_area_nobody_knows_is_refused(table, pairs, people, where):
    with pytest.raises(InputError, match=f"unknown area: {where}"):
        statistics(table, pairs, people)


def test_areas_without_cases_join_from_the_list_of_neighbours_but_none_is_lost(table):
    smaller = table_of(ROWS, ("a", "b"))
    assert smaller.covering("abcd", "x.csv").areas == ("a", "b", "c", "d")
    with pytest.raises(InputError, match=r"unknown area: x.csv: got 'a'"):
        table.covering("bcd", "x.csv")


def test_the_curve_is_the_one_that_scipy_draws():
    draws = np.array([3, 5, 5, 7, 2, 2, 9, 4, 8, 1, 5, 3], float)
    closed = np.array([1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 1, 0], bool)
    curve = product_limit(draws, closed)
    known = ecdf(CensoredData(uncensored=draws[closed], right=draws[~closed])).sf
    assert curve.still_open == pytest.approx(known.evaluate(curve.times))
    assert curve.quantile(0.5) == 5.0 and curve.quantile(0.99) is None
    assert curve.share_within(9.0) is not None and curve.share_within(9.1) is None


def test_morans_i_takes_a_pair_once_however_often_it_is_listed():
    values, pairs = [5.0, 1.0, 2.0, 4.0], [(0, 1), (1, 2), (2, 3)]
    doubled = [*pairs, *((b, a) for a, b in pairs), (0, 0)]
    assert morans_i(values, doubled) == morans_i(values, pairs)
    # z = 2, -2, -1, 1; means of the neighbours' z = -2, 0.5, -0.5, -1
    assert morans_i(values, pairs) == pytest.approx((-4 - 1 + 0.5 - 1) / 10)
    assert morans_i([1.0, 1.0], [(0, 1)]) is None and morans_i([1.0, 2.0], []) is None
