"""What a browser and the page say to each other over the websocket: Jupyter messages of widgets.

Only what a load test needs: open the page, send what a widget of the browser sends, and read what
comes without taking it apart further than necessary, since sixty clients share one process.
"""

import json
import struct
import uuid
from dataclasses import dataclass
from typing import Any

#: Bytes of a frame's header that hold its version, layer, hour, a spare one, its tick and number.
FRAME_START = struct.Struct("<BBBBII")
Data = dict[str, Any]
#: The colours of the browser, which the page of the twin does not use.
THEMES: Data = {"dark": {}, "light": {}}


@dataclass(frozen=True)
class Frame:
    """The start of a frame of the map: which hour of the city, which frame of the stream."""

    tick: int
    number: int


def message(kind: str, session: str, content: Data) -> str:
    """Give a message of a kernel's client as text."""
    header = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": kind,
        "session": session,
        "username": "",
        "version": "5.3",
        "date": "2026-01-01T00:00:00Z",
    }
    whole = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
    return json.dumps({**whole, "channel": "shell", "buffers": []})


def open_control(session: str, comm: str) -> str:
    """Give the message that opens the line to solara itself."""
    return message(
        "comm_open", session, {"comm_id": comm, "target_name": "solara.control", "data": {}}
    )


def run_page(session: str, comm: str, path: str) -> str:
    """Give the message that asks for a page."""
    args = {"path": path, "appName": None, "themes": THEMES, "dark": False}
    data = {"method": "run", "args": args}
    return message("comm_msg", session, {"comm_id": comm, "data": data})


def custom(session: str, comm: str, content: Data) -> str:
    """Give what the browser's half of a widget tells Python's half."""
    data = {"method": "custom", "content": content}
    return message("comm_msg", session, {"comm_id": comm, "data": data})


def event(session: str, comm: str, name: str, data: Any) -> str:
    """Give what a template tells when something is done in it."""
    return custom(session, comm, {"event": name, "data": data})


def read_frame(raw: bytes) -> Frame | None:
    """Give the start of the frame in a binary message; None where it carries something else.

    The message: number of parts and their offsets, four bytes each, big-endian, then the parts;
    the first is the text, a frame has one more.
    """
    (parts,) = struct.unpack_from("!I", raw)
    if parts != 2:
        return None
    _, start = struct.unpack_from("!II", raw, 4)
    version, _, _, _, tick, number = FRAME_START.unpack_from(raw, start)
    return Frame(tick, number) if version == 1 else None


def read_watched(raw: bytes) -> Frame:
    """Give the start of the frame in a message of a shared run (``twin/ui/watch/frames.py``)."""
    (length,) = struct.unpack_from("<I", raw)
    _, _, _, _, tick, number = FRAME_START.unpack_from(raw, 4 + length)
    return Frame(tick, number)


def read_text(raw: bytes) -> Data:
    """Give the text of a binary message as plain values."""
    (parts,) = struct.unpack_from("!I", raw)
    offsets = [*struct.unpack_from(f"!{parts}I", raw, 4), len(raw)]
    told: Data = json.loads(raw[offsets[0] : offsets[1]])
    return told
