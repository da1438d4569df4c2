"""The folder of a sweep: what was asked, what was planned, what is finished, and the manifest.

::

    DIR/experiment.toml          what was asked, complete in itself
    DIR/plan.csv                 every run that may be needed: key, point, seed, values of the axes
    DIR/manifest.json            versions, counts, state, what the columns mean
    DIR/journal/WRITER.jsonl     a line for each finished run (twin/sweep/journal.py)
    DIR/series/WRITER.jsonl.gz   what the runs gave
    DIR/runs.csv, series.csv     tables, by ``twin sweep export``

May import the standard library, ``twin.atomic`` and ``twin.errors``: to know what is missing takes
neither the model nor pandas.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from twin.atomic import write_whole
from twin.errors import InputError
from twin.sweep.journal import DONE, Known, Segment, full, known
from twin.sweep.stored import Stored

EXPERIMENT, PLAN, MANIFEST = "experiment.toml", "plan.csv", "manifest.json"
#: Version of this layout.
LAYOUT = 1
KEY_LENGTH = 32


class Kept(NamedTuple):
    """A finished run as it is handed over to be kept."""

    digest: str
    means: bytes = b""
    series: bytes = b""


class Store:
    """A folder in which a sweep keeps what is finished.

    ``known`` is what was there when it was first asked for, and what was put since.
    """

    def __init__(self, folder: str | Path) -> None:
        """Open the folder for reading; nothing is made before something is written."""
        self.folder = Path(folder)
        self.segment = Segment(self.folder)

    @cached_property
    def known(self) -> Known:
        """Give what the journals hold: they are read once, and not before somebody asks."""
        return known(self.folder)

    def put(self, key: str, kept: Kept, facts: Mapping[str, Any]) -> None:
        """Keep a finished run: once this returns, no kill loses it.

        ``facts`` go into its line (attempts, seconds). A second, different result of one run is
        noted in ``known.alarms``; the first counts.
        """
        head = {"key": key, "digest": kept.digest, "status": DONE, **facts}
        known = self.known  # before the line is there, which would otherwise count twice
        self.segment.append(head, kept.means, kept.series)
        if known.done.setdefault(key, kept.digest) != kept.digest:
            known.alarms.append(key)
        known.failed.pop(key, None)

    def put_failure(self, key: str, status: str, facts: Mapping[str, Any]) -> None:
        """Keep that a run failed: ``status`` says how, ``facts`` why."""
        line = {"key": key, "digest": "0" * KEY_LENGTH, "status": status, **facts}
        known = self.known
        self.segment.append(line)
        known.failed[key] = line

    @cached_property
    def stored(self) -> Stored:
        """Give what the runs gave that were there when this was first asked for."""
        return Stored(self.folder)

    def value(self, key: str, indicator: str) -> float | None:
        """Give one indicator of a kept run; None where it failed or has none."""
        if key not in self.known.done:
            return None
        if key not in self.stored:  # put since: two points may be one run
            self.stored = Stored(self.folder)
        return self.stored.means(key).get(indicator)

    def write(self, name: str, parts: Iterable[str]) -> None:
        """Write a file of the folder, whole or not at all; raises InputError where it cannot."""
        try:
            write_whole(self.folder / name, parts)
        except OSError as error:
            raise full(self.folder, error) from error

    def write_manifest(self, content: Mapping[str, Any]) -> None:
        """Replace the manifest."""
        text = json.dumps(
            {"layout": LAYOUT, **content}, ensure_ascii=False, indent=2, allow_nan=False
        )
        self.write(MANIFEST, [text, "\n"])

    def manifest(self) -> dict[str, Any]:
        """Give the manifest; raises InputError where the folder holds no sweep of this layout."""
        file = self.folder / MANIFEST
        try:
            found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            allowed = "a folder that twin sweep wrote"
            raise InputError("missing file", str(file), allowed=allowed) from error
        if found.get("layout") != LAYOUT:
            raise InputError("unknown layout", MANIFEST, found.get("layout"), str(LAYOUT))
        return found

    def planned(self) -> list[str]:
        """Give the keys of all runs that may be needed, in their order; raises InputError."""
        try:
            text = (self.folder / PLAN).read_text(encoding="utf-8")
        except OSError as error:
            allowed = "a folder that twin sweep wrote"
            raise InputError("missing file", str(self.folder / PLAN), allowed=allowed) from error
        return [line[:KEY_LENGTH] for line in text.splitlines()[1:]]
