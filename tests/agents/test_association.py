"""Associations: who joins and stays, who is let in, who is watched, what a breach costs."""

import numpy as np
import pytest

from agents import association
from agents.offices import COLUMNS as OFFICE
from agents.table import new_rows
from agents.vendors import COLUMNS, IDLE, OUT_OF_BUSINESS, TRADING
from agents.view import CLOCK
from tests.agents.plain import climbs, falls, parameters, plain, steps
from tests.agents.stall_street import sees
from twin.mechanisms.columns import CELL, TRACE, ZONE

P = parameters()


class Market:
    """A row of ten cells in one street, five vendors in its middle, and what they see of it."""

    def __init__(self, **levers):
        self.cells, self.zones = new_rows(CELL, 10), new_rows(ZONE, 1)
        self.cells.x = np.arange(10)
        self.cells.demand = 40.0
        for name, value in {"cogovernance": 1.0, **levers}.items():
            self.zones[name] = value
        lookup = np.arange(10, dtype=np.int32).reshape(1, 10)
        self.seen = sees(self.cells, self.zones, new_rows(OFFICE, 2), lookup)
        self.rows = new_rows(COLUMNS, 5)
        self.rows.unique_id = np.arange(5)
        self.rows.state, self.rows.cell, self.rows.last_place = TRADING, 5, 5
        self.rows.trade, self.rows.opens, self.rows.closes = 3, 10, 21
        self.rows.invited, self.rows.tidy = 0.5, True
        self.marks = new_rows(TRACE, 10)
        self.now = new_rows(CLOCK, 1)[0]

    def week(self):
        """Let everybody weigh membership on its own weekday; give who is inside."""
        for day in range(7):
            self.night(day)
        return self.rows.association == 0

    def night(self, day):
        self.now.day, self.now.weekday, self.now.tick = day, day % 7, 24 * day
        association.weigh_membership(self.rows, self.seen, self.marks, P, self.now)

    def watch(self, days):
        """Let members watch each other in the middle of their day, all untidy anew each day."""
        inside = (self.rows.association == 0) & (self.rows.state == TRADING)
        for day in range(days):
            self.now.day, self.now.tick, self.now.hour = day, 24 * day + 15, 15
            self.rows.tidy = False
            self.marks.members = 0.0
            np.add.at(self.marks.members, self.rows.cell[inside], 1.0)
            association.keep_watch(self.rows, self.seen, self.marks, P, self.now)
        return self.marks


@pytest.mark.parametrize(("lever", "inside"), [(0.0, False), (0.4, False), (0.6, True)])
def test_who_is_invited_may_join(lever, inside):
    assert (Market(cogovernance=lever).week() == inside).all()


def test_without_cogovernance_nobody_is_in_whatever_membership_is_worth():
    market = Market(cogovernance=0.0)
    market.rows.association = 0
    market.night(1)
    assert (market.rows.association == -1).all()  # and who was, leaves at once


def test_membership_pays_for_those_with_help_at_hand_and_cheap_time():
    worth = association.membership_worth
    market = Market()
    who = market.rows[0]

    def beside(members):
        market.cells.members[5] = members
        return worth(who, market.seen, P)

    def wage(value):
        who.wage = value
        return worth(who, market.seen, P)

    assert climbs(steps(beside, (0.0, 1.0, 5.0)))
    assert falls(steps(wage, (40.0, 80.0, 300.0))) and wage(900.0) < 0.0
    market = Market()
    market.rows.wage[2] = 900.0
    assert market.week().tolist() == [True, True, False, True, True]


def test_closed_membership_is_worth_what_outsiders_lose_where_it_is_full():
    def worth(closed, rivals):
        market = Market(membership=closed)
        market.cells.members[5], market.cells.rivals[5, 3] = 2.0, rivals
        return association.protection(market.rows[0], market.seen, P)

    full = P.space_limit + 2.0
    assert climbs(steps(lambda closed: worth(closed, full), (0.0, 0.5, 1.0)))
    assert worth(0.0, full) == worth(1.0, 1.0) == 0.0


def test_a_closed_association_admits_while_there_is_room():
    def inside(closed, stalls):
        market = Market(membership=closed)
        market.cells.rivals[5, 1] = stalls
        return market.week().all()

    assert inside(1.0, 0.0) and inside(0.0, 50.0)
    assert not inside(1.0, 50.0)


