"""Random streams: the published vectors, one number by every road, and luck that does not leak."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents import streams
from agents.compiled import is_compiled
from agents.table import Column, new_rows

ROOT = Path(__file__).resolve().parents[2]
CLOCK = (
    Column("key_a", "u8", 0, "", ""),
    Column("key_b", "u8", 0, "", ""),
    Column("tick", "i8", 0, "h", ""),
)
#: Plain Python draws about 10,000 agents a second.
MANY = 100_000 if is_compiled() else 4_000
WORD = st.integers(0, 2**32 - 1)

#: Philox4x32-10 in the file kat_vectors of Random123 (Salmon et al. 2011): counter, key, answer.
KNOWN_ANSWERS = [
    ("00000000 00000000 00000000 00000000", "00000000 00000000",
     "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff",
     "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0",
     "d16cfe09 94fdcceb 5001e420 24126ea1"),
]  # fmt: skip


def clock(seed: int = 1, tick: int = 0) -> Any:
    """Give the record that keys the draws of one tick of one run."""
    now = new_rows(CLOCK, 1)[0]
    now.key_a, now.key_b = streams.run_key(seed)
    now.tick = tick
    return now


def draws(n: int, stream: str = "test.a", seed: int = 1, tick: int = 0) -> Any:
    """Give the four numbers of the first ``n`` agents, as columns of an (n, 4) array."""
    out = np.empty((n, 4))
    streams.fill4(out, clock(seed, tick), streams.decision(stream), 0)
    return out


def words(text: str) -> list[np.uint64]:
    """Read hexadecimal words as the generator takes them."""
    return [np.uint64(int(word, 16)) for word in text.split()]


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN_ANSWERS)
def test_philox_gives_the_published_vectors(counter: str, key: str, answer: str) -> None:
    got = streams.philox(*words(key), tuple(words(counter)))
    assert " ".join(f"{int(word):08x}" for word in got) == answer


def reference_philox(key: tuple[int, int], counter: tuple[int, ...]) -> tuple[int, ...]:
    """Compute Philox4x32-10 with Python's whole numbers, straight from the paper."""
    c, k = list(counter), list(key)
    for _ in range(10):
        a, b = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(b >> 32) ^ c[1] ^ k[0], b & 0xFFFFFFFF, (a >> 32) ^ c[3] ^ k[1], a & 0xFFFFFFFF]
        k = [(k[0] + 0x9E3779B9) % 2**32, (k[1] + 0xBB67AE85) % 2**32]
    return tuple(c)


@settings(deadline=None)  # the first call compiles
@given(st.tuples(WORD, WORD), st.tuples(WORD, WORD, WORD, WORD))
def test_philox_is_the_paper_for_any_key_and_counter(
    key: tuple[int, int], counter: tuple[int, ...]
) -> None:
    got = streams.philox(np.uint64(key[0]), np.uint64(key[1]), tuple(map(np.uint64, counter)))
    assert tuple(map(int, got)) == reference_philox(key, counter)


@settings(deadline=None)  # the first call compiles
@given(WORD, st.integers(0, 10**6), st.integers(0, 10**7), st.integers(0, 7))
def test_a_draw_is_keyed_by_run_tick_decision_agent_and_block(
    seed: int, tick: int, agent: int, block: int
) -> None:
    stream = streams.decision("test.a")
    got = streams.draw4(clock(seed, tick), stream, agent, block)
    key = streams.run_key(seed)
    raw = reference_philox(key, (agent, tick, int(stream), block))
    assert got == tuple((word + 0.5) / 2**32 for word in raw)


@settings(deadline=None)  # the first call compiles
@given(st.lists(st.integers(0, 2**40), min_size=1, max_size=600), st.integers(0, 10**6))
def test_filling_for_a_table_draws_by_the_number_of_each_agent(numbers: Any, tick: int) -> None:
    now, stream = clock(tick=tick), streams.decision("test.a")
    rows = new_rows([Column("unique_id", "i8", 0, "", "")], len(numbers))
    rows.unique_id = numbers
    out = np.empty((4, 600), np.float32)
    streams.fill_rows(out, rows, now, stream)
    wanted = [streams.draw4(now, stream, number) for number in numbers]
    np.testing.assert_array_equal(out[:, : len(numbers)].T, np.array(wanted, np.float32))


