"""At the ends of its levers and parameters a city does what can be known beforehand."""

import numpy as np
import pytest

import twin
from agents.vendors import OUT_OF_BUSINESS
from tests.strategies import BUSY
from twin.accounts.cases import opened
from twin.mechanisms.cases import STREET

DAYS = 3


def run(parameters=None, prepare=None, **levers):
    world = {**BUSY, **(parameters or {})}
    city = twin.CityTwin(district="classroom", parameters=world, levers=levers, rng=17)
    if prepare:
        prepare(city.world)
    city.run_for(days=DAYS)
    return city


def book(city):
    return city.world.rows("book")[0]


def close_all(world):
    world.rows("vendors").state = OUT_OF_BUSINESS
    world.rows("vendors").told_income = -1e9


def test_without_vendors_there_is_no_trade_and_nobody_to_meet():
    city = run({"entry_pace": 0.0}, close_all)
    for name in ("takings", "traders", "met", "illness", "fees", "fines_paid"):
        assert book(city)[name] == 0.0
    assert not book(city).sold.any() and book(city).shopped > 0.0
    assert not np.isnan(city.indicators["vitality"])


def test_without_outings_nothing_is_wanted_by_residents():
    def stay_in(world):
        world.rows("residents").outgoing = 0.0

    city = run(prepare=stay_in)
    for name in ("visits", "chances", "shopped", "unmet", "sold_residents"):
        assert book(city)[name] == 0.0
    assert book(city).sold.sum() > 0.0  # visitors still buy


def test_without_residents_out_and_visitors_nothing_is_sold():
    def stay_in(world):
        world.rows("residents").outgoing = 0.0

    city = run({"visitor_outing": 0.0}, stay_in)
    assert book(city).sold.sum() == book(city).wants == 0.0


def test_full_control_leaves_no_unlicensed_vendor_alone_where_a_team_stops():
    city = run(
        {"flee_chance": 0.0, "actions_per_stop": 20.0, "tidy_tolerance": 1.0, "moved_along": 1.0},
        intensity=1.0, style=0.0,
    )  # fmt: skip
    assert book(city).met > 0
    assert book(city).met == book(city).advised == book(city).moved
    assert run(intensity=0.0).world.rows("book")[0].met == 0


def test_hands_off_means_no_patrols_and_no_encounters():
    city = run(intensity=0.0)
    assert city.world.rows("teams").patrol_hours.sum() == 0.0
    assert book(city).met == 0 and book(city).known_stops == 0.0


@pytest.mark.parametrize(
    ("style", "never"), [(0.0, ("fined", "seized", "let_off")), (1.0, ("advised",))]
)
def test_pure_styles(style, never):
    city = run(style=style, intensity=1.0)
    assert book(city).met > 0
    assert all(book(city)[name] == 0.0 for name in never)


def test_with_all_power_and_hands_the_streets_do_everything():
    city = run(authority=1.0, staffing=1.0, whistle=1.0)
    cases = opened(city.world)
    assert len(cases) > 5 and (cases.holder >= STREET).all()
    assert not cases.whistled.any() and not cases.misrouted.any()
    assert (city.world.rows("teams").street >= 0).all()


def test_without_power_or_whistle_the_departments_do_everything():
    city = run(authority=0.0)
    cases = opened(city.world)
    assert len(cases) > 5 and (cases.holder < STREET).all()


def test_nobody_reports_what_nobody_trusts():
    def distrust(world):
        world.rows("residents").trust = 0.0

    city = run({"trust_hearsay": 0.0}, distrust)
    assert not book(city).reports.any()
    assert book(city).opened[0] == 0


def test_tidy_food_makes_nobody_ill_and_trust_recovers():
    city = run({"illness_chance": 0.0})
    assert book(city).illness == 0.0
    assert (city.world.rows("offices").food_trust > 0.8).all()


def test_everything_collected_leaves_a_day_of_waste():
    city = run({"collection": 1.0})
    record = city.world.rows("city")[0]
    assert city.world.rows("cells").waste.sum() < 1.5 * record.waste_made / DAYS


def test_without_pitches_nobody_is_licensed_and_with_many_some_are():
    assert book(run(pitches=0.0)).on_pitch == 0.0
    city = run({"felt_duty": 80.0}, pitches=3.0, pitch_fee=1.0, siting=1.0, licence_days=0.0)
    assert book(city).on_pitch > 0.0 and book(city).fees > 0.0


def test_without_teams_for_routine_nothing_is_neglected_less():
    busy = {"routine_load": 5.0}
    idle, posted = run(busy, staffing=0.0), run(busy, staffing=1.0)
    assert (
        posted.world.rows("offices").neglect[-1].sum()
        > idle.world.rows("offices").neglect[-1].sum()
    )
