"""Accounts of people, money, waste, pitches and numbers: nothing is lost or made up."""

from typing import Any

import numpy as np

from agents.residents import OUT
from agents.teams import OFF_DUTY
from agents.vendors import OUT_OF_BUSINESS, TRADING
from twin.accounts.cases import Facts

POPULATIONS = ("residents", "vendors", "teams", "offices", "departments")
#: Columns that are shares or indices, by table.
SHARES = {
    "cells": (
        "disorder_memory", "crowding", "disorder", "disorder_home", "waste_share", "noise",
        "hazard", "fault", "occupied", "shop", "untidy_share", "served", "vitality",
        "vitality_memory", "crowding_memory", "tidy_memory", "risk_place", "care", "access", "cure",
        "parked", "damage", "patched", "knocked", "shop_base",
    ),
    "residents": (
        "taste", "trust", "reached", "satisfaction", "exposure", "outing", "need", "served",
    ),
    "vendors": ("legitimacy", "risk", "told", "clientele"),
    "teams": ("knowledge", "spare"),
    "offices": (
        "strictness", "patrol_share", "local_strictness", "food_trust", "order_loss", "life_loss",
        "effort", "trust", "answered", "resolved", "content",
    ),
    "zones": ("strictness", "harshness", "patrol_share", "capture"),
    "departments": ("responsiveness",),
    "city": ("push",),
}  # fmt: skip
#: Columns that count or measure something and cannot be negative.
COUNTS = {
    "cells": (
        "footfall", "traders", "illegal", "supply", "waste", "loud", "demand", "rivals",
        "complaints", "vendor_memory", "reports_total", "pitches", "pitches_taken", "members",
        "homes", "asked", "recurred", "amenity", "room",
    ),
    "residents": ("trouble", "told", "problem_hours", "reports_made", "reporting"),
    "teams": ("left", "duty_hours", "case_hours", "travel_hours", "routine_hours", "patrol_hours"),
    "departments": ("routine", "neglect"),
    "offices": (
        "order_reports", "order_usual", "life_reports", "life_usual", "own_work", "neglect",
    ),
    "city": ("attention", "usual", "n_cases", "n_open", "money_city", "money_chest", "waste_made"),
}  # fmt: skip


class Start:
    """What a city held when it was built."""

    def __init__(self, world: Any) -> None:
        """Note what a city holds now."""
        vendors = world.rows("vendors")
        self.counts = {name: len(world.tables[name]) for name in POPULATIONS}
        self.counts["teams"] = int((~world.rows("teams").crew).sum())
        self.money = float(vendors.wealth.sum())
        self.in_business = int((vendors.state != OUT_OF_BUSINESS).sum())
        self.weights = world.rows("residents").weight.copy()


def agents(world: Any, start: Start) -> Facts:
    """Nobody is lost or made up: the pool of vendors is those in business and those out."""
    ids = np.concatenate([world.rows(name).unique_id for name in POPULATIONS])
    yield "ids are unique", len(np.unique(ids)) == len(ids)
    for name in POPULATIONS:
        rows = world.rows(name)
        usual, crews = rows[: start.counts[name]], rows[start.counts[name] :]
        yield f"as many {name} as at the start", len(usual) == start.counts[name]
        yield f"all {name} alive", bool(usual.alive.all())
        if name == "teams":  # only recovery crews join and leave
            yield "only crews have joined", bool((crews.alive == crews.crew).all())
            yield "no team has become a crew", not usual.crew.any()
        else:
            yield f"no {name} have joined", not len(crews)
    book = world.rows("book")[0]
    inside = int((world.rows("vendors").state != OUT_OF_BUSINESS).sum())
    yield (
        "in business = then + entered - left",
        (inside == start.in_business + book.entered - book.left),
    )


def money(world: Any, start: Start) -> Facts:
    """Every yuan is with a vendor, the city, an association's chest or outside."""
    record = world.rows("city")[0]
    held = record.money_city + record.money_chest + record.money_outside
    now = world.rows("vendors").wealth.sum() + held
    yield "money is kept to 0.01 yuan", abs(now - start.money) < 0.01
    book = world.rows("book")[0]
    yield "takings = price x sold", np.isclose(book.takings, world.p.price * book.sold.sum())


def waste(world: Any, start: Start) -> Facts:
    """Every bag was taken away or lies in the street."""
    record = world.rows("city")[0]
    found = record.waste_collected + world.rows("cells").waste.sum()
    yield "waste is kept to 1e-6", abs(found - record.waste_made) <= 1e-6 * record.waste_made + 1e-9


