"""A ``twin serve`` of its own for a measurement, on loopback, and what the system tells of it."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from twin.errors import NotReady, RunFailed

#: Seconds for the server to get ready: compiling and running in its opening, if nobody did before.
READY = 600.0
MEGABYTE = 1e6


class Served:
    """A running server: where it is, and what it takes."""

    def __init__(self, address: str, process: "subprocess.Popen[bytes]") -> None:
        """Watch a server that listens."""
        self.address = address
        self._process = process
        self._watched = import_module("psutil").Process(process.pid)

    def memory(self) -> float:
        """Give the resident memory in megabytes."""
        return float(self._watched.memory_info().rss) / MEGABYTE

    def cpu(self) -> float:
        """Give the CPU seconds taken so far."""
        times = self._watched.cpu_times()
        return float(times.user + times.system)

    def kernels(self) -> int:
        """Give the pages that are open, or kept for visitors who may come back."""
        with urllib.request.urlopen(f"{self.address}/resourcez", timeout=30) as answer:  # noqa: S310 - our own loopback server
            told: dict[str, Any] = json.load(answer)
        return int(told["kernels"]["total"])


def free_port() -> int:
    """Give a port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(*options: str) -> Iterator[Served]:
    """Serve the page on a free port of this machine only, and end it afterwards.

    Raises NotReady where psutil is not installed, RunFailed where the server does not come up.
    """
    if find_spec("psutil") is None:
        raise NotReady("twin bench needs psutil for this: pip install psutil / 需要 psutil")
    port = free_port()
    words = [sys.executable, "-m", "twin", "serve", "--port", str(port), *options]
    process = subprocess.Popen(  # noqa: S603 - this very Python, with words made here
        words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ}
    )
    try:
        _wait_for(port, process)
        yield Served(f"http://127.0.0.1:{port}", process)
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + READY
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise RunFailed("the server of the page did not come up", "twin serve")
