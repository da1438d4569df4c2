"""Who tells, may act and commands: the organisation of a city as a graph.

::

    city 市 ── five line departments 条: urban management, market regulation, emergency,
      │                                 sanitation, police
    district 区 ── street offices 街道 ── grids 一般网格 ── micro-grids 微网格

Edges belong to a layer: ``information`` (who tells whom: a case travels along it, one hand-over
per edge), ``authority`` (who may close matters in which street) and ``command`` (who may order
whom). In the plain city a street sees and a department acts, and between them lie district and
city: 看得见的管不住、管得着的看不见. A policy is a change to the graph: :func:`with_whistle` and
:func:`with_authority` give changed copies. May import ``agents.knob``, ``twin.district``, networkx
and numpy.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from agents.knob import Words
from twin.district import District

INFORMATION, AUTHORITY, COMMAND = "information", "authority", "command"

#: The line departments in the order of their numbers.
DEPARTMENTS: tuple[Words, ...] = (
    Words("城管", "urban management"),
    Words("市场监管", "market regulation"),
    Words("应急", "emergency management"),
    Words("环卫", "sanitation"),
    Words("公安", "police"),
)

#: A node is its level and its number on that level, for example ("street", 3).
Node = tuple[str, int]
CITY: Node = ("city", 0)
DISTRICT: Node = ("district", 0)


def department(number: int) -> Node:
    """Give the node of a line department, 0..4 in the order of :data:`DEPARTMENTS`."""
    return ("department", number)


def street_office(number: int) -> Node:
    """Give the node of a street office, by the street's index."""
    return ("street", number)


def organisation(district: District) -> Any:
    """Build the organisation of a district as a ``networkx.MultiDiGraph``, before any policy.

    Every edge has the attribute ``layer``, which is also its key. Nodes carry ``level``, ``zh``
    and ``en``. Information runs both ways along every line of command; authority over the matters
    of its trade lies with each department, in every street.
    """
    graph = nx.MultiDiGraph()
    graph.add_node(CITY, level="city", zh="市", en="city")
    graph.add_node(DISTRICT, level="district", zh=district.title.zh, en=district.title.en)
    _subordinate(graph, CITY, DISTRICT)
    for number, words in enumerate(DEPARTMENTS):
        graph.add_node(department(number), level="department", zh=words.zh, en=words.en)
        _subordinate(graph, CITY, department(number))
    for number, street in enumerate(district.streets):
        graph.add_node(street_office(number), level="street", zh=street.name.zh, en=street.name.en)
        _subordinate(graph, DISTRICT, street_office(number))
        for trade in range(len(DEPARTMENTS)):
            _add(graph, department(trade), street_office(number), AUTHORITY)
    _add_grids(graph, district)
    return graph


def _add_grids(graph: Any, district: District) -> None:
    """Hang grids below their streets and micro-grids below their grids."""
    first_cell = np.unique(district.microgrid, return_index=True)[1]
    homes = district.street[first_cell].tolist()
    for number, (grid, street) in enumerate(zip(district.grids.tolist(), homes, strict=True)):
        if ("grid", grid) not in graph:
            graph.add_node(
                ("grid", grid), level="grid", zh=f"网格{grid + 1}", en=f"grid {grid + 1}"
            )
            _subordinate(graph, street_office(street), ("grid", grid))
        name = number + 1
        graph.add_node(
            ("microgrid", number), level="microgrid", zh=f"微网格{name}", en=f"micro-grid {name}"
        )
        _subordinate(graph, ("grid", grid), ("microgrid", number))


def _subordinate(graph: Any, above: Node, below: Node) -> None:
    """Put one unit under another: command down, information both ways."""
    _add(graph, above, below, COMMAND)
    _add(graph, above, below, INFORMATION)
    _add(graph, below, above, INFORMATION)


def _add(graph: Any, start: Node, end: Node, layer: str) -> None:
    graph.add_edge(start, end, key=layer, layer=layer)


def layer(graph: Any, name: str) -> Any:
    """Give one layer as a ``networkx.DiGraph`` of its own, without nodes that it does not touch."""
    only = nx.DiGraph()
    only.add_edges_from((a, b) for a, b, key in graph.edges(keys=True) if key == name)
    return only


def with_whistle(graph: Any, streets: Iterable[int]) -> Any:
    """Give a copy in which streets may whistle (吹哨报到): they tell and command departments.

    Adds information and command edges from each street to all five departments, so that a case
    needs one hand-over.
    """
    changed = graph.copy()
    for street in streets:
        for trade in range(len(DEPARTMENTS)):
            _add(changed, street_office(street), department(trade), INFORMATION)
            _add(changed, street_office(street), department(trade), COMMAND)
    return changed


def with_authority(graph: Any, streets: Iterable[int], trades: Sequence[int]) -> Any:
    """Give a copy in which streets themselves may close matters of some trades (事权下放).

    Removes the department's authority in the street and adds the street's own, an edge to itself
    with the trades under ``trades``; what was handed down before stays.
    """
    changed = graph.copy()
    for street in streets:
        own = street_office(street)
        before = changed.get_edge_data(own, own, AUTHORITY, {"trades": ()})["trades"]
        held = tuple(sorted({*before, *trades}))
        changed.add_edge(own, own, key=AUTHORITY, layer=AUTHORITY, trades=held)
        for trade in trades:
            if changed.has_edge(department(trade), own, AUTHORITY):
                changed.remove_edge(department(trade), own, AUTHORITY)
    return changed


def may_close(graph: Any, street: int, trade: int) -> Node:
    """Tell who may close a matter of a trade (0..4) in a street: the street or the department."""
    own = street_office(street)
    held = graph.get_edge_data(own, own, AUTHORITY, {"trades": ()})["trades"]
    return own if trade in held else department(trade)


def route(graph: Any, street: int, holder: Node) -> list[Node]:
    """Give the way of a case from the street office that sees it to its holder, both included.

    The shortest path over information edges. Raises ``networkx.NetworkXNoPath`` where nobody
    tells the holder.
    """
    return _way(layer(graph, INFORMATION), street, holder)


def hand_overs(way: Sequence[Node]) -> int:
    """Count how often a case changes hands on its way: the nodes after the first."""
    return max(len(way) - 1, 0)


def routes(graph: Any, n_streets: int) -> NDArray[np.int64]:
    """Give the hand-overs from every street to every department in this graph, (n_streets, 5).

    3 in the plain city: street, district, city, department. Raises
    ``networkx.NetworkXNoPath`` where nobody tells a department, ``networkx.NodeNotFound`` where
    the graph has fewer streets.
    """
    told = layer(graph, INFORMATION)
    return np.array(
        [
            [hand_overs(_way(told, street, department(trade))) for trade in range(len(DEPARTMENTS))]
            for street in range(n_streets)
        ],
        np.int64,
    )


def _way(told: Any, street: int, holder: Node) -> list[Node]:
    way: list[Node] = nx.shortest_path(told, street_office(street), holder)
    return way
