"""The frames of a shared run on their way to those who watch: packed once, sent to all.

They go by a websocket of their own, ``/watch/CODE/frames?lang=zh``, past solara: a Jupyter message
for each of sixty pages takes four milliseconds of the server, a message that is made already a
tenth of that. A message holds the length of its words (four bytes, little-endian), the words as
JSON, and the frame of ``twin/frame.py``. Whoever watches answers each with an empty message; at
most three are on their way to anybody.
"""

import asyncio
import json
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from twin.errors import InputError
from twin.session import Picture
from twin.ui.navigation import WATCH
from twin.ui.pump import PATIENCE, WINDOW
from twin.ui.text import LANGUAGES
from twin.ui.watch.shared import MOST_WATCHERS, SHARED, SharedRun

#: The shortest time between two frames for those who watch, in seconds.
WATCH_EVERY = 1 / 12
#: How a websocket is closed where nothing is shared, and where the run has ended.
REFUSED, ENDED = 1008, 1000

Messages = dict[str, bytes]


class Listener:
    """One who watches: the newest message not sent yet, and how many are on their way."""

    def __init__(self, language: str) -> None:
        """Listen in a language; nothing has come yet."""
        self.language = language
        self.ended = False
        self._newest: bytes | None = None
        self._in_flight = 0
        self._news = asyncio.Event()

    def put(self, messages: Messages) -> None:
        """Replace the newest message."""
        self._newest = messages[self.language]
        self._news.set()

    def answered(self) -> None:
        """Note that a message has arrived."""
        self._in_flight = max(0, self._in_flight - 1)
        self._news.set()

    def end(self) -> None:
        """Note that nothing more comes."""
        self.ended = True
        self._news.set()

    async def next(self) -> bytes | None:
        """Wait for a message that may be sent now; None once the run has ended."""
        while not self.ended:
            if self._newest is not None and self._in_flight < WINDOW:
                message, self._newest = self._newest, None
                self._in_flight += 1
                return message
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), PATIENCE)
            except TimeoutError:
                self._in_flight = 0  # an answer was lost
        return None


class Broadcast:
    """Takes the pictures of a run, makes messages of them, and hands these to all who listen.

    Everything but :meth:`_run` happens on the loop of the server.
    """

    def __init__(self, run: SharedRun, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to take pictures as soon as somebody listens."""
        self.run, self.loop = run, loop
        self.listeners: set[Listener] = set()
        self._messages: Messages = {}
        self._wanted = threading.Event()
        self._thread: threading.Thread | None = None

    def join(self, listener: Listener) -> None:
        """Give somebody the last frame that was made, and all that come; none once it has ended."""
        if self.run.error is not None:
            listener.end()
            return
        self.listeners.add(listener)
        if self._messages:
            listener.put(self._messages)
        self._wanted.set()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="twin-broadcast", daemon=True)
            self._thread.start()

    def leave(self, listener: Listener) -> None:
        """Send no more to somebody; make no more where nobody is left."""
        self.listeners.discard(listener)
        if not self.listeners:
            self._wanted.clear()

    def _run(self) -> None:
        last = 0
        while self.run.error is None:
            if not self._wanted.wait(timeout=1.0):
                continue
            started = time.monotonic()
            picture = self.run.newest(last, timeout=1.0)
            if picture is not None:
                last = picture.number
                self._call(self._deliver, self._made(picture))
                time.sleep(max(0.0, started + WATCH_EVERY - time.monotonic()))
        self._call(self._end)

    def _made(self, picture: Picture) -> Messages:
        return {
            language: message(self.run.words(picture, language), picture.frame)
            for language in LANGUAGES
        }

    def _call(self, what: Callable[..., None], *given: Messages) -> None:
        with suppress(RuntimeError):  # the server has stopped
            self.loop.call_soon_threadsafe(what, *given)

    def _deliver(self, messages: Messages) -> None:
        self._messages = messages
        for listener in self.listeners:
            listener.put(messages)

    def _end(self) -> None:
        for listener in self.listeners:
            listener.end()


def message(words: dict[str, object], frame: bytes) -> bytes:
    """Give words and frame as one message."""
    text = json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()
    return len(text).to_bytes(4, "little") + text + frame


async def frames(socket: WebSocket) -> None:
    """Send the frames of the run in the address until it ends or the other side leaves."""
    await socket.accept()  # the code of a refusal reaches a browser on an open line only
    language = socket.query_params.get("lang", "")
    listener = Listener(language if language in LANGUAGES else LANGUAGES[0])
    broadcast = enter(socket.path_params["code"], listener)
    if broadcast is None:
        await socket.close(REFUSED)
        return
    hearing = asyncio.create_task(hear(socket, listener))
    try:
        while (newest := await listener.next()) is not None:
            await socket.send_bytes(newest)
        await socket.close(ENDED)
    except (WebSocketDisconnect, RuntimeError):
        pass  # gone while something was sent
    finally:
        broadcast.leave(listener)
        hearing.cancel()


def enter(code: str, listener: Listener) -> Broadcast | None:
    """Let somebody listen to the run of a code; None where there is none, or too many listen.

    Waits for nothing between counting and joining, so that no two take the last place.
    """
    try:
        run = SHARED.find(code)
    except InputError:
        return None
    broadcast: Broadcast = run.broadcast or Broadcast(run, asyncio.get_running_loop())
    run.broadcast = broadcast
    if len(broadcast.listeners) >= MOST_WATCHERS:
        return None
    broadcast.join(listener)
    return broadcast


async def hear(socket: WebSocket, listener: Listener) -> None:
    """Count the answers of one who watches, until they leave."""
    with suppress(WebSocketDisconnect, RuntimeError):
        while True:
            received = await socket.receive()
            if received["type"] == "websocket.disconnect":
                break
            listener.answered()
    listener.end()


def mount() -> None:
    """Let the server that runs in this process, if one does, answer at the address of frames."""
    server = sys.modules.get("solara.server.starlette")
    path = f"{WATCH.path}/{{code}}/frames"
    if server is not None and path not in [getattr(one, "path", "") for one in server.app.routes]:
        server.app.router.routes.insert(0, WebSocketRoute(path, frames))
