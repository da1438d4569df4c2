"""Sharing what is on the screen: the dialog with the link, the files and the code.

The city is paused when the dialog opens, so that link, digest, code and files are of one hour.
They are made on the session's thread.
"""

from collections.abc import Callable
from typing import Any

import solara

import twin
from twin.errors import InputError
from twin.report import render, run_report
from twin.session.picture import hour_of
from twin.share import (
    LONGEST,
    Link,
    charts_svg,
    command_line,
    done_words,
    indicators_csv,
    link_of,
    notebook,
    python_lines,
    run_of,
)
from twin.ui.choice import Choice
from twin.ui.head import Tools, copy_action
from twin.ui.panels import Data, Event
from twin.ui.text import clock_words, say, say_all
from twin.ui.told import Tell, use_told
from twin.ui.visit import Visit
from twin.ui.watch.door import door
from twin.ui.watch.shared import SHARED

#: What can be downloaded: the key of its label, the type of the file, the ending of its name.
FILES = {
    "share_report_zh": ("text/html", "zh.html"),
    "share_report_en": ("text/html", "en.html"),
    "share_csv_zh": ("text/csv", "zh.csv"),
    "share_csv_en": ("text/csv", "en.csv"),
    "share_csv_names": ("text/csv", "csv"),
    "share_svg": ("image/svg+xml", "share_svg"),
    "share_notebook": ("application/x-ipynb+json", "ipynb"),
}
#: Files that need one whole day at least.
OF_DAYS = tuple(name for name in FILES if name != "share_notebook")
#: Keys of the page that go with a link: what it shows, not what was done.
SHOWN = ("lang", "layer", "policy")
DOOR_WORDS = (
    "watch_title", "watch_hint", "watch_start", "watch_stop", "watch_address", "watch_stage",
    "watch_qr", "watch_count", "watch_lonely",
)  # fmt: skip
WORDS = (
    "share", "share_link", "share_link_hint", "share_too_long", "share_copy", "share_copied",
    "share_files", "share_map", "share_code", "share_code_hint", "share_command", "share_python",
    "share_digest", "share_no_day", "close", *FILES, *DOOR_WORDS,
)  # fmt: skip


class Share:
    """The dialog of one visitor. ``tell`` gets what it shows, None for closed."""

    def __init__(self, visit: Visit) -> None:
        """Sit beside a visit; nothing is shown yet."""
        self.visit = visit
        self.tell: Callable[[Data | None], object] = lambda shown: None
        self.shown: Data | None = None
        #: Takes a link for the clipboard, as ``twin.ui.head.Tools.handed``.
        self.hand: Callable[[Data], object] = lambda handed: None
        self._files = self._copies = 0

    def tools(self, language: str, handed: Data | None) -> Tools:
        """Give the buttons for the head of the page, and what was copied last."""
        dialog = {"name": "share", "label": say(language, "share")}
        return Tools((dialog, copy_action(language)), self.press, handed)

    def press(self, name: str) -> None:
        """Open the dialog (share), or copy the link (copy). Raises KeyError for anything else."""
        {"share": self.open, "copy": self.copy}[name]()

    def open(self) -> None:
        """Open the dialog: the city stops, and what stands on the screen is written down."""
        self.visit.cockpit.halt()
        self.visit.session.desk.leave(lambda: self._show(standing(self.visit)))

    def copy(self) -> None:
        """Hand over the link to the hour on the screen; a city that plays goes on."""
        self.visit.session.desk.leave(self._hand)

    def close(self, _: Any = None) -> None:
        """Close the dialog."""
        self._show(None)

    def order(self, order: Data) -> None:
        """Do what the dialog asks for: close it, let others watch, or stop that.

        Raises KeyError for an order there is not.
        """
        orders: dict[str, Callable[[Data], None]] = {"close": self.close, "watch": self.watch}
        orders[order["name"]](order)

    def fetch(self, name: str) -> None:
        """Make a file, and hand it to the browser. Raises KeyError for one there is not."""
        kind, ending = FILES[name]
        self.visit.session.desk.leave(lambda: self._hand_over(name, kind, ending))

    def watch(self, order: Data) -> None:
        """Let others watch (``{"on": true, "origin": where the page is}``), or stop it.

        What is refused is said in the dialog.
        """
        if self.shown is None:
            return
        shown = {**self.shown, "door": None, "refused": ""}
        if not order["on"]:
            SHARED.stop(self.visit.session)
        else:
            try:
                run = SHARED.share(self.visit.session)
                run.origin = (str(order["origin"]), str(order.get("root", "")))
                shown["door"] = door(run)
            except InputError as error:
                shown["refused"] = error.sentence(self.visit.shown.value.choice.language)
        self._show(shown)

    def _show(self, shown: Data | None) -> None:
        self.shown = shown
        self.tell(shown)

    def _hand(self) -> None:
        self._copies += 1
        address, when = address_now(self.visit)
        language = self.visit.shown.value.choice.language
        said = say(language, "link_copied", when=when) if address else say(language, "link_long")
        self.hand({"number": self._copies, "address": address, "said": said})

    def _hand_over(self, name: str, kind: str, ending: str) -> None:
        if self.shown is None:
            return
        self._files += 1
        file = {
            "name": f"{self.shown['name']}.{ending}",
            "kind": kind,
            "text": made(self.visit, name),
            "number": self._files,
        }
        self._show({**self.shown, "file": file})


