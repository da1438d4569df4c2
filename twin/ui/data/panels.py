"""The panels of the page of one's own files: what goes in as data, what comes out as an event."""

from collections.abc import Callable

import solara

from twin.ui.compare.panels import template
from twin.ui.panels import Data, Event


@solara.component_vue(template("data_upload"), vuetify=False)
def Upload(
    words: Data, form: Data, news: Data, event_order: Event, event_piece: Callable[..., None]
) -> None:
    """A form with files: they are sent in pieces, then the work begins."""


@solara.component_vue(template("data_import"), vuetify=False)
def ImportReport(
    words: Data, report: Data, parcel: Data | None, event_go: Event, event_take: Event
) -> None:
    """What an import found, in words; the way to the city; the district as a file."""


@solara.component_vue(template("data_own"), vuetify=False)
def OwnDistricts(
    words: Data, districts: list[Data], parcel: Data | None, event_go: Event, event_take: Event
) -> None:
    """The visitor's districts of this visit, each with the way to it and as a file."""


@solara.component_vue(template("data_cases"), vuetify=False)
def CaseFigures(words: Data, cases: Data) -> None:
    """Real beside simulated: a sentence, a chart by hour, tables."""
