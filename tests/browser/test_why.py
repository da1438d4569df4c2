"""Story cards in a real browser: by click and by keyboard, followed as they move, put away."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SMALL, axe, tick, wait_for_tick
from tests.browser.forms import CHINESE, FORMS, check_form

pytestmark = pytest.mark.browser

VIEW = "document.querySelector('.tw-map').view"
#: The place on the screen of the first vendor that is drawn in the middle of its cell's spots.
VENDOR = f"""() => {{
  const {{ painter, canvas }} = {VIEW};
  const {{ frame, ground, view }} = painter;
  const cell = frame.vendorCells[0];
  const box = canvas.getBoundingClientRect();
  const x = box.left + view.x + (ground.x[cell] + 0.5) * view.scale;
  const y = box.top + view.y + (ground.y[cell] + 0.5) * view.scale;
  return [x, y];
}}"""
TITLE = ".tw-why:not([hidden]) .tw-why-title"
#: The arrow that brings the cursor of the map nearer to a cell, empty when it is there.
ARROW = f"""(cell) => {{
  const {{ ground, cursor }} = {VIEW}.painter;
  const [dx, dy] = [ground.x[cell] - ground.x[cursor], ground.y[cell] - ground.y[cursor]];
  if (dx) return dx > 0 ? "ArrowRight" : "ArrowLeft";
  return dy ? (dy > 0 ? "ArrowDown" : "ArrowUp") : "";
}}"""
#: The cell with the ring, the cell a team is in, and whether the ring is off the map.
FOLLOWED = f"""(row) => {{
  const {{ view, ground, marked, frame, width, height }} = {VIEW}.painter;
  const x = view.x + (ground.x[marked] + 0.5) * view.scale;
  const y = view.y + (ground.y[marked] + 0.5) * view.scale;
  return [marked, frame.teamCells[row], x < 0 || y < 0 || x > width || y > height];
}}"""
#: The first team of urban management that is on patrol.
PATROL = (
    f"""[...{VIEW}.painter.frame.teamMarks].findIndex((mark) => mark >> 3 === 1 && !(mark & 7))"""
)
TEXT = "document.querySelector('.tw-why-title').textContent"


def click_vendor(page):
    """Click on a vendor and give the title of its card."""
    page.mouse.click(*page.evaluate(VENDOR))
    page.wait_for_selector(TITLE)
    return page.locator(TITLE).inner_text()


def test_a_click_on_a_vendor_opens_its_card(visit):
    page = visit(query=f"{SMALL}&lang=en")
    assert re.fullmatch(r"Vendor \d+, [a-z ]+", click_vendor(page))
    told = page.locator(".tw-why").inner_text()
    assert "believes a trading day meets enforcement" in told and "risk %" in told
    rows = page.locator(".tw-why tbody tr")
    expect(page.locator(".tw-taken")).to_have_count(1)
    assert rows.count() >= 3
    cells = page.locator(".tw-why tbody td:last-child").all_inner_texts()
    totals = [float(text.replace("−", "-")) for text in cells]
    assert totals == sorted(totals, reverse=True)
    page.keyboard.press("Escape")
    page.wait_for_selector(".tw-why", state="hidden")
    page.wait_for_function(f"{VIEW}.painter.marked === -1")


def test_a_card_is_opened_read_and_left_by_keyboard_alone(visit):
    page = visit(query=f"{SMALL}&lang=en")
    page.focus(".tw-canvas")
    cell = page.evaluate(f"{VIEW}.painter.frame.vendorCells[0]")
    # walk the cursor to the vendor: first to the middle, then along row and column
    page.keyboard.press("ArrowDown")
    for _ in range(60):
        step = page.evaluate(ARROW, cell)
        if not step:
            break
        page.keyboard.press(step)
    page.keyboard.press("Enter")
    page.wait_for_selector(TITLE)
    page.wait_for_function("document.activeElement.classList.contains('tw-why-title')")
    before = page.locator(TITLE).inner_text()
    for _ in range(60):
        if "Vendor" in page.evaluate("document.activeElement.textContent"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function(f"t => {TEXT} !== t", arg=before)
    expect(page.locator(TITLE)).to_have_text(re.compile("^Vendor"), use_inner_text=True)
    page.get_by_role("button", name="Back").press("Enter")
    page.wait_for_function(f"t => {TEXT} === t", arg=before)
    page.keyboard.press("Escape")
    page.wait_for_selector(".tw-why", state="hidden")
    page.wait_for_function("document.activeElement.classList.contains('tw-canvas')")


def test_a_followed_team_stays_marked_and_in_sight(visit):
    page = visit(query=f"{SMALL}&lang=en")
    team = page.evaluate(PATROL)
    assert team >= 0
    for _ in range(3):
        page.locator(".tw-zoom-button").nth(0).click()
    cell = page.evaluate(f"{VIEW}.painter.frame.teamCells[{team}]")
    page.evaluate(f"{VIEW}.pin({cell})")
    page.wait_for_selector(TITLE)
    page.locator(".tw-why-door", has_text="team").first.click()
    page.get_by_role("button", name="Follow").click()
    page.wait_for_selector(".tw-why-tool[aria-pressed=true]")
    number = int(re.search(r"team (\d+)", page.locator(TITLE).inner_text())[1])
    places = set()
    start = tick(page)
    for hour in range(1, 7):
        page.locator(".tw-steps button").nth(0).click()
        wait_for_tick(page, start + hour)
        page.wait_for_timeout(150)
        marked, real, off = page.evaluate(FOLLOWED, number - 1)
        assert marked == real and not off
        places.add(marked)
    assert len(places) > 1


def test_a_case_shows_its_seven_steps_with_waits_and_holder(visit):
    page = visit(query=f"{SMALL}&lang=en")
    start = tick(page)
    page.locator(".tw-steps button").nth(1).click()
    wait_for_tick(page, start + 24)
    click_vendor(page)
    street = page.locator(".tw-why-door").last
    street.click()
    page.wait_for_function("document.querySelector('.tw-why').textContent.includes('Three rates')")
    page.locator(".tw-why-door", has_text="Case").first.click()
    page.wait_for_selector(".tw-step-now")  # the card of the street has a list of steps too
    expect(page.locator(".tw-steps-list li")).to_have_count(7)
    expect(page.locator(".tw-step-now")).to_have_count(1)
    told = page.locator(".tw-step-now").inner_text()
    assert re.search(r"waiting here, [\d.]+ h so far · \w+", told)


def test_a_card_follows_the_language_of_the_page(visit):
    page = visit(query=f"{SMALL}&lang=zh")
    assert CHINESE.search(click_vendor(page))
    page.get_by_role("button", name="语言").click()
    page.wait_for_function(f"{TEXT}.startsWith('Vendor')")
    assert not CHINESE.search(page.locator(".tw-why").inner_text())


@FORMS
def test_every_form_of_explore_and_of_a_card(visit, language, theme, size):
    page = visit(query=f"{SMALL}&lang={language}", size=size, theme=theme)
    page.wait_for_timeout(300)
    check_form(page, language, ".tw-page")
    click_vendor(page)
    page.wait_for_timeout(300)
    assert axe(page) == []
    check_form(page, language)
