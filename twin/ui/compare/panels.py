"""The panels of Compare as templates: what goes in as data, what comes out as an event."""

from pathlib import Path

import solara

from twin.ui.bundle import STATIC
from twin.ui.panels import Data, Event


def template(name: str) -> str:
    """Give the path of a template of twin/ui/static, as solara takes it."""
    return str(Path(STATIC / f"{name}.vue"))


@solara.component_vue(template("compare_bar"), vuetify=False)
def CompareBar(words: Data, bar: Data, event_show: Event, event_arrange: Event) -> None:
    """What the page is, the layer of all maps, a pane more."""


@solara.component_vue(template("pane_head"), vuetify=False)
def PaneHead(words: Data, pane: Data, policies: list[Data], event_arrange: Event) -> None:
    """Letter and policy of a pane; adjust, swap, explore, remove."""


@solara.component_vue(template("findings"), vuetify=False)
def Findings(words: Data, news: Data) -> None:
    """How far the replications are, and what they say in words."""


@solara.component_vue(template("groups"), vuetify=False)
def Groups(words: Data, tables: list[Data]) -> None:
    """Who gains and who loses: a table with bars for each pane beside the first."""
