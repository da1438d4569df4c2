"""The page in a real browser, timed: first map, frames while playing, Stop, and an idle server.

Called by ``twin bench page``. Looks at what the map has painted (``.tw-map``, whose ``view`` counts
frames of the city) and presses the buttons a visitor presses.
"""

import statistics
import time

from playwright.sync_api import sync_playwright

from tests.conftest import find_browser
from twin.bench.served import served
from twin.errors import NotReady

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: Seconds: to wait for anything at all, to let things settle, and to measure.
PATIENCE, SETTLE, MEASURE = 90, 2, 5
#: Seconds in each of which frames are counted.
SECONDS = 10
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
STOPS, TURNS = 5, 20

PAINTED = "() => document.querySelector('.tw-map')?.view?.painted ?? 0"
FASTEST = """() => {
  const slider = document.querySelector('.tw-speed input');
  slider.value = slider.max;
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  slider.dispatchEvent(new Event('change', { bubbles: true }));
}"""
#: Presses Stop and watches for 1.5 s: when was the last new frame painted, when did Stop show?
STOP = """() => new Promise((resolve) => {
  const view = document.querySelector('.tw-map').view;
  const playing = () => document.querySelector('.tw-play').classList.contains('tw-playing');
  const start = performance.now();
  let painted = view.painted, still = 0;
  document.querySelector('.tw-play').click();
  const watch = () => {
    const now = performance.now() - start;
    if (view.painted !== painted || playing()) {
      painted = view.painted;
      still = now;
    }
    if (now < 1500) requestAnimationFrame(watch);
    else resolve(still);
  };
  requestAnimationFrame(watch);
})"""

#: Turns a lever to a value as a hand does, and waits until the address holds the answer.
TURN = """(value) => new Promise((resolve) => {
  const slider = document.querySelector('#tw-authority');
  const start = performance.now();
  slider.value = value;
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  slider.dispatchEvent(new Event('change', { bubbles: true }));
  const watch = () => {
    if (location.search.includes(`authority=${value}`)) resolve(performance.now() - start);
    else requestAnimationFrame(watch);
  };
  watch();
})"""


def measure(progress):
    """Give the numbers of ``DEMANDS``: seconds, frames a second, milliseconds, CPU in percent.

    Raises NotReady where there is no Chromium or no psutil, RunFailed where the server does not
    come up.
    """
    browser_path = find_browser()
    if browser_path is None:
        raise NotReady("twin bench page needs Chromium: install it or set TWIN_CHROMIUM")
    result = {}
    with served() as running, sync_playwright() as play:
        address = running.address
        browser = play.chromium.launch(executable_path=browser_path, args=FLAGS)
        page = browser.new_page(viewport=DESK)
        steps = {
            "start_map_phone_s": lambda: on_phone(browser, address),
            "first_map_phone_s": lambda: on_phone(browser, f"{address}/run"),
            "start_map_s": lambda: first_map(page, address),
            "first_map_s": lambda: first_map(page, f"{address}/run"),
            "frames_per_s": lambda: frames(page),
            "stop_ms": lambda: slowest_stop(page),
            "lever_ms": lambda: slow_lever(page),
            "paused_cpu_percent": lambda: idle_cpu(running),
        }
        for done, (name, step) in enumerate(steps.items(), 1):
            result[name] = step()
            progress(done, len(steps))
        browser.close()
    return result


def first_map(page, address):
    """Give the seconds from asking for the page to the first painted map."""
    start = time.perf_counter()
    page.goto(address, wait_until="commit", timeout=1000 * PATIENCE)
    page.wait_for_function(f"({PAINTED})() > 0", timeout=1000 * PATIENCE)
    return time.perf_counter() - start


def on_phone(browser, address):
    """Give the seconds to the first painted map on a page of a phone's size."""
    page = browser.new_page(viewport=PHONE)
    try:
        return first_map(page, address)
    finally:
        page.close()


def frames(page):
    """Give the frames painted in a second while the city plays as fast as it goes: the median."""
    page.evaluate(FASTEST)
    press_play(page)
    time.sleep(SETTLE)
    return statistics.median(frames_in_a_second(page) for _ in range(SECONDS))


def frames_in_a_second(page):
    before, start = page.evaluate(PAINTED), time.perf_counter()
    time.sleep(1.0)
    return (page.evaluate(PAINTED) - before) / (time.perf_counter() - start)


def press_play(page):
    """Press Play and wait until the city moves."""
    before = page.evaluate(PAINTED)
    page.click(".tw-play:not(.tw-playing)")
    page.wait_for_function(f"({PAINTED})() > {before + 3}", timeout=1000 * PATIENCE)


def slowest_stop(page):
    """Give the slowest of some Stops: milliseconds from the press to standstill."""
    waits = []
    for _ in range(STOPS):
        waits.append(page.evaluate(STOP))
        press_play(page)
    page.evaluate(STOP)
    return max(waits)


def slow_lever(page):
    """Give the 95th percentile of some turns of a lever: milliseconds to the answer, in play."""
    press_play(page)
    waits = sorted(page.evaluate(TURN, (0.9, 0.85)[turn % 2]) for turn in range(TURNS))
    page.evaluate(STOP)
    return waits[int(0.95 * TURNS) - 1]


def idle_cpu(running):
    """Give the CPU of the paused server in percent of a core."""
    time.sleep(SETTLE)
    before, start = running.cpu(), time.perf_counter()
    time.sleep(MEASURE)
    return 100 * (running.cpu() - before) / (time.perf_counter() - start)
