"""A visitor without a browser: opens the page over a websocket and does what a visitor does."""

import asyncio
import json
import time
import urllib.request
import uuid
from contextlib import suppress
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from twin.bench import wire
from twin.errors import RunFailed

#: Seconds to wait for anything at all.
PATIENCE = 60.0
#: How a widget is known: by what its state holds; the first that fits.
KNOWN = {
    "map": {"ground", "layer"},
    "charts": {"_esm", "words"},
    "head": {"head"},
    "levers": {"offer", "standing"},
    "transport": {"drive"},
    "share": {"shown", "files"},
    "watched": {"run"},
}


class Line:
    """The websocket of a page, and what has come over it so far."""

    def __init__(self, server: str, path: str) -> None:
        """Be a visitor of ``path`` who has not come yet; ``server`` as in ``http://host:port``."""
        self.server, self.path = server, path
        self.session, self.control = uuid.uuid4().hex, uuid.uuid4().hex
        self.kernel = str(uuid.uuid4())
        #: Widgets by what they are, and their newest state.
        self.widgets: dict[str, str] = {}
        self.states: dict[str, wire.Data] = {}
        #: Frames: when they came (seconds of the monotonic clock) and of which hour they are.
        self.frames: list[tuple[float, int]] = []
        self.news = asyncio.Condition()
        self.finished = False
        self._socket: ClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None

    async def call(self) -> None:
        """Load the page as a browser does first, then connect and ask for what is on it."""
        cookie = await asyncio.to_thread(fetch_cookie, self.server + self.path)
        address = f"{self.server.replace('http', 'ws', 1)}/jupyter/api/kernels/{self.kernel}"
        self._socket = await connect(
            f"{address}/channels?session_id={self.session}",
            additional_headers={"Cookie": cookie},
            compression=None,
            max_size=None,
            open_timeout=PATIENCE,
            ping_interval=None,
        )
        self._reader = asyncio.create_task(self._read(self._socket))
        await self.say(wire.open_control(self.session, self.control))
        await self.say(wire.run_page(self.session, self.control, self.path))
        await self.wait_for(lambda: self.finished, "the page")

    async def say(self, text: str) -> None:
        """Send a message."""
        if self._socket is not None:
            await self._socket.send(text)

    async def wait_for(self, fact: Any, what: str, seconds: float = PATIENCE) -> None:
        """Wait for a fact. Raises RunFailed where it does not come about."""
        try:
            async with self.news, asyncio.timeout(seconds):
                await self.news.wait_for(lambda: fact() or self._is_cut_off())
        except TimeoutError as error:
            raise RunFailed(f"a visitor of {self.path} waited in vain for {what}") from error
        if not fact():
            raise RunFailed(f"a visitor of {self.path} lost the connection before {what}")

    def _is_cut_off(self) -> bool:
        return self._reader is not None and self._reader.done()

    async def hang_up(self) -> None:
        """Drop the connection without a word, as a phone that leaves the network does."""
        if self._socket is not None:
            self._socket.transport.abort()
        if self._reader is not None:
            with suppress(asyncio.CancelledError):
                await self._reader

    async def _read(self, socket: ClientConnection) -> None:
        try:
            async for raw in socket:
                if isinstance(raw, bytes):
                    await self._read_bytes(raw)
                elif '"comm_id"' in raw and '"kind": "trail"' not in raw:
                    await self._take(json.loads(raw))  # days for the charts: nobody waits for them
        except ConnectionClosed:
            pass  # the visitor has gone, or the server has
        finally:
            await self._tell()

    async def _read_bytes(self, raw: bytes) -> None:
        frame = wire.read_frame(raw)
        if frame is None:
            await self._take(wire.read_text(raw))
            return
        self.frames.append((time.monotonic(), frame.tick))
        await self.say(
            wire.custom(self.session, self.widgets["map"], {"kind": "ack", "number": frame.number})
        )
        await self._tell()

    async def _take(self, told: wire.Data) -> None:
        content = told["content"]
        data, comm = content.get("data") or {}, content.get("comm_id")
        if comm == self.control:
            self.finished = self.finished or data.get("method") == "finished"
        elif told["header"]["msg_type"] == "comm_open":
            self._meet(comm, data.get("state") or {})
        elif data.get("method") == "update":
            for name, known in self.widgets.items():
                if known == comm:
                    self.states[name].update(data["state"])
        await self._tell()

    def _meet(self, comm: str, state: wire.Data) -> None:
        name = next((name for name, keys in KNOWN.items() if keys <= state.keys()), "")
        if name:
            self.widgets[name], self.states[name] = comm, state

    async def _tell(self) -> None:
        async with self.news:
            self.news.notify_all()


