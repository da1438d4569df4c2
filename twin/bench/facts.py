"""What a measurement was taken on: processor, cores, load, versions. Standard library only."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from twin import __version__

PACKAGES = ("mesa", "numpy", "numba", "llvmlite", "pandas", "solara")


def machine_facts() -> dict[str, Any]:
    """Give processor, cores, load, system and versions, as plain JSON values.

    ``load`` is the mean number of waiting processes of the last minute, None where the system
    does not tell; ``cores`` counts those this process may use.
    """
    return {
        "processor": _processor(),
        "cores": _cores(),
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "twin": __version__,
        **{name: _installed(name) for name in PACKAGES},
    }


def _processor() -> str:
    listing = Path("/proc/cpuinfo")
    lines = listing.read_text(encoding="utf-8").splitlines() if listing.is_file() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or platform.machine()


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
