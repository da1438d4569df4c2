"""The benchmark model 'stalls' in idiomatic Mesa: objects on a grid, as in Mesa's own examples.

Rules and sizes: docs/benchmark.md. Runs on Mesa 3.3 to 3.5. Written to be fair: plain attributes
on cells and agents (cheaper than property layers for single values), Python's own generator
(cheaper than numpy's for single numbers), cached neighbourhoods, no move to the cell an agent is
on, and ``do`` instead of ``shuffle_do``, since each phase reads only fields fixed before it.
"""

import math

import mesa
from mesa.discrete_space import Cell, CellAgent, OrthogonalMooreGrid

INDICATORS = (
    "n_active",
    "illegal_share",
    "spend",
    "mean_income",
    "complaints",
    "fines",
    "satisfaction",
    "market_share",
    "cooling_share",
    "mean_risk",
)
#: Width, height, residents, vendors, teams.
SIZES = {
    "tiny": (20, 20, 2_000, 100, 5),
    "small": (40, 40, 10_000, 500, 20),
    "medium": (100, 100, 100_000, 5_000, 200),
}


def weights(hour):
    """Give the weights of home, work and market at an hour of the day."""
    if 8 <= hour <= 17:
        return 0.2, 0.5, 0.3
    if 18 <= hour <= 21:
        return 0.4, 0.1, 0.5
    return 0.9, 0.05, 0.05


class Place(Cell):
    """A cell of 100 m and what is counted there."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.footfall = 0
        self.active = 0
        self.illegal = 0
        self.revenue = 0.0
        self.complaints = 0
        self.heat = 0.0
        self.teams = 0

    @property
    def worth(self):
        """Give the footfall a newcomer would share."""
        return self.footfall / (self.active + 1)

    def settle(self):
        """Let the heat of complaints decay and add the new ones."""
        self.heat = 0.8 * self.heat + self.complaints


class Resident(CellAgent):
    """Goes to home, work or market; buys, complains, grows content or not."""

    def __init__(self, model, home, work, market):
        super().__init__(model)
        self.home = home
        self.work = work
        self.market = market
        self.satisfaction = 0.5
        self.spent = 0
        self.cell = home

    def choose_place(self):
        """Go to one of three places."""
        home, work, market = self.model.weights
        active = self.market.active
        market *= 1 + 0.5 * active / (1 + active)
        u = self.random.random() * (home + work + market)
        if u < home:
            place = self.home
        elif u < home + work:
            place = self.work
        else:
            place = self.market
        if place is not self.cell:
            self.move_to(place)
        place.footfall += 1
        self.model.at_market += place is self.market

    def act(self):
        """Buy from the stalls here, complain about those without a licence."""
        cell = self.cell
        opinion = 1
        if cell.active:
            if self.random.random() < 0.15:
                self.spent += 5
                cell.revenue += 5
                opinion += 1
            illegal = cell.illegal
            if illegal and self.random.random() < 0.02 * illegal / (illegal + 3):
                cell.complaints += 1
                opinion -= 1
        self.satisfaction += 0.02 * (opinion / 2 - self.satisfaction)


class Vendor(CellAgent):
    """Moves towards custom, weighs profit against the risk of a fine, sells."""

    def __init__(self, model, cell, licensed, aversion):
        super().__init__(model)
        self.cell = cell
        self.licensed = licensed
        self.aversion = aversion
        self.trading = False
        self.cooldown = 0
        self.capital = 100.0
        self.income = 0.0
        self.risk = 0.0
        self.decided = False

    def decide(self):
        """Decide whether to trade this hour, and where."""
        self.decided = self.cooldown == 0
        if not self.decided:
            self.cooldown -= 1
            self.trading = False
            return
        if self.random.random() < 0.1:
            best = max(self.cell.neighborhood, key=lambda cell: cell.worth)
            if best.worth > 1.1 * self.cell.worth:
                self.move_to(best)
        self.risk = 0.0 if self.licensed else self.perceived_risk()
        profit = 0.15 * 5 * self.cell.worth - 3
        utility = (profit - self.aversion * self.risk * 40) / 2
        self.trading = self.random.random() < 1 / (1 + math.exp(-utility))

    def perceived_risk(self):
        """Guess the risk of a fine from the teams and vendors within two cells."""
        teams = vendors = 0
        for cell in self.cell.get_neighborhood(2, include_center=True):
            teams += cell.teams
            vendors += cell.active
        return 1 - math.exp(-2 * teams / max(vendors, 1))

    def open_stall(self):
        """Count among the trading vendors of the cell."""
        if self.trading:
            self.cell.active += 1
            self.cell.illegal += not self.licensed

    def earn(self):
        """Share the cell's revenue."""
        if self.trading:
            self.income = self.cell.revenue / self.cell.active
            self.capital += self.income - 3

    def fine(self):
        """Pay, and stay away for half a day."""
        self.capital -= 40
        self.cooldown = 12
        self.trading = False


