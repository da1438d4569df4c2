"""The benchmark's two writings are one model: ten indicators agree, and with published values."""

import hashlib
import os
import subprocess
import sys
from functools import cache

import numpy as np
import pytest

from tests.bench import stalls_mesa, stalls_twin

#: Measured on ticks 24 to 71: two whole days after one to settle.
FIRST, LAST = 24, 72
#: Allowed difference of two means, in standard errors of that difference.
TOLERANCE = 4.0

#: The reference runs in idiomatic Mesa: size small, 24 seeds, mean and standard error.
PUBLISHED = {
    "n_active": (287.9, 1.7),
    "illegal_share": (0.3791, 0.0057),
    "spend": (2581, 7.3),
    "mean_income": (8.506, 0.041),
    "complaints": (26.68, 0.33),
    "fines": (3.546, 0.16),
    "satisfaction": (0.5142, 3e-05),
    "market_share": (0.2856, 0.00014),
    "cooling_share": (0.0822, 0.0039),
    "mean_risk": (0.09041, 0.003),
}


def run(writing, size, seed, ticks=LAST):
    """Give the table of indicators of one run, one row a tick."""
    model = writing.Stalls(size, rng=seed)
    for _ in range(ticks):
        model.step()
    return model.datacollector.get_model_vars_dataframe()


@cache
def measure(writing, size, seeds):
    """Give mean and standard error over seeds of each indicator."""
    means = [run(writing, size, seed)[FIRST:].mean() for seed in range(1, seeds + 1)]
    columns = {name: np.array([mean[name] for mean in means]) for name in PUBLISHED}
    return {name: (v.mean(), v.std(ddof=1) / np.sqrt(seeds)) for name, v in columns.items()}


def apart(one, other):
    """Give the indicators whose means differ by more than the tolerance."""
    gaps = {
        name: (one[name][0] - other[name][0]) / np.hypot(one[name][1], other[name][1])
        for name in one
    }
    return {name: gap for name, gap in gaps.items() if not abs(gap) <= TOLERANCE}


def test_both_writings_have_the_ten_indicators_and_sizes():
    names = list(run(stalls_mesa, "tiny", 1, 1).columns)
    assert names == list(run(stalls_twin, "tiny", 1, 1).columns) == list(PUBLISHED)
    assert stalls_mesa.SIZES == stalls_twin.SIZES


def test_idiomatic_mesa_and_the_twin_give_the_same_indicators():
    assert not apart(measure(stalls_mesa, "tiny", 16), measure(stalls_twin, "tiny", 96))


def test_the_twin_gives_the_published_indicators():
    assert not apart(measure(stalls_twin, "small", 48), PUBLISHED)


@pytest.mark.slow
def test_idiomatic_mesa_gives_the_published_indicators():
    assert not apart(measure(stalls_mesa, "small", 8), PUBLISHED)


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_difference_would_be_seen(name):
    """The comparison finds a fifth more of any indicator, or half more of a rare event."""
    changed = dict(measure(stalls_twin, "tiny", 96))
    mean, error = changed[name]
    rare = name in {"fines", "cooling_share", "mean_risk"}
    changed[name] = ((1.5 if rare else 1.2) * mean, error)
    assert name in apart(measure(stalls_mesa, "tiny", 16), changed)


def test_the_twin_is_a_mesa_model():
    model = stalls_twin.Stalls("tiny", rng=3)
    for _ in range(10):
        model.step()
    last = model.datacollector.get_model_vars_dataframe().iloc[-1]
    residents = model.agents_by_type[stalls_twin.Resident]
    vendors = model.agents_by_type[stalls_twin.Vendor]
    assert len(model.agents) == 2_000 + 100 + 5
    assert residents.agg("satisfaction", np.mean) == pytest.approx(last["satisfaction"])
    assert np.mean([v.cooldown > 0 for v in vendors]) == pytest.approx(last["cooling_share"])
    at_market = [r.cell.index == r.market for r in residents]
    assert np.mean(at_market) == pytest.approx(last["market_share"], abs=0.01)
    assert sum(cell.footfall for cell in model.grid) == 2_000


def test_money_is_kept():
    """What residents spent is what vendors took: capital is 100 + income - costs - fines."""
    model = stalls_twin.Stalls("tiny", rng=4)
    trading = 0
    for _ in range(24):
        model.step()
        trading += model.today[0]
    frame = model.datacollector.get_model_vars_dataframe()
    spent = model.agents_by_type[stalls_twin.Resident].agg("spent", np.sum)
    capital = model.agents_by_type[stalls_twin.Vendor].agg("capital", np.sum)
    assert spent == frame["spend"].sum()
    owed = 100 * 100 + spent - 3 * trading - 40 * frame["fines"].sum()
    assert capital == pytest.approx(owed, rel=1e-5)


def digest(seed=5, ticks=2):
    """Hash every column of the twin after some ticks, with the ten indicators."""
    model = stalls_twin.Stalls("tiny", rng=seed)
    for _ in range(ticks):
        model.step()
    tables = b"".join(table.digest() for table in model.world.tables.values())
    return hashlib.sha256(tables + repr(np.round(model.today, 12).tolist()).encode()).hexdigest()


def test_a_seed_decides_everything():
    assert digest() == digest()
    assert digest() != digest(seed=6)


def test_plain_python_gives_the_same_bytes(root):
    plain = subprocess.run(
        [sys.executable, "-m", "tests.bench.test_stalls_agree"],
        cwd=root,
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert plain.stdout == digest()


if __name__ == "__main__":
    sys.stdout.write(digest())