def residents(world: Any, start: Start) -> Facts:
    """Residents stand for the whole population, and every want ends in one way."""
    rows, district = world.rows("residents"), world.district
    street = district.street[rows.home]
    persons = np.bincount(street, rows.weight, len(district.streets))
    census = [s.population for s in district.streets]
    yield "weights sum to the census of each street", persons.tolist() == census
    yield "weights never change", bool((rows.weight == start.weights).all())
    yield "no more are in trouble than live there", bool((rows.troubled <= 1.0 + 1e-9).all())
    out = rows.state == OUT
    traces = world.traces.rows
    yield "footfall is who is out", traces.footfall.sum() == rows.weight[out].sum()
    yield "only those out want", bool(out[rows.want >= 0].all())
    if world.now.tick - 1 - 24 * ((world.now.tick - 1) // 24) >= 6:
        ends = traces.bought.sum() + traces.shopped.sum() + traces.unmet.sum()
        yield "a want is met or not", ends == rows.weight[rows.want >= 0].sum()


def vendors(world: Any, start: Start) -> Facts:
    """Vendors stand somewhere if they trade, and only within their hours."""
    rows = world.rows("vendors")
    hour = (world.now.tick - 1) % 24
    trading = rows.state == TRADING
    yield "who trades stands in a cell", bool(((rows.cell >= 0) == trading).all())
    open_now = (rows.opens <= hour) & (hour < rows.closes)
    yield "within opening hours", bool(open_now[trading].all())
    yield (
        "tidy ones among traders",
        bool((world.traces.rows.tidy <= world.traces.rows.traders).all()),
    )
    traces = world.traces.rows
    ends = traces.fled.sum() + traces.advised.sum() + traces.let_off.sum()
    ends += traces.fined.sum() + traces.seized.sum()
    yield "an encounter ends in one way", traces.met.sum() == ends
    yield "friends are others", bool((rows.friends[:, :3] != np.arange(len(rows))[:, None]).all())


def pitches(world: Any, start: Start) -> Facts:
    """No pitch has two holders, and nobody stands on another's."""
    rows, cells = world.rows("vendors"), world.rows("cells")
    held = np.bincount(rows.pitch[rows.pitch >= 0], minlength=len(cells))
    yield "pitches taken = holders", bool((cells.pitches_taken == held).all())
    yield "taken <= marked out", bool((held <= cells.pitches).all())
    yield "marked out <= room", bool((cells.pitches <= cells.pitch_room).all())
    yield "licensed: holds a pitch", bool((rows.pitch[rows.licensed] >= 0).all())
    waits = (rows.pitch >= 0) & ~rows.licensed
    yield "holds a pitch: licensed or waiting", bool((waits == (rows.permit_day >= 0)).all())
    on = rows.on_pitch
    yield "on its own pitch", bool((rows.cell[on] == rows.pitch[on]).all())
    yield "who is on a pitch trades", bool((rows.state[on] == TRADING).all())
    yield "no claim is left open", bool((rows.claim == -1).all())


def teams(world: Any, start: Start) -> Facts:
    """An hour of duty is spent once."""
    rows = world.rows("teams")
    spent = rows.case_hours + rows.routine_hours + rows.patrol_hours
    yield "case + routine + patrol <= duty", bool((spent <= rows.duty_hours + 1e-6).all())
    off = rows.state == OFF_DUTY
    yield "off duty: no time to spend", bool((rows.spare[off] == 0.0).all())
    yield (
        "travel <= hours on cases and to come",
        bool((rows.travel_hours <= rows.case_hours + rows.left + 1e-6).all()),
    )


def numbers(world: Any, start: Start) -> Facts:
    """No NaN, shares within [0, 1], counts not negative."""
    used = int(world.rows("city").n_cases[0])
    for name, table in world.tables.items():
        rows = table.rows[:used] if name == "cases" else table.rows
        for column in table.columns:
            if column.dtype.startswith("f"):
                yield f"{name}.{column.name} finite", bool(np.isfinite(rows[column.name]).all())
    for name, names in SHARES.items():
        for column in names:
            values = world.rows(name)[column]
            yield f"{name}.{column} in 0..1", bool(((values >= 0.0) & (values <= 1.0)).all())
    for name, names in COUNTS.items():
        for column in names:
            yield f"{name}.{column} >= 0", bool((world.rows(name)[column] >= 0.0).all())


def places(world: Any, start: Start) -> Facts:
    """Every index points to something that is there."""
    n, streets = len(world.rows("cells")), len(world.district.streets)
    pool, zones = start.counts["vendors"], len(world.rows("zones"))
    used = int(world.rows("city").n_cases[0])
    bounds = {
        "cells": {
            "street": (0, streets), "zone": (0, zones), "border": (-1, streets),
            "open_case": (-1, used), "present": (0, 2), "known": (0, 2), "last_outcome": (0, 4),
        },
        "zones": {"street": (0, streets)},
        "residents": {
            "cell": (0, n), "home": (0, n), "work": (-1, n), "places": (0, n), "state": (0, 5),
            "want": (-1, 5), "group": (0, 5), "report_cell": (-1, n), "report_kind": (0, 11),
        },
        "vendors": {
            "cell": (-1, n), "home": (0, n), "last_place": (0, n), "pitch": (-1, n),
            "removed_cell": (-1, n), "told_place": (0, n), "trade": (0, 5), "state": (0, 3),
            "fate": (0, 6), "back_at": (-1, 24), "option": (0, 8), "friends": (0, pool),
            "association": (-1, streets),
        },
        "teams": {
            "cell": (0, n), "station": (0, n), "department": (0, 5), "street": (-1, streets),
            "area": (0, streets), "state": (0, 4), "part": (0, 5),
            "task": (-1, used),
        },
    }  # fmt: skip
    for name, columns in bounds.items():
        for column, (low, end) in columns.items():
            values = world.rows(name)[column]
            yield (
                f"{name}.{column} in [{low}, {end})",
                bool(((values >= low) & (values < end)).all()),
            )
