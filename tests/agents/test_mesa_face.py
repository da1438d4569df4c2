"""Mesa's verbs on sets of rows, tried on a small town and on the twin itself."""

import copy
import gc
import weakref

import mesa
import numpy as np
import pandas as pd
import pytest
from mesa.agent import AgentSet

from agents.people import Resident, Team, Vendor
from tests.agents.small_town import rows, table


def test_every_living_row_is_an_agent(model):
    counts = {kind: len(found) for kind, found in model.agents_by_type.items()}
    assert counts[Resident] == len(table(model, Resident)) > 0
    assert len(model.agents) == sum(counts.values()) == len(list(model.agents))
    assert set(model.agent_types) >= {Resident, Vendor, Team}
    assert all(isinstance(agent, mesa.Agent) for agent in model.agents)
    assert isinstance(model.agents, AgentSet) and isinstance(model.agents_by_type[Team], AgentSet)


def test_iteration_indexing_and_slices_agree(vendors):
    listed = list(vendors)
    assert [vendors[0], vendors[-1]] == [listed[0], listed[-1]]
    assert vendors[2:5] == listed[2:5] and vendors[::-1] == listed[::-1]
    assert vendors.to_list() == listed and list(reversed(vendors)) == listed[::-1]
    with pytest.raises(IndexError):
        vendors[len(listed)]


def test_an_agent_stays_the_same_object(model, residents):
    first = residents[7]
    first.nickname = "Lao Wang"
    assert residents[7] is first and first in residents and first in model.agents
    assert first not in model.agents_by_type[Vendor]
    assert {first: 1}[residents[7]] == 1 and weakref.ref(first)() is first
    del first
    gc.collect()
    assert residents[7].nickname == "Lao Wang"


def test_numbers_are_unique_and_stay(model):
    numbers = model.agents.get("unique_id")
    assert len(set(numbers)) == len(numbers) and min(numbers) > 0
    model.step()
    assert model.agents_by_type[Resident].get("unique_id") == numbers[: len(table(model, Resident))]


def test_foreign_things_are_no_members(make, model, vendors):
    other = make(rng=8).agents_by_type[Vendor][0]
    assert other not in vendors and 5 not in vendors and None not in model.agents


def test_random_numbers_are_the_models(model, vendors):
    assert vendors[0].random is model.random is vendors.random
    assert vendors[0].rng is model.rng and vendors[0].model is model


def test_lazy_agents_are_made_only_when_asked_for(model):
    views = model.populations[0].views
    for _ in range(3):
        model.step()
    assert model.agents_by_type[Resident].agg("taste", np.mean) > 0
    assert len(views) == 0
    _ = model.agents_by_type[Resident][3]
    assert list(views) == [3]


def test_attributes_are_columns_and_pythons_own_numbers(model, vendors):
    vendor = vendors[1]
    vendor.wealth = 12.5
    assert table(model, Vendor).rows.wealth[1] == 12.5
    table(model, Vendor).rows.wealth[1] += 1
    assert vendor.wealth == 13.5
    kinds = [type(vendor.wealth), type(vendor.trade), type(vendor.licensed), type(vendor.unique_id)]
    assert kinds == [float, int, bool, int]


def test_nested_columns_are_read_only_arrays(residents):
    resident = residents[0]
    resident.places = [1, 2, 3, 4, 5, 6]
    assert resident.places.tolist() == [1, 2, 3, 4, 5, 6]
    with pytest.raises(ValueError, match="read-only"):
        resident.places[0] = 9


@pytest.mark.parametrize("name", ["unique_id", "alive", "generation"])
def test_what_only_joining_and_leaving_change_cannot_be_set(vendors, name):
    with pytest.raises(AttributeError):
        setattr(vendors[0], name, 1)


def test_columns_carry_their_meaning(vendors):
    assert type(vendors[0]).wealth.__doc__ == "cash (yuan)"


def test_select_by_function_type_and_number(model, vendors):
    rich = vendors.select(lambda v: v.trade == 1)
    assert rich and all(v.trade == 1 for v in rich) and len(rich) == vendors.get("trade").count(1)
    assert list(model.agents.select(agent_type=Vendor)) == list(vendors)
    assert len(model.agents.select(agent_type=mesa.Agent)) == len(model.agents)
    assert list(vendors.select(at_most=3)) == vendors[:3]
    assert len(vendors.select(at_most=0.5)) == len(vendors) // 2
    assert list(vendors.select(lambda v: v.trade == 1, at_most=1)) == [rich[0]]
    assert (
        list(model.agents.select(lambda a: a.unique_id % 2, 2, agent_type=Team))
        == [team for team in model.agents_by_type[Team] if team.unique_id % 2][:2]
    )
    assert list(vendors.select()) == list(vendors) and vendors.select() is not vendors


def test_select_in_place_is_for_ones_own_sets(vendors):
    chosen = vendors.copy()
    assert chosen.select(lambda v: v.trade == 0, inplace=True) is chosen
    assert set(chosen.get("trade")) == {0}
    with pytest.raises(ValueError, match="drop agents from the model"):
        vendors.select(lambda v: False, inplace=True)


def test_shuffles_and_sorts_are_those_of_plain_mesa(model, vendors):
    plain = mesa.Model(rng=7)
    mesa.Agent.create_agents(plain, len(vendors))
    model.random.seed(3)
    plain.random.seed(3)
    assert rows(vendors.shuffle()) == [a.unique_id - 1 for a in plain.agents.shuffle()]
    met, expected = [], []
    vendors.shuffle_do(lambda a: met.append(a._row))
    plain.agents.shuffle_do(lambda a: expected.append(a.unique_id - 1))
    assert met == expected
    for agent in plain.agents:
        agent.trade = vendors[agent.unique_id - 1].trade
    for ascending in (True, False):
        ours, theirs = (s.sort("trade", ascending) for s in (vendors, plain.agents))
        assert rows(ours) == [a.unique_id - 1 for a in theirs]
    assert rows(vendors.sort(lambda v: -v._row, ascending=True)) == rows(vendors[::-1])


