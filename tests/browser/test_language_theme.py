"""Both languages, light and dark, desk and phone: complete, readable, nothing cut off."""

import re

import pytest

from tests.browser.conftest import DESKTOP, PHONE, SMALL, check, tick, wait_for_tick

pytestmark = pytest.mark.browser

CHINESE = re.compile(r"[\u4e00-\u9fff]")
MATRIX = [
    (language, theme, size)
    for language in ("zh", "en")
    for theme in ("light", "dark")
    for size in (DESKTOP, PHONE)
]


#: Every page, with the small district.
PAGES = ("/?page=start&district=classroom", "/run?district=classroom")


def look_closely(visit, address, language, theme, size):
    """Open a page in one of its forms and check what every form must have."""
    page = visit(query=f"{address}&lang={language}", size=size, theme=theme)
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.lang") == {"zh": "zh-Hans", "en": "en"}[language]
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1], "the page scrolls sideways"
    for name in ("cut", "nameless", "pale", "doubled"):
        assert check(page, name) == [], name
    words = page.locator(".tw-page, .tw-start").inner_text()
    if language == "en":
        assert not CHINESE.search(words.replace("中文", "")), CHINESE.search(words)
    return page


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(
    ("language", "theme", "size"), [("zh", "light", DESKTOP), ("en", "dark", PHONE)]
)
def test_two_forms_of_a_page(visit, address, language, theme, size):
    look_closely(visit, address, language, theme, size)


@pytest.mark.full
@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("language", "theme", "size"), MATRIX)
def test_every_form_of_a_page(visit, address, language, theme, size):
    look_closely(visit, address, language, theme, size)


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
    assert page.locator(".tw-layer").first.inner_text() == "Order"
    page.get_by_role("button", name="Language").click()
    page.wait_for_function("document.documentElement.lang === 'zh-Hans'")


def test_the_theme_follows_the_system_or_the_visitor(visit):
    page = visit(theme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(paper)
    page.locator(".tw-head-tools .tw-tool").last.click()
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    light = page.evaluate(paper)
    page.locator(".tw-head-tools .tw-tool").last.click()
    assert page.evaluate(paper) == dark != light
    page.reload()
    page.wait_for_selector(".tw-map[data-tick]")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_the_map_has_words_for_those_who_cannot_see_it(visit):
    page = visit(query=f"{SMALL}&lang=en")
    text = page.get_attribute(".tw-canvas", "aria-label")
    assert re.fullmatch(
        r"Map of .+, \w+ \d+ January · day 1 11 am\. Order \d+, vitality \d+\. "
        r"\d+ vendors trading, \d+ teams on duty\.",
        text,
    )


def test_a_visitor_who_wants_no_motion_gets_none(browser, server):
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{server}/run{SMALL}")
    page.wait_for_selector(".tw-map[data-tick]")
    assert page.evaluate("document.querySelector('.tw-map').view.still") is True
    context.close()


def test_the_first_tab_stop_leads_to_the_map(visit):
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "tw-skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "tw-canvas"
