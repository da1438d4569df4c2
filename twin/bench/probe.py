"""One fresh process that opens a city, runs it for some days and tells what that took.

``python -m twin.bench.probe DISTRICT SCALE DAYS STARTED``: ``STARTED`` is the clock (seconds since
1970) just before this process was started, ``SCALE`` the persons per resident agent, 0 for the
district's own. Prints one JSON object.
"""

import json
import sys
import time
from collections.abc import Sequence
from statistics import median
from typing import Any

#: Days run before measuring: stalls are out, cases are open, caches are filled.
WARM_DAYS = 2
HOURS = 24


def main(words: Sequence[str]) -> None:
    """Measure what the command line asks for and print it."""
    district, scale, days, started = words
    result = measure(district, float(scale), int(days), float(started))
    sys.stdout.write(json.dumps(result) + "\n")


def measure(district: str, scale: float, days: int, started: float) -> dict[str, Any]:
    """Give agents, seconds to the first tick, CPU and wall seconds a tick, and peak memory.

    CPU seconds a tick are the median over days; ``wall_s`` and ``cpu_s`` are those of all days.
    """
    from twin.model import CityTwin  # noqa: PLC0415 - the import is part of what is measured

    model = CityTwin(district=district, scale=scale or None, rng=1)
    model.step()
    first_tick, first_tick_cpu = time.time() - started, time.process_time()
    model.run_for(HOURS - 1, days=WARM_DAYS if days else 0)
    wall, cpu = time.perf_counter(), time.process_time()
    ticks = [_cpu_per_tick(model) for _ in range(days)]
    return {
        "agents": agents(model),
        "first_tick_s": first_tick,
        "first_tick_cpu_s": first_tick_cpu,
        "days": days,
        "cpu_s_per_tick": median(ticks) if ticks else None,
        "cpu_s": time.process_time() - cpu,
        "wall_s": time.perf_counter() - wall,
        "peak_mb": peak_mb(),
    }


def agents(model: Any) -> dict[str, int]:
    """Count the living agents of each population."""
    return {kind.TABLE: len(found) for kind, found in model.agents_by_type.items()}


def _cpu_per_tick(model: Any) -> float:
    start = time.process_time()
    model.run_for(days=1)
    return (time.process_time() - start) / HOURS


def peak_mb() -> float | None:
    """Give the largest resident memory of this process in megabytes, None where nobody knows."""
    try:
        import resource  # noqa: PLC0415 - absent on Windows
    except ImportError:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


if __name__ == "__main__":
    main(sys.argv[1:])
