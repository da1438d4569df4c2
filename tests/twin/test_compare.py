"""A comparison: the same seeds under every policy, any number of workers, kills and restarts."""

import json
import multiprocessing
import os
import signal
import sys
from dataclasses import replace

import pytest

import twin
from twin.compare.runs import jobs_of, read
from twin.errors import InputError
from twin.indicators import INDICATOR_NAMES, INDICATORS
from twin.scenario import Scenario

SMALL = {"district": "classroom", "days": 2, "burn_in": 1, "seeds": [3, 1, 2]}
POLICIES = ("baseline", "crackdown", "whistle")


def as_bytes(found):
    return json.dumps(found.to_dict(), ensure_ascii=False, allow_nan=False).encode()


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def first(kept):
    return twin.compare(*POLICIES, **SMALL, workers=2, out=kept)


def test_every_policy_is_compared_with_the_first_on_every_indicator(first):
    assert (first.district, first.days, first.burn_in) == ("classroom", 2, 1)
    assert (first.reference, first.seeds, first.failed) == ("baseline", (3, 1, 2), ())
    assert [against.policy for against in first.policies] == ["crackdown", "whistle"]
    for against in first.policies:
        assert tuple(against.indicators) == INDICATOR_NAMES
    assert first.policies[1].levers == {"whistle": {"reference": 0.0, "policy": 1.0}}


def test_the_numbers_are_those_of_single_runs(first):
    rows = [
        [twin.run(policy, district="classroom", days=2, burn_in=1, seed=seed).means()["order"]
         for seed in first.seeds]
        for policy in ("baseline", "crackdown")
    ]  # fmt: skip
    found = first.policies[0].indicators["order"]
    assert found.reference == pytest.approx(sum(rows[0]) / 3, abs=1e-15)
    assert found.mean == pytest.approx(sum(rows[1]) / 3, abs=1e-15)
    assert found.median == sorted(b - a for a, b in zip(*rows, strict=True))[1]
    assert (found.seeds, found.unit, found.better) == (3, "index", "up")


def test_the_object_is_strict_json_with_the_promised_keys(first):
    data = json.loads(as_bytes(first))
    promised = {"district", "days", "burn_in", "seeds", "version", "reference", "policies"}
    assert promised <= set(data)
    assert {"policy", "levers", "indicators", "sentence"} == set(data["policies"][0])
    assert set(data["policies"][0]["sentence"]) == {"zh", "en"}
    order = data["policies"][0]["indicators"]["order"]
    assert {"reference", "mean", "difference", "low", "high", "median", "seeds", "agree",
            "verdict", "unit", "better"} <= set(order)  # fmt: skip
    assert set(data["headline"]) <= {indicator.name for indicator in INDICATORS}


def test_the_bytes_do_not_depend_on_the_number_of_workers(first, tmp_path):
    assert as_bytes(twin.compare(*POLICIES, **SMALL, workers=1, out=tmp_path)) == as_bytes(first)


def test_what_is_finished_is_not_run_again(first, kept):
    told = []
    again = twin.compare(*POLICIES, **SMALL, out=kept, progress=lambda *days: told.append(days))
    assert as_bytes(again) == as_bytes(first)
    assert told == []


def test_one_more_seed_runs_that_seed_only(first, kept):
    told = []
    given = SMALL | {"seeds": [1, 4]}
    found = twin.compare(
        "baseline", "whistle", **given, workers=1, out=kept, progress=lambda *d: told.append(d)
    )
    assert told[-1] == (6, 6), "two runs of one day of burn-in and two measured days"
    assert found.policies[0].indicators["order"].seeds == 2
    assert found.policies[0].indicators["order"].low is None


def test_a_file_is_taken_only_for_its_own_run(first, kept, monkeypatch):
    scale = twin.load_district("classroom").scale
    ours = Scenario(district="classroom", days=2, burn_in=1, scale=scale)
    changes = ({"days": 1}, {"burn_in": 0}, {"scale": 5.0}, {"levers": {"authority": 0.9}},
               {"parameters": {"price": 20.0}}, {"policy": "campaign"})  # fmt: skip

    def is_kept(scenario, seed=3):
        return jobs_of([scenario], [seed], kept)[0][0].file.exists()

    assert is_kept(ours) and not is_kept(ours, 9)
    assert not any(is_kept(replace(ours, **change)) for change in changes)
    monkeypatch.setattr(sys.modules["twin.compare.runs"], "revision", lambda: "other-rules")
    assert not is_kept(ours)


@pytest.mark.parametrize("text", ["", "{", "[]", "1", '{"indicators": {"order": 1.0}}', "\x80"])
def test_a_file_that_is_not_whole_counts_as_missing(tmp_path, text):
    file = tmp_path / "run.json"
    assert read(file) is None
    file.write_bytes(text.encode("latin-1"))
    assert read(file) is None


