"""What all tests share: where the project lies, and when a test has to be skipped."""

import os
import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# how long an example takes says how busy the machine is, not whether a property holds
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


def find_browser() -> str | None:
    """Give the path of a Chromium: ``TWIN_CHROMIUM``, else the first one on the path."""
    named = os.environ.get("TWIN_CHROMIUM")
    return named or next((found for found in map(shutil.which, BROWSERS) if found), None)


def pytest_addoption(parser):
    """Add the one way in which kept numbers change (see tests/baseline)."""
    parser.addoption(
        "--update-baseline",
        action="store_true",
        help="write the kept numbers of short runs anew and print what changed",
    )


def pytest_configure():
    """Leave a user's own rules alone; let Ctrl-C mean Ctrl-C, also for a job in the background."""
    os.environ["TWIN_OWN"] = str(ROOT / "tests" / "nobody")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items):
    """Skip browser tests, with the reason, where there is no browser."""
    if find_browser() is not None:
        return
    skip = pytest.mark.skip(reason="no Chromium here: install it or set TWIN_CHROMIUM")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(skip)


@pytest.fixture(scope="session")
def root():
    """Give the folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def chromium():
    """Give the path of a Chromium, or skip the test."""
    found = find_browser()
    if found is None:
        pytest.skip("no Chromium here: install it or set TWIN_CHROMIUM")
    return found


@pytest.fixture(scope="session")
def shared():
    """Give the folder of background material that lies beside the checkout, or skip the test."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder ../shared exists only where this project is built")
    return folder
