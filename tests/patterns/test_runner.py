"""Runs of patterns: shared, kept, made again only where something that counts has changed."""

import json
import multiprocessing
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from agents.knob import Words
from tests.patterns.toys import BROKEN, DRAWN, NOTHING, ODD, ORDER, STEERED, TRAP, TRAPPED
from twin.commands.validate import SCORECARD, page
from twin.compare.paired import mean_interval
from twin.errors import InputError
from twin.run import run_scenario
from twin.validate import sources
from twin.validate.protocol import Protocol
from twin.validate.runner import Workshop, find_pattern
from twin.validate.sources import probe_revision
from twin.validate.suite import validate

SMALL = Protocol(seeds=(1, 2, 3), burn_in=1, days=3, district="classroom")


def as_bytes(card):
    return json.dumps(card.to_dict(), ensure_ascii=False, allow_nan=False).encode()


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def first(kept):
    return validate([ORDER, DRAWN], SMALL, Workshop(kept, workers=2))


def test_the_statistic_is_that_of_single_runs(first):
    plan = SMALL.plan(ORDER, 2)
    calm, strict = (
        run_scenario(scenario, 2).means()["order"] for scenario in ORDER.arms(plan).values()
    )
    assert first.results[0].values["rise"][2] == pytest.approx(strict - calm, abs=1e-15)
    finding = first.results[0].findings[0]
    assert finding.low == mean_interval(first.results[0].to_frame()["rise"].to_numpy())[0]


def test_patterns_share_the_runs_of_equal_arms(tmp_path):
    told = []
    shop = Workshop(tmp_path, announce=lambda runs, days: told.append((runs, days)))
    validate([ORDER, DRAWN], replace(SMALL, seeds=(1, 2)), shop)
    assert told == [(6, 24)], "two shared arms and one of a seed's own, four days each"
    assert len(list(tmp_path.iterdir())) == 2 * 2 + 2 * 3


def test_the_bytes_depend_on_nobody_else(first, tmp_path):
    alone = validate([ORDER, DRAWN], SMALL, Workshop(tmp_path, workers=1))
    assert as_bytes(alone) == as_bytes(first)


def test_what_is_kept_is_not_run_again(first, kept):
    told = []
    again = validate(
        [ORDER, DRAWN], SMALL, Workshop(kept, announce=lambda *many: told.append(many))
    )
    assert told == [] and as_bytes(again) == as_bytes(first)


def test_half_a_file_is_no_file(first, kept):
    file = min(kept.iterdir())
    whole = file.read_bytes()
    file.write_bytes(whole[:20])
    assert as_bytes(validate([ORDER, DRAWN], SMALL, Workshop(kept))) == as_bytes(first)
    assert file.read_bytes() == whole


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_killed_worker_loses_only_its_run(tmp_path, monkeypatch):
    trap = tmp_path / "trap"
    trap.touch()
    monkeypatch.setenv(TRAP, str(trap))
    found = validate([TRAPPED], SMALL, Workshop(tmp_path / "a", workers=2))
    assert not trap.exists(), "no worker was killed"
    assert found.failed == ()
    assert as_bytes(found) == as_bytes(validate([TRAPPED], SMALL, Workshop(tmp_path / "b")))
    assert multiprocessing.active_children() == []


def test_a_run_that_fails_is_told_and_its_seed_left_out(tmp_path):
    card = validate([BROKEN, ORDER], SMALL, Workshop(tmp_path))
    assert {(failure.pattern, failure.seed) for failure in card.failed} >= {("T04", 2)}
    assert {failure.seed for failure in card.failed} == {2}
    assert "this probe breaks with seed 2" in card.failed[0].reason
    assert card.failed[0].replay.startswith("twin run --district classroom")
    assert list(card.results[0].values["rise"]) == [1, 3]


def test_a_run_that_somebody_steers_has_no_command_that_would_be_another_run(tmp_path):
    card = validate([STEERED, BROKEN], replace(SMALL, seeds=(2,)), Workshop(tmp_path))
    steered, broken, _ = card.failed
    assert "does not say who steers" in steered.reason
    assert steered.replay == "" != broken.replay
    told = page(SCORECARD, card, "en").splitlines()
    assert told[-5].endswith(steered.reason) and told[-4].startswith("failed: T04 calm, seed 2")
    assert told[-3] == f"  replay: {broken.replay}"


def test_too_few_days_for_a_pattern_are_told_and_keep_no_other_from_its_score(tmp_path):
    short = replace(SMALL, quick=True, seeds=(1,), burn_in=0, days=5)
    storms, order = validate([find_pattern("P25", ""), ORDER], short, Workshop(tmp_path)).results
    assert storms.verdict == "fail"
    assert all("not measurable in 1 of 1" in finding.reason.en for finding in storms.findings)
    assert list(order.values["rise"]) == [1]


@pytest.mark.parametrize("seeds", [(1, 5, 9), (3, 2, 1), (1, 1), (2, 3, 5)])
def test_seeds_that_no_command_can_name_are_refused(seeds):
    with pytest.raises(InputError, match="not a range of seeds: seeds"):
        Protocol(seeds=seeds)
    assert Protocol(seeds=(2, 3, 4)).origin([ORDER])["seeds"] == "2:4"


def test_numbers_come_back_as_they_were_noted_and_what_cannot_be_measured_fails(tmp_path):
    one = replace(SMALL, seeds=(1,))
    fresh, again = (validate([ODD, NOTHING], one, Workshop(tmp_path)) for _ in range(2))
    assert as_bytes(fresh) == as_bytes(again)
    assert "NaN" not in as_bytes(fresh).decode()
    content = json.loads(min(tmp_path.glob("T03-*")).read_text(encoding="utf-8"))
    assert content["list"] == [1, None] and content["by"] == {"3": 1.0}
    for result in fresh.results:
        (finding,) = result.findings
        assert finding.verdict == result.verdict == "fail"
        assert "not measurable in 1 of 1" in finding.reason.en and "测不出来" in finding.reason.zh
        assert ("ZeroDivisionError" in finding.reason.en) is (result.pattern is NOTHING)


def test_only_what_decides_a_run_decides_whether_it_is_made_again():
    words = Words("别的", "other")
    here = probe_revision(ORDER)
    assert probe_revision(replace(ORDER, title=words, criteria=(), source="x")) == here
    assert probe_revision(replace(ORDER, probe=ODD.probe)) == here, "of the same module"
    assert probe_revision(find_pattern("P01", "")) != here


@pytest.mark.parametrize(
    ("old", "new", "counts"),
    [
        ('"order",', '"vitality",', True),
        ("low=0.4", "low=0.5", False),
        ("1.0 - last", "2.0 - last", False),
        ("脏乱从头", "从头", False),
        ("Uniform enforcement: ", "", False),
        ("Control it and it dies", "It dies", False),
    ],
)
def test_a_changed_probe_counts_and_a_changed_judgement_does_not(
    monkeypatch, tmp_path, old, new, counts
):
    pattern = find_pattern("P01", "")
    module = sys.modules[pattern.arms.__module__]
    text = Path(module.__file__).read_text(encoding="utf-8")
    assert old in text
    seen = []
    for content in (text, text.replace(old, new)):
        file = tmp_path / f"{len(seen)}.py"
        file.write_text(content, encoding="utf-8")
        monkeypatch.setattr(module, "__file__", str(file))
        fresh()
        seen.append(probe_revision(pattern))
    monkeypatch.undo()
    fresh()
    assert (seen[0] != seen[1]) is counts


def fresh():
    """Forget what was read of the sources."""
    sources._tree.cache_clear()
    sources.probe_revision.cache_clear()
