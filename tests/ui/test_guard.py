"""The guard lets our own page in and keeps other websites out."""

import asyncio

import pytest

from twin.ui.guard import Guard


async def inner(scope, receive, send):
    """Answer everything with 200, or accept a websocket."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"x-own", b"1")]})
    await send({"type": "http.response.body", "body": b"page"})


def ask(kind, host, origin=None):
    """Send one request through the guard and give what comes back."""
    headers = [(b"host", host.encode())] + ([(b"origin", origin.encode())] if origin else [])
    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": kind, "headers": headers}
    asyncio.run(Guard(inner, hosts=("school.local",))(scope, None, send))
    return sent


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1:8765", "localhost:8765", "[::1]:8765", "192.168.1.7:8765", "school.local:8765"],
)
def test_known_hosts_are_answered(host):
    assert ask("http", host)[0]["status"] == 200
    assert ask("websocket", host, f"http://{host}")[0]["type"] == "websocket.accept"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", ""]
)
def test_a_name_that_only_points_here_is_refused(host):
    assert ask("http", host)[0]["status"] == 403
    assert ask("websocket", host, f"http://{host}")[0] == {"type": "websocket.close", "code": 1008}


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "http://127.0.0.1:9999", "null", "http://127.0.0.1:8765.evil.example"],
)
def test_another_website_cannot_open_our_websocket(origin):
    assert ask("websocket", "127.0.0.1:8765", origin)[0]["type"] == "websocket.close"


def test_a_program_that_is_no_browser_may_connect():
    assert ask("websocket", "127.0.0.1:8765")[0]["type"] == "websocket.accept"


def test_every_answer_says_what_a_browser_may_load():
    headers = dict(ask("http", "127.0.0.1:8765")[0]["headers"])
    policy = headers[b"content-security-policy"].decode()
    assert headers[b"x-own"] == b"1" and headers[b"x-content-type-options"] == b"nosniff"
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert "ws://127.0.0.1:8765" in policy
    assert "http:" not in policy and "*" not in policy


def test_the_start_and_end_of_the_server_pass_through():
    seen = []

    async def app(scope, receive, send):
        seen.append(scope["type"])

    asyncio.run(Guard(app)({"type": "lifespan"}, None, None))
    assert seen == ["lifespan"]
