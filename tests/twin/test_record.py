"""The record of a run: means, tables in three headings, and a folder that gives the run back."""

import json
import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from twin.errors import InputError, NotReady
from twin.paths import check_run_folder
from twin.record import Event, Origin, Run, load_run

NAMES = ("order", "vitality", "case_hours")
VALUES = np.array([[0.1, 0.2, math.nan], [0.3, 1 / 3, 12.0], [0.1 + 0.2, 0.4, math.nan]])
EVENTS = (Event(24, "lever", "whistle = 1"), Event(30, "campaign", 'with "quotes",\nand a line'))
SCENARIO = {"days": 3, "burn_in": 1, "scale": 10.0, "levers": {}, "parameters": {}}


@pytest.fixture
def run():
    origin = Origin(
        district="classroom", policy="baseline", scenario=SCENARIO, levers={"whistle": 0.0},
        parameters={"fine": 200.0}, seed=3, version="0.1.0", digest="ab" * 16,
        replay="twin run --seed 3",
    )  # fmt: skip
    return Run(origin, NAMES, VALUES, EVENTS, wall_seconds=1.25)


def test_the_summary_says_what_struck_and_what_was_dated(run):
    assert (run.summary()["schedule"], run.summary()["shocks"]) == ([], [])
    struck = {"name": "typhoon", "day": 2, "hour": 7, "strength": 1.0}
    scenario = {**SCENARIO, "shocks": [struck], "schedule": [{"levers": {"whistle": 1.0}}]}
    told = replace(run, origin=replace(run.origin, scenario=scenario)).summary()
    assert told["shocks"] == [struck] and told["schedule"] == [{"levers": {"whistle": 1.0}}]


def test_means_leave_out_days_without_a_value(run):
    assert run.means()["case_hours"] == 12.0
    assert run.means()["order"] == pytest.approx(0.7 / 3)


def test_an_indicator_that_never_had_a_value_has_no_mean_and_json_says_null(run):
    empty = replace(run, values=np.full((2, 3), math.nan))
    assert set(empty.means().values()) == {None}
    assert json.loads(json.dumps(empty.summary(), allow_nan=False))["indicators"]["order"] is None


@pytest.mark.parametrize(
    ("headers", "columns"),
    [("names", list(NAMES)), ("zh", ["秩序（指数）", "活力（指数）"]), ("en", ["Order (index)"])],
)
def test_a_frame_has_a_row_a_day_and_headings_as_asked(run, headers, columns):
    frame = run.to_frame(headers)
    assert list(frame.columns)[: len(columns)] == columns
    assert list(frame.index) == [1, 2, 3] and frame.index.name == "day"
    assert frame.to_numpy().tobytes() == VALUES.tobytes()


def test_unknown_headings_are_refused(run):
    with pytest.raises(InputError, match="unknown headers: headers: got 'fr'"):
        run.to_frame("fr")


@pytest.mark.parametrize("headers", ["names", "zh"])
def test_a_saved_run_comes_back_to_the_last_bit(run, tmp_path, headers):
    back = load_run(run.save(tmp_path / "deep" / "run", headers=headers))
    assert back.values.tobytes() == VALUES.tobytes()
    assert (back.origin, back.names, back.events) == (run.origin, run.names, run.events)
    assert back.wall_seconds == 1.25


def test_the_manifest_holds_what_makes_the_run_again(run, tmp_path):
    manifest = json.loads((run.save(tmp_path / "run") / "manifest.json").read_text("utf-8"))
    assert manifest["origin"]["digest"] == run.digest
    assert manifest["origin"]["replay"] == "twin run --seed 3"
    assert manifest["origin"]["parameters"] == {"fine": 200.0}
    assert {"python", "mesa", "numpy", "numba"} <= set(manifest["versions"])
    assert manifest["indicators"]["case_hours"] == 12.0


def test_chinese_headings_carry_the_mark_that_spreadsheets_need(run, tmp_path):
    written = (run.save(tmp_path / "run", headers="zh") / "indicators.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbf" + "day,秩序（指数）".encode())


def test_the_same_table_as_xlsx(run, tmp_path):
    pytest.importorskip("openpyxl", reason="the test environment has no openpyxl")
    folder = run.save(tmp_path / "run", formats=("xlsx",), headers="en")
    table = pd.read_excel(folder / "indicators.xlsx", index_col=0)
    assert table.columns[0] == "Order (index)"
    np.testing.assert_allclose(table.to_numpy(float), VALUES, rtol=1e-14)  # a sheet keeps 15 digits


def test_the_same_table_as_parquet_or_a_word_on_what_to_install(run, tmp_path):
    try:
        folder = run.save(tmp_path / "run", formats=("parquet",))
    except NotReady as told:
        assert "city-street-twin[parquet]" in str(told)
        assert not (tmp_path / "run").exists()
    else:
        assert (
            pd.read_parquet(folder / "indicators.parquet").to_numpy().tobytes() == VALUES.tobytes()
        )


def test_an_unknown_format_is_refused_and_nothing_is_written(run, tmp_path):
    with pytest.raises(InputError, match="unknown format: formats: got 'pickle'"):
        run.save(tmp_path / "run", formats=("pickle",))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_a_run_is_refused_and_left_as_it_is(run, tmp_path):
    folder = run.save(tmp_path / "run")
    before = (folder / "indicators.csv").read_bytes()
    with pytest.raises(InputError, match="folder in use"):
        replace(run, values=VALUES + 1).save(folder)
    assert (folder / "indicators.csv").read_bytes() == before


def test_a_folder_with_other_things_may_take_a_run(run, tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    run.save(tmp_path)
    assert (tmp_path / "notes.txt").read_text("utf-8") == "mine"


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="not a folder: --out"):
        check_run_folder(tmp_path / "file")
    with pytest.raises(InputError, match="folder not writable: --out"):
        check_run_folder(tmp_path / "file" / "below")


def test_looking_at_a_folder_makes_nothing(tmp_path):
    assert check_run_folder(tmp_path / "a" / "b") == tmp_path / "a" / "b"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["manifest.json", "indicators.csv", "events.csv"])
def test_half_a_run_is_refused(run, tmp_path, name):
    folder = run.save(tmp_path / "run")
    (folder / name).unlink()
    with pytest.raises(InputError, match=rf"missing file: .*{name}"):
        load_run(folder)


def test_a_run_of_another_layout_is_refused(run, tmp_path):
    file = run.save(tmp_path / "run") / "manifest.json"
    file.write_text(json.dumps({"layout": 99}), encoding="utf-8")
    with pytest.raises(InputError, match=r"unknown layout: manifest.json: got 99, allowed 1"):
        load_run(file.parent)
