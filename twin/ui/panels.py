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


@solara.component_vue("static/hero.vue", vuetify=False)
def Hero(words: Data, sentence: str, doors: list[Data], playing: bool, event_act: Event) -> None:
    """What the twin is, the doors to its pages, the city in a sentence, play or pause."""


@solara.component_vue("static/cards.vue", vuetify=False)
def Cards(words: Data, policies: list[Data], stories: list[Data], event_go: Event) -> None:
    """Policies and stories as cards that lead to the other pages."""


@solara.component_vue("static/transport.vue", vuetify=False)
def Transport(words: Data, drive: Data, event_act: Event) -> None:
    """Play or pause, step, speed, start again: ``{"name": action, "value": how much}``."""


@solara.component_vue("static/levers.vue", vuetify=False)
def Levers(words: Data, offer: Data, standing: Data, event_turn: Event, event_act: Event) -> None:
    """Policies and levers; a lever is reported when the hand lets go of it."""


@solara.component_vue("static/story.vue", vuetify=False)
def Tale(words: Data, tale: Data, event_leave: Event) -> None:
    """The story that is told: what it is, what to notice, what to try, and the way out."""


@solara.component_vue("static/headlines.vue", vuetify=False)
def Headlines(words: Data, items: list[Data]) -> None:
    """Four numbers and a sentence for each."""


@solara.component_vue("static/indicators.vue", vuetify=False)
def Indicators(words: Data, sides: list[Data], event_unfold: Event) -> None:
    """Every indicator in tables by side, folded away until it is opened."""


@solara.component_vue("static/summary.vue", vuetify=False)
def Summary(words: Data, review: Data, shown: bool, event_act: Event) -> None:
    """The look back at the horizon, over the page."""


@solara.component_vue("static/apology.vue", vuetify=False)
def Apology(title: str, text: str, action: str, home: bool) -> None:
    """What a visitor sees instead of a traceback; ``home`` leads away from a refused address."""
