"""Files of a visitor that arrive in pieces, within the limits of the page.

Sizes are announced first and held to; a name loses its folders and whatever cannot be shown.
"""

import shutil
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agents.knob import Words
from twin.districts.workbook import check_unpacked
from twin.errors import InputError, check_known

#: Most bytes of all files of one upload, most files, longest name.
MOST_BYTES, MOST_FILES, LONGEST_NAME = 20_000_000, 12, 80
#: Most bytes that a workbook may unpack to: less than on the command line, where it is one's own.
MOST_UNPACKED = 80_000_000
WORKBOOK = ".xlsx"


@dataclass(frozen=True)
class Expected:
    """A file that is announced: its name, safe to use, and its size in bytes."""

    name: str
    size: int


class Tray:
    """Takes the pieces of announced files into a folder, and nothing else."""

    def __init__(self, folder: Path, files: Sequence[Expected]) -> None:
        """Wait for these files in an empty folder."""
        self.folder, self.files = folder, tuple(files)
        self._taken = [0] * len(self.files)
        for file in self.files:
            (folder / file.name).touch(mode=0o600)

    @property
    def whole(self) -> bool:
        """Tell whether every file is there to its last byte."""
        return self._taken == [file.size for file in self.files]

    @property
    def share(self) -> float:
        """Give the share of all bytes that has come."""
        return sum(self._taken) / max(1, sum(file.size for file in self.files))

    def take(self, place: int, piece: bytes) -> None:
        """Add a piece to a file. Raises InputError for one that was not announced, or too much."""
        if not 0 <= place < len(self.files):
            raise InputError("not a file", "", place, f"0 to {len(self.files) - 1}")
        file = self.files[place]
        if self._taken[place] + len(piece) > file.size:
            raise InputError("too large", file.name, None, f"{file.size:,} bytes")
        self._taken[place] += len(piece)
        with (self.folder / file.name).open("ab") as stream:
            stream.write(piece)

    def check(self) -> None:
        """Raise InputError where a file is not whole, or a workbook would unpack to too much."""
        if not self.whole:
            allowed = Words("完整的文件；请重新选择后再传", "the whole file: choose it again")
            raise InputError("incomplete upload", "", f"{100 * self.share:.0f} %", allowed)
        for file in self.paths(WORKBOOK):
            check_unpacked(file, MOST_UNPACKED)

    def remove(self) -> None:
        """Remove the files and their folder."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def paths(self, *endings: str) -> list[Path]:
        """Give the files with these endings, in the order in which they were announced."""
        found = [self.folder / file.name for file in self.files]
        return [file for file in found if file.suffix.lower() in endings]


def announced(given: Any, endings: Sequence[str]) -> list[Expected]:
    """Read what a browser announces: names and sizes.

    Raises InputError for no file, too many or too large ones, an ending that is of no use, or a
    name given twice.
    """
    files = [Expected(safe_name(one.get("name")), _size(one)) for one in _mappings(given)]
    if not files:
        raise InputError("missing file", "", None, Words("至少一个文件", "at least one file"))
    total = sum(file.size for file in files)
    if len(files) > MOST_FILES or total > MOST_BYTES:
        allowed = Words(
            f"最多 {MOST_FILES} 个文件，合计不超过 {MOST_BYTES // 10**6} MB；更大的请用命令行导入",
            f"{MOST_FILES} files of {MOST_BYTES // 10**6} MB in all; import larger ones on the "
            "command line",
        )
        raise InputError("too large", "", f"{len(files)}: {total / 1e6:.1f} MB", allowed)
    for file in files:
        check_known(Path(file.name).suffix.lower(), endings, "unknown format", file.name)
        if [one.name for one in files].count(file.name) > 1:
            raise InputError("file given twice", file.name)
    return files


def _mappings(given: Any) -> list[Mapping[str, Any]]:
    return [one for one in given if isinstance(one, Mapping)] if isinstance(given, list) else []


def _size(one: Mapping[str, Any]) -> int:
    size = one.get("size")
    if not isinstance(size, int) or isinstance(size, bool) or size < 1:
        allowed = Words("有内容的文件", "a file with something in it")
        raise InputError("empty file", safe_name(one.get("name")), None, allowed)
    return size


def safe_name(given: Any) -> str:
    """Give the last part of a file's name, printable characters only, never hidden or too long.

    >>> safe_name("../../etc/streets?.csv")
    'streets.csv'
    """
    last = str(given).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in ':*?"<>|')
    stem, dot, ending = shown.strip(". ").rpartition(".")
    return f"{(stem or ending)[:LONGEST_NAME]}{dot}{ending[:10] if stem else ''}"
