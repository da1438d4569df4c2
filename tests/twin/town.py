"""A small city in which nothing happens but what a test asks for: the tests of cases share it."""

from functools import cache

import numpy as np

import twin
from agents import teams as team_rules
from twin.accounts.cases import opened
from twin.calendar import set_clock
from twin.mechanisms import cases, dispatch, planning, progress
from twin.mechanisms.columns import DESK, FROM_RESIDENT, TO_DO, WAITING
from twin.mechanisms.powers import set_lever
from twin.sight import team_sees

#: Tuesday noon: desks are staffed, stalls and parked cars show.
NOON = 36


@cache
def _city():
    city = twin.CityTwin(district="classroom", levers={"authority": 0.0}, scale=400, rng=9)
    return city, city.snapshot(), city.world.parameters.copy()


class Town:
    """The classroom at noon, as it was built, under some levers; ``authority`` is 0 unless set."""

    def __init__(self, **levers):
        self.city, moment, parameters = _city()
        self.world = self.city.world
        self.city.restore(moment)
        self.world.parameters[:] = parameters
        for name, value in levers.items():
            self.city.set_lever(name, value)
        set_clock(self.world.now, NOON)

    @property
    def p(self):
        return self.world.parameters[0]

    @property
    def teams(self):
        return self.world.rows("teams")

    @property
    def cells(self):
        return self.world.rows("cells")

    @property
    def zones(self):
        return self.world.rows("zones")

    @property
    def streets(self):
        return self.world.rows("offices")

    @property
    def departments(self):
        return self.world.rows("departments")

    @property
    def book(self):
        return self.world.rows("book")[0]

    @property
    def tick(self):
        return int(self.world.now.tick)

    def args(self):
        return self.world.traces.rows, self.world.p, self.world.now

    def lever(self, name, value, street=None, cells=None):
        set_lever(self.world, name, value, street, cells)

    def cells_of(self, street):
        return np.flatnonzero(self.cells.street == street)

    def open(self, kind, cell=40, source=FROM_RESIDENT):
        """Open a case and give its row."""
        what = (int(cell), kind, source)
        cases.open_case(self.world.city(), what, self.world.now, self.world.p)
        return opened(self.world)[-1]

    def ask(self, kind, cell=40, source=FROM_RESIDENT):
        """Open a case for teams to take at once: without desks."""
        row = self.open(kind, cell, source)
        if row.stage == DESK:
            row.stage, row.dispatched = WAITING, self.tick
        row.ready = self.tick
        return row

    def pass_hours(self, n=1):
        """Let hours pass at desks and in queues, without any team."""
        for _ in range(n):
            set_clock(self.world.now, self.tick + 1)
            progress.advance(self.world.city(), *self.args())

    def finish(self, case):
        """Do every part that can be done now."""
        for d in [d for d in range(5) if case.parts[d] == TO_DO]:
            progress.finish_part(self.world.city(), case, d, self.world.now, self.world.p)

    def report(self, everybody=True):
        """Begin an hour: every team on duty, or by its shift."""
        if everybody:
            hour = int(self.world.now.hour)
            self.teams.starts, self.teams.ends = hour, (hour + 1) % 24
        team_rules.report_for_duty(self.teams, team_sees(self.world), *self.args())

    def work(self):
        """Let teams take and do what there is within their hour."""
        dispatch.begin_hour(self.world.city(), *self.args())
        planning.optimise(self.world)
        dispatch.finish_hour(self.world.city(), *self.args())

    def hour(self, everybody=True):
        """Let an hour pass for desks and teams."""
        self.pass_hours()
        self.report(everybody)
        self.work()

    def only(self, *rows):
        """Leave these teams, all others are gone; they put cases before own work."""
        self.teams.alive = False
        self.teams.alive[list(rows)] = True
        self.departments.responsiveness = 1.0

    def put(self, row, **values):
        """Set columns of a team."""
        for name, value in values.items():
            self.teams[name][row] = value
