"""Branch here in a real Chromium: key B, two equal futures from this hour on, kept in a link."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SMALL, tick, wait_for_tick
from tests.browser.test_compare import live, step, ticks, wait_for_days, wait_for_panes

pytestmark = pytest.mark.browser


def test_key_b_opens_two_futures_of_the_city_as_it_stands(visit):
    page = visit(query=f"{SMALL}&lang=en")
    start = tick(page)
    page.locator(".tw-steps button").nth(1).click()
    wait_for_tick(page, start + 24)
    expect(page.locator(".tw-branch")).to_have_text("Branch here", use_inner_text=True)
    page.locator(".tw-map").click(position={"x": 3, "y": 3})
    page.keyboard.press("b")
    wait_for_panes(page, 2)
    page.wait_for_url(re.compile(r"/compare\?.*at=24"))
    assert len(page.url) < 2_000
    assert ticks(page) == [start + 24] * 2
    expect(page.locator(".tw-compare-lead")).to_contain_text("All panes set out from this city")
    step(page)
    wait_for_days(page, 2)
    courses = [course for pairs in live(page).values() for course in pairs]
    assert courses and {value for course in courses for value in course} == {0}
    fresh = visit(query=page.url[page.url.index("/compare") :], wait=False)
    wait_for_panes(fresh, 2)
    assert ticks(fresh) == [start + 24] * 2
