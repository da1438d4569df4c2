"""The numbers of a short run stand in a file; they change only when somebody says so.

``pytest tests/baseline --update-baseline`` writes them anew and prints what changed.
"""

import csv
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import twin
from twin.indicators import INDICATOR_NAMES

FILE = Path(__file__).parent / "classroom.csv"
POLICIES = ("baseline", "crackdown", "decentralised-whole")
DAYS, LAST, SEED = 14, 7, 1
#: Mathematics libraries differ in the last places; anything else is a change of the model.
LAST_PLACES = 1e-9


@cache
def measure(policy):
    """Give the means of the last week by indicator; None where no day had a value."""
    city = twin.CityTwin(district="classroom", policy=policy, rng=SEED)
    city.run_for(days=DAYS)
    days = np.array(city.history)[-LAST:]
    found = {}
    for name, column in zip(INDICATOR_NAMES, days.T, strict=True):
        values = column[np.isfinite(column)]
        found[name] = float(values.mean()) if len(values) else None
    return found


def read():
    """Give the kept numbers by policy and indicator."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    kept = {}
    for row in rows:
        value = float(row["mean"]) if row["mean"] else None
        kept.setdefault(row["policy"], {})[row["indicator"]] = value
    return kept


def write(measured):
    """Keep these numbers."""
    with FILE.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(["policy", "indicator", "mean"])
        for policy, values in measured.items():
            for name, value in values.items():
                table.writerow([policy, name, "" if value is None else repr(value)])


def same(one, other):
    """Tell whether two means are equal but for the last places."""
    if one is None or other is None:
        return one is other
    return bool(np.isclose(one, other, rtol=LAST_PLACES, atol=1e-12))


def changes(kept, measured):
    """Give a line for every number that is not what was kept, gone or new."""
    lines = []
    for policy in {**kept, **measured}:
        before, after = kept.get(policy, {}), measured.get(policy, {})
        for name in {**before, **after}:
            one, other = before.get(name), after.get(name)
            if not same(one, other):
                lines.append(f"{policy:20} {name:24} {told(one):>14} -> {told(other):>14}")
    return lines


def told(value):
    return "none" if value is None else f"{value:.6g}"


def test_a_short_run_gives_the_kept_numbers(request, capsys):
    measured = {policy: measure(policy) for policy in POLICIES}
    found = changes(read() if FILE.is_file() else {}, measured)
    if request.config.getoption("--update-baseline"):
        write(measured)
        with capsys.disabled():
            lines = found or ["no number changed"]
            sys.stdout.write("\n".join(["", *lines, ""]))
        return
    hint = "if this is meant: pytest tests/baseline --update-baseline"
    assert not found, "\n".join([*found, hint])


@pytest.mark.parametrize(
    ("value", "changed"), [(0.5, False), (0.5 + 1e-12, False), (0.5001, True), (None, True)]
)
def test_a_change_is_noticed_and_the_last_places_are_not(value, changed):
    assert bool(changes({"p": {"order": 0.5}}, {"p": {"order": value}})) == changed


def test_an_indicator_that_came_or_went_is_noticed():
    assert changes({"p": {"order": 0.5}}, {"p": {}}) and changes({}, {"p": {"order": 0.5}})


def test_every_indicator_is_kept_for_every_policy():
    kept = read()
    assert list(kept) == list(POLICIES)
    assert all(set(values) == set(INDICATOR_NAMES) for values in kept.values())
