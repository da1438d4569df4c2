"""Explore: one visitor, one city. Levers on the left, the map in the middle, numbers right."""

import threading
from collections.abc import Callable
from typing import Any

import solara

from twin.frame import LAYERS
from twin.session import Picture
from twin.ui import offer
from twin.ui.charts import MovingCharts
from twin.ui.choice import Choice
from twin.ui.cockpit import Shown
from twin.ui.head import Head
from twin.ui.headline import headline_items
from twin.ui.map import Map
from twin.ui.navigation import EXPLORE
from twin.ui.panels import Headlines, Levers, Transport
from twin.ui.text import say_all
from twin.ui.visit import Visit, fetch, open_city


@solara.component
def Explore(choice: Choice) -> None:
    """The page of a visitor who came with ``choice``."""
    left = solara.use_memo(lambda: fetch(solara.get_session_id(), choice), [])
    shown = solara.use_reactive(left.shown if left else Shown(choice))
    visit = solara.use_memo(lambda: Visit(left.session if left else open_city(choice), shown), [])
    owner = solara.use_memo(solara.get_session_id, [])
    solara.use_effect(lambda: lambda: visit.leave(owner), [])
    broken, set_broken = solara.use_state(None)
    visit.pump.failed = set_broken
    if broken is not None:
        raise broken  # the city stopped: the page apologises
    now, cockpit = shown.value, visit.cockpit
    language = now.choice.language
    with solara.v.Html(tag="div", class_="tw-page"):
        Head(EXPLORE, now.choice, visit.district, cockpit.speak)
        Levers(
            words=offer.lever_words(language),
            offer=offer.lever_offer(language),
            standing=offer.lever_standing(now.choice),
            event_turn=cockpit.turn,
            event_adopt=cockpit.adopt,
        )
        MapPanel(visit, language, now.choice.layer)
        NumbersPanel(visit, language)
        Transport(
            words=offer.drive_words(language),
            drive=offer.drive_state(now),
            event_act=cockpit.act,
        )


@solara.component
def MapPanel(visit: Visit, language: str, layer: str) -> None:
    """The map and its wiring: frames out, acknowledgements and wishes in."""
    with solara.v.Html(tag="main", class_="tw-map-panel"):
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
    elif kind == "layer":
        visit.cockpit.show(content["name"])
    elif kind == "cell":
        visit.cockpit.look(int(content["cell"]))
    elif kind == "act":
        visit.cockpit.act(content)


@solara.component
def NumbersPanel(visit: Visit, language: str) -> None:
    """Four numbers with a sentence each, and the moving charts."""
    trail = visit.session.trail
    opening = trail.values[trail.past]
    values, set_values = solara.use_state(opening)
    shown = solara.use_ref(opening)
    committed = solara.use_memo(threading.Event, [])
    labels = {layer.name: layer.label[language] for layer in LAYERS}

    def listen() -> Callable[[], None]:
        def tell(picture: Picture) -> None:
            # a render that is still under way must end before the next set of numbers: state
            # that changes faster than the page renders would freeze it
            if picture.values != shown.current and committed.wait(1.0):
                committed.clear()
                shown.current = picture.values
                set_values(picture.values)

        visit.pump.tells.append(tell)
        return lambda: visit.pump.tells.remove(tell)

    solara.use_effect(listen, [])
    solara.use_effect(committed.set, None)
    with solara.v.Html(tag="aside", class_="tw-side"):
        Headlines(
            words=say_all(language, "numbers", "day_behind"),
            items=headline_items(values, opening, language),
        )
        ChartsPanel(visit, language, labels)


@solara.component
def ChartsPanel(visit: Visit, language: str, labels: dict[str, str]) -> None:
    """The charts and their wiring: new days out, readiness in."""
    element = MovingCharts(language, labels)

    def connect() -> Callable[[], None]:
        widget = solara.get_widget(element)

        def tell(_: Picture) -> None:
            points = visit.narrator.new_points()
            if points["days"] or points["fresh"]:
                widget.send(points)

        def hear(_: Any, __: dict[str, Any], ___: Any) -> None:
            widget.send(visit.narrator.new_points(fresh=True))

        widget.on_msg(hear)
        visit.pump.tells.append(tell)
        return lambda: visit.pump.tells.remove(tell)

    solara.use_effect(connect, [])
