"""The journal: a whole line is the commit, a torn one is nothing, and a full disk tears no row."""

import contextlib
import json
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.errors import InputError
from twin.sweep.job import Result, sealed
from twin.sweep.journal import Segment, known, line_of, whole
from twin.sweep.status import NotDeterministic, check_alarms
from twin.sweep.store import Kept, Store
from twin.sweep.stored import Stored
from twin.sweep.tables import Tables

KEYS = [f"{number:032x}" for number in range(1, 6)]


def kept(key, value):
    """Give a result as the driver gets it."""
    return Kept(*sealed(key, Result({"order": value}, ("order",), [[value], [value]])))


def filled(folder):
    """Give a store with five runs."""
    store = Store(folder)
    for number, key in enumerate(KEYS):
        store.put(key, kept(key, number / 7.0), {"attempts": 1, "seconds": 0.1})
    store.segment.close()
    return store


def journal_of(folder):
    (file,) = (folder / "journal").glob("*.jsonl")
    return file


def test_what_was_put_is_there_for_the_next_to_open(tmp_path):
    filled(tmp_path)
    again = Store(tmp_path)
    assert list(again.known.done) == KEYS
    assert again.value(KEYS[3], "order") == 3 / 7.0
    assert Stored(tmp_path).series(KEYS[1]).days == [[1 / 7.0], [1 / 7.0]]


def test_cut_anywhere_in_its_last_line_a_journal_reads_on_and_never_wrongly(tmp_path):
    """Every byte of the last line, and every flipped byte of it."""
    filled(tmp_path)
    file = journal_of(tmp_path)
    content = file.read_bytes()
    start = content.rindex(b"\n", 0, len(content) - 1) + 1
    for end in range(start, len(content)):
        file.write_bytes(content[:end])
        assert list(known(tmp_path).done) == KEYS[:4], end
    for place in range(start, len(content)):
        torn = bytearray(content)
        torn[place] ^= 0xFF
        file.write_bytes(bytes(torn))
        assert list(known(tmp_path).done) == KEYS[:4], place
    file.write_bytes(content)
    assert list(known(tmp_path).done) == KEYS


def test_cut_results_are_not_there_either(tmp_path):
    """After a power cut the line may have outlived what it names."""
    filled(tmp_path)
    (file,) = (tmp_path / "series").glob("*.gz")
    content = file.read_bytes()
    spot = Stored(tmp_path).spots[KEYS[4]]
    for end in range(spot.start, len(content)):
        file.write_bytes(content[:end])
        assert list(known(tmp_path).done) == KEYS[:4], end


@given(st.dictionaries(st.text(), st.integers() | st.text(), max_size=4))
def test_a_line_is_whole_until_a_byte_differs(content):
    line = line_of({"key": KEYS[0], "digest": KEYS[1], "status": "done", **content})
    assert line.endswith(b"\n") and line.count(b"\n") == 1 and whole(line[:-1])
    assert not whole(line[:-2]) and not whole(line[:8] + b"_" + line[9:-2])


def test_each_writer_has_a_segment_of_its_own_and_never_opens_another(tmp_path):
    for _ in range(2):
        filled(tmp_path)
    assert len(list((tmp_path / "journal").iterdir())) == 2
    assert known(tmp_path).alarms == []


def test_a_failure_counts_until_a_run_succeeds(tmp_path):
    store = Store(tmp_path)
    store.put_failure(KEYS[0], "failed", {"error": "no"})
    assert list(store.known.failed) == list(known(tmp_path).failed) == KEYS[:1]
    store.put(KEYS[0], kept(KEYS[0], 1.0), {})
    store.segment.close()
    assert list(known(tmp_path).done) == KEYS[:1]
    assert known(tmp_path).failed == store.known.failed == {}


