"""Populate a district: who lives, works, trades and serves where, drawn from named streams.

Residents per cell, jobs, vendors and teams follow the district's figures; persons are shared out
so that every street keeps its population to the last person.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents import departments, hours, offices, residents, streams, vendors
from agents import teams as team_columns
from agents.residents import N_KINDS
from agents.table import Table
from twin.district import District
from twin.levers import LEVERS
from twin.mechanisms import columns
from twin.mechanisms.cases import street_may_close
from twin.mechanisms.diary import diary_tables
from twin.places import choose_places

Floats = NDArray[np.float64]

BIRTH = {
    name: streams.decision(f"birth.{name}")
    for name in (
        "person",
        "work",
        "trait",
        "vendor",
        "vendor_trait",
        "friend",
        "place",
        "invitation",
    )
}
#: Shares of the five groups of residents (settled, newcomer, rider, shopkeeper, elderly).
GROUP_SHARES = np.array([0.44, 0.22, 0.04, 0.08, 0.22])
RIDERS, RETIRED = 2, 4
OUTGOING = np.array([1.0, 1.05, 1.4, 0.9, 0.85])
#: Shares of the pool of vendors by trade (breakfast, produce, cooked, goods, night).
TRADE_SHARES = np.array([0.12, 0.18, 0.25, 0.22, 0.23])
#: Shifts of each department: first hours of the first and second shift, and their length.
SHIFTS = ((7, 15), (8, 13), (0, 12), (5, 13), (0, 12))
SHIFT_HOURS = (8, 8, 12, 8, 12)


def draws(now: Any, name: str, n: int) -> Floats:
    """Give (n, 4) uniform numbers of a named birth stream."""
    out = np.empty((n, 4))
    streams.fill4(out, now, BIRTH[name], 0)
    return out


def cells_table(district: District, now: Any, p: Any) -> Table:
    """Give the table of cells: the fixed columns from the district, the others at defaults."""
    table = Table("cells", columns.CELL, len(district.x))
    rows = table.rows
    for name in ("x", "y", "street", "microgrid", "land_use", "space", "attraction", "pitch_room"):
        rows[name] = getattr(district, name)
    rows.persons = district.residents
    rows.shop_base = np.minimum(p.shop_most, p.shop_floor + p.shop_slope * rows.attraction)
    rows.shop_full = rows.shop_base
    rows.shop = rows.shop_base * (1.0 - p.front_sales * (1.0 - rows.fronts))
    rows.room = rows.bins = p.bins_floor + p.bins_per_person * rows.persons
    rows.vitality_memory = 0.1 + 0.3 * rows.attraction
    rows.appeal = p.pull_attraction * rows.attraction + p.pull_vitality * rows.vitality_memory
    weight = np.exp(3.0 * rows.attraction)
    totals = np.bincount(rows.street, weight, len(district.streets))
    rows.visitors = weight / totals[rows.street]
    rows.zone = rows.street
    rows.border = across_borders(district)
    rows.lot = draws(now, "place", len(rows))[:, 0]
    return table


def across_borders(district: District) -> NDArray[np.int64]:
    """Give for every cell the nearest other street within two cells, -1 where there is none."""
    found = np.full(len(district.x), -1)
    for reach in (2, 1):
        for dx, dy in ((reach, 0), (-reach, 0), (0, reach), (0, -reach)):
            x, y = district.x + dx, district.y + dy
            inside = (x >= 0) & (y >= 0) & (x < district.width) & (y < district.height)
            there = np.full(len(x), -1)
            there[inside] = district.lookup[y[inside], x[inside]]
            street = np.where(there >= 0, district.street[there], -1)
            other = (street >= 0) & (street != district.street)
            found[other] = street[other]
    return found


def zones_table(district: District) -> Table:
    """Give one zone per street, its levers at their defaults."""
    table = Table("zones", columns.ZONE, len(district.streets))
    table.rows.street = np.arange(len(district.streets))
    table.rows.persons = [s.population for s in district.streets]
    return table


def split_persons(district: District, scale: float) -> tuple[NDArray[np.int64], Floats]:
    """Give the home cell and the whole number of persons of every resident row.

    Persons are lined up cell by cell within their street and cut into rows of about ``scale``;
    a row lives where its middle person lives.
    """
    homes, weights = [], []
    for s in range(len(district.streets)):
        own = np.flatnonzero(district.street == s)
        total = int(district.residents[own].sum())
        n = max(1, round(total / scale)) if total else 0
        cuts = (np.arange(n + 1) * total) // max(n, 1)
        middle = (cuts[:-1] + cuts[1:]) // 2
        ends = np.cumsum(district.residents[own])
        homes.append(own[np.searchsorted(ends, middle, side="right")])
        weights.append(np.diff(cuts))
    return np.concatenate(homes), np.concatenate(weights).astype(np.float64)


def pick_by(weights: Floats, u: Floats) -> NDArray[np.int64]:
    """Give indices drawn with the given weights by uniform numbers."""
    ladder = np.cumsum(weights)
    return np.minimum(np.searchsorted(ladder, u * ladder[-1], side="right"), len(weights) - 1)


def normal_from(u: Floats, v: Floats) -> Floats:
    """Give standard normal numbers from two uniform ones (Box-Muller)."""
    result: Floats = np.sqrt(-2.0 * np.log(u)) * np.cos(2.0 * np.pi * v)
    return result


def residents_table(district: District, scale: float, now: Any, p: Any) -> Table:
    """Give the table of residents, with homes, work, groups, tastes and places they may go."""
    homes, weights = split_persons(district, scale)
    n = len(homes)
    table = Table("residents", residents.COLUMNS, n)
    rows = table.rows
    rows.home, rows.cell, rows.weight = homes, homes, weights
    person, trait, work = (draws(now, name, n) for name in ("person", "trait", "work"))
    street = district.street[homes]
    rows.floating = person[:, 0] < np.array([s.floating_share for s in district.streets])[street]
    give_groups(rows, person[:, 1])
    tastes = np.array([s.order_taste for s in district.streets])[street]
    spread = p.taste_spread * normal_from(trait[:, 0], trait[:, 1])
    rows.taste = np.clip(tastes + spread, 0.02, 0.98)
    rows.tolerance = 0.2 + 0.6 * trait[:, 2]
    rows.trust = np.where(rows.floating, p.trust_floating, p.trust_local)
    rows.reached = np.where(rows.floating, p.reach_floating, p.reach_local)
    give_work(rows, pick_by(district.jobs.astype(float), work[:, 1]), work[:, 0], p)
    choose_places(rows, district, now, p)
    return table


def give_groups(rows: Any, u: Floats) -> None:
    """Give every resident a group: newcomers are mostly floating, elderly mostly local."""
    local = pick_by(GROUP_SHARES * np.array([1.3, 0.3, 0.5, 1.0, 1.3]), u)
    floating = pick_by(GROUP_SHARES * np.array([0.3, 3.0, 3.0, 1.0, 0.3]), u)
    rows.group = np.where(rows.floating, floating, local)
    rows.outgoing = OUTGOING[rows.group]


def give_work(rows: Any, places: NDArray[np.int64], u: Floats, p: Any) -> None:
    """Give work to those of working age: in the district, or away from it in working hours.

    The elderly have none; riders work, but at no fixed place.
    """
    desk = np.isin(rows.group, [RIDERS, RETIRED], invert=True)
    here = desk & (u < p.local_jobs)
    rows.away = desk & ~here & (u < max(p.local_jobs, p.employed))
    rows.work = np.where(here, places, -1)
    rows.rhythm = np.where(here | rows.away, residents.WORKER, residents.FREE)
    rows.rhythm[rows.group == RIDERS] = residents.RIDER
    rows.rhythm[rows.group == RETIRED] = residents.ELDERLY


def vendors_table(district: District, now: Any, p: Any) -> Table:
    """Give the pool of vendors: homes like residents', a trade, wages elsewhere, friends."""
    n = max(10, round(p.vendor_pool * district.population / 1000.0))
    table = Table("vendors", vendors.COLUMNS, n)
    rows = table.rows
    u, trait = draws(now, "vendor", n), draws(now, "vendor_trait", n)
    rows.home = np.sort(pick_by(district.residents.astype(float), u[:, 0]))
    rows.trade = pick_by(TRADE_SHARES, u[:, 1])
    rows.opens = hours.FIRST_HOURS[rows.trade]
    rows.closes = hours.LAST_HOURS[rows.trade]
    rows.wage = p.wage * np.exp(p.wage_spread * normal_from(trait[:, 0], trait[:, 1]))
    rows.invited = draws(now, "invitation", n)[:, 0]
    rows.legitimacy = np.clip(p.duty_anchor + 0.4 * (trait[:, 2] - 0.5), 0.05, 0.95)
    rows.state = np.where(u[:, 2] < p.start_share, vendors.IDLE, vendors.OUT_OF_BUSINESS)
    pull = district.attraction.astype(float) ** 2 + 0.01
    rows.last_place = np.where(u[:, 3] < 0.5, rows.home, pick_by(pull, trait[:, 3]))
    rows.turf = rows.last_place
    rows.risk = rows.told = p.risk_prior
    rows.income = p.outside_share * rows.wage
    make_friends(rows, draws(now, "friend", n))
    return table


