"""Which address of this server other machines can use. May import the standard library only."""

import ipaddress
import os
from urllib.parse import urlsplit

#: The addresses of this server, best first and parted by spaces; ``twin serve`` sets it.
ADDRESSES = "TWIN_ADDRESSES"
#: A longer address is not one of ours.
LONGEST = 200


def is_loopback(address: str) -> bool:
    """Tell whether only this machine reaches an address; what is no address counts as such.

    >>> is_loopback("http://127.0.0.1:8765"), is_loopback("https://twin.example.org")
    (True, False)
    """
    parts = urlsplit(address[:LONGEST])
    name = parts.hostname or "localhost"
    if parts.scheme not in ("http", "https") or name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def reachable(origin: str) -> tuple[str, bool]:
    """Give the server's address for other machines, and whether they can reach it at all.

    ``origin`` is what stands in the address bar of whoever asks. Where that is this machine's own
    loopback, an address on the network is given instead, if the server has one.
    """
    if not is_loopback(origin):
        return origin, True
    others = [one for one in os.environ.get(ADDRESSES, "").split() if not is_loopback(one)]
    return (others[0], True) if others else (origin, False)
