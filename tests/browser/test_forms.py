"""Every page in every form: complete, readable, nothing cut off, no rule of axe-core broken."""

import pytest

from tests.browser.conftest import axe
from tests.browser.forms import FORMS, QUICK, check_form
from twin.ui.navigation import STOPS

pytestmark = pytest.mark.browser

#: Every page, and the part of it that is told in the language of the page alone. Explore is the
#: one with all that a visitor can unfold; as it opens, it is checked with its card (test_why).
PAGES = {
    "start": ("/?page=start&district=classroom", ".tw-start"),
    "run": ("/run?district=classroom&authority=0.6&story=festival-night", ".tw-page"),
    "compare": ("/compare?district=classroom&b=whistle,authority:0.6", ".tw-compare"),
    "sweep": ("/sweep?district=classroom", ".tw-sweep"),
    "learn": ("/learn?district=classroom", ".tw-learn"),
    "room": ("/room?district=classroom", ".tw-room"),
    "data": ("/data?district=classroom", ".tw-data"),
}


def visited(visit, name, language, theme, size):
    """Open a page in one of its forms."""
    page = visit(query=f"{PAGES[name][0]}&lang={language}", theme=theme, size=size)
    page.wait_for_timeout(300)
    return page


def unfold(page):
    """Open all folds of a page."""
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    page.wait_for_timeout(300)


@pytest.mark.parametrize("name", PAGES)
@FORMS
def test_every_form_of_a_page_as_it_opens_and_unfolded(visit, name, language, theme, size):
    page = visited(visit, name, language, theme, size)
    assert axe(page) == []
    check_form(page, language, PAGES[name][1])
    unfold(page)
    assert axe(page) == []
    check_form(page, language, PAGES[name][1])


@pytest.mark.parametrize("form", QUICK)
def test_the_look_back_breaks_no_rule(visit, form):
    page = visited(visit, "run", *form)
    unfold(page)
    page.locator(".tw-finish").click()
    page.wait_for_selector(".tw-summary[open]")
    assert axe(page) == []


def test_the_pages_checked_are_all_there_are():
    assert {stop.name or "start" for stop in STOPS} == set(PAGES)
