"""A workshop with real pages: a facilitator, a projector, and phones that join."""

import os
import signal

from playwright.sync_api import Error

from tests.browser.conftest import DESKTOP, PHONE, new_context, start_server
from tests.waiting import until

#: Calls the order of a phone's page as its own buttons do, whatever the page shows now.
SEND = """order => {
  let panel = document.querySelector(".tw-room-phone").__vue__;
  while (!panel.order) panel = panel.$parent;
  panel.order(order);
}"""

#: Tells that a page was loaded anew, and that its viewer is in the room.
BACK = "!window.before && !!document.querySelector('.tw-room-me, .tw-room-desk, .tw-stage-now')"


class Viewer:
    """One browser at the workshop; ``heard`` is everything that came to it over its websocket."""

    def __init__(self, browser, form, storage=None):
        """Open a context of its own: a phone, or a desk."""
        size, language, theme = form
        locale = {"zh": "zh-CN", "en": "en-GB"}[language]
        self.context = new_context(
            browser,
            viewport={"width": size[0], "height": size[1]},
            color_scheme=theme,
            locale=locale,
            storage_state=storage,
        )
        self.page = self.context.new_page()
        self.heard, self.broken = [], []
        self.page.on("websocket", self.connected)
        self.page.on("pageerror", lambda error: self.broken.append(str(error)))

    def connected(self, socket):
        """Listen to what comes."""
        socket.on("framereceived", self.note)

    def note(self, payload):
        """Keep what came, as text."""
        text = payload if isinstance(payload, str) else payload.decode("utf-8", "ignore")
        self.heard.append(text)

    def is_back(self):
        """Tell whether this is a fresh page on which somebody has their seat again."""
        try:
            return self.page.evaluate(BACK)
        except Error:  # the page is being loaded
            return False

    def has_met(self, text):
        """Tell whether a text is on the page, or came over the websocket at any time."""
        escaped = text.encode("unicode_escape").decode()
        came = any(text in one or escaped in one for one in self.heard)
        return came or text in self.page.content()


class Workshop:
    """A server of rooms that can be killed and started again, and everybody who looks at it."""

    def __init__(self, browser, folder, port):
        """Start the server with its rooms in a folder."""
        self.browser, self.folder, self.port = browser, folder, port
        self.address = f"http://127.0.0.1:{port}"
        self.viewers = []
        self.start()

    def start(self):
        """Start the server."""
        self.server = start_server(self.port, "--rooms", str(self.folder))

    def kill(self):
        """End the server as a power cut would: nothing is written any more."""
        os.kill(self.server.pid, signal.SIGKILL)
        self.server.wait(20)
        self.server.stderr.close()

    def die_and_return(self):
        """Kill the server and start it again; wait until every page is back by itself."""
        for viewer in self.viewers:
            viewer.page.evaluate("window.before = true")
        self.kill()
        self.start()
        for viewer in self.viewers:
            assert until(viewer.is_back, 180.0)

    def close(self):
        """Send everybody home."""
        for viewer in self.viewers:
            viewer.context.close()
        self.server.terminate()
        self.server.wait(20)
        self.server.stderr.close()

    def view(self, path, size=PHONE, form=("zh", "light"), storage=None):
        """Open a page as a new viewer."""
        viewer = Viewer(self.browser, (size, *form), storage)
        self.viewers.append(viewer)
        viewer.page.goto(f"{self.address}{path}")
        return viewer

    def open_room(self, form=("zh", "light"), **fields):
        """Open a room as its facilitator does; two rounds of two days unless told otherwise."""
        self.form = form
        self.host = self.view(f"/room?district=classroom&lang={form[0]}", DESKTOP, form)
        page = self.host.page
        page.wait_for_selector("[name=rounds]")
        for name, value in {"rounds": 2, "days": 2, "teams": 3, **fields}.items():
            page.fill(f"[name={name}]", str(value))
        page.locator(".tw-room-card").nth(1).locator("button[type=submit]").click()
        page.wait_for_selector(".tw-room-desk")
        self.code = page.inner_text(".tw-room-code")
        return self.host

    def stage(self):
        """Open the projector view."""
        query = f"?lang={self.form[0]}&view=stage"
        return self.view(f"/room/{self.code}{query}", DESKTOP, self.form)

    def phone(self, storage=None):
        """Open a phone before the room."""
        return self.view(f"/room/{self.code}?lang={self.form[0]}", PHONE, self.form, storage)

    def ask_in(self, phone, name, team):
        """Fill in the form as a participant does, and send it."""
        page = phone.page
        page.wait_for_selector("[name=name]")
        page.fill("[name=name]", name)
        page.check(f"[name=team][value={team}]")
        page.click("button[type=submit].tw-strong")

    def join(self, phone, name, team):
        """Join, and wait for the seat."""
        self.ask_in(phone, name, team)
        phone.page.wait_for_selector(".tw-room-phone")

    def step(self, name):
        """Press the facilitator's button, once it is there."""
        self.host.page.click(f"[data-step={name}]")

    def propose(self, phone, hypothesis, presses=3):
        """Turn the first lever by keyboard, write the hypothesis, send."""
        page = phone.page
        page.wait_for_selector(".tw-room-propose")
        slider = page.locator(".tw-room-propose input[type=range]").first
        slider.focus()
        for _ in range(presses):
            slider.press("ArrowRight")
        page.fill("[name=hypothesis]", hypothesis)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert until(lambda: hypothesis in sent(phone), 60.0)


def sent(phone):
    """Give the line that says who has sent the team's proposal, with what the form holds."""
    page = phone.page
    status = page.inner_text(".tw-room-propose p[role=status]")
    return page.input_value("[name=hypothesis]") if "已交上" in status or "Sent" in status else ""
