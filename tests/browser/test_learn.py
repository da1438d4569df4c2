"""Lessons walked with the keyboard alone, from the list to the sandbox."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, RUNS, axe, check
from twin.lesson import lesson_names, load_lesson

pytestmark = pytest.mark.browser


def tab_to(page, selector, most=80):
    """Press Tab until what has the focus is the wanted thing."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"no way to {selector} by Tab")


def wait_for_screen(page, number):
    """Wait until a screen is shown and its heading has the focus."""
    page.wait_for_selector(f".tw-lesson-text h2[data-step='{number}']")
    page.wait_for_function("document.activeElement.matches('.tw-lesson-text h2')")


def answer_all(page, lesson, screen):
    """Answer every question of a screen by keyboard."""
    for name in screen.questions:
        question = lesson.question(name)
        if question.kind == "size":
            tab_to(page, f"#ask-{name}")
            for _ in range(4):
                page.keyboard.press("ArrowLeft")
        else:
            tab_to(page, f"input[name='ask-{name}']")
            page.keyboard.press("Space")
    page.wait_for_function("new URLSearchParams(location.search).has('p')")


def run_it(page):
    """Start the runs by keyboard, unless they are there, and wait until they are done."""
    page.wait_for_selector(".tw-runs-go")  # comes a moment after the heading has the focus
    if page.locator(".tw-runs button").count():
        tab_to(page, ".tw-runs button")
        page.keyboard.press("Enter")
        page.wait_for_selector(".tw-runs-idle", state="detached")
    page.wait_for_selector(".tw-runs-done", timeout=RUNS)


def look_at(page, broken):
    """Check the screen that is shown."""
    page.wait_for_timeout(250)
    broken += axe(page)
    broken += [("cut", text) for text in check(page, "cut")]
    broken += [("pale", text) for text in check(page, "pale")]
    broken += [("nameless", text) for text in check(page, "nameless")]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        broken.append(("wider than the page", page.url))


def walk(page, lesson):
    """Walk a lesson to its end by keyboard alone; give what is wrong on its screens."""
    broken = []
    for number, screen in enumerate(lesson.screens, start=1):
        if number > 1:
            wait_for_screen(page, number)
        if screen.kind == "predict":
            answer_all(page, lesson, screen)
        elif screen.kind == "run":
            run_it(page)
        elif screen.kind == "see":
            page.wait_for_selector(".tw-verdict", timeout=RUNS)
            expect(page.locator(".tw-verdict")).to_have_count(len(screen.questions))
        page.wait_for_function(
            "n => document.querySelectorAll('.tw-lesson-figure').length === n",
            arg=len(screen.figures),
        )
        look_at(page, broken)
        if number < len(lesson.screens):
            page.wait_for_selector(".tw-lesson-next.tw-strong")
            tab_to(page, ".tw-lesson-next")
            page.keyboard.press("Enter")
    return broken


def test_the_first_lesson_is_walked_by_keyboard_from_the_list_to_the_city(visit):
    page = visit(query="/learn?district=classroom")
    tab_to(page, ".tw-lesson-card[href*='/learn/trap']")
    page.keyboard.press("Enter")
    wait_for_screen(page, 1)
    lesson = load_lesson("trap")
    assert walk(page, lesson) == []
    tab_to(page, ".tw-own-words textarea")
    page.keyboard.type("一句话")
    again = page.url
    page.goto(again)
    page.wait_for_selector(".tw-own-words textarea")
    expect(page.locator(".tw-own-words textarea")).to_have_value("一句话")
    expect(page.locator(".tw-way-now")).to_have_count(1)
    tab_to(page, "a.tw-door")
    page.keyboard.press("Enter")
    page.wait_for_selector(".tw-compare .tw-map[data-tick]")
    expect(page.locator(".tw-pane")).to_have_count(2)


def test_the_way_on_is_barred_until_every_question_is_answered(visit):
    page = visit(query="/learn/trap?step=2&lang=en")
    page.locator(".tw-lesson-next").click()
    page.wait_for_function("document.querySelector('.tw-lesson-alarm').textContent.includes('4')")
    page.wait_for_function("document.activeElement.name === 'ask-order'")
    page.keyboard.press("Space")
    page.wait_for_function("location.search.includes('p=1.u...')")
    page.locator(".tw-lesson-next").click()
    page.wait_for_function("document.querySelector('.tw-lesson-alarm').textContent.includes('3')")
    expect(page.locator(".tw-lesson-text h2[data-step='2']")).to_have_count(1)


def test_a_lesson_that_is_not_there_is_refused_with_the_nearest_name(visit):
    page = visit(query="/learn/trp", locale="en-US", wait=False)
    page.wait_for_selector(".tw-sorry")
    expect(page.locator(".tw-sorry")).to_contain_text("nearest known name 'trap'")
    page = visit(query="/learn/trp?lang=zh", locale="en-US", wait=False)
    page.wait_for_selector(".tw-sorry")
    expect(page.locator(".tw-sorry")).to_contain_text("这个地址打不开")
    page.locator(".tw-sorry button").click()
    page.wait_for_selector(".tw-start")
    page.wait_for_function("document.documentElement.lang === 'zh-Hans'")


def test_another_language_keeps_the_screen_and_the_guesses(visit):
    page = visit(query="/learn/whistle?step=2&p=1.-40.u.&lang=en")
    before = page.locator(".tw-lesson-text h2").inner_text()
    page.locator(".tw-head-tools [lang=zh-Hans]").click()
    page.wait_for_function(
        "t => document.querySelector('.tw-lesson-text h2').textContent !== t", arg=before
    )
    expect(page.locator("input[name='ask-price']:checked")).to_have_count(1)
    page.wait_for_function("document.documentElement.lang === 'zh-Hans'")
    assert "p=1.-40.u." in page.url


@pytest.mark.full
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", lesson_names())
def test_every_lesson_is_walked_by_keyboard_in_every_form(visit, name, language, size):
    page = visit(query=f"/learn/{name}?lang={language}", size=size)
    assert walk(page, load_lesson(name)) == []