def make_friends(rows: Any, u: Floats) -> None:
    """Give every vendor five acquaintances: three who live near and two from anywhere (老乡)."""
    n = len(rows)
    here = np.arange(n)
    for k, step in enumerate((1, -1, 2)):
        rows.friends[:, k] = (here + step) % n
    for k in (3, 4):
        other = (u[:, k - 3] * (n - 1)).astype(np.int64)
        rows.friends[:, k] = np.where(other >= here, other + 1, other)
    rows.told_income = np.where(rows.state == vendors.OUT_OF_BUSINESS, -1e9, rows.income)
    rows.told_place = rows.last_place


def teams_table(district: District, p: Any) -> Table:
    """Give the teams of all departments, in two shifts, at their department's station."""
    per_10k = (p.teams_urban, p.teams_market, p.teams_emergency, p.teams_sanitation, p.teams_police)
    counts = [max(2, round(rate * district.population / 10_000.0)) for rate in per_10k]
    table = Table("teams", team_columns.COLUMNS, sum(counts))
    rows = table.rows
    rows.department = np.repeat(np.arange(5), counts)
    order = np.concatenate([np.arange(count) for count in counts])
    starts = np.array(SHIFTS)[rows.department, order % 2]
    rows.starts = starts
    rows.ends = (starts + np.array(SHIFT_HOURS)[rows.department]) % 24
    rows.station = rows.cell = centre_cell(district, np.arange(len(district.x)))
    return table


