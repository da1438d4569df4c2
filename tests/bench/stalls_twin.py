"""The benchmark model 'stalls' on the engine of the twin, behind the Mesa face.

A real ``mesa.Model``: residents, vendors and teams are in ``model.agents`` and a Mesa
``DataCollector`` collects the ten indicators each hour. Rules and sizes: docs/benchmark.md; the
same model as idiomatic Mesa objects: stalls_mesa.py.
"""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import mesa
import numpy as np
from numpy.typing import NDArray

from agents.base import Row, TableModel
from agents.rows import FACE_COLUMNS
from agents.streams import decision, fill_columns, run_key
from agents.table import Column, Table, new_rows
from tests.bench import stalls_kernels

#: Width, height, residents, vendors, teams.
SIZES = {
    "tiny": (20, 20, 2_000, 100, 5),
    "small": (40, 40, 10_000, 500, 20),
    "medium": (100, 100, 100_000, 5_000, 200),
}

#: What residents meet in a cell; kept apart, so that it stays in the near caches.
CELLS = (
    Column("buy", "f4", 0, "", "chance that a resident here buys this hour"),
    Column("complain", "f4", 0, "", "chance that a resident here complains this hour"),
    Column("buyers", "i4", 0, "persons", "residents who bought here this hour"),
    Column("complaints", "i4", 0, "persons", "residents who complained here this hour"),
    Column("pull", "f4", 1, "", "how a market draws, by the stalls seen there last hour"),
    Column("footfall", "i4", 0, "persons", "residents here this hour"),
)
#: What vendors and teams know of a cell.
ORDER = (
    Column("active", "i4", 0, "vendors", "stalls that opened, in the last hour they could"),
    Column("illegal", "i4", 0, "vendors", "those of them without a licence"),
    Column("teams", "i4", 0, "teams", "teams here"),
    Column("heat", "f8", 0, "", "complaints, fading by a fifth an hour"),
    Column("escape", "f8", 1, "", "chance that no team here fines a vendor this hour"),
    Column("near_active", "i4", 0, "vendors", "stalls within two cells"),
    Column("near_teams", "i4", 0, "teams", "teams within two cells"),
)
RESIDENTS = (
    *FACE_COLUMNS,
    Column("home", "i4", 0, "", "cell of the home"),
    Column("work", "i4", 0, "", "cell of the work place"),
    Column("market", "i4", 0, "", "cell of the market"),
    Column("satisfaction", "f4", 0.5, "", "0 to 1"),
    Column("spent", "i4", 0, "yuan", "spent so far"),
)
VENDORS = (
    *FACE_COLUMNS,
    Column("licensed", "?", 0, "", "holds a licence"),
    Column("trading", "?", 0, "", "trades this hour"),
    Column("cooldown", "i4", 0, "h", "hours it still stays away after a fine"),
    Column("aversion", "f8", 1, "", "aversion to risk"),
    Column("risk", "f8", 0, "", "risk of a fine it sees"),
    Column("income", "f8", 0, "yuan", "takings of the last hour it traded"),
    Column("capital", "f8", 100, "yuan", "wealth"),
)
TEAMS = FACE_COLUMNS
INDICATORS = (
    Column("n_active", "f8", 0, "vendors", "stalls opened"),
    Column("illegal_share", "f8", 0, "", "share of them without a licence"),
    Column("spend", "f8", 0, "yuan", "spent by all residents"),
    Column("mean_income", "f8", 0, "yuan", "mean takings of trading vendors"),
    Column("complaints", "f8", 0, "", "complaints made"),
    Column("fines", "f8", 0, "", "fines given"),
    Column("satisfaction", "f8", 0, "", "mean over residents"),
    Column("market_share", "f8", 0, "", "share of residents at their market"),
    Column("cooling_share", "f8", 0, "", "share of vendors staying away after a fine"),
    Column("mean_risk", "f8", 0, "", "mean risk seen by vendors"),
)
CLOCK = (
    Column("key_a", "u8", 0, "", "first word of the run key"),
    Column("key_b", "u8", 0, "", "second word of the run key"),
    Column("tick", "i8", 0, "h", "hours since the start"),
    Column("width", "i8", 0, "cells", "of the grid"),
    Column("height", "i8", 0, "cells", "of the grid"),
    Column("home", "f8", 0, "", "weight of home at this hour"),
    Column("work", "f8", 0, "", "weight of work at this hour"),
    Column("market", "f8", 0, "", "weight of the market at this hour"),
)


