"""Who lives, works, trades and serves where, at the start."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import twin
from agents.hours import CLOSES, OPENS
from agents.residents import ELDERLY, FREE, RIDER, WORKER
from agents.teams import on_duty
from agents.vendors import IDLE, OUT_OF_BUSINESS
from twin.district import load_district
from twin.populate import GROUP_SHARES, TRADE_SHARES, pick_by, split_persons
from twin.world import World

DISTRICT = load_district("validation")


@pytest.fixture(scope="module")
def world():
    return World(DISTRICT, 5)


@given(st.floats(1.0, 20_000.0))
def test_persons_are_shared_out_to_the_last_one(scale):
    homes, weights = split_persons(DISTRICT, scale)
    street = DISTRICT.street[homes]
    persons = np.bincount(street, weights, len(DISTRICT.streets))
    assert persons.tolist() == [s.population for s in DISTRICT.streets]
    assert (DISTRICT.residents[homes] > 0).all() and (weights >= 1.0).all()
    assert np.ptp(weights[street == 0]) <= 1.0


def test_residents_live_where_the_census_counts_them(world):
    rows = world.rows("residents")
    living = np.bincount(rows.home, rows.weight, len(DISTRICT.residents))
    assert np.corrcoef(living, DISTRICT.residents)[0, 1] > 0.9


def test_groups_floating_and_tastes_follow_the_district(world):
    rows = world.rows("residents")
    street = DISTRICT.street[rows.home]
    for s, census in enumerate(DISTRICT.streets):
        own = street == s
        assert rows.floating[own].mean() == pytest.approx(census.floating_share, abs=0.09)
        assert rows.taste[own].mean() == pytest.approx(census.order_taste, abs=0.03)
    assert set(np.unique(rows.group)) == {0, 1, 2, 3, 4}
    assert (rows.work[rows.group == 4] == -1).all()  # the elderly do not work
    assert (rows.work[rows.group == 2] == -1).all()  # riders at no fixed place
    newcomers = rows.group == 1
    assert rows.floating[newcomers].mean() > 0.6 > rows.floating[~newcomers].mean()
    assert np.bincount(rows.group)[0] / len(rows) == pytest.approx(GROUP_SHARES[0], abs=0.12)


def test_some_work_here_some_elsewhere_and_everybody_keeps_hours(world):
    rows, p = world.rows("residents"), world.p
    desk = ~np.isin(rows.group, (2, 4))
    assert (rows.work[desk] >= 0).mean() == pytest.approx(p.local_jobs, abs=0.03)
    assert rows.away[desk].mean() == pytest.approx(p.employed - p.local_jobs, abs=0.03)
    assert not rows.away[~desk].any() and not (rows.away & (rows.work >= 0)).any()
    works = rows.away | (rows.work >= 0)
    assert (rows.rhythm[works] == WORKER).all()
    assert (rows.rhythm[desk & ~works] == FREE).all()
    assert (rows.rhythm[rows.group == 2] == RIDER).all()
    assert (rows.rhythm[rows.group == 4] == ELDERLY).all()


def test_places_are_near_home_but_for_work_and_one_far(world):
    rows, d = world.rows("residents"), DISTRICT
    dx = d.x[rows.home][:, None] - d.x[rows.places]
    dy = d.y[rows.home][:, None] - d.y[rows.places]
    assert rows.distance == pytest.approx(np.hypot(dx, dy), abs=1e-4)
    assert rows.distance[:, :4].mean() < rows.distance[:, 5].mean()


def test_vendors_keep_the_hours_of_their_trade_and_know_five_others(world):
    rows = world.rows("vendors")
    assert len(rows) == round(9.0 * DISTRICT.population / 1000)
    assert (rows.opens == np.array(OPENS)[rows.trade]).all()
    assert (rows.closes == np.array(CLOSES)[rows.trade]).all()
    assert (rows.friends != np.arange(len(rows))[:, None]).all()
    share = np.bincount(rows.trade) / len(rows)
    assert share == pytest.approx(TRADE_SHARES, abs=0.06)
    assert (rows.state == IDLE).mean() == pytest.approx(world.p.start_share, abs=0.07)
    out = rows.state == OUT_OF_BUSINESS
    assert (rows.told_income[out] < -1e8).all() and (rows.told_income[~out] >= 0.0).all()


def test_every_hour_of_the_day_somebody_is_on_duty(world):
    covered = [any(on_duty(team, hour) for team in world.rows("teams")) for hour in range(24)]
    assert all(covered)
    assert (np.bincount(world.rows("teams").department) >= 2).all()


def test_care_is_a_weight_where_people_live_and_go(world):
    care = world.rows("cells").care
    assert care.sum() == pytest.approx(1.0) and (care >= 0.0).all()
    assert np.corrcoef(care, DISTRICT.residents)[0, 1] > 0.3


def test_offices_have_their_streets_and_the_district_a_row(world):
    rows = world.rows("offices")
    assert rows.persons.tolist() == [*(s.population for s in DISTRICT.streets), 60_000]
    assert (DISTRICT.street[rows.cell[:-1]] == np.arange(len(rows) - 1)).all()
    assert world.rows("departments").teams.sum() == len(world.rows("teams"))


@given(
    st.lists(st.floats(0.0, 10.0), min_size=1, max_size=8).filter(lambda w: sum(w) > 0.1),
    st.floats(0.0, 1.0, exclude_max=True),
)
def test_picking_by_weight_never_picks_what_weighs_nothing(weights, u):
    picked = int(pick_by(np.array(weights), np.array([u]))[0])
    assert weights[picked] > 0.0


def test_a_vendor_is_the_same_at_every_scale():
    one, other = (twin.CityTwin(district="classroom", rng=2, scale=s).world for s in (5.0, 40.0))
    for name in ("vendors", "teams"):
        assert one.tables[name].digest() == other.tables[name].digest()
    assert len(one.rows("residents")) > 7 * len(other.rows("residents"))
