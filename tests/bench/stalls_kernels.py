"""The rules and kernels of the benchmark model 'stalls', on the tables of stalls_twin.py.

The numbered phases are those of docs/benchmark.md. Nobody joins or leaves.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.compiled import inlined, kernel, rule
from agents.streams import decision, draw4, fill_rows

#: Where to go, whether to buy, whether to complain.
RESIDENT = decision("stalls.resident.hour")
#: Whether to look for a better cell, whether to trade, whether a fine is escaped.
VENDOR = decision("stalls.vendor.hour")
#: Which of equally urgent cells to go to.
PATROL = decision("stalls.team.patrol")


# Residents


@inlined
def place(resident: Any, point: float, now: Any) -> int:
    """Choose home, work or market by where a point falls on their weights.

    Sums, not branches: a processor guesses every third random branch wrong, at 15 ns a guess.
    """
    to_work = point >= now.home
    to_market = point >= now.home + now.work
    change = to_work * (resident.work - resident.home)
    return resident.home + change + to_market * (resident.market - resident.work)


@inlined
def feeling(before: float, bought: int, complained: int) -> float:
    """Move satisfaction a fiftieth of the way towards this hour's opinion, in float64."""
    satisfaction = np.float64(before)
    return satisfaction + 0.02 * ((bought - complained + 1) * 0.5 - satisfaction)


@kernel
def residents_choose(residents: Any, cells: Any, now: Any, luck: NDArray[Any]) -> int:
    """Run phase 1, counting footfall; give how many residents are at their market."""
    shoppers = 0
    for i in range(len(residents)):
        resident = residents[i]
        total = now.home + now.work + now.market * cells[resident.market].pull
        point = luck[0, i] * total
        there = place(resident, point, now)
        resident.cell = there
        cells[there].footfall += 1
        shoppers += there == resident.market
    return shoppers


@kernel
def residents_act(residents: Any, cells: Any, luck: NDArray[Any]) -> float:
    """Run phase 3, buying and complaining; give the sum of satisfaction."""
    total = 0.0
    for i in range(len(residents)):
        resident = residents[i]
        cell = cells[resident.cell]
        bought = np.int32(luck[1, i] < cell.buy)
        complained = np.int32(luck[2, i] < cell.complain)
        cell.buyers += bought
        cell.complaints += complained
        resident.spent += 5 * bought
        resident.satisfaction = feeling(resident.satisfaction, bought, complained)
        total += np.float64(resident.satisfaction)
    return total


# Vendors


@inlined
def worth(footfall: int, active: int) -> float:
    """Give the footfall a newcomer would share with the stalls of last hour."""
    return footfall / (active + 1.0)


@kernel
def look_around(order: Any, now: Any) -> None:
    """Sum teams and stalls within two cells, from the few cells that have any."""
    for i in range(len(order)):
        order[i].near_teams = order[i].near_active = 0
    for i in range(len(order)):
        if order[i].teams or order[i].active:
            x, y = i % now.width, i // now.width
            for row in range(max(y - 2, 0), min(y + 3, now.height)):
                for column in range(max(x - 2, 0), min(x + 3, now.width)):
                    near = order[row * now.width + column]
                    near.near_teams += order[i].teams
                    near.near_active += order[i].active


@rule
def best_neighbour(here: int, cells: Any, order: Any, now: Any) -> int:
    """Give the best of the up to eight cells around, if it is worth a tenth more than this one."""
    x, y = here % now.width, here // now.width
    best, most = here, 1.1 * worth(cells[here].footfall, order[here].active)
    for row in range(max(y - 1, 0), min(y + 2, now.height)):
        for column in range(max(x - 1, 0), min(x + 2, now.width)):
            there = row * now.width + column
            value = worth(cells[there].footfall, order[there].active)
            if there != here and value > most:
                best, most = there, value
    return best


@inlined
def perceived_risk(cell: Any) -> float:
    """Guess the risk of a fine from teams and vendors around: 1 - exp(-2 teams / vendors)."""
    return 1.0 - math.exp(-2.0 * cell.near_teams / max(cell.near_active, 1))


@inlined
def chance_to_trade(profit: float, fear: float) -> float:
    """Give the logit chance of trading from profit and feared fines, scale 2."""
    return 1.0 / (1.0 + math.exp(-(profit - fear) / 2.0))


@kernel
def vendors_decide(vendors: Any, cells: Any, order: Any, now: Any, luck: NDArray[Any]) -> float:
    """Run phase 2 for each vendor; give the mean risk seen by those who break the law."""
    total = 0.0
    seen = 0
    for i in range(len(vendors)):
        vendor = vendors[i]
        vendor.trading = False
        vendor.risk = 0.0
        if vendor.cooldown > 0:
            vendor.cooldown -= 1
            continue
        if luck[0, i] < 0.1:
            vendor.cell = best_neighbour(vendor.cell, cells, order, now)
        cell = order[vendor.cell]
        illegal = not vendor.licensed
        risk = illegal * perceived_risk(cell)
        profit = 0.15 * 5.0 * worth(cells[vendor.cell].footfall, cell.active) - 3.0
        vendor.trading = luck[1, i] < chance_to_trade(profit, vendor.aversion * risk * 40.0)
        vendor.risk = risk
        total += risk
        seen += illegal
    return total / max(seen, 1)


