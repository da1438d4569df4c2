"""Copies of a mould are equal, their own, and take no memory for what they have not changed."""

import gc

import numpy as np
import pytest

import twin
from twin.mould import ALIGNED, Mould


def test_copies_are_equal_and_nobody_elses():
    mould = Mould({"rows": np.arange(10_000), "name": "square", "none": np.zeros(0)})
    one, other = mould.cast(), mould.cast()
    one["rows"][0] = 99
    assert other["rows"][0] == 0 and mould.cast()["rows"][0] == 0
    assert one["rows"].flags.writeable and one["name"] == "square" and len(one["none"]) == 0
    assert one["rows"].ctypes.data % ALIGNED == 0


def test_an_object_without_arrays_is_cast_too():
    assert Mould(("a", 1)).cast() == ("a", 1)


def test_what_becomes_of_the_object_later_changes_no_copy():
    rows = np.arange(5)
    mould = Mould(rows)
    rows[:] = 7
    assert mould.cast().tolist() == [0, 1, 2, 3, 4]


def test_a_copy_outlives_its_mould():
    copy = Mould(np.arange(100_000)).cast()
    gc.collect()
    assert copy.sum() == 4_999_950_000


def test_a_city_that_was_cast_runs_as_the_one_it_was_cast_from():
    city = twin.CityTwin(district="classroom", rng=3)
    city.run_for(30)
    mould = Mould(city)
    first, second = mould.cast(), mould.cast()
    for one in (city, first):
        one.run_for(24)
    assert first.digest() == city.digest() != second.digest()
    second.run_for(24)
    assert second.digest() == city.digest()


def test_copies_share_what_they_have_not_written():
    psutil = pytest.importorskip("psutil")
    mould = Mould(np.ones(4_000_000))
    before = psutil.Process().memory_info().rss
    copies = [mould.cast() for _ in range(20)]
    for copy in copies:
        copy[0] = 2.0
    assert psutil.Process().memory_info().rss - before < 32_000_000
