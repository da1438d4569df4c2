"""The timeline: where the city stands between its opening and the horizon, and what happened."""

from collections.abc import Callable
from typing import Any

import anywidget
import solara
import traitlets

from twin.session import Picture
from twin.shockfile import load_shock, shock_names
from twin.ui.bundle import script
from twin.ui.chronicle import chronicle, when
from twin.ui.text import say_all
from twin.ui.visit import Visit

KEYS = ("timeline", "jump", "events", "gone_back", "shocks", "strike", "strike_hint")


class Track(anywidget.AnyWidget):
    """A rail with a slider, marks and a list of events; the hours arrive as messages."""

    _esm = script("dom", "timeline")
    words = traitlets.Dict().tag(sync=True)


@solara.component
def Timeline(visit: Visit, language: str) -> None:
    """The timeline and its wiring: hours and events out, an hour to go to in."""
    offer = [{"name": name, "title": load_shock(name).title[language]} for name in shock_names()]
    element = Track.element(words={**say_all(language, *KEYS), "offer": offer})

    def connect() -> Callable[[], None]:
        widget = solara.get_widget(element)

        def tell(picture: Picture) -> None:
            widget.send(track(visit, picture))

        def hear(_: Any, content: dict[str, Any], __: Any) -> None:
            if content.get("kind") == "act":
                visit.cockpit.act(content)
            elif visit.session.outlet.picture is not None:
                tell(visit.session.outlet.picture)

        widget.on_msg(hear)
        visit.pump.tells.append(tell)
        return lambda: visit.pump.tells.remove(tell)

    solara.use_effect(connect, [])


def track(visit: Visit, picture: Picture) -> dict[str, Any]:
    """Give the state of the timeline: opening, present, furthest and last hour, and the events."""
    language = str(visit.shown.value.choice.language)
    first, last = visit.cockpit.opening, visit.cockpit.horizon
    start = first - first % 24
    return {
        "kind": "track",
        "first": first,
        "now": picture.hour.tick,
        "head": picture.standing.head,
        "last": max(last, picture.standing.head),
        "when": when(picture.hour.tick - start, language),
        "events": chronicle(visit.session, language),
    }
