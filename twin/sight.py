"""What each kind of agent is shown this hour: the views of ``agents/view.py``, filled.

May import ``agents``, ``twin.mechanisms`` and ``twin.world``.
"""

import numpy as np

from agents import view
from twin.mechanisms import pitches
from twin.world import World

#: No pitch is let but in hours in which vendors choose.
NOWHERE = np.zeros(0, np.int32)


def resident_sees(world: World) -> view.ResidentSees:
    """Give what residents see this hour."""
    return view.ResidentSees(
        world.seen("cells", view.RESIDENT_SEES_CELL),
        world.seen("offices", view.RESIDENT_SEES_STREET),
        world.maps.habits[world.now.hour],
        world.seen("zones", view.RESIDENT_SEES_ZONE),
        world.seen("weather", view.RESIDENT_SEES_WEATHER)[0],
    )


def vendor_sees(world: World, choosing: bool = False) -> view.VendorSees:
    """Give what vendors see this hour; the pitches to let only while they choose a place."""
    return view.VendorSees(
        world.seen("cells", view.VENDOR_SEES_CELL),
        world.seen("zones", view.VENDOR_SEES_ZONE),
        world.seen("offices", view.VENDOR_SEES_STREET),
        world.maps.lookup,
        world.maps.busy,
        pitches.vacant_pitches(world) if choosing else NOWHERE,
    )


def team_sees(world: World) -> view.TeamSees:
    """Give what teams see this hour."""
    return view.TeamSees(
        world.seen("cells", view.TEAM_SEES_CELL),
        world.seen("zones", view.TEAM_SEES_ZONE),
        world.seen("offices", view.TEAM_SEES_STREET),
        world.maps.lookup,
        world.maps.order,
        world.maps.start,
    )
