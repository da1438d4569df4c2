"""Some levers do exactly what they say: shares, who holds what, and how often streets decide."""

from functools import cache

import numpy as np
import pytest

import twin
from tests.strategies import BUSY
from twin.accounts.cases import opened
from twin.mechanisms.cases import street_may_close

SEEDS = (1, 2)
#: Roads are taken over often, which needs several departments.
JOINT = {**BUSY, "works_rate": 0.01}


@cache
def cities(days=4, **levers):
    """Give the cities of all seeds after some days under these levers."""
    found = []
    for seed in SEEDS:
        city = twin.CityTwin(district="classroom", parameters=JOINT, levers=levers, rng=seed)
        city.run_for(days=days)
        found.append(city)
    return found


def book(city):
    return city.world.rows("book")[0]


def test_style_is_the_share_of_harsh_endings():
    harsh = dealt = 0.0
    for city in cities(style=0.4, intensity=1.0):
        punished = book(city).fined + book(city).seized + book(city).let_off
        harsh, dealt = harsh + punished, dealt + punished + book(city).advised
    assert dealt > 100 and harsh / dealt == pytest.approx(0.4, abs=0.1)


def test_authority_hands_down_the_simple_matters_and_they_pass_no_desk():
    held = []
    for value in (0.2, 0.6, 1.0):
        for city in cities(authority=value):
            cases = opened(city.world)
            simple = [street_may_close(c.kind, c.matter, value) for c in cases]
            own = cases[~cases.cause & simple]
            assert len(own) > 5 and (own.dispatched - own.filed == 1.0).all()
            assert (cases.lacked == ~np.array(simple)).all()
        held.append(np.mean(simple))
    assert held == sorted(held) and held[-1] == 1.0


def test_at_a_full_whistle_every_joint_matter_beyond_the_street_is_whistled_for():
    for city in cities(whistle=1.0):
        cases = opened(city.world)
        assert (cases.whistled == (cases.joint & cases.lacked)).all()
        assert book(city).whistles == cases.whistled.sum() > 3


def test_discretion_without_assessment_lets_familiar_faces_off():
    for city in cities(discretion=1.0):
        zones, p = city.world.rows("zones"), city.world.p
        assert np.allclose(zones.capture, p.capture_most)
    for city in (*cities(discretion=1.0, assessment=1.0), *cities()):
        assert not city.world.rows("zones").capture.any()


def test_a_street_moves_its_strictness_on_mondays_only():
    levers = {"discretion": 1.0, "assessment": 1.0}
    city = twin.CityTwin(district="classroom", parameters=BUSY, levers=levers, rng=6)
    moved = set()
    for hour in range(24 * 15):
        before = city.world.rows("offices").local_strictness[:-1].copy()
        city.step()
        if (city.world.rows("offices").local_strictness[:-1] != before).any():
            moved.add(hour)
    assert moved and moved <= {0, 24 * 7, 24 * 14}


@pytest.mark.slow
def test_assessed_discretion_follows_what_residents_want():
    """Where residents care for order, the street is stricter than where they do not."""
    for seed in SEEDS:
        levers = {"discretion": 1.0, "assessment": 1.0}
        city = twin.CityTwin(district="validation", parameters=BUSY, levers=levers, rng=seed)
        city.run_for(days=29)
        strict = city.world.rows("offices").strictness[:-1]
        tastes = [street.order_taste for street in city.district.streets]
        assert np.ptp(strict) > 0.02
        assert np.corrcoef(strict, tastes)[0, 1] > 0.5


def test_campaigns_act_by_their_strength_on_every_street():
    setup = {"campaign": 0.8, "campaign_threshold": 1.0, "campaign_days": 60.0}
    parameters = {**BUSY, "attention_lag": 1.0}
    city = twin.CityTwin(district="classroom", levers=setup, parameters=parameters, rng=1)
    city.run_for(days=5)
    assert city.world.rows("city").push[0] == 1.0 == city.world.rows("city").campaigns[0]
    for zone in city.world.rows("zones"):
        assert zone.strictness == pytest.approx(0.4 + 0.8 * 0.6)
        assert zone.harshness == pytest.approx(0.3 + 0.8 * 0.7)
        assert zone.patrol_share == pytest.approx(
            city.world.p.patrol_most * min(1.0, 0.4 * (1 + 2 * 0.8))
        )


def test_a_lever_may_be_turned_in_one_street_only():
    parameters = {**BUSY, "teams_urban": 4.0}
    city = twin.CityTwin(district="classroom", parameters=parameters, rng=1)
    city.set_lever("intensity", 1.0, street=3)
    city.set_lever("staffing", 1.0, street=3)
    city.run_for(1)
    strict = city.world.rows("offices").strictness[:-1]
    assert strict.tolist() == pytest.approx([0.4, 0.4, 0.4, 1.0])
    assert set(city.world.rows("teams").street.tolist()) == {-1, 3}
