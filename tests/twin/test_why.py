"""Story cards tell what the model does: their numbers are those of its rules, to the last place."""

import re

import numpy as np
import pytest

from agents.teams import choose_stop
from agents.vendors import OUT_OF_BUSINESS, TRADING
from tests.strategies import BUSY
from twin.errors import InputError
from twin.mechanisms.cases import street_may_close
from twin.mechanisms.columns import CLOSED, DESK
from twin.model import CityTwin
from twin.sight import open_hour
from twin.why import CARDS, card_of, case_steps
from twin.why.pipeline import ended_cases, pipeline
from twin.why.reckon import looks_of, waiting_for, weighing
from twin.why.street import may_close

CHINESE = re.compile(r"[\u4e00-\u9fff]")
LEVERS = {"pitches": 1.0, "authority": 0.3, "whistle": 0.3, "onething": 0.3, "staffing": 0.5}
OPENS = 11


@pytest.fixture(scope="module")
def city():
    """Give a town after four days, at the hour at which cooked food opens: not yet chosen."""
    model = CityTwin("classroom", levers=LEVERS, parameters=BUSY, rng=3)
    model.run_for(OPENS, days=4)
    return model


@pytest.fixture(scope="module")
def opening(city):
    return city.snapshot()


@pytest.fixture
def model(city, opening):
    city.restore(opening)
    return city


def about_to_open(world):
    vendors = world.rows("vendors")
    return np.flatnonzero(
        (vendors.opens == OPENS) & (vendors.state != OUT_OF_BUSINESS) & vendors.alive
    ).tolist()


def test_a_vendor_takes_what_its_card_reckons_best(model):
    world = model.world
    rows = about_to_open(world)
    before = {row: weighing(world, row) for row in rows}
    model.step()
    vendors, taken = world.rows("vendors"), set()
    for row in rows:
        weighed, best = before[row], before[row].best()
        if best < 0 or vendors.state[row] != TRADING:
            # stayed away, asked for a pitch, was kept out or sent off within the hour
            assert best < 0 or vendors.utility[row] == weighed.options.worth[best]
            continue
        assert (vendors.option[row], vendors.utility[row]) == (best, weighed.options.worth[best])
        taken.add(best)
    assert len(rows) > 10 and len(taken) > 2


@pytest.fixture
def alarmed(model):
    """Give the city while teams take every place by surprise, as after a crackdown."""
    cells = model.world.rows("cells")
    before = cells.surprise.copy(), cells.lost.copy()
    cells.surprise, cells.lost = 0.7, 0.2
    yield model
    cells.surprise, cells.lost = before


@pytest.mark.parametrize("state", ["model", "alarmed"])
def test_the_terms_of_a_place_add_up_to_its_worth(state, request):
    world = request.getfixturevalue(state).world
    for row in about_to_open(world)[:20]:
        for one in weighing(world, row).options:
            if one.place < 0:
                continue
            total = one.takings - one.costs - one.fear - one.duty - one.lost
            assert total == pytest.approx(one.worth, abs=1e-9)
            assert one.fear == one.risk * one.penalty


def test_after_its_choice_a_vendor_that_stayed_is_reckoned_the_same(model):
    world = model.world
    before = {row: weighing(world, row) for row in about_to_open(world)}
    model.run_for(3)
    vendors = world.rows("vendors")
    stayed = [
        row
        for row in before
        if vendors.state[row] == TRADING and vendors.fate[row] == 0
        and vendors.cell[row] == vendors.told_place[row]
    ]  # fmt: skip
    assert len(stayed) > 5
    for row in stayed:
        after = weighing(world, row)
        assert after.options.place[0] == before[row].options.place[0]
        assert after.options.worth[0] == before[row].options.worth[0]
        assert after.away_value == before[row].away_value


def test_reading_every_card_changes_nothing(model):
    before = model.digest()
    world = model.world
    for row in range(0, len(world.rows("vendors")), 7):
        card_of(world, "vendor", row)
    for row in range(len(world.rows("teams"))):
        card_of(world, "team", row)
    for number in range(0, int(world.rows("city").n_cases[0]), 5):
        card_of(world, "case", number)
    for street in range(len(world.district.streets)):
        card_of(world, "street", street)
    assert model.digest() == before


