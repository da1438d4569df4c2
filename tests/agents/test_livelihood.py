"""Livelihood: beliefs rise at once and fall slowly; income decides who stays and who starts."""

import numpy as np
import pytest

from agents import livelihood
from agents.livelihood import NOT_TRADING
from agents.table import new_rows
from agents.vendors import (
    ADVISED,
    COLUMNS,
    FLED,
    IDLE,
    OUT_OF_BUSINESS,
    TRADING,
    UNTOUCHED,
)
from tests.agents.plain import climbs, falls, parameters, plain, steps, thing

P = parameters()


def circle(n=6, **values):
    """Give vendors who all know the next five."""
    rows = new_rows(COLUMNS, n)
    rows.friends = (np.arange(n)[:, None] + np.arange(1, 6)) % n
    for name, value in values.items():
        rows[name] = value
    return rows


def learn(fate=UNTOUCHED, seen=0.0, risk=0.1, told=None, p=P):
    rows = circle(risk=risk, told=risk if told is None else told)
    rows[0].fate, rows[0].seen = fate, seen
    livelihood.learn_risk(rows[0], rows, p)
    return float(rows[0].risk)


def test_values_move_faster_up_than_down():
    toward = plain(livelihood.toward)
    assert toward(0.2, 1.0, 0.5, 0.1) == pytest.approx(0.6)
    assert toward(0.8, 0.0, 0.5, 0.1) == pytest.approx(0.72)


def test_being_dealt_with_teaches_more_than_seeing_it_and_quiet_days_less():
    dealt, saw, quiet = learn(fate=ADVISED), learn(seen=2.0), learn()
    assert dealt > saw > 0.1 > quiet
    assert learn(fate=FLED) == quiet  # who slipped away was not dealt with
    assert climbs(steps(lambda n: learn(seen=n), (1.0, 2.0, 8.0)))


def test_what_friends_tell_is_believed_a_little():
    assert learn(told=0.9) > learn(told=0.1) > learn(told=0.0)
    silent = parameters(gossip_up=0.0, gossip_down=0.0)
    assert learn(told=0.9, p=silent) == learn(told=0.0, p=silent)


def test_who_earns_less_than_elsewhere_gives_up_sooner():
    chance = plain(livelihood.leaving_chance)
    incomes = (-40.0, 0.0, 40.0, 120.0)
    assert falls(steps(lambda income: chance(thing(income=income, wage=80.0), P), incomes))
    assert climbs(steps(lambda wage: chance(thing(income=40.0, wage=wage), P), (40.0, 80.0, 160.0)))
    assert chance(thing(income=-1e6, wage=80.0), P) == pytest.approx(P.exit_pace)


def test_news_of_good_income_draws_newcomers_and_silence_does_not():
    def chance(income):
        rows = circle(told_income=income, wage=80.0)
        return livelihood.entering_chance(rows[0], rows, P)

    assert climbs(steps(chance, (0.0, 60.0, 200.0)))
    nothing_heard = chance(NOT_TRADING)
    assert nothing_heard == chance(P.outside_share * 80.0) < 0.5 * P.entry_pace


def test_leaving_gives_the_pitch_back():
    who = circle(pitch=3, licensed=True, on_pitch=True, cell=3, state=TRADING, association=1)[0]
    livelihood.leave(who)
    assert (who.state, who.cell, who.pitch) == (OUT_OF_BUSINESS, -1, -1)
    assert not who.licensed and not who.on_pitch and who.association == -1
    waiting = circle(pitch=3, permit_day=40, state=IDLE)[0]
    livelihood.leave(waiting)
    assert (waiting.pitch, waiting.permit_day) == (-1, -1)


def test_newcomers_start_where_an_acquaintance_trades():
    rows = circle(told_place=[0, 10, 20, 30, 40, 50], wage=100.0)
    livelihood.enter(rows[0], rows, 0.5, P)
    assert rows[0].state == IDLE and rows[0].last_place == 30
    assert rows[0].income == P.outside_share * 100.0 and rows[0].clientele == 0.0


def test_a_pitch_left_idle_is_given_back():
    who = circle(pitch=3, licensed=True, last_place=3)[0]
    mind = livelihood.mind_pitch
    for day in range(int(P.pitch_patience)):
        mind(who, P)
        assert who.pitch == 3, day
    mind(who, P)
    assert who.pitch == -1 and not who.licensed
    used = circle(pitch=3, licensed=True, last_place=3, day_profit=5.0, idle_days=99)[0]
    mind(used, P)
    assert used.pitch == 3 and used.idle_days == 0


def test_a_pitch_is_kept_for_who_waits_for_its_licence_and_the_days_are_counted():
    waiting = circle(pitch=3, permit_day=60, last_place=3)[0]
    for _ in range(40):
        livelihood.mind_pitch(waiting, P)
    assert waiting.pitch == 3 and waiting.idle_days == 40
    waiting.day_profit = 9.0  # off its pitch, though in that very cell
    livelihood.mind_pitch(waiting, P)
    assert waiting.idle_days == 41


def test_a_day_ends_with_a_clean_page():
    rows = circle(day_profit=50.0, day_loss=20.0, seen=1.0, fate=ADVISED, income=40.0, state=IDLE)
    livelihood.live_day(rows[0], rows, P)
    who = rows[0]
    assert (who.day_profit, who.day_loss, who.seen, who.fate) == (0.0, 0.0, 0.0, UNTOUCHED)
    assert who.income == pytest.approx(40.0 + P.income_learning * (30.0 - 40.0))
    assert who.clientele == pytest.approx(P.clientele_growth)


def test_felt_duty_drifts_back_to_its_anchor():
    for start in (0.1, 0.9):
        rows = circle(legitimacy=start, state=IDLE)
        livelihood.live_day(rows[0], rows, P)
        assert abs(rows[0].legitimacy - P.duty_anchor) < abs(start - P.duty_anchor)
