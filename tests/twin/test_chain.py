"""The chain of hand-overs: a policy changes the graph, and with it the way of every new case."""

from itertools import pairwise

import numpy as np
import pytest

from agents.residents import FACILITY, ROAD
from tests.twin.town import Town
from twin.levers import LEVERS
from twin.mechanisms.chain import organisation_in_force
from twin.mechanisms.columns import DESK, VERIFYING
from twin.mechanisms.powers import set_levers
from twin.organisation import CALL, CENTRE, authority_share, department, route, street_office
from twin.policy import load_policy


def test_tables_hold_the_lengths_of_the_ways_in_the_graph():
    town = Town()
    assert (town.streets.desks == 3.0).all()
    assert (town.departments.desks == 2.0 * (1.0 - np.eye(5))).all()
    town.city.set_lever("platform", 1.0)
    assert town.streets.desks == pytest.approx(1.6)
    town.city.set_lever("platform", 0.0)
    assert (town.streets.desks == 3.0).all()


def test_the_way_of_a_case_has_the_length_of_its_route():
    town = Town()
    town.p.misroute = 0.0
    town.lever("platform", 1.0, street=2)
    graph = organisation_in_force(town.world)
    for street, through in ((1, False), (2, True)):
        case = town.open(FACILITY, town.cells_of(street)[0])
        way = route(graph, street, department(int(case.holder)))
        assert (CENTRE in way) == through
        steps = sum(graph.edges[a, b, "information"]["hand_overs"] for a, b in pairwise(way))
        assert case.desk == pytest.approx(steps * town.p.desk_hours)
    assert town.streets.desks[-1] == pytest.approx((3 * 3.0 + 1.6) / 4)


def test_a_part_of_a_street_on_the_platform_counts_by_its_residents():
    town = Town()
    own = town.cells_of(1)
    town.lever("platform", 1.0, cells=own[: len(own) // 2])
    share = town.cells.persons[own[: len(own) // 2]].sum() / town.cells.persons[own].sum()
    assert town.streets.desks[1] == pytest.approx(3.0 - 1.4 * share)


def test_between_departments_a_joint_case_pays_the_way_in_the_graph():
    town = Town()
    case = town.ask(ROAD)
    town.departments.desks[0, 1] = 7.0
    town.finish(case)
    assert case.stage == DESK and case.desk == 7.0 * town.p.desk_hours


@pytest.mark.parametrize("policy", ["whistle", "decentralised-whole", "street-teams"])
def test_a_policy_changes_the_graph_and_the_way_of_a_case(policy):
    """Under the policy the graph has edges it had not, and a joint case is over sooner."""
    town = Town()
    plain = organisation_in_force(town.world)
    levers = {lever.name: lever.default for lever in LEVERS} | dict(load_policy(policy).levers)
    set_levers(town.world, levers)
    changed = organisation_in_force(town.world)
    new = set(changed.edges(keys=True)) - set(plain.edges(keys=True))
    assert new
    called = changed.has_edge(street_office(0), department(0), CALL)
    assert called == (levers["whistle"] > 0.0)
    assert authority_share(changed, 0) == pytest.approx(levers["authority"])
    case = town.open(ROAD)
    assert case.whistled == (called and case.lacked)
    assert (case.stage == DESK) == (case.lacked and not case.whistled)


def hours_of_a_joint_case(**levers):
    town = Town(**levers)
    town.p.misroute = 0.0
    town.departments.responsiveness = 1.0
    case = town.open(ROAD, int(town.teams.station[0]))
    while case.stage != VERIFYING:
        town.hour()
    return int(case.handled - case.collected)


def test_the_same_joint_case_is_over_the_sooner_the_more_the_chain_is_shortened():
    plain = hours_of_a_joint_case()
    platform = hours_of_a_joint_case(platform=1.0)
    one = hours_of_a_joint_case(onething=1.0)
    whistle = hours_of_a_joint_case(whistle=1.0)
    assert whistle < one < platform < plain
    assert whistle == 1
