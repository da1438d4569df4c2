"""The casebook of a run, and the telling of one case: from a short run, saved and read back."""

import gzip
import json
import math

import numpy as np
import pandas as pd
import pytest

import twin
from tests.strategies import BUSY
from twin import casebook
from twin.cli import main
from twin.errors import InputError
from twin.mechanisms.columns import DONE
from twin.model import CityTwin
from twin.record import load_run
from twin.why.life import tell

BURN_IN, DAYS = 3, 7
LEVERS = {
    "authority": 0.3, "whistle": 0.3, "onething": 0.3, "hotline": 0.3, "collectors": 3.0,
    "wardens": 1.0, "staffing": 0.3, "sensors": 0.5,
}  # fmt: skip
PARAMETERS = {**BUSY, "misroute": 0.4, "paper_closing": 0.9, "road_rate": 0.05}


@pytest.fixture(scope="module")
def run():
    return twin.run(
        district="classroom", days=DAYS, burn_in=BURN_IN, seed=4, levers=LEVERS,
        parameters=PARAMETERS,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(run, tmp_path_factory):
    return run.save(tmp_path_factory.mktemp("runs") / "first")


@pytest.fixture
def ask(capsys):
    """Give a function that runs ``twin explain case`` and gives exit code, output and errors."""

    def call(*words):
        code = main(["explain", "case", *map(str, words)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


def test_it_holds_the_cases_of_the_measured_days_by_their_number(run):
    model = CityTwin("classroom", levers=LEVERS, parameters=PARAMETERS, rng=4)
    model.run_for(days=BURN_IN + DAYS)
    cases = model.world.rows("cases")[: int(model.world.rows("city").n_cases[0])]
    late = np.flatnonzero(cases.collected >= 24 * BURN_IN)
    assert 0 < len(late) < len(cases) and run.cases.index.tolist() == late.tolist()
    assert (run.cases.work_spent - cases.work_spent[late]).abs().max() < 1e-3
    assert (run.cases.on_paper == cases.on_paper[late]).all()
    done = run.cases[[f"done_{name}" for name in casebook.NAMES]]
    finished = (cases.parts == DONE) & (cases.done_at >= 0.0)  # one handler's parts end together
    assert done.notna().to_numpy().tolist() == finished[late].tolist()
    open_ = run.cases.outcome == "open"
    assert open_.any() and (run.cases.verified.isna() == open_).all()


def test_every_column_says_what_it_holds(run):
    assert list(run.cases.columns) == list(casebook.MEANING)
    assert run.cases.index.name == "case"


def test_pandas_reads_it_and_the_same_run_gives_the_same_bytes(run, folder, tmp_path):
    file = folder / "cases.csv.gz"
    found = pd.read_csv(file, index_col="case")
    pd.testing.assert_frame_equal(found, run.cases, check_dtype=False)
    pd.testing.assert_frame_equal(found, casebook.read_cases(folder), check_dtype=False)
    again = run.save(tmp_path / "again") / "cases.csv.gz"
    assert again.read_bytes() == file.read_bytes()
    assert gzip.decompress(file.read_bytes()).startswith(b"case,kind,street_zh,")


def test_a_run_read_back_is_whole_and_its_folder_is_in_use(run, folder):
    assert load_run(folder).digest == run.digest
    with pytest.raises(InputError, match="folder in use"):
        run.save(folder)


def test_the_docs_name_every_column(root):
    page = (root / "docs" / "casebook.md").read_text(encoding="utf-8")
    lines = [f"| `{name}` | {meaning} |" for name, meaning in casebook.MEANING.items()]
    assert [line for line in lines if line not in page] == []


def test_telling_cases_are_what_they_are_said_to_be(run):
    cases, found = run.cases, {why.en: n for why, n in casebook.telling(run.cases)}
    assert len(set(found.values())) == len(found) >= 6
    joint = cases[(cases.joint == 1) & cases.verified.notna()]
    assert found[casebook.LONGEST.en] == (joint.verified - joint.collected).idxmax()
    paper = cases.loc[found[casebook.PAPER.en]]
    assert (paper.on_paper, paper.outcome) == (1, "resolved")
    own = cases.loc[found[casebook.AT_ONCE.en]]
    assert (own.lacked, own.holder, own.outcome, own.on_paper) == (0, "street", "resolved", 0)
    assert cases.loc[found[casebook.LOST.en]].misrouted == 1


def test_no_cases_nothing_to_tell(run, ask, folder, tmp_path):
    empty = run.cases.iloc[:0]
    assert casebook.telling(empty) == []
    home = tmp_path / "empty"
    home.mkdir()
    for name in ("manifest.json", "indicators.csv", "events.csv"):
        (home / name).write_bytes((folder / name).read_bytes())
    casebook.write_cases(empty, home / "cases.csv.gz")
    assert ask(home, "--lang", "en") == (0, "No case was opened in the measured days.\n", "")
    assert "allowed no case at all" in ask(home, "3")[2]


@pytest.mark.parametrize(("lang", "word"), [("zh", "值得看"), ("en", "worth telling")])
def test_without_a_number_a_few_cases_are_listed(ask, folder, lang, word):
    code, out, err = ask(folder, "--lang", lang)
    assert (code, err) == (0, "") and word in out
    data = json.loads(ask(folder, "--json")[1])
    assert all(str(case["number"]) in out for case in data["cases"])
    assert all({"why", "kind", "verified"} <= set(case) for case in data["cases"])


def test_a_case_is_told_in_both_languages(ask, folder, run):
    number = {why.en: n for why, n in casebook.telling(run.cases)}[casebook.PAPER.en]
    code, out, _ = ask(folder, number, "--lang", "en")
    assert code == 0 and out.startswith(f"Case {number} · ")
    assert "The record says resolved, yet the cause was still there" in out
    assert "案卷上写着" in ask(folder, number, "--lang", "zh")[1]
    data = json.loads(ask(folder, number, "--json")[1])
    assert data["case"]["number"] == number and data["case"]["on_paper"] == 1
    assert set(data["told"]) == {"zh", "en"}
    assert out.splitlines()[2:] == data["told"]["en"]


def told(row, words="en"):
    return " ".join(tell(row, BURN_IN, words))


def test_every_case_of_the_run_can_be_told_and_says_what_happened(run):
    for number, row in run.cases.iterrows():
        case = {"number": number, **row.to_dict()}
        text, zh = told(case), told(case, "zh")
        assert "{" not in text + zh and "nan" not in text + zh
        assert ("whistled" in text) == bool(case["whistled"])
        assert ("wrong desk" in text) == bool(case["misrouted"])
        assert ("no power" in text) == bool(case["lacked"])
        assert ("sent back to work" in text) == bool(case["reopened"])
        assert ("still open" in text) == (case["outcome"] == "open")
        assert ("yet the cause was still there" in text) == bool(case["on_paper"])
        parts = [v for k, v in case.items() if k.startswith("done_") and not math.isnan(v)]
        assert text.count("finished its part") == len(parts)
    assert {"patrol", "collector", "resident"} <= set(run.cases.source)


def test_hours_and_days_are_told_as_measured(run):
    row = run.cases[run.cases.outcome == "resolved"].iloc[0].to_dict()
    day, hour = divmod(int(row["collected"]), 24)
    text = told({"number": 1, **row})
    assert text.startswith(f"day {day - BURN_IN + 1}, {hour:02d}:00: ")
    assert f"{row['verified'] - row['collected']:g} h after it was noticed" in text


@pytest.mark.parametrize("number", ["99999999", "-1", "x", "1.5", "nan"])
def test_an_unknown_case_is_refused_with_what_there_is(ask, folder, run, number):
    code, out, err = ask(folder, "--", number)
    assert (code, out) == (2, "")
    last = run.cases.index[-1]
    assert err.startswith(
        f"twin: unknown case: twin explain case: got '{number}', allowed a number"
    )
    assert f" to {last}" in err


def test_a_case_of_the_burn_in_is_unknown(ask, folder, run):
    assert run.cases.index[0] > 0
    assert ask(folder, 0)[0] == 2


def test_a_folder_without_run_or_cases_and_too_many_words_are_refused(ask, folder, tmp_path):
    assert "missing file" in ask(tmp_path)[2]
    (tmp_path / "manifest.json").write_bytes((folder / "manifest.json").read_bytes())
    for name in ("indicators.csv", "events.csv"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    assert "cases.csv.gz" in ask(tmp_path)[2]
    assert "missing argument" in ask()[2]
    assert "argument not understood" in ask(folder, "1", "2")[2]
    assert main(["explain", "lever", "whistle", "1"]) == 2