@kernel
def open_stalls(vendors: Any, cells: Any, order: Any, today: Any) -> None:
    """Count the stalls of each cell, and say what they mean to residents there."""
    for i in range(len(order)):
        order[i].active = order[i].illegal = 0
    for i in range(len(vendors)):
        cell = order[vendors[i].cell]
        cell.active += vendors[i].trading
        cell.illegal += vendors[i].trading and not vendors[i].licensed
    active = illegal = 0
    for i in range(len(order)):
        cell = cells[i]
        cell.buyers = cell.complaints = 0
        cell.buy = 0.15 * (order[i].active > 0)
        cell.complain = 0.02 * order[i].illegal / (order[i].illegal + 3.0)
        active += order[i].active
        illegal += order[i].illegal
    today.n_active = active
    today.illegal_share = illegal / max(active, 1)


@kernel
def vendors_earn(vendors: Any, cells: Any, order: Any) -> None:
    """Run phase 4: share the takings of a cell among its stalls."""
    for i in range(len(vendors)):
        vendor = vendors[i]
        if vendor.trading:
            vendor.income = 5.0 * cells[vendor.cell].buyers / order[vendor.cell].active
            vendor.capital += vendor.income - 3.0


@kernel
def vendors_fined(vendors: Any, order: Any, luck: NDArray[Any], today: Any) -> None:
    """Run phase 7 from the side of the vendor, and sum up the vendors' hour."""
    fines = trading = cooling = 0
    income = 0.0
    for i in range(len(vendors)):
        vendor = vendors[i]
        at_risk = vendor.trading and not vendor.licensed
        if at_risk and luck[2, i] >= order[vendor.cell].escape:
            vendor.capital -= 40.0
            vendor.cooldown = 12
            vendor.trading = False
            fines += 1
        cooling += vendor.cooldown > 0
        trading += vendor.trading
        income += vendor.trading * vendor.income
    today.fines = fines
    today.mean_income = income / max(trading, 1)
    today.cooling_share = cooling / len(vendors)


# Teams


@rule
def most_urgent(team: Any, order: Any, now: Any) -> int:
    """Give the cell of the 3 x 3 block with most heat and illegal stalls, ties by chance."""
    x, y = team.cell % now.width, team.cell // now.width
    best, most = team.cell, -1.0
    for row in range(max(y - 1, 0), min(y + 2, now.height)):
        u = draw4(now, PATROL, team.unique_id, row - y + 1)
        for column in range(max(x - 1, 0), min(x + 2, now.width)):
            cell = order[row * now.width + column]
            urgency = cell.heat + 0.5 * cell.illegal + 0.01 * u[column - x + 1]
            if urgency > most:
                best, most = row * now.width + column, urgency
    return best


@kernel
def teams_patrol(teams: Any, order: Any, now: Any) -> None:
    """Run phase 6, and let the complaints of a cell cool by half for each team in it."""
    for i in range(len(teams)):
        teams[i].cell = most_urgent(teams[i], order, now)
    for i in range(len(order)):
        order[i].teams = 0
        order[i].escape = 1.0
    for i in range(len(teams)):
        cell = order[teams[i].cell]
        cell.teams += 1
        cell.escape *= 0.7
        cell.heat *= 0.5


# Cells and the whole tick


@kernel
def begin(cells: Any, order: Any, now: Any) -> None:
    """Start an hour: its weights, no footfall yet, and how each market draws."""
    hour = now.tick % 24
    now.home, now.work, now.market = 0.9, 0.05, 0.05
    if 8 <= hour <= 17:
        now.home, now.work, now.market = 0.2, 0.5, 0.3
    elif 18 <= hour <= 21:
        now.home, now.work, now.market = 0.4, 0.1, 0.5
    for i in range(len(cells)):
        cells[i].footfall = 0
        cells[i].pull = 1.0 + 0.5 * order[i].active / (1.0 + order[i].active)


@kernel
def settle(cells: Any, order: Any, today: Any) -> None:
    """Run phase 5 and sum up what residents did."""
    buyers = complaints = 0
    for i in range(len(cells)):
        order[i].heat = 0.8 * order[i].heat + cells[i].complaints
        buyers += cells[i].buyers
        complaints += cells[i].complaints
    today.spend = 5.0 * buyers
    today.complaints = complaints


@kernel
def tick(people: Any, places: Any, lucks: Any, now: Any, today: Any) -> None:
    """Run one hour for residents, vendors and teams (``people``) on cells and their order."""
    residents, vendors, teams = people
    cells, order = places
    luck, luck_of_vendors = lucks
    fill_rows(luck, residents, now, RESIDENT)
    fill_rows(luck_of_vendors, vendors, now, VENDOR)
    begin(cells, order, now)
    today.market_share = residents_choose(residents, cells, now, luck) / len(residents)
    look_around(order, now)
    today.mean_risk = vendors_decide(vendors, cells, order, now, luck_of_vendors)
    open_stalls(vendors, cells, order, today)
    today.satisfaction = residents_act(residents, cells, luck) / len(residents)
    vendors_earn(vendors, cells, order)
    settle(cells, order, today)
    teams_patrol(teams, order, now)
    vendors_fined(vendors, order, luck_of_vendors, today)
    now.tick += 1
