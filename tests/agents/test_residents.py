"""Residents: what buying gives, when they complain, what satisfies them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents import residents
from agents.residents import (
    DAMAGE,
    FACILITY,
    HAZARD,
    NOISE,
    OBSTRUCTION,
    PARKING,
    ROAD,
    WASTE,
)
from agents.table import new_rows
from tests.agents.plain import climbs, falls, parameters, plain, steps, thing
from twin.mechanisms.columns import CELL

P = parameters()
SHARE = st.floats(0.0, 1.0)
buy, complain = plain(residents.buy), plain(residents.complain)


def satisfaction_of(resident, p, sorting=0.0):
    return plain(residents.satisfaction_of)(resident, sorting, p)


def shopper(want=3):
    return thing(cell=0, want=want, weight=10.0)


def street(trust=1.0, risk=1.0, **cell):
    place = {
        "street": 0, "served": [0.0] * 5, "untidy_share": 0.0, "shop": 0.0, "crowding": 0.0,
    }  # fmt: skip
    office = thing(food_trust=trust, food_risk=risk)
    return thing(cells=[thing(**{**place, **cell})], streets=[office])


def marks():
    names = ("illness", "shopped", "unmet")
    return thing(bought=np.zeros((1, 5)), **{name: np.zeros(1) for name in names})


def test_who_is_served_by_a_vendor_has_a_whole_outing():
    seen, left = street(served=[0.0, 0.0, 0.0, 0.8, 0.0]), marks()
    assert buy(shopper(), seen, (0.79, 0.0), P, left) == 1.0
    assert left.bought[0, 3] == 10.0 and not left.unmet[0] and not left.shopped[0]


def test_a_shop_is_the_second_choice_and_worth_less():
    seen, left = street(shop=0.5), marks()
    assert buy(shopper(), seen, (0.49, 0.0), P, left) == P.shop_value
    assert left.shopped[0] == 10.0
    assert buy(shopper(), seen, (0.51, 0.0), P, left) == 0.0
    assert left.unmet[0] == 10.0


def test_a_crowd_bars_the_door_of_a_shop():
    left = marks()
    buy(shopper(), street(shop=0.5, crowding=1.0), (0.3, 0.0), P, left)
    assert left.unmet[0] == 10.0


@pytest.mark.parametrize(("trade", "bought"), [(0, 0.0), (1, 10.0), (2, 0.0), (3, 10.0), (4, 0.0)])
def test_food_is_refused_where_it_is_not_trusted(trade, bought):
    left = marks()
    buy(shopper(trade), street(trust=0.0, served=[0.9] * 5), (0.5, 0.0), P, left)
    assert left.bought[0, trade] == bought


def test_untidy_food_makes_ill_and_tidy_food_never():
    for untidy, ill in ((1.0, 10.0), (0.0, 0.0)):
        left = marks()
        value = buy(shopper(2), street(served=[0.9] * 5, untidy_share=untidy), (0.1, 0.0), P, left)
        assert left.illness[0] == ill
        assert value == (0.0 if ill else 1.0)


def test_unchecked_kitchens_make_more_ill():
    luck = 1.5 * P.illness_chance
    for risk, ill in ((1.0, 0.0), (2.0, 10.0)):
        left, seen = marks(), street(risk=risk, served=[0.9] * 5, untidy_share=1.0)
        buy(shopper(2), seen, (0.1, luck), P, left)
        assert left.illness[0] == ill


@given(st.tuples(SHARE, SHARE), SHARE, SHARE, SHARE)
def test_every_want_ends_in_exactly_one_way(u, served, shop, crowding):
    left = marks()
    seen = street(served=[min(served, 0.99)] * 5, shop=shop, crowding=crowding, untidy_share=0.5)
    value = buy(shopper(4), seen, u, P, left)
    assert left.bought.sum() + left.shopped[0] + left.unmet[0] == 10.0
    assert 0.0 <= value <= 1.0


def citizen(**values):
    base = {"taste": 0.6, "tolerance": 0.4, "trust": 0.5, "weight": 10.0, "report_cell": -1}
    return thing(**{**base, **values})


def expected_reports(person, disorder):
    """Give the mean over luck."""
    luck = (np.arange(2000) + 0.5) / 2000
    return np.mean([complain(person, None, disorder, u, P) for u in luck])


def test_reports_are_rate_times_trust_times_anger_times_persons():
    person = citizen(weight=2000.0)
    anger = 0.6 * 0.8 - 0.25 * 0.4
    wanted = P.report_rate * 0.5 * anger * 2000.0
    assert expected_reports(person, 0.8) == pytest.approx(wanted, abs=1e-3)


def test_more_disorder_trust_and_taste_bring_more_reports():
    weight = 1e5
    assert climbs(
        steps(lambda d: complain(citizen(weight=weight), None, d, 0.0, P), (0.3, 0.6, 0.9))
    )
    for name in ("taste", "trust"):
        assert climbs(
            steps(
                lambda v, name=name: complain(
                    citizen(weight=weight, **{name: v}), None, 0.9, 0.0, P
                ),
                (0.2, 0.5, 0.8),
            )
        )


def test_tolerance_silences_and_so_does_an_open_report():
    assert complain(citizen(tolerance=1.0, weight=1e6), None, 0.4, 0.99, P) == 0.0
    assert complain(citizen(report_cell=4, weight=1e6), None, 1.0, 0.99, P) == 0.0


@pytest.mark.parametrize(
    ("cause", "kind"),
    [("in_the_way", OBSTRUCTION), ("waste_share", WASTE), ("noise", NOISE), ("fault", FACILITY),
     ("occupied", ROAD), ("hazard", HAZARD), ("parked", PARKING), ("damage", DAMAGE)],
)  # fmt: skip
def test_a_report_names_the_worst_of_what_is_there(cause, kind):
    cell = new_rows(CELL, 1)[0]
    cell[cause] = 1.0
    assert residents.worst_kind(cell) == kind


def test_a_mere_crowd_is_nothing_to_report():
    crowd = new_rows(CELL, 1)[0]
    crowd.crowding = 1.0
    assert residents.worst_kind(crowd) == -1


def contented(**values):
    base = {"exposure": 0.1, "outing": 0.5, "taste": 0.5, "reached": 1.0, "need": 0.1}
    return thing(**{**base, **values})


def test_satisfaction_rises_with_order_life_and_service():
    def with_(name):
        return steps(lambda v: satisfaction_of(contented(**{name: v}), P), (0.1, 0.3, 0.5, 0.7))

    assert falls(with_("exposure")) and falls(with_("need"))
    assert climbs(with_("outing")) and climbs(with_("reached"))


@given(SHARE, SHARE, SHARE, SHARE, SHARE)
def test_satisfaction_is_a_share(exposure, outing, taste, reached, need):
    person = contented(exposure=exposure, outing=outing, taste=taste, reached=reached, need=need)
    assert 0.0 <= satisfaction_of(person, P) <= 1.0


def test_taste_says_which_of_the_two_matters():
    orderly, lively = contented(taste=0.9), contented(taste=0.1)
    for person in (orderly, lively):
        person.exposure, person.outing = 0.5, 0.9
    assert satisfaction_of(orderly, P) < satisfaction_of(lively, P)


def test_having_to_sort_bothers_those_most_who_care_least_for_order():
    def loss(taste):
        person = contented(taste=taste)
        return 1.0 - satisfaction_of(person, P, 1.0) / satisfaction_of(person, P)

    assert loss(0.1) > loss(0.9) > 0.0


def test_need_is_disorder_at_the_door_or_trouble_at_home_told_of_or_not():
    needing = plain(residents.needing)
    person = thing(tolerance=0.5, troubled=0.3)
    assert needing(person, 0.41) == 1.0
    assert needing(person, 0.39) == pytest.approx(0.3)


def test_word_of_mouth_moves_trust_with_what_is_solved_and_keeps_groups_apart():
    def hear(floating, solved, trust):
        person = thing(home=0, floating=floating, trust=trust)
        seen = thing(cells=[thing(street=0)], streets=[thing(resolved=solved)])
        for _ in range(3000):
            plain(residents.hear_of_service)(person, seen, P)
        return person.trust

    assert hear(False, 0.9, 0.1) == pytest.approx(1.4 * P.trust_local)
    assert hear(True, 0.9, 0.9) == pytest.approx(1.4 * P.trust_floating)
    assert hear(False, 0.2, 0.9) == pytest.approx(0.7 * P.trust_local)
    assert hear(False, 1.0, 0.5) <= 1.0


def evening(closed_at, outcome, days=0, reporting=10.0):
    """Give somebody who reported two days ago, after an evening's judgement at hour 71."""
    person = citizen(report_cell=0, report_kind=2, report_days=days, reporting=reporting)
    cell = thing(closed_at=[closed_at] * 7, last_outcome=[outcome] * 7)
    plain(residents.judge_service)(person, thing(cells=[cell]), P, thing(tick=71))
    return person