@settings(deadline=None)  # the first call compiles
@given(st.integers(1, 700), st.integers(0, 2**31), st.integers(0, 10**6))
def test_filling_gives_the_numbers_of_drawing(n: int, first: int, tick: int) -> None:
    now, stream = clock(tick=tick), streams.decision("test.a")
    rows, columns = np.empty((n, 4)), np.empty((4, n))
    streams.fill4(rows, now, stream, first)
    streams.fill_columns(columns, now, stream, first)
    np.testing.assert_array_equal(rows, columns.T)
    for i in {0, n // 2, n - 1}:
        assert tuple(rows[i]) == streams.draw4(now, stream, first + i)


def test_every_word_is_uniform() -> None:
    n, bins = 2 * MANY, 1000
    out = draws(n)
    assert 0 < out.min() < 1e-3 and 1 - 1e-3 < out.max() < 1
    for column in out.T:
        counts = np.bincount((column * bins).astype(int), minlength=bins)
        chi_square = ((counts - n / bins) ** 2 / (n / bins)).sum()
        # 999 degrees of freedom: mean 999, standard deviation 44.7.
        assert abs(chi_square - 999) < 4 * 44.7


@pytest.mark.parametrize(
    "other",
    [{"stream": "test.b"}, {"tick": 1}, {"tick": 24}, {"seed": 2}],
    ids=["decision", "next tick", "next day", "seed"],
)
def test_luck_does_not_leak_into_another_stream(other: dict[str, Any]) -> None:
    n = MANY
    mine, theirs = draws(n), draws(n, **other)
    table = np.corrcoef(np.hstack([mine, theirs]).T)[:4, 4:]
    assert np.abs(table).max() < 4.5 / np.sqrt(n)


def test_the_four_numbers_and_the_neighbours_are_unrelated() -> None:
    n = MANY
    out = draws(n)
    within = np.corrcoef(out.T) - np.eye(4)
    between = np.corrcoef(np.hstack([out[:-1], out[1:]]).T)[:4, 4:]
    assert np.abs(within).max() < 4.5 / np.sqrt(n)
    assert np.abs(between).max() < 4.5 / np.sqrt(n)


def test_further_blocks_are_further_numbers() -> None:
    now, stream = clock(), streams.decision("test.a")
    got = {u for block in range(50) for u in streams.draw4(now, stream, 7, block)}
    assert len(got) == 200


def test_gumbel_has_its_mean_and_spread() -> None:
    u = draws(MANY)[:, 0]
    drawn = np.array([streams.gumbel(x) for x in u])
    assert abs(drawn.mean() - 0.5772) < 4 * 1.2825 / np.sqrt(len(u))
    assert abs(drawn.std() - 1.2825) < 0.05


def test_two_names_with_one_number_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "DECISIONS", {})
    assert streams.decision("plumless") == streams.decision("plumless")
    with pytest.raises(ValueError, match=r"plumless.*buckeroo|buckeroo.*plumless"):
        streams.decision("buckeroo")


def test_run_keys_of_near_seeds_are_apart() -> None:
    keys = {streams.run_key(seed) for seed in range(2000)}
    assert len(keys) == 2000
    assert len({a for a, _ in keys}) > 1990


def digest_of_draws() -> str:
    """Hash some draws of every road: what the compiled and the plain engine must agree on."""
    now, stream = clock(5, 123), streams.decision("test.a")
    rows, columns = np.empty((300, 4)), np.empty((4, 40))
    streams.fill4(rows, now, stream, 2**31)
    streams.fill_columns(columns, now, stream, 9)
    single = np.array([streams.draw4(now, stream, i, i % 3) for i in range(50)])
    noise = np.array([streams.gumbel(u) for u in rows[:50, 0]]).round(12)
    return hashlib.sha256(
        b"".join(map(np.ndarray.tobytes, (rows, columns, single, noise)))
    ).hexdigest()


def test_plain_python_draws_the_same_numbers() -> None:
    run = subprocess.run(
        [sys.executable, __file__],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == ["False", digest_of_draws()]
    assert run.stderr == ""


if __name__ == "__main__":
    sys.stdout.write(f"{is_compiled()} {digest_of_draws()}\n")
