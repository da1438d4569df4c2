"""P04: many short crackdowns in rotation against one long one (轮巡与死守).

Four targets of like weight; at any time just one of them has patrol x3, so that both arms spend the
same patrol hours: in turn for a quarter of the time each, or in random spells of 2 or 3 days.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.knob import Words
from twin.district import load_district
from twin.districts.shares import ranks, uniforms
from twin.scenario import Scenario
from twin.validate.effects import relative, window
from twin.validate.pattern import Criterion, Numbers, Pattern, Plan
from twin.validate.probes import Courses
from twin.validate.probes_cells import DailySums, Together, ZoneDays
from twin.validate.targets import places, quarters

TARGETS = 4


def spells(days: int, seed: int) -> list[tuple[int, int, int]]:
    """Give (target, first day, last day) in random spells, the same number of days for each target.

    No target comes twice running as long as another is left.
    """
    hands = [cut(days // TARGETS, seed, k) for k in range(TARGETS)]
    lots = uniforms(seed, "rotation.turn", np.arange(days))
    plan: list[tuple[int, int, int]] = []
    last, day = -1, 1
    while any(hands):
        others = [k for k in range(TARGETS) if k != last for _ in hands[k]]
        last = others[int(lots[len(plan)] * len(others))] if others else last
        length = hands[last].pop()
        plan.append((last, day, day + length - 1))
        day += length
    return plan


def cut(days: int, seed: int, target: int) -> list[int]:
    """Cut a target's days into random spells of 2 or 3 (and a single day where no more is left)."""
    short = uniforms(seed, "rotation.spell", target * days + np.arange(days)) < 0.5
    lengths: list[int] = []
    left = days
    while left > 4:
        lengths.append(2 if short[len(lengths)] else 3)
        left -= lengths[-1]
    return [*lengths, *((2, 2) if left == 4 else (left,) if left else ())]


def blocks(days: int, seed: int) -> list[tuple[int, int, int]]:
    """Give (target, first day, last day) where every target has its days in one block."""
    order, size = ranks(seed, "rotation.order", TARGETS), days // TARGETS
    return [(int(k), n * size + 1, (n + 1) * size) for n, k in enumerate(order)]


def arms(plan: Plan) -> Mapping[str, Scenario]:
    """Give one long crackdown per target, and rotation in short ones, at equal patrol hours."""
    place = load_district(plan.district)
    cells = [places(place, target) for target in quarters(place, plan.seed, TARGETS)]

    def dated(turns: Sequence[tuple[int, int, int]]) -> list[dict[str, Any]]:
        return [
            {"from": first, "until": last, "cells": cells[k], "levers": {"patrol": 3.0}}
            for k, first, last in turns
        ]

    return {
        "block": plan.arm(schedule=dated(blocks(plan.days, plan.seed))),
        "rotation": plan.arm(schedule=dated(spells(plan.days, plan.seed))),
    }


def target(model: Any) -> NDArray[np.intp]:
    """Give the target of every cell of the district."""
    place = model.district
    zone = np.zeros(place.n_cells, np.intp)
    for k, cells in enumerate(quarters(place, model.seed_number, TARGETS)):
        zone[cells] = k
    return zone


def statistics(found: Mapping[str, Numbers]) -> Mapping[str, float]:
    """Give how far disorder, stalls and patrol hours lie under rotation above those of blocks.

    ``disorder`` as a share of that under blocks: weighted over the district by where people are.
    ``plain`` is the same with all cells alike, ``patrol_hours`` tells whether the arms are equal.
    """
    rotation, block = found["rotation"], found["block"]

    def mean(row: Numbers, name: str) -> float:
        return window(row[name], 1)

    def summed(row: Numbers, name: str) -> float:
        return sum(mean(row, f"{name}_{k}") for k in range(TARGETS))

    return {
        "disorder": relative(1.0 - mean(rotation, "order"), 1.0 - mean(block, "order")),
        "plain": relative(summed(rotation, "disorder"), summed(block, "disorder")),
        "stalls": relative(summed(rotation, "traders"), summed(block, "traders")),
        "met": relative(mean(rotation, "met"), mean(block, "met")),
        "patrol_hours": relative(mean(rotation, "patrol_hours"), mean(block, "patrol_hours")),
    }


PATTERN = Pattern(
    name="P04",
    title=Words("轮番短打胜过一次长打", "Rotation beats one long crackdown"),
    question=Words(
        "巡查总时数相同，集中一个月，还是两三天一换地方？",
        "With the same patrol hours: a month at one place, or two to three days each in turn?",
    ),
    source="Sherman 1990, doi 10.1086/449163",
    arms=arms,
    probe=lambda: Together(
        Courses("order"), DailySums("met", "patrol_hours"), ZoneDays(TARGETS, target, ("traders",))
    ),
    statistics=statistics,
    criteria=(
        Criterion(
            "disorder",
            Words("轮换时平均脏乱更低", "mean disorder is lower under rotation"),
            high=0.0,
        ),
    ),
    days=120,
    quick_days=120,
)
