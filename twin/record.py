"""The record of a run: its numbers by day, what happened, and what is needed to run it again.

May import pandas, ``twin.indicators`` and what lies below; how a run lies on disk is in
``twin/folder.py``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from twin.errors import InputError, check_known
from twin.folder import Tables, read_run, write_run
from twin.indicators import INDICATORS
from twin.paths import HEADERS
from twin.tidy import STREETS_CSV, Parts, read_parts
from twin.units import unit_in


@dataclass(frozen=True)
class Event:
    """Something that happened in a run: at which hour since its start, what kind, what exactly."""

    tick: int
    kind: str
    detail: str


@dataclass(frozen=True)
class Origin:
    """Where the numbers of a run come from: enough to make them again, and to prove it.

    ``district`` and ``policy`` are names; ``scenario`` is the whole scenario as plain data with
    burn-in and scale resolved, ``levers`` and ``parameters`` are all values in force at the
    start, before any dated change. ``digest`` is a hash of all columns and cases at the end and
    of the indicator table. ``credits`` are the lines that the licences of the district's data ask
    to be shown. ``own`` has a hash of the text of every own behaviour that was followed.
    """

    district: str
    policy: str
    scenario: Mapping[str, Any]
    levers: Mapping[str, float]
    parameters: Mapping[str, float]
    seed: int
    version: str
    digest: str
    replay: str
    credits: tuple[str, ...] = ()
    own: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Run:
    """One finished run.

    ``values`` is float64 of shape (days, indicators): a row for each measured day, a column for
    each of ``names``; ``origin`` says where they come from. ``cases`` is the casebook
    (``twin/casebook.py``), ``parts`` what was measured of streets and groups; :meth:`save` writes
    both, and a run read back has its parts.
    """

    origin: Origin
    names: tuple[str, ...]
    values: NDArray[np.float64]
    events: tuple[Event, ...] = ()
    wall_seconds: float = field(default=0.0)
    cases: pd.DataFrame | None = field(default=None, repr=False)
    parts: Parts | None = field(default=None, repr=False)

    @property
    def days(self) -> int:
        """Count the measured days."""
        return len(self.values)

    @property
    def streets(self) -> pd.DataFrame:
        """Give what was measured of every street: columns day, street (code), indicator, value."""
        return self._parts().street_frame()

    @property
    def groups(self) -> pd.DataFrame:
        """Give what was measured of every group of residents: day, group, indicator, value."""
        return self._parts().group_frame()

    def _parts(self) -> Parts:
        if self.parts is None:
            raise InputError("missing file", STREETS_CSV, allowed="a run saved with its streets")
        return self.parts

    @property
    def digest(self) -> str:
        """Give the hash that equal runs share: no times, no paths."""
        return self.origin.digest

    def means(self) -> dict[str, float | None]:
        """Give the mean of every indicator over the measured days, None where it had no value.

        A day on which an indicator has no value (NaN: no case was closed, say) does not count.
        """
        counted = np.isfinite(self.values)
        totals = np.where(counted, self.values, 0.0).sum(axis=0)
        columns = zip(self.names, totals, counted.sum(axis=0), strict=True)
        return {name: float(total / days) if days else None for name, total, days in columns}

    def to_frame(self, headers: str = "names") -> pd.DataFrame:
        """Give a row for each day, a column for each indicator.

        ``headers`` is ``"names"``, or ``"zh"`` or ``"en"`` for labels with units; the index counts
        measured days from 1.
        """
        index = pd.RangeIndex(1, self.days + 1, name="day")
        return pd.DataFrame(self.values, index, headings(self.names, headers))

    def summary(self) -> dict[str, Any]:
        """Give what ``twin run --json`` prints: no times, no paths, the same bytes every time."""
        origin, scenario = self.origin, self.origin.scenario
        return {
            "district": origin.district,
            "policy": origin.policy,
            "seed": origin.seed,
            "days": scenario["days"],
            "burn_in": scenario["burn_in"],
            "scale": scenario["scale"],
            "levers": dict(scenario["levers"]),
            **({"own": dict(origin.own)} if origin.own else {}),
            "parameters": dict(scenario["parameters"]),
            "schedule": list(scenario.get("schedule", [])),
            "shocks": list(scenario.get("shocks", [])),
            "version": origin.version,
            "digest": origin.digest,
            "credits": list(origin.credits),
            "indicators": self.means(),
        }

    def save(
        self, folder: str | Path, *, headers: str = "names", formats: Iterable[str] = ("csv",)
    ) -> Path:
        """Write manifest, indicators, events and cases into a folder that holds no other run.

        ``formats`` are ``"csv"``, ``"parquet"`` and ``"xlsx"``. Gives the folder; raises InputError
        where it holds a run, cannot be written, or a format is unknown.
        """
        origin = asdict(self.origin)
        manifest = {
            "origin": origin,
            "names": list(self.names),
            "indicators": self.means(),
            "wall_seconds": round(self.wall_seconds, 3),
        }
        events = [(event.tick, event.kind, event.detail) for event in self.events]
        tables = Tables(self.to_frame(headers), events, self.cases, self.parts)
        return write_run(folder, manifest, tables, tuple(formats))


def load_run(folder: str | Path) -> Run:
    """Read a saved run back; raises InputError where the folder holds no whole run."""
    manifest, values, events = read_run(folder)
    origin = manifest["origin"]
    return Run(
        origin=Origin(**{**origin, "credits": tuple(origin.get("credits", ()))}),
        names=tuple(manifest["names"]),
        values=values,
        events=tuple(Event(int(tick), kind, detail) for tick, kind, detail in events),
        wall_seconds=float(manifest["wall_seconds"]),
        parts=read_parts(folder) if (Path(folder) / STREETS_CSV).is_file() else None,
    )


def headings(names: Iterable[str], headers: str) -> list[str]:
    """Give the heading of every indicator: its name, or its label and unit in a language."""
    check_known(headers, HEADERS, "unknown headers", "headers")
    if headers == "names":
        return list(names)
    return [_label(name, headers) for name in names]


def _label(name: str, words: str) -> str:
    found = {indicator.name: indicator for indicator in INDICATORS}[name]
    unit = unit_in(words, found.unit)
    opening, closing = ("（", "）") if words == "zh" else (" (", ")")
    return f"{found.label[words]}{opening}{unit}{closing}" if unit else found.label[words]
