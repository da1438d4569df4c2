"""The moving charts: order and vitality over time, and the plane of the two."""

from typing import Any

import anywidget
import solara
import traitlets

from twin.ui.bundle import script
from twin.ui.text import say_all


class Charts(anywidget.AnyWidget):
    """Two canvases; points arrive as messages and are kept by the browser."""

    _esm = script("palette", "dom", "charts")
    words = traitlets.Dict().tag(sync=True)


@solara.component
def MovingCharts(language: str, labels: dict[str, str]) -> Any:
    """Show the charts; ``labels`` names order and vitality."""
    keys = ("trend", "plane", "plane_hint", "days", "start")
    return Charts.element(words={**say_all(language, *keys), **labels})
