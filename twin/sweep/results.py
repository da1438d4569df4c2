"""The sweep as its users meet it: an experiment, and what came of it, from a folder on disk.

pandas is loaded by the first table that is asked for.
"""

import importlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twin.errors import InputError
from twin.sweep.experiment import Experiment
from twin.sweep.status import check_alarms, failures
from twin.sweep.store import EXPERIMENT, Store
from twin.sweep.tables import CSV, Tables, export

if TYPE_CHECKING:
    import pandas as pd


class Sweep:
    """What a sweep has given so far; also one that is interrupted or still going on.

    ``experiment`` is what was asked, ``folder`` where it lies. Tables are read when they are first
    asked for; ``Sweep.open(folder)`` reads anew.
    """

    def __init__(self, experiment: Experiment, store: Store) -> None:
        """Take an experiment and the store of its folder."""
        self.experiment, self.store = experiment, store

    @classmethod
    def open(cls, folder: str | Path) -> "Sweep":
        """Open the folder of a sweep; raises InputError where it holds none."""
        file = Path(folder) / EXPERIMENT
        if not file.is_file():
            allowed = "a folder that twin sweep wrote"
            raise InputError("missing file", str(file), allowed=allowed)
        return cls(Experiment.load(file), Store(folder))

    def __repr__(self) -> str:
        """Show the name, the folder, and how many runs there are."""
        done, failed = len(self.store.known.done), len(self.store.known.failed)
        return (
            f"Sweep({self.experiment.name!r}, {str(self.folder)!r}: {done} done, {failed} failed)"
        )

    @property
    def folder(self) -> Path:
        """Give the folder."""
        return self.store.folder

    @property
    def manifest(self) -> dict[str, Any]:
        """Give the manifest as it is now: state, counts, versions, what the columns mean."""
        return self.store.manifest()

    @cached_property
    def runs(self) -> "pd.DataFrame":
        """Give a row for each finished run, in the order of points and seeds.

        Columns: ``key``, ``point`` (from 0), ``seed``, one for each lever and uncertainty that is
        varied, ``status`` (``"done"``, ``"failed"``, ``"timeout"``, ``"quarantined"``), then the
        mean of every indicator over the measured days; NaN where there is none.
        """
        tables = Tables(self.store)
        return _frame(tables.run_head(), list(tables.runs()), ("key", "status"))

    @cached_property
    def series(self) -> "pd.DataFrame":
        """Give a row for each day of each run: ``key``, ``point``, ``seed``, ``day``, indicators.

        Days count measured days from 1.
        """
        tables = Tables(self.store)
        return _frame(tables.series_head(), list(tables.series()), ("key",))

    @property
    def failures(self) -> list[dict[str, Any]]:
        """Give what failed and has not succeeded since: why, and the command that replays it."""
        return failures(self.store)

    @property
    def alarms(self) -> tuple[str, ...]:
        """Give the keys of runs that are kept with two different results: there should be none."""
        return tuple(self.store.known.alarms)

    def export(self, kind: str = CSV) -> list[Path]:
        """Write runs and series as ``"csv"`` or ``"parquet"``; raises NotDeterministic on alarm."""
        check_alarms(self.store)
        return export(self.store, kind)


def _frame(head: list[str], rows: list[list[Any]], texts: tuple[str, ...]) -> "pd.DataFrame":
    frame = importlib.import_module("pandas").DataFrame(rows, columns=head)
    counted = ("point", "seed", "day")
    kinds = {n: "int64" if n in counted else "float64" for n in head if n not in texts}
    typed: pd.DataFrame = frame.astype(kinds)
    return typed
