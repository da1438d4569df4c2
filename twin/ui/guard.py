"""What stands before the page on the network: who may connect, and what a browser may load.

Solara checks no ``Origin`` and sets no content policy; a website a visitor has open in another tab
could otherwise drive the twin on this machine.
"""

import ipaddress
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
App = Callable[[Scope, Callable[[], Awaitable[Any]], Callable[[Any], Awaitable[None]]], Any]

#: The page is compiled in the browser (Vue templates, anywidget modules), hence eval and blob.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' {socket}; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


class Guard:
    """Wraps the server: refuses strangers, adds headers to every answer.

    A host is known when it is an address, this machine, or one of ``hosts``: a name that some
    stranger points at this machine (DNS rebinding) is not.
    """

    def __init__(self, app: App, hosts: tuple[str, ...] = ()) -> None:
        """Guard ``app``; ``hosts`` are further names it is known by."""
        self.app = app
        self.hosts = {"localhost", "testserver", *hosts}

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers = {
            key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]
        }
        host = headers.get("host", "")
        if not self.is_known(host) or not is_same_origin(headers.get("origin"), host, scope):
            await refuse(scope, send)
            return
        await self.app(scope, receive, lambda message: send(with_headers(message, host)))

    def is_known(self, host: str) -> bool:
        """Tell whether the server answers to this ``Host``."""
        name = urlsplit(f"//{host}").hostname or ""
        if name in self.hosts:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


def is_same_origin(origin: str | None, host: str, scope: Scope) -> bool:
    """Tell whether a websocket is opened by our own page; plain requests may come from anywhere.

    Programs that are not browsers send no ``Origin``; no website can do that.
    """
    if scope["type"] != "websocket" or origin is None:
        return True
    return urlsplit(origin).netloc == host


async def refuse(scope: Scope, send: Any) -> None:
    """Answer 403, or close a websocket before it opens."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    await send({"type": "http.response.start", "status": 403, "headers": []})
    await send({"type": "http.response.body", "body": b"forbidden"})


def with_headers(message: Any, host: str) -> Any:
    """Add the headers that tell a browser what it may do with an answer."""
    if message["type"] == "http.response.start":
        policy = POLICY.format(socket=f"ws://{host} wss://{host}")
        message["headers"] = [
            *message["headers"],
            (b"content-security-policy", policy.encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"same-origin"),
        ]
    return message
