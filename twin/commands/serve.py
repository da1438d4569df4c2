"""``twin serve``: the page. The page's own code is imported when it is asked for, never before."""

import os
import re
import socket
from pathlib import Path
from urllib.parse import urlsplit

from twin.commands.options import Answer, Given, load
from twin.errors import InputError
from twin.settings import as_number, check_whole

HOST, PORT = "127.0.0.1", 8765
#: Tells the page where the results of sweeps lie; ``twin/ui/sweeps/shelf.py`` reads it.
RESULTS = "TWIN_RESULTS"
#: Tell the page how long visitors who left are kept, in seconds, and by which address it is known
#: where that is not one of this machine; ``twin/ui/serve.py`` reads them.
KEEP, PUBLIC = "TWIN_KEEP", "TWIN_PUBLIC"
#: Seconds of a unit of time, and how long a visitor may be kept.
UNITS = {"s": 1, "m": 60, "h": 3600}
SHORTEST, LONGEST = 5, 24 * 3600


def answer(given: Given) -> Answer:
    """Serve the page until Ctrl-C; raises InputError where host or port cannot be used."""
    host = given.last("--host") or HOST
    port = check_whole(as_number(given.last("--port") or str(PORT)), 1, 65535, "--port")
    check_free(host, port)
    if results := given.last("--results"):
        os.environ[RESULTS] = str(check_results(results))
    public = given.last("--public")
    os.environ[PUBLIC] = check_public(public) if public else ""
    cull = given.last("--cull")
    if cull:
        os.environ[KEEP] = str(seconds(cull))
    load("twin.ui.serve:serve")(host, port, given.has("--open"))
    return Answer("", {})


def seconds(text: str) -> int:
    """Give the seconds of a duration such as ``90s``, ``10m`` or ``2h``.

    Raises InputError for anything else, and outside 5 seconds to a day.
    """
    found = re.fullmatch(r"(\d{1,5})([smh])", text.strip())
    length = int(found[1]) * UNITS[found[2]] if found else 0
    if not SHORTEST <= length <= LONGEST:
        raise InputError("not a duration", "--cull", text, "5s to 24h, such as 90s, 10m or 2h")
    return length


def check_public(address: str) -> str:
    """Give an address without what follows the port; raises InputError where it is none."""
    parts = urlsplit(address.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        allowed = "such as http://192.168.1.5:8765 or https://twin.example.org"
        raise InputError("not an address of a page", "--public", address, allowed)
    return f"{parts.scheme}://{parts.netloc}"


def check_results(folder: str) -> Path:
    """Give the folder of results, whole; raises InputError where there is none."""
    path = Path(folder).resolve()
    if not path.is_dir():
        raise InputError("not a folder", "--results", folder, "a folder with sweeps in it")
    return path


def check_free(host: str, port: int) -> None:
    """Refuse an address that is not of this machine, or a port that somebody else listens on."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            if os.name != "nt":  # there the option would let two servers share a port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (socket.gaierror, UnicodeError) as error:
        raise InputError("unknown host", "--host", host, "an address of this machine") from error
    except OSError as error:
        where = f"--host {host} --port"
        allowed = f"a free port of this machine ({error.strerror})"
        raise InputError("port not free", where, port, allowed) from error
