"""Reading an experiment: every key known, every value inside its bounds, one line per mistake.

The keys are those of docs/sweeps.md. May import ``twin.scenario``, ``twin.indicators`` and what
lies below.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from agents.knob import Knob, Words
from twin.errors import InputError, check_known
from twin.indicators import INDICATOR_NAMES
from twin.own import all_levers
from twin.parameters import PARAMETERS
from twin.reading import Reading
from twin.scenario import MOST_SEEDS, SEED_HIGH, Scenario, find_scenario
from twin.settings import Settings, as_number, check_number, check_value
from twin.sweep.axes import (
    GRID,
    METHODS,
    MOST_POINTS,
    MOST_RUNS,
    REPLICATIONS,
    SAMPLE,
    SOBOL,
    TABLE,
    Axis,
    Design,
    Replications,
    Stop,
    check_apart,
)
from twin.sweep.designs import count

KEYS = ("schema", "experiment", "levers", "uncertainties", "design", "replications", "outcomes")
#: Keys of [experiment] that are fields of the scenario.
PLACE = ("district", "policy", "days", "burn_in", "scale", "schedule", "shocks")
NAME = re.compile(r"[^\W_][\w.-]*")
DIRECTIONS = ("max", "min")
KINDS = {"levers": ("lever", all_levers()), "uncertainties": ("parameter", PARAMETERS)}
MOST_LEVELS = 10_000


def read_fields(reading: Reading, folder: Path) -> dict[str, Any]:
    """Give the fields of an experiment from the tables of a file.

    The file of a table of points is looked for from ``folder``. Raises InputError naming file and
    key for the first mistake.
    """
    reading.only(KEYS)
    head = reading.table("experiment").only(("name", "story", *PLACE))
    axes, fixed = {}, {}
    for kind, (word, knobs) in KINDS.items():
        axes[kind], fixed[kind] = _varied(reading.table(kind), word, knobs)
    design = _design(reading.table("design"), folder)
    if design.method == TABLE:
        axes = _columns(design, reading)
    check_apart(axes["levers"], axes["uncertainties"], reading.where())
    replications = _replications(reading.table("replications"))
    points = count([axis for kind in axes.values() for axis in kind.values()], design)
    _check_size(points, replications, reading)
    return {
        "name": _name(head),
        "scenario": _scenario(head, fixed),
        "levers": tuple(axes["levers"].values()),
        "uncertainties": tuple(axes["uncertainties"].values()),
        "design": design,
        "replications": replications,
        "outcomes": _outcomes(reading.table("outcomes")),
    }


def _name(head: Reading) -> str:
    name = head.text("name")
    if not NAME.fullmatch(name):
        allowed = "letters, digits, '-', '_' and '.', a letter or digit first"
        raise InputError("not a name", head.where("name"), name, allowed)
    return name


def _scenario(head: Reading, fixed: Mapping[str, Mapping[str, float]]) -> Scenario:
    """Give the scenario that all points share: the story's, then what the file says itself."""
    story = head.values.get("story")
    base = Scenario() if story is None else find_scenario(head.text("story"), head.where("story"))
    given = {key: head.values[key] for key in PLACE if key in head.values}
    for key in ("district", "policy"):
        if key in given:
            given[key] = head.text(key)
    try:
        return replace(
            base,
            levers={**base.levers, **fixed["levers"]},
            parameters={**base.parameters, **fixed["uncertainties"]},
            **given,
        )
    except InputError as error:
        place = f"{head.file}, key {head.path}.{error.where}"
        raise InputError(error.what, place, error.got, error.allowed, error.nearest) from error


def _varied(
    table: Reading, kind: str, knobs: Iterable[Knob]
) -> tuple[dict[str, Axis], dict[str, float]]:
    """Part the keys of a table into axes, and values that are the same for all points."""
    known = {knob.name: knob for knob in knobs}
    axes, fixed = {}, {}
    for name, value in table.values.items():
        check_known(name, known, f"unknown {kind}", table.where(name))
        if isinstance(value, Mapping):
            axes[name] = _axis(known[name], table.table(name))
        else:
            fixed[name] = check_value(known[name], value, table.where(name))
    return axes, fixed


def _axis(knob: Knob, table: Reading) -> Axis:
    table.only(("grid", "range"))
    if len(table.values) != 1:
        allowed = "{ grid = [0.2, 0.6] } or { range = [0.2, 0.6] }"
        raise InputError("missing key", table.where(), dict(table.values) or None, allowed)
    ((key, values),) = table.values.items()
    if not isinstance(values, list | tuple) or not values or len(values) > MOST_LEVELS:
        raise InputError("not a list of numbers", table.where(key), values, f"{key} = [0.2, 0.6]")
    numbers = tuple(check_value(knob, value, table.where(key)) for value in values)
    if key == "grid":
        return _listed(knob.name, numbers, table.where(key))
    if len(numbers) != 2 or not numbers[0] < numbers[1]:
        raise InputError("not a range", table.where(key), list(numbers), "[low, high], low < high")
    return Axis(knob.name, *numbers)


def _listed(name: str, numbers: tuple[float, ...], where: str) -> Axis:
    if len(set(numbers)) < len(numbers):
        raise InputError("value given twice", where, list(numbers), "each value once")
    return Axis(name, min(numbers), max(numbers), numbers)