def test_order_in_place_lasts_and_newcomers_come_last(model, vendors):
    assert vendors.sort("unique_id", inplace=True) is vendors
    newcomer = Vendor(model)
    expected = sorted(vendors.get("unique_id")[:-1], reverse=True)
    assert vendors.get("unique_id")[:-1] == expected and vendors[-1] is newcomer
    shuffled = model.agents.shuffle(inplace=True)
    assert shuffled is model.agents and len(shuffled) == len(set(shuffled))


def test_do_and_map_take_functions_and_names(vendors):
    def give(vendor, amount, tip=0):
        vendor.wealth += amount + tip
        return vendor.wealth

    before = sum(vendors.get("wealth"))
    assert vendors.do(give, 2, tip=1) is vendors
    assert vendors.map(give, 1) == vendors.get("wealth")
    assert sum(vendors.get("wealth")) == pytest.approx(before + 4 * len(vendors))
    assert vendors.map("__repr__")[0] == "<Vendor in row 0>"
    assert vendors.do("step") is vendors and vendors.shuffle_do("advance") is vendors


def test_agents_that_leave_during_a_verb_are_passed_over(vendors):
    met = []

    def push_out_the_last(vendor):
        met.append(vendor)
        vendors[-1].remove()

    count = len(vendors)
    vendors.do(push_out_the_last)
    assert len(met) == (count + 1) // 2 and len(vendors) == count - len(met)
    met, count = [], len(vendors)
    for vendor in vendors:
        push_out_the_last(vendor)
    assert len(met) == (count + 1) // 2 and len(vendors) == count - len(met)


def test_get_one_name_or_several(vendors):
    assert vendors.get("wealth") == [v.wealth for v in vendors]
    assert vendors.get(["trade", "pos"]) == [[v.trade, v.pos] for v in vendors]
    assert vendors.get(["trade", "wealth"]) == [[v.trade, v.wealth] for v in vendors]
    vendors[0].mood = "fine"
    moods = vendors.get("mood", handle_missing="default", default_value="?")
    assert moods == ["fine"] + ["?"] * (len(vendors) - 1)
    with pytest.raises(AttributeError, match="mood"):
        vendors.get("mood")
    with pytest.raises(ValueError, match="handle_missing"):
        vendors.get("wealth", handle_missing="guess")


def test_get_over_several_populations_keeps_their_order(model):
    mixed = model.agents.shuffle()
    assert mixed.get("unique_id") == [agent.unique_id for agent in mixed]
    assert mixed.get("cell_index") == [agent.cell_index for agent in mixed]


@pytest.mark.parametrize("function", [np.mean, np.std, np.sum, sum, min, max, len, sorted])
def test_agg_gives_what_a_list_would_give(residents, function):
    expected = function([r.taste for r in residents])
    assert residents.agg("taste", function) == expected
    assert residents.shuffle().sort("unique_id", ascending=True).agg("taste", function) == expected


def test_agg_with_several_functions_and_on_what_is_no_column(vendors):
    wealth = [v.wealth for v in vendors]
    assert vendors.agg("wealth", [min, np.max]) == [min(wealth), max(wealth)]
    assert vendors.agg("pos", len) == len(vendors)


def test_set_writes_a_column_or_an_attribute(model, vendors):
    assert vendors.set("wealth", 5.0).agg("wealth", set) == {5.0}
    assert vendors.select(at_most=2).set("wealth", 9.0).get("wealth") == [9.0, 9.0]
    assert vendors.set("mood", "calm")[1].mood == "calm"
    assert {a.cell_index for a in model.agents.set("cell", 0)} == {0}
    with pytest.raises(ValueError, match="one value"):
        vendors.set("wealth", [1.0] * len(vendors))
    with pytest.raises(AttributeError):
        vendors.set("unique_id", 3)


def test_groups(vendors):
    groups = vendors.groupby("trade")
    assert groups.count() == pd.Series(vendors.get("trade")).value_counts().to_dict()
    assert list(dict(iter(groups))) == list(dict.fromkeys(vendors.get("trade")))
    assert groups.agg("wealth", max)[0] == max(v.wealth for v in vendors if v.trade == 0)
    assert groups.map(len) == groups.count()
    by_function = vendors.groupby(lambda v: v.trade > 0, result_type="list")
    assert by_function.groups[True] == [v for v in vendors if v.trade > 0]


def test_sets_can_be_combined_copied_and_compared(vendors):
    first, second = vendors.select(at_most=4), vendors.select(lambda v: v._row % 2)
    assert rows(first & second) == [1, 3] and rows(first - second) == [0, 2]
    assert len(first | second) == len(first) + len(second) - 2
    assert first == set(vendors[:4]) and copy.copy(first) == first
    first.add(vendors[6])
    first.discard(vendors[0])
    assert rows(first) == [1, 2, 3, 6] and vendors.copy() == vendors
    with pytest.raises(KeyError):
        first.remove(vendors[0])


def test_the_models_own_sets_change_by_joining_and_leaving_only(make, vendors):
    with pytest.raises(ValueError, match="remove"):
        vendors.discard(vendors[0])
    with pytest.raises(ValueError, match="being made"):
        vendors.add(make(rng=8).agents_by_type[Vendor][0])
    vendors.add(vendors[0])  # it is there already
