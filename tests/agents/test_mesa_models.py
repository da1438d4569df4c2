"""Whole models in Mesa's hands: collected, run in batches, copied, wound back."""

import copy
import pickle

import mesa
import pytest

from agents.people import Resident, Team, Vendor
from agents.population import AgentGoneError
from tests.agents.small_town import SmallTown, Visitor, mean_wealth, table


def test_a_seed_has_two_names_and_no_warning(make):
    first, second = make(rng=5), make(seed=5)
    assert first.random.random() == second.random.random()
    assert first.agents.get("cell_index") == second.agents.get("cell_index")
    with pytest.raises(ValueError, match="not both"):
        SmallTown(rng=1, seed=1)
    assert len(SmallTown().agents) > 0


def test_data_collector_reports_models_agents_and_types(model):
    collector = mesa.DataCollector(
        model_reporters={"agents": lambda m: len(m.agents)},
        agent_reporters={"number": "unique_id", "where": lambda a: a.pos},
        agenttype_reporters={Vendor: {"wealth": "wealth"}, Resident: {"taste": "taste"}},
    )
    collector.collect(model)
    vendors = model.agents_by_type[Vendor]
    assert collector.get_model_vars_dataframe()["agents"].tolist() == [len(model.agents)]
    frame = collector.get_agent_vars_dataframe().reset_index()
    assert frame["AgentID"].tolist() == frame["number"].tolist() == model.agents.get("unique_id")
    frame = collector.get_agenttype_vars_dataframe(Vendor)
    assert frame["wealth"].tolist() == vendors.get("wealth")
    assert len(collector.get_agenttype_vars_dataframe(Resident)) == len(table(model, Resident))


@pytest.mark.parametrize("processes", [1, 2])
def test_batch_run_gives_the_same_in_any_number_of_processes(processes):
    parameters = {"vendors": [3, 5], "rng": [1, 2]}
    found = mesa.batch_run(
        SmallTown, parameters, number_processes=processes, max_steps=4, display_progress=False
    )
    assert len({(run["vendors"], run["rng"]) for run in found}) == len(found) == 4
    for run in found:
        model = SmallTown(run["vendors"], rng=run["rng"])
        while model.steps < run["hour"]:
            model.step()
        assert mean_wealth(model) == run["wealth"]


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))])  # noqa: S301 (our own bytes)
def test_a_copy_is_a_model_of_its_own(model, copied):
    model.step()
    vendor, visitor = model.agents_by_type[Vendor][0], Visitor(model)
    vendor.nickname, gone = "Xiao Li", model.agents_by_type[Vendor][1]
    gone.remove()
    twin = copied(model)
    ours, theirs = model.agents_by_type[Vendor], twin.agents_by_type[Vendor]
    assert theirs[0] is not vendor and theirs[0].model is twin and theirs[0].nickname == "Xiao Li"
    assert len(twin.agents) == len(model.agents) and twin.grid.model is twin
    assert twin.agents[-1] is not visitor and isinstance(twin.agents[-1], Visitor)
    theirs[0].wealth = -1.0
    assert vendor.wealth != -1.0 and vendor in ours and vendor not in theirs
    theirs[0].wealth = vendor.wealth
    for _ in range(3):
        model.step()
        twin.step()
    assert twin.steps == model.steps
    for name, rows_of in model.world.tables.items():
        assert rows_of.digest() == twin.world.tables[name].digest(), name


def test_a_set_can_be_pickled(vendors):
    chosen = vendors.select(at_most=3)
    again = pickle.loads(pickle.dumps(chosen))  # noqa: S301 (our own bytes)
    assert again.get("unique_id") == chosen.get("unique_id") and again[0] is not chosen[0]


def test_going_back_in_time_keeps_who_was_there(model, vendors):
    tables = [table(model, kind) for kind in (Resident, Vendor, Team)]
    kept = [t.snapshot() for t in tables]
    leaver, stayer = vendors[0], vendors[1]
    leaver.remove()
    newcomers = [Vendor(model, wealth=1.0) for _ in range(3)]
    assert newcomers[0]._row == leaver._row
    for t, rows_then in zip(tables, kept, strict=True):
        t.restore(rows_then)
    model.rebind()
    assert vendors[1] is stayer and len(vendors) == len(tables[1])
    for gone in (leaver, *newcomers):
        assert gone not in vendors
        with pytest.raises(AgentGoneError):
            _ = gone.wealth
    vendors[0].remove()
    assert Vendor(model, wealth=2.0).generation == newcomers[0]._generation
    with pytest.raises(AgentGoneError):
        _ = newcomers[0].wealth
