"""The organisation graph: levels, layers, ways of a case, and what policies change."""

import networkx as nx
import numpy as np
import pytest

from twin.district import load_district
from twin.levers import LEVERS
from twin.organisation import (
    ADVICE,
    AUTHORITY,
    CALL,
    CENTRE,
    CITY,
    COMMAND,
    CONSENT,
    DEPARTMENTS,
    DISTRICT,
    INFORMATION,
    JOINT,
    SCORE,
    authority_share,
    department,
    desks,
    hand_overs,
    in_force,
    layer,
    organisation,
    route,
    street_office,
)

OFF = {lever.name: lever.off for lever in LEVERS}
STREETS = 4


@pytest.fixture(scope="module")
def district():
    return load_district("classroom")


@pytest.fixture(scope="module")
def graph(district):
    return organisation(district)


def edges(graph):
    """Give every edge with its layer and what it carries."""
    return {
        (a, b, key): {k: v for k, v in data.items() if k != "layer"}
        for a, b, key, data in graph.edges(keys=True, data=True)
    }


def under(graph, street=None, **levers):
    """Give the organisation in force under levers, in every street or in one."""
    plain = dict(OFF)
    every = [{**OFF, **levers} if street in (None, s) else plain for s in range(STREETS)]
    return in_force(graph, every)


def count(graph, level):
    return sum(1 for _, kind in graph.nodes(data="level") if kind == level)


def test_every_level_is_there(graph, district):
    assert isinstance(graph, nx.MultiDiGraph)
    levels = ("city", "district", "department", "street", "grid", "microgrid")
    n_grids = int(district.grids.max()) + 1
    expected = [1, 1, 5, len(district.streets), n_grids, district.n_microgrids]
    assert [count(graph, level) for level in levels] == expected


def test_nodes_are_named_in_both_languages(graph):
    for every in (graph, under(graph, platform=1.0)):
        assert all(words["zh"] and words["en"] for _, words in every.nodes(data=True))
    assert graph.nodes[department(0)]["zh"] == "城管"


def test_every_edge_belongs_to_one_of_three_layers_and_is_keyed_by_it(graph):
    layers = {data["layer"] for _, _, data in graph.edges(data=True)}
    assert layers == {INFORMATION, AUTHORITY, COMMAND}
    assert all(key == data["layer"] for _, _, key, data in graph.edges(keys=True, data=True))


def test_command_is_a_tree_below_the_city(graph):
    command = layer(graph, COMMAND)
    assert nx.is_arborescence(command)
    assert command.in_degree(CITY) == 0
    assert command.number_of_nodes() == graph.number_of_nodes()


def test_micro_grids_hang_below_the_street_they_lie_in(graph, district):
    command = layer(graph, COMMAND)
    for number in range(0, district.n_microgrids, 7):
        street = int(district.street[np.flatnonzero(district.microgrid == number)[0]])
        way = nx.shortest_path(command, DISTRICT, ("microgrid", number))
        assert way[1] == street_office(street)
        assert [node[0] for node in way] == ["district", "street", "grid", "microgrid"]


def test_who_sees_may_not_act_a_case_goes_by_district_and_city(graph):
    way = route(graph, 2, department(3))
    assert way == [street_office(2), DISTRICT, CITY, department(3)]
    assert hand_overs(graph, street_office(2), department(3)) == 3.0
    assert authority_share(graph, 2) == 0.0


def test_a_case_that_stays_is_handed_over_to_nobody(graph):
    assert hand_overs(graph, street_office(1), street_office(1)) == 0.0


def test_desks_are_3_from_a_street_and_2_between_departments_in_the_plain_city(graph):
    assert (desks(graph, [street_office(s) for s in range(STREETS)]) == 3.0).all()
    between = desks(graph, [department(d) for d in range(5)])
    assert (between == 2.0 * (1.0 - np.eye(5))).all()


def test_levers_at_their_off_value_leave_the_graph_as_it_is(graph):
    assert edges(under(graph)) == edges(graph)
    assert list(under(graph)) == list(graph)


