"""Takes the pictures of the documentation: ``python -m tests.browser.screenshots [FOLDER] [PAGE]``.

Every page at both sizes, in both languages and both themes: the real page of the real district,
after the same hours under the same seed. A new page needs one line in ``PAGES``.
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.conftest import (
    DESKTOP,
    FLAGS,
    PHONE,
    free_port,
    start_server,
    tick,
    wait_for_tick,
)
from tests.conftest import ROOT, find_browser

#: Address of each page, and the days played before the picture.
PAGES = {
    "start": ("/?page=start", 0),
    "explore": ("/run?policy=whistle&layer=vitality", 3),
}
SIZES = {"desk": DESKTOP, "phone": PHONE}
MATRIX = tuple(
    (page, language, theme, size)
    for page in PAGES
    for language in ("zh", "en")
    for theme in ("light", "dark")
    for size in SIZES
)
#: Colours and bytes of a picture at most.
COLOURS, LARGEST = 256, 120_000


def take(browser, address, folder, picture):
    """Take one picture and give its file."""
    name, language, theme, size = picture
    path, days = PAGES[name]
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=theme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{address}{path}&lang={language}")
    page.wait_for_selector(".tw-map[data-tick]")
    if days:
        live(page, days)
    page.mouse.move(1, 1)
    page.wait_for_timeout(600)
    file = folder / f"{'-'.join(picture)}.png"
    # few colours are enough for a page of flat ones, and make a third of the file
    image = Image.open(io.BytesIO(page.screenshot()))
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    context.close()
    return file


def live(page, days):
    """Let the city live some days."""
    end = tick(page) + 24 * days
    page.locator(".tw-track-slide").evaluate(
        "(e, t) => { e.value = t; e.dispatchEvent(new Event('change')); }", end
    )
    wait_for_tick(page, end)
    page.wait_for_selector(".tw-play:not(.tw-playing)")
    page.evaluate("window.scrollTo(0, 0)")


def main(folder, only=""):
    """Take all pictures into ``folder``, or those of one page."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    server = start_server(port)
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=find_browser(), args=FLAGS)
            for picture in (one for one in MATRIX if only in ("", one[0])):
                file = take(browser, f"http://127.0.0.1:{port}", folder, picture)
                size = file.stat().st_size
                assert size < LARGEST, f"{file} has {size} bytes"
                sys.stdout.write(f"{file} {size // 1000} kB\n")
            browser.close()
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots", *sys.argv[2:3])
