"""The head of every page: brand, navigation, note of what the twin is not, language, theme."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import solara

from twin.ui import offer
from twin.ui.navigation import Asked, Stop, address_of, navigation
from twin.ui.panels import Header
from twin.ui.text import say


@dataclass(frozen=True)
class Tools:
    """Buttons of a page in the head, and what is called with the name of the one pressed.

    A button is ``{"name": ..., "label": ...}``; with ``"key"`` it is a picture that a key presses
    too. ``handed`` is what goes to the clipboard, once for each ``"number"``: the ``"address"``
    within this server, and what is ``"said"`` of it; without an address it is only said.
    """

    actions: Sequence[Mapping[str, str]] = ()
    press: Callable[[str], None] = print
    handed: Mapping[str, Any] | None = None


NO_TOOLS = Tools()


def copy_action(language: str) -> dict[str, str]:
    """Give the button that copies the link of a page."""
    return {"name": "copy", "label": say(language, "copy_link"), "key": "C"}


@solara.component
def Head(
    stop: Stop,
    choice: Asked,
    district: Any,
    speak: Callable[[str], None],
    tools: Tools = NO_TOOLS,
) -> None:
    """The head of the page ``stop``; ``speak`` changes the language."""
    router = solara.use_router()
    head = {
        "language": choice.language,
        "address": address_of(stop, choice),
        "stops": navigation(stop, choice),
        "actions": [dict(action) for action in tools.actions],
        "handed": dict(tools.handed) if tools.handed else None,
        "about": offer.about_district(district, choice.language),
    }
    Header(
        words=offer.head_words(choice.language),
        head=head,
        event_change_language=speak,
        event_go=router.push,
        event_press=tools.press,
    )
