"""What a sweep is written out to: the numbers of its tables, in the form that was asked for."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.twin import sweep_runs as runs
from twin.errors import InputError
from twin.sweep import sweep


def test_parquet_holds_the_same_numbers(tmp_path):
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow", reason="Parquet needs pyarrow")
    with ThreadPoolExecutor(1) as executor:
        found = sweep(runs.experiment(seeds=2), workers=executor, out=tmp_path, function=runs.cheap)
    for file, table in zip(found.export("parquet"), (found.runs, found.series), strict=True):
        pandas.testing.assert_frame_equal(pandas.read_parquet(file), table, check_exact=True)
    (tmp_path / ".runs.parquet.part").mkdir()
    with pytest.raises(InputError, match="folder not writable"):
        found.export("parquet")
