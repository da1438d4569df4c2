"""Streets and groups: numbers by hand, tidy tables, and a folder that gives them back."""

import numpy as np
import pytest

import twin
from agents.residents import GROUPS
from tests.strategies import BUSY
from tests.twin.by_hand import CLASSROOM, end_cases, fresh
from twin.errors import InputError
from twin.indicators import measure_day
from twin.measures.group_parts import GROUP_PARTS
from twin.measures.places import GROUP_NAMES
from twin.measures.street_parts import STREET_PARTS
from twin.mechanisms.diary import TRACE, as_numbers
from twin.tidy import Parts, read_parts
from twin.units import UNITS_ZH

DAYS = 3
N = len(CLASSROOM.streets)


def run_days():
    city = twin.CityTwin(district="classroom", parameters=BUSY, rng=6)
    days = []
    for _ in range(DAYS):
        city.run_for(days=1)
        days.append(Parts.of(city.world))
    return city, Parts.joined(days)


@pytest.fixture(scope="module")
def city_and_parts():
    return run_days()


def street(parts, name):
    """Give one indicator of every street on the last day."""
    return parts.streets[-1][:, [one.name for one in STREET_PARTS].index(name)]


def group(parts, name):
    """Give one indicator of every group on the last day, by the group's name."""
    values = parts.groups[-1][:, [one.name for one in GROUP_PARTS].index(name)]
    return dict(zip(GROUP_NAMES, values.tolist(), strict=True))


@pytest.mark.parametrize("one", [*STREET_PARTS, *GROUP_PARTS], ids=lambda one: one.name)
def test_a_part_is_declared_whole(one):
    assert one.unit in UNITS_ZH
    for words in (one.label, one.text):
        assert any("\u4e00" <= letter <= "\u9fff" for letter in words.zh) and words.en.isascii()


def test_streets_add_up_to_the_district(city_and_parts):
    city, parts = city_and_parts
    persons, values = street(parts, "persons"), city.indicators
    assert persons.sum() == city.district.population
    for name in ("satisfaction", "vendors_trading", "reports", "backlog", "hidden_troubles"):
        mean = np.average(street(parts, name), weights=persons)
        assert mean == pytest.approx(values[name], rel=1e-4, abs=1e-6), name
    mean = np.average(street(parts, "cases_opened"), weights=persons)
    assert mean == pytest.approx(values["cases_opened"], rel=1e-4)
    care = city.world.rows("cells").care
    weights = np.bincount(city.district.street, care, N)
    assert np.average(street(parts, "order"), weights=weights) == pytest.approx(values["order"])


def test_the_streets_books_are_the_districts(city_and_parts):
    city, _ = city_and_parts
    world = fresh(days=0)
    world.tables["street_book"].rows.visits[:N] = 1.0
    days = city.world.rows("street_book")[N:]
    assert days.takings.sum() / (city.district.population / 1000) == pytest.approx(
        city.indicators["trade_volume"]
    )
    assert as_numbers(world.rows("street_book")).shape[1] >= len(TRACE)
    assert (as_numbers(city.world.rows("street_book"))[:N] == 0.0).all()


def test_groups_are_means_over_their_persons(city_and_parts):
    city, parts = city_and_parts
    rows = city.world.rows("residents")
    for k, name in enumerate(GROUPS):
        who = rows.group == k
        mean = np.average(rows.satisfaction[who], weights=rows.weight[who])
        assert group(parts, "satisfaction")[name] == pytest.approx(mean, rel=1e-5)
        assert group(parts, "persons")[name] == rows.weight[who].sum()
    floating = rows.weight[rows.floating].sum()
    assert group(parts, "persons")["floating"] == floating
    assert group(parts, "satisfaction")["local"] == pytest.approx(
        city.indicators["satisfaction_local"], rel=1e-5
    )


