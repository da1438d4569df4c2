"""Before, during and after a storm: who is called up, who tires, which crews are kept ready."""

from typing import Any

import numpy as np

from agents.compiled import kernel, rule
from agents.rows import drop_rows, take_rows
from agents.teams import EMERGENCY, GOLDEN, NO_TASK, POOL
from twin.mechanisms.columns import DOING, IN_WORK, TO_DO, WAITING


@rule
def is_called(team: Any, surge: float) -> bool:
    """Tell whether a surge calls up a team: evenly, a share of all, by number and not by row."""
    return team.alive and (team.unique_id * GOLDEN) % 1.0 < surge


@rule
def tire(team: Any, p: Any) -> None:
    """Let a team called up beyond its shift tire by ``fatigue_day`` in 24 hours, else recover."""
    pace = p.fatigue_day / 24.0
    team.fatigue += pace if team.called_up and not team.crew else -0.5 * pace
    team.fatigue = max(0.0, team.fatigue)


@kernel
def call_up(city: Any, traces: Any, p: Any, now: Any) -> None:
    """Call teams up while the operations centre is on alert: a share of all, round the clock.

    Whatever their trade they look for damage while they have nothing in hand; to clear it takes the
    equipment of emergency teams and crews. Crews kept for recovery come with
    the alert and stay until the damage is cleared.
    """
    alert = city.weather.alert[0] > 0.0
    surge = city.streets.surge[city.streets.shape[0] - 1]
    left = 0.0
    for c in range(city.cells.shape[0]):
        left += city.cells.damage[c]
    looking = 0.0
    for t in range(city.teams.shape[0]):
        team = city.teams[t]
        team.called_up = alert and is_called(team, surge)
        if team.crew:
            team.called_up = alert or left > 0.0
        looking += 1.0 if team.called_up and team.task == NO_TASK else 0.0
        tire(team, p)
    city.city[0].watch = looking / city.cells.shape[0]


def enlist_crews(world: Any) -> None:
    """Keep as many recovery crews as the lever asks for: per 10,000 residents, of the whole."""
    teams, offices = world.tables["teams"], world.rows("offices")
    wanted = round(float(offices.recovery[-1] * offices.persons[-1] / 10_000.0))
    crews = np.flatnonzero(teams.rows.crew & teams.rows.alive)
    gone = crews[wanted:]
    for row in gone[teams.rows.task[gone] != NO_TASK]:
        case = world.rows("cases")[teams.rows.task[row]]
        case.parts[teams.rows.part[row]] = TO_DO
        case.stage = IN_WORK if (case.parts == DOING).any() else WAITING
        teams.rows.task[row] = NO_TASK
    teams.rows.crew[gone] = False
    drop_rows(teams, gone)
    if wanted > len(crews):
        station = int(teams.rows.station[0])
        values = {"crew": True, "department": EMERGENCY, "street": POOL, "task": NO_TASK}
        values |= {"station": station, "cell": station}
        take_rows(world.tables, "teams", wanted - len(crews), values)
