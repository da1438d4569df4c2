"""The chain of hand-overs: the organisation under the levers in force, and its lengths.

How long a case travels follows from the shortest ways in the organisation graph, which the levers
change; tables keep those lengths, so that a case need not look at the graph.
"""

from typing import Any

from twin.levers import LEVER_NAMES
from twin.organisation import DEPARTMENTS, department, desks, in_force, street_office


def organise(world: Any) -> None:
    """Measure the ways of the organisation in force: hand-overs to every department."""
    graph = organisation_in_force(world)
    offices, n = world.rows("offices"), len(world.rows("offices")) - 1
    offices.desks[:n] = desks(graph, [street_office(s) for s in range(n)])
    offices.desks[n] = offices.desks[:n].mean(axis=0)
    others = [department(d) for d in range(len(DEPARTMENTS))]
    world.rows("departments").desks[:] = desks(graph, others)


def organisation_in_force(world: Any) -> Any:
    """Give the organisation graph as the levers of every street now have it."""
    offices = world.rows("offices")[:-1]
    levers = [{name: float(office[name]) for name in LEVER_NAMES} for office in offices]
    return in_force(world.maps.graph, levers, float(world.p.platform_speed))
