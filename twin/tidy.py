"""Tidy tables of a run: one line per day, street (or group) and indicator.

Kept compactly: one float32 array per measured day. May import pandas and ``twin.measures``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from twin.errors import InputError
from twin.measures.group_parts import GROUP_PARTS
from twin.measures.places import GROUP_NAMES, Groups, Part, Streets
from twin.measures.street_parts import STREET_PARTS
from twin.world import World

Values = NDArray[np.float32]
STREETS_CSV, GROUPS_CSV = "streets.csv", "groups.csv"


def measure(parts: Sequence[Part], of: Streets | Groups) -> Values:
    """Give what is measured of every street or group: shape (streets, indicators), float32."""
    return np.column_stack([one.measure(of) for one in parts]).astype(np.float32)


@dataclass(frozen=True)
class Parts:
    """What was measured of streets and groups on some days.

    ``streets`` has the shape (days, streets, street indicators), ``groups`` (days, 7, group
    indicators); ``codes`` are the streets' codes. Days count from 1 in the tables.
    """

    codes: tuple[str, ...]
    streets: Values
    groups: Values

    @classmethod
    def of(cls, world: World) -> "Parts":
        """Give the last whole day of a world, at midnight, once its books are closed."""
        codes = tuple(street.code for street in world.district.streets)
        streets = measure(STREET_PARTS, Streets(world))
        return cls(codes, streets[np.newaxis], measure(GROUP_PARTS, Groups(world))[np.newaxis])

    @classmethod
    def joined(cls, days: Sequence["Parts"]) -> "Parts":
        """Join days into one; there must be one at least."""
        streets = np.concatenate([day.streets for day in days])
        return replace(days[0], streets=streets, groups=np.concatenate([d.groups for d in days]))

    def street_frame(self) -> pd.DataFrame:
        """Give the columns day, street (its code), indicator, value; NaN where there is none."""
        return tidy(self.streets, ("street", self.codes), [one.name for one in STREET_PARTS])

    def group_frame(self) -> pd.DataFrame:
        """Give the columns day, group, indicator, value; NaN where there is none."""
        return tidy(self.groups, ("group", GROUP_NAMES), [one.name for one in GROUP_PARTS])

    def save(self, folder: str | Path) -> None:
        """Write streets.csv and groups.csv into a folder that exists."""
        for name, frame in (
            (STREETS_CSV, self.street_frame()),
            (GROUPS_CSV, self.group_frame()),
        ):
            file = Path(folder) / name
            frame.to_csv(file, index=False, lineterminator="\n", encoding="utf-8")


def tidy(values: Values, who: tuple[str, Sequence[str]], names: Sequence[str]) -> pd.DataFrame:
    """Give an array (days, parts, indicators) as a table: day, part, indicator, value.

    ``who`` is the heading of the parts and their names.
    """
    heading, labels = who
    days, n, k = values.shape
    return pd.DataFrame(
        {
            "day": np.repeat(np.arange(1, days + 1), n * k),
            heading: pd.Categorical.from_codes(
                np.tile(np.repeat(np.arange(n), k), days), list(labels)
            ),
            "indicator": pd.Categorical.from_codes(np.tile(np.arange(k), days * n), list(names)),
            "value": values.reshape(-1),
        }
    )


def untidy(frame: pd.DataFrame, names: Sequence[str]) -> tuple[tuple[str, ...], Values]:
    """Give the part names and the array back from such a table; its lines stand in that order.

    Raises InputError where lines are missing, or the indicators are others.
    """
    heading = frame.columns[1]
    labels = tuple(dict.fromkeys(frame[heading]))
    found = tuple(dict.fromkeys(frame["indicator"]))
    if found != tuple(names) or len(frame) % (len(labels) * len(names)):
        raise InputError("unknown indicators", f"{heading}s.csv", ", ".join(found[:3]))
    shape = (-1, len(labels), len(names))
    return labels, frame["value"].to_numpy(np.float32).reshape(shape)


def read_parts(folder: str | Path) -> Parts:
    """Read streets.csv and groups.csv back; raises InputError where they are missing or broken."""
    files = [Path(folder) / name for name in (STREETS_CSV, GROUPS_CSV)]
    for file in files:
        if not file.is_file():
            raise InputError("missing file", str(file), allowed="a folder of a saved run")
    frames = [pd.read_csv(file, dtype={"street": str, "value": np.float32}) for file in files]
    codes, streets = untidy(frames[0], [one.name for one in STREET_PARTS])
    _, groups = untidy(frames[1], [one.name for one in GROUP_PARTS])
    return Parts(codes, streets, groups)
