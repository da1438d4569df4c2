"""Watching in a real browser: the other screen is in step, has no controls, and is told the end."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SMALL, axe, check, tick, wait_for_tick
from tests.browser.forms import FORMS, check_form
from tests.browser.test_share import DIALOG, share
from twin.ui.watch.frames import REFUSED

pytestmark = pytest.mark.browser

CONTROLS = ".tw-levers, .tw-drive, .tw-play, .tw-layer:visible, .tw-track, input, select"


def let_watch(page):
    """Let others watch, close the dialog, and give the path at which they do."""
    share(page)
    page.locator("[data-watch=start]").click()
    page.wait_for_selector(f"{DIALOG} .tw-watch-door img")
    address = page.locator(".tw-watch-link").input_value()
    page.keyboard.press("Escape")
    page.wait_for_selector(DIALOG, state="hidden")
    return address[address.index("/watch/") :]


def test_one_who_watches_sees_hour_and_lever_of_the_leader_and_the_end(visit):
    leader = visit(query=f"{SMALL}&lang=en")
    path = let_watch(leader)
    watcher = visit(query=f"{path}?lang=en")
    assert tick(watcher) == tick(leader)
    expect(watcher.locator(CONTROLS)).to_have_count(0)
    start = tick(leader)
    leader.locator(".tw-steps button").nth(1).click()
    wait_for_tick(watcher, start + 24)
    leader.evaluate("for (const group of document.querySelectorAll('.tw-group')) group.open = true")
    leader.locator("#tw-whistle").fill("1")
    watcher.wait_for_selector("[data-lever=whistle]")
    expect(watcher.locator("[data-lever=whistle]")).to_contain_text("100%")
    leader.locator(".tw-layer").nth(3).click()
    watcher.wait_for_function("document.querySelector('.tw-map').view.layer.name === 'footfall'")
    watcher.locator(".tw-canvas").focus()
    watcher.keyboard.press("Space")
    watcher.wait_for_timeout(400)
    assert tick(leader) == start + 24, "a key of the watcher played the leader's city"
    share(leader)
    leader.locator("[data-watch=stop]").click()
    watcher.wait_for_selector(".tw-watched-ended")
    expect(watcher.locator(".tw-watched-state")).to_contain_text("no longer shared")


def test_watching_goes_on_when_the_leader_reloads(visit):
    leader = visit(query=f"{SMALL}&lang=en")
    path = let_watch(leader)
    watcher = visit(query=f"{path}?lang=en")
    leader.reload()
    leader.wait_for_selector(".tw-map[data-tick]")
    start = tick(leader)
    leader.locator(".tw-steps button").nth(1).click()
    wait_for_tick(watcher, start + 24)


#: Asks for frames as a page that watches does, and gives the code with which the line is closed.
CLOSED = """(path) => new Promise((resolve) => {
  const line = new WebSocket(`ws${location.origin.slice(4)}${path}`);
  line.onclose = ({ code }) => resolve(code);
})"""


def test_a_code_that_is_not_shared_is_answered_in_words(visit):
    page = visit(query="/watch/NOBODY?lang=zh", wait=False)
    page.wait_for_selector(".tw-sorry")
    expect(page.locator(".tw-sorry")).to_contain_text("旁观码")
    assert page.evaluate(CLOSED, "/watch/NOBODY/frames?lang=zh") == REFUSED


@FORMS
def test_every_form_of_watching(visit, language, theme, size):
    leader = visit(query=f"{SMALL}&lang={language}", size=size, theme=theme)
    path = let_watch(leader)
    share(leader)
    leader.wait_for_timeout(300)
    assert axe(leader) == [] and check(leader, "cut") == []
    for view in ("page", "stage"):
        watcher = visit(query=f"{path}?lang={language}&view={view}", size=size, theme=theme)
        watcher.wait_for_timeout(300)
        assert axe(watcher) == []
        check_form(watcher, language)
