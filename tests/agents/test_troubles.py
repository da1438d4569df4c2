"""Troubles at home: who gets one, who tells, who is helped; who asks for a missing service."""

import numpy as np
import pytest

from agents import offices, residents, troubles
from agents.residents import HOME_REPAIR, N_KINDS, SOLVED
from agents.table import new_rows
from agents.view import ResidentSees
from tests.agents.plain import climbs, falls, parameters, plain, steps, thing
from twin.habits import daily_habits
from twin.mechanisms.columns import CELL, TRACE, WEATHER, ZONE

P = parameters(trouble_rate=0.01)
LUCK = (np.arange(4000) + 0.5) / 4000
whole = plain(troubles.whole)


def filled(declared, values):
    """Give one row of a table with these values."""
    rows = new_rows(declared, 1)
    for name, value in values.items():
        rows[name] = value
    return rows


def home(**values):
    return filled(CELL, values)[0]


def around(outreach=0.0, newcomers=0.0, **cell):
    return ResidentSees(
        filled(CELL, cell),
        new_rows(offices.COLUMNS, 1),
        daily_habits()[19],
        filled(ZONE, {"outreach": outreach}),
        filled(WEATHER, {"newcomers": newcomers})[0],
    )


def household(**values):
    base = {"weight": 100.0, "trust": 0.6, "reached": 0.9, "served": 0.3}
    return filled(residents.COLUMNS, {**base, **values})[0]


def left():
    return new_rows(TRACE, 1)


def on_average(draw):
    return np.mean([draw(u) for u in LUCK])


def test_whole_persons_are_drawn_with_the_right_mean_at_any_scale():
    for mean in (0.0003, 0.3, 7.25):
        assert on_average(lambda u, m=mean: whole(m, u, 1e9)) == pytest.approx(mean, abs=3e-4)
    assert whole(7.3, 0.9, 4.0) == 4.0 and whole(7.3, 0.9, -1.0) == 0.0


def arising(seen, **values):
    return on_average(lambda u: plain(troubles.arise)(household(**values), seen, u, P))


def test_troubles_arise_per_person_and_less_where_the_cause_was_treated():
    assert arising(around()) == pytest.approx(1.0, abs=1e-3)
    assert arising(around(), weight=10.0) == pytest.approx(0.1, abs=1e-3)
    cure = np.zeros(N_KINDS)
    cure[HOME_REPAIR] = 0.75
    assert arising(around(cure=cure)) == pytest.approx(0.25, abs=1e-3)
    moved_in = arising(around(newcomers=500.0))
    assert moved_in == pytest.approx(1.0 + 0.5 * P.newcomer_troubles, abs=1e-3)
    assert arising(around(), trouble=60.0, told=40.0) == 0.0


def shares_told(luck=400, **values):
    """Give the share of new troubles that is told, over luck."""
    told, new = 0.0, 0.0
    marks = left()
    rng = np.random.Generator(np.random.Philox(3))
    for _ in range(luck):
        person = household(weight=1e4, **values)
        told += plain(troubles.bear_troubles)(person, around(), tuple(rng.random(3)), marks, P)[0]
    new = marks.troubles[0]
    return told / new


def test_who_trusts_and_is_reached_tells_and_floating_people_tell_a_third_as_often():
    local = shares_told(trust=P.trust_local, reached=P.reach_local)
    floating = shares_told(trust=P.trust_floating, reached=P.reach_floating, floating=True)
    assert local == pytest.approx(P.trouble_told * P.trust_local * P.reach_local, rel=0.03)
    assert 2.0 < local / floating <= 3.1


def test_what_is_not_told_stays_hidden_and_fades():
    person, marks = household(weight=1e4), left()
    plain(troubles.bear_troubles)(person, around(), (0.5, 0.5, 0.5), marks, P)
    assert person.trouble + marks.reports[0, HOME_REPAIR] == marks.troubles[0] == 100.0
    assert person.reports_made == marks.reports[0, HOME_REPAIR] > 0.0
    before, quiet = person.trouble, parameters(trouble_rate=0.0)
    plain(troubles.bear_troubles)(person, around(), (0.5, 0.5, 0.5), marks, quiet)
    assert person.trouble == pytest.approx((1.0 - P.self_help) * before)


def found(seen, **values):
    person = household(trouble=50.0, **values)
    return on_average(lambda u: plain(troubles.found_out)(person, seen, u, P))


def test_hidden_troubles_come_out_at_the_door_and_by_outreach_to_who_would_not_tell():
    assert found(around()) == 0.0 == found(around(outreach=1.0), trust=1.0, reached=1.0)
    assert found(around(knocked=1.0)) == pytest.approx(50.0 * P.door_found, abs=0.01)
    asked = found(around(outreach=1.0), trust=0.5, reached=0.4)
    assert asked == pytest.approx(50.0 * P.outreach_found * 0.8, abs=0.01)
    assert asked == found(around(outreach=1.0), trust=0.5, reached=0.4, floating=True)
    both = found(around(outreach=1.0, knocked=1.0), trust=0.5, reached=0.4)
    assert both > max(asked, 50.0 * P.door_found)


def answered(closed_at, outcome):
    person = household(told=5.0, told_day=3)
    cell = home()
    cell.closed_at[HOME_REPAIR], cell.last_outcome[HOME_REPAIR] = closed_at, outcome
    plain(troubles.hear_back)(person, cell)
    return person.told, person.trouble


def test_help_ends_the_waiting_and_no_help_hides_the_trouble_again():
    told_at = 3 * 24 + troubles.TELLING_HOUR
    assert answered(told_at - 1, SOLVED) == (5.0, 0.0)
    assert answered(told_at + 30, SOLVED) == (0.0, 0.0)
    assert answered(told_at + 30, 2) == (0.0, 5.0)


def test_who_waits_already_waits_for_the_same_case():
    person = household()
    for day in (4, 6):
        plain(troubles.wait_for_help)(person, 2.0, thing(day=day))
    assert (person.told, person.told_day) == (4.0, 4)
    plain(troubles.wait_for_help)(person, 0.0, thing(day=9))
    assert person.told_day == 4


def reach(floating, outreach=0.0, access=0.0):
    seen = around(outreach=outreach, access=access)
    return plain(troubles.reach)(household(floating=floating), seen, P)


def test_outreach_reaches_the_floating_and_service_points_everybody():
    assert reach(False) == pytest.approx(P.reach_local) and reach(True) < reach(False)
    assert reach(True, outreach=1.0) == 1.0
    assert reach(False, outreach=1.0) == reach(False)
    for floating in (False, True):
        assert climbs(steps(lambda a, f=floating: reach(f, access=a), (0.0, 0.5, 1.0)))


def asks(**values):
    seen = around(access=values.pop("access", 0.0))
    person = household(weight=1e4, **values)
    return on_average(lambda u: plain(troubles.ask)(person, seen, u, P))


def test_who_finds_little_asks_for_more_until_a_service_point_is_near():
    assert falls(steps(lambda v: asks(served=v), (0.1, 0.3, 0.5)))
    assert asks(served=P.ask_below) == 0.0
    assert climbs(steps(lambda v: asks(trust=v), (0.2, 0.5, 0.8)))
    assert falls(steps(lambda v: asks(access=v), (0.0, 0.5, 0.9))) and asks(access=1.0) == 0.0
