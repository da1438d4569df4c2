"""The panels of the sweep page as templates: what goes in as data, what comes out as an event."""

import solara

from twin.ui.compare.panels import template
from twin.ui.panels import Data, Event


@solara.component_vue(template("sweep_head"), vuetify=False)
def SweepHead(words: Data, sweep: Data, event_open: Event) -> None:
    """What the page shows, and which sweep."""


@solara.component_vue(template("frontier"), vuetify=False)
def Frontier(words: Data, plane: Data, chosen: int, event_choose: Event) -> None:
    """The plane of order and vitality with its frontier, in words first."""


@solara.component_vue(template("spot"), vuetify=False)
def SpotCard(words: Data, spot: Data) -> None:
    """The chosen policy: its levers, what came of it, where to go with it."""


@solara.component_vue(template("sweep_table"), vuetify=False)
def SweepTable(
    words: Data, table: Data, rows: list[Data], chosen: int, event_choose: Event
) -> None:
    """The same as the plane, as a table; by it the plane can be used from the keyboard."""


@solara.component_vue(template("no_sweep"), vuetify=False)
def NoSweep(title: str, text: str, commands: list[str]) -> None:
    """What is shown where there is nothing to show, and how to come by something."""