def _design(table: Reading, folder: Path) -> Design:
    table.only(("method", "points", "crossed", "seed", "rows", "file"))
    method = check_known(
        table.values.get("method", GRID), METHODS, "unknown method", table.where("method")
    )
    crossed = table.switch("crossed")
    points = table.whole("points", 1, MOST_POINTS)
    sampled = (points or SAMPLE) if method == SOBOL else 1
    if sampled & (sampled - 1):
        allowed = "a power of two, as Sobol' points need to be even: 32, 64, 128 ..."
        raise InputError("value out of range", table.where("points"), points, allowed)
    rows = _rows(table, folder) if method == TABLE else ()
    return Design(method, points, crossed, table.whole("seed", 0, SEED_HIGH) or 0, rows)


def _rows(table: Reading, folder: Path) -> tuple[Settings, ...]:
    """Give the points of a table: ``rows`` of the file itself, or a CSV ``file`` beside it."""
    if "file" in table.values:
        rows: object = _csv_rows(folder / table.text("file"), table.where("file"))
    else:
        rows = table.values.get("rows")
    if not isinstance(rows, list | tuple) or not 1 <= len(rows) <= MOST_POINTS:
        allowed = "file = 'points.csv' or rows = [{ authority = 0.2 }]"
        raise InputError("missing key", table.where("rows"), rows, allowed)
    known = {knob.name: knob for _, knobs in KINDS.values() for knob in knobs}
    checked = []
    for number, row in enumerate(rows, start=1):
        where = f"{table.where('rows')}[{number}]"
        if not isinstance(row, Mapping) or set(row) != set(rows[0]):
            raise InputError("uneven row", where, row, "the same names in every row")
        for name in row:
            check_known(name, known, "unknown lever", where)
        checked.append(Settings({n: check_value(known[n], row[n], where) for n in row}))
    return tuple(checked)


def _csv_rows(file: Path, where: str) -> list[dict[str, object]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.reader(lines, strict=True))
    except OSError as error:
        raise InputError("missing file", where, file.name, "a CSV file that can be read") from error
    except UnicodeDecodeError as error:
        raise InputError("not UTF-8", where, file.name, "a CSV file saved as UTF-8") from error
    except csv.Error as error:
        raise InputError("broken CSV", where, str(error), "a table of points") from error
    if len(rows) < 2:
        raise InputError("empty file", where, file.name, "names, then a row for each point")
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            raise InputError("uneven row", f"{where}, line {number}", row, f"{len(rows[0])} fields")
    return [dict(zip(rows[0], map(as_number, row), strict=True)) for row in rows[1:]]


def _columns(design: Design, reading: Reading) -> dict[str, dict[str, Axis]]:
    """Give the axes that the columns of a table are; none is declared besides."""
    found: dict[str, dict[str, Axis]] = {}
    for kind, (_, knobs) in KINDS.items():
        declared = [n for n, v in reading.table(kind).values.items() if isinstance(v, Mapping)]
        if declared:
            place = reading.table(kind).where(declared[0])
            raise InputError("two answers", place, allowed="axes that are columns of the table")
        names = [knob.name for knob in knobs if knob.name in design.rows[0]]
        values = {name: sorted({row[name] for row in design.rows}) for name in names}
        found[kind] = {n: Axis(n, v[0], v[-1], tuple(v)) for n, v in values.items()}
    return found


def _check_size(points: int, replications: Replications, reading: Reading) -> None:
    """Raise InputError where there are more points, or more runs of them, than can be planned."""
    if points > MOST_POINTS:
        where = reading.table("design").where()
        raise InputError("value out of range", where, points, f"{MOST_POINTS} points")
    runs = points * replications.high
    if runs > MOST_RUNS:
        allowed = Words(
            f"{MOST_RUNS} 次运行：{points} 个点 × 每点至多 {replications.high} 个种子",
            f"{MOST_RUNS} runs: {points} points with up to {replications.high} seeds each",
        )
        where = reading.table("replications").where()
        raise InputError("value out of range", where, runs, allowed)


def _replications(table: Reading) -> Replications:
    table.only(("min", "max", "stop", "first_seed"))
    high = table.whole("max", 1, MOST_SEEDS)
    low = table.whole("min", 1, MOST_SEEDS) or min(REPLICATIONS, high or REPLICATIONS)
    high = high or low
    if high < low:
        raise InputError("value out of range", table.where("max"), high, f"{low} (min) or more")
    first = table.whole("first_seed", 0, SEED_HIGH - MOST_SEEDS)
    stop = _stop(table.table("stop")) if "stop" in table.values else None
    return Replications(low, high, stop, 1 if first is None else first)


def _stop(table: Reading) -> Stop:
    table.only(("metric", "half_width", "paired"))
    metric = check_known(
        table.text("metric"), INDICATOR_NAMES, "unknown indicator", table.where("metric")
    )
    half = check_number(table.values.get("half_width"), 0.0, 1e12, table.where("half_width"))
    return Stop(metric, half, table.switch("paired", default=True))


def _outcomes(table: Reading) -> dict[str, str]:
    for name, direction in table.values.items():
        check_known(name, INDICATOR_NAMES, "unknown indicator", table.where(name))
        check_known(direction, DIRECTIONS, "unknown choice", table.where(name))
    return dict(table.values)
