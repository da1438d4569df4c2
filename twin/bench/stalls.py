"""The model 'stalls' written twice, timed side by side: idiomatic Mesa against our engine.

Both run in this process in turns of some hours, so whatever else the machine does meets both. A
turn of Mesa is six hours and four turns make a day, since evenings cost Mesa more than nights.
"""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

from agents.knob import Words
from twin.bench import checkout
from twin.bench.rows import Row

#: Size -> days measured, and how many times less CPU time than Mesa's is demanded and aimed at.
SIZES = {"small": (4, 50.0, 80.0), "medium": (2, 100.0, 150.0)}
#: Hours of a turn: Mesa's, and the twin's, which has to be long enough for the clock.
MESA_HOURS, TWIN_HOURS, TURNS = 6, 24, 4

Tell = Callable[[int, int], None]


def measure(progress: Tell, sizes: dict[str, tuple[int, float, float]] | None = None) -> list[Any]:
    """Give one result per size: CPU milliseconds a tick of both writings and their ratio.

    ``ratio`` is the median over days of (Mesa / twin); facade and DataCollector are included.
    Raises NotReady outside a checkout.
    """
    plan = SIZES if sizes is None else sizes
    total = sum(days for days, _, _ in plan.values())
    results: list[Any] = []
    done = 0
    for size, (days, demanded, aim) in plan.items():
        mesa, ours = _ready(size)
        rounds = []
        for _ in range(days):
            rounds.append(_day(mesa, ours))
            done += 1
            progress(done, total)
        results.append(_result(size, rounds, demanded, aim))
    return results


def _ready(size: str) -> tuple[Any, Any]:
    """Build both cities and run them through a night: compiled, cached, under way."""
    models = [checkout.module(f"stalls_{name}").Stalls(size, rng=1) for name in ("mesa", "twin")]
    for model in models:
        cpu_per_tick(model, MESA_HOURS)
    return models[0], models[1]


def _day(mesa: Any, ours: Any) -> tuple[float, float]:
    """Give CPU seconds a tick of both over one day, in turns."""
    turns = [(cpu_per_tick(mesa, MESA_HOURS), cpu_per_tick(ours, TWIN_HOURS)) for _ in range(TURNS)]
    return sum(m for m, _ in turns) / TURNS, sum(t for _, t in turns) / TURNS


def cpu_per_tick(model: Any, ticks: int) -> float:
    """Run some ticks and give the CPU seconds of one."""
    start = time.process_time()
    for _ in range(ticks):
        model.step()
    return (time.process_time() - start) / ticks


def _result(
    size: str, rounds: list[tuple[float, float]], demanded: float, aim: float
) -> dict[str, Any]:
    width, height, residents, vendors, teams = checkout.module("stalls_twin").SIZES[size]
    ratios = [mesa / ours for mesa, ours in rounds]
    ours = median(ours for _, ours in rounds)
    agents = residents + vendors + teams
    return {
        "size": size,
        "cells": width * height,
        "residents": residents,
        "agents": agents,
        "days": len(rounds),
        "mesa_ms_per_tick": 1e3 * median(mesa for mesa, _ in rounds),
        "twin_ms_per_tick": 1e3 * ours,
        "twin_ns_per_agent_tick": 1e9 * ours / agents,
        "ratio": median(ratios),
        "ratio_low": min(ratios),
        "ratio_high": max(ratios),
        "demanded": demanded,
        "aim": aim,
    }


def rows(results: list[dict[str, Any]]) -> list[Row]:
    """Give the lines of the report."""
    return [row for result in results for row in _rows_of_size(result)]


def _rows_of_size(result: dict[str, Any]) -> list[Row]:
    n, name = f"{result['residents']:,}", f"stalls.{result['size']}"
    ratio = Words(f"{n} 居民:Mesa 耗时为我们的倍数", f"{n} residents: Mesa's time over ours")
    mesa = Words(f"{n} 居民:Mesa 每小时", f"{n} residents: Mesa, one tick")
    ours = Words(f"{n} 居民:本引擎每小时", f"{n} residents: ours, one tick")
    return [
        Row("stalls", f"{name}.ratio", ratio, result["ratio"], "x", at_least=result["demanded"]),
        Row("stalls", f"{name}.mesa", mesa, result["mesa_ms_per_tick"], "ms CPU"),
        Row("stalls", f"{name}.twin", ours, result["twin_ms_per_tick"], "ms CPU"),
    ]
