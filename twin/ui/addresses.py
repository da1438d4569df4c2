"""The addresses under which other machines of the network reach this one.

Nothing is sent for it: connecting a datagram socket only asks the system which way it would go.
May import the standard library only.
"""

import ipaddress
import socket
from collections.abc import Iterator

#: Addresses kept for documentation (RFC 5737 and 3849): nobody is there, the way to them is that
#: to anybody.
ELSEWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
#: Hosts that stand for every interface: of version 4 only, or of both.
EVERY_FOUR, EVERY = "0.0.0.0", "::"  # noqa: S104 - only compared


def addresses(port: int, host: str = EVERY_FOUR) -> tuple[str, ...]:
    """Give the addresses of a server of this machine, best first: ``http://10.0.0.7:8765``.

    A server on one ``host`` has one; of a server on every interface those on the network come
    first and loopback last, so there is always one.

    >>> addresses(8765, "127.0.0.1")
    ('http://127.0.0.1:8765',)
    """
    if host not in (EVERY_FOUR, EVERY):
        return (_written(host, port),)
    every = dict.fromkeys((*_routed(), *_named()))
    found = [one for one in every if host == EVERY or ":" not in one]
    return tuple(_written(one, port) for one in (*sorted(found, key=_rank), "127.0.0.1"))


def _routed() -> Iterator[str]:
    """Give the address this machine would send from, for each family it has a way out with."""
    for family, elsewhere in ELSEWHERE:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((elsewhere, 9))
                yield from _usable(str(probe.getsockname()[0]))
        except OSError:  # no way out with this family: a hotspot of its own is found by name
            continue


def _named() -> Iterator[str]:
    """Give what the name of this machine stands for."""
    try:
        found = socket.getaddrinfo(socket.gethostname(), None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return
    for *_, address in found:
        yield from _usable(str(address[0]))


def _usable(text: str) -> Iterator[str]:
    """Give an address if another machine could use it."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if not (address.is_loopback or address.is_link_local or address.is_unspecified):
        yield str(address)


def _rank(text: str) -> tuple[bool, bool]:
    """Prefer what a phone in the room can type and reach: version 4, of a private network."""
    address = ipaddress.ip_address(text)
    return address.version != 4, not address.is_private


def _written(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
