"""The page of those who watch: map, clock and numbers of a run that somebody else plays."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import solara

from twin.errors import InputError, check_known
from twin.frame import LAYER_NAMES
from twin.opening import POLICY
from twin.own import all_levers
from twin.session import Picture
from twin.ui.choice import vector
from twin.ui.head import Head
from twin.ui.headline import headline_items
from twin.ui.map import Map
from twin.ui.navigation import WATCH
from twin.ui.offer import value_words
from twin.ui.panels import Apology, Headlines
from twin.ui.pump import NUMBERS_EVERY, Stream
from twin.ui.text import LANGUAGES, say_all
from twin.ui.told import Tell, use_told
from twin.ui.watch.panels import Watched as WatchedPanel
from twin.ui.watch.shared import SHARED, SharedRun

#: The views of the page: as on a phone or a desk, and as large as on a wall.
VIEWS = ("page", "stage")
WORDS = (
    "watching", "watching_ended", "watching_ended_hint", "watching_levers", "watching_no_levers",
    "watching_code",
)  # fmt: skip


@dataclass(frozen=True)
class Watched:
    """How somebody watches: the language, and the view of :data:`VIEWS`."""

    language: str = "zh"
    view: str = VIEWS[0]

    def address(self) -> str:
        """Give the query that restores it, with a leading ``?``."""
        view = {"view": self.view} if self.view != VIEWS[0] else {}
        return "?" + urlencode({"lang": self.language, **view})


def read_watched(search: str, language: str) -> Watched:
    """Read how to watch from a query. Raises InputError for an unknown language or view."""
    given = dict(parse_qsl(search.lstrip("?")))
    if "lang" in given:
        language = check_known(given["lang"], LANGUAGES, "unknown language", "?lang")
    view = check_known(given.get("view", VIEWS[0]), VIEWS, "unknown view", "?view")
    return Watched(language, view)


class Onlooker:
    """One page that watches a run: what its panels are told, on a thread of its own.

    The frames of the map come by another line (``frames.py``); whatever the browser wishes, the
    city does nothing.
    """

    def __init__(self, run: SharedRun) -> None:
        """Look at a run; nothing is told before :meth:`attend`."""
        self.run = run
        #: Called once, on that thread, when the run has ended.
        self.ends: list[Callable[[], object]] = []
        self.stream: Stream[Picture] = Stream(run, self._pass_by, NUMBERS_EVERY)
        self.stream.failed = self._end

    def attend(self) -> Callable[[], None]:
        """Begin; give how to stop."""
        self.stream.restart()
        return self.stream.close

    def _pass_by(self, picture: Picture) -> None:
        self.stream.acknowledge(picture.number)

    def _end(self, _: Exception) -> None:
        for end in self.ends:
            end()


@solara.component
def Watch(asked: Watched) -> None:
    """The page of somebody who came with the code of a run, or why there is none to watch."""
    code = (solara.use_router().path or "").strip("/").partition("/")[2]
    place = solara.use_memo(lambda: take_place(code), [])
    solara.use_effect(lambda: None if isinstance(place, InputError) else place[1], [])
    if isinstance(place, InputError):
        Refused(place, asked.language)
    else:
        Watching(place[0], asked)


@solara.component
def Refused(error: InputError, language: str) -> None:
    """Say why nobody can watch here: raised on a first render, it would not reach the boundary."""
    words = say_all(language, "refused", "home")
    text = error.sentence(language)
    Apology(title=words["refused"], text=text, action=words["home"], home=True)


def take_place(code: str) -> tuple[SharedRun, Callable[[], None]] | InputError:
    """Give the run of a code and how to leave it, or why nobody can watch it."""
    try:
        run = SHARED.find(code)
        return run, run.join()
    except InputError as error:
        return error


@solara.component
def Watching(run: SharedRun, asked: Watched) -> None:
    """Map, numbers and levers of a run."""
    shown, set_shown = solara.use_state(asked)
    onlooker = solara.use_memo(lambda: Onlooker(run), [])
    solara.use_effect(onlooker.attend, [])

    def speak(language: str) -> None:
        known = check_known(language[:2], LANGUAGES, "unknown language", "page")
        set_shown(replace(shown, language=known))

    stage = " tw-watch-stage" if shown.view == "stage" else ""
    with solara.v.Html(tag="div", class_=f"tw-page tw-watch{stage}"):
        Head(replace(WATCH, name=f"{WATCH.name}/{run.code}"), shown, run.district, speak)
        Notice(onlooker, shown.language)
        WatchedMap(onlooker, shown.language)
        with solara.v.Html(tag="aside", class_="tw-side"):
            WatchedNumbers(onlooker, shown.language)


@solara.component
def Notice(onlooker: Onlooker, language: str) -> None:
    """What is watched: the code, whether it has ended, and which levers stand otherwise."""
    turned = use_picture(onlooker, lambda picture: dict(picture.standing.turned), {})
    ended = use_told(False, lambda tell: onlooker.ends.append(lambda: tell(True)))
    levers = turned_words(turned, language)
    WatchedPanel(
        words=say_all(language, *WORDS),
        run={"code": onlooker.run.code, "ended": ended, "levers": levers},
    )


def turned_words(turned: Mapping[str, float], language: str) -> list[dict[str, str]]:
    """Give the levers that stand otherwise than usual: name, label and value in words."""
    usual = vector(POLICY)
    return [
        {
            "name": lever.name,
            "label": lever.label[language],
            "value": value_words(lever, turned[lever.name], language),
        }
        for lever in all_levers()
        if turned.get(lever.name, usual[lever.name]) != usual[lever.name]
    ]


@solara.component
def WatchedNumbers(onlooker: Onlooker, language: str) -> None:
    """The four numbers of the last whole day."""
    opening = onlooker.run.opening
    values = use_picture(onlooker, lambda picture: picture.values, opening)
    Headlines(
        words=say_all(language, "numbers", "day_behind"),
        items=headline_items(values, opening, language),
    )


@solara.component
def WatchedMap(onlooker: Onlooker, language: str) -> None:
    """The map of the layer that the other one has chosen, without its switch."""
    layer = use_picture(onlooker, lambda picture: picture.gaze.layer, LAYER_NAMES[0])
    with solara.v.Html(tag="main", class_="tw-map-panel"):
        Map(onlooker.run.district, language, layer, watched=onlooker.run.code)


def use_picture(onlooker: Onlooker, part: Callable[[Picture], Any], first: Any) -> Any:
    """Give a part of the newest picture, as a hook: what shows it is drawn again when it changes.

    Each panel asks for its own part, so that sixty pages draw little when one lever is turned.
    """

    def listen(tell: Tell[Any]) -> Callable[[], None]:
        def hear(picture: Picture) -> bool:
            return tell(part(picture))

        onlooker.stream.tells.append(hear)
        return lambda: onlooker.stream.tells.remove(hear)

    # newer pictures come by themselves, as with the numbers of one's own city
    return use_told(first, listen, drops=True)
