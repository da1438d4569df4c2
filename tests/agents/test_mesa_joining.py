"""Agents that join, leave and stand in places, tried on a small town and on the twin."""

import gc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.base import Row
from agents.people import Resident, Vendor
from agents.population import AgentGoneError
from agents.rows import FACE_COLUMNS, drop_rows, take_rows
from agents.table import Column, Table
from tests.agents.small_town import Grocer, NightVendor, SmallTown, Visitor, table


def test_one_agent_joins(model, vendors):
    count, total = len(vendors), len(model.agents)
    vendor = Vendor(model, wealth=5.0, cell=3, licensed=True)
    assert vendor in vendors and vendors[-1] is vendor and vendor in model.agents
    assert (len(vendors), len(model.agents)) == (count + 1, total + 1)
    assert (vendor.wealth, vendor.cell_index, vendor.licensed) == (5.0, 3, True)
    assert vendor.unique_id == max(vendors.get("unique_id")) and vendor.generation == 0


def test_many_join_at_once(model, vendors):
    made = Vendor.create_agents(
        model, 3, wealth=[1.0, 2.0, 3.0], trade=2, pos=[(0, 0), None, (1, 1)]
    )
    assert made.get(["wealth", "trade"]) == [[1.0, 2], [2.0, 2], [3.0, 2]]
    assert made.get("pos") == [(0, 0), None, (1, 1)] and vendors[-3:] == list(made)
    frame = pd.DataFrame({"wealth": [7.0, 8.0], "cell": [1, 2]})
    assert Vendor.from_dataframe(model, frame, trade=1).get("wealth") == [7.0, 8.0]
    assert len(Vendor.create_agents(model, 0)) == 0
    assert len(Vendor.create_agents(model, 2, cell=model.grid[1, 1])) == 2


def test_a_misspelt_column_is_refused_with_the_nearest_name(model):
    with pytest.raises(TypeError, match="did you mean 'wealth'"):
        Vendor(model, welth=5.0)
    with pytest.raises(TypeError, match="no column 'unique_id' to set"):
        Vendor.create_agents(model, 2, unique_id=[1, 2])


def test_the_engine_is_told_of_a_column_that_is_none(model):
    with pytest.raises(KeyError, match="no column 'welth'"):
        take_rows(model.world.tables, "vendors", 1, {"welth": 1.0})


def test_bulk_work_leaves_the_collector_as_it_was(model):
    Vendor.create_agents(model, 50)
    assert gc.isenabled()
    gc.disable()
    try:
        Vendor.create_agents(model, 50)
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("leave", [lambda a: a.remove(), lambda a: a.model.deregister_agent(a)])
def test_an_agent_that_left_is_unknown(model, vendors, leave):
    vendor, others = vendors[2], [v for v in vendors if v is not vendors[2]]
    chosen = vendors.select(at_most=4)
    leave(vendor)
    assert vendor not in vendors and vendor not in model.agents and vendor not in chosen
    assert list(vendors) == others and len(chosen) == 3
    assert not table(model, Vendor).rows.alive[2] and table(model, Vendor).rows.generation[2] == 1
    assert repr(vendor) == "<Vendor in row 2 (gone)>" and vendor.model is model
    vendor.remove()  # a second time does nothing
    assert list(vendors) == others


def test_an_agent_that_left_says_so(vendors):
    vendor = vendors[2]
    vendor.remove()
    for use in (lambda: vendor.wealth, lambda: vendor.pos, lambda: vendor.unique_id):
        with pytest.raises(AgentGoneError, match="left the model"):
            use()
    with pytest.raises(AgentGoneError):
        vendor.wealth = 3.0


def test_a_row_is_used_again_and_the_old_agent_stays_gone(model, vendors):
    old, numbers = vendors[2], set(vendors.get("unique_id"))
    chosen = vendors.copy()
    old.remove()
    new = Vendor(model, wealth=1.0)
    assert new._row == 2 and new is not old and new.generation == 1 and new in vendors
    assert new.unique_id not in numbers
    assert old not in vendors and new not in chosen
    with pytest.raises(AgentGoneError):
        old.wealth = 3.0
    assert new.wealth == 1.0


