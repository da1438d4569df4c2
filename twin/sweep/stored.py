"""What finished runs gave, read from where the journal says it lies.

May import the standard library and the journal.
"""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from twin.sweep.journal import KEY, STATUS, lines


class Spot(NamedTuple):
    """Where results lie: file, first byte, bytes of the means, bytes of the series after them."""

    file: Path
    start: int
    means: int
    series: int


class Series(NamedTuple):
    """The series of a run: names of the columns, and a row of numbers for each day."""

    names: Sequence[str]
    days: Sequence[Sequence[float | None]]


class Stored:
    """The results in a folder by key: of a run stored twice the first, by name of segment."""

    def __init__(self, folder: Path) -> None:
        """Look up where everything lies; nothing of it is read yet."""
        self.spots: dict[str, Spot] = {}
        for file, line in lines(folder):
            if line[STATUS] == b"done":
                content = json.loads(line[9:])
                self.spots.setdefault(line[KEY].decode(), Spot(file, *content["at"]))

    def __contains__(self, key: str) -> bool:
        """Tell whether a run is kept."""
        return key in self.spots

    def means(self, key: str) -> dict[str, float | None]:
        """Give the indicators of a run; raises KeyError where it is not kept."""
        spot = self.spots[key]
        found: dict[str, float | None] = _part(spot.file, spot.start, spot.means)["indicators"]
        return found

    def series(self, key: str) -> Series:
        """Give the series of a run, empty where it has none; raises KeyError as above."""
        spot = self.spots[key]
        if not spot.series:
            return Series((), ())
        content = _part(spot.file, spot.start + spot.means, spot.series)
        return Series(content["names"], content["days"])


def _part(file: Path, start: int, length: int) -> Any:
    with file.open("rb") as stream:
        stream.seek(start)
        return json.loads(gzip.decompress(stream.read(length)))