def test_reports_of_a_group_are_those_of_the_day():
    world = fresh(days=2)
    rows = world.rows("residents")
    rows.reports_made[0], rows.problem_hours[0] = 5.0, 50.0
    measure_day(world)
    rows.reports_made[0] += 2.0
    measure_day(world)
    parts = Parts.of(world)
    name = GROUPS[rows.group[0]]
    persons = group(parts, "persons")[name]
    assert group(parts, "reports")[name] == pytest.approx(1000.0 * 2.0 / persons)
    assert group(parts, "reporting")[name] == pytest.approx(1000.0 * 7.0 / 50.0)


def test_cases_of_a_street_are_its_own():
    world = fresh()
    now = float(world.now.tick)
    old = {"street": 1, "collected": now - 60.0, "verified": now - 40.0}
    end_cases(world, [old, {"street": 1}, {"street": 0}, {"street": 0, "outcome": 3}])
    parts = Parts.of(world)
    thousands = world.rows("offices").persons[:2] / 1000.0
    assert street(parts, "cases_opened")[:2] == pytest.approx([2.0, 1.0] / thousands)
    assert street(parts, "cases_ended")[:2] == pytest.approx([1.0, 1.0] / thousands)
    assert street(parts, "case_hours")[:2].tolist() == [10.0, 15.0]
    assert np.isnan(street(parts, "case_hours")[2:]).all()


def test_order_and_vitality_of_streets_by_hand():
    world = fresh()
    day = world.rows("street_book")[N:]
    day.care[:2], day.disorder[:2] = [9.0, 9.0], [1.8, 4.5]
    day.chances[0], day.visits[1] = 100.0, 27.0
    day.bought[0, 2], day.shopped[0], day.unmet[0] = 30.0, 30.0, 60.0
    day.sold[0, 2] = 30.0
    parts = Parts.of(world)
    assert street(parts, "order")[:2] == pytest.approx([0.8, 0.5])
    assert street(parts, "wants_met")[0] == 0.5
    assert street(parts, "variety")[0] == pytest.approx(2 / 6)
    assert street(parts, "vitality")[0] == pytest.approx((0.27 * 0.5 / 3) ** (1 / 3))
    assert np.isnan(street(parts, "vitality")[1])


def test_tables_have_a_line_per_day_part_and_indicator(city_and_parts):
    _, parts = city_and_parts
    frame, groups = parts.street_frame(), parts.group_frame()
    assert list(frame.columns) == ["day", "street", "indicator", "value"]
    assert len(frame) == DAYS * N * len(STREET_PARTS)
    assert len(groups) == DAYS * len(GROUP_NAMES) * len(GROUP_PARTS)
    one = frame[(frame.day == 2) & (frame.street == parts.codes[1]) & (frame.indicator == "order")]
    assert one.value.tolist() == [parts.streets[1, 1, 1]]
    assert not frame.duplicated(["day", "street", "indicator"]).any()


def test_a_folder_gives_the_tables_back_to_the_last_bit(city_and_parts, tmp_path):
    _, parts = city_and_parts
    parts.save(tmp_path)
    back = read_parts(tmp_path)
    assert back.codes == parts.codes
    assert back.streets.tobytes() == parts.streets.tobytes()
    assert back.groups.tobytes() == parts.groups.tobytes()


def test_a_folder_without_tables_is_refused(tmp_path):
    with pytest.raises(InputError, match="missing file"):
        read_parts(tmp_path)


def test_tables_of_other_indicators_are_refused(city_and_parts, tmp_path):
    city_and_parts[1].save(tmp_path)
    file = tmp_path / "streets.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("order", "odour"), encoding="utf-8")
    with pytest.raises(InputError, match="unknown indicators"):
        read_parts(tmp_path)


def test_equal_runs_give_equal_tables(city_and_parts):
    assert run_days()[1].streets.tobytes() == city_and_parts[1].streets.tobytes()


def test_the_diary_comes_back_with_a_snapshot():
    city = twin.CityTwin(district="classroom", parameters=BUSY, rng=6)
    city.run_for(days=1)
    moment = city.snapshot()
    city.run_for(days=1)
    wanted, digest = Parts.of(city.world), city.digest()
    city.restore(moment)
    city.run_for(days=1)
    assert city.digest() == digest
    assert Parts.of(city.world).streets.tobytes() == wanted.streets.tobytes()
