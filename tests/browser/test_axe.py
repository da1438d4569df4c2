"""No page breaks a rule of axe-core: every page, both languages, light and dark, desk and phone."""

from importlib.resources import files

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from twin.ui.navigation import STOPS

pytestmark = pytest.mark.browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RUN = "axe.run(document, { resultTypes: ['violations'] }).then((found) => found.violations)"
MATRIX = [
    (language, theme, size)
    for language in ("zh", "en")
    for theme in ("light", "dark")
    for size in (DESKTOP, PHONE)
]
#: Every page, and Explore with everything unfolded that a visitor can unfold.
ADDRESSES = {
    "start": "/?page=start&district=classroom",
    "run": "/run?district=classroom&authority=0.6&story=festival-night",
    "compare": "/compare?district=classroom&b=whistle,authority:0.6",
    "sweep": "/sweep?district=classroom",
    "room": "/room?district=classroom",
    "data": "/data?district=classroom",
}


def broken_rules(page):
    """Give the rules a page breaks, with the first element that breaks each."""
    page.evaluate(AXE)
    return [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in page.evaluate(RUN)]


def look(visit, name, form):
    """Check a page in one of its forms, as it opens and with its folds opened."""
    language, theme, size = form
    page = visit(query=f"{ADDRESSES[name]}&lang={language}", theme=theme, size=size)
    page.wait_for_timeout(300)
    assert broken_rules(page) == []
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    page.wait_for_timeout(300)
    assert broken_rules(page) == []
    return page


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("form", [("zh", "light", DESKTOP), ("en", "dark", PHONE)])
def test_a_page_breaks_no_rule(visit, name, form):
    look(visit, name, form)


@pytest.mark.full
@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("form", MATRIX)
def test_no_form_of_a_page_breaks_a_rule(visit, name, form):
    look(visit, name, form)


@pytest.mark.parametrize("form", [("zh", "light", DESKTOP), ("en", "dark", PHONE)])
def test_the_look_back_breaks_no_rule(visit, form):
    page = look(visit, "run", form)
    page.locator(".tw-finish").click()
    page.wait_for_selector(".tw-summary[open]", timeout=120_000)
    assert broken_rules(page) == []


def test_the_pages_checked_are_all_there_are():
    assert {stop.name or "start" for stop in STOPS} == set(ADDRESSES)
