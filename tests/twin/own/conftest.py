"""A folder of a user's own rules, read afresh for each test."""

from pathlib import Path

import pytest

from twin.own import all_levers, own_rules
from twin.policy import own_policies
from twin.ui.choice import vector

HERE = Path(__file__).parent
TIDY = """
TITLE = {"zh": "有时整洁", "en": "Tidy at times"}
WHO = "vendor"
SEES = ("risk", "here_tidy", "hour")
SETS = "tidy"
HOURS = (8, 12, 18)


def often(vendor):
    return 0.2 + 0.5 * vendor.here_tidy + vendor.risk


def rule(vendor, luck):
    if luck < often(vendor) or vendor.hour > 15:
        return 1
    return 0
"""


def read_again():
    for kept in (own_rules, all_levers, own_policies, vector):
        kept.cache_clear()


@pytest.fixture
def own(tmp_path, monkeypatch):
    """Give a function that writes a file into the folder of a user's own."""
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setenv("TWIN_OWN", str(folder))
    read_again()

    def write(name, text):
        (folder / name).write_text(text, encoding="utf-8")
        read_again()
        return folder / name

    yield write
    monkeypatch.undo()
    read_again()


def mistakes():
    return sorted((HERE / "mistakes").glob("*.txt"))


def promised(file, language):
    """Give the words that the first lines of a file promise."""
    lines = file.read_text(encoding="utf-8").splitlines()
    line = next(line for line in lines if line.startswith(f"# {language}: "))
    return line.removeprefix(f"# {language}: ").split(" | ")


def as_rule(file, folder):
    """Put a file where it can be read as a behaviour."""
    copy = folder / f"{file.stem.replace('-', '_')}.py"
    copy.write_bytes(file.read_bytes())
    return copy
