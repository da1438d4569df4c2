"""Who tells, may act and commands: the organisation of a city as a graph.

::

    city 市 ── five line departments 条: urban management, market regulation, emergency,
      │                                 sanitation, police
    district 区 ── street offices 街道 ── grids 一般网格 ── micro-grids 微网格

Edges belong to a layer: ``information`` (who tells whom: a case travels along it, one hand-over
per edge), ``authority`` (who may close matters in which street) and ``command`` (who may order
whom). In the plain city a street sees and a department acts, and between them lie district and
city: 看得见的管不住、管得着的看不见. A policy is a change to the graph: :func:`in_force` gives the
changed copy, in which cases find their ways. May import ``agents.knob``, ``twin.district``,
networkx and numpy.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from agents.knob import Words
from twin.district import District

INFORMATION, AUTHORITY, COMMAND = "information", "authority", "command"
#: Layers that only a policy brings: to call departments together, to advise, to score, to agree to
#: a campaign, to command posted teams of all trades as one.
CALL, ADVICE, SCORE, CONSENT, JOINT = "call", "advice", "score", "consent", "joint command"

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
CENTRE: Node = ("centre", 0)
#: Levels below the street offices.
GRIDS = ("grid", "microgrid")


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
    graph.add_edge(start, end, key=layer, layer=layer, hand_overs=1.0)


def layer(graph: Any, name: str) -> Any:
    """Give one layer as a ``networkx.DiGraph`` of its own, without nodes that it does not touch."""
    only = nx.DiGraph()
    only.add_edges_from((a, b) for a, b, key in graph.edges(keys=True) if key == name)
    return only


def in_force(graph: Any, levers: Sequence[Mapping[str, float]], speed: float = 0.7) -> Any:
    """Give the organisation under a policy: a copy, changed by what every street's levers say.

    ``levers`` holds one mapping per street. A lever at 0 leaves the graph as it is. ``speed`` is
    the share of desk time that a full platform saves on the way to the operations centre
    (parameter ``platform_speed``).
    """
    changed = graph.copy()
    centre = max((values["platform"] for values in levers), default=0.0)
    if centre > 0.0:
        _open_centre(changed)
    for number, values in enumerate(levers):
        own = street_office(number)
        if values["platform"] > 0.0:
            _join_centre(changed, own, speed * values["platform"])
        _hand_down(changed, own, values["authority"])
        for name, edge, downward in POWERS:
            if values[name] > 0.0:
                _tie(changed, own, edge, downward, values[name])
    return changed


#: Levers that tie a street to every department: lever, layer of the edge, and whether it runs from
#: the street to the department.
POWERS = (
    ("whistle", CALL, True),
    ("staffing", COMMAND, True),
    ("suggestion", ADVICE, True),
    ("assessment", SCORE, True),
    ("consent", CONSENT, True),
    ("participation", ADVICE, False),
    ("management", JOINT, True),
)


def _tie(graph: Any, own: Node, edge: str, downward: bool, share: float) -> None:
    """Tie a street to every department by an edge of a layer that carries its share."""
    for trade in range(len(DEPARTMENTS)):
        ends = (own, department(trade)) if downward else (department(trade), own)
        graph.add_edge(*ends, key=edge, layer=edge, share=share)


def _open_centre(graph: Any) -> None:
    """Open the city's operations centre (城运中心): it tells every department at once."""
    graph.add_node(CENTRE, level="centre", zh="城运中心", en="operations centre")
    for trade in range(len(DEPARTMENTS)):
        _both_ways(graph, CENTRE, department(trade), 1.0)


def _join_centre(graph: Any, own: Node, saved: float) -> None:
    """Let a street tell the operations centre: the fuller the platform, the less it takes.

    The edge takes 2 x (1 - saved) hand-overs: at 0 the way through the centre is as long as the
    old one (Shenzhen: 100+ h to 30 h with one platform).
    """
    _both_ways(graph, own, CENTRE, 2.0 * (1.0 - saved))


def _both_ways(graph: Any, a: Node, b: Node, weight: float) -> None:
    for start, end in ((a, b), (b, a)):
        graph.add_edge(start, end, key=INFORMATION, layer=INFORMATION, hand_overs=weight)


def _hand_down(graph: Any, own: Node, authority: float) -> None:
    """Let a street close a share of matters itself (事权下放): authority over its own."""
    if authority > 0.0:
        graph.add_edge(own, own, key=AUTHORITY, layer=AUTHORITY, share=authority)
    if authority >= 1.0:
        for trade in range(len(DEPARTMENTS)):
            graph.remove_edge(department(trade), own, AUTHORITY)


def authority_share(graph: Any, street: int) -> float:
    """Give the share of matters that a street may close itself, as the graph has it."""
    own = street_office(street)
    return float(graph.get_edge_data(own, own, AUTHORITY, {"share": 0.0})["share"])


def route(graph: Any, street: int, holder: Node) -> list[Node]:
    """Give the way of a case from the street office that sees it to its holder, both included.

    The way over information edges with the fewest hand-overs. Raises ``networkx.NetworkXNoPath``
    where nobody tells the holder.
    """
    return _way(_told(graph), street_office(street), holder)


def hand_overs(graph: Any, start: Node, end: Node) -> float:
    """Give the hand-overs on the shortest way from one unit to another (0 to itself)."""
    ways = nx.shortest_path_length(_told(graph), start, end, weight="hand_overs")
    return float(ways)


def desks(graph: Any, starts: Sequence[Node]) -> NDArray[np.float64]:
    """Give the hand-overs from every start to every department in this graph, (starts, 5).

    3 from a street in the plain city: district, city, department; 2 from one department to
    another. Raises ``networkx.NetworkXNoPath`` where nobody tells a department.
    """
    told = _told(graph)
    found = np.zeros((len(starts), len(DEPARTMENTS)))
    for row, start in enumerate(starts):
        reached = nx.single_source_dijkstra_path_length(told, start, weight="hand_overs")
        for trade in range(len(DEPARTMENTS)):
            if department(trade) not in reached:
                raise nx.NetworkXNoPath(f"nobody tells department {trade} of {start}")
            found[row, trade] = reached[department(trade)]
    return found


def _told(graph: Any) -> Any:
    """Give who tells whom above the grids: they never lie on a way between offices."""
    only = nx.DiGraph()
    for a, b, data in graph.edges(data=True):
        if data["layer"] == INFORMATION and a[0] not in GRIDS and b[0] not in GRIDS:
            only.add_edge(a, b, hand_overs=data["hand_overs"])
    return only


def _way(told: Any, start: Node, holder: Node) -> list[Node]:
    way: list[Node] = nx.shortest_path(told, start, holder, weight="hand_overs")
    return way
