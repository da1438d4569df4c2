"""The live map: an own canvas widget and what it has to know before the first frame."""

from typing import Any

import anywidget
import numpy as np
import solara
import traitlets

from agents.knob import Words
from twin.district import District
from twin.frame import DEPARTMENTS, LAYERS, TEAM_STATES
from twin.ui.bundle import script
from twin.ui.text import say, say_all

#: Names of streets on the map leave this out: every one of them ends in it.
SUFFIX = "街道"
PARTS = (
    "palette", "dom", "wire", "ground", "marks", "painter", "map_furniture", "in_step",
    "map_pick", "map_input", "feed",
)  # fmt: skip


class CityMap(anywidget.AnyWidget):
    """The canvas of a district. Frames arrive as binary messages, never as traits."""

    _esm = script(*PARTS, "map_widget")
    ground = traitlets.Dict().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    layer = traitlets.Unicode().tag(sync=True)
    #: Maps of one group show the same hour at all times.
    group = traitlets.Unicode().tag(sync=True)
    #: The code of the run of another: its frames come by a line of their own, and whoever looks
    #: on chooses no layer and presses no keys. Empty for one's own.
    watched = traitlets.Unicode().tag(sync=True)


def ground_of(district: District) -> dict[str, Any]:
    """Give the unchanging ground of a district as two-byte numbers: places, streets, land use."""

    def two_bytes(values: Any) -> bytes:
        return np.asarray(values).astype("<u2").tobytes()

    return {
        "width": int(district.width),
        "height": int(district.height),
        "x": two_bytes(district.x),
        "y": two_bytes(district.y),
        "street": two_bytes(district.street),
        "land": two_bytes(district.land_use),
    }


def words_of(district: District, language: str) -> dict[str, Any]:
    """Give every text of the map in one language."""
    keys = ("layers_label", "licensed", "unlicensed", "teams", "hollow", "comma", "close")
    zoom = ("zoom_in", "zoom_out", "zoom_fit")
    return {
        "language": language,
        **say_all(language, *keys, *zoom),
        "layers": [
            {
                "name": layer.name,
                "label": layer.label[language],
                "text": layer.text[language],
                "unit": layer.unit[language],
                "high": layer.high * layer.times,
                "root": layer.root,
                "quiet": layer.quiet,
            }
            for layer in LAYERS
        ],
        "streets": [_street_words(street.name, language) for street in district.streets],
        "lands": [say(language, f"land_{kind}") for kind in range(5)],
        "departments": [name[language] for name in DEPARTMENTS],
        "states": [name[language] for name in TEAM_STATES],
    }


def _street_words(name: Words, language: str) -> dict[str, str]:
    full = name[language]
    return {"name": full, "short": full.removesuffix(SUFFIX) or full}


@solara.component
def Map(district: District, language: str, layer: str, group: str = "", watched: str = "") -> Any:
    """Show the map; whoever drives it finds the widget through ``solara.get_widget``."""
    ground = solara.use_memo(lambda: ground_of(district), [district.name])
    words = solara.use_memo(lambda: words_of(district, language), [district.name, language])
    return CityMap.element(ground=ground, words=words, layer=layer, group=group, watched=watched)
