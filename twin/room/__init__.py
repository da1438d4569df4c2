"""Rooms (研讨室): a workshop of several teams on one network, in rounds, with one city each.

A facilitator opens a room; people join from their phones; teams propose lever values within a
budget, with a hypothesis; the facilitator locks, runs the round for all teams with the same luck,
reveals, deals shock cards, opens votes. A room is a fold over an append-only journal on the disk
(``orders.py``, ``journal.py``), so a server that is killed goes on where it was. Knows nothing of
solara.
"""

from twin.room.hall import Hall, is_code, rooms_home
from twin.room.live import Room
from twin.room.setup import AS_IT_WAS, TEAMS, Setup, extra_price, price, read_setup
from twin.room.state import ROLES, Person, Phase, Proposal, Round, State

__all__ = [
    "AS_IT_WAS",
    "ROLES",
    "TEAMS",
    "Hall",
    "Person",
    "Phase",
    "Proposal",
    "Room",
    "Round",
    "Setup",
    "State",
    "extra_price",
    "is_code",
    "price",
    "read_setup",
    "rooms_home",
]
