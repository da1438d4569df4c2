"""The organisation graph: levels, layers, ways of a case, and what policies change."""

import networkx as nx
import numpy as np
import pytest

from twin.district import load_district
from twin.organisation import (
    AUTHORITY,
    CITY,
    COMMAND,
    DEPARTMENTS,
    DISTRICT,
    INFORMATION,
    department,
    hand_overs,
    layer,
    may_close,
    organisation,
    route,
    routes,
    street_office,
    with_authority,
    with_whistle,
)


@pytest.fixture(scope="module")
def district():
    return load_district("classroom")


@pytest.fixture(scope="module")
def graph(district):
    return organisation(district)


def count(graph, level):
    return sum(1 for _, kind in graph.nodes(data="level") if kind == level)


def test_every_level_is_there(graph, district):
    assert isinstance(graph, nx.DiGraph)
    levels = ("city", "district", "department", "street", "grid", "microgrid")
    n_grids = int(district.grids.max()) + 1
    expected = [1, 1, 5, len(district.streets), n_grids, district.n_microgrids]
    assert [count(graph, level) for level in levels] == expected


def test_nodes_are_named_in_both_languages(graph):
    assert all(words["zh"] and words["en"] for _, words in graph.nodes(data=True))
    assert graph.nodes[department(0)]["zh"] == "城管"


def test_every_edge_belongs_to_one_of_three_layers(graph):
    layers = {data["layer"] for _, _, data in graph.edges(data=True)}
    assert layers == {INFORMATION, AUTHORITY, COMMAND}


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
    assert hand_overs(way) == 3
    assert may_close(graph, 2, 3) == department(3)


def test_a_case_that_stays_is_handed_over_to_nobody(graph):
    assert hand_overs(route(graph, 1, street_office(1))) == 0
    assert hand_overs([]) == 0


def test_routes_give_three_hand_overs_everywhere_in_the_plain_city(graph):
    steps = routes(graph, 4)
    assert steps.shape == (4, len(DEPARTMENTS))
    assert (steps == 3).all()


def test_a_whistle_brings_departments_one_hand_over_away(graph):
    whistling = with_whistle(graph, [1, 3])
    steps = routes(whistling, 4)
    assert steps[[1, 3]].tolist() == [[1] * 5] * 2
    assert (steps[[0, 2]] == 3).all()
    assert whistling.has_edge(street_office(1), department(4), COMMAND)
    assert (routes(graph, 4) == 3).all(), "the plain city itself is not changed"


def test_matters_handed_down_are_closed_by_the_street(graph):
    handed = with_authority(with_authority(graph, [0], [0, 3]), [0], [1])
    assert [may_close(handed, 0, trade) for trade in range(5)] == [
        street_office(0),
        street_office(0),
        department(2),
        street_office(0),
        department(4),
    ]
    assert may_close(handed, 1, 0) == department(0)
    assert not handed.has_edge(department(3), street_office(0), AUTHORITY)
    assert handed.has_edge(department(2), street_office(0), AUTHORITY)
    assert may_close(graph, 0, 0) == department(0), "the plain city itself is not changed"


def test_routes_follow_the_information_that_a_policy_cuts(graph):
    cut = graph.copy()
    cut.remove_edge(CITY, department(2), INFORMATION)
    with pytest.raises(nx.NetworkXNoPath):
        routes(cut, 4)


def test_a_street_that_is_not_there_is_refused(graph):
    with pytest.raises(nx.NodeNotFound):
        route(graph, 99, department(0))
