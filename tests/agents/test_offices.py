"""Street offices and departments: levers in force, leaning, own work."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents import departments, offices, view
from agents.table import new_rows, see
from tests.agents.plain import climbs, falls, parameters, plain, steps
from twin.mechanisms import columns, zones

P = parameters()
SHARE = st.floats(0.0, 1.0)
FORCE = ("strictness", "harshness", "patrol_share", "capture")


OFFICE = (*offices.COLUMNS, *columns.LEVER_COLUMNS)


def filled(declared, values):
    row = new_rows(declared, 1)[0]
    for name, value in values.items():
        row[name] = value
    return row


def office(**values):
    return filled(OFFICE, values)


def force(push=0.0, local_strictness=0.4, **values):
    row = filled(columns.ZONE, values)
    plain(zones.enforce)(row, office(local_strictness=local_strictness), push, P)
    return {name: float(row[name]) for name in FORCE}


@given(st.lists(SHARE, min_size=6, max_size=6))
def test_what_is_in_force_is_a_share(values):
    names = ("push", "intensity", "style", "discretion", "assessment", "local_strictness")
    found = force(**dict(zip(names, values, strict=True)))
    assert all(0.0 <= value <= 1.0 for value in found.values())


def test_without_discretion_the_city_decides_with_it_the_street():
    assert force(intensity=0.7, local_strictness=0.1)["strictness"] == pytest.approx(0.7)
    own = force(intensity=0.7, local_strictness=0.1, discretion=1.0)
    assert own["strictness"] == pytest.approx(0.1)
    half = force(intensity=0.7, local_strictness=0.1, discretion=0.5)
    assert half["strictness"] == pytest.approx(0.4)


def test_a_campaign_pushes_towards_everything_and_leaves_no_familiar_faces():
    for name in ("strictness", "harshness", "patrol_share"):
        assert climbs(
            steps(lambda push, name=name: force(push, intensity=0.3)[name], (0.0, 0.3, 0.6))
        )
    assert force(1.0)["strictness"] == force(1.0)["harshness"] == 1.0
    assert falls(steps(lambda push: force(push, discretion=1.0)["capture"], (0.0, 0.5, 1.0)))


def test_capture_needs_discretion_and_no_assessment():
    assert force(discretion=1.0)["capture"] == pytest.approx(P.capture_most)
    assert force(discretion=1.0, assessment=1.0)["capture"] == 0.0
    assert force(discretion=0.0)["capture"] == 0.0


def leaning(**values):
    """Give where a street's own strictness is heading, against a district of plain losses."""
    district = office(order_loss=0.2, life_loss=0.2)
    base = {
        "order_loss": 0.2, "life_loss": 0.2, "order_reports": 1.0, "order_usual": 1.0,
        "life_reports": 5.0, "life_usual": 5.0, "intensity": 0.4, "local_strictness": 0.4,
    }  # fmt: skip
    row = office(**{**base, **values})
    offices.set_strictness(row, district, P)
    return float(row.local_strictness)


def test_a_street_like_all_others_leans_nowhere():
    assert leaning() == leaning(assessment=1.0) == pytest.approx(0.4)


def test_assessed_streets_follow_the_survey_and_others_the_loud():
    for name, assessment in (("order_loss", 1.0), ("order_reports", 0.0)):
        own, other = (0.3, 0.2) if assessment else (1.5, 1.0)
        assert leaning(assessment=assessment, **{name: own}) > 0.4
        assert leaning(assessment=1.0 - assessment, **{name: own}) == pytest.approx(0.4)
        assert own > other
    assert leaning(assessment=1.0, life_loss=0.3) < 0.4
    assert leaning(assessment=0.0, life_reports=9.0) < 0.4


def test_it_moves_at_its_pace_and_stays_within_bounds():
    far = leaning(assessment=1.0, order_loss=1.0, life_loss=0.01, intensity=0.9)
    assert far == pytest.approx(0.4 + P.strictness_pace * (1.0 - 0.4))
    assert 0.0 <= leaning(assessment=1.0, order_loss=0.0, life_loss=1.0, intensity=0.0) < 0.4


