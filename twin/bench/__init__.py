"""``twin bench``: how fast this machine runs the twin, and whether that is what is demanded.

Five parts: ``stalls`` (our engine against idiomatic Mesa, side by side), ``model`` (the city at
three sizes), ``sweep`` (many runs, beside mesa.batch_run), ``page`` (a real browser) and ``room``
(many visitors at once). Nothing here is imported by a run.
"""

from collections.abc import Callable, Sequence
from typing import Any

from agents.knob import Words
from twin.bench import city, page, room, stalls, sweeps
from twin.bench.facts import machine_facts
from twin.bench.rows import Row
from twin.errors import NotReady, check_known

#: Part -> the function that measures it (progress, full) and the one that gives its lines.
PARTS: dict[str, tuple[Callable[[stalls.Tell, bool], Any], Callable[[Any], Sequence[Row]]]] = {
    "stalls": (lambda progress, full: stalls.measure(progress), stalls.rows),
    "model": (city.measure, city.rows),
    "sweep": (lambda progress, full: sweeps.measure(progress), sweeps.rows),
    "page": (lambda progress, full: page.measure(progress), page.rows),
    "room": (room.measure, room.rows),
}
ALL = "all"
NOTE = Words(
    "比值是在同一次运行里交替测得的;绝对时间只对这台机器和当时的负载有效",
    "ratios measured side by side in one run; absolute times hold for this machine and its load",
)
HEADINGS = (
    Words("测量", "Measured"),
    Words("数值", "Value"),
    Words("单位", "Unit"),
    Words("要求", "Demanded"),
    Words("达到", "Met"),
)
YES_NO = {True: Words("是", "yes"), False: Words("否", "no"), None: Words("", "")}


def _quiet(_done: int, _total: int) -> None:
    """Tell nobody."""


def bench(part: str = ALL, progress: stalls.Tell = _quiet, *, full: bool = False) -> dict[str, Any]:
    """Measure one part, or all, and give plain JSON values.

    ``rows`` has one object per number (part, name, value, unit, demanded, met, zh, en), ``facts``
    what it was measured on, ``all_met`` whether every demand is met, and each part its details.
    ``progress(done, total)`` is called as the work goes on; ``full`` runs a whole year instead of
    a sample. Of ``"all"``, a part that cannot be measured here is in ``skipped`` with the reason.

    Raises InputError for an unknown part, NotReady for a single one that needs a checkout or a
    browser, RunFailed where a city cannot be run.
    """
    check_known(part, (ALL, *PARTS), "unknown part", "twin bench")
    result: dict[str, Any] = {
        "part": part,
        "note": NOTE.en,
        "facts": machine_facts(),
        "skipped": {},
    }
    rows: list[Row] = []
    for name in PARTS if part == ALL else (part,):
        measure, lines = PARTS[name]
        try:
            result[name] = measure(progress, full)
        except NotReady as error:
            if part != ALL:
                raise
            result["skipped"][name] = str(error)
            continue
        rows += lines(result[name])
    result["rows"] = [row.data() for row in rows]
    result["all_met"] = all(row.met is not False for row in rows)
    return result


def table(result: dict[str, Any], language: str = "en") -> tuple[list[str], list[Sequence[str]]]:
    """Give the head and the lines of a table of what :func:`bench` gave."""
    lines: list[Sequence[str]] = [
        (
            row[language],
            f"{row['value']:,.0f}" if row["value"] >= 1000 else f"{row['value']:.3g}",
            row["unit"],
            row["demanded"],
            YES_NO[row["met"]][language],
        )
        for row in result["rows"]
    ]
    return [heading[language] for heading in HEADINGS], lines


def caption(result: dict[str, Any], language: str = "en") -> list[str]:
    """Give the lines under the table: how it was measured, on what, and what was skipped."""
    facts = ", ".join(f"{name} {value}" for name, value in result["facts"].items() if value != "")
    skipped = [f"{name}: {reason}" for name, reason in result["skipped"].items()]
    return [NOTE[language], facts, *skipped]
