"""The panels around the map, as templates: what goes in as data, what comes out as an event.

Each function below declares the properties of a ``.vue`` file in twin/ui/static; solara makes a
component of it. Text is put in by the template engine as text, never as markup.
"""

from collections.abc import Callable
from typing import Any

import solara

Event = Callable[[Any], None]
Data = dict[str, Any]


@solara.component_vue("static/header.vue", vuetify=False)
def Header(
    words: Data, head: Data, event_change_language: Event, event_go: Event, event_press: Event
) -> None:
    """Title, navigation, note of what the twin is not, language, theme; owns the address bar."""


@solara.component_vue("static/transport.vue", vuetify=False)
def Transport(words: Data, drive: Data, event_act: Event) -> None:
    """Play or pause, step, speed, start again: ``{"name": action, "value": how much}``."""


@solara.component_vue("static/levers.vue", vuetify=False)
def Levers(words: Data, offer: Data, standing: Data, event_turn: Event, event_adopt: Event) -> None:
    """Policies and levers; a lever is reported when the hand lets go of it."""


@solara.component_vue("static/headlines.vue", vuetify=False)
def Headlines(words: Data, items: list[Data]) -> None:
    """Four numbers and a sentence for each."""


@solara.component_vue("static/apology.vue", vuetify=False)
def Apology(title: str, text: str, action: str, home: bool) -> None:
    """What a visitor sees instead of a traceback; ``home`` leads away from a refused address."""
