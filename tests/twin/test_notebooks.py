"""The notebooks run as they are, hold no results, and stand in no machine's way."""

import os
from importlib.util import find_spec

import pytest

from tests.shape.sources import ROOT

FOLDER = ROOT / "docs" / "notebooks"
NEEDS = {
    "ema_workbench": "ema_workbench",
    "mesa_batch_run": "mesa",
    "optuna": "optuna",
    "salib": "SALib",
}
NAMES = sorted(file.stem for file in FOLDER.glob("*.ipynb"))
#: The one that every run of the tests executes; ``make test-full`` executes all of them.
ALWAYS = "mesa_batch_run"


def read(name):
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def test_every_tool_has_its_notebook():
    assert set(NEEDS) <= set(NAMES) and ALWAYS in NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_kept_without_results_and_in_both_languages(name):
    book = read(name)
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert code and not any(cell.outputs or cell.execution_count for cell in code)
    words = [cell.source for cell in book.cells if cell.cell_type == "markdown"]
    assert words and all(any("\u4e00" <= letter <= "\u9fff" for letter in text) for text in words)


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=() if name == ALWAYS else pytest.mark.slow) for name in NAMES],
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_a_notebook_runs_from_top_to_bottom(name, monkeypatch, tmp_path):
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed")
    pytest.importorskip("ipykernel", reason="ipykernel is not installed")
    needed = NEEDS.get(name, "mesa")
    if find_spec(needed) is None:
        pytest.skip(f"{needed} is not installed")
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, paths)))
    book = read(name)
    client = nbclient.NotebookClient(
        book, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    last = [cell for cell in book.cells if cell.cell_type == "code"][-1]
    assert any("data" in output for output in last.outputs), "the last cell shows what it found"
