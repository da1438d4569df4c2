"""What is planned over many cases at once: optimised assignment, and work on what recurs."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from agents.residents import FACILITY, HAZARD, HOME_REPAIR, NOISE, PARKING, ROAD, WASTE
from twin.mechanisms import dispatch
from twin.mechanisms.cases import open_causes

#: Kinds whose causes can be treated on the spot: bins, pipes, bollards, sound, lamps.
TREATABLE = np.array([WASTE, FACILITY, NOISE, HAZARD, ROAD, HOME_REPAIR, PARKING])
#: Price of a pair that may not be: the solver wants numbers, no infinity.
BARRED = 1e6
#: A team may finish a short case and take another within the hour.
ROUNDS = 3


def optimise(world: Any) -> None:
    """Assign all waiting parts to all free teams at least total price (城市大脑, City Brain).

    Price = hours of way and work less ``urge_weight`` x hours of rank: nearest teams, oldest and
    gravest cases. Solved by ``scipy.optimize.linear_sum_assignment``; nothing where no zone has the
    rule.
    """
    if not (world.rows("zones").dispatch >= dispatch.OPTIMISED - 0.5).any():
        return
    city, p, now = world.city(), world.p, world.now
    offers = np.zeros((5 * int(city.city.n_open[0]), 2), np.int64)
    for _ in range(ROUNDS):
        found = offers[: dispatch.open_offers(city, offers, now)]
        prices = np.empty((len(found), len(city.teams)))
        dispatch.price_offers(city, found, prices, p, now)
        rows, teams = cheapest(prices)
        if not len(rows):
            return
        dispatch.take_offers(city, found[rows], teams, p, now)


def cheapest(prices: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give rows and columns of the assignment of least total price, barred pairs left out."""
    wanted = np.flatnonzero(np.isfinite(prices).any(axis=1))
    free = np.flatnonzero(np.isfinite(prices).any(axis=0))
    if not len(wanted):
        return wanted, free
    table = prices[np.ix_(wanted, free)]
    table[~np.isfinite(table)] = BARRED
    rows, columns = linear_sum_assignment(table)
    allowed = table[rows, columns] < BARRED
    return wanted[rows[allowed]], free[columns[allowed]]


def prevent(world: Any) -> None:
    """Let every street send teams to the causes of what recurs most (未诉先办), once a week.

    Each street takes up ``proactive`` x ``topics`` per 10,000 residents: the (cell, kind) pairs
    with the most cases within the last month, unless that cause was treated before.
    """
    cells, offices = world.rows("cells"), world.rows("offices")
    heat = cells.recurred[:, TREATABLE] * (cells.cure[:, TREATABLE] < 0.5)
    heat = heat * (cells.open_case[:, TREATABLE] < 0)
    for s, office in enumerate(offices[:-1]):
        n = round(float(office.proactive * world.p.topics * office.persons / 10_000.0))
        own = np.flatnonzero(cells.street == s)
        flat = heat[own].ravel()
        first = np.argsort(-flat, kind="stable")[:n]
        first = first[flat[first] >= world.p.recurrent]
        places = own[first // len(TREATABLE)].astype(np.int64)
        kinds = TREATABLE[first % len(TREATABLE)].astype(np.int64)
        if len(places):
            open_causes(world.city(), places, kinds, world.p, world.now)
