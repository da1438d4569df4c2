"""Takes the pictures of the documentation: ``python -m tests.browser.screenshots [FOLDER]``.

Every picture is the real page of the real district, after the same hours under the same seed.
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

#: Name, size, theme, query, days played before the picture.
PICTURES = (
    ("explore-zh-light", DESKTOP, "light", "?lang=zh&layer=order", 3),
    ("explore-en-dark", DESKTOP, "dark", "?lang=en&policy=whistle&layer=vitality", 3),
    ("explore-zh-phone", PHONE, "light", "?lang=zh&layer=vitality", 1),
    ("explore-en-phone-dark", PHONE, "dark", "?lang=en&layer=order", 1),
)
LARGEST = 200_000


def take(browser, address, folder, picture):
    """Take one picture and give its file."""
    name, size, theme, query, days = picture
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=theme
    )
    page = context.new_page()
    page.goto(f"{address}/run{query}")
    page.wait_for_selector(".tw-map[data-tick]")
    start = tick(page)
    for day in range(days):
        page.locator(".tw-steps button").nth(1).click()
        wait_for_tick(page, start + 24 * (day + 1))
    page.mouse.move(1, 1)
    page.wait_for_timeout(600)
    file = folder / f"{name}.png"
    # 256 colours are enough for a page of flat ones, and make a third of the file
    image = Image.open(io.BytesIO(page.screenshot()))
    image.quantize(256, dither=Image.Dither.NONE).save(file, optimize=True)
    context.close()
    return file


def main(folder):
    """Take all pictures into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    server = start_server(port)
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=find_browser(), args=FLAGS)
            for picture in PICTURES:
                file = take(browser, f"http://127.0.0.1:{port}", folder, picture)
                size = file.stat().st_size
                assert size < LARGEST, f"{file} has {size} bytes"
                sys.stdout.write(f"{file} {size // 1000} kB\n")
            browser.close()
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots")