class Resident(Row):
    """Goes to home, work or market; buys, complains, grows content or not."""

    TABLE = "residents"
    LAZY = True


class Vendor(Row):
    """Moves towards custom, weighs profit against the risk of a fine, sells."""

    TABLE = "vendors"


class Team(Row):
    """Goes where complaints are hot and fines vendors without a licence."""

    TABLE = "teams"


class World:
    """The tables of the benchmark city, its clock and the indicators of the last hour."""

    def __init__(self, size: str, seed: int) -> None:
        """Put residents, vendors and teams on a grid at random."""
        width, height, *numbers = SIZES[size]
        self.district = grid(width, height)
        names = ("residents", "vendors", "teams")
        kinds = (RESIDENTS, VENDORS, TEAMS)
        people = {n: Table(n, k, m) for n, k, m in zip(names, kinds, numbers, strict=True)}
        places = {n: Table(n, k, width * height) for n, k in (("cells", CELLS), ("order", ORDER))}
        self.tables = people | places
        self.now = new_rows(CLOCK, 1)[0]
        self.now.key_a, self.now.key_b = run_key(seed)
        self.now.width, self.now.height = width, height
        self.today = new_rows(INDICATORS, 1)[0]
        self.luck = [np.empty((4, n), np.float32) for n in numbers[:2]]
        self.settle_down()

    def settle_down(self) -> None:
        """Draw homes, work places, markets, licences, tastes for risk and where all start."""
        n_cells = len(self.tables["cells"])
        residents, vendors, teams = (self.tables[n].rows for n in ("residents", "vendors", "teams"))
        markets = np.argsort(self.draw("markets", n_cells)[0])[: max(1, n_cells // 50)]
        home, work, market, _ = self.draw("residents", len(residents))
        residents.home, residents.work = (home * n_cells).astype(int), (work * n_cells).astype(int)
        residents.market = markets[(market * len(markets)).astype(int)]
        residents.cell = residents.home
        market, licence, aversion, _ = self.draw("vendors", len(vendors))
        vendors.cell = markets[(market * len(markets)).astype(int)]
        vendors.licensed = licence < 0.5
        vendors.aversion = 0.5 + aversion
        teams.cell = (self.draw("teams", len(teams))[0] * n_cells).astype(int)
        np.add.at(self.tables["order"].rows.teams, teams.cell, 1)

    def draw(self, what: str, n: int) -> NDArray[np.float64]:
        """Give four uniform numbers for each of ``n`` things at the start, as (4, n)."""
        out = np.empty((4, n))
        fill_columns(out, self.now, decision(f"stalls.start.{what}"), 0)
        return out

    def step(self) -> tuple[float, ...]:
        """Run one hour and give its ten indicators."""
        rows = [table.rows for table in self.tables.values()]
        stalls_kernels.tick(
            tuple(rows[:3]), tuple(rows[3:]), tuple(self.luck), self.now, self.today
        )
        return self.today.item()


def grid(width: int, height: int) -> SimpleNamespace:
    """Give the district of a full rectangle, row by row."""
    index = np.arange(width * height)
    return SimpleNamespace(
        x=index % width,
        y=index // width,
        width=width,
        height=height,
        lookup=index.reshape(height, width),
    )


def hourly(place: int) -> Callable[[Any], float]:
    """Give the reporter of one indicator of the last hour."""
    return lambda model: model.today[place]


class Stalls(TableModel):
    """The benchmark city."""

    def __init__(self, size: str = "small", rng: int | None = None) -> None:
        """Build a city of one of the ``SIZES`` from a seed."""
        super().__init__(rng=rng)
        self.register_populations(World(size, rng or 0), (Resident, Vendor, Team))
        self.today: tuple[float, ...] = (0.0,) * len(INDICATORS)
        self.datacollector = mesa.DataCollector(
            {column.name: hourly(place) for place, column in enumerate(INDICATORS)}
        )

    def step(self) -> None:
        """Run one hour."""
        self.today = self.world.step()
        self.datacollector.collect(self)
