"""What each kind of agent is shown this hour: the views of ``agents/view.py``, filled.

May import ``agents``, ``twin.mechanisms`` and ``twin.world``.
"""

import numpy as np

from agents import hours, view
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


def vendor_sees(world: World) -> view.VendorSees:
    """Give what vendors see this hour."""
    return view.VendorSees(
        world.seen("cells", view.VENDOR_SEES_CELL),
        world.seen("zones", view.VENDOR_SEES_ZONE),
        world.seen("offices", view.VENDOR_SEES_STREET),
        world.maps.lookup,
        world.maps.busy,
        pitches.vacant_pitches(world) if world.now.hour in hours.SETTING_UP else NOWHERE,
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
