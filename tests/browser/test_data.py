"""A visitor's own files in a real Chromium: boundaries become a city; cases stand beside a run."""

import json
import subprocess
import sys
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import (
    RUNS,
    axe,
    environment,
    new_context,
    tick,
    wait_for_address,
    wait_for_tick,
)
from tests.browser.test_compare import step, ticks, wait_for_panes
from tests.twin.importer import office

pytestmark = pytest.mark.browser

MAPPING = """
schema = 1
title.zh = "试点案件"
title.en = "Cases of a trial"
[columns]
opened = "opened"
closed = "closed"
kind = "kind"
area = "area"
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Give boundaries, a case file and its mapping, made here."""
    folder = tmp_path_factory.mktemp("office")
    office.write(folder / "town.geojson", office.town())
    rows = [
        f"2024-03-{1 + k % 28:02d}T{8 + k % 9:02d}:00,2024-04-{1 + k % 9:02d}T12:00,waste,{k % 3}"
        for k in range(60)
    ]
    (folder / "cases.csv").write_text("\n".join(["opened,closed,kind,area", *rows]), "utf-8")
    people = [("老东门", 900), *((zh, 700) for _, zh, *_ in office.STREETS[1:])]
    sheets = {
        "people.csv": ["name,population", *(f"{name},{n}" for name, n in people)],
        "old.csv": ["written,street", "老东门,东门街道"],
        "codes.csv": ["code,name", "310199009,南门街道",
                      *(f"{code},{zh}" for code, zh, *_ in office.STREETS)],
    }  # fmt: skip
    for name, lines in sheets.items():
        (folder / name).write_text("\n".join(lines), "utf-8")
    (folder / "map.toml").write_text(MAPPING, "utf-8")
    return folder


def form(page, name):
    """Give a section's form."""
    return page.locator(f"form[aria-labelledby=tw-{name}-title]")


def upload(page, name, *given):
    """Choose files in a section and press its button."""
    form(page, name).locator(".tw-drop input").set_input_files([str(file) for file in given])
    form(page, name).locator("button[type=submit]").click()


def compare_own(page):
    """Go from a city of one's own to Compare, which shows it, and to Sweeps, which cannot."""
    page.get_by_role("link", name="Compare").first.click()
    wait_for_panes(page, 2)
    wait_for_address(page, "own-")
    expect(page.locator(".tw-title")).to_contain_text("Little")
    expect(page.locator(".tw-head-tools [aria-keyshortcuts=C]")).to_have_count(0)
    step(page)
    assert len(set(ticks(page))) == 1
    page.wait_for_function(
        "Number(document.querySelector('.tw-diffs')?.dataset.times) >= 3", timeout=RUNS
    )
    expect(page.locator(".tw-finding h3")).to_contain_text("A")
    page.get_by_role("link", name="Sweeps").first.click()
    page.wait_for_url("**/sweep*")
    assert "own-" not in page.url


def test_boundaries_become_a_city_of_ones_own(visit, files, browser, server):
    page = visit("/data?district=classroom&lang=en&policy=whistle")
    upload(page, "district", files / "town.geojson")
    page.wait_for_selector(".tw-refused")
    expect(page.locator(".tw-refused")).to_contain_text("never guessed")
    page.select_option("#tw-district-crs", "wgs84")
    page.fill("#tw-district-name", "<b>Little</b> Town")
    page.click("form[aria-labelledby=tw-district-title] summary")
    page.fill("#tw-district-licence", "ODbL-1.0")
    page.fill("#tw-district-attribution", "the town's office")
    form(page, "district").locator("button[type=submit]").click()
    page.wait_for_selector(".tw-import", timeout=RUNS)
    report = page.locator(".tw-import").inner_text()
    assert "<b>Little</b> Town: 4 streets" in report
    assert "the town's office (ODbL-1.0)" in report
    assert axe(page) == []
    page.locator(".tw-import a").click()
    page.wait_for_selector(".tw-map[data-tick]")
    expect(page.locator(".tw-title")).to_contain_text("<b>Little</b> Town")
    wait_for_address(page, "policy=whistle")
    wait_for_address(page, "district=own-")
    page.click(".tw-note")
    expect(page.locator(".tw-dialog[open]")).to_contain_text("the town's office · ODbL-1.0")
    page.keyboard.press("Escape")
    began = tick(page)
    page.click(".tw-play")
    wait_for_tick(page, began + 2)
    stranger = new_context(browser)
    other = stranger.new_page()
    other.goto(page.url)
    other.wait_for_selector(".tw-sorry")
    expect(other.locator(".tw-sorry")).to_contain_text("own-")
    stranger.close()
    compare_own(page)


def test_a_sheet_with_old_names_is_matched_and_the_district_taken_home(visit, files, tmp_path):
    page = visit("/data?district=classroom&lang=en")
    page.select_option("#tw-district-crs", "wgs84")
    page.click("form[aria-labelledby=tw-district-title] summary")
    page.set_input_files("#tw-district-codes", str(files / "codes.csv"))
    page.set_input_files("#tw-district-aliases", str(files / "old.csv"))
    assert "old.csv" in form(page, "district").inner_text()
    page.select_option("#tw-district-kind", "resident")
    page.fill("#tw-district-year", "2020")
    page.fill("#tw-district-licence", "ODbL-1.0")
    page.fill("#tw-district-attribution", "the town's office")
    assert axe(page) == []
    upload(page, "district", files / "town.geojson", files / "people.csv")
    page.wait_for_selector(".tw-import", timeout=RUNS)
    report = page.locator(".tw-import").inner_text()
    assert "310199009" in report and "Rows that fit no street" not in report
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the district").click()
    assert waiting.value.suggested_filename == "town.zip"
    with zipfile.ZipFile(waiting.value.path()) as packed:
        packed.extractall(tmp_path)
    told = (tmp_path / "town" / "README.txt").read_text(encoding="utf-8")
    assert "ODbL-1.0; the town's office" in told and "twin run --district town" in told
    words = [sys.executable, "-m", "twin", "run", "--district", "town", "--days", "1"]
    run = subprocess.run(
        [*words, "--burn-in", "0", "--json"],
        cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(run.stdout)


def test_cases_stand_beside_a_run(visit, files):
    page = visit("/data?district=classroom&lang=en")
    page.select_option("#tw-cases-map", "own")
    upload(page, "cases", files / "cases.csv", files / "map.toml")
    page.wait_for_selector(".tw-case-figures", timeout=RUNS)
    told = page.locator(".tw-case-figures").inner_text()
    assert "Cases of a trial" in told and "Gini over areas" in told
    expect(page.locator(".tw-hours polyline")).to_have_count(2)
    assert axe(page) == []