def test_agents_follow_what_the_engine_does(model, vendors):
    leaver, stayer = vendors[0], vendors[1]
    drop_rows(table(model, Vendor), [leaver._row])
    assert leaver not in vendors and vendors[0] is stayer
    with pytest.raises(AgentGoneError):
        _ = leaver.wealth
    taken = take_rows(model.world.tables, "vendors", 2, {"wealth": [4.0, 5.0]})
    assert taken[0] == leaver._row and vendors[0].wealth == 4.0 and vendors[-1].wealth == 5.0
    assert vendors[0] is not leaver and leaver not in vendors and len(set(vendors)) == len(vendors)


def test_all_can_leave(model):
    Visitor(model)
    model.remove_all_agents()
    assert len(model.agents) == 0 and list(model.agents) == [] and model.agents.get("cell") == []
    assert model.agents_by_type[Vendor].agg("wealth", len) == 0
    assert len(model.agents.shuffle()) == 0 and model.agents.groupby("pos").count() == {}
    assert Vendor(model, wealth=2.0) is model.agents[0]


def test_a_users_own_kind_of_vendor(model, vendors):
    count = len(vendors)
    noisy = NightVendor(model, wealth=1.0)
    made = NightVendor.create_agents(model, 2)
    assert isinstance(made[0], NightVendor) and len(vendors) == count
    own = model.agents_by_type[NightVendor]
    assert list(own) == [noisy, *made] and own.map("shout")[0] == f"{noisy.unique_id}!"
    assert len(model.agents.select(agent_type=Vendor)) == count + 3
    assert list(model.agents.select(agent_type=NightVendor)) == list(own)
    assert own.agg("wealth", min) == 1.0 and own.set("wealth", 2.0)[1].wealth == 2.0
    noisy.remove()
    assert list(own) == list(made) and type(Vendor(model)) is Vendor and len(own) == 2
    assert len(model.agents) == sum(map(len, model.agents_by_type.values()))


def test_a_users_own_constructor_is_called_for_each(model):
    grocers = Grocer.create_agents(model, 3, [1, 2, 3], trade=1)
    assert [g.crates for g in grocers] == [1, 2, 3] and grocers.get("wealth") == [10.0, 20.0, 30.0]
    assert list(model.agents_by_type[Grocer]) == list(grocers) and grocers[0].trade == 1


def test_ordinary_mesa_agents_may_join(model):
    total = len(model.agents)
    visitors = [Visitor(model, purse=p) for p in (1, 2, 3)]
    assert len(model.agents) == total + 3 and model.agents[-3:] == visitors
    assert list(model.agents_by_type[Visitor]) == visitors and Visitor in model.agent_types
    assert len(set(model.agents.get("unique_id"))) == total + 3
    chosen = model.agents.select(agent_type=Visitor)
    assert list(chosen) == visitors and chosen.agg("purse", np.sum) == 6
    assert chosen.set("purse", 4).get("purse") == [4, 4, 4] and visitors[0] in chosen
    visitors[0].remove()
    assert len(model.agents) == total + 2 and visitors[0] not in chosen and len(chosen) == 2
    assert model.agents.shuffle_do(lambda a: a.unique_id) is model.agents


def test_agents_stand_in_cells(model, vendors):
    vendor, district = vendors[0], model.world.district
    x, y = int(district.x[4]), int(district.y[4])
    vendor.cell = 4
    assert vendor.pos == vendor.cell.coordinate == (x, y) and vendor.cell_index == 4
    assert vendor.cell == model.grid[x, y] and hash(vendor.cell) == hash(model.grid[x, y])
    assert vendor in vendor.cell.agents and not vendor.cell.is_empty
    assert vendor.cell != (x, y) and repr(vendor.cell) == f"<cell 4 at {(x, y)}>"
    vendor.cell = None
    assert vendor.cell is None and vendor.pos is None and vendor.cell_index == -1
    assert vendor not in model.grid[x, y].agents
    vendor.pos = (x, y)
    assert vendor.cell.index == 4
    vendor.pos = None
    assert vendor.cell != model.grid[x, y] and vendor.cell_index == -1