def centre_cell(district: District, cells: NDArray[np.int64]) -> int:
    """Give the cell nearest to the middle of some cells."""
    x, y = district.x[cells], district.y[cells]
    away = (x - x.mean()) ** 2 + (y - y.mean()) ** 2
    return int(cells[np.argmin(away)])


def offices_table(district: District) -> Table:
    """Give one row per street office, and a last one for the district as a whole.

    Streets are used to the kinds that the default authority has them handle.
    """
    n = len(district.streets)
    usual = next(lever.default for lever in LEVERS if lever.name == "authority")
    table = Table("offices", (*offices.COLUMNS, *columns.LEVER_COLUMNS), n + 1)
    rows = table.rows
    rows.street = np.arange(n + 1)
    rows.practice = [float(street_may_close(kind, 0.5, usual)) for kind in range(N_KINDS)]
    rows.persons = [*(s.population for s in district.streets), district.population]
    rows.cell = [
        *(centre_cell(district, np.flatnonzero(district.street == s)) for s in range(n)),
        centre_cell(district, np.arange(len(district.x))),
    ]
    return table


def departments_table(team_rows: Any) -> Table:
    """Give one row per line department, with the number of teams of its trade."""
    table = Table("departments", departments.COLUMNS, 5)
    rows = table.rows
    rows.department = np.arange(5)
    rows.teams = np.bincount(team_rows.department, minlength=5)
    rows.cell = team_rows.station[0]
    return table


def care_of_cells(tables: dict[str, Table]) -> Floats:
    """Give every cell's weight in order: where residents live and go (two per home, one a place).

    A fixed weight of the district (sums to 1), so that the index does not depend on who goes out.
    """
    rows, n = tables["residents"].rows, len(tables["cells"])
    care = 2.0 * np.bincount(rows.home, rows.weight, n)
    for k in range(6):
        care += np.bincount(rows.places[:, k], rows.weight, n)
    weight: Floats = care / care.sum()
    return weight


def all_tables(district: District, scale: float, now: Any, p: Any) -> dict[str, Table]:
    """Give every table of a world, populations first, by name."""
    teams = teams_table(district, p)
    tables = [
        residents_table(district, scale, now, p),
        vendors_table(district, now, p),
        teams,
        offices_table(district),
        departments_table(teams.rows),
        cells_table(district, now, p),
        zones_table(district),
        Table("weather", columns.WEATHER, 1),
        Table("cases", columns.CASE),
        Table("city", columns.CITY, 1),
        Table("book", columns.BOOK, 2),
        *diary_tables(len(district.streets)),
    ]
    return {table.name: table for table in tables}
