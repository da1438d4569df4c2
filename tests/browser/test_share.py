"""Sharing in a real browser: link, files and code all come to the same city; reports print."""

import json
import re
import subprocess
import sys

import nbformat
import pytest
from playwright.sync_api import expect

import twin
from tests.browser.conftest import ROOT, SMALL, axe, tick, wait_for_tick
from tests.browser.forms import FORMS, check_form
from twin.report import comparison_report, render, run_report

pytestmark = pytest.mark.browser

DIALOG = "dialog.tw-share[open]"


def share(page):
    """Open the dialog of a page."""
    page.locator(".tw-tool", has_text=re.compile("^(分享|Share)$")).click()
    page.wait_for_selector(f"{DIALOG} .tw-share-digest code")
    return page.locator(DIALOG)


def digest(page):
    """Give the digest the dialog shows."""
    return page.locator(".tw-share-digest code").inner_text()


def play_a_little(page):
    """Turn a lever, go on a day, turn another, go on five hours."""
    page.evaluate("document.querySelectorAll('.tw-group').forEach((group) => (group.open = true))")
    page.locator("#tw-whistle").fill("1")
    start = tick(page)
    page.locator(".tw-steps button").nth(1).click()
    wait_for_tick(page, start + 24)
    page.locator("#tw-authority").fill("0.6")
    for hour in range(1, 6):
        page.locator(".tw-steps button").nth(0).click()
        wait_for_tick(page, start + 24 + hour)


def test_a_link_gives_a_fresh_browser_and_the_command_line_the_same_city(visit):
    page = visit(query=f"{SMALL}&lang=en")
    play_a_little(page)
    share(page)
    address, wanted = page.locator(".tw-share-link").input_value(), digest(page)
    command = page.locator(".tw-share pre").first.inner_text()
    assert len(address) < 2_000 and "v=1" in address
    fresh = visit(query=address[address.index("/run") :])
    wait_for_tick(fresh, tick(page))
    share(fresh)
    assert digest(fresh) == wanted
    expect(fresh.locator(".tw-share-link")).to_have_value(address)
    words = [sys.executable, "-m", "twin", *re.sub("'", "", command).split()[1:], "--json"]
    told = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(told.stdout)["digest"] == wanted


CLIPBOARD = "navigator.clipboard.readText()"


def test_one_key_and_one_click_copy_the_link_of_explore_and_compare(visit):
    page = visit(query=f"{SMALL}&lang=en")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    start = tick(page)
    page.locator(".tw-steps button").nth(1).click()
    wait_for_tick(page, start + 24)
    page.keyboard.press("c")
    page.wait_for_selector(".tw-toast-on:has-text('Link copied. It opens at')")
    address = page.evaluate(CLIPBOARD)
    assert "/run?" in address and "at=24" in address
    page.locator(".tw-steps button").nth(0).click()
    wait_for_tick(page, start + 25)
    page.get_by_role("button", name="Copy link").click()
    page.wait_for_function(f"async () => (await {CLIPBOARD}).includes('at=25')")
    fresh = visit(query=address[address.index("/run") :])
    wait_for_tick(fresh, start + 24)
    page.goto(page.url.split("/run")[0] + "/compare?district=classroom&a=baseline&b=campaign")
    page.wait_for_selector(".tw-map[data-tick]")
    page.keyboard.press("c")
    page.wait_for_function(f"async () => (await {CLIPBOARD}).includes('b=campaign')")
    page.evaluate("navigator.clipboard.writeText('')")
    page.get_by_role("button", name=re.compile("复制链接|Copy link")).click()
    page.wait_for_function(f"async () => (await {CLIPBOARD}).includes('b=campaign')")


def test_a_link_that_cannot_be_used_is_answered_in_words(visit):
    page = visit(query="/run?v=1&district=classroom&at=5&log=0~gravity~1&lang=zh", wait=False)
    page.wait_for_selector(".tw-sorry")
    expect(page.locator(".tw-sorry")).to_contain_text("没有这个政策杠杆")


def take(page, name):
    """Click a download of the dialog and give its name and content."""
    with page.expect_download() as waiting:
        page.locator(f"[data-file={name}]").click()
    path = waiting.value.path()
    return waiting.value.suggested_filename, path.read_bytes()


def test_every_file_is_there_and_of_the_hour_on_the_screen(visit, browser, tmp_path):
    page = visit(query=f"{SMALL}&lang=en")
    play_a_little(page)
    share(page)
    wanted = digest(page)
    name, html = take(page, "share_report_en")
    assert name.endswith(".en.html") and wanted in html.decode() and len(html) < 3_000_000
    name, book = take(page, "share_notebook")
    assert wanted in nbformat.reads(book.decode(), as_version=4).cells[3].source
    name, table = take(page, "share_csv_zh")
    assert table.startswith(b"\xef\xbb\xbf") and "秩序" in table.decode("utf-8-sig")
    name, drawing = take(page, "share_svg")
    assert drawing.startswith(b"<svg")
    name, picture = take(page, "map")
    assert picture.startswith(b"\x89PNG") and name.endswith(".png")
    file = tmp_path / "report.html"
    file.write_bytes(html)
    context = browser.new_context(offline=True)
    opened, asked = context.new_page(), []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(file.as_uri())
    assert "Classroom" in opened.locator("h1").inner_text() and len(asked) == 1
    assert axe(opened) == []
    context.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_reports_print_on_at_most_three_pages(browser, tmp_path, language):
    run = twin.run("decentralised-whole", district="dongcheng", days=2, burn_in=0, scale=2_000.0)
    found = twin.compare(
        "baseline", "decentralised-whole", district="classroom", days=2, burn_in=0,
        seeds=range(1, 4), workers=1,
    )  # fmt: skip
    for kind, report in (
        ("run", run_report(run, language)),
        ("pair", comparison_report(found, language)),
    ):
        file = tmp_path / f"{kind}.html"
        file.write_text(render(report), encoding="utf-8")
        page = browser.new_page()
        page.goto(file.as_uri())
        printed = page.pdf(prefer_css_page_size=True, print_background=True)
        assert 1 <= len(re.findall(rb"/Type\s*/Page[^s]", printed)) <= 3, kind
        assert axe(page) == []
        page.close()


@FORMS
def test_every_form_of_the_dialog(visit, language, theme, size):
    page = visit(query=f"{SMALL}&lang={language}", size=size, theme=theme)
    share(page)
    page.wait_for_timeout(300)
    assert axe(page) == []
    check_form(page, language, sideways=False)
    expect(page.locator("[data-file=share_report_zh]")).to_be_disabled()
    page.keyboard.press("Escape")
    page.wait_for_selector(DIALOG, state="hidden")