def test_who_moves_to_another_street_or_gives_up_is_out():
    market = Market()
    market.rows.association = (0, 1, 0, 0, 0)
    market.rows.state[2] = OUT_OF_BUSINESS
    market.night(6)
    assert market.rows.association.tolist() == [0, -1, -1, 0, 0]


def test_the_more_fellows_around_the_sooner_a_breach_is_noticed():
    notice = plain(association.notice_chance)
    assert notice(0.0, P) == notice(-1.0, P) == 0.0
    assert notice(1.0, P) == pytest.approx(P.peer_notice)
    assert climbs(steps(lambda n: notice(n, P), (0.0, 1.0, 2.0, 4.0)))


def test_members_are_seen_next_door_but_not_over_a_border():
    market = Market()
    members = np.zeros(10)
    members[[3, 4, 5, 6]] = 1.0
    assert association.members_near(market.seen, members, 5) == 3.0
    market.cells.street[6:] = 1
    assert association.members_near(market.seen, members, 5) == 2.0


def test_without_sanctions_a_breach_has_no_consequence():
    market = Market(sanctions=0.0)
    market.rows.association = 0
    marks = market.watch(20)
    assert not marks.breaches.any() and not marks.dues.any() and not marks.expelled.any()
    assert (market.rows.association == 0).all() and not market.rows.warned.any()


def test_nobody_watches_alone_and_tidy_members_are_left_in_peace():
    alone = Market(sanctions=1.0)
    alone.rows.state[1:] = IDLE
    alone.rows.association[0] = 0
    assert not alone.watch(20).breaches.any()
    crowd = Market(sanctions=1.0)
    crowd.rows.association = 0
    crowd.now.hour = 15
    crowd.marks.members[5] = 5.0
    association.keep_watch(crowd.rows, crowd.seen, crowd.marks, P, crowd.now)
    assert not crowd.marks.breaches.any()


def test_sanctions_go_by_steps_a_warning_a_fine_expulsion():
    who, mark = new_rows(COLUMNS, 1)[0], new_rows(TRACE, 1)[0]
    who.association, who.wealth = 0, 100.0
    now = new_rows(CLOCK, 1)[0]
    now.day = 9

    def step():
        association.sanction(who, mark, now, P)
        return int(who.association), 100.0 - float(who.wealth), bool(who.warned)

    assert step() == (0, 0.0, True)
    assert step() == (0, P.member_fine, True)
    assert mark.dues == P.member_fine == who.day_loss
    assert step() == (-1, P.member_fine, False)
    assert (mark.breaches, mark.expelled) == (3.0, 1.0)
    assert who.barred_until == 9 + int(P.bar_days) and who.breaches == 0


def test_the_share_of_sanctions_is_the_share_of_noticed_breaches_that_are_answered():
    def breaches(share):
        market = Market(sanctions=share)
        market.rows.association = 0
        p = parameters(expel_after=1e9)
        total = 0.0
        for day in range(60):
            market.now.day, market.now.tick, market.now.hour = day, 24 * day + 15, 15
            market.rows.tidy, market.rows.breaches = False, 0
            market.marks.members[5] = 5.0
            association.keep_watch(market.rows, market.seen, market.marks, p, market.now)
            total = market.marks.breaches[5]
        return total / (60 * 5)

    found = steps(breaches, (0.0, 0.3, 0.7, 1.0))
    assert climbs(found) and found[0] == 0.0
    assert found[-1] == pytest.approx(1.0 - (1.0 - P.peer_notice) ** 4, abs=0.06)


def test_the_barred_stay_out_for_their_time():
    market = Market()
    market.rows.barred_until = 10
    assert not market.week().any()
    for day in range(10, 17):
        market.night(day)
    assert (market.rows.association == 0).all()


def test_a_month_starts_with_a_clean_slate():
    market = Market()
    market.rows.association, market.rows.breaches = 0, 2
    market.night(26)
    assert (market.rows.breaches == 2).all()
    market.night(27)
    assert not market.rows.breaches.any()


def test_places_remember_the_members_that_traded_there_and_forget_them():
    market = Market()
    market.rows.association = (0, 0, 0, 1, -1)
    market.rows.day_profit = (1.0, 1.0, 0.0, 1.0, 1.0)

    def night():
        association.remember_members(market.rows, market.seen, market.cells, P, market.now)
        return float(market.cells.members[5])

    found = np.array([night() for _ in range(60)])
    assert climbs(found[:20]) and found[-1] == pytest.approx(2.0, abs=0.01)
    market.rows.association = -1
    assert night() < found[-1] and not market.cells.members[:5].any()
