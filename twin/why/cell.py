"""The card of a cell: who is here now, and what is open here; each leads to a card of its own."""

import numpy as np

from agents.knob import Words
from agents.teams import OFF_DUTY
from agents.vendors import TRADING
from twin.frame import TEAM_STATES, TRADES
from twin.why.card import Card, Door, fill
from twin.why.case import team_name
from twin.why.place import place_words
from twin.why.street import case_doors, open_cases
from twin.world import World

HERE = Words(
    "现在这里有 {vendors} 个摊贩在出摊、{teams} 支队伍、{cases} 件没办结的案件。",
    "Here now: {vendors} vendors trading, {teams} teams, {cases} cases not closed.",
)
VENDOR = Words("{trade}摊 {number} 号（{licence}）", "Vendor {number}, {trade} ({licence})")
ON_PITCH = Words("有证", "on a licence")
OFF_PITCH = Words("无证", "without one")
TEAM = Words("{team}（{state}）", "{team} ({state})")
#: Doors of a kind at most.
MOST = 12


def cell_card(world: World, cell: int, opening_day: int = 0) -> Card:
    """Tell who is in a cell, and lead to them."""
    vendors, teams = world.rows("vendors"), world.rows("teams")
    trading = np.flatnonzero((vendors.state == TRADING) & (vendors.cell == cell)).tolist()
    on_duty = np.flatnonzero((teams.state != OFF_DUTY) & (teams.cell == cell)).tolist()
    cases = open_cases(world, world.rows("cases").cell == cell)
    told = fill(HERE, vendors=len(trading), teams=len(on_duty), cases=len(cases))
    street = int(world.district.street[cell])
    doors = (
        *(_vendor(world, row) for row in trading[:MOST]),
        *(_team(world, row) for row in on_duty[:MOST]),
        *case_doors(world, cases, MOST),
        Door("street", street, world.district.streets[street].name),
    )
    return Card("cell", cell, place_words(world, cell), (told,), cell, doors=doors)


def _vendor(world: World, row: int) -> Door:
    vendor = world.rows("vendors")[row]
    name = fill(
        VENDOR,
        trade=TRADES[int(vendor.trade)],
        number=int(vendor.unique_id) % 100_000_000,
        licence=ON_PITCH if vendor.on_pitch else OFF_PITCH,
    )
    return Door("vendor", row, name)


def _team(world: World, row: int) -> Door:
    state = TEAM_STATES[int(world.rows("teams").state[row])]
    return Door("team", row, fill(TEAM, team=team_name(world, row), state=state))
