"""Takes the pictures of the documentation: ``python -m tests.browser.screenshots FOLDER PAGES``.

Every page at both sizes, in both languages and both themes: the real page, after the same hours
under the same seed. A new page needs one line in ``PAGES``.
"""

import io
import sys
from contextlib import ExitStack, contextmanager
from functools import cache
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from PIL import Image
from playwright.sync_api import sync_playwright

import twin
from tests.browser.conftest import (
    DESKTOP,
    FLAGS,
    PHONE,
    Fence,
    serving,
    sweep_nine,
    tick,
    wait_for_tick,
)
from tests.browser.test_compare import step
from tests.browser.test_share import share
from tests.browser.test_time import slide_to
from tests.browser.test_watch import let_watch
from tests.conftest import ROOT, find_browser
from twin.report import render, run_report

SIZES = {"desk": DESKTOP, "phone": PHONE}
#: Colours and bytes of a picture at most, and bytes of all.
COLOURS, LARGEST, ALL = 255, 150_000, 8_000_000
#: Milliseconds a page is given to settle in a new form.
SETTLE = 400
#: Milliseconds a page is given to have what it shows: a lesson may first run its cities.
PATIENCE = 240_000
#: Scrolls to a place of the page, or to its top.
LOOK = "place => place ? document.querySelector(place).scrollIntoView() : scrollTo(0, 0)"


def nothing(page):
    """Leave a page as it opens."""


def live(page, days=3):
    """Let the city live some days."""
    end = tick(page) + 24 * days
    slide_to(page, 24 * days)
    wait_for_tick(page, end)
    page.wait_for_selector(".tw-play:not(.tw-playing)")


def ask(page):
    """Open the story card of a vendor in the middle of the map."""
    live(page)
    cell = "(v) => v.painter.frame.vendorCells[v.painter.frame.vendorCells.length >> 1]"
    page.evaluate(
        f"() => {{ const v = document.querySelector('.tw-map').view; const c = ({cell})(v);"
        " v.pin(c, { who: 'vendor', place: 0 }); }"
    )
    page.wait_for_selector(".tw-why:not([hidden]) .tw-why-title")


def pass_on(page):
    """Open the dialog that shares."""
    live(page)
    share(page)


def play_row(page):
    """Let the cities side by side live three days."""
    step(page, times=3)


def look_below(page):
    """Wait for the many futures of Compare and look at what differs."""
    play_row(page)
    page.wait_for_selector(".tw-bar-cell svg")
    page.wait_for_function("!document.querySelector('.tw-progress progress')")


def watch(page):
    """Watch, as another screen does, what a leader plays."""
    leader = page.context.new_page()
    leader.goto(page.url)
    leader.wait_for_selector(".tw-map[data-tick]")
    path = let_watch(leader)
    live(leader, days=1)
    language = page.evaluate("document.documentElement.lang")[:2]
    page.goto(urljoin(page.url, f"{path}?lang={language}"))
    page.wait_for_selector(".tw-map[data-tick]")


def open_room(page):
    """Open a room of two teams as its facilitator."""
    page.locator(".tw-room-card").nth(1).locator("button[type=submit]").click()
    page.wait_for_selector(".tw-room-desk")


def project(page):
    """Open a room, and show what the projector shows."""
    open_room(page)
    address = urlsplit(page.url)
    room = address._replace(path=f"/room/{page.inner_text('.tw-room-code')}")
    page.goto(room._replace(query=f"{address.query}&view=stage").geturl())
    page.wait_for_selector(".tw-stage-now")


class Shot(NamedTuple):
    """One page: its address, what has to be there, what is done before, where to look."""

    address: str
    ready: str = ".tw-map[data-tick]"
    prepare: object = nothing
    place: str = ""
    themes: tuple = ("light", "dark")


