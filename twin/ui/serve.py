"""Starts the page for ``twin serve``: an own uvicorn, set up for a room without internet.

Measured against solara's own start (docs/decisions): websocket compression off takes a server of
60 watchers from 111 % to 38 % of a core; kernels of visitors who left go after ten minutes
instead of a day; no telemetry.
"""

import importlib
import os
import signal
import sys
import threading
import time
import warnings
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from twin.ui.guard import Guard

APP = "twin.ui.site"
#: Read by solara when it is first imported; what the user has set himself stays.
ENVIRONMENT = {
    "SOLARA_APP": APP,
    "SOLARA_MODE": "production",
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false",
    "SOLARA_KERNEL_CULL_TIMEOUT": "10m",
    "SOLARA_SESSION_HTTP_ONLY": "true",
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "false",
    "SOLARA_THEME_LOADER": "twin",
    "SOLARA_THEME_TITLE": "街面孪生 · Street twin",
    "SOLARA_THEME_SHOW_BANNER": "false",
}


def serve(host: str, port: int, open_browser: bool = False) -> None:
    """Serve the page on ``host``:``port`` until Ctrl-C; print its address when it is ready.

    The default district is made ready first, so that the first visitor does not wait for it.
    """
    server = make_server(host, port)
    address = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}"  # noqa: S104 - only compared
    watcher = threading.Thread(target=announce, args=(server, address, open_browser), daemon=True)
    watcher.start()
    # uvicorn raises the signal again once it has stopped; only a plain exit removes the folders
    # of visitors
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server.run()


def make_server(host: str, port: int) -> uvicorn.Server:
    """Give a server of the guarded page, not started yet, with the default city warm."""
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    with notice("twin: preparing the district, up to a minute the first time\n", after=2.0):
        importlib.import_module("twin.opening").burned_in().run_for(24)
    # a round that ran when the server was last killed runs again before anybody asks for it
    importlib.import_module("twin.ui.rooms.house").hall().go_on()
    # a room without internet has no https; solara would say so on every visitor's first request
    warnings.filterwarnings("ignore", message="Cookies with samesite=none require https")
    # imported only now, since solara reads the environment when it is imported
    page = importlib.import_module("solara.server.starlette").app
    config = uvicorn.Config(
        Guard(page, hosts=(host,)),
        host=host,
        port=port,
        ws_per_message_deflate=False,
        log_level="warning",
        loop="asyncio",
    )
    return uvicorn.Server(config)


@contextmanager
def notice(text: str, after: float) -> Iterator[None]:
    """Write a line to the log if what is inside takes longer than ``after`` seconds."""
    timer = threading.Timer(after, sys.stderr.write, [text])
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def announce(server: uvicorn.Server, address: str, open_browser: bool) -> None:
    """Print the address once the server listens, and open a browser if asked to."""
    while not server.started:
        if server.should_exit:
            return
        time.sleep(0.05)
    sys.stderr.write(f"twin: the page is at {address} (Ctrl-C stops it)\n")
    sys.stderr.flush()
    if open_browser:
        webbrowser.open(address)
