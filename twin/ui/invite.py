"""How somebody at another machine comes to a page of this server: its address and QR code."""

from typing import Any

import segno

from twin.ui.reach import reachable


def invite(origin: str, root: str, path: str) -> dict[str, Any]:
    """Give the address of a page for other machines, its QR code, whether they can reach it.

    ``origin`` and ``root`` say where the page of whoever invites stands in their browser: server
    and root path (that of a proxy, say). The code is a picture that stands in the page itself.
    """
    server, can = reachable(origin)
    address = f"{server}{root}{path}"
    code: Any = segno.make(address, error="m", micro=False)
    picture = str(code.svg_data_uri(scale=8, border=3, dark="#14181f", light="#ffffff"))
    return {"address": address, "qr": picture, "reachable": can}