def test_a_second_different_result_is_an_alarm_and_the_first_counts(tmp_path):
    store = filled(tmp_path)
    check_alarms(store)
    store.put(KEYS[2], kept(KEYS[2], 0.123), {})
    store.segment.close()
    assert store.known.alarms == known(tmp_path).alarms == [KEYS[2]]
    with pytest.raises(NotDeterministic, match=rf"determinism alarm.*rerun.*{KEYS[2]}"):
        check_alarms(store)


@contextlib.contextmanager
def small_disk(folder, kilobytes):
    """Mount a disk of some kilobytes in memory; needs root."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("no command mount here")
    if done.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_on_a_full_disk_no_row_that_was_acknowledged_is_lost(tmp_path):
    with small_disk(tmp_path / "disk", 256) as disk:
        store, acknowledged = Store(disk / "sweep"), []
        with pytest.raises(InputError, match="disk full") as found:
            for number in range(10_000):
                key = f"{number:032x}"
                store.put(key, kept(key, float(number)), {"padding": os.urandom(200).hex()})
                acknowledged.append(key)
        assert "the same command goes on" in str(found.value)
        assert len(acknowledged) > 100
        assert list(known(disk / "sweep").done) == acknowledged
        stored = Stored(disk / "sweep")
        assert [stored.means(key)["order"] for key in acknowledged] == [
            float(number) for number in range(len(acknowledged))
        ]


def test_a_manifest_on_a_full_disk_stays_as_it_was(tmp_path):
    with small_disk(tmp_path / "disk", 64) as disk:
        store = Store(disk)
        store.write_manifest({"name": "before"})
        with pytest.raises(InputError, match="disk full"):
            store.write_manifest({"name": "x" * 100_000})
        assert store.manifest()["name"] == "before"
        assert [file.name for file in disk.iterdir()] == ["manifest.json"]


def test_after_a_write_that_failed_a_segment_takes_nothing_more(tmp_path, monkeypatch):
    """The operating system took half a line and said so: the next line opens another file."""
    segment = Segment(tmp_path)
    segment.append({"key": KEYS[0], "digest": KEYS[0], "status": "done"})
    real = os.write
    monkeypatch.setattr(os, "write", lambda file, data: real(file, data[: len(data) // 2]))
    with pytest.raises(InputError, match="disk full"):
        segment.append({"key": KEYS[1], "digest": KEYS[1], "status": "done"})
    monkeypatch.undo()
    segment.append({"key": KEYS[2], "digest": KEYS[2], "status": "done"})
    segment.close()
    assert sorted(known(tmp_path).done) == [KEYS[0], KEYS[2]]


def test_to_know_what_is_missing_takes_neither_the_model_nor_pandas(tmp_path):
    store = filled(tmp_path)
    store.write_manifest({"name": "small", "state": "interrupted"})
    store.write("plan.csv", ["key,point,seed\n", *(f"{key},0,1\n" for key in [*KEYS, "f" * 32])])
    code = (
        "import sys, json; from twin.cli import main; "
        f"code = main(['sweep', 'status', {str(tmp_path)!r}, '--json']); "
        "print(json.dumps(sorted(sys.modules)), file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["done"], found["missing"], found["planned"]) == (5, 1, 6)
    loaded = {name.partition(".")[0] for name in json.loads(done.stderr)}
    assert not loaded & {"mesa", "numba", "pandas", "pyarrow", "scipy", "pebble"}


def test_a_table_follows_the_plan_whatever_the_order_of_the_journal(tmp_path):
    store = Store(tmp_path)
    for key in reversed(KEYS):
        store.put(key, kept(key, 0.5), {})
    rows = [f"{key},{number // 2},{number % 2},0.25\n" for number, key in enumerate(KEYS)]
    store.write("plan.csv", ["key,point,seed,authority\n", *rows])
    tables = Tables(store)
    assert [row[0] for row in tables.runs()] == KEYS
    assert tables.run_head() == ["key", "point", "seed", "authority", "status", "order"]
