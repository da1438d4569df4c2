"""Cities side by side in a real Chromium: one clock, differences that add up, for everybody."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import RUNS, axe, wait_for_address
from tests.browser.forms import FORMS, check_form

pytestmark = pytest.mark.browser

SMALL = "/compare?district=classroom"
#: Notes after every picture of the screen which hours the maps show: all at once, or it is a fault.
WATCH = """
() => {
  window.uneven = [];
  window.looks = 0;
  const look = () => {
    const hours = [...document.querySelectorAll('.tw-map')].map((map) => map.dataset.tick);
    if (new Set(hours).size > 1) window.uneven.push(hours.join());
    window.looks += 1;
    requestAnimationFrame(() => setTimeout(look));
  };
  requestAnimationFrame(() => setTimeout(look));
}
"""


def ticks(page):
    """Give the hours the maps show, once there is a picture in every pane."""
    page.wait_for_function(
        "() => { const panes = [...document.querySelectorAll('.tw-pane')];"
        " return panes.length > 0 && panes.every(p => p.querySelector('.tw-map[data-tick]')); }"
    )
    return [int(m.get_attribute("data-tick")) for m in page.locator(".tw-map").all()]


def wait_for_hour(page, hour):
    """Wait until all maps show an hour or a later one."""
    page.wait_for_function(
        "t => [...document.querySelectorAll('.tw-map')].every(m => Number(m.dataset.tick) >= t)",
        arg=hour,
    )


def wait_for_panes(page, number):
    """Wait until so many maps have a picture."""
    page.wait_for_function(
        "n => document.querySelectorAll('.tw-map').length === n"
        " && document.querySelectorAll('.tw-map[data-tick]').length === n",
        arg=number,
    )


def step(page, place=1, times=1, hours=24):
    """Press a step button some times and wait for each."""
    for _ in range(times):
        before = ticks(page)[0]
        page.locator(".tw-steps button").nth(place).click()
        wait_for_hour(page, before + hours)


def charts(page):
    """Give what the charts of differences were last told."""
    return page.evaluate("document.querySelector('.tw-diffs').view.state")


def live(page):
    """Give the differences the cities on the page have gone through, by chart and pair."""
    return {c["name"]: [pair["live"] for pair in c["pairs"]] for c in charts(page)["charts"]}


def wait_for_days(page, days):
    """Wait until the charts know so many days, the opening included."""
    page.wait_for_function(
        "n => Number(document.querySelector('.tw-diffs')?.dataset.days) >= n", arg=days
    )


def test_all_panes_show_the_same_hour_at_all_times(visit):
    page = visit(query=SMALL + "&a=baseline&b=whistle&c=crackdown")
    wait_for_panes(page, 3)
    page.evaluate(WATCH)
    page.locator(".tw-speed input").focus()
    page.keyboard.press("End")
    page.click(".tw-play")
    wait_for_hour(page, ticks(page)[0] + 100)
    page.click(".tw-play.tw-playing")
    page.wait_for_selector(".tw-play:not(.tw-playing)")
    assert page.evaluate("window.looks") > 10
    assert page.evaluate("window.uneven") == []
    assert len(set(ticks(page))) == 1


def test_a_policy_beside_itself_differs_by_exactly_nothing(visit):
    page = visit(query=SMALL + "&a=whistle&b=whistle&lang=en")
    step(page, times=3)
    wait_for_days(page, 4)
    for name, [course] in live(page).items():
        assert len(course) >= 4, name
        assert [value for value in course if value is not None] == [0] * len(course), name
    values = page.locator(".tw-pane-numbers").all_inner_texts()
    assert values[0] == values[1]


def test_swapping_panes_changes_signs_only(visit):
    page = visit(query=SMALL + "&a=baseline&b=crackdown&lang=en")
    step(page, times=4)
    wait_for_days(page, 5)
    before, hour = live(page), ticks(page)
    page.locator(".tw-pane-b .tw-pane-tools button").nth(1).click()
    wait_for_address(page, "a=crackdown&b=baseline")
    page.wait_for_function(
        "b => document.querySelector('.tw-diffs').view.state.charts[0].pairs[0].live[4] === -b",
        arg=before["order"][0][4],
    )
    assert any(before["order"][0])
    for name, [course] in live(page).items():
        assert course == [None if v is None else -v for v in before[name][0]], name
    assert ticks(page) == hour, "the run goes on where it was"


def test_another_policy_brings_all_back_to_the_opening(visit):
    page = visit(query=SMALL)
    opening = ticks(page)
    step(page)
    page.locator(".tw-pane-b select").select_option("campaign")
    wait_for_address(page, "b=campaign")
    page.wait_for_function(
        "t => [...document.querySelectorAll('.tw-map')].every(m => Number(m.dataset.tick) === t)",
        arg=opening[0],
    )
    expect(page.locator(".tw-pane-a select")).to_have_value("baseline")


def test_panes_are_added_and_taken_away_up_to_four(visit):
    page = visit(query=SMALL)
    page.click(".tw-add")
    wait_for_panes(page, 3)
    page.click(".tw-add")
    wait_for_panes(page, 4)
    expect(page.locator(".tw-add")).to_have_count(0)
    wait_for_address(page, "d=campaign")
    step(page)
    assert len(set(ticks(page))) == 1
    page.locator(".tw-pane-b .tw-pane-tools button").last.click()
    wait_for_panes(page, 3)
    wait_for_address(page, "d=", there=False)
    step(page)
    assert len(set(ticks(page))) == 1


def test_a_lever_of_one_pane_is_turned_and_stands_in_the_address(visit):
    page = visit(query=SMALL)
    page.locator(".tw-pane-b .tw-pane-tools button").first.click()
    page.wait_for_selector(".tw-pane-levers.tw-pane-b .tw-levers")
    group = page.locator("details.tw-group:has(#tw-intensity)")
    if group.get_attribute("open") is None:
        group.locator("> summary").click()
    page.locator("#tw-intensity").focus()
    page.keyboard.press("End")
    wait_for_address(page, "b=whistle,intensity:1")
    page.locator(".tw-pane-b .tw-pane-tools button").first.click()
    page.wait_for_selector(".tw-pane-levers", state="detached")


def test_the_layer_is_shared(visit):
    page = visit(query=SMALL)
    page.locator(".tw-compare-bar .tw-layer").nth(2).click()
    wait_for_address(page, "layer=complaints")
    page.wait_for_function(
        "[...document.querySelectorAll('.tw-map')].every(m => m.view.layer.name === 'complaints')"
    )


def test_a_place_marked_on_one_map_is_marked_on_all(visit):
    page = visit(query=SMALL)
    page.locator(".tw-pane-b .tw-canvas").click()
    page.wait_for_function(
        "[...document.querySelectorAll('.tw-map')].every(m => m.view.painter.pinned >= 0)"
    )
    cells = page.evaluate(
        "[...document.querySelectorAll('.tw-map')].map(m => m.view.painter.pinned)"
    )
    assert len(set(cells)) == 1
    page.wait_for_function("document.querySelectorAll('.tw-card-pinned dd').length > 10")


def test_keys_act_once_for_all_panes(visit):
    page = visit(query=SMALL)
    before = ticks(page)[0]
    page.keyboard.press("ArrowRight")
    wait_for_hour(page, before + 1)
    page.wait_for_timeout(300)
    assert ticks(page) == [before + 1] * 2
    page.keyboard.press("Space")
    page.wait_for_selector(".tw-playing")
    page.keyboard.press("Space")
    page.wait_for_selector(".tw-play:not(.tw-playing)")


def test_two_visitors_compare_apart(visit):
    one, other = visit(query=SMALL), visit(query=SMALL)
    before = ticks(other)
    step(one)
    one.click(".tw-add")
    wait_for_panes(one, 3)
    other.wait_for_timeout(300)
    assert ticks(other) == before
    expect(other.locator(".tw-map")).to_have_count(2)


def test_a_reload_finds_the_same_cities_at_the_same_hour(visit):
    page = visit(query=SMALL + "&a=baseline&b=campaign,style:0.9")
    step(page)
    hours = ticks(page)
    page.reload()
    page.wait_for_selector(".tw-map[data-tick]")
    wait_for_hour(page, hours[0])
    assert ticks(page) == hours


def test_bands_sentences_and_groups_come_from_behind(visit):
    page = visit(query=SMALL + "&a=baseline&b=whistle&lang=en")
    page.wait_for_function(
        "Number(document.querySelector('.tw-diffs')?.dataset.times) === 8", timeout=RUNS
    )
    page.wait_for_selector("text=Run under 8 kinds of luck for 28 days each")
    state = charts(page)
    for chart in state["charts"]:
        [pair] = chart["pairs"]
        assert len(pair["mean"]) == len(pair["low"]) == 29 and pair["mean"][0] == 0
        assert "8 kinds of luck" in chart["sentences"][0]
    assert page.locator(".tw-band").count() >= 4
    expect(page.locator(".tw-finding h3")).to_contain_text("B")
    assert len(page.locator(".tw-finding h3").inner_text()) < 110
    assert not page.locator(".tw-headline").first.is_visible()
    page.click(".tw-finding summary")
    assert page.locator(".tw-headline").last.inner_text().startswith("Over 8 seeds")
    expect(page.locator(".tw-groups tbody tr:not(.tw-group-above)")).to_have_count(9)
    page.locator(".tw-diff-table summary").first.click()
    page.wait_for_selector(".tw-diff-table tbody tr")
    expect(page.locator(".tw-diff-table tbody tr")).to_have_count(4)


def test_a_link_that_cannot_be_used_says_why(visit):
    page = visit(query=SMALL + "&a=baseline&b=nowhere&lang=zh", wait=False)
    page.wait_for_selector(".tw-sorry")
    expect(page.locator(".tw-sorry")).to_contain_text("没有这个政策")


def test_the_whole_page_by_keyboard(visit):
    page = visit(query=SMALL + "&lang=en")
    page.locator(".tw-pane-a select").focus()
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.closest('[class*=tw-]')?.className"))
    text = " ".join(name for name in reached if name)
    for part in ("tw-tool", "tw-canvas", "tw-play", "tw-button"):
        assert part in text, part


@FORMS
def test_every_form_of_the_page_and_what_lies_below(visit, language, theme, size):
    query = f"{SMALL}&a=baseline&b=whistle&lang={language}"
    page = visit(query=query, size=size, theme=theme)
    step(page)
    page.wait_for_function(
        "Number(document.querySelector('.tw-diffs')?.dataset.times) === 8", timeout=RUNS
    )
    page.wait_for_selector(".tw-groups tbody tr:not(.tw-group-above)")
    assert axe(page) == []
    check_form(page, language, ".tw-compare")
