"""The way in for those who watch: the address of a run as they can open it, and its QR code."""

from typing import Any

from twin.ui.invite import invite
from twin.ui.navigation import WATCH
from twin.ui.watch.shared import SharedRun


def door(run: SharedRun) -> dict[str, Any]:
    """Give address, QR code as a picture, and number of watchers, for the dialog."""
    return {**invite(*run.origin, f"{WATCH.path}/{run.code}"), "watchers": run.watchers}
