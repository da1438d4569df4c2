"""A shock as data: its phases, its hourly curves, what it breaks, read from a TOML file.

Hours count from the *anchor*: landfall of a storm, opening of a festival, first hour of a strike.
A curve is a list of [hour, value]; between two hours the value moves evenly, before the first it
is neutral, after the last it stays. To add a shock, add a file to ``scenarios/shocks``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.knob import Words
from twin.errors import InputError, check_known
from twin.paths import find_toml, shipped_names
from twin.reading import Reading, read_toml
from twin.settings import check_number, check_whole

FOLDER = "shocks"
HOURS_A_DAY = 24
HOUR_LOW, HOUR_HIGH = -24 * 30, 24 * 3653
SHARES = ("wind", "rain", "festival")
MULTIPLIERS = ("outing", "visitors", "demand", "collection")
SIGNS = ("warning", "alert")
#: Every forcing and its value when nothing happens, in the order of the table ``weather``.
NEUTRAL: dict[str, float] = {
    "wind": 0.0, "rain": 0.0, "warning": 0.0, "alert": 0.0, "outing": 1.0, "visitors": 1.0,
    "demand": 1.0, "newcomers": 0.0, "collection": 1.0, "festival": 0.0, "damage": 0.0,
}  # fmt: skip
#: Forcings that a file draws a curve of, and the highest value each may have.
CURVES = {
    **dict.fromkeys(SHARES, 1.0),
    **dict.fromkeys(MULTIPLIERS, 10.0),
    "newcomers": 1000.0,
}
KEYS = (
    "schema", "kind", "hour", "emergency", "sources", "title", "about", "constructed", "phases",
    "curves", "damage", "parts",
)  # fmt: skip
PHASES = ("warning", "start", "all_clear", "after")
#: What is announced of each kind of shock: the warning, the anchor, the end.
SAYS = {
    "storm": (
        Words("发布预警", "warning raised"),
        Words("登陆", "landfall"),
        Words("解除警报", "all clear"),
    ),
    "event": (Words("预告", "announcement"), Words("开场", "opening"), Words("散场", "end")),
    "strike": (
        Words("预告停工", "notice of stoppage"),
        Words("停工", "stoppage"),
        Words("复工", "work resumed"),
    ),
    "change": (Words("有征兆", "first signs"), Words("开始", "beginning"), Words("结束", "end")),
}  # fmt: skip
KINDS = (*SAYS, "combination")


@dataclass(frozen=True)
class Part:
    """A shock within another, some hours after its anchor."""

    name: str
    hours: int


@dataclass(frozen=True)
class Damage:
    """What a shock breaks: ``total`` blockages per 10,000 residents at strength 1.

    They fall on the hours in proportion to its wind or rain (``by``) to a ``power``.
    """

    total: float = 0.0
    by: str = "wind"
    power: float = 1.0


@dataclass(frozen=True)
class Shock:
    """One shock: what it is, when it warns, strikes and ends, and its curves by forcing.

    ``constructed`` says how much of its hourly course was measured and how much is constructed.
    """

    name: str
    kind: str
    title: Words
    about: Words
    constructed: Words
    sources: tuple[str, ...]
    hour: int = 0
    emergency: bool = False
    warning: int = 0
    start: int = 0
    all_clear: int = 0
    after: int = 0
    curves: Mapping[str, tuple[tuple[float, float], ...]] = field(default_factory=dict)
    damage: Damage = field(default_factory=Damage)
    parts: tuple[Part, ...] = ()

    def values(self, name: str, since: NDArray[Any]) -> NDArray[np.float64]:
        """Give a curve at some hours since the anchor; neutral where the shock draws none."""
        if name not in self.curves:
            return np.full(len(since), NEUTRAL[name])
        hours, values = zip(*self.curves[name], strict=True)
        drawn: NDArray[np.float64] = np.interp(since, hours, values)
        return drawn

    def value(self, name: str, since: int) -> float:
        """Give a curve at one hour since the anchor."""
        return float(self.values(name, np.array([since]))[0])

    def broken(self, since: int, strength: float = 1.0) -> float:
        """Give the blockages per 10,000 residents it makes in an hour since its anchor.

        total x (strength x value)^power / sum of value^power over all hours.
        """
        by, power = self.damage.by, self.damage.power
        value = self.value(by, since) if self.damage.total else 0.0
        if value <= 0.0:
            return 0.0
        hours = np.arange(self.first_hour(), self.last_hour() + 1)
        whole = float((self.values(by, hours) ** power).sum())
        return float(self.damage.total * (strength * value) ** power / whole)

    def first_hour(self) -> int:
        """Give the first hour of any curve."""
        return int(min((points[0][0] for points in self.curves.values()), default=0))

    def last_hour(self) -> int:
        """Give the last hour of any curve."""
        return int(max((points[-1][0] for points in self.curves.values()), default=0))

    @cached_property
    def reach(self) -> tuple[float, float]:
        """The first and the last hour in which it announces or does anything."""
        last = float("inf") if self.stays() else max(self.all_clear, self.last_hour())
        return min(self.warning, self.first_hour()), last

    def stays(self) -> bool:
        """Tell whether some of it stays for good."""
        return any(points[-1][1] != NEUTRAL[name] for name, points in self.curves.items())

    def says(self) -> tuple[Words, Words, Words]:
        """Give what is announced of it: the warning, the anchor, the end."""
        return SAYS[self.kind]

    def content(self) -> dict[str, Any]:
        """Give the numbers that decide a run, as plain data; its parts with theirs."""
        curves = {
            name: [list(point) for point in self.curves[name]] for name in sorted(self.curves)
        }
        parts = [[part.hours, load_shock(part.name).content()] for part in self.parts]
        numbers = {name: getattr(self, name) for name in (*PHASES, "emergency")}
        return {**numbers, "curves": curves, "damage": vars(self.damage), "parts": parts}


def shock_names() -> tuple[str, ...]:
    """Give the names of the shipped shocks, in alphabetical order."""
    return shipped_names(FOLDER)


def load_shock(name_or_path: object, where: str = "shock") -> Shock:
    """Give a shipped shock by name, or one from a file by its path (which ends in ``.toml``).

    Raises InputError where it is unknown or its file is not right.
    """
    if not isinstance(name_or_path, str):
        raise InputError("not a text", where, name_or_path, "the name of a shock in quotes")
    if name_or_path in shock_names():
        return _shipped(name_or_path)
    file = find_toml(name_or_path, FOLDER, "unknown shock", where)
    return read_shock(read_toml(file), file.stem)


@cache
def _shipped(name: str) -> Shock:
    return read_shock(read_toml(find_toml(name, FOLDER, "unknown shock")), name)


def read_shock(reading: Reading, name: str) -> Shock:
    """Give the shock a file holds, or raise InputError for its first mistake."""
    reading.only(KEYS)
    kind = check_known(reading.text("kind"), KINDS, "unknown kind", reading.where("kind"))
    combined = kind == "combination"
    for key in (*PHASES_KEYS,) if combined else ("parts",):
        if key in reading.values:
            raise InputError("unknown key", reading.where(key), key, f"not with kind {kind!r}")
    return Shock(
        name=name,
        kind=kind,
        title=reading.words("title"),
        about=reading.words("about"),
        constructed=reading.words("constructed"),
        sources=reading.texts("sources"),
        hour=reading.whole("hour", 0, 23) or 0,
        emergency=reading.switch("emergency"),
        curves=_curves(reading.table("curves")),
        damage=_damage(reading.table("damage"), reading.table("curves").values),
        parts=_parts(reading) if combined else (),
        **({} if combined else _phases(reading.table("phases"))),
    )


PHASES_KEYS = ("emergency", "phases", "curves", "damage")


def _phases(reading: Reading) -> dict[str, int]:
    """Read the four hours, which must follow one another."""
    reading.only(PHASES)
    hours: dict[str, int] = {}
    low = HOUR_LOW
    for key in PHASES:
        value = reading.whole(key, low, HOUR_HIGH)
        if value is None:
            raise InputError("missing key", reading.where(key), allowed="hours from the anchor")
        hours[key] = low = value
    return hours


def _curves(reading: Reading) -> dict[str, tuple[tuple[float, float], ...]]:
    reading.only(CURVES)
    return {
        name: _curve(name, points, reading.where(name)) for name, points in reading.values.items()
    }


def _curve(name: str, points: object, where: str) -> tuple[tuple[float, float], ...]:
    """Check a curve: pairs, hours that rise, values in bounds, and neutral at the start."""
    if not isinstance(points, list) or not points or not all(map(_is_pair, points)):
        raise InputError("not a curve", where, points, "[[hour, value], ...]")
    checked = tuple(
        (
            float(check_whole(hour, HOUR_LOW, HOUR_HIGH, where, "h")),
            check_number(value, 0.0, CURVES[name], where),
        )
        for hour, value in points
    )
    if any(late[0] <= early[0] for early, late in pairwise(checked)):
        raise InputError("hours do not rise", where, points, "each hour after the one before")
    if checked[0][1] != NEUTRAL[name]:
        raise InputError("curve begins away from neutral", where, points[0], f"{NEUTRAL[name]:g}")
    return checked


def _is_pair(point: object) -> bool:
    return isinstance(point, list) and len(point) == 2


def _damage(reading: Reading, curves: Mapping[str, Any]) -> Damage:
    """Read what it breaks; the cause must have a curve, which must end at 0, or it never would."""
    reading.only(("total", "by", "power"))
    if not reading.values:
        return Damage()
    by = check_known(reading.text("by"), ("wind", "rain"), "unknown cause", reading.where("by"))
    if by not in curves or curves[by][-1][1] != 0.0:
        raise InputError("unknown cause", reading.where("by"), by, "a curve that ends at 0")
    total = check_number(reading.values.get("total"), 0.0, 1000.0, reading.where("total"))
    power = check_number(reading.values.get("power", 1.0), 0.1, 10.0, reading.where("power"))
    return Damage(total, by, power)


def _parts(reading: Reading) -> tuple[Part, ...]:
    found = reading.values.get("parts")
    if not isinstance(found, list) or not found:
        raise InputError("missing key", reading.where("parts"), found, "[[parts]] tables")
    return tuple(_part(item, reading.where(f"parts[{n}]")) for n, item in enumerate(found, start=1))


def _part(values: object, where: str) -> Part:
    if not isinstance(values, Mapping) or set(values) != {"name", "hours"}:
        raise InputError("not a part", where, values, '{ name = "typhoon", hours = 0 }')
    shock = load_shock(values["name"], where)
    if shock.parts:
        raise InputError("not a part", where, values["name"], "a shock that is not a combination")
    return Part(str(values["name"]), check_whole(values["hours"], 0, HOUR_HIGH, where, "h"))
