"""What the address of a room asks for: its code, the language, the view, a facilitator's key."""

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from twin.errors import check_known
from twin.ui.choice import LONGEST
from twin.ui.text import LANGUAGES

#: The projector view: huge type, no controls.
STAGE = "stage"


@dataclass(frozen=True)
class RoomAsked:
    """Language and view; ``key`` is the facilitator's token, which the browser then keeps."""

    language: str
    view: str = ""
    key: str = ""

    def address(self) -> str:
        """Give the query that travels to other pages: never a key."""
        return f"?{urlencode({'lang': self.language})}"

    def speak(self, language: str) -> "RoomAsked":
        """Give the same in another language. Raises InputError for one the page does not speak."""
        return replace(
            self, language=check_known(language[:2], LANGUAGES, "unknown language", "page")
        )


def read_room(search: str, language: str) -> RoomAsked:
    """Read what a query asks for. Raises InputError for an unknown language or view."""
    given = dict(parse_qsl(search.lstrip("?")[:LONGEST]))
    if "lang" in given:
        language = check_known(given["lang"], LANGUAGES, "unknown language", "?lang")
    view = given.get("view", "")
    if view:
        check_known(view, (STAGE,), "unknown view", "?view")
    return RoomAsked(language, view, given.get("key", ""))


def code_of(path: str) -> str:
    """Give the code in the path of an address, empty at the door.

    >>> code_of("/room/bcdfg/")
    'BCDFG'
    """
    _, _, code = path.strip("/").partition("/")
    return code.strip("/").upper()
