"""The sweep page in a real Chromium: a finished sweep, a point, and where it leads."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import wait_for_address

pytestmark = pytest.mark.browser


def title(page):
    """Give the title of the card of the chosen policy."""
    return page.locator(".tw-spot-card h2").inner_text()


def wait_for_title(page, text):
    """Wait until the card is that of a policy."""
    page.wait_for_function(
        "t => document.querySelector('.tw-spot-card h2').innerText === t", arg=text
    )


def test_a_finished_sweep_opens_with_the_current_policy_on_its_plane(visit):
    page = visit(query="/sweep?lang=en")
    expect(page.locator(".tw-spot")).to_have_count(9)
    expect(page.locator(".tw-compare-lead p")).to_contain_text("of 2 days each")
    expect(page.locator(".tw-here text")).to_have_text("The current policy")
    sentences = page.locator(".tw-frontier .tw-headline").all_inner_texts()
    assert re.match(r"Of 9 policies, \d lie on the frontier", sentences[0])
    assert sentences[1].startswith("The current policy lies")
    assert title(page) == "Policy 1", "the one of 0.2 authority and 0.4 intensity"


def test_hover_tells_and_click_chooses(visit):
    page = visit(query="/sweep?lang=en")
    spot = page.locator(".tw-spot.tw-best").last
    spot.hover(force=True)
    page.wait_for_selector(".tw-tip")
    name = page.locator(".tw-tip strong").inner_text()
    expect(page.locator(".tw-tip")).to_contain_text("Matters handed down")
    spot.click(force=True)
    wait_for_title(page, name)
    wait_for_address(page, f"point={name.split()[1]}")
    page.reload()
    page.wait_for_selector(".tw-frontier")
    assert title(page) == name


def test_the_table_does_the_same_from_the_keyboard(visit):
    page = visit(query="/sweep?lang=en")
    page.get_by_role("button", name="All 9 policies").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll('.tw-sweep tbody tr').length === 9")
    page.get_by_role("button", name="See Policy 8").focus()
    page.keyboard.press("Enter")
    wait_for_title(page, "Policy 8")
    expect(page.locator(".tw-row-picked th")).to_have_text(re.compile("^Policy 8"))


def test_a_policy_opens_in_explore_and_beside_the_baseline(visit):
    page = visit(query="/sweep?lang=en&point=8")
    explore, compare = page.locator(".tw-spot-links a").all()
    assert "authority=1" in explore.get_attribute("href")
    address = compare.get_attribute("href")
    assert "a=baseline&b=baseline,authority:1,intensity:1" in address
    explore.click()
    page.wait_for_selector(".tw-map[data-tick]")
    expect(page.locator("#tw-authority")).to_have_value("1")
    page.wait_for_function("location.href.includes('district=classroom')")
    page.goto(page.url.split("/run")[0] + address)
    page.wait_for_function("document.querySelectorAll('.tw-map[data-tick]').length === 2")


def test_the_skip_link_leads_past_the_head(visit):
    page = visit(query="/sweep?lang=en")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'tw-map'")


def test_no_address_leads_out_of_the_folder(visit):
    page = visit(query="/sweep?lang=zh")
    for name in ("../", "/etc", "nine/../../..", "nine/journal", "elsewhere"):
        page.goto(page.url.split("/sweep")[0] + f"/sweep?lang=zh&sweep={quote(name, safe='')}")
        page.wait_for_selector(".tw-sorry")
        assert "没有这一批推演" in page.locator(".tw-sorry").inner_text(), name
        assert page.locator(".tw-frontier").count() == 0, name
