"""The kinds of case: what each needs, how hard it is, how long it takes, when it shows.

Kind numbers are in ``agents/residents.py``.
"""

from typing import Any

import numpy as np

from agents.compiled import rule
from agents.knob import Words
from agents.residents import (
    DAMAGE,
    FACILITY,
    FOOD,
    HAZARD,
    HOME_REPAIR,
    NOISE,
    OBSTRUCTION,
    PARKING,
    ROAD,
    SERVICE,
    WASTE,
)

KINDS = (
    "waste", "facility", "obstruction", "food", "noise", "hazard", "road", "home_repair",
    "parking", "service", "damage",
)  # fmt: skip
KIND_WORDS = (
    Words("垃圾堆积", "waste"),
    Words("设施损坏", "broken facility"),
    Words("占道摆摊", "stalls in the way"),
    Words("食品安全", "food safety"),
    Words("夜间噪声", "noise at night"),
    Words("安全隐患", "hazard"),
    Words("道路被占", "road taken over"),
    Words("家中报修", "trouble at home"),
    Words("违章停车", "illegal parking"),
    Words("缺少服务", "missing service"),
    Words("风雨灾损", "storm damage"),
)
#: Place of each kind on the way from simple to hard: simple ones are handed down first.
SIMPLICITY = np.array([0, 3, 4, 6, 7, 9, 8, 1, 2, 5, 10])
#: Departments each kind needs, in the order in which they act: urban management, market
#: regulation, emergency, sanitation, police.
NEEDS = np.array(
    [
        [0, 0, 0, 1, 0],
        [1, 0, 0, 0, 0],
        [1, 0, 0, 0, 0],
        [0, 1, 0, 0, 0],
        [1, 0, 0, 0, 1],
        [0, 0, 1, 0, 0],
        [1, 1, 0, 0, 1],
        [1, 0, 0, 0, 0],
        [0, 0, 0, 0, 1],
        [0, 1, 0, 0, 0],
        [0, 0, 1, 0, 0],
    ],
    dtype=np.int8,
)
#: Hours of work of one part. Source: facts/parameters.csv row 32 (0.2-4 h).
WORK_HOURS = np.array([0.5, 1.0, 0.6, 1.0, 0.6, 2.0, 0.6, 1.0, 0.4, 1.0, 1.5])
#: Hours within which a case is to be closed. Source: row 46, tiers of 2 h, 24 h, 7 d and 15 d.
TIER_HOURS = np.array([24.0, 168.0, 24.0, 24.0, 24.0, 2.0, 168.0, 168.0, 24.0, 360.0, 24.0])
#: How much a kind weighs where cases are ranked: danger first, wishes last (0-1).
SEVERITY = np.array([0.4, 0.3, 0.3, 0.7, 0.5, 1.0, 0.5, 0.4, 0.2, 0.1, 0.9])


@rule
def shows(cell: Any, trace: Any, kind: int) -> bool:
    """Tell whether the cause of a kind of case is there to be seen (or heard)."""
    if kind == OBSTRUCTION:
        return trace.illegal > 0.0 and cell.in_the_way > 0.35
    if kind == SERVICE:  # neither a pitch to let nearby nor a service point within a walk
        return cell.vacancy <= 0.0 and cell.access < 0.5
    return measure_of(cell, kind) > threshold_of(kind)


@rule
def measure_of(cell: Any, kind: int) -> float:
    """Give the state of a cell in which the cause of a kind shows."""
    if kind == WASTE or kind == NOISE:
        return cell.waste_share if kind == WASTE else cell.noise
    if kind == FACILITY or kind == HAZARD:
        return cell.fault if kind == FACILITY else cell.hazard
    if kind == ROAD or kind == PARKING:
        return cell.occupied if kind == ROAD else cell.parked
    if kind == HOME_REPAIR or kind == DAMAGE:
        return cell.homes if kind == HOME_REPAIR else cell.damage
    return 0.0


@rule
def threshold_of(kind: int) -> float:
    """Give the level above which that state calls for a case."""
    if kind == WASTE:
        return 0.5
    return 0.5 if kind == NOISE else 0.0


@rule
def seen_from_street(kind: int) -> bool:
    """Tell whether somebody who passes by can notice a kind (what happens at home is not)."""
    return not (kind == FOOD or kind == HOME_REPAIR or kind == SERVICE)


@rule
def shows_now(kind: int, hour: int) -> bool:
    """Tell whether the cause of a kind can be met at this hour: stalls by day, noise at night."""
    if kind == OBSTRUCTION or kind == PARKING:
        return 7 <= hour < 22
    if kind == NOISE:
        return hour >= 21
    if kind == HOME_REPAIR or kind == SERVICE:
        return 8 <= hour < 20
    return True
