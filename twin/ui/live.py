"""What moves while a city plays, and its wiring: the map, the numbers, the charts."""

from collections.abc import Callable
from typing import Any

import solara

from twin.frame import LAYERS
from twin.indicators import INDICATORS
from twin.session import Picture
from twin.ui.charts import MovingCharts
from twin.ui.gauge import gauge
from twin.ui.headline import headline_items
from twin.ui.map import Map
from twin.ui.panels import Headlines, Indicators
from twin.ui.text import say, say_all
from twin.ui.told import Tell, use_told
from twin.ui.visit import Visit


@solara.component
def MapPanel(visit: Visit, language: str, layer: str, tag: str = "main") -> None:
    """The map and its wiring: frames out, acknowledgements and wishes in."""
    with solara.v.Html(tag=tag, class_="tw-map-panel"):
        element = Map(visit.district, language, layer)

    def hear(_: Any, content: dict[str, Any], __: Any) -> None:
        hear_map(visit, content)

    def connect() -> Callable[[], None]:
        widget = solara.get_widget(element)
        visit.pump.send = widget.send
        widget.on_msg(hear)
        return lambda: widget.on_msg(hear, remove=True)

    solara.use_effect(connect, [])


def hear_map(visit: Visit, content: dict[str, Any]) -> None:
    """Do what the map asks for: it is ready, it has a frame, a layer, a cell, a key."""
    kind = content.get("kind")
    if kind == "ack":
        visit.pump.acknowledge(int(content["number"]))
    elif kind == "ready":
        visit.pump.restart()
        visit.ready(bool(content.get("still")))
    elif kind == "layer":
        visit.cockpit.show(content["name"])
    elif kind == "cell":
        visit.why.ask(content)
        visit.cockpit.look(int(content["cell"]))
    elif kind == "act":
        visit.cockpit.act(content)


def use_values(visit: Visit) -> tuple[Any, Any]:
    """Give the indicators now and at the opening, as a hook: the first follow the city."""
    trail = visit.session.trail
    opening = trail.values[trail.past]

    def listen(tell: Tell[Any]) -> Callable[[], None]:
        def hear(picture: Picture) -> bool:
            return tell(picture.values)

        visit.pump.tells.append(hear)
        return lambda: visit.pump.tells.remove(hear)

    # newer numbers come by themselves, and the last ones again: those that the page has no time
    # for are left out
    return use_told(opening, listen, drops=True), opening


@solara.component
def Numbers(visit: Visit, language: str, charts: bool = True) -> None:
    """Four numbers with a sentence each; with ``charts``, the moving charts and all indicators."""
    values, opening = use_values(visit)
    with solara.v.Html(tag="div", class_="tw-numbers-box"):
        Headlines(
            words=say_all(language, "numbers", "day_behind"),
            items=headline_items(values, opening, language),
        )
        if charts:
            ChartsPanel(visit, language)
            AllNumbers(values, opening, language)


@solara.component
def AllNumbers(values: Any, opening: Any, language: str) -> None:
    """Every indicator in words; the tables are made when they are opened."""
    opened, set_opened = solara.use_state(False)
    sides = gauge(values, opening, language) if opened else []
    keys = ("all_numbers", "indicator", "summary_before", "summary_after")
    Indicators(
        words={
            **say_all(language, *keys),
            "all_numbers_of": say(language, "all_numbers_of", n=len(INDICATORS)),
        },
        sides=sides,
        event_unfold=set_opened,
    )


@solara.component
def ChartsPanel(visit: Visit, language: str) -> None:
    """The charts and their wiring: new days out, readiness in."""
    element = MovingCharts(language, {layer.name: layer.label[language] for layer in LAYERS})

    def connect() -> Callable[[], None]:
        widget = solara.get_widget(element)

        def tell(picture: Picture) -> None:
            points = visit.narrator.new_points(picture.hour.tick)
            if points is not None:
                widget.send(points)

        def hear(_: Any, __: dict[str, Any], ___: Any) -> None:
            widget.send(visit.narrator.new_points(fresh=True))

        widget.on_msg(hear)
        visit.pump.tells.append(tell)
        return lambda: visit.pump.tells.remove(tell)

    solara.use_effect(connect, [])
