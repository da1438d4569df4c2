"""The server on its own: strangers are refused, visitors who leave take their city with them."""

import re
import time
from contextlib import closing
from http.client import HTTPConnection

import psutil
import pytest
from playwright.sync_api import expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.browser.conftest import SMALL, new_context, tick, wait_for_tick

pytestmark = pytest.mark.browser

#: Makes every script of a widget take three seconds to start, as on a busy old laptop.
SLOW = """
window.Blob = class extends Blob {
  constructor(parts, options) {
    const slow = "await new Promise((go) => setTimeout(go, 3000));\\n";
    super(options?.type === "text/javascript" ? [slow, ...parts] : parts, options);
  }
};
"""
SOCKET = "/jupyter/api/kernels/0b5c7e0a-1111-4222-8333-444455556666/channels?session_id=a"


def test_a_websocket_from_another_website_is_refused(server):
    address = server.replace("http", "ws", 1) + SOCKET
    with pytest.raises(InvalidStatus) as refused:
        connect(address, origin="http://evil.example")
    assert refused.value.response.status_code == 403
    with connect(address, origin=server):
        pass


def get_start_page(server):
    """Ask for the start page as a program would; give its headers and its text."""
    with closing(HTTPConnection(server.removeprefix("http://"))) as connection:
        connection.request("GET", "/")
        answer = connection.getresponse()
        return answer.headers, answer.read().decode()


def test_headers_and_cookie_are_safe(server):
    headers, _ = get_start_page(server)
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert re.search(r"solara-session-id=.*HttpOnly", headers["set-cookie"])


def test_the_page_names_no_foreign_address(server):
    _, page = get_start_page(server)
    loaded = re.findall(r"""(?:src|href)=["'](https?:)?//[^"']+""", page)
    assert loaded == []


def test_a_visitor_who_leaves_takes_the_work_along(browser, server):
    port = int(server.rsplit(":", 1)[1])
    (process,) = {
        psutil.Process(c.pid) for c in psutil.net_connections() if c.laddr and c.laddr.port == port
        and c.status == psutil.CONN_LISTEN
    }  # fmt: skip
    context = new_context(browser)
    page = context.new_page()
    page.goto(f"{server}/run{SMALL}")
    page.wait_for_selector(".tw-map[data-tick]")
    page.click(".tw-play")
    wait_for_tick(page, tick(page) + 3)
    process.cpu_percent()
    page.wait_for_timeout(1000)
    busy = process.cpu_percent()
    context.close()
    time.sleep(2)
    process.cpu_percent()
    time.sleep(2)
    assert process.cpu_percent() < max(3.0, busy / 4)


def test_widgets_that_start_slowly_are_waited_for(browser, server):
    context = new_context(browser)
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.add_init_script(SLOW)
    page.goto(f"{server}/run{SMALL}")
    page.wait_for_selector(".tw-map[data-tick]")
    expect(page.locator(".tw-canvas")).to_have_count(1)
    assert not [text for text in said if "Failed to initialize" in text]
    context.close()
