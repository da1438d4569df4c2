"""Shop fronts: goods and tables on the pavement (店外经营), as far as enforcement lets them be.

Shops sell on the street too, and strict enforcement clears that away with the stalls. Chengdu in
2020 allowed 17,147 shop fronts beside 22,360 stalls; Beijing in 2017 closed some 16,000 "holes in
the wall" (mechanisms XH, CJ).
"""

import math
from typing import Any

from agents.compiled import kernel, rule
from agents.prospects import penalty_met


@rule
def room_of_fronts(cell: Any, p: Any) -> float:
    """Give the walking room that shop fronts take, in stalls: by attraction, as far as put out."""
    return p.front_stalls * cell.attraction * cell.fronts


@rule
def worth_putting_out(zone: Any, p: Any) -> float:
    """Give the share of shops for which goods outside pay: exp(-cost / mean gain).

    Cost (yuan a day) = visits to a front at full patrol x patrol share x strictness x what being
    met costs; a shop cannot slip away. Gains of shops are spread exponentially around their mean.
    """
    visits = p.front_rounds * zone.patrol_share / p.patrol_most
    cost = visits * zone.strictness * (1.0 - zone.capture) * penalty_met(zone, 0.0, p)
    return math.exp(-cost / p.front_gain)


@kernel
def put_out(city: Any, traces: Any, p: Any, now: Any) -> None:
    """Let shops of every place put out more or less than the day before, and sell by it.

    The chance that a shop has what is wanted on the street = full x (1 - s (1 - fronts)), s the
    share of such sales that hangs on goods outside.
    """
    for c in range(city.cells.shape[0]):
        cell = city.cells[c]
        worth = worth_putting_out(city.zones[cell.zone], p)
        cell.fronts += p.front_pace * (worth - cell.fronts)
        cell.shop = cell.shop_full * (1.0 - p.front_sales * (1.0 - cell.fronts))