@pytest.mark.parametrize(
    ("lever", "key", "downward"),
    [("whistle", CALL, True), ("staffing", COMMAND, True), ("suggestion", ADVICE, True),
     ("assessment", SCORE, True), ("consent", CONSENT, True), ("participation", ADVICE, False),
     ("management", JOINT, True)],
)  # fmt: skip
def test_a_power_ties_its_street_to_every_department_and_nobody_else(graph, lever, key, downward):
    before, changed = edges(graph), under(graph, street=2, **{lever: 0.3})
    new = {edge: data for edge, data in edges(changed).items() if edge not in before}
    ends = [(street_office(2), department(d)) for d in range(len(DEPARTMENTS))]
    wanted = {(*(pair if downward else pair[::-1]), key): {"share": 0.3} for pair in ends}
    assert new == wanted
    assert set(before) <= set(edges(changed)), "nothing is lost"
    assert edges(graph) == before, "the plain city itself is not changed"


def test_every_power_at_once_keeps_its_own_edges(graph):
    powers = ("whistle", "staffing", "suggestion", "assessment", "consent", "participation")
    changed = under(graph, **dict.fromkeys((*powers, "management"), 1.0))
    assert len(edges(changed)) - len(edges(graph)) == 7 * 5 * STREETS
    assert (desks(changed, [street_office(0)]) == 3.0).all(), "powers are no way for a case"


def test_matters_handed_down_are_the_streets_own(graph):
    handed = under(graph, street=1, authority=0.4)
    assert [authority_share(handed, s) for s in range(STREETS)] == [0.0, 0.4, 0.0, 0.0]
    assert handed.has_edge(department(3), street_office(1), AUTHORITY), "for the rest"
    whole = under(graph, street=1, authority=1.0)
    assert authority_share(whole, 1) == 1.0
    for trade in range(5):
        assert not whole.has_edge(department(trade), street_office(1), AUTHORITY)
        assert whole.has_edge(department(trade), street_office(0), AUTHORITY)
    assert graph.has_edge(department(0), street_office(1), AUTHORITY)


@pytest.mark.parametrize(("platform", "steps"), [(0.0, 3.0), (0.1, 2.86), (0.5, 2.3), (1.0, 1.6)])
def test_the_operations_centre_shortens_the_way_of_its_streets(graph, platform, steps):
    changed = under(graph, street=0, platform=platform)
    found = desks(changed, [street_office(s) for s in range(STREETS)])
    assert found[0] == pytest.approx([steps] * 5)
    assert (found[1:] == 3.0).all()
    assert changed.has_node(CENTRE) == (platform > 0.0)
    if platform == 1.0:
        way = [street_office(0), CENTRE, department(4)]
        assert route(changed, 0, department(4)) == way


def test_how_much_a_platform_saves_is_a_parameter(graph):
    levers = [{**OFF, "platform": 1.0}] * STREETS
    for speed, steps in ((0.0, 3.0), (0.5, 2.0), (1.0, 1.0)):
        changed = in_force(graph, levers, speed)
        assert desks(changed, [street_office(3)]).tolist() == [[steps] * 5]


def test_a_platform_brings_no_department_nearer_to_another(graph):
    changed = under(graph, platform=1.0)
    between = desks(changed, [department(d) for d in range(5)])
    assert (between == 2.0 * (1.0 - np.eye(5))).all()


def test_desks_follow_the_information_that_a_policy_cuts(graph):
    cut = graph.copy()
    cut.remove_edge(CITY, department(2), INFORMATION)
    with pytest.raises(nx.NetworkXNoPath, match="department 2"):
        desks(cut, [street_office(0)])
    with pytest.raises(nx.NetworkXNoPath):
        route(cut, 0, department(2))


def test_a_street_that_is_not_there_is_refused(graph):
    with pytest.raises(nx.NodeNotFound):
        route(graph, 99, department(0))
