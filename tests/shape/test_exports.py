"""What ``import twin`` promises, and what it leaves alone until it is needed."""

import json
import os
import subprocess
import sys
import types

import pytest

import twin
from tests.shape.sources import ROOT

HEAVY = ("mesa", "numba", "numpy", "pandas", "scipy", "networkx", "solara")


def modules_after(code):
    """Run code in a fresh Python and give the names of the modules it has loaded."""
    answer = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return set(json.loads(answer.stdout.splitlines()[-1]))


def test_all_is_sorted_and_complete():
    assert twin.__all__ == sorted(twin.__all__)
    assert set(twin.__all__) == {*twin.EXPORTS, "__version__"}


@pytest.mark.parametrize("name", twin.__all__)
def test_every_public_name_is_there(name):
    value = getattr(twin, name)
    assert not isinstance(value, types.ModuleType)
    assert name in dir(twin)


def test_a_public_name_is_what_its_module_defines():
    for name, module in twin.EXPORTS.items():
        assert getattr(twin, name).__module__.split(".")[0] == "twin", (name, module)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'CityTwins'"):
        twin.CityTwins  # noqa: B018 - looking it up is the test


def test_run_is_the_function_however_it_is_imported():
    code = """
import twin.run
assert callable(twin.run), twin.run
import twin.run as run_too
from twin import run
from twin.run import run as same
assert twin.run is run is run_too is same
"""
    assert "twin.run" in modules_after(code)


def test_import_twin_is_light():
    loaded = modules_after("import twin")
    assert not loaded & set(HEAVY)
    assert "agents" in loaded


def test_a_run_needs_no_page():
    loaded = modules_after("import twin.run")
    assert "mesa" in loaded
    assert not loaded & {"solara", "reacton", "ipyvuetify", "starlette", "uvicorn"}


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["run", "--help"]])
def test_help_needs_nothing_heavy(words):
    loaded = modules_after(f"from twin.cli import main\nassert main({words!r}) == 0")
    assert not loaded & set(HEAVY)
