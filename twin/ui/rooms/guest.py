"""Who looks at a room through a page, and what they may do: facilitator, participant, stranger.

A browser keeps its tokens and shows them when the page opens. Knows nothing of solara.
"""

from collections.abc import Mapping
from typing import Any

from twin.errors import InputError
from twin.room import Hall, Person, Room
from twin.room.export import export_text
from twin.room.report import room_report_text

#: Files to take along: the type and the ending of each.
FILES = {
    "room_export": ("application/json", "json"),
    "room_report_zh": ("text/html", "zh.html"),
    "room_report_en": ("text/html", "en.html"),
}


class Guest:
    """One page before one room. ``refused`` is why the last order was not carried out."""

    def __init__(self, hall: Hall, room: Room, key: str = "") -> None:
        """Come with the facilitator's key, or with none."""
        self.hall, self.room = hall, room
        self.key = key if key and room.is_facilitator(key) else ""
        self.token = ""
        self.greeted = bool(self.key)
        self.refused: InputError | None = None
        #: A file that was asked for, for the browser to save; numbered, so that it is saved once.
        self.file: dict[str, Any] = {"number": 0}

    @property
    def facilitates(self) -> bool:
        """Whether this is the facilitator."""
        return bool(self.key)

    @property
    def person(self) -> Person | None:
        """Who this is among the participants, None for a stranger."""
        return self.room.person(self.token) if self.token else None

    def greet(self, kept: Mapping[str, Any]) -> None:
        """Take the tokens a browser has kept of this room."""
        key, token = str(kept.get("key") or "")[:100], str(kept.get("token") or "")[:100]
        if not self.key and key and self.room.is_facilitator(key):
            self.key = key
        if token and self.room.person(token):
            self.token = token
        self.greeted = True

    def order(self, order: Mapping[str, Any]) -> None:
        """Carry out an order of the page; what is refused is kept in ``refused``."""
        self.refused = None
        try:
            self._do(dict(order))
        except InputError as error:
            self.refused = error

    def _do(self, order: dict[str, Any]) -> None:
        name = order.get("do")
        if name == "file":
            self._make(str(order.get("name")))
        elif name == "join":
            self._join(order)
        elif self.facilitates:
            self.room.direct(self.key, order)
            if name == "run":
                self.hall.run(self.room)
        else:
            self.room.take(self.token, order)

    def _join(self, order: Mapping[str, Any]) -> None:
        if self.person is not None:
            raise InputError("the name is taken")
        given = [str(order.get(name, "")) for name in ("name", "team", "role")]
        self.token = self.room.join(*given)

    def _make(self, name: str) -> None:
        """Make a file; a stranger gets none, a participant what everybody has seen."""
        if not (self.facilitates or self.person) or name not in FILES:
            raise InputError("not in this room")
        kind, ending = FILES[name]
        text = (
            export_text(self.room)
            if name == "room_export"
            else room_report_text(self.room, name[-2:])
        )
        file = f"room-{self.room.state.code}.{ending}"
        self.file = {
            "number": self.file["number"] + 1, "name": file, "type": kind, "text": text,
        }  # fmt: skip
