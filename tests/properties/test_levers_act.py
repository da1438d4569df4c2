"""Each lever moves what its mechanism names, the stated way: short runs, paired seeds."""

from functools import cache

import numpy as np
import pytest

import twin
from agents.vendors import TRADING
from tests.case_accounts import opened
from tests.strategies import BUSY
from twin.mechanisms.cases import STREET

SEEDS = (1, 2)
DAYS = 6


@cache
def cities(days=DAYS, **levers):
    """Give the cities of all seeds after some days under these levers."""
    found = []
    for seed in SEEDS:
        city = twin.CityTwin(district="validation", parameters=BUSY, levers=levers, rng=seed)
        city.run_for(days=days)
        found.append(city)
    return found


def book(city):
    return city.world.rows("book")[0]


def each(measure, **levers):
    return np.array([measure(city) for city in cities(**levers)], float)


def rises(measure, name, low, high, **others):
    """Tell whether a measure is higher at the higher setting for every seed."""
    return bool(
        (each(measure, **{name: low}, **others) < each(measure, **{name: high}, **others)).all()
    )


def stops(city):
    return book(city).stops + book(city).known_stops


def met(city):
    return book(city).met


def harsh_of_dealt_with(city):
    b = book(city)
    harsh = b.fined + b.seized + b.let_off
    return harsh / (harsh + b.advised)


def joint_hours(city):
    cases = opened(city.world)
    handled = cases[cases.joint & (cases.handled >= 0)]
    return float(np.median(handled.handled - handled.collected))


def held_by_streets(city):
    return float((opened(city.world).holder >= STREET).mean())


def on_pitches(city):
    return float(city.world.rows("vendors").licensed.sum())


@pytest.mark.parametrize(("low", "high"), [(0.0, 0.3), (0.3, 0.7), (0.7, 1.0)])
def test_intensity_raises_stops_and_encounters(low, high):
    assert rises(stops, "intensity", low, high)
    assert rises(met, "intensity", low, high)


def test_intensity_zero_is_hands_off_and_one_keeps_more_off_the_street():
    assert not each(met, intensity=0.0).any()
    assert rises(lambda city: -book(city).traders, "intensity", 0.0, 1.0)


def test_style_decides_how_harshly_encounters_end():
    assert not each(harsh_of_dealt_with, style=0.0).any()
    assert (each(harsh_of_dealt_with, style=1.0) == 1.0).all()
    assert each(harsh_of_dealt_with, style=0.4).mean() == pytest.approx(0.4, abs=0.08)


def test_harsh_style_takes_money_and_felt_duty():
    assert rises(lambda city: float(city.world.rows("city").money_city[0]), "style", 0.0, 1.0)
    duty = rises(lambda city: -city.world.rows("vendors").legitimacy.mean(), "style", 0.0, 1.0)
    assert duty


def test_authority_is_the_share_of_matters_a_street_holds():
    shares = [each(held_by_streets, authority=value).mean() for value in (0.0, 0.2, 0.6, 1.0)]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


def test_handed_down_matters_pass_no_desk():
    for city in cities(authority=1.0):
        assert book(city).misrouted == 0
        cases = opened(city.world)
        assert ((cases.dispatched - cases.filed) == 1.0).all()


def test_staffing_posts_the_share_of_every_trade_to_streets():
    for value in (0.0, 0.25, 0.5, 1.0):
        teams = cities(staffing=value)[0].world.rows("teams")
        for trade in range(5):
            own = teams[teams.department == trade]
            assert abs((own.street >= 0).sum() - value * len(own)) < 1.0
        posted = teams.street >= 0
        assert (teams.area[posted] == teams.street[posted]).all()


@pytest.mark.parametrize("value", [0.25, 0.5, 0.75])
def test_posted_teams_are_spread_over_the_shifts(value):
    """Half the teams posted means half of each shift, not one whole shift."""
    teams = cities(staffing=value)[0].world.rows("teams")
    for trade in range(5):
        own = teams[teams.department == trade]
        for start in np.unique(own.starts):
            shift = own[own.starts == start]
            assert abs((shift.street >= 0).sum() - value * len(shift)) <= 1.0


def test_posted_teams_go_where_people_live():
    world = twin.CityTwin(
        district="validation", levers={"staffing": 1.0}, parameters={"teams_urban": 4.0}, rng=1
    ).world
    teams, offices = world.rows("teams"), world.rows("offices")[:-1]
    posted = np.bincount(teams.street, minlength=len(offices))
    fair = len(teams) * offices.persons / offices.persons.sum()
    assert np.corrcoef(posted, fair)[0, 1] > 0.9 and posted.min() >= 1


def test_posted_teams_know_their_beat_better():
    assert rises(lambda city: city.world.rows("teams").knowledge.mean(), "staffing", 0.0, 1.0)


