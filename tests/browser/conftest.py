"""A real server, a real Chromium, and a fence: nothing may leave this machine, nothing may fail."""

import functools
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from twin.bench.served import free_port

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESKTOP, PHONE = (1366, 768), (390, 844)
#: A small district, so that the tests of the page are not tests of the model's speed.
SMALL = "?district=classroom"
#: Seconds: the first start on a machine may have to compile and burn in.
START = 240
#: Milliseconds a page may take for anything, on a machine that is busy with other tests.
PATIENCE = 120_000
#: The same for runs that a worker makes behind everything else.
RUNS = 400_000
expect.set_options(timeout=PATIENCE)


def environment():
    """Give the variables under which a command is started as a user would."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def start_server(port, *options):
    """Start ``twin serve`` as a user would, and wait for the line with its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "twin", "serve", "--port", str(port), *options],
        cwd=ROOT, env=environment(), stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    end = time.monotonic() + START
    said = []
    while time.monotonic() < end:
        line = process.stderr.readline()
        said.append(line)
        if "the page is at" in line or not line:
            break
    assert "the page is at" in said[-1], "".join(said)
    return process


@contextmanager
def serving(results):
    """Run ``twin serve`` with a folder of results; give the address of the page."""
    port = free_port()
    process = start_server(port, "--results", str(results))
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)
        process.stderr.close()


#: A sweep of nine policies that takes seconds.
SWEEP = """
schema = 1
[experiment]
name = "nine"
district = "classroom"
days = 2
burn_in = 0
[levers]
authority = { grid = [0.2, 0.6, 1.0] }
intensity = { grid = [0.1, 0.4, 1.0] }
[replications]
min = 3
max = 3
[outcomes]
order = "max"
vitality = "max"
satisfaction = "max"
"""


def sweep_nine(folder):
    """Run the sweep and leave its results in a folder, and the file that asks for it beside."""
    file = folder.parent / "nine.toml"
    file.write_text(SWEEP, encoding="utf-8")
    words = ["sweep", str(file), "--workers", "1", "--out", str(folder / "nine")]
    command = [sys.executable, "-m", "twin", *words]
    subprocess.run(command, cwd=ROOT, env=environment(), check=True, capture_output=True)


@pytest.fixture(scope="session")
def results(tmp_path_factory):
    """Give a folder with the results of a real sweep, and beside it what nobody may open."""
    folder = tmp_path_factory.mktemp("shown")
    sweep_nine(folder)
    return folder


@pytest.fixture(scope="session")
def server(results):
    """Give the address of a running page."""
    with serving(results) as address:
        yield address


@pytest.fixture(scope="session")
def browser(chromium):
    """Give a Chromium."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


def new_context(browser, **options):
    """Open the browser of a visitor, patient as tests beside other work have to be.

    ``TWIN_LATE=4`` makes its processor four times slower and lets it hear its server late, in the
    right order: what races shows itself.
    """
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    if os.environ.get("TWIN_LATE"):
        context.add_init_script(path=Path(__file__).parent / "late.js")
        context.on("page", slow_down)
    return context


def slow_down(page):
    """Make the processor of a page as many times slower as ``TWIN_LATE`` says."""
    rate = {"rate": int(os.environ["TWIN_LATE"])}
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", rate)


class Fence:
    """Writes down everything a page does that it must not do."""

    def __init__(self, context, server):
        """Refuse all requests of a context that are not for our server."""
        self.broken = []
        self.server = server
        context.route("**/*", self.pass_or_refuse)
        context.on("page", self.watch)

    def pass_or_refuse(self, route):
        """Let a request through to our own server, refuse and note any other."""
        if route.request.url.startswith((self.server, "data:", "blob:")):
            route.continue_()
            return
        self.broken.append(f"outside request: {route.request.url}")
        route.abort()

    def watch(self, page):
        """Note failed answers, errors in the console and errors of scripts."""
        page.on("response", self.answered)
        page.on("pageerror", lambda error: self.broken.append(f"script error: {error}"))
        page.on("console", self.spoke)
        page.on("websocket", self.connected)

    def answered(self, response):
        """Note an answer that is an error."""
        if response.status >= 400:
            self.broken.append(f"{response.status}: {response.url}")

    def spoke(self, message):
        """Note an error in the console."""
        if message.type == "error":
            self.broken.append(f"console: {message.text}")

    def connected(self, socket):
        """Note a websocket to somewhere else."""
        if not socket.url.startswith(self.server.replace("http", "ws", 1)):
            self.broken.append(f"outside websocket: {socket.url}")


@pytest.fixture
def visit(browser, server):
    """Give a function that opens the page as a new visitor; the fence must hold at the end."""
    contexts, fences = [], []

    def open_page(query=SMALL, size=DESKTOP, theme="light", locale="zh-CN", wait=True):
        context = new_context(
            browser,
            viewport={"width": size[0], "height": size[1]},
            color_scheme=theme,
            locale=locale,
        )
        contexts.append(context)
        fences.append(Fence(context, server))
        page = context.new_page()
        page.goto(server + (query if query.startswith("/") else f"/run{query}"))
        if wait:
            page.wait_for_selector(
                ".tw-map[data-tick], .tw-frontier, .tw-upload, .tw-lessons, .tw-lesson-text, "
                ".tw-room-door"
            )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [broken for fence in fences for broken in fence.broken] == []


def check(page, name):
    """Give what a check of checks.js finds wrong on a page."""
    code = (Path(__file__).parent / "checks.js").read_text()
    return page.evaluate(f"() => {{ {code}\n return checks.{name}(); }}")


@functools.cache
def axe_script():
    """Give the text of axe-core."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


#: Lets colours that are on their way arrive: half way the contrast is nobody's.
ARRIVED = """async () => { await Promise.allSettled(document.getAnimations()
  .filter((one) => one instanceof CSSTransition).map((one) => one.finished)); }"""


def axe(page):
    """Give what axe-core finds wrong on a page: the rule and the first place that breaks it."""
    page.evaluate(ARRIVED)
    page.evaluate(axe_script())
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [(rule["id"], rule["nodes"][0]["html"][:160]) for rule in found["violations"]]


def tick(page):
    """Give the hour on the map, in hours since the start of the run."""
    return int(page.get_attribute(".tw-map", "data-tick"))


def wait_for_tick(page, at_least):
    """Wait until the map shows an hour."""
    page.wait_for_function(
        "t => Number(document.querySelector('.tw-map').dataset.tick) >= t", arg=at_least
    )


def wait_for_address(page, part, there=True):
    """Wait until the address bar holds a text (or no longer does)."""
    page.wait_for_function(
        "([part, there]) => location.search.includes(part) === there", arg=[part, there]
    )