def test_an_open_report_wears_trust():
    person = evening(-9999, 0)
    assert person.trust == pytest.approx(0.5 * (1.0 - P.trust_wear))
    assert (person.report_cell, person.report_days) == (0, 1)


@pytest.mark.parametrize(("outcome", "sign"), [(1, 1.0), (2, -1.0), (3, -1.0)])
def test_trust_rises_with_a_solved_report_and_falls_with_any_other(outcome, sign):
    person = evening(60, outcome, days=1)
    assert (person.trust - 0.5) * sign == pytest.approx(0.5 * P.trust_step)
    assert (person.report_cell, person.report_days) == (-1, 0)


def test_of_a_rows_persons_only_those_who_reported_learn_from_it():
    alone = evening(60, 1, days=1, reporting=1.0)
    assert alone.trust - 0.5 == pytest.approx(0.1 * 0.5 * P.trust_step)
    assert alone.reporting == 0.0


def test_how_an_earlier_case_ended_says_nothing_of_the_own_report():
    assert evening(40, 1).report_cell == 0
    assert evening(40, 1, days=1).report_cell == -1


def test_who_reported_nothing_judges_nothing():
    person = citizen()
    plain(residents.judge_service)(person, thing(cells=[]), P, thing(tick=71))
    assert person.trust == 0.5


def test_more_trades_on_show_make_a_better_stroll():
    stroll = plain(residents.stroll_value)
    shown = [thing(supply=[1.0] * k + [0.0] * (5 - k)) for k in range(6)]
    values = [stroll(cell, P) for cell in shown]
    assert climbs(values)
    assert values[0] == P.stroll_floor and values[-1] == pytest.approx(1.0)