def test_a_whistle_brings_departments_together_at_once_and_costs_their_own_work():
    assert not each(lambda city: book(city).whistles, whistle=0.0).any()
    assert rises(lambda city: book(city).whistles, "whistle", 0.0, 0.5)
    assert rises(lambda city: -joint_hours(city), "whistle", 0.0, 1.0, days=15)
    for city in cities(whistle=1.0):
        cases = opened(city.world)
        beyond = cases.joint & ((cases.kind + cases.matter) / 7.0 >= 0.2)
        assert (cases.whistled == beyond).all()
        assert book(city).whistles == cases.whistled.sum()


def test_assessment_makes_departments_responsive():
    def responsiveness(city):
        return city.world.rows("departments").responsiveness.mean()

    assert np.allclose(each(responsiveness, assessment=0.0), 0.5)
    assert rises(responsiveness, "assessment", 0.0, 0.5)
    assert rises(responsiveness, "assessment", 0.5, 1.0)


def test_discretion_without_assessment_lets_familiar_faces_off():
    def capture(city):
        return city.world.rows("offices").capture.mean()

    assert not each(capture, discretion=0.0).any()
    assert rises(capture, "discretion", 0.0, 1.0)
    assert not each(capture, discretion=1.0, assessment=1.0).any()


def test_assessed_discretion_follows_what_residents_want():
    """Where residents care for order, the street is stricter than where they do not."""
    for city in cities(days=29, discretion=1.0, assessment=1.0):
        strict = city.world.rows("offices").strictness[:-1]
        tastes = [street.order_taste for street in city.district.streets]
        assert np.ptp(strict) > 0.02
        assert np.corrcoef(strict, tastes)[0, 1] > 0.5


def test_a_street_moves_its_strictness_once_a_week():
    city = twin.CityTwin(
        district="classroom", parameters=BUSY, levers={"discretion": 1.0, "assessment": 0.5}, rng=6
    )
    changes = np.zeros(len(city.district.streets), int)
    for _ in range(24 * 22):
        before = city.world.rows("offices").local_strictness[:-1].copy()
        city.step()
        changes += city.world.rows("offices").local_strictness[:-1] != before
    assert changes.max() <= 4  # four Mondays, the first at the very start


def test_pitches_are_marked_out_and_let():
    assert not each(on_pitches, pitches=0.0).any()
    assert rises(on_pitches, "pitches", 0.0, 0.5)
    assert rises(on_pitches, "pitches", 0.5, 3.0)
    for city in cities(pitches=0.5):
        marked = city.world.rows("cells").pitches
        assert abs(marked.sum() - 0.5 * 60) <= len(city.district.streets)
    assert rises(lambda city: book(city).on_pitch, "pitches", 0.5, 3.0)


def test_fewer_pitches_evict_the_surplus_at_once():
    city = twin.CityTwin(district="validation", parameters=BUSY, levers={"pitches": 3.0}, rng=1)
    city.run_for(19, days=8)
    vendors = city.world.rows("vendors")
    before = int(vendors.licensed.sum())
    standing = vendors.on_pitch.copy()
    city.set_lever("pitches", 0.2)
    assert before > 30 and standing.sum() > 3
    assert vendors.licensed.sum() <= 0.2 * 60 + 3
    still = standing & ~vendors.on_pitch
    assert (vendors.state[still] == TRADING).all()  # they stay, without a licence
    city.set_lever("pitches", 0.0)
    assert not vendors.licensed.any() and not vendors.on_pitch.any()


def test_campaigns_push_and_pass():
    """While one runs, streets act harder and harsher; without the lever there is none."""
    for city in cities(days=15, campaign=0.0):
        assert city.world.rows("city").campaigns[0] == 0
    city = cities(days=15, campaign=0.8)[0]
    offices = city.world.rows("offices")[0]
    pushed = float(city.world.rows("city").push[0]) * 0.8
    assert offices.strictness == pytest.approx(0.4 + pushed * 0.6)
    assert offices.harshness == pytest.approx(0.3 + pushed * 0.7)
    assert offices.patrol_share == pytest.approx(0.9 * min(1.0, 0.4 * (1 + 2 * pushed)))


def test_a_lever_may_be_turned_in_one_street_only():
    city = twin.CityTwin(district="validation", parameters=BUSY, rng=1)
    city.set_lever("intensity", 1.0, street=3)
    city.run_for(1)
    strict = city.world.rows("offices").strictness
    assert strict[3] == 1.0
    assert np.allclose(np.delete(strict, 3), 0.4)
    city.set_lever("staffing", 1.0, street=3)
    posted = city.world.rows("teams").street
    assert set(posted[posted >= 0].tolist()) == {3}
