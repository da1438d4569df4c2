"""Sweeps beside ``mesa.batch_run``: the same model, the same runs, in turns, with two processes.

What is run lies in ``tests/bench/sweep_side.py``; every part has fresh processes.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from agents.knob import Words
from twin.bench import checkout
from twin.bench.rows import Row
from twin.bench.stalls import Tell
from twin.errors import RunFailed

SIDE = "tests.bench.sweep_side"
WORKERS = 2
#: Runs of 50 ms and rounds (warm); runs of a city and rounds (cold); runs before and after whose
#: memory is compared; finished runs in the folder that is asked what is missing, and how often.
SIZES = {"warm": (200, 3), "cold": (40, 3), "memory": (200, 2000), "stored": (100_000, 5)}
EXPERIMENT = """
[experiment]
name = "cold"
district = "classroom"
days = 1
burn_in = 0
[replications]
min = {seeds}
"""


def measure(progress: Tell, sizes: dict[str, tuple[int, int]] | None = None) -> dict[str, Any]:
    """Give what each part measured.

    Overhead is the wall time of a run beyond what its model took, from its first line to its last,
    by its own clock: the same model on both sides. Raises NotReady outside a checkout, RunFailed
    where a process fails.
    """
    checkout.module("sweep_side")
    plan = SIZES if sizes is None else sizes
    parts = (_warm, _cold, _memory, _stored)
    result: dict[str, Any] = {}
    for done, part in enumerate(parts, start=1):
        result |= part(plan)
        progress(done, len(parts))
    return result


def _warm(plan: dict[str, tuple[int, int]]) -> dict[str, Any]:
    found = _side("warm", *plan["warm"])
    pairs = zip(found["mesa_ms"], found["twin_ms"], strict=True)
    return {"warm": found | {"ratio": median(mesa / ours for mesa, ours in pairs)}}


def _cold(plan: dict[str, tuple[int, int]]) -> dict[str, Any]:
    """Time whole commands, from nothing to the last run, in turns."""
    seeds, rounds = plan["cold"]
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as home:
        file = Path(home) / "cold.toml"
        file.write_text(EXPERIMENT.format(seeds=seeds), encoding="utf-8")
        for number in range(rounds):
            out = ["--out", str(Path(home) / str(number)), "--workers", str(WORKERS), "--json"]
            ours.append(_timed("twin", "sweep", str(file), *out))
            theirs.append(_timed(SIDE, "city", str(seeds)))
    ratio = median(mesa / twin for mesa, twin in zip(theirs, ours, strict=True))
    return {"cold": {"runs": seeds, "twin_s": ours, "mesa_s": theirs, "ratio": ratio}}


def _memory(plan: dict[str, tuple[int, int]]) -> dict[str, Any]:
    found = _side("memory", *plan["memory"])
    growth = 100.0 * (found["large_mb"] / found["small_mb"] - 1.0)
    return {"memory": found | {"growth_percent": growth}}


def _stored(plan: dict[str, tuple[int, int]]) -> dict[str, Any]:
    """Time ``twin sweep status``, a whole command, on a folder with many finished runs."""
    runs, rounds = plan["stored"]
    with tempfile.TemporaryDirectory() as home:
        _side("stored", home, runs)
        times = [_timed("twin", "sweep", "status", home, "--json") for _ in range(rounds)]
    return {"stored": {"runs": runs, "status_s": times, "median_s": median(times)}}


def _side(*words: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_ran(SIDE, *map(str, words)).splitlines()[-1])
    return found


def _timed(*words: str) -> float:
    begun = time.perf_counter()
    _ran(*words)
    return time.perf_counter() - begun


def _ran(*words: str) -> str:
    """Give what ``python -m WORDS`` prints; raises RunFailed with the last line of its log."""
    run = subprocess.run(  # noqa: S603 - this very Python, with words made here
        [sys.executable, "-m", *words], cwd=checkout.ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if run.returncode:
        reason = run.stderr.strip().splitlines()[-1:] or ["no message"]
        raise RunFailed(reason[0], f"python -m {' '.join(words)}")
    return run.stdout


def rows(result: dict[str, Any]) -> Sequence[Row]:
    """Give the lines of the report."""
    warm, cold, memory, stored = (result[name] for name in ("warm", "cold", "memory", "stored"))
    return [
        Row("sweep", "sweep.overhead", OVERHEAD, median(warm["twin_ms"]), "ms"),
        Row("sweep", "sweep.overhead_mesa", OVERHEAD_MESA, median(warm["mesa_ms"]), "ms"),
        Row("sweep", "sweep.warm_ratio", WARM, warm["ratio"], "x", at_least=25.0),
        Row("sweep", "sweep.cold_ratio", COLD, cold["ratio"], "x", at_least=1.0),
        Row("sweep", "sweep.memory", MEMORY, memory["growth_percent"], "%", at_most=10.0),
        Row("sweep", "sweep.missing", MISSING, stored["median_s"], "s", at_most=0.5),
    ]


OVERHEAD = Words("热池下每次运行的额外时间", "overhead of a run, warm")
OVERHEAD_MESA = Words("mesa.batch_run 每次运行的额外时间", "overhead of a run, mesa.batch_run")
WARM = Words("额外时间：batch_run 是我们的多少倍", "overhead: mesa.batch_run over ours")
COLD = Words(
    "整条命令从头跑完：batch_run 耗时是我们的多少倍", "whole cold command: batch_run over ours"
)
MEMORY = Words("运行数增至十倍时主进程内存的增长", "driver memory, ten times the runs: growth")
MISSING = Words("已存十万次运行时查出还缺哪些", "what is missing of 100,000 stored runs")