PAIR = "b=whistle,authority:0.6"
#: Every page, by the name of its pictures.
PAGES = {
    "start": Shot("/?page=start"),
    "explore": Shot("/run?policy=whistle&layer=vitality", prepare=live),
    "card": Shot("/run?policy=whistle", prepare=ask),
    "share": Shot("/run?policy=whistle", prepare=pass_on),
    "differences": Shot(
        f"/compare?district=classroom&{PAIR}", prepare=look_below, place=".tw-below"
    ),
    "groups": Shot(f"/compare?district=classroom&{PAIR}", prepare=look_below, place=".tw-groups"),
    "compare": Shot(f"/compare?{PAIR}", prepare=play_row),
    "sweep": Shot("/sweep?district=classroom", ready=".tw-frontier"),
    "lessons": Shot("/learn?district=classroom", ready=".tw-lessons"),
    "lesson": Shot("/learn/trap?step=4&p=1.u.-40.1.u", ready=".tw-verdict"),
    "watch": Shot("/run?policy=whistle", prepare=watch),
    "rooms": Shot("/room?district=classroom", ready="[name=rounds]"),
    "room": Shot("/room?district=classroom", ready="[name=rounds]", prepare=open_room),
    "board": Shot("/room?district=classroom", ready="[name=rounds]", prepare=project),
    "data": Shot("/data?district=classroom", ready=".tw-upload"),
    "report": Shot("", ready="h1", themes=("light",)),  # paper has no dark side
}


def take(browser, shot, address, stem):
    """Open a page once and give the pictures of its four forms, named after ``stem``."""
    context = browser.new_context(reduced_motion="reduce", color_scheme="light")
    fence = Fence(context, "{0.scheme}://{0.netloc}".format(urlsplit(address)))
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    page.goto(address)
    page.wait_for_selector(shot.ready)
    shot.prepare(page)
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for theme in shot.themes:
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            page.mouse.move(1, 1)
            for _ in range(2):  # what is drawn on the way may be of another height
                page.evaluate(LOOK, shot.place)
                page.wait_for_timeout(SETTLE)
            yield save(page, stem.with_name(f"{stem.name}-{theme}-{size}.png"))
    context.close()
    assert fence.broken == []


def save(page, file):
    """Write what a page shows in its commonest colours, each of them exact: a third of a file."""
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    counted = sorted(image.getcolors(maxcolors=image.width * image.height), reverse=True)
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _, colour in counted[:COLOURS] for part in colour])
    image.quantize(palette=palette, dither=Image.Dither.NONE).save(file, optimize=True)
    return file


@cache
def run_told():
    """Give the run of which the report tells."""
    return twin.run("whistle", district="classroom", days=28)


def address_of(name, language, server, scratch):
    """Give where a page is: at the server, or the file of the report, written for it."""
    asked = PAGES[name].address
    if asked:
        return f"{server}{asked}&lang={language}"
    file = scratch / f"report-{language}.html"
    file.write_text(render(run_report(run_told(), language)), encoding="utf-8")
    return file.as_uri()


@contextmanager
def served(scratch):
    """Run the server over a sweep made for it; give its address."""
    results = scratch / "shown"
    results.mkdir()
    sweep_nine(results)
    with serving(results) as server:
        yield server


def main(folder, *only):
    """Take all pictures into ``folder``, or those of the named pages."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [name for name in PAGES if name in (only or PAGES)]
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(TemporaryDirectory()))
        server = stack.enter_context(served(scratch))
        play = stack.enter_context(sync_playwright())
        browser = play.chromium.launch(executable_path=find_browser(), args=FLAGS)
        for name, language in product(names, ("zh", "en")):
            address = address_of(name, language, server, scratch)
            for file in take(browser, PAGES[name], address, folder / f"{name}-{language}"):
                size = file.stat().st_size
                assert size < LARGEST, f"{file} has {size} bytes"
                sys.stdout.write(f"{file} {size // 1000} kB\n")
                sys.stdout.flush()
        browser.close()
    assert sum(file.stat().st_size for file in folder.glob("*.png")) < ALL


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots", *sys.argv[2:])