def test_the_grid_looks_like_mesas(model, vendors):
    grid, district = model.grid, model.world.district
    vendors[0].cell, vendors[1].cell = 3, None
    assert (grid.width, grid.height) == (district.width, district.height) == grid.dimensions
    assert len(list(grid)) == len(grid.all_cells) == len(district.x) and grid.random is model.random
    outside = np.argwhere(district.lookup < 0)
    for x, y in [(-1, 0), (grid.width, 0), *((int(x), int(y)) for y, x in outside[:1])]:
        with pytest.raises(KeyError, match="outside the district"):
            grid[x, y]
    kinds = {type(agent) for agent in grid.agents}
    assert Vendor in kinds and Resident not in kinds
    assert vendors[1] not in grid.agents and all(a.pos is not None for a in grid.agents)
    assert all(cell.is_empty for cell in grid.empties)


def test_columns_of_cells_can_be_read_and_drawn(model):
    cell = model.grid.all_cells[3]
    cells = table(model, type("Cells", (), {"TABLE": "cells"})).rows
    cells.disorder[3] = 0.75
    assert cell.disorder == 0.75 and cell.supply.shape == cells.supply.shape[1:]
    layer = model.grid.disorder.data
    assert layer.shape == model.grid.dimensions and layer[cell.coordinate] == 0.75
    with pytest.raises(AttributeError, match="no column 'beauty'"):
        _ = cell.beauty
    with pytest.raises(AttributeError):
        _ = model.grid.beauty


def test_newcomers_live_on(model, vendors):
    newcomers = [*Vendor.create_agents(model, 3, cell=2), Vendor(model)]
    vendors[0].remove()
    for _ in range(3):
        model.step()
    assert all(n in vendors and n.wealth == n.wealth for n in newcomers[1:])


def test_a_table_must_be_fit_to_be_a_population():
    model = SmallTown(rng=1)
    model.world.tables["stalls"] = Table("stalls", [Column("alive", "?", 1, "", "")], 1)
    stall = type("Stall", (Row,), {"TABLE": "stalls"})
    with pytest.raises(LookupError, match="lacks the columns"):
        model.register_populations(model.world, [stall])
    columns = (*FACE_COLUMNS, Column("step", "i4", 0, "", "a name that Mesa's agents have"))
    model.world.tables["stalls"] = Table("stalls", columns, 1)
    with pytest.raises(ValueError, match="cannot be called 'step'"):
        model.register_populations(model.world, [stall])
    with pytest.raises(LookupError, match="no population of Stall"):
        stall(SmallTown(rng=1))


CHANGES = st.tuples(st.sampled_from(["join", "leave", "engine"]), st.integers(0, 9))


@given(st.lists(CHANGES, max_size=20))
def test_membership_is_that_of_a_list(changes):
    model = SmallTown(vendors=3, rng=1)
    vendors = model.agents_by_type[Vendor]
    expected, gone = {v.unique_id: v for v in vendors}, []
    for change, pick in changes:
        chosen = vendors[pick % len(vendors)] if len(vendors) else None
        if change == "join":
            made = Vendor(model, wealth=float(pick))
            expected[made.unique_id] = made
        elif chosen is not None:
            gone.append(expected.pop(chosen.unique_id))
            if change == "leave":
                chosen.remove()
            else:
                drop_rows(table(model, Vendor), [chosen._row])
    assert {v.unique_id: v for v in vendors} == expected and len(vendors) == len(expected)
    assert all(v in vendors for v in expected.values()) and not any(v in vendors for v in gone)