class Visitor(Line):
    """What a visitor of Explore does."""

    async def enter(self) -> None:
        """Open the page and wait for the first picture of the city."""
        await self.call()
        for name in ("map", "charts"):
            if name in self.widgets:
                ready = {"kind": "ready", "still": False}
                await self.say(wire.custom(self.session, self.widgets[name], ready))
        await self.wait_for(lambda: self.frames, "the first picture")

    async def toggle(self) -> None:
        """Press Play, or Stop."""
        await self._act("transport", "act", {"name": "toggle", "value": 0})

    async def turn(self, lever: str, value: float) -> float:
        """Turn a lever; give the seconds until the page shows it and the city after it."""
        start = time.monotonic()
        await self._act("levers", "turn", {"name": lever, "value": value})
        await self.wait_for(lambda: self.levers().get(lever) == value, f"{lever} = {value}")
        seen = len(self.frames)
        if self.frames[-1][0] < start:
            await self.wait_for(lambda: len(self.frames) > seen, "a picture after the turn")
        return time.monotonic() - start

    def levers(self) -> dict[str, float]:
        """Give the levers as the page shows them."""
        found: dict[str, float] = self.states["levers"]["standing"]["values"]
        return found

    async def share(self) -> wire.Data:
        """Open the dialog that shares the city, and give what it shows: link, digest."""
        self.states["share"]["shown"] = None
        await self._act("head", "press", "share")
        await self.wait_for(lambda: self.states["share"]["shown"], "the dialog")
        shown: wire.Data = self.states["share"]["shown"]
        return shown

    async def let_watch(self) -> str:
        """Let others watch; give the path of the page on which they do."""
        await self.share()
        await self._order({"name": "watch", "on": True, "origin": self.server, "root": ""})
        await self.wait_for(lambda: (self._dialog() or {}).get("door"), "the code of the run")
        path = urlsplit(self._dialog()["door"]["address"]).path
        await self.close_dialog()
        return f"{path}?lang=en"

    async def stop_watch(self) -> None:
        """Stop letting others watch."""
        await self.share()
        await self._order({"name": "watch", "on": False})

    async def close_dialog(self) -> None:
        """Close the dialog that shares."""
        await self._order({"name": "close"})
        await self.wait_for(lambda: self._dialog() is None, "the dialog to close")

    def _dialog(self) -> Any:
        return self.states["share"]["shown"]

    async def _order(self, order: wire.Data) -> None:
        await self._act("share", "order", order)

    async def _act(self, widget: str, name: str, data: Any) -> None:
        await self.say(wire.event(self.session, self.widgets[widget], name, data))


class Watcher(Line):
    """One who watches a shared run: a page as everyone's, and the line on which frames come."""

    _feed: ClientConnection | None = None
    _feeding: asyncio.Task[None] | None = None

    async def enter(self) -> None:
        """Open the page and the line, and wait for the first picture."""
        await self.call()
        path = urlsplit(self.path).path
        self._feed = await connect(
            f"{self.server.replace('http', 'ws', 1)}{path}/frames?lang=en",
            compression=None,
            open_timeout=PATIENCE,
            ping_interval=None,
        )
        self._feeding = asyncio.create_task(self._take_frames(self._feed))
        await self.wait_for(lambda: self.frames, "the first picture")

    async def sees(self, label: str) -> None:
        """Wait until the page shows a lever as turned to what a label says."""
        await self.wait_for(lambda: label in self.turned(), f"the leader's {label}")

    def turned(self) -> list[str]:
        """Give the values of the levers which the page shows as turned."""
        return [lever["value"] for lever in self.states["watched"]["run"]["levers"]]

    async def wait_for_end(self) -> None:
        """Wait until the page says that it is over, and no more frames come."""
        await self.wait_for(lambda: self.states["watched"]["run"]["ended"], "the end")
        await self.wait_for(lambda: self._feeding is None or self._feeding.done(), "the last frame")

    async def hang_up(self) -> None:
        """Drop both connections."""
        if self._feed is not None:
            self._feed.transport.abort()
        if self._feeding is not None:
            await self._feeding
        await super().hang_up()

    async def _take_frames(self, feed: ClientConnection) -> None:
        with suppress(ConnectionClosed):
            async for raw in feed:
                await feed.send("")
                if isinstance(raw, bytes):
                    self.frames.append((time.monotonic(), wire.read_watched(raw).tick))
                await self._tell()
        await self._tell()


def fetch_cookie(address: str) -> str:
    """Get a page and give the cookies it sets, as a browser sends them back.

    Raises ValueError for an address that is not on loopback.
    """
    if not address.startswith("http://127.0.0.1:"):
        raise ValueError(f"not on this machine: {address}")
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - checked above
        answer.read()
        set_by = answer.headers.get_all("set-cookie") or []
    found = SimpleCookie("; ".join(one.partition(";")[0] for one in set_by))
    return "; ".join(f"{name}={morsel.value}" for name, morsel in found.items())