def texts(card, language):
    told = card.to_dict(language)
    yield from (told["title"], *told["told"], *(door["name"] for door in told["doors"]))
    if told["choices"]:
        yield from (told["choices"]["title"], told["choices"]["note"], *told["choices"]["columns"])
        yield from (row["name"] for row in told["choices"]["rows"])
    for step in told["steps"]:
        yield from (step["name"], step["holder"])


@pytest.mark.parametrize("kind", list(CARDS))
@pytest.mark.parametrize("hour", [0, 5])
def test_a_card_speaks_each_language_whole(model, kind, hour):
    model.run_for(hour)
    for row in range(0, 40, 3):
        try:
            card = card_of(model.world, kind, row)
        except InputError:
            continue
        for text in texts(card, "en"):
            assert text and not CHINESE.search(text) and "{" not in text, text
        for text in texts(card, "zh"):
            assert text and "{" not in text
        assert any(CHINESE.search(text) for text in texts(card, "zh"))


def test_what_there_is_not_has_no_card(model):
    with pytest.raises(InputError, match="unknown card"):
        card_of(model.world, "weather", 0)
    with pytest.raises(InputError, match="out of range"):
        card_of(model.world, "vendor", 10**6)


def test_the_waits_of_a_case_add_up_to_its_life(model):
    world = model.world
    cases = world.rows("cases")[: int(world.rows("city").n_cases[0])]
    kinds = set()
    for number, case in enumerate(cases):
        steps = case_steps(world, number)
        assert len(steps) == 7
        end = case.verified if case.stage == CLOSED else max(world.now.tick, case.dispatched)
        assert sum(step.waited for step in steps) == pytest.approx(end - case.collected)
        assert sum(step.now for step in steps) == (case.stage != CLOSED)
        kinds.add(int(case.stage))
    assert {DESK, CLOSED} <= kinds


def test_the_pipeline_of_the_district_is_the_mean_of_its_cases(model):
    world = model.world
    numbers = ended_cases(world)
    assert len(numbers) > 20
    _, steps = pipeline(world, numbers)
    cases = world.rows("cases")[numbers]
    life = float(np.mean(cases.verified - cases.collected))
    assert sum(step.waited for step in steps) == pytest.approx(life)
    parts = [ended_cases(world, street) for street in range(len(world.district.streets))]
    assert sorted(number for part in parts for number in part) == sorted(numbers)
    assert pipeline(world, [])[1] == ()


def test_a_closed_case_has_all_its_hours_in_order(model):
    world = model.world
    cases = world.rows("cases")[: int(world.rows("city").n_cases[0])]
    plain = np.flatnonzero((cases.outcome == 1) & (cases.reopened == 0))
    assert len(plain) > 10
    for number in plain.tolist():
        at = [step.at for step in case_steps(world, number)]
        assert None not in at and at == sorted(at)


@pytest.mark.parametrize("authority", [0.0, 0.05, 0.3, 0.77, 1.0])
def test_the_share_a_street_may_close_is_that_of_the_rule(authority):
    matters = (np.arange(2000) + 0.5) / 2000
    for kind in range(11):
        share = np.mean([street_may_close(kind, matter, authority) for matter in matters])
        assert may_close(kind, authority) == pytest.approx(share, abs=1e-3)


def test_a_team_stops_where_its_card_says_it_is_hottest(model):
    world = model.world
    teams = world.rows("teams")
    shown = {row: looks_of(world, row) for row in range(len(teams))}
    walking = [row for row, (places, _) in shown.items() if len(places)]
    assert walking
    hour = open_hour(world).tables
    for row in walking:
        places, heats = shown[row]
        assert (np.diff(heats) <= 0).all()
        stop = choose_stop(teams[row], hour.team, hour.clock[0], hour.parameters[0], 0)
        assert stop == (places[0] if heats[0] > 0.0 else -1)


def test_a_team_without_the_power_sees_work_it_may_not_take(model):
    world = model.world
    teams = world.rows("teams")
    counts = np.array([waiting_for(world, row) for row in range(len(teams))])
    assert (counts[:, 1] <= counts[:, 0]).all() and (counts[:, 1] <= counts[:, 2]).all()
    assert (counts[:, 0] > counts[:, 1]).any()
