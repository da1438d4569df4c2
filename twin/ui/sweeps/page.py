"""The sweep page: a finished sweep opened, a point chosen, and where to go with it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import solara

from twin.district import load_district
from twin.ui.head import Head
from twin.ui.navigation import SWEEPS
from twin.ui.sweeps.asked import NOTHING, Asked
from twin.ui.sweeps.facts import about, first_rows, plane_facts, spot_facts, table_facts
from twin.ui.sweeps.panels import Frontier, NoSweep, SpotCard, SweepHead, SweepTable
from twin.ui.sweeps.plane import Plane, open_plane
from twin.ui.sweeps.shelf import shelf
from twin.ui.text import LANGUAGES, say, say_all

#: How to come by a sweep, as it is typed.
COMMANDS = (
    "twin sweep decentralisation --out results/decentralisation",
    "twin serve --results results",
)


@solara.component
def SweepResults(came: Asked) -> None:
    """The page of a visitor who came with a sweep and a point, or with neither."""
    asked, set_asked = solara.use_state(came)
    there = solara.use_memo(shelf, [])
    plane = solara.use_memo(
        lambda: open_plane(there[asked.sweep]) if asked.sweep in there else None, [asked.sweep]
    )
    language = asked.language

    def speak(wanted: str) -> None:
        if wanted[:2] in LANGUAGES:
            set_asked(asked.speak(wanted[:2]))

    def open_sweep(name: str) -> None:
        if name in there:
            set_asked(replace(asked, sweep=name, point=NOTHING))

    with solara.v.Html(tag="div", class_="tw-sweep"):
        Head(SWEEPS, asked, district_of(plane, asked), speak)
        SweepHead(
            words=say_all(language, "sweep_title", "sweep_choose"),
            sweep={
                "about": about(plane, language) if plane else "",
                "names": list(there),
                "name": asked.sweep,
            },
            event_open=open_sweep,
        )
        if plane is None:
            title, text = say(language, "sweep_none"), say(language, "sweep_none_text")
            NoSweep(title=title, text=text, commands=list(COMMANDS))
        elif not plane.spots:
            NoSweep(title=say(language, "sweep_empty"), text="", commands=[])
        else:
            Body(plane, asked, lambda point: set_asked(replace(asked, point=int(point))))


def district_of(plane: Plane | None, asked: Asked) -> Any:
    """Give the district a sweep was run in; where there is none, the visitor's."""
    name = plane.experiment.scenario.district if plane else asked.choice.district
    return load_district(name)


@solara.component
def Body(plane: Plane, asked: Asked, choose: Callable[[int], None]) -> None:
    """The plane, the card of the chosen policy, the table."""
    language, levers = asked.language, asked.choice.levers
    # what hangs on the sweep alone is made once, and sent once: a choice changes one number
    here = solara.use_memo(lambda: plane.nearest(levers), [plane, levers])
    drawn = solara.use_memo(lambda: plane_facts(plane, here, language), [plane, levers, language])
    table = solara.use_memo(lambda: table_facts(plane, here, language), [plane, levers, language])
    spot = plane.spot(asked.point) or (here[0] if here else plane.spots[0])
    keys = ("sweep_front", "sweep_inside", "sweep_hint", "sweep_caution")
    with solara.v.Html(tag="main", class_="tw-sweep-body", attributes={"id": "tw-map"}):
        Frontier(
            words=say_all(language, *keys),
            plane=drawn,
            chosen=spot.number,
            event_choose=choose,
        )
        card = ("sweep_chosen", "sweep_levers", "sweep_outcomes", "sweep_explore", "sweep_compare")
        SpotCard(words=say_all(language, *card), spot=spot_facts(plane, spot, language))
        SweepTable(
            words=say_all(language, "sweep_table", "sweep_number", "sweep_pick"),
            table=table,
            rows=first_rows(plane, here, spot.number, language),
            chosen=spot.number,
            event_choose=choose,
        )
