"""On a phone nothing scrolls sideways: no page, and not the bar under the thumb."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from twin.ui.choice import Choice
from twin.ui.navigation import STOPS, address_of

pytestmark = pytest.mark.browser

#: What sticks out: the page itself, and the transport bar where there is one.
WIDE = """
() => [document.scrollingElement, ...document.querySelectorAll(".tw-drive")]
  .filter((e) => e.scrollWidth > (e === document.scrollingElement ? innerWidth : e.clientWidth))
  .map((e) => `${e.tagName} ${e.className}: ${e.scrollWidth}`)
"""
#: What of the transport bar cannot be reached: outside the screen, or too small for a thumb.
LOST = """
() => [...document.querySelectorAll(".tw-drive button")]
  .map((e) => [e.textContent.trim(), e.getBoundingClientRect()])
  .filter(([, box]) => box.left < 0 || box.right > innerWidth || box.bottom > innerHeight
    || box.height < 44 || box.width < 40)
  .map(([text, box]) => `${text}: ${box.left} to ${box.right}, ${box.width} x ${box.height}`)
"""
#: Tells whether the open stop of the way between pages is wholly on the screen.
IN_SIGHT = """
() => { const box = document.querySelector(".tw-nav [aria-current]").getBoundingClientRect();
  return box.left >= 0 && box.right <= innerWidth; }
"""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_and_no_bar_scrolls_sideways(visit, server, language):
    choice = Choice(language=language, district="classroom").adopt("whistle")
    page = visit(query=address_of(STOPS[0], choice), size=PHONE)
    for stop in STOPS:
        page.goto(server + address_of(stop, choice))
        page.wait_for_selector(".tw-head")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(500)
        expect(page.locator(".tw-sorry")).to_have_count(0)
        assert page.evaluate(WIDE) == [], stop.name
        assert page.evaluate(LOST) == [], stop.name
        assert page.evaluate(IN_SIGHT), stop.name
