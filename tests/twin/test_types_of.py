"""A phase compiled for some tables is used on others only where Numba sees the very same types."""

import numba
import numpy as np
import pytest

from agents.table import new_rows, see
from twin.mechanisms.columns import TRACE
from twin.sight import types_of

NUMBERS = np.zeros((4, 6))
ROWS = new_rows(TRACE, 3)


def read_only(array):
    found = array.view()
    found.flags.writeable = False
    return found


APART = {
    "numbers": NUMBERS,
    "smaller numbers": NUMBERS.astype(np.float32),
    "numbers in a row": NUMBERS.ravel(),
    "by columns": np.asfortranarray(NUMBERS),
    "every other": NUMBERS[:, ::2],
    "read only": read_only(NUMBERS),
    "rows": ROWS,
    "some columns": see(ROWS, ("footfall", "visits")),
    "other columns": see(ROWS, ("footfall", "chances")),
    "one row": ROWS[0],
    "a pair": (NUMBERS, ROWS),
    "the pair turned": (ROWS, NUMBERS),
    "a whole number": 3,
}


@pytest.mark.parametrize("one", APART)
@pytest.mark.parametrize("other", APART)
def test_what_numba_tells_apart_is_told_apart(one, other):
    same = numba.typeof(APART[one]) == numba.typeof(APART[other])
    assert same == (one == other)
    assert (types_of(APART[one]) == types_of(APART[other])) == same


def test_copies_and_other_sizes_are_of_the_same_types():
    longer = new_rows(TRACE, 9)
    for one, other in ((NUMBERS, np.ones((2, 6))), (ROWS, longer), (ROWS[0], longer[4])):
        assert hash(types_of(one)) == hash(types_of(other))
        assert types_of(one) == types_of(other)