def test_a_file_that_is_not_whole_is_made_again(first, kept):
    file = min(kept.iterdir())
    whole = file.read_bytes()
    file.write_bytes(whole[:100])
    assert as_bytes(twin.compare(*POLICIES, **SMALL, workers=1, out=kept)) == as_bytes(first)
    assert file.read_bytes() == whole


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_killed_worker_changes_nothing(tmp_path):
    given = {"district": "classroom", "days": 6, "burn_in": 0, "seeds": [1, 2]}
    killed = []

    def kill(done, total):
        if not killed and 0 < done < total:
            killed.append(multiprocessing.active_children()[0].pid)
            os.kill(killed[0], signal.SIGKILL)

    found = twin.compare(
        "baseline", "whistle", **given, workers=2, out=tmp_path / "a", progress=kill
    )
    calm = twin.compare("baseline", "whistle", **given, workers=1, out=tmp_path / "b")
    assert killed and found.failed == ()
    assert as_bytes(found) == as_bytes(calm)
    assert multiprocessing.active_children() == []


def test_a_run_that_fails_is_told_with_its_replay_and_the_rest_is_given(first, kept, tmp_path):
    """Where a run would be kept stands a folder: that run cannot be kept, all others can."""
    whistle = Scenario(district="classroom", policy="whistle", days=2, burn_in=1,
                       scale=twin.load_district("classroom").scale)  # fmt: skip
    jobs_of([whistle], [1], tmp_path)[0][0].file.mkdir()
    found = twin.compare(*POLICIES, **SMALL, workers=1, out=tmp_path)
    (failure,) = found.failed
    assert (failure.policy, failure.seed) == ("whistle", 1)
    assert failure.replay == whistle.command(1)
    assert failure.reason
    assert found.policies[0] == first.policies[0]
    assert found.policies[1].indicators["order"].seeds == 2
    assert "with 2 of the seeds, too few" in found.policies[1].sentence.en
    assert json.loads(as_bytes(found))["failed"][0]["seed"] == 1


def test_levers_and_parameters_are_set_under_all_policies(tmp_path):
    found = twin.compare(
        "baseline", "whistle", district="classroom", days=1, burn_in=0, seeds=[1], workers=1,
        levers={"whistle": 0.5}, parameters={"price": 20.0}, out=tmp_path,
    )  # fmt: skip
    (against,) = found.policies
    assert against.levers == {}
    assert len(list(tmp_path.iterdir())) == 1, "equal runs are made once"
    assert {f.difference for f in against.indicators.values()} <= {0.0, None}


def test_the_district_decides_burn_in_and_scale_unless_told(tmp_path):
    plain = {"district": "classroom", "days": 1, "seeds": [1], "workers": 1, "out": tmp_path}
    place = twin.load_district("classroom")
    found = twin.compare("baseline", "whistle", **plain)
    told = []
    twin.compare("baseline", "whistle", **plain, burn_in=place.burn_in, scale=place.scale,
                 progress=lambda *days: told.append(days))  # fmt: skip
    assert found.burn_in == place.burn_in
    assert told == [], "said outright or not, it is the same run"


def test_two_policy_files_of_one_name_go_by_their_paths(tmp_path, root):
    text = (root / "scenarios" / "policies" / "whistle.toml").read_text(encoding="utf-8")
    paths = [tmp_path / folder / "mine.toml" for folder in "ab"]
    for path in paths:
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
    found = twin.compare(*map(str, paths), district="classroom", days=1, burn_in=0, seeds=[1],
                         workers=1, out=tmp_path / "kept")  # fmt: skip
    assert [found.reference, found.policies[0].policy] == [str(path) for path in paths]


def test_a_frame_has_a_row_for_each_policy_and_indicator(first):
    frame = first.to_frame()
    assert frame.index.names == ["policy", "indicator"]
    assert len(frame) == 2 * len(INDICATOR_NAMES)
    order = first.policies[0].indicators["order"]
    assert frame.loc[("crackdown", "order"), "difference"] == order.difference


@pytest.mark.parametrize(
    ("policies", "given", "message"),
    [
        ((), {}, "too few policies: policies"),
        (("baseline",), {}, "too few policies: policies: got 'baseline'"),
        (("baseline", "baseline"), {}, "policy given twice: policies: got 'baseline'"),
        (("baseline", "wistle"), {}, "unknown policy: policies: got 'wistle'.*'whistle'"),
        (POLICIES, {"seeds": []}, "value out of range: seeds: got 0"),
        (POLICIES, {"seeds": [1, 1]}, "seed given twice: seeds: got 1"),
        (POLICIES, {"seeds": [-1]}, "value out of range: seeds: got -1"),
        (POLICIES, {"seeds": ["x"]}, "not a whole number: seeds: got 'x'"),
        (POLICIES, {"seeds": range(10_001)}, "value out of range: seeds: got 10001"),
        (POLICIES, {"workers": 0}, "value out of range: workers: got 0"),
        (POLICIES, {"district": "nowhere"}, "unknown district: district: got 'nowhere'"),
        (POLICIES, {"levers": {"whistel": 1}}, "unknown lever.*nearest known name 'whistle'"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_before_anything_runs(policies, given, message, tmp_path):
    with pytest.raises(InputError, match=message):
        twin.compare(*policies, **{"district": "classroom", **given}, out=tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_no_folder_is_refused(tmp_path):
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(InputError, match="not a folder: out"):
        twin.compare(*POLICIES, **SMALL, out=file)
