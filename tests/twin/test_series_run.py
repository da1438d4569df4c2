"""The same statistics of a run, and the commands that print them beside a real file."""

import json

import numpy as np
import pandas as pd
import pytest

import twin
from tests.strategies import BUSY
from twin.cli import main
from twin.errors import InputError
from twin.record import load_run
from twin.series import cases_of, cases_of_folder, statistics
from twin.series.simulated import surroundings

BURN_IN, DAYS = 3, 7


@pytest.fixture(scope="module")
def run():
    return twin.run(
        district="classroom", days=DAYS, burn_in=BURN_IN, seed=4, levers={"collectors": 3.0},
        parameters=BUSY,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(run, tmp_path_factory):
    return run.save(tmp_path_factory.mktemp("runs") / "first")


@pytest.fixture
def ask(capsys):
    """Give a function that runs ``twin cases`` and gives exit code, output and errors."""

    def call(*words):
        code = main(["cases", *map(str, words)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


def test_a_run_and_its_folder_give_the_same_statistics(run, folder):
    assert statistics(cases_of(run)) == statistics(cases_of_folder(folder))
    with pytest.raises(InputError, match=r"missing file: run.cases"):
        cases_of(load_run(folder))


def test_cases_lie_where_and_when_the_casebook_says(run):
    district = twin.load_district("classroom")
    found = statistics(cases_of(run), *surroundings(district, "street"))
    book = run.cases
    assert found.cases == len(book) > 50 and found.volume.days == DAYS
    hours = np.bincount(book.collected.astype(int) % 24, minlength=24) / len(book)
    assert found.volume.by_hour == pytest.approx(tuple(hours))
    assert found.repeat_share == pytest.approx(book.again.mean())
    opened = run.values[:, run.names.index("cases_opened")]
    assert found.spread.per_thousand == pytest.approx(opened.mean(), rel=1e-6)
    counts = book.groupby("street_en").size()
    assert found.spread.top_share == pytest.approx(counts.max() / len(book))
    assert found.spread.areas == len(district.streets) and found.spread.without_area == 0


def test_lapsed_cases_were_never_closed(run):
    table, book = cases_of(run), run.cases
    lapsed = (book.outcome == "lapsed").to_numpy()
    assert (
        table.cases["closed"].isna().to_numpy().tolist()
        == (lapsed | (book.outcome == "open").to_numpy()).tolist()
    )
    end = pd.Timestamp("2024-01-01") + pd.Timedelta(days=BURN_IN + DAYS)
    open_ = (book.outcome == "open").to_numpy()
    assert open_.any() and (table.cases["until"][open_] == end).all()


def test_cells_are_areas_too(run):
    district = twin.load_district("classroom")
    pairs, people = surroundings(district, "cell")
    found = statistics(cases_of(run, "cell"), pairs, people)
    assert found.spread.areas == district.n_cells == len(people)
    inside = district.width * district.height == district.n_cells
    w, h = district.width, district.height
    assert inside and len(pairs) == w * (h - 1) + h * (w - 1) + 2 * (w - 1) * (h - 1)
    assert found.spread.morans_i is not None
    with pytest.raises(InputError, match="unknown level: by: got 'ward'"):
        cases_of(run, "ward")


@pytest.mark.parametrize(
    ("lang", "word"), [("zh", "办结用时中位数"), ("en", "time to close, median")]
)
def test_the_command_sets_a_file_beside_runs(ask, folder, tmp_path, lang, word):
    file, mapping, near = (tmp_path / name for name in ("c.csv", "m.toml", "n.csv"))
    file.write_text("on,off,where\n2024-01-01,2024-01-04,1\n2024-01-02,,2\n", encoding="utf-8")
    mapping.write_text(
        'title = {zh = "甲", en = "A"}\n[columns]\nopened = "on"\nclosed = "off"\narea = "where"\n',
        encoding="utf-8",
    )
    near.write_text("a,b\n1,2\n2,3\n", encoding="utf-8")
    people = tmp_path / "p.csv"
    people.write_text("area,residents\n1,10\n2,10\n3,10\n", encoding="utf-8")
    words = (
        file, "--map", mapping, "--adjacency", near, "--population", people, "--run", folder,
        "--dates",
    )  # fmt: skip
    code, out, err = ask(*words, "--lang", lang)
    assert (code, err) == (0, "") and word in out
    assert ask(*words, "--lang", lang, "--markdown")[1].startswith("| ")
    data = json.loads(ask(*words, "--json")[1])["cases"]
    assert [one["title"]["en"][:9] for one in data] == ["A", "simulated"]
    assert data[0]["closing"]["quantiles"]["median"] == 3.0 and data[0]["spread"]["areas"] == 3
    assert data[0]["spread"]["per_thousand"] == pytest.approx(1000 * 2 / 30 / 2)
    assert data[1]["closing"]["quantiles"]["median"] % 1.0 == 0.0


def test_the_command_can_look_at_some_cases_only(ask, folder, run):
    words = ("--run", folder, "--source", "resident", "--kind", "waste", "--json")
    data = json.loads(ask(*words)[1])["cases"][0]
    chosen = run.cases[(run.cases.source == "resident") & (run.cases.kind == "waste")]
    assert data["cases"] == len(chosen) > 0 and data["kinds"] == {"waste": 1.0}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "missing argument: twin cases"),
        (("x.csv",), "missing option: --map"),
        (("x.csv", "--map", "new-york-vending", "--by", "cell"), "missing option: --by"),
        (("x.csv", "--map", "new-york-vending"), "missing file: x.csv"),
        (("--run", ".", "--map", "new-york-vending"), "missing option: --map"),
        (("--run", "nowhere"), "missing file"),
    ],
)
def test_the_command_refuses_what_it_cannot_follow(ask, tmp_path, monkeypatch, words, message):
    monkeypatch.chdir(tmp_path)
    code, out, err = ask(*words)
    assert (code, out) == (2, "") and message in err


def test_a_level_nobody_knows_is_refused(ask, folder):
    assert "unknown level: --by: got 'ward'" in ask("--run", folder, "--by", "ward")[2]
