"""The journal of a sweep: append-only files in which a whole line is the commit.

Each writer has a segment of its own, ``journal/WRITER.jsonl``, never opened again for writing; what
a run gave lies in ``series/WRITER.jsonl.gz``, written before the line that names it. A line is a
CRC-32 of eight hexadecimal digits, a space and one JSON object::

    1c291ca3 {"key":"…","digest":"…","status":"done","at":[0,512,9000],"attempts":1,…}

A line that is torn or whose checksum differs is not there. The results are gzip members, one after
the other, so ``zcat`` shows them. May import the standard library and ``twin.errors``.
"""

import errno
import json
import os
import secrets
import socket
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from twin.errors import InputError

JOURNAL, SERIES = "journal", "series"
DONE, FAILED, TIMEOUT, QUARANTINED = "done", "failed", "timeout", "quarantined"
#: Where in a line the key, the digest and the word ``done`` stand: no parsing is needed for them.
KEY = slice(17, 49)
DIGEST = slice(61, 93)
STATUS = slice(105, 109)
#: Seconds between two times that the disk is asked to hold fast what it was given.
SYNC = 1.0


class Segment:
    """What one process writes; its two files are made when there is something to write."""

    def __init__(self, folder: Path) -> None:
        """Take a name that nobody else has."""
        host = "".join(c for c in socket.gethostname() if c.isalnum() or c in "-.")[:40] or "host"
        self.name = f"{host}-{os.getpid()}-{secrets.token_hex(4)}"
        self.folder = folder
        self.files: tuple[int, int] | None = None
        self.end = 0
        self.synced = time.monotonic()

    def append(self, head: Mapping[str, Any], means: bytes = b"", series: bytes = b"") -> None:
        """Write what a run gave, then the line that makes it count.

        ``head`` begins with key, digest and status. Raises InputError where the disk is full; what
        was written before stays, and the segment takes nothing more.
        """
        if self.files is None:
            self.files = self._opened()
        journal, results = self.files
        try:
            if means:
                write_all(results, means + series)
                head = {**head, "at": [self.end, len(means), len(series)]}
                self.end += len(means) + len(series)
            write_all(journal, line_of(head))
            self._sync()
        except OSError as error:
            self.close()
            raise full(self.folder, error) from error

    def close(self) -> None:
        """Close the files; the next line begins new ones."""
        files, self.files = self.files, None
        self.end = 0
        for file in files or ():
            os.close(file)
        self.name = f"{self.name.rpartition('-')[0]}-{secrets.token_hex(4)}"

    def _opened(self) -> tuple[int, int]:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_BINARY", 0)
        try:
            for part in (JOURNAL, SERIES):
                (self.folder / part).mkdir(parents=True, exist_ok=True)
            results = os.open(self.folder / SERIES / f"{self.name}.jsonl.gz", flags, 0o644)
            return os.open(self.folder / JOURNAL / f"{self.name}.jsonl", flags, 0o644), results
        except OSError as error:
            raise full(self.folder, error) from error

    def _sync(self) -> None:
        """Ask the disk now and then: a kill loses nothing anyway, a power cut a second."""
        if time.monotonic() - self.synced > SYNC and self.files is not None:
            journal, results = self.files
            os.fsync(results)
            os.fsync(journal)
            self.synced = time.monotonic()


@dataclass
class Known:
    """What the journals of a folder hold.

    ``done`` is the digest by key, ``failed`` the last line by key of what never succeeded, and
    ``alarms`` the keys stored twice with different results.
    """

    done: dict[str, str] = field(default_factory=dict)
    failed: dict[str, dict[str, Any]] = field(default_factory=dict)
    alarms: list[str] = field(default_factory=list)


def known(folder: Path) -> Known:
    """Read which runs are kept; 100,000 take a fraction of a second."""
    found, other = Known(), Known()
    for _, line in lines(folder):
        key = line[KEY].decode()
        if line[STATUS] != b"done":
            other.failed[key] = json.loads(line[9:])
            continue
        digest = line[DIGEST].decode()
        if found.done.setdefault(key, digest) != digest and key not in found.alarms:
            found.alarms.append(key)
    found.failed = {key: line for key, line in other.failed.items() if key not in found.done}
    return found


def lines(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Give each whole line of all journals, with the file its results are in."""
    for segment in sorted((folder / JOURNAL).glob("*.jsonl")):
        results = folder / SERIES / f"{segment.stem}.jsonl.gz"
        for line in _there(segment, results):
            yield results, line


def _there(segment: Path, results: Path) -> list[bytes]:
    """Give the whole lines of a segment whose results are there too."""
    found = [line for line in segment.read_bytes().split(b"\n")[:-1] if whole(line)]
    size = results.stat().st_size if results.is_file() else 0
    last = next((line for line in reversed(found) if line[STATUS] == b"done"), None)
    if last is None or _end(last) <= size:
        return found
    # only a power cut can have kept a line without what it names
    return [line for line in found if line[STATUS] != b"done" or _end(line) <= size]


def whole(line: bytes) -> bool:
    """Tell whether a line, without its end, is what was written."""
    return len(line) > STATUS.stop and sealed(line)


def sealed(line: bytes) -> bool:
    """Tell whether a line, without its end, agrees with its checksum."""
    return len(line) > 9 and line[:9] == b"%08x " % zlib.crc32(line[9:])


def line_of(content: Mapping[str, Any]) -> bytes:
    """Give the line of a JSON object, with its checksum and its end."""
    text = json.dumps(content, separators=(",", ":"), allow_nan=False).encode()
    return b"%08x %b\n" % (zlib.crc32(text), text)


def write_all(file: int, content: bytes) -> None:
    """Write all of it in one go; raises OSError where the disk took only a part."""
    written = os.write(file, content)
    if written != len(content):
        raise OSError(errno.ENOSPC, f"only {written} of {len(content)} bytes were written")


def full(folder: Path, error: OSError) -> InputError:
    """Give the error of a disk that takes nothing more."""
    what = "disk full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "folder not writable"
    allowed = "room on the disk: finished runs are kept, the same command goes on from there"
    return InputError(what, str(folder), error.strerror or str(error), allowed)


def _end(line: bytes) -> int:
    return sum(json.loads(line[9:]).get("at", (0,)))
