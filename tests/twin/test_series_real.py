"""The known figures of real case files, from the files beside the checkout."""

import pytest

from twin.series import read_cases_file, statistics
from twin.series.space import read_neighbours


@pytest.fixture(scope="module")
def chicago(shared):
    file = shared / "data" / "chicago_sanitation_311" / "cases_2011_2012.csv"
    return statistics(read_cases_file(file, "chicago-sanitation"))


def test_time_to_close_in_chicago(chicago):
    assert chicago.cases == 37_044
    assert (chicago.closing.quantiles["median"], chicago.closing.quantiles["p90"]) == (2.0, 9.0)
    assert (chicago.closing.within_day, chicago.closing.within_week) == pytest.approx(
        (0.406, 0.872), abs=5e-4
    )
    assert chicago.closing.still_open == 31


def test_where_and_when_cases_arise_in_chicago(chicago):
    assert chicago.spread.areas == 77
    assert chicago.spread.gini == pytest.approx(0.415, abs=5e-4)
    assert chicago.repeat_share == pytest.approx(0.048, abs=5e-4)
    assert chicago.volume.weekend_share == pytest.approx(0.14, abs=5e-4)
    months = chicago.volume.by_month
    assert months[7] / months[0] == pytest.approx(2.57, abs=0.01)


def test_citations_of_new_york_lie_where_they_are_known_to_lie(shared):
    home = shared / "data" / "nyc_street_vending"
    table = read_cases_file(home / "council_districts.geojson", "new-york-vending")
    found = statistics(table, read_neighbours(home / "adjacency.csv"))
    assert (found.cases, found.spread.areas) == (98_349, 51)
    assert found.spread.gini == pytest.approx(0.754, abs=5e-4)
    assert found.spread.morans_i == pytest.approx(0.49, abs=5e-3)
