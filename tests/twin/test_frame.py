"""A frame holds what the page draws, where the page's script looks for it, in few bytes."""

from types import SimpleNamespace

import numpy as np
import pytest

import twin
from twin.errors import InputError
from twin.frame import HEADER, LAYER_NAMES, LAYERS, NOWHERE, TRADING, count_seen, pack

BUDGET = 100_000


@pytest.fixture(scope="module")
def world():
    model = twin.CityTwin(district="classroom", rng=3)
    model.run_for(36)
    return model.world


def unpack(frame):
    """Read a frame by the layout its module declares, independently of numpy records."""
    head = np.frombuffer(frame, HEADER, 1)[0]
    n = {name: int(head[name]) for name in ("cells", "vendors", "teams")}
    at = HEADER.itemsize
    parts = {}
    for name, kind, length, gap in (
        ("values", "u1", n["cells"], n["cells"] % 2),
        ("vendor_cells", "<u2", n["vendors"], 0),
        ("team_cells", "<u2", n["teams"], 0),
        ("vendor_marks", "u1", n["vendors"], 0),
        ("team_marks", "u1", n["teams"], 0),
    ):
        parts[name] = np.frombuffer(frame, kind, length, at)
        at += parts[name].nbytes + gap
    assert at == len(frame)
    return head, parts


def test_the_header_has_24_bytes_as_the_page_expects():
    assert HEADER.itemsize == 24
    assert [HEADER.fields[name][1] for name in ("tick", "cells", "vendors", "teams")] == [
        4,
        12,
        16,
        20,
    ]


def test_a_frame_gives_back_clock_vendors_and_teams(world):
    head, parts = unpack(pack(world, "order", 7))
    vendors, teams = world.rows("vendors"), world.rows("teams")
    trading = np.flatnonzero(vendors.state == TRADING)
    assert (head["tick"], head["hour"], head["number"]) == (36, 12, 7)
    assert len(trading) > 0
    assert parts["vendor_cells"].tolist() == vendors.cell[trading].tolist()
    assert (parts["vendor_marks"] & 1).tolist() == vendors.licensed[trading].astype(int).tolist()
    assert (parts["vendor_marks"] >> 2).tolist() == vendors.trade[trading].tolist()
    assert parts["team_cells"].tolist() == teams.cell.tolist()
    assert (parts["team_marks"] & 7).tolist() == teams.department.tolist()
    assert (parts["team_marks"] >> 3).tolist() == teams.state.tolist()


@pytest.mark.parametrize("layer", LAYERS, ids=LAYER_NAMES)
def test_a_layer_comes_back_to_within_a_byte(world, layer):
    _, parts = unpack(pack(world, layer.name, 1))
    share = parts["values"] / 255
    shown = layer.high * (share**2 if layer.root else share)
    true = layer.values(world.rows("cells"))
    assert np.abs(shown - true).max() <= layer.high / 127
    assert true.min() >= 0 and true.max() <= layer.high


def test_order_is_what_disorder_leaves(world):
    order = LAYERS[LAYER_NAMES.index("order")].values(world.rows("cells"))
    assert np.allclose(order, 1 - world.rows("cells").disorder, atol=1e-6)


def test_vendors_and_teams_are_counted_from_the_frame(world):
    on_duty = int((world.rows("teams").state > 0).sum())
    trading = int((world.rows("vendors").state == TRADING).sum())
    assert count_seen(pack(world, "footfall", 1)) == (trading, on_duty)


def test_an_unknown_layer_is_refused(world):
    with pytest.raises(InputError, match=r"unknown layer.*smell"):
        pack(world, "smell", 1)


def test_the_largest_district_we_draw_stays_within_the_budget():
    cells, vendors, teams = 20_000, 20_000, 1_000
    tables = {
        "cells": np.zeros(cells, [("disorder", "f8")]),
        "vendors": np.ones(
            vendors, [(n, "i4") for n in ("cell", "state", "licensed", "on_pitch", "trade")]
        ),
        "teams": np.ones(teams, [(n, "i4") for n in ("cell", "department", "state")]),
    }
    tables["vendors"]["state"] = TRADING
    tables["teams"]["cell"][0] = -1
    now = SimpleNamespace(tick=1, hour=1)
    world = SimpleNamespace(rows=lambda name: tables[name], now=now)
    frame = pack(world, "order", 1)
    _, parts = unpack(frame)
    assert len(frame) < BUDGET
    assert parts["team_cells"][0] == NOWHERE and parts["team_marks"][0] >> 3 == 0


def test_a_district_with_too_many_cells_is_refused():
    tables = {"cells": np.zeros(65_536, [("disorder", "f8")])}
    with pytest.raises(ValueError, match="65535 cells"):
        pack(SimpleNamespace(rows=lambda name: tables[name]), "order", 1)
