"""Time on the page: back, on, to the horizon, shocks; undo; a whole session by keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, SMALL, tick, wait_for_address, wait_for_tick

pytestmark = pytest.mark.browser

AT = "t => Number(document.querySelector('.tw-map').dataset.tick) === t"


def wait_at(page, hour):
    """Wait until the map shows exactly this hour."""
    page.wait_for_function(AT, arg=hour)


def slide_to(page, hours):
    """Move the timeline to some hours after the opening."""
    page.locator(".tw-track-slide").evaluate(
        "(e, h) => { e.value = Number(e.min) + h; e.dispatchEvent(new Event('change')); }", hours
    )


@pytest.mark.parametrize("size", [None, PHONE])
def test_the_timeline_goes_back_and_on(visit, size):
    page = visit(size=size) if size else visit()
    start = tick(page)
    page.locator(".tw-steps button").nth(2).click()
    wait_at(page, start + 168)
    slide_to(page, 30)
    wait_at(page, start + 30)
    page.wait_for_selector(".tw-track-note:not([hidden])")
    slide_to(page, 200)
    wait_at(page, start + 200)
    page.wait_for_selector(".tw-track-note[hidden]", state="attached")


def test_a_lever_turned_in_the_past_keeps_the_other_course(visit):
    page = visit()
    start = tick(page)
    page.locator(".tw-steps button").nth(2).click()
    wait_at(page, start + 168)
    slide_to(page, 48)
    wait_at(page, start + 48)
    page.locator("#tw-authority").focus()
    page.keyboard.press("End")
    other = "document.querySelector('.tw-charts').view.trail.other"
    page.wait_for_function(f"{other} && {other}.days.at(-1) >= 6")
    page.locator(".tw-steps button").nth(1).click()
    wait_at(page, start + 72)
    page.select_option(".tw-track-jump", index=1)
    wait_at(page, start + 48)


def test_a_shock_is_set_off_marked_and_jumped_to(visit):
    page = visit(query=SMALL + "&lang=en")
    start = tick(page)
    page.select_option(".tw-strike", "typhoon")
    page.wait_for_selector(".tw-track-jump option:has-text('Typhoon')", state="attached")
    page.locator(".tw-steps button").nth(2).click()
    wait_at(page, start + 168)
    landfall = page.locator(".tw-track-jump option:has-text('landfall')")
    hour = int(landfall.get_attribute("value"))
    page.select_option(".tw-track-jump", str(hour))
    wait_at(page, hour)


def test_the_horizon_brings_the_look_back(visit):
    page = visit(query=SMALL + "&story=festival-night&lang=en")
    page.click(".tw-finish")
    page.wait_for_selector(".tw-summary[open]")
    assert page.locator(".tw-summary tbody tr").count() >= 8
    expect(page.locator(".tw-summary")).to_contain_text("Day 21")
    page.keyboard.press("Escape")
    page.wait_for_selector(".tw-summary[open]", state="detached")
    page.wait_for_selector(".tw-play:not(.tw-playing)")
    page.click(".tw-finish")
    page.wait_for_selector(".tw-summary[open]")


def test_undo_and_redo_by_button_and_by_key(visit):
    page = visit()
    page.select_option(".tw-policy select", "whistle")
    wait_for_address(page, "policy=whistle")
    page.get_by_role("button", name="撤销").click()
    wait_for_address(page, "policy=whistle", there=False)
    page.keyboard.press("Control+Shift+Z")
    wait_for_address(page, "policy=whistle")
    page.keyboard.press("Control+z")
    wait_for_address(page, "policy=whistle", there=False)


def test_changed_levers_are_chips_that_take_the_change_back(visit):
    page = visit(query=SMALL + "&authority=0.6&consent=0.4")
    expect(page.locator(".tw-chip")).to_have_count(2)
    page.locator(".tw-chip", has_text="同意权").click()
    wait_for_address(page, "consent", there=False)
    expect(page.locator(".tw-chip").first).to_have_text(
        re.compile("^下放事权"), use_inner_text=True
    )


def test_a_search_finds_levers_in_every_group(visit):
    page = visit(query=SMALL + "&lang=en")
    page.fill(".tw-search", "pitch")
    page.wait_for_function("document.querySelectorAll('.tw-lever').length < 20")
    expect(page.locator("#tw-pitches")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.fill(".tw-search", "no such thing")
    expect(page.locator(".tw-levers .tw-quiet", has_text="No lever fits")).to_be_visible()
    page.focus(".tw-search")
    page.keyboard.press("Escape")
    expect(page.locator(".tw-group")).to_have_count(5)


def test_all_indicators_can_be_read_as_tables(visit):
    page = visit(query=SMALL + "&lang=en")
    page.locator(".tw-all > summary").click()
    page.wait_for_selector(".tw-all table")
    expect(page.locator(".tw-all tbody tr")).to_have_count(108)
    row = page.locator(".tw-all tr", has=page.get_by_role("rowheader", name="Order", exact=True))
    shown = page.locator(".tw-of-order .tw-value").inner_text().split()[0].removesuffix("of")
    assert row.locator("td").last.inner_text() == shown


def press_until(page, key, wanted, most=80):
    """Press a key until the focus is where it is wanted."""
    for _ in range(most):
        if page.evaluate("s => document.activeElement.matches(s)", wanted):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{wanted} was not reached")


def test_a_whole_session_by_keyboard_alone(visit):
    page = visit(query="/?page=start&district=classroom&lang=en")
    press_until(page, "Tab", ".tw-door[href*='/run']")
    page.keyboard.press("Enter")
    page.wait_for_selector(".tw-page .tw-map[data-tick]")
    start = tick(page)
    press_until(page, "Tab", ".tw-search")
    page.keyboard.type("handed")
    press_until(page, "Tab", "#tw-authority")
    page.keyboard.press("End")
    wait_for_address(page, "authority=1")
    press_until(page, "Tab", ".tw-layer")
    page.keyboard.press("ArrowRight")
    press_until(page, "Tab", ".tw-canvas")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(".tw-card-pinned")
    page.keyboard.press("Escape")
    press_until(page, "Tab", ".tw-track-slide")
    page.keyboard.press("ArrowRight")
    wait_for_tick(page, start + 1)
    press_until(page, "Tab", ".tw-play")
    page.keyboard.press("Enter")
    page.wait_for_selector(".tw-playing")
    page.keyboard.press("Space")
    page.wait_for_selector(".tw-play:not(.tw-playing)")
    press_until(page, "Tab", ".tw-all > summary")
    page.keyboard.press("Enter")
    page.wait_for_selector(".tw-all table")
    press_until(page, "Shift+Tab", ".tw-finish")
    page.keyboard.press("Enter")
    page.wait_for_selector(".tw-summary[open]")
    page.keyboard.press("Escape")
    page.wait_for_selector(".tw-summary[open]", state="detached")
    page.keyboard.press("Control+z")
    wait_for_address(page, "authority", there=False)
