"""Rules of a user's own on the page: his policy is a card, his behaviour a lever that acts."""

import os

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Fence, new_context, start_server, tick, wait_for_address
from twin.bench.served import free_port

pytestmark = pytest.mark.browser

NEVER = """
TITLE = {"zh": "谁也不收拾", "en": "Nobody keeps tidy"}
WHO = "vendor"
SEES = ()
SETS = "tidy"
HOURS = (7, 9, 11, 13, 15, 17, 19, 21)


def rule(vendor, luck):
    return 0
"""
MINE = """
[title]
zh = "三班的政策"
en = "The policy of class three"

[about]
zh = "谁也不收拾，会怎样？"
en = "What if nobody keeps tidy?"

[leaves_out]
zh = "无。"
en = "Nothing."

[levers]
my_never = 1.0
"""
WEEK = 168


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Give the address of a page that was started with a folder of own rules."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "never.py").write_text(NEVER, encoding="utf-8")
    (folder / "class-three.toml").write_text(MINE, encoding="utf-8")
    (folder / "torn.py").write_text("def rule(:\n", encoding="utf-8")
    before = os.environ["TWIN_OWN"]
    os.environ["TWIN_OWN"] = str(folder)
    port = free_port()
    process = start_server(port)
    os.environ["TWIN_OWN"] = before
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(20)
    process.stderr.close()


@pytest.fixture
def visitor(browser, address):
    """Give a function that opens a page there as a new visitor; the fence must hold."""
    contexts, fences = [], []

    def open_page(query):
        context = new_context(browser, viewport={"width": 1366, "height": 768}, locale="zh-CN")
        contexts.append(context)
        fences.append(Fence(context, address))
        page = context.new_page()
        page.goto(address + query)
        page.wait_for_selector(".tw-map[data-tick]")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [broken for fence in fences for broken in fence.broken] == []


def after_a_week(page):
    """Give the numbers beside the map a week on."""
    before = tick(page)
    page.locator(".tw-steps button").nth(2).click()
    page.wait_for_function(
        "t => Number(document.querySelector('.tw-map').dataset.tick) === t", arg=before + WEEK
    )
    page.wait_for_timeout(800)
    return page.locator(".tw-side").inner_text()


def test_a_policy_of_ones_own_is_a_card_that_opens_the_city(visitor):
    page = visitor("/")
    card = page.locator("[aria-labelledby=tw-policies] li", has_text="三班的政策")
    card.locator("a[href*='policy=class-three']").first.click()
    wait_for_address(page, "policy=class-three")
    page.wait_for_selector("#tw-my_never", state="attached")
    expect(page.locator("#tw-my_never")).to_have_value("1")


def test_a_behaviour_of_ones_own_is_a_lever_that_changes_the_run(visitor):
    page = visitor("/run?district=classroom")
    group = page.locator(".tw-group:has(#tw-my_never)")
    expect(group.locator("> summary")).to_contain_text("自定行为")
    plain = after_a_week(page)
    other = visitor("/run?district=classroom")
    expect(other.locator("#tw-my_torn")).to_have_count(0)
    other.locator(".tw-group:has(#tw-my_never) > summary").click()
    other.locator("#tw-my_never").focus()
    other.keyboard.press("End")
    wait_for_address(other, "my_never=1")
    assert after_a_week(other) != plain


def test_it_is_compared_with_the_city_as_it_was(visitor):
    page = visitor("/compare?v=1&district=classroom&a=baseline&b=baseline,my_never:1")
    page.wait_for_function("document.querySelectorAll('.tw-map[data-tick]').length === 2")
    wait_for_address(page, "my_never")
