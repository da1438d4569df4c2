"""The panels of a lesson as templates: what goes in as data, what comes out as an event."""

import solara

from twin.ui.compare.panels import template
from twin.ui.panels import Data, Event


@solara.component_vue(template("learn_shelf"), vuetify=False)
def Shelf(words: Data, lessons: list[Data], event_go: Event) -> None:
    """The lessons as cards."""


@solara.component_vue(template("learn_top"), vuetify=False)
def Top(words: Data, lesson: Data, event_go: Event, event_turn: Event) -> None:
    """Which lesson, how far it is, the way back to the list; ``turn`` gets a screen's number."""


@solara.component_vue(template("learn_text"), vuetify=False)
def Told(screen: Data) -> None:
    """The heading of a screen, which takes the focus when the screen changes, and its text."""


@solara.component_vue(template("learn_ask"), vuetify=False)
def Questions(words: Data, questions: list[Data], missing: Data, event_guess: Event) -> None:
    """What is to be guessed: ``guess`` gets ``{"name": question, "value": guess}``."""


@solara.component_vue(template("learn_run"), vuetify=False)
def Runs(words: Data, plan: Data, event_start: Event) -> None:
    """What is run, the button that starts it, how far it is."""


@solara.component_vue(template("learn_verdicts"), vuetify=False)
def Verdicts(words: Data, verdicts: list[Data]) -> None:
    """Every guess beside what came of it."""


@solara.component_vue(template("learn_maps"), vuetify=False)
def Maps(figure: Data) -> None:
    """Small maps side by side."""


@solara.component_vue(template("learn_levels"), vuetify=False)
def Levels(figure: Data) -> None:
    """An indicator under every arm, as dots with their intervals."""


@solara.component_vue(template("learn_course"), vuetify=False)
def Course(figure: Data) -> None:
    """An indicator by day under several arms."""


@solara.component_vue(template("learn_plane"), vuetify=False)
def PlaneOf(figure: Data) -> None:
    """Order and vitality of every arm."""


@solara.component_vue(template("learn_case"), vuetify=False)
def Cases(figure: Data) -> None:
    """The life of a case under every arm: seven steps and the hours waited for each."""


@solara.component_vue(template("learn_own"), vuetify=False)
def OwnWords(words: Data, place: str) -> None:
    """A box for one's own words, kept by the browser under ``place``."""


@solara.component_vue(template("learn_doors"), vuetify=False)
def Doors(words: Data, doors: list[Data], event_go: Event) -> None:
    """The ways to the other pages."""


@solara.component_vue(template("learn_steps"), vuetify=False)
def Steps(words: Data, state: Data, event_turn: Event) -> None:
    """Back and next; ``turn`` gets -1 or 1."""
