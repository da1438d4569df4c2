"""What the doctor says of versions, ports and fonts, without importing what is heavy."""

import socket
import subprocess
import sys

import pytest

from twin.commands.pins import Pin, pins
from twin.commands.serve import check_free
from twin.errors import InputError


@pytest.mark.parametrize(
    ("installed", "wanted", "fits"),
    [
        ("1.64.2", "==1.64.*", True),
        ("1.65.0", "==1.64.*", False),
        ("1.6", "==1.64.*", False),
        ("1.58.2", "==1.58.2", True),
        ("1.58.20", "==1.58.2", False),
        ("1.13.0", ">=1.11,<2", True),
        ("2.0.0", ">=1.11,<2", False),
        ("1.9", ">=1.11,<2", False),
        ("3.3", ">=3.3.0,<4", True),
        ("4.0.0a1", ">=3.3,<4", False),
        ("1.4.5", "~=1.4", True),
        ("2.0", "~=1.4", False),
        ("1.3", "~=1.4", False),
        ("2.1", "!=2.1", False),
        ("2.1", "!=2.0.*", True),
        ("7", "", True),
    ],
)
def test_a_version_fits_or_not(installed, wanted, fits):
    assert Pin("it", wanted, installed).fits() is fits


def test_our_own_arithmetic_agrees_with_packaging():
    packaging = pytest.importorskip("packaging.specifiers", reason="only to compare with")
    versions = ("1.0", "1.4.5", "1.58.2", "1.64", "1.64.3", "2.0", "2.10.1", "10.2")
    for wanted in ("==1.64.*", "<2", ">=1.4,<2", "==1.58.2", "~=1.4", "!=2.0", ">1.64,<=2.10.1"):
        for installed in versions:
            expected = installed in packaging.SpecifierSet(wanted)
            assert Pin("it", wanted, installed).fits() is expected, (wanted, installed)


def test_the_pins_are_those_of_the_project_file():
    wanted = {pin.name: pin.wanted for pin in pins()}
    assert wanted["solara"] == "==1.64.*" and wanted["ipyvuetify"] == ">=1.11,<2"
    assert "pytest" not in wanted, "what only developers need is no demand on users"


def test_a_port_that_is_taken_is_refused_and_a_free_one_is_not():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=f"port not free: --host 127.0.0.1 --port: got {port}"):
            check_free("127.0.0.1", port)
    check_free("127.0.0.1", port)


def test_an_address_elsewhere_is_refused():
    with pytest.raises(InputError, match=r"port not free: --host 192\.0\.2\.1"):
        check_free("192.0.2.1", 8765)


@pytest.mark.slow
def test_after_warming_nothing_is_left_to_compile(root, tmp_path):
    """`twin doctor --warm` fills the cache; a run afterwards adds no kernel to it."""
    warm = [sys.executable, "-m", "twin", "doctor", "--warm", "--json"]
    run = [sys.executable, "-m", "twin", "run", "--district", "classroom", "--days", "40"]
    setting = {"TWIN_CACHE_DIR": str(tmp_path), "PYTHONPATH": str(root), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(warm, env=setting, cwd=tmp_path, capture_output=True, check=False)
    assert b'"name": "warm"' in done.stdout, done.stderr.decode()
    compiled = sorted(file.name for file in (tmp_path / "kernels").rglob("*.nbc"))
    subprocess.run(run, env=setting, cwd=tmp_path, capture_output=True, check=True)
    assert compiled
    assert sorted(file.name for file in (tmp_path / "kernels").rglob("*.nbc")) == compiled
    assert [f.name for f in (tmp_path / "states").iterdir() if "dongcheng-baseline" in f.name]
