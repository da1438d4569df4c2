"""``twin bench``: the shape of what it gives, at tiny sizes. No test here looks at a time."""

import json

import pytest

from twin import bench
from twin.bench import checkout, city, page, probe, stalls, sweeps
from twin.bench.rows import Row, Words
from twin.errors import InputError, NotReady

ROW = {"part", "name", "value", "unit", "demanded", "met", "zh", "en"}


@pytest.fixture
def tiny(monkeypatch):
    """Let the part 'stalls' measure one day of its smallest city."""
    monkeypatch.setattr(stalls, "SIZES", {"tiny": (1, 0.001, 1.0)})


@pytest.fixture
def wheel(monkeypatch, tmp_path):
    """Let the package lie where an installed wheel does: without the tests beside it."""
    monkeypatch.setattr(checkout, "ROOT", tmp_path)


def test_stalls_are_measured_side_by_side(tiny):
    told = []
    result = bench.bench("stalls", lambda done, total: told.append((done, total)))
    [size] = result["stalls"]
    assert told == [(1, 1)]
    assert size["ratio_low"] <= size["ratio"] <= size["ratio_high"]
    assert size["mesa_ms_per_tick"] > 0 and size["twin_ms_per_tick"] > 0
    assert size["agents"] == 2_105 and size["cells"] == 400
    assert "side by side" in result["note"]
    assert [row["name"].rpartition(".")[2] for row in result["rows"]] == ["ratio", "mesa", "twin"]
    assert result["rows"][0]["met"] is True and result["all_met"] is True


def test_a_result_is_json_and_says_where_it_was_measured(tiny):
    result = bench.bench("stalls")
    assert json.loads(json.dumps(result, allow_nan=False)) == result
    assert all(set(row) == ROW for row in result["rows"])
    assert {"processor", "cores", "load", "system", "python", "twin", "mesa", "numba"} <= set(
        result["facts"]
    )
    assert result["facts"]["processor"] and result["facts"]["cores"] >= 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_table_has_a_line_for_every_number(tiny, language):
    result = bench.bench("stalls")
    head, lines = bench.table(result, language)
    assert len(lines) == len(result["rows"])
    assert all(len(line) == len(head) for line in lines)
    assert lines[0][3:] == (">= 0.001", "是" if language == "zh" else "yes")
    said = "\n".join(bench.caption(result, language))
    assert result["facts"]["processor"] in said and f"mesa {result['facts']['mesa']}" in said
    assert ("同一次运行" if language == "zh" else "side by side") in said


def test_a_fresh_process_tells_of_a_city():
    told = city.probe("classroom", 0.0, 1)
    assert told["agents"]["residents"] > 100 and told["agents"]["teams"] > 0
    assert 0 < told["first_tick_cpu_s"] < told["first_tick_s"] * 4
    assert told["days"] == 1 and told["cpu_s_per_tick"] > 0
    assert told["peak_mb"] is None or told["peak_mb"] > 50


def test_a_city_that_cannot_be_run_says_how_to_replay():
    with pytest.raises(bench.city.RunFailed, match=r"atlantis.*replay with: python -m twin"):
        city.probe("atlantis", 0.0, 0)


def test_a_year_is_extrapolated_from_its_sample():
    told = {"agents": {"residents": 9, "teams": 1}, "days": 73, "cpu_s": 2.0, "wall_s": 3.0}
    year = city._year(told)
    assert (year["cpu_s"], year["wall_s"], year["extrapolated"]) == (10.0, 15.0, True)
    assert city._year({**told, "days": 365})["extrapolated"] is False


@pytest.mark.slow
def test_the_city_is_measured_at_every_size():
    told = []
    result = city.measure(lambda *at: told.append(at), district="classroom", sizes=((600, 1),))
    assert told[-1] == (4, 4)
    [size] = result["sizes"]
    assert size["agents"] > size["residents"] > 300
    assert size["agent_ticks_per_s"] == pytest.approx(1e9 / size["ns_per_agent_tick"])
    names = [row.name for row in city.rows(result)]
    assert {"year.cpu", "year.wall", "start.mesa", "0k.speed", "0k.cost"} <= set(names)


def test_the_lines_of_the_page_are_its_demands():
    maps = {"start_map_s": 2.0, "first_map_s": 6.0}
    maps |= {"start_map_phone_s": 3.0, "first_map_phone_s": 3.1}
    rest = {"frames_per_s": 40.0, "stop_ms": 80.0, "lever_ms": 301.0, "paused_cpu_percent": 1}
    met = [row.met for row in page.rows(maps | rest)]
    assert met == [True, False, True, False, True, True, False, True]


def test_the_lines_of_sweeps_are_their_demands():
    measured = {
        "warm": {"twin_ms": [1.0, 3.0, 2.0], "mesa_ms": [50.0, 60.0, 70.0], "ratio": 30.0},
        "cold": {"ratio": 0.9},
        "memory": {"growth_percent": 3.0},
        "stored": {"median_s": 0.4},
    }
    rows = sweeps.rows(measured)
    assert [row.met for row in rows] == [None, None, True, False, True, True]
    assert [row.value for row in rows[:2]] == [2.0, 60.0]


@pytest.mark.slow
def test_sweeps_are_measured_beside_mesas_batch_run():
    told = []
    sizes = {"warm": (8, 1), "cold": (2, 1), "memory": (10, 200), "stored": (100, 1)}
    result = sweeps.measure(lambda *at: told.append(at), sizes)
    assert told[-1] == (4, 4)
    assert result["warm"]["ratio"] > 0 and result["cold"]["twin_s"][0] > 0
    assert result["memory"]["small_mb"] > 50 and result["stored"]["runs"] == 100


@pytest.mark.browser
@pytest.mark.slow
def test_the_page_is_measured_in_a_browser():
    measured = page.measure(lambda done, total: None)
    assert set(measured) == set(page.DEMANDS)
    assert all(value >= 0 for value in measured.values()) and measured["frames_per_s"] > 0


def test_a_demand_is_met_at_its_bound():
    label = Words("速度", "speed")
    assert Row("model", "a", label, 50.0, "x", at_least=50.0).met is True
    assert Row("model", "a", label, 49.9, "x", at_least=50.0).met is False
    assert Row("model", "a", label, 300.1, "ms", at_most=300.0).met is False
    assert Row("model", "a", label, 1.0, "x").met is None


def test_an_installed_wheel_says_what_is_missing(wheel):
    with pytest.raises(NotReady, match=r"tests/bench/stalls_mesa\.py.*checkout"):
        bench.bench("stalls")


def test_of_all_parts_those_that_cannot_be_measured_are_skipped(wheel, monkeypatch):
    for part in ("model", "room"):  # these need no checkout
        monkeypatch.delitem(bench.PARTS, part)
    result = bench.bench("all")
    assert set(result["skipped"]) == {"stalls", "sweep", "page"}
    assert result["rows"] == []


def test_an_unknown_part_names_the_nearest_one():
    with pytest.raises(InputError, match="nearest known name 'stalls'"):
        bench.bench("stall")


def test_memory_is_told_where_the_system_knows_it():
    pytest.importorskip("resource")
    assert 20 < probe.peak_mb() < 100_000
