"""docs/command-line.md holds what the commands print: `python docs/refresh.py` rewrites it."""

import importlib.util

import pytest


@pytest.fixture
def refresh(root):
    spec = importlib.util.spec_from_file_location("refresh", root / "docs" / "refresh.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_docs_hold_what_the_commands_print(refresh, root):
    pages = sorted((root / "docs").rglob("*.md"))
    marked = [page for page in pages if refresh.REGION.search(refresh.read(page))]
    assert root / "docs" / "command-line.md" in marked
    assert [page.name for page in refresh.stale(marked)] == [], "run: python docs/refresh.py"


def test_a_changed_region_would_be_seen(refresh):
    page = "<!-- begin: twin --version -->\nold\n<!-- end -->\nkept"
    mended = refresh.refreshed(page)
    assert "old" not in mended and "twin 0." in mended and mended.endswith("kept")
    assert refresh.refreshed(mended) == mended


def test_a_region_whose_command_fails_is_an_error(refresh, capsys):
    with pytest.raises(ValueError, match="twin levers --nonsense ended with 2"):
        refresh.refreshed("<!-- begin: twin levers --nonsense -->\n<!-- end -->")
    assert "unknown option" in capsys.readouterr().err
