"""A small town on tables, with a tick of its own: what the Mesa face is tried on."""

from dataclasses import dataclass
from typing import Any

import mesa
import numpy as np

from agents.base import TableModel
from agents.people import Resident, Team, Vendor
from agents.rows import FACE_COLUMNS, drop_rows, take_rows
from agents.table import Column, Table

RESIDENTS, VENDORS, TEAMS = 60, 12, 4
WIDTH, HEIGHT = 5, 4

CELL = (
    Column("disorder", "f8", 0.25, "index", "disorder"),
    Column("supply", "f8", 0, "", "", (2,)),
)
RESIDENT = (
    *FACE_COLUMNS,
    Column("taste", "f4", 0.5, "share", "taste for order"),
    Column("floating", "?", 0, "", "without local registration"),
    Column("places", "i4", 0, "", "cells it may go to", (6,)),
)
VENDOR = (
    *FACE_COLUMNS,
    Column("wealth", "f8", 300, "yuan", "cash"),
    Column("trade", "i1", 0, "", "what it sells"),
    Column("licensed", "?", 0, "", "whether it holds a pitch"),
)
TEAM = (*FACE_COLUMNS, Column("department", "i1", 0, "", "the department it belongs to"))


@dataclass(frozen=True)
class Ground:
    """A rectangle of cells without its south-east corner, which is outside the district."""

    x: Any
    y: Any
    lookup: Any
    width: int = WIDTH
    height: int = HEIGHT


def ground():
    cells = WIDTH * HEIGHT - 1
    lookup = np.append(np.arange(cells), -1).reshape(HEIGHT, WIDTH)
    return Ground(np.arange(cells) % WIDTH, np.arange(cells) // WIDTH, lookup)


class Town:
    """Tables, ground, and an hour: vendors earn, the poorest leaves and a newcomer takes over."""

    def __init__(self, vendors, rng):
        self.district = ground()
        self.tables = {
            "residents": Table("residents", RESIDENT, RESIDENTS),
            "vendors": Table("vendors", VENDOR, vendors),
            "teams": Table("teams", TEAM, TEAMS),
            "cells": Table("cells", CELL, len(self.district.x)),
        }
        residents, vendors = (self.tables[name].rows for name in ("residents", "vendors"))
        residents.taste = rng.random(len(residents))
        residents.cell = rng.integers(0, len(self.district.x), len(residents))
        residents.floating = residents.taste > 0.7
        vendors.wealth = rng.integers(100, 900, len(vendors))
        vendors.trade = np.arange(len(vendors)) % 3
        vendors.cell = rng.integers(0, len(self.district.x), len(vendors))

    def tick(self, hour):
        vendors = self.tables["vendors"].rows
        vendors.wealth += 10.0 * (1 + vendors.unique_id % 3)
        if hour % 2 == 0:
            alive = np.flatnonzero(vendors.alive)
            drop_rows(self.tables["vendors"], alive[[np.argmin(vendors.wealth[alive])]])
            take_rows(self.tables, "vendors", 1, {"cell": 0})


def count_vendors(model):
    return len(model.agents_by_type[Vendor])


def mean_wealth(model):
    return model.agents_by_type[Vendor].agg("wealth", np.mean)


class SmallTown(TableModel):
    """The model of the town."""

    def __init__(self, vendors=VENDORS, rng=None, seed=None):
        super().__init__(rng=rng, seed=seed)
        self.register_populations(Town(vendors, self.rng), (Resident, Vendor, Team))
        self.datacollector = mesa.DataCollector(
            {"vendors": count_vendors, "wealth": mean_wealth, "hour": "steps"}
        )

    def step(self):
        self.world.tick(self.steps)
        self.datacollector.collect(self)


class Visitor(mesa.Agent):
    """An ordinary Mesa agent of a user's own."""

    def __init__(self, model, purse=0):
        super().__init__(model)
        self.purse = purse


class NightVendor(Vendor):
    """A user's own kind of vendor."""

    def shout(self):
        return f"{self.unique_id}!"


class Grocer(Vendor):
    """A user's own kind of vendor with a constructor of its own."""

    def __init__(self, model, crates, **values):
        super().__init__(model, wealth=crates * 10.0, **values)
        self.crates = crates


def table(model, kind):
    """Give the table of a class of agents."""
    return model.world.tables[kind.TABLE]


def rows(agents):
    """Give the rows of some agents."""
    return [agent._row for agent in agents]
