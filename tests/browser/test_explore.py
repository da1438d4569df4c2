"""A visitor opens the page, plays, turns levers, and gets an honest answer: in a real Chromium."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import (
    DESKTOP,
    PHONE,
    SMALL,
    check,
    tick,
    wait_for_address,
    wait_for_tick,
)

pytestmark = pytest.mark.browser


def chosen(selector):
    """Give the code for the text of what is chosen in a list."""
    return f"document.querySelector('{selector}').selectedOptions[0].text"


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_it_opens_without_the_internet_and_shows_a_map(visit, size):
    page = visit(size=size)
    assert check(page, "colours") > 20
    box = page.locator(".tw-canvas").bounding_box()
    assert box["y"] + box["height"] * 0.7 < size[1], "the map is on the first screen"
    assert page.locator(".tw-play").bounding_box()["y"] < size[1], "so is the play button"
    expect(page.locator(".tw-note")).to_have_text("示意性孪生，不作预测", use_inner_text=True)


def test_the_default_district_is_the_real_one(visit):
    page = visit(query="/run")
    expect(page.locator("h1")).to_contain_text("东城区")
    names = page.evaluate("document.querySelector('.tw-map').view.words.streets.map(s => s.name)")
    assert len(names) == 17 and "东华门街道" in names


def test_play_moves_the_city_and_pause_stops_it(visit):
    page = visit()
    before = tick(page)
    page.click(".tw-play")
    wait_for_tick(page, before + 5)
    page.click(".tw-play.tw-playing")
    page.wait_for_selector(".tw-play:not(.tw-playing)")
    page.wait_for_timeout(300)
    stopped = tick(page)
    page.wait_for_timeout(600)
    assert tick(page) == stopped


@pytest.mark.parametrize(("place", "hours"), [(0, 1), (1, 24), (2, 168)])
def test_a_step_goes_exactly_that_far(visit, place, hours):
    page = visit()
    before = tick(page)
    page.locator(".tw-steps button").nth(place).click()
    wait_for_tick(page, before + hours)
    page.wait_for_timeout(200)
    assert tick(page) == before + hours


def test_keys_play_pause_and_step(visit):
    page = visit()
    before = tick(page)
    page.keyboard.press("ArrowRight")
    wait_for_tick(page, before + 1)
    page.keyboard.press("Shift+ArrowRight")
    wait_for_tick(page, before + 25)
    page.keyboard.press("Space")
    page.wait_for_selector(".tw-playing")
    page.keyboard.press("Space")
    page.wait_for_selector(".tw-play:not(.tw-playing)")


def test_keys_belong_to_a_slider_while_it_has_the_focus(visit):
    page = visit()
    before = tick(page)
    page.locator("#tw-authority").focus()
    page.keyboard.press("ArrowRight")
    wait_for_address(page, "authority=0.25")
    assert tick(page) == before


def test_a_policy_moves_its_levers_and_the_address(visit):
    page = visit()
    page.select_option(".tw-policy select", "whistle")
    wait_for_address(page, "policy=whistle")
    page.wait_for_function("document.querySelector('#tw-whistle').value === '1'")
    output = page.locator(".tw-lever:has(#tw-whistle) output")
    expect(output).to_have_text(re.compile(r"^\s*满\s*100%\s*$"), use_inner_text=True)


def test_a_lever_says_its_value_in_words_and_can_be_undone(visit):
    page = visit()
    page.locator(".tw-group:has(#tw-intensity) > summary").click()
    lever = page.locator(".tw-lever:has(#tw-intensity)")
    assert re.fullmatch(r"中\s*40%", lever.locator("output").inner_text())
    page.locator("#tw-intensity").focus()
    page.keyboard.press("End")
    wait_for_address(page, "intensity=1")
    expect(page.locator("#tw-intensity")).to_have_attribute("aria-valuetext", "满, 100%")
    page.wait_for_function(f"{chosen('.tw-policy select')}.startsWith('自定')")
    lever.locator(".tw-undo").click()
    wait_for_address(page, "intensity", there=False)
    expect(page.locator(".tw-policy select")).to_have_value("baseline")


def opened(page):
    """Give the names of the groups of levers that are open, once the page has settled."""
    page.wait_for_selector(".tw-group[open]")
    return page.locator(".tw-group[open] > summary").all_inner_texts()


def test_the_group_a_policy_turns_most_is_open_and_the_others_say_how_much(visit):
    page = visit(query=SMALL + "&lang=en")
    expect(page.locator(".tw-group")).to_have_count(5)
    assert [text.split("\n")[0] for text in opened(page)] == ["Powers handed down"]
    page.select_option(".tw-policy select", "stalls-2020")
    page.wait_for_selector(".tw-group[open] > summary:has-text('Rules for vendors')")
    assert len(opened(page)) == 1
    expect(page.locator(".tw-group:has(#tw-authority) > summary")).to_contain_text("1 turned")
    page.locator(".tw-group:has(#tw-authority) > summary").click()
    page.locator("#tw-consent").focus()
    page.keyboard.press("End")
    wait_for_address(page, "consent=1")
    assert len(opened(page)) == 2, "what a visitor opened stays open"


def test_a_lever_that_is_a_choice_is_a_list_with_names(visit):
    page = visit(query=SMALL + "&policy=city-brain&lang=en")
    page.wait_for_selector("select#tw-dispatch")
    page.wait_for_function(f"{chosen('#tw-dispatch')}.startsWith('Opt')")
    page.select_option("#tw-dispatch", "1")
    wait_for_address(page, "dispatch=1")
    page.locator(".tw-lever:has(#tw-dispatch) .tw-undo").click()
    wait_for_address(page, "dispatch=0")


def test_reset_goes_back_and_keeps_the_levers(visit):
    page = visit()
    before = tick(page)
    page.select_option(".tw-policy select", "street-teams")
    page.locator(".tw-steps button").nth(1).click()
    wait_for_tick(page, before + 24)
    page.click(".tw-reset")
    page.wait_for_function(
        "t => Number(document.querySelector('.tw-map').dataset.tick) === t", arg=before
    )
    expect(page.locator(".tw-policy select")).to_have_value("street-teams")


def test_the_address_restores_what_was_chosen(visit):
    query = SMALL + "&policy=whistle&authority=0.6&layer=vitality&lang=en"
    page = visit(query=query)
    expect(page.locator("#tw-authority")).to_have_value("0.6")
    expect(page.locator("#tw-whistle")).to_have_value("1")
    expect(page.locator("[role=radio][aria-checked=true]")).to_have_text(
        "Vitality", use_inner_text=True
    )
    page.wait_for_function("document.documentElement.lang === 'en'")


def test_a_reload_finds_the_same_city_at_the_same_hour(visit):
    page = visit()
    before = tick(page)
    page.locator(".tw-steps button").nth(1).click()
    wait_for_tick(page, before + 24)
    page.select_option(".tw-policy select", "whistle")
    wait_for_address(page, "policy=whistle")
    page.reload()
    page.wait_for_selector(".tw-map[data-tick]")
    assert tick(page) == before + 24
    expect(page.locator(".tw-policy select")).to_have_value("whistle")
    other = visit(query=SMALL + "&policy=whistle&lang=zh")
    assert tick(other) == before, "another visitor's city"


def test_two_visitors_have_two_cities(visit):
    one, other = visit(), visit()
    before = tick(other)
    one.locator(".tw-steps button").nth(1).click()
    wait_for_tick(one, before + 24)
    one.select_option(".tw-policy select", "campaign")
    other.locator(".tw-steps button").nth(0).click()
    wait_for_tick(other, before + 1)
    assert tick(other) == before + 1
    expect(other.locator(".tw-policy select")).to_have_value("baseline")


def test_the_layer_changes_the_map_and_its_legend(visit):
    page = visit()
    before = page.evaluate("document.querySelector('.tw-canvas').toDataURL()")
    page.click("[data-layer=footfall]")
    page.wait_for_function("document.querySelector('.tw-map').view.painter.frame.layer === 3")
    page.wait_for_function(
        "before => document.querySelector('.tw-canvas').toDataURL() !== before", arg=before
    )
    expect(page.locator(".tw-legend summary")).to_have_text(
        re.compile("^人流"), use_inner_text=True
    )
    wait_for_address(page, "layer=footfall")


def test_a_cell_tells_about_itself(visit):
    page = visit()
    box = page.locator(".tw-canvas").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.wait_for_selector(".tw-card:not([hidden])")
    page.mouse.click(*middle)
    page.wait_for_selector(".tw-card-pinned dt:has-text('常住居民')")
    page.click(".tw-card .tw-card-close")
    page.mouse.move(2, 2)
    page.wait_for_selector(".tw-card", state="hidden")


def test_the_map_can_be_read_with_the_keyboard(visit):
    page = visit()
    page.focus(".tw-canvas")
    before = tick(page)
    page.keyboard.press("ArrowDown")
    page.wait_for_selector(".tw-card:not([hidden])")
    page.keyboard.press("Enter")
    page.wait_for_selector(".tw-card-pinned")
    page.keyboard.press("Escape")
    page.wait_for_selector(".tw-card-pinned", state="detached")
    assert tick(page) == before


def test_zooming_goes_in_and_back_to_the_whole(visit):
    page = visit()
    scale = "document.querySelector('.tw-map').view.painter.view.scale"
    whole = page.evaluate(scale)
    page.locator(".tw-zoom-button").nth(0).click()
    page.wait_for_function(f"whole => {scale} > whole", arg=whole)
    page.locator(".tw-zoom-button").nth(2).click()
    page.wait_for_function(f"whole => {scale} === whole", arg=whole)


def test_the_charts_follow_the_days(visit):
    page = visit()
    days = "document.querySelector('.tw-charts').view.trail.days"
    page.wait_for_function(f"{days}.length > 7")
    before = page.evaluate(days)
    assert before[-1] == 0 and before[0] < -7, "the days before the opening, and the opening"
    page.locator(".tw-steps button").nth(2).click()
    page.wait_for_function(f"{days}.length === {len(before) + 7}")
    page.click(".tw-reset")
    page.wait_for_function(f"{days}.length === {len(before)}")


def test_the_note_opens_sources_and_assumptions(visit):
    page = visit(query="/run?lang=en")
    page.click(".tw-note")
    dialog = page.locator("dialog[open]")
    assert "What is assumed" in dialog.inner_text()
    assert "Census 2020" in dialog.inner_text()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_wrong_address_is_answered_in_words(visit):
    page = visit(query="?policy=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", wait=False)
    page.wait_for_selector(".tw-sorry")
    words = page.locator(".tw-sorry").inner_text()
    assert "没有这个政策" in words and "<img" in words
    expect(page.locator(".tw-sorry img")).to_have_count(0)
    assert "Traceback" not in words and ".py" not in words
