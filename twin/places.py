"""The six places a resident may go to: four near home, one near work, one anywhere."""

from typing import Any, NamedTuple

import numpy as np

from agents.compiled import kernel, rule
from agents.streams import decision, draw4
from twin.district import District

PLACE = decision("birth.place")
NEAR = 8


class Area(NamedTuple):
    """The map as the drawing of places needs it: positions, pull of cells, decay by distance."""

    x: Any
    y: Any
    lookup: Any
    pull: Any
    decay: Any


@rule
def near_place(origin: int, area: Any, u: float) -> int:
    """Draw a cell near another one, with weight pull x exp(-distance / 4), by one number."""
    x, y = area.x[origin], area.y[origin]
    height, width = area.lookup.shape
    total = 1e-12
    chosen = origin
    for j in range(max(0, y - NEAR), min(height, y + NEAR + 1)):
        for i in range(max(0, x - NEAR), min(width, x + NEAR + 1)):
            c = area.lookup[j, i]
            if c < 0:
                continue
            weight = area.pull[c] * area.decay[abs(j - y), abs(i - x)]
            total += weight
            share = weight / total
            if u < share:
                chosen = c
                u = u / share
            else:
                u = (u - share) / (1.0 - share)
    return chosen


@kernel
def fill_places(me: Any, area: Any, far: Any, now: Any) -> None:
    """Draw the six places of every resident; ``far`` holds the ladder of pulls of all cells."""
    for i in range(me.shape[0]):
        person = me[i]
        u = draw4(now, PLACE, i)
        v = draw4(now, PLACE, i, 1)
        for k in range(4):
            person.places[k] = near_place(person.home, area, u[k])
        anchor = person.work if person.work >= 0 else person.home
        person.places[4] = near_place(anchor, area, v[0])
        person.places[5] = np.searchsorted(far, v[1] * far[-1])
        for k in range(6):
            dx = float(area.x[person.home] - area.x[person.places[k]])
            dy = float(area.y[person.home] - area.y[person.places[k]])
            person.distance[k] = np.sqrt(dx * dx + dy * dy)


def choose_places(rows: Any, district: District, now: Any, p: Any) -> None:
    """Give every resident its six places and their distances (cells)."""
    steps = np.arange(NEAR + 1)
    away = np.hypot(steps[:, None], steps[None, :])
    pull = np.exp(p.place_pull * district.attraction.astype(float))
    area = Area(district.x, district.y, district.lookup, pull, np.exp(-away / 4.0))
    fill_places(rows, area, np.cumsum(pull), now)
