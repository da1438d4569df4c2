"""The report of a sweep says what its tables say; made here of a sweep written down by hand."""

from dataclasses import dataclass, field

import pytest

from tests.twin.findings.hand import experiment, filled
from tests.twin.test_report import CHINESE, Text
from twin.errors import InputError
from twin.indicators import INDICATOR_NAMES
from twin.report import render, report_of, sweep_report
from twin.sweep.experiment import Experiment

FAILURE = {
    "point": 1, "seed": 2, "error": "<b>boom</b>", "replay": "twin sweep rerun out abc",
}  # fmt: skip


@dataclass(frozen=True)
class Hand:
    """A sweep with the face of one on disk: more authority is more order, and less vitality."""

    experiment: Experiment
    runs: object
    failures: list = field(default_factory=lambda: [FAILURE])
    manifest: dict = field(default_factory=lambda: {"version": "0.1.0"})


def outcome(values, seed):
    """Give every indicator of a made-up run; whistle 1 is worse in everything."""
    every = dict.fromkeys(INDICATOR_NAMES, 0.5)
    luck = 0.001 * seed
    authority, whistle = values["authority"], values["whistle"]
    return every | {
        "order": 0.5 + 0.2 * authority - 0.1 * whistle + luck,
        "vitality": 0.6 - 0.2 * authority - 0.1 * whistle + luck,
        "case_hours": 30.0 - 20.0 * authority + seed,
        "satisfaction_local": 0.4 + 0.1 * authority,
    }


@pytest.fixture(scope="module")
def sweep():
    asked = experiment({"authority": [0.0, 0.5, 1.0], "whistle": [0.0, 1.0]})
    sheet = filled(asked, outcome, seeds=(1, 2, 3, 4))
    return Hand(sheet.experiment, sheet.runs)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_sweep_becomes_one_file_in_one_language(sweep, language):
    html = render(sweep_report(sweep, language))
    found = Text(html)
    assert found.loads == [] and "script" not in found.elements
    assert "<b>boom" not in html and "&lt;b&gt;boom" in html
    if language == "en":
        assert not CHINESE.search(found.whole()), CHINESE.search(found.whole())


def test_the_front_is_named_with_its_numbers(sweep):
    page = sweep_report(sweep, "en")
    front = page.sections[0]
    assert front.paragraphs == ("Of 6 decisions, 3 are beaten by no other in every outcome.",)
    assert {row[0] for row in front.table.rows} == {
        f"Matters handed down {level}, Whistle 0" for level in ("0", "0.5", "1")
    }
    assert {row[1].split()[0] for row in front.table.rows} == {"50.3", "60.2", "70.2"}


def test_the_file_of_the_experiment_is_in_the_report(sweep):
    again = sweep_report(sweep, "en").sections[-1]
    assert again.command.startswith("twin sweep hand.toml")
    assert "authority = {grid = [0.0, 0.5, 1.0]}" in again.command


def test_failures_come_with_the_command_that_shows_them(sweep):
    told = " ".join(item for s in sweep_report(sweep, "en").sections for item in s.items)
    assert "twin sweep rerun out abc" in told


def test_the_best_is_told_with_who_gains(sweep):
    titles = {s.title: s for s in sweep_report(sweep, "en").sections}
    (who,) = (s for title, s in titles.items() if title.startswith("Who gains"))
    said = {row[0]: row[2] for row in who.table.rows}
    assert said["registered locals: satisfaction"] == "better off"
    assert said["floating population: satisfaction"] == "no clear difference"


def test_a_sweep_without_a_whole_run_is_refused(sweep):
    empty = Hand(sweep.experiment, sweep.runs.assign(status="failed"))
    with pytest.raises(InputError, match="no finished run"):
        sweep_report(empty, "en")


def test_a_folder_of_a_sweep_is_told_from_a_run(tmp_path):
    (tmp_path / "experiment.toml").write_text("nonsense")
    with pytest.raises(InputError):
        report_of(tmp_path, "en")
