"""The city itself: speed, start and memory at three sizes, and what a year takes.

Every number comes from a fresh process (``twin/bench/probe.py``), one after the other.
"""

import json
import subprocess
import sys
import time
from typing import Any

from agents.knob import Words
from twin.bench.rows import Row
from twin.bench.stalls import Tell
from twin.district import load_district
from twin.errors import RunFailed

DISTRICT = "dongcheng"
#: Resident agents wanted, and days measured.
SIZES = ((10_000, 10), (100_000, 5), (300_000, 3))
#: Days of the year that are run unless all are asked for.
YEAR, YEAR_SAMPLE = 365, 20
HOURS = 24


def measure(
    progress: Tell, full: bool = False, district: str = DISTRICT, sizes: Any = SIZES
) -> dict[str, Any]:
    """Give one result per size, one for a year at the district's own scale, and Mesa's import.

    A year is extrapolated from some days unless ``full``. Raises RunFailed with the command to
    replay where a process fails.
    """
    population = load_district(district).population
    total = len(sizes) + 3
    probe("classroom", 0.0, 0)
    progress(1, total)
    results = []
    for residents, days in sizes:
        results.append(_result(probe(district, population / residents, days)))
        progress(1 + len(results), total)
    year = _year(probe(district, 0.0, YEAR if full else YEAR_SAMPLE))
    progress(total - 1, total)
    mesa = import_seconds("mesa")
    progress(total, total)
    return {"district": district, "sizes": results, "year": year, "import_mesa_s": mesa}


def probe(district: str, scale: float, days: int) -> dict[str, Any]:
    """Run one fresh process of :mod:`twin.bench.probe` and give what it tells.

    Raises RunFailed with the last line of its log and the command to replay where it fails.
    """
    words = ["-m", "twin.bench.probe", district, repr(scale), str(days)]
    run = subprocess.run(  # noqa: S603 - this very Python, with words made here
        [sys.executable, *words, repr(time.time())], capture_output=True, text=True, check=False
    )
    if run.returncode:
        reason = run.stderr.strip().splitlines()[-1:] or ["no message"]
        raise RunFailed(reason[0], f"python {' '.join(words)} 0")
    told: dict[str, Any] = json.loads(run.stdout)
    return told


def import_seconds(name: str) -> float:
    """Give the seconds a fresh Python takes to start and import one package."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", f"import {name}"], check=True)  # noqa: S603 - a fixed name
    return time.perf_counter() - start


def _result(told: dict[str, Any]) -> dict[str, Any]:
    agents = sum(told["agents"].values())
    cpu = told["cpu_s_per_tick"]
    return {
        "residents": told["agents"]["residents"],
        "agents": agents,
        "days": told["days"],
        "ms_per_tick": 1e3 * cpu,
        "ns_per_agent_tick": 1e9 * cpu / agents,
        "agent_ticks_per_s": agents / cpu,
        "first_tick_s": told["first_tick_s"],
        "first_tick_cpu_s": told["first_tick_cpu_s"],
        "peak_mb": told["peak_mb"],
    }


def _year(told: dict[str, Any]) -> dict[str, Any]:
    share = YEAR / told["days"]
    return {
        "agents": sum(told["agents"].values()),
        "days_run": told["days"],
        "extrapolated": told["days"] < YEAR,
        "cpu_s": share * told["cpu_s"],
        "wall_s": share * told["wall_s"],
    }


def rows(result: dict[str, Any]) -> list[Row]:
    """Give the lines of the report."""
    found = [row for size in result["sizes"] for row in _rows_of_size(size)]
    year = result["year"]
    zh, en = ("(推算)", " (extrapolated)") if year["extrapolated"] else ("", "")
    label = Words(
        f"365 天,{year['agents']:,} 个主体{zh}", f"365 days, {year['agents']:,} agents{en}"
    )
    mesa = Words("只导入 Mesa", "importing Mesa alone")
    return [
        *found,
        Row("model", "year.cpu", label, year["cpu_s"], "s CPU"),
        Row("model", "year.wall", label, year["wall_s"], "s"),
        Row("model", "start.mesa", mesa, result["import_mesa_s"], "s"),
    ]


def _rows_of_size(size: dict[str, Any]) -> list[Row]:
    name, n = f"{round(size['residents'], -4) // 1000}k", f"{size['agents']:,}"
    told = [
        ("speed", "主体·小时/秒", "agent-ticks a second", "agent_ticks_per_s", "/s"),
        ("cost", "每主体每小时", "per agent-tick", "ns_per_agent_tick", "ns CPU"),
        ("start", "从启动到第一小时", "start to first tick", "first_tick_s", "s"),
        ("start_cpu", "从启动到第一小时", "start to first tick", "first_tick_cpu_s", "s CPU"),
        ("memory", "内存峰值", "peak memory", "peak_mb", "MB"),
    ]
    return [
        Row(
            "model", f"{name}.{key}", Words(f"{n} 个主体:{zh}", f"{n} agents: {en}"), size[at], unit
        )
        for key, zh, en, at, unit in told
        if size[at] is not None
    ]
