"""The way in for those who watch: the address of a run as they can open it, and its QR code."""

from typing import Any

import segno

from twin.ui.navigation import WATCH
from twin.ui.reach import reachable
from twin.ui.watch.shared import SharedRun


def door(run: SharedRun) -> dict[str, Any]:
    """Give address, QR code as a picture, and number of watchers, for the dialog."""
    origin, root = run.origin
    server, open_to_all = reachable(origin)
    address = f"{server}{root}{WATCH.path}/{run.code}"
    return {
        "code": run.code,
        "address": address,
        "qr": segno.make(address, micro=False).svg_data_uri(scale=4, dark="#000", light="#fff"),
        "lonely": not open_to_all,
        "watchers": run.watchers,
    }
