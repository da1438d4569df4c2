"""Starts the page for ``twin serve``: an own uvicorn, set up for a room without internet.

Measured against solara's own start (docs/decisions): websocket compression off takes a server of
60 watchers from 111 % to 38 % of a core; kernels of visitors who left go after ten minutes
instead of a day; no telemetry.
"""

import ctypes
import importlib
import io
import os
import signal
import sys
import threading
import time
import warnings
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

import segno
import uvicorn

from twin.ui.addresses import addresses
from twin.ui.guard import Guard
from twin.ui.reach import ADDRESSES, is_loopback

APP = "twin.ui.site"
#: What ``twin serve`` was told (twin/commands/serve.py): seconds that visitors who left are kept,
#: by default ten minutes, and the address others use where it is not one of this machine.
KEEP, KEPT, PUBLIC = "TWIN_KEEP", 600, "TWIN_PUBLIC"
#: glibc's M_MMAP_THRESHOLD, and from how many bytes on memory comes straight from the system.
MALLOC_OWN_PAGES, OWN_PAGES_FROM = -3, 1_000_000
#: Read by solara when it is first imported; what the user has set himself stays.
ENVIRONMENT = {
    "SOLARA_APP": APP,
    "SOLARA_MODE": "production",
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false",
    "SOLARA_SESSION_HTTP_ONLY": "true",
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "false",
    "SOLARA_THEME_LOADER": "twin",
    "SOLARA_THEME_TITLE": "街面孪生 · Street twin",
    "SOLARA_THEME_SHOW_BANNER": "false",
}


def serve(host: str, port: int, open_browser: bool = False) -> None:
    """Serve the page on ``host``:``port`` until Ctrl-C; print its addresses when it is ready.

    The default district is made ready first, so that the first visitor does not wait for it.
    """
    known = addresses(port, host)
    if public := os.environ.get(PUBLIC):
        known = (public, *known)
    os.environ[ADDRESSES] = " ".join(known)
    give_back()
    server = make_server(host, port)
    watcher = threading.Thread(target=announce, args=(server, known, open_browser), daemon=True)
    watcher.start()
    # uvicorn raises the signal again once it has stopped; only a plain exit removes the folders
    # of visitors
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server.run()


def give_back() -> None:
    """Have the C library give memory of a city back to the system as soon as the city is gone.

    That of glibc would otherwise take to keeping what was freed, up to 32 MB a piece: a server of
    thirty visitors did not shrink when they left. Does nothing with any other library.
    """
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).mallopt(MALLOC_OWN_PAGES, OWN_PAGES_FROM)


def make_server(host: str, port: int) -> uvicorn.Server:
    """Give a server of the guarded page, not started yet, with the default city warm."""
    keep = os.environ.setdefault(KEEP, str(KEPT))
    for name, value in {**ENVIRONMENT, "SOLARA_KERNEL_CULL_TIMEOUT": f"{keep}s"}.items():
        os.environ.setdefault(name, value)
    with notice("twin: preparing the district, up to a minute the first time\n", after=2.0):
        importlib.import_module("twin.opening").burned_in().run_for(24)
    # a room without internet has no https; solara would say so on every visitor's first request
    warnings.filterwarnings("ignore", message="Cookies with samesite=none require https")
    # imported only now, since solara reads the environment when it is imported
    page = importlib.import_module("solara.server.starlette").app
    config = uvicorn.Config(
        Guard(page, hosts=names(host)),
        host=host,
        port=port,
        ws_per_message_deflate=False,
        log_level="warning",
        loop="asyncio",
    )
    return uvicorn.Server(config)


def names(host: str) -> tuple[str, ...]:
    """Give the names the server answers to, besides addresses: its host, and those it is given."""
    given = [urlsplit(one).hostname for one in os.environ.get(ADDRESSES, "").split()]
    return (host, *(name for name in given if name))


@contextmanager
def notice(text: str, after: float) -> Iterator[None]:
    """Write a line to the log if what is inside takes longer than ``after`` seconds."""
    timer = threading.Timer(after, sys.stderr.write, [text])
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def announce(server: uvicorn.Server, known: tuple[str, ...], open_browser: bool) -> None:
    """Print the addresses once the server listens, with a QR code where others can reach it.

    ``known`` are the addresses, best first; a browser is opened at the last if asked to.
    """
    while not server.started:
        if server.should_exit:
            return
        time.sleep(0.05)
    sys.stderr.write(f"twin: the page is at {known[0]} (Ctrl-C stops it)\n")
    for other in known[1:]:
        sys.stderr.write(f"      and at {other}\n")
    if not is_loopback(known[0]):
        sys.stderr.write(picture(known[0]))
    sys.stderr.flush()
    if open_browser:
        webbrowser.open(known[-1])


def picture(address: str) -> str:
    """Give the QR code of an address for a terminal; nothing where it cannot show one."""
    drawn = io.StringIO()
    segno.make(address, micro=False).terminal(drawn, border=2, compact=True)
    text = drawn.getvalue()
    try:
        text.encode(sys.stderr.encoding or "ascii")
    except UnicodeEncodeError:  # a console of old, with the letters of one country
        return ""
    return text
