"""What a visitor of the sweep page has chosen, and its form in the address bar."""

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from twin.errors import InputError, check_known
from twin.settings import as_number, check_whole
from twin.ui.choice import LONGEST, Choice, read_choice
from twin.ui.sweeps.shelf import shelf

#: No point is chosen.
NOTHING = -1


@dataclass(frozen=True)
class Asked:
    """The policy a visitor comes with, a sweep by its name, and one of its points."""

    choice: Choice
    sweep: str = ""
    point: int = NOTHING

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.choice.language

    def speak(self, language: str) -> "Asked":
        """Give the same in another language."""
        return replace(self, choice=replace(self.choice, language=language))

    def address(self) -> str:
        """Give the query that restores it, with a leading ``?``."""
        given = {"sweep": self.sweep} if self.sweep else {}
        if self.point != NOTHING:
            given["point"] = str(self.point)
        return "&".join(filter(None, [self.choice.address(), urlencode(given)]))


def read_asked(search: str, language: str) -> Asked:
    """Read what the query of an address asks for; the first sweep where it names none.

    Raises InputError for a sweep this server does not show, or a point that is no number.
    """
    choice = read_choice(search, language)
    given = dict(parse_qsl(search.lstrip("?")[:LONGEST]))
    there = shelf()
    if "sweep" in given and not there:
        raise InputError("unknown sweep", "?sweep", given["sweep"][:60], "twin serve --results")
    name = given.get("sweep") or next(iter(there), "")
    if name:
        check_known(name, there, "unknown sweep", "?sweep")
    point = NOTHING
    if "point" in given:
        point = check_whole(as_number(given["point"]), 0, 10_000_000, "?point")
    return Asked(choice, name, point)
