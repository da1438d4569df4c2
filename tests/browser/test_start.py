"""The start page: the city already runs, every way leads somewhere, what was chosen goes along."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import (
    DESKTOP,
    PHONE,
    new_context,
    tick,
    wait_for_address,
    wait_for_tick,
)
from twin.policy import policy_names
from twin.scenario import story_names

pytestmark = pytest.mark.browser

START = "/?page=start&district=classroom"


def wait_for_path(page, path):
    """Wait until the address bar shows a path and the page there a map."""
    page.wait_for_function("path => location.pathname === path", arg=path)
    page.wait_for_selector(".tw-map[data-tick]")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_the_city_already_runs_and_says_how_it_stands(visit, size):
    page = visit(query=f"{START}&lang=en", size=size)
    wait_for_tick(page, tick(page) + 3)
    sentence = page.locator(".tw-now span").inner_text()
    assert re.fullmatch(r".+ right now: the streets .+ and .+; residents .+\.", sentence)
    expect(page.locator(".tw-value")).to_have_count(4)
    page.locator(".tw-now button").click()
    page.wait_for_selector(".tw-now button[aria-label=Play]")
    page.wait_for_timeout(300)
    stopped = tick(page)
    page.wait_for_timeout(500)
    assert tick(page) == stopped


def test_a_visitor_who_wants_no_motion_starts_the_city_himself(browser, server):
    context = new_context(browser, reduced_motion="reduce")
    page = context.new_page()
    page.goto(server + START)
    page.wait_for_selector(".tw-map[data-tick]")
    before = tick(page)
    page.wait_for_timeout(800)
    assert tick(page) == before
    context.close()


def test_every_policy_and_story_has_a_card_and_every_link_a_page(visit):
    page = visit(query=START)
    expect(page.locator("[aria-labelledby=tw-policies] li")).to_have_count(len(policy_names()))
    expect(page.locator("[aria-labelledby=tw-stories] li")).to_have_count(len(story_names()))
    paths = page.evaluate(
        "[...document.querySelectorAll('.tw-start a:not(.tw-skip)')].map(a => a.pathname)"
    )
    named = page.evaluate("[...document.querySelectorAll('.tw-nav a')].map(a => a.pathname)")
    assert set(paths) <= set(named)


def test_a_card_opens_its_policy_and_the_way_back_keeps_it(visit):
    page = visit(query=START)
    page.locator("[aria-labelledby=tw-policies] a[href*='policy=whistle']").first.click()
    wait_for_path(page, "/run")
    wait_for_address(page, "policy=whistle")
    expect(page.locator(".tw-policy select")).to_have_value("whistle")
    page.locator(".tw-nav a").first.click()
    wait_for_path(page, "/")
    page.wait_for_selector(".tw-start")
    page.locator(".tw-nav a").nth(1).click()
    wait_for_path(page, "/run")
    page.wait_for_selector(".tw-policy select")
    expect(page.locator(".tw-policy select")).to_have_value("whistle")
    page.go_back()
    page.wait_for_selector(".tw-start")


def test_a_story_opens_its_city(visit):
    page = visit(query=f"{START}&lang=en")
    page.locator("[aria-labelledby=tw-stories] a[href*='story=sanitation-strike']").click()
    wait_for_path(page, "/run")
    page.wait_for_selector(".tw-story")
    page.wait_for_selector(".tw-track-shock")
    page.locator(".tw-story button").click()
    page.wait_for_selector(".tw-story", state="detached")
    wait_for_address(page, "story=", there=False)


def test_a_link_of_old_opens_explore(visit):
    page = visit(query="/?district=classroom&policy=whistle")
    wait_for_path(page, "/run")
    expect(page.locator(".tw-policy select")).to_have_value("whistle")