def made(visit: Visit, name: str) -> str:
    """Give the text of a file of :data:`FILES`. Call it on the city's thread."""
    link, choice = link_now(visit)
    model = visit.session.model
    _, what, *form = name.split("_")
    if what == "csv":
        return indicators_csv(model, form[0])
    if what == "svg":
        return charts_svg(model, choice.language)
    if what == "notebook":
        return notebook(link, model.digest(), choice.language)
    first = visit.session.tape.frames[0].tick % 24
    return render(run_report(run_of(model, link), form[0], done_words(link, first, form[0])))


def link_now(visit: Visit) -> tuple[Link, Choice]:
    """Give the link to where a city stands, and what the page shows. Call it on its thread."""
    choice: Choice = visit.shown.value.choice
    return link_of(visit.session, choice.story), choice


def address_now(visit: Visit) -> tuple[str, str]:
    """Give the address of what is on the screen, empty where it is too long; and its hour."""
    link, choice = link_now(visit)
    query = link.query([pair for pair in choice.pairs() if pair[0] in SHOWN])
    hour = hour_of(visit.session.model.world.now)
    clock = clock_words(choice.language, hour, visit.narrator.opening_day)
    address = f"/run?{query}" if len(query) < LONGEST else ""
    return address, f"{clock['date']} {clock['hour']}"


def standing(visit: Visit) -> Data:
    """Give what the dialog shows of a city as it stands, no file made yet."""
    link, _ = link_now(visit)
    address, when = address_now(visit)
    model, run = visit.session.model, SHARED.of(visit.session)
    return {
        "address": address,
        "when": when,
        "digest": model.digest(),
        "version": twin.__version__,
        "command": command_line(link),
        "python": python_lines(link),
        "days": len(model.history) - model.programme.burn_in,
        "name": f"twin-{link.district}-{link.at}",
        "file": None,
        "door": door(run) if run is not None else None,
        "refused": "",
    }


def use_handed(share: Share) -> Data | None:
    """Give the link that was copied last, as a hook; None before any."""

    def listen(tell: Tell[Data | None]) -> Callable[[], None]:
        share.hand = tell
        return lambda: setattr(share, "hand", lambda _: None)

    return use_told(None, listen)


@solara.component_vue("static/share.vue", vuetify=False)
def ShareDialog(
    words: Data, shown: Data | None, files: list[Data], event_fetch: Event, event_order: Event
) -> None:
    """Link, downloads and code of what is on the screen."""


@solara.component
def SharePanel(share: Share, language: str) -> None:
    """The dialog, drawn when it is opened or a file is ready."""

    def listen(tell: Tell[Data | None]) -> Callable[[], None]:
        share.tell = tell
        return lambda: setattr(share, "tell", lambda _: None)

    shown = use_told(None, listen)
    ShareDialog(
        words=say_all(language, *WORDS),
        shown=shown,
        files=[
            {
                "name": name,
                "label": say(language, name),
                "ready": shown is not None and (name not in OF_DAYS or shown["days"] > 0),
            }
            for name in FILES
        ],
        event_fetch=share.fetch,
        event_order=share.order,
    )
