"""The head of every page: brand, navigation, note of what the twin is not, language, theme."""

from collections.abc import Callable
from typing import Any

import solara

from twin.ui import offer
from twin.ui.choice import Choice
from twin.ui.navigation import Stop, address_of, navigation
from twin.ui.panels import Header

#: A button of a page in the head: {"name": ..., "label": ...}.
Actions = list[dict[str, str]]


@solara.component
def Head(
    stop: Stop,
    choice: Choice,
    district: Any,
    speak: Callable[[str], None],
    tools: tuple[Actions, Callable[[str], None]] = ([], print),
) -> None:
    """The head of the page ``stop``; ``speak`` changes the language.

    ``tools`` are further buttons of the page, and what is called with the name of the one pressed.
    """
    router = solara.use_router()
    actions, press = tools
    head = {
        "language": choice.language,
        "address": address_of(stop, choice),
        "stops": navigation(stop, choice),
        "actions": actions,
        "about": offer.about_district(district, choice.language),
    }
    Header(
        words=offer.head_words(choice.language),
        head=head,
        event_change_language=speak,
        event_go=router.push,
        event_press=press,
    )
