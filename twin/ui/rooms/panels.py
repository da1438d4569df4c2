"""The panels of a room as templates: what goes in as data, what comes out as an event.

What participants write goes in as data and is put in by the template engine as text.
"""

import solara

from twin.ui.compare.panels import template
from twin.ui.panels import Data, Event


@solara.component_vue(template("room_keys"), vuetify=False)
def Keys(held: Data, event_greet: Event) -> None:
    """Nothing to see: keeps a browser's tokens of a room, shows them, saves files."""


@solara.component_vue(template("room_door"), vuetify=False)
def Door(words: Data, form: Data, refused: Data, event_find: Event, event_open: Event) -> None:
    """Join a room by its code, or open one."""


@solara.component_vue(template("room_join"), vuetify=False)
def Join(words: Data, room: Data, roles: list[Data], refused: Data, event_order: Event) -> None:
    """Name, team and role of somebody who comes in."""


@solara.component_vue(template("room_phone"), vuetify=False)
def Phone(words: Data, room: Data, own: Data, refused: Data, event_order: Event) -> None:
    """A participant's screen: budget, levers, hypothesis, vote."""


@solara.component_vue(template("room_desk"), vuetify=False)
def Desk(words: Data, room: Data, desk: Data, refused: Data, event_order: Event) -> None:
    """The facilitator's controls: the next step, cards, people, proposals, notes, links."""


@solara.component_vue(template("room_stage"), vuetify=False)
def Stage(words: Data, room: Data, invitation: Data) -> None:
    """The projector: where the room stands, in huge type; code and QR."""


@solara.component_vue(template("room_board"), vuetify=False)
def Board(words: Data, board: Data) -> None:
    """Maps, trails, winners and losers, proposals of all teams."""


@solara.component_vue(template("room_past"), vuetify=False)
def Past(words: Data, past: list[Data], notes: list[str], event_order: Event) -> None:
    """The debrief: every round, what was expected beside what came; files to take along."""
