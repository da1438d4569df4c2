"""The journal of a room: one append-only file, in which a whole line is the commit.

Lines are sealed as those of a sweep (``twin/sweep/journal.py``), each with its number under ``n``,
so that none can be missing unnoticed. An order is on the disk before anybody hears that it was
taken: a kill at any moment loses nothing that was acknowledged.
"""

import json
import os
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from twin.errors import InputError
from twin.sweep.journal import full, line_of, sealed, write_all

JOURNAL = "room.jsonl"


def read_orders(content: bytes) -> tuple[list[dict[str, Any]], int]:
    """Give the orders of a journal, and how many bytes of it they take.

    What is torn at the end is not counted. Raises InputError where a line in between is broken.
    """
    found: list[dict[str, Any]] = []
    end = 0
    *lines, _ = content.split(b"\n")
    for line in lines:
        if not sealed(line):
            break
        found.append(json.loads(line[9:]))
        end += len(line) + 1
    numbers = [one.get("n") for one in found]
    if any(map(sealed, lines[len(found) :])) or numbers != [*range(len(found))]:
        raise InputError("broken room", JOURNAL, f"line {len(found) + 1}")
    return found, end


class Journal:
    """The journal in a folder, held by one process at a time; ``orders`` is what it holds."""

    def __init__(self, folder: Path) -> None:
        """Open it, made if there is none; raises InputError where somebody else holds it."""
        self.folder = folder
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = os.open(folder / JOURNAL, flags, 0o600)
        except OSError as error:
            raise full(folder, error) from error
        try:
            hold(self._file, folder)
            self.orders, end = read_orders((folder / JOURNAL).read_bytes())
        except (InputError, OSError):
            os.close(self._file)
            raise
        # else the next line would be glued to the torn one, and lost with it
        os.ftruncate(self._file, end)
        self._count = len(self.orders)

    def append(self, order: Mapping[str, Any]) -> None:
        """Put an order on the disk; raises InputError where it is full, and nothing is kept."""
        end = os.fstat(self._file).st_size
        try:
            write_all(self._file, line_of({"n": self._count, **order}))
            os.fsync(self._file)
        except OSError as error:
            os.ftruncate(self._file, end)
            raise full(self.folder, error) from error
        self._count += 1

    def close(self) -> None:
        """Let go of it."""
        os.close(self._file)


def hold(file: int, folder: Path) -> None:
    """Hold a file until this process ends, however it ends; raises InputError where another does.

    Where the system has no such locks (Windows has others), nothing is held.
    """
    if find_spec("fcntl") is None:
        return
    locks: Any = import_module("fcntl")
    try:
        locks.flock(file, locks.LOCK_EX | locks.LOCK_NB)
    except OSError as error:
        raise InputError("room open elsewhere", str(folder.name)) from error
