"""A worker is as the process that asks for it: variables, modules, end; its errors come back."""

import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.twin.test_errors import FULL
from tests.twin.worker_jobs import look_around
from twin.errors import RunFailed
from twin.processes import FORKS, call_sendable, interrupt_held, process_context
from twin.workers import Crew

ROOT = Path(__file__).resolve().parents[2]
forked = pytest.mark.skipif(not FORKS, reason="workers are forked on Linux alone")


def test_a_worker_has_the_variables_of_its_call_and_not_of_an_earlier_one(monkeypatch):
    for word in ("first", "second"):
        monkeypatch.setenv("TWIN_TEST_WORD", word)
        assert Crew(1).work(look_around, ["TWIN_TEST_WORD"])[0].value["variable"] == word
    monkeypatch.delenv("TWIN_TEST_WORD")
    found = Crew(1).work(look_around, ["TWIN_TEST_WORD"])[0].value
    assert found["variable"] is None and found["safe path"] == os.environ.get("PYTHONSAFEPATH")


@forked
def test_a_worker_has_the_city_loaded_before_it_begins():
    assert Crew(1).work(look_around, [""])[0].value["loaded"]


@forked
def test_asking_early_leaves_the_variables_as_they_were():
    before = dict(os.environ)
    assert process_context().get_start_method() == "forkserver"
    assert dict(os.environ) == before


SCRIPT = """
import sys
sys.path.insert(0, {root!r})
from tests.twin.worker_jobs import look_around
from twin.workers import Crew
if __name__ == "__main__":
    print(Crew(1).work(look_around, [""])[0].value["twin"])
"""


def test_a_folder_that_holds_another_twin_does_not_mislead_the_workers(tmp_path):
    other = tmp_path / "twin"
    other.mkdir()
    for name in ("__init__.py", "run.py", "workers.py"):
        (other / name).write_text("raise RuntimeError('another twin')", encoding="utf-8")
    script = tmp_path / "elsewhere" / "script.py"
    script.parent.mkdir()
    script.write_text(SCRIPT.format(root=str(ROOT)), encoding="utf-8")
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    found = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, env=plain, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert Path(found.stdout.strip()).parent == ROOT / "twin"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal masks")
def test_ctrl_c_is_held_back_and_let_through_again():

    before = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    with interrupt_held():
        assert signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    assert signal.pthread_sigmask(signal.SIG_BLOCK, []) == before


def fail(error):
    """Raise an error, as a run does that fails."""
    raise error


def test_an_error_that_cannot_be_sent_is_told_by_one_that_can():
    with pytest.raises(RuntimeError) as told:
        call_sendable(fail, ValueError(fails := lambda: None))
    # nothing of the error goes along: there are libraries that pickle causes too
    assert told.value.__cause__ is None and told.value.__context__ is None
    sent = pickle.loads(pickle.dumps(told.value))  # noqa: S301 - our own bytes
    assert str(sent) == f"ValueError: {fails}"


@pytest.mark.parametrize("error", [FULL, RunFailed("no room", "twin run"), KeyError("order")])
def test_an_error_that_can_be_sent_is_let_out_as_it_is(error):
    with pytest.raises(type(error)) as told:
        call_sendable(fail, error)
    assert told.value is error
