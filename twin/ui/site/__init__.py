"""The pages of the twin and their addresses; ``solara run app.py`` and ``twin serve`` show these.

This is a package of its own so that solara finds ``twin/ui/templates`` beside it.
"""

import logging
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import solara
import solara.lab

from twin.errors import InputError
from twin.share import is_link, read_link
from twin.ui.bundle import style
from twin.ui.choice import language_at, preferred_language
from twin.ui.data.space import SPACES, visitor
from twin.ui.navigation import STOPS, UNLISTED, Asked, Stop, query_at, stop_at
from twin.ui.panels import Apology
from twin.ui.text import say
from twin.ui.watch.frames import mount

LOG = logging.getLogger(__name__)


@solara.component
def Page() -> None:
    """The page an address asks for, in the twin's own style."""
    router = solara.use_router()
    path = router.path or "/"
    stop = stop_at(path, router.search or "")
    given = parse_qs(query_at(path, router.search or ""))
    owner = solara.use_memo(visitor, [])
    solara.use_effect(lambda: stay(owner), [])
    solara.Style(style())
    # another page, district, story, lesson or run is another city; the rest changes within the page
    below = path.strip("/").partition("/")[2], given.get(stop.below)
    city = f"{stop.name} {given.get('district')} {given.get('story')} {below}"
    Boundary(stop, city).key(city)


def stay(owner: str) -> Callable[[], None]:
    """Count a page of a visitor while it is open: their own space goes after the last one."""
    SPACES.enter(owner)
    return lambda: SPACES.leave(owner)


@solara.component
def Boundary(stop: Stop, city: str) -> None:
    """One page with one city, or an apology where something broke.

    ``city`` is what the key says: reacton takes elements with equal arguments for the same.

    Draws one element only: reacton's error boundary renders for ever where it has siblings, as
    the style sheet would be.
    """
    router = solara.use_router()
    search = query_at(router.path or "/", router.search or "")
    language = solara.use_memo(lambda: language_at(search, visitor_language()), [])
    choice, refused = solara.use_memo(lambda: opening_choice(stop, search, language), [])
    broken, _ = solara.use_exception()
    error = broken or refused
    if error is not None or choice is None:
        Sorry(error, language)
    else:
        stop.load()(choice)


@solara.component
def Bare(children: Any = ()) -> Any:
    """A layout that adds nothing: the page draws its own head."""
    return solara.v.Html(tag="div", class_="tw-root", children=list(children))


@solara.component
def Sorry(error: Exception, language: str) -> None:
    """Say what was refused in words; of anything else, a number that is in the log."""
    number = solara.use_memo(lambda: record(error), [error])
    if isinstance(error, InputError):
        text, title, action = error.sentence(language), "refused", "home"
    else:
        text, title, action = say(language, "sorry_text", id=number), "sorry", "reload"
    Apology(
        title=say(language, title), text=text, action=say(language, action), home=action == "home"
    )


def record(error: Exception) -> str:
    """Write an error to the log under a new number, and give the number."""
    number = secrets.token_hex(4)
    if isinstance(error, InputError):
        LOG.info("refused %s: %s", number, error)
    else:
        LOG.error("page error %s", number, exc_info=error)
    return number


def visitor_language() -> str:
    """Give the language the visitor's browser prefers."""
    headers = solara.lab.headers.value or {}
    return preferred_language(",".join(headers.get("accept-language", [])))


def opening_choice(
    stop: Stop, search: str, language: str
) -> tuple[Asked | None, InputError | None]:
    """Give what the address asks for, or why it cannot be given."""
    try:
        choice = stop.read(search, language)
        if is_link(search):
            read_link(search)  # opened by the page; refused here, before anything is drawn
        return choice, None
    except InputError as error:
        return None, error


routes = [
    solara.Route(path=stop.name or "/", component=Page, layout=None if stop.name else Bare)
    for stop in (*STOPS, *UNLISTED)
]
mount()
