"""Language and theme follow the visitor, and whoever sees, hears or moves otherwise is served."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SMALL, axe, new_context, tick, wait_for_tick

pytestmark = pytest.mark.browser


def test_the_language_of_the_browser_is_used(visit):
    assert visit(locale="en-GB").locator(".tw-play").inner_text() == "Play"
    assert visit(locale="zh-TW").locator(".tw-play").inner_text() == "运行"


def test_switching_language_keeps_the_run(visit):
    page = visit()
    before = tick(page)
    page.locator(".tw-steps button").nth(1).click()
    wait_for_tick(page, before + 24)
    page.get_by_role("button", name="语言").click()
    page.wait_for_function("document.documentElement.lang === 'en'")
    assert tick(page) == before + 24
    assert page.title().startswith("Street twin")
    expect(page.locator(".tw-layer").first).to_have_text("Order")  # the map hears of it in turn
    page.get_by_role("button", name="Language").click()
    page.wait_for_function("document.documentElement.lang === 'zh-Hans'")


def test_the_theme_follows_the_system_or_the_visitor(visit):
    page = visit(theme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(paper)
    page.locator(".tw-head-tools .tw-tool").last.click()
    page.wait_for_function("document.documentElement.dataset.theme === 'light'")
    light = page.evaluate(paper)
    page.locator(".tw-head-tools .tw-tool").last.click()
    assert page.evaluate(paper) == dark != light
    page.reload()
    page.wait_for_selector(".tw-map[data-tick]")
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")


def test_the_map_has_words_for_those_who_cannot_see_it(visit):
    page = visit(query=f"{SMALL}&lang=en")
    text = page.get_attribute(".tw-canvas", "aria-label")
    assert re.fullmatch(
        r"Map of .+, \w+ \d+ January · day 1 11 am\. Order \d+, vitality \d+\. "
        r"\d+ vendors trading, \d+ teams on duty\.",
        text,
    )


def test_a_visitor_who_wants_no_motion_gets_none(browser, server):
    context = new_context(browser, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{server}/run{SMALL}")
    page.wait_for_selector(".tw-map[data-tick]")
    assert page.evaluate("document.querySelector('.tw-map').view.still") is True
    context.close()


def test_a_page_that_is_long_busy_breaks_no_rule(visit):
    page = visit()
    page.evaluate("document.querySelector('.v-progress-linear').style.visibility = 'visible'")
    assert axe(page) == []


def test_the_first_tab_stop_leads_to_the_map(visit):
    page = visit()
    page.keyboard.press("Tab")
    page.wait_for_function("document.activeElement.className === 'tw-skip'")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.className === 'tw-canvas'")
