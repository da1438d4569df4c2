"""The panel of the page that watches, as a template."""

import solara

from twin.ui.panels import Data


@solara.component_vue("../static/watched.vue", vuetify=False)
def Watched(words: Data, run: Data) -> None:
    """Whose run this is, which levers are turned, and that it has ended once it has."""
