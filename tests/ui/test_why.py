"""Asking about whoever stands on the map: what the page sends never stops the city."""

import contextlib

import numpy as np
import pytest

import twin
from agents.vendors import TRADING
from tests.waiting import rest, settle
from twin.errors import InputError
from twin.session import Session
from twin.ui.why import Why, standing_at


@pytest.fixture(scope="module")
def model():
    city = twin.CityTwin(district="classroom", rng=2)
    city.run_for(13)
    return city


@pytest.fixture
def why(model):
    session = Session(model)
    sent, told = [], []
    asking = Why(session, 0, sent.append)
    asking.tell = told.append
    asking.sent, asking.told = sent, told
    yield asking
    session.pause()
    rest(session)
    session.close()


def crowded_cell(world):
    vendors = world.rows("vendors")
    cells, counts = np.unique(vendors.cell[vendors.state == TRADING], return_counts=True)
    return int(cells[np.argmax(counts)])


def test_a_click_on_a_mark_asks_about_that_vendor(why, model):
    cell = crowded_cell(model.world)
    vendors = model.world.rows("vendors")
    rows = np.flatnonzero((vendors.state == TRADING) & (vendors.cell == cell)).tolist()
    for place, row in enumerate(rows):
        assert standing_at(model.world, cell, "vendor", place) == ("vendor", row)
        why.ask({"cell": cell, "who": "vendor", "place": place})
        settle(why.session)
        assert (why.told[-1].kind, why.told[-1].row) == ("vendor", row)
    assert standing_at(model.world, cell, "vendor", len(rows)) is None


def test_a_click_beside_all_marks_asks_about_the_cell(why, model):
    why.ask({"cell": crowded_cell(model.world)})
    settle(why.session)
    assert why.told[-1].kind == "cell" and why.mark()["cell"] == -1


def test_doors_lead_on_and_back_leads_back(why, model):
    why.ask({"cell": crowded_cell(model.world), "who": "vendor", "place": 0})
    settle(why.session)
    first = why.told[-1]
    why.open({"kind": "street", "row": 0})
    settle(why.session)
    assert why.told[-1].kind == "street" and why.state()["past"] == 1
    why.act("back")
    settle(why.session)
    assert (why.told[-1].kind, why.told[-1].row) == ("vendor", first.row)
    why.act("follow")
    settle(why.session)
    assert why.mark() == {"cell": first.cell, "on": True}
    why.act("close")
    assert why.told[-1] is None and why.mark() == {"cell": -1, "on": False}


@pytest.mark.parametrize(
    ("action", "content"),
    [
        ("ask", {"cell": 10**9}),
        ("ask", {"cell": 3, "who": "mayor", "place": 1}),
        ("ask", {"cell": 3, "who": "vendor", "place": 10**9}),
        ("ask", {"cell": "x"}),
        ("open", {"kind": "weather", "row": 0}),
        ("open", {"kind": "vendor", "row": 10**9}),
        ("open", {"kind": "team", "row": -5}),
        ("open", {"kind": "case", "row": "x"}),
        ("act", "explode"),
    ],
)
def test_what_the_page_does_not_send_stops_nothing(why, action, content):
    with contextlib.suppress(KeyError, ValueError, InputError):
        getattr(why, action)(content)
    why.mark()
    settle(why.session)
    why.session.step(1)
    rest(why.session)
    assert why.session.error is None


def test_a_card_is_read_again_as_the_city_goes_on(why, model):
    why.open({"kind": "district", "row": 0})
    settle(why.session)
    before = len(why.told)
    why.session.step(2)
    rest(why.session)
    why.hear(why.session.outlet.picture)
    settle(why.session)
    assert len(why.told) > before
