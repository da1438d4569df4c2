"""The pages of the twin: address, name in the head, component. A new page is one line here.

The query travels with the visitor: it holds the choice, which every page understands.
"""

from collections.abc import Set
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode

from twin.own import all_levers
from twin.ui.data.space import HANDLE
from twin.ui.text import say


class Asked(Protocol):
    """What a visitor has chosen: one city, or several to compare."""

    @property
    def language(self) -> str:
        """The language of the page, zh or en."""

    def address(self) -> str:
        """Give the query that restores it, with a leading ``?``."""


@dataclass(frozen=True)
class Stop:
    """One page: ``name`` in the address, the key of its label, and ``module:component``.

    ``reader`` makes of the query and a language what the visitor has chosen, which the component
    takes. Both are imported when they are first needed. ``own`` tells whether the page shows a
    district that a visitor has brought along. ``below`` is the key of the query for what may
    follow the page in the path, empty where nothing may.
    """

    name: str
    label: str
    component: str
    reader: str = "twin.ui.choice:read_choice"
    own: bool = False
    below: str = ""

    @property
    def path(self) -> str:
        """The path of the address."""
        return f"/{self.name}"

    def load(self) -> Any:
        """Give the component."""
        return load(self.component)

    def read(self, search: str, language: str) -> Any:
        """Give what the query of an address asks for. Raises InputError where it cannot be used."""
        return load(self.reader)(search, language)


def load(address: str) -> Any:
    """Give what ``module:name`` stands for."""
    module, name = address.split(":")
    return getattr(import_module(module), name)


#: In the order of the navigation. The first is the start page.
STOPS = (
    Stop("", "nav_start", "twin.ui.start:Start"),
    Stop("run", "nav_run", "twin.ui.explore:Explore", own=True),
    Stop(
        "compare",
        "nav_compare",
        "twin.ui.compare.page:Compare",
        "twin.ui.compare.panes:read_panes",
        own=True,
    ),
    Stop(
        "sweep", "nav_sweep", "twin.ui.sweeps.page:SweepResults", "twin.ui.sweeps.asked:read_asked"
    ),
    Stop(
        "learn", "nav_learn", "twin.ui.learn.page:Learn", "twin.ui.learn.asked:read_asked",
        below="lesson",
    ),
    Stop("data", "nav_data", "twin.ui.data.page:Data", own=True),
)  # fmt: skip
START, EXPLORE, COMPARE, SWEEPS, LEARN, DATA = STOPS
#: Pages that one is sent to, and that the navigation does not name.
UNLISTED = (
    Stop("watch", "nav_watch", "twin.ui.watch.page:Watch", "twin.ui.watch.page:read_watched"),
)
(WATCH,) = UNLISTED
#: Keys of a lesson, which mean nothing on the other pages.
OF_LESSON = frozenset({LEARN.below, "step", "p"})
#: Keeps an address of the start page that carries a choice apart from the links of old, which
#: had no path and meant Explore.
MARK = ("page", "start")
#: What tells that a link without a path means Explore.
CHOSEN = frozenset({"policy", "layer", "district", "story", *(x.name for x in all_levers())})


def stop_at(path: str, search: str) -> Stop:
    """Give the page of an address; a choice without a path is a link of old, to Explore.

    >>> stop_at("/", "policy=whistle").name
    'run'
    """
    name = path.strip("/").partition("/")[0]
    stop = next((stop for stop in (*STOPS, *UNLISTED) if stop.name == name), START)
    given = dict(parse_qsl(search.lstrip("?")))
    old = stop is START and given.get(MARK[0]) != MARK[1] and CHOSEN & given.keys()
    return EXPLORE if old else stop


def query_at(path: str, search: str) -> str:
    """Give the query of an address; what follows the page in its path is there under its key.

    >>> query_at("/learn/trap", "step=2")
    'step=2&lesson=trap'
    """
    stop, rest = stop_at(path, search), path.strip("/").partition("/")[2]
    return f"{search}&{urlencode({stop.below: rest})}" if stop.below and rest else search


def address_of(stop: Stop, choice: Asked) -> str:
    """Give the address of a page with a choice in its query.

    A district of the visitor's own stays behind where a page cannot show it, and so does a lesson.
    """
    query = choice.address()
    given = dict(parse_qsl(query[1:]))
    if stop.below in given:
        path = f"{stop.path}/{given[stop.below]}"
        return path + _without(query, {stop.below})
    if OF_LESSON & given.keys():
        query = _without(query, OF_LESSON)
    if not stop.own and f"district={HANDLE}" in query:
        query = _without(query, {"district"})
    if stop is START and CHOSEN & dict(parse_qsl(query[1:])).keys():
        query += f"&{MARK[0]}={MARK[1]}"
    return stop.path + query


def _without(query: str, keys: Set[str]) -> str:
    return "?" + urlencode([pair for pair in parse_qsl(query[1:]) if pair[0] not in keys])


def navigation(current: Stop, choice: Asked) -> list[dict[str, Any]]:
    """Give the links of the head: label, address, whether it is the page that is shown."""
    return [
        {
            "label": say(choice.language, stop.label),
            "address": address_of(stop, choice),
            "current": stop is current,
        }
        for stop in STOPS
    ]