def test_comparisons_are_bounded_and_odd():
    relative = plain(offices.relative)
    assert relative(3.0, 3.0) == 0.0
    assert relative(1e9, 1.0) == 2.0 and relative(0.0, 1.0) == -2.0
    assert relative(2.0, 1.0) == pytest.approx(-relative(1.0, 2.0), abs=1e-5)


def days(n, assessment, **values):
    """Let departments plan some days under streets that assess."""
    rows, streets = new_rows(departments.COLUMNS, 5), new_rows(OFFICE, 4)
    rows.teams = 2.0
    streets.assessment = assessment
    for name, value in values.items():
        rows[name] = value
    seen = see(streets, view.DEPARTMENT_SEES_STREET)
    for _ in range(n):
        departments.plan_day(rows, seen, None, P, None)
    return rows


def test_departments_answer_to_who_assesses_them():
    assert days(200, 0.0).responsiveness == pytest.approx(P.response_base)
    assert days(400, 1.0).responsiveness == pytest.approx(1.0, abs=1e-6)
    one = days(1, 1.0).responsiveness[0]
    assert one == pytest.approx(0.5 + P.response_pace * 0.5)


def test_the_districts_own_row_has_no_say_in_assessment():
    assert np.allclose(days(1, [0.0, 0.0, 0.0, 1.0]).responsiveness, P.response_base)


def test_own_work_arrives_daily_and_is_dropped_after_thirty_days():
    at_desks = 1.0 - P.own_work_local
    assert days(3, 0.0).routine == pytest.approx(3 * 2.0 * P.routine_load * at_desks)
    # this morning's is not late yet
    assert days(3, 0.0).neglect == pytest.approx(2.0 * at_desks)
    assert days(120, 0.0).neglect == pytest.approx(30.0)
    assert not days(5, 0.0, teams=0.0).neglect.any()


def own_pitches(**losses):
    row = office(**{"order_loss": 0.2, "life_loss": 0.2, **losses})
    plain(offices.plan_pitches)(row, office(order_loss=0.2, life_loss=0.2), P)
    return float(row.own_pitches)


def test_streets_that_miss_life_want_more_pitches_within_bounds():
    assert own_pitches() == pytest.approx(1.0)
    assert climbs(steps(lambda v: own_pitches(life_loss=v), (0.1, 0.2, 0.3)))
    assert falls(steps(lambda v: own_pitches(order_loss=v), (0.1, 0.2, 0.3)))
    assert own_pitches(life_loss=1.0, order_loss=1e-6) == 2.0
    assert own_pitches(life_loss=1e-6, order_loss=1.0) == 0.5


def ranked(size, scores, persons=(60, 50, 40, 30, 20, 10)):
    rows = new_rows(OFFICE, 7)
    rows.ranking, rows.effort = size, 0.3
    rows.persons[:6], rows.resolved[:6] = persons, scores
    offices.rank_streets(rows)
    return rows.effort.tolist()


def test_the_last_of_its_peers_tries_hardest_next_month():
    scores = (0.9, 0.1, 0.5, 0.2, 0.8, 0.4)
    assert ranked(3, scores) == [0.0, 1.0, 0.5, 1.0, 0.0, 0.5, 0.3]
    assert ranked(6, scores)[:6] == pytest.approx([0.0, 1.0, 0.4, 0.8, 0.2, 0.6])


def test_peers_are_streets_of_like_size_and_without_ranking_nobody_is_moved():
    mixed = (10, 60, 20, 50, 30, 40)
    assert ranked(2, (0.1, 0.2, 0.3, 0.4, 0.5, 0.6), mixed)[:6] == [1.0, 1.0, 0.0, 0.0, 1.0, 0.0]
    assert ranked(0, (0.1, 0.2, 0.3, 0.4, 0.5, 0.6)) == [0.3] * 7


def test_who_is_level_with_the_best_may_rest():
    assert ranked(6, (0.5,) * 6)[:6] == [0.0] * 6
