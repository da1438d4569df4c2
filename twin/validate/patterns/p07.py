"""P07: displacement, and when not (挤到隔壁去了吗).

A crackdown from day 1 in a fifth of the cells: every stall seen is acted on (2.5 times as many as
usual) at the same patrol hours. Hours belong to a street's teams: trebled for some of its cells,
they raised encounters in the rings by a quarter, which hides who moved. Vendor-hours in the rings
are compared with the same days without it, at the given and at ten times the relocation cost.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.knob import Words
from twin.district import load_district
from twin.scenario import Scenario
from twin.validate.effects import NO_CHANGE, ratio, relative, window
from twin.validate.pattern import Criterion, Numbers, Pattern, Plan
from twin.validate.probes_cells import ZoneDays
from twin.validate.targets import BEYOND, FAR_RING, NEAR_RING, TREATED, places, rings, treated_cells

#: Times the relocation cost, which tops out at its upper bound.
DEAR = 10.0
DEAREST = 30.0


def arms(plan: Plan) -> Mapping[str, Scenario]:
    """Give control and crackdown at a low and at a high cost of moving."""
    place = load_district(plan.district)
    cells = places(place, treated_cells(place, plan.seed))
    levers = plan.arm().vector()
    # patrol hours = intensity x patrol: what one gains the other gives back
    crackdown = {"intensity": 1.0, "patrol": levers["intensity"] * levers["patrol"]}
    treat = [{"from": 1, "cells": cells, "levers": crackdown}]
    low = plan.parameter("relocation_cost")
    costs = {"low": {}, "high": {"relocation_cost": min(DEAREST, DEAR * low)}}
    return {
        f"{what}_{name}": plan.arm(parameters=cost, schedule=treat if what == "treated" else ())
        for name, cost in costs.items()
        for what in ("control", "treated")
    }


def zones(model: Any) -> NDArray[np.intp]:
    """Give the zone of every cell: treated, two rings, beyond."""
    place = model.district
    return rings(place, treated_cells(place, model.seed_number))


def statistics(found: Mapping[str, Numbers]) -> Mapping[str, float]:
    """Give what vendor-hours change by in the treated cells and the rings, as shares of control.

    ``caught`` is the share of those lost in treated cells that the two rings gained at low cost,
    ``stalls_treated`` the share of vendor-hours that treated cells have without treatment, and
    ``met_near`` the change of encounters in the near ring: what enforcement there did meanwhile.
    """

    def mean(arm: str, column: str, zone: int) -> float:
        return window(found[arm][f"{column}_{zone}"], 1)

    def change(cost: str, zone: int, column: str = "traders") -> float:
        return relative(
            mean(f"treated_{cost}", column, zone), mean(f"control_{cost}", column, zone)
        )

    def more(zone: int) -> float:
        return mean("treated_low", "traders", zone) - mean("control_low", "traders", zone)

    everywhere = sum(mean("control_low", "traders", zone) for zone in range(BEYOND + 1))
    return {
        "near_low": change("low", NEAR_RING),
        "far_low": change("low", FAR_RING),
        "near_high": change("high", NEAR_RING),
        "far_high": change("high", FAR_RING),
        "treated_low": change("low", TREATED),
        "treated_high": change("high", TREATED),
        "met_near": change("low", NEAR_RING, "met"),
        "caught": ratio(more(NEAR_RING) + more(FAR_RING), -more(TREATED)),
        "stalls_treated": ratio(mean("control_low", "traders", TREATED), everywhere),
    }


PATTERN = Pattern(
    name="P07",
    title=Words("挤走还是挤没", "Displacement, and when not"),
    question=Words(
        "五分之一的地方严管，摊贩是挪到隔壁，还是不摆了？",
        "When a fifth of the cells is cracked down on, do stalls move next door or give up?",
    ),
    source="Blattman et al., JEEA 2021; Braga et al. 2019, doi 10.1007/s11292-019-09372-3",
    arms=arms,
    probe=lambda: ZoneDays(BEYOND + 1, zones, ("traders", "met")),
    statistics=statistics,
    criteria=(
        Criterion(
            "near_low",
            Words("搬动便宜时 250 米内增多", "moving is cheap: more stalls within 250 m"),
            low=0.0,
        ),
        Criterion(
            "far_low",
            Words("搬动便宜时 250 至 500 米增多", "moving is cheap: more stalls at 250-500 m"),
            low=0.0,
        ),
        Criterion(
            "near_high",
            Words("搬动贵十倍时 250 米内不增多", "moving is dear: no more stalls within 250 m"),
            high=NO_CHANGE,
            proposed=True,
        ),
        Criterion(
            "far_high",
            Words("搬动贵十倍时 250 至 500 米不增多", "moving is dear: no more at 250-500 m"),
            high=NO_CHANGE,
            proposed=True,
        ),
    ),
    days=120,
    quick_days=60,
    used="beliefs about places, turf, setting up again next door (docs/calibration.md)",
)
