"""People by hour: shapes compared, and footfall taken from a running city."""

import json

import numpy as np
import pytest

import twin
from twin.cli import main
from twin.errors import InputError
from twin.scenario import Scenario
from twin.series.presence import match, presence_file, read_presence, simulate

HOURS = np.arange(24.0)
SMALL = Scenario(district="classroom", days=1, burn_in=1)


def test_a_day_is_like_itself_at_any_level():
    found = match(10.0 + HOURS, 3.0 * (10.0 + HOURS))
    assert (found.correlation, found.rmse) == pytest.approx((1.0, 0.0))
    assert (found.peak_counted, found.peak_simulated) == (23, 23)


def test_differences_are_in_shares_of_the_daily_mean():
    """Half of the hours at 2 and half at 0 against an even day: off by 1 everywhere."""
    found = match(np.repeat([2.0, 0.0], 12), np.ones(24))
    assert (found.correlation, found.rmse) == (None, 1.0)
    assert match(np.ones(24), np.zeros(24)).rmse is None
    assert match(HOURS, HOURS[::-1]).correlation == pytest.approx(-1.0)


def test_footfall_is_what_the_city_wrote_down_itself():
    found = simulate(SMALL, seed=3)
    model = twin.CityTwin("classroom", rng=3, burn_in=1)
    model.run_for(days=2)
    noted = model.world.rows("hours").footfall[24:48]
    assert found.everyone.sum(axis=0) == pytest.approx(noted, rel=1e-5)
    assert (found.residents >= 0).all() and found.visitors.sum() > 0 and found.residents.sum() > 0


def test_visitors_follow_the_presence_they_were_taken_from():
    """They are an input: no visitor where the district counts none, and none when nobody is out."""
    found, place = simulate(SMALL, seed=3), twin.load_district("classroom")
    none = place.visitors == 0
    assert none.any() and np.abs(found.visitors[none]).max() < 1e-3


@pytest.mark.parametrize("heading", ["h{:02d}", "{:02d}:00"])
def test_presence_is_read_under_both_kinds_of_heading(tmp_path, heading):
    head = ",".join(["code", *(heading.format(hour) for hour in range(24))])
    file = tmp_path / "p.csv"
    lines = [",".join([code, *("5" for _ in range(24))]) for code in ("b", "a")]
    file.write_text("\n".join([head, *lines]), encoding="utf-8")
    assert read_presence(file, ("a", "b")).shape == (2, 24)
    with pytest.raises(InputError, match=r"street without rows: p.csv, column code: got 'c'"):
        read_presence(file, ("a", "b", "c"))
    with pytest.raises(InputError, match=r"unknown street: p.csv, column code: got 'b'"):
        read_presence(file, ("a",))


def test_a_district_without_counted_presence_is_refused():
    assert presence_file("dongcheng").is_file()
    with pytest.raises(InputError, match="missing file: --district: got 'classroom'"):
        presence_file("classroom")


def test_the_shipped_presence_is_that_of_the_facts(shared):
    codes = tuple(street.code for street in twin.load_district("dongcheng").streets)
    facts = shared / "data" / "beijing_dongcheng_facts" / "hourly_presence.csv"
    shipped = read_presence(presence_file("dongcheng"), codes)
    assert (shipped == read_presence(facts, codes)).all()
    total = shipped.sum(axis=0)
    assert int(total.argmax()) == 14 and total.max() / total.min() == pytest.approx(1.458, abs=1e-3)


@pytest.mark.parametrize(("lang", "word"), [("zh", "不算独立验证"), ("en", "is no independent")])
def test_the_command_says_what_was_an_input(capsys, tmp_path, lang, word):
    codes = [street.code for street in twin.load_district("classroom").streets]
    head = ",".join(["code", *(f"h{hour:02d}" for hour in range(24))])
    lines = [",".join([code, *(str(10 + hour) for hour in range(24))]) for code in codes]
    file = tmp_path / "p.csv"
    file.write_text("\n".join([head, *lines]), encoding="utf-8")
    words = [
        "presence", "--district", "classroom", "--presence", str(file), "--days", "1",
        "--burn-in", "1",
    ]  # fmt: skip
    assert main([*words, "--lang", lang]) == 0
    assert word in capsys.readouterr().out.replace("\n", " ")
    assert main([*words, "--markdown"]) == 0 and "| 23 |" in capsys.readouterr().out
    assert main([*words, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert set(data["streets"]) == set(codes) and data["district"]["everyone"]["peak_counted"] == 23
    assert np.mean(data["hours"]["residents"]) == pytest.approx(1.0)
