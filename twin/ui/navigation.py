"""The pages of the twin: address, name in the head, component. A new page is one line here.

The query travels with the visitor: it holds the choice, which every page understands.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import parse_qsl

from twin.levers import LEVER_NAMES
from twin.ui.choice import Choice
from twin.ui.text import say


@dataclass(frozen=True)
class Stop:
    """One page: ``name`` in the address, the key of its label, and ``module:component``.

    The component takes the visitor's :class:`twin.ui.choice.Choice`. It is imported when it is
    first shown.
    """

    name: str
    label: str
    component: str

    @property
    def path(self) -> str:
        """The path of the address."""
        return f"/{self.name}"

    def load(self) -> Any:
        """Give the component."""
        module, name = self.component.split(":")
        return getattr(import_module(module), name)


#: In the order of the navigation. The first is the start page.
STOPS = (
    Stop("", "nav_start", "twin.ui.start:Start"),
    Stop("run", "nav_run", "twin.ui.explore:Explore"),
)
START, EXPLORE = STOPS[0], STOPS[1]
#: Keeps an address of the start page that carries a choice apart from the links of old, which
#: had no path and meant Explore.
MARK = ("page", "start")
#: What tells that a link without a path means Explore.
CHOSEN = frozenset({"policy", "layer", "district", "story", *LEVER_NAMES})


def stop_at(path: str, search: str) -> Stop:
    """Give the page of an address; a choice without a path is a link of old, to Explore.

    >>> stop_at("/", "policy=whistle").name
    'run'
    """
    name = path.strip("/")
    stop = next((stop for stop in STOPS if stop.name == name), START)
    given = dict(parse_qsl(search.lstrip("?")))
    old = stop is START and given.get(MARK[0]) != MARK[1] and CHOSEN & given.keys()
    return EXPLORE if old else stop


def address_of(stop: Stop, choice: Choice) -> str:
    """Give the address of a page with a choice in its query."""
    query = choice.address()
    if stop is START and CHOSEN & dict(parse_qsl(query[1:])).keys():
        query += f"&{MARK[0]}={MARK[1]}"
    return stop.path + query


def navigation(current: Stop, choice: Choice) -> list[dict[str, Any]]:
    """Give the links of the head: label, address, whether it is the page that is shown."""
    return [
        {
            "label": say(choice.language, stop.label),
            "address": address_of(stop, choice),
            "current": stop is current,
        }
        for stop in STOPS
    ]