class Team(CellAgent):
    """Goes where complaints are hot and fines vendors without a licence."""

    def __init__(self, model, cell):
        super().__init__(model)
        self.cell = cell
        cell.teams += 1

    def patrol(self):
        """Move to the most urgent cell of the block around."""
        block = self.cell.get_neighborhood(1, include_center=True)
        random = self.random.random
        target = max(block, key=lambda cell: cell.heat + 0.5 * cell.illegal + 0.01 * random())
        self.cell.teams -= 1
        target.teams += 1
        self.move_to(target)

    def enforce(self):
        """Fine some of the trading vendors without a licence here; complaints cool."""
        for agent in self.cell.agents:
            if (
                isinstance(agent, Vendor)
                and agent.trading
                and not agent.licensed
                and self.random.random() < 0.3
            ):
                agent.fine()
                self.model.fines += 1
        self.cell.heat *= 0.5


class Stalls(mesa.Model):
    """The benchmark city."""

    def __init__(self, size="small", rng=None):
        super().__init__(rng=rng)
        width, height, residents, vendors, teams = SIZES[size]
        self.hour = 0
        self.weights = weights(0)
        self.fines = self.at_market = 0
        self.grid = OrthogonalMooreGrid(
            (width, height), torus=False, random=self.random, cell_klass=Place
        )
        self.people(residents, vendors, teams)
        self.datacollector = mesa.DataCollector(model_reporters=REPORTERS)

    def people(self, residents, vendors, teams):
        """Put residents, vendors and teams on the grid."""
        cells = self.grid.all_cells.cells
        markets = self.random.sample(cells, max(1, len(cells) // 50))
        pick = self.random.choices
        Resident.create_agents(
            self,
            residents,
            pick(cells, k=residents),
            pick(cells, k=residents),
            pick(markets, k=residents),
        )
        Vendor.create_agents(
            self,
            vendors,
            pick(markets, k=vendors),
            pick([True, False], k=vendors),
            [self.random.uniform(0.5, 1.5) for _ in range(vendors)],
        )
        Team.create_agents(self, teams, pick(cells, k=teams))

    def step(self):
        """Run one hour."""
        self.weights = weights(self.hour % 24)
        self.fines = self.at_market = 0
        cells = self.grid.all_cells.cells
        residents = self.agents_by_type[Resident]
        vendors = self.agents_by_type[Vendor]
        teams = self.agents_by_type[Team]
        for cell in cells:
            cell.footfall = 0
        residents.do("choose_place")
        vendors.do("decide")
        for cell in cells:
            cell.active = cell.illegal = cell.complaints = 0
            cell.revenue = 0.0
        vendors.do("open_stall")
        residents.do("act")
        vendors.do("earn")
        for cell in cells:
            cell.settle()
        teams.do("patrol")
        teams.do("enforce")
        self.hour += 1
        self.datacollector.collect(self)

    @property
    def stalls(self):
        """Give the number of stalls that opened this hour."""
        return sum(cell.active for cell in self.grid.all_cells.cells)


def mean(values):
    """Average, or zero where there is nothing."""
    values = list(values)
    return sum(values) / len(values) if values else 0.0


REPORTERS = {
    "n_active": lambda m: m.stalls,
    "illegal_share": lambda m: sum(c.illegal for c in m.grid.all_cells.cells) / max(m.stalls, 1),
    "spend": lambda m: sum(c.revenue for c in m.grid.all_cells.cells),
    "mean_income": lambda m: mean(v.income for v in m.agents_by_type[Vendor] if v.trading),
    "complaints": lambda m: sum(c.complaints for c in m.grid.all_cells.cells),
    "fines": lambda m: m.fines,
    "satisfaction": lambda m: mean(m.agents_by_type[Resident].get("satisfaction")),
    "market_share": lambda m: m.at_market / len(m.agents_by_type[Resident]),
    "cooling_share": lambda m: mean(v.cooldown > 0 for v in m.agents_by_type[Vendor]),
    "mean_risk": lambda m: mean(
        v.risk for v in m.agents_by_type[Vendor] if v.decided and not v.licensed
    ),
}
