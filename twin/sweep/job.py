"""What a worker does: make one run, and pack what it gave into bytes that can be kept as they are.

A run function is named ``"module:function"``, is given a :class:`~twin.sweep.spec.RunSpec` and a
function that takes steps done and steps in all, and gives a :class:`Result`. May import
``twin.errors`` and ``twin.processes``; the city is loaded by the first run of it.
"""

import gzip
import hashlib
import importlib
import json
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from twin.errors import InputError
from twin.processes import call_sendable

#: Fast, and still a third of the size.
LEVEL = 1


@dataclass(frozen=True)
class Result:
    """What a run gave: a number by indicator (None where there is none), and a row for each day.

    ``series`` has a column for each of ``names``; ``digest`` is whatever else equal runs share.
    """

    indicators: Mapping[str, float | None]
    names: Sequence[str] = ()
    series: Sequence[Sequence[float | None]] = ()
    digest: str = ""


class Packed(NamedTuple):
    """A result in bytes: its digest, the compressed means and series, and the seconds it took.

    ``watched`` holds the numbers the driver looks at itself, so that it unpacks nothing.
    """

    digest: str
    means: bytes
    series: bytes
    seconds: float
    watched: Mapping[str, float | None]


def run_city(spec: Any, tell: Callable[[int, int], None]) -> Result:
    """Run the city of a spec."""
    run = importlib.import_module("twin.run").run_scenario(spec.scenario, spec.seed, tell)
    return Result(run.means(), run.names, run.values.tolist(), run.digest)


def do(spec: Any, key: str, watch: Sequence[str] = (), timeout: float | None = None) -> Packed:
    """Make the run of a spec and pack it under its key.

    Raises TimeoutError at the first step after ``timeout`` seconds: the way out where nobody can
    end the process.
    """
    begun = time.monotonic()

    def tell(_done: int, _total: int) -> None:
        if timeout is not None and time.monotonic() - begun > timeout:
            raise TimeoutError(f"longer than {timeout:g} s")

    result = call_sendable(function_named(spec.function), spec, tell)
    digest, means, series = sealed(key, result)
    watched = {name: number(result.indicators.get(name)) for name in watch}
    return Packed(digest, means, series, time.monotonic() - begun, watched)


def sealed(key: str, result: Result) -> tuple[str, bytes, bytes]:
    """Give the digest of a result, and its means and series compressed, as they are kept."""
    means, series = packed(key, result)
    hashed = hashlib.blake2b(means + b"\0" + series + result.digest.encode(), digest_size=16)
    shut = [gzip.compress(text, LEVEL, mtime=0) if text else b"" for text in (means, series)]
    return hashed.hexdigest(), shut[0], shut[1]


def packed(key: str, result: Result) -> tuple[bytes, bytes]:
    """Give means and series as two lines of strict JSON; the second is empty without a series."""
    indicators = {name: number(value) for name, value in result.indicators.items()}
    means = _line({"key": key, "indicators": indicators})
    if not result.names:
        return means, b""
    days = [[number(value) for value in day] for day in result.series]
    return means, _line({"key": key, "names": list(result.names), "days": days})


def number(value: float | None) -> float | None:
    """Give a float, None for what is no finite number."""
    return float(value) if value is not None and math.isfinite(value) else None


def function_named(name: str) -> Callable[..., Result]:
    """Give the run function of a name; raises InputError where there is none."""
    module, _, inside = name.partition(":")
    try:
        found: Callable[..., Result] = getattr(importlib.import_module(module), inside)
    except (ImportError, AttributeError, ValueError) as error:
        raise InputError("not a run function", "function", name, "module:function") from error
    return found


def _line(content: Mapping[str, Any]) -> bytes:
    text = json.dumps(content, separators=(",", ":"), allow_nan=False)
    return f"{text}\n".encode()
