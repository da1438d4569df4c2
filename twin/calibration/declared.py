"""What ``scenarios/calibration.toml`` declares: targets, origins of parameters, tunings, patterns.

A number is set from a figure, taken over from the prototype studies, assumed, declared as a choice
of values, or tuned: this says which, so that nothing tuned is later called evidence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from agents.knob import Words
from twin.errors import check_known
from twin.indicators import INDICATOR_NAMES
from twin.parameters import PARAMETER_NAMES
from twin.paths import scenarios_home
from twin.reading import Reading, read_toml
from twin.settings import check_number, check_whole

#: How a parameter is called that a tuning changed last.
TUNED = "tuned"
ORIGINS = ("figure", "study", "assumption", "declared")
LOOKED = ("used", "seen", "never")
TUNED_WORDS = Words("对着声明的目标调过", "tuned to a declared target")
#: Numbers of a file lie within these, whatever they mean.
FAR = 1e12


@dataclass(frozen=True)
class Target:
    """An indicator and the band it is to lie in; ``value`` and ``row`` name the figure behind it.

    A target without a value is a limit; ``low`` and ``high`` are then minus and plus infinity
    where they are not given.
    """

    name: str
    indicator: str
    row: int | None
    value: float | None
    low: float
    high: float
    source: str
    label: Words

    def is_met(self, measured: float | None) -> bool:
        """Tell whether what was measured lies in the band; no value does not."""
        return measured is not None and self.low <= measured <= self.high

    def miss(self, measured: float) -> float:
        """Give how far off a measured value is: 0 on the spot, 1 at the edge of the band.

        With a value: distance from it over the band's half there. A limit: what passes it, over
        a tenth of it.
        """
        if self.value is None:
            return max(0.0, measured - self.high) / (0.1 * self.high)
        half = self.high - self.value if measured > self.value else self.value - self.low
        return abs(measured - self.value) / half


@dataclass(frozen=True)
class Tuning:
    """One declared tuning: on which targets or patterns, where, why, and what it changed."""

    when: date
    targets: tuple[str, ...]
    where: Words
    why: Words
    changed: Mapping[str, tuple[float, float]]


@dataclass(frozen=True)
class Pattern:
    """A pattern; whether it was looked at (``"used"``, ``"seen"``, ``"never"``); what it drove."""

    name: str
    looked: str
    title: Words
    drove: Words | None


@dataclass(frozen=True)
class Origin:
    """One way in which parameters came by their values, and the parameters that did."""

    name: str
    words: Words
    parameters: tuple[str, ...]


@dataclass(frozen=True)
class Declaration:
    """The whole file: ``district`` to ``seeds`` are what a check runs, ``free`` is searched."""

    district: str
    burn_in: int
    days: int
    seeds: tuple[int, ...]
    free: tuple[str, ...]
    targets: tuple[Target, ...]
    origins: tuple[Origin, ...]
    tunings: tuple[Tuning, ...]
    patterns: tuple[Pattern, ...]

    def tuned(self) -> dict[str, float]:
        """Give the last value that a tuning gave to each parameter it changed, by name."""
        return {name: to for tuning in self.tunings for name, (_, to) in tuning.changed.items()}

    def origin_of(self, parameter: str) -> Words:
        """Give how a parameter came by its value; raises KeyError for one that is not declared."""
        if parameter in self.tuned():
            return TUNED_WORDS
        for origin in self.origins:
            if parameter in origin.parameters:
                return origin.words
        raise KeyError(parameter)


@cache
def declaration() -> Declaration:
    """Give what the shipped file declares; raises InputError naming the key at fault."""
    reading = read_toml(scenarios_home() / "calibration.toml")
    reading.only(("schema", "check", "search", "targets", "origins", "tuning", "patterns"))
    check = reading.table("check").only(("district", "burn_in", "days", "seeds"))
    targets = tuple(_target(name, table) for name, table in _tables(reading, "targets"))
    known = (*(target.name for target in targets), *reading.table("patterns").values)
    return Declaration(
        district=check.text("district"),
        burn_in=check_whole(check.values.get("burn_in"), 0, 3653, check.where("burn_in")),
        days=check_whole(check.values.get("days"), 1, 3653, check.where("days")),
        seeds=tuple(check.values["seeds"]),
        free=_parameters(reading.table("search").only(("parameters",)), "parameters"),
        targets=targets,
        origins=tuple(_origin(name, reading.table("origins")) for name in ORIGINS),
        tunings=tuple(
            _tuning(Reading(table, reading.file, f"tuning[{n}]"), known)
            for n, table in enumerate(reading.values["tuning"], 1)
        ),
        patterns=tuple(_pattern(name, table) for name, table in _tables(reading, "patterns")),
    )


def _tables(reading: Reading, key: str) -> list[tuple[str, Reading]]:
    inner = reading.table(key)
    return [(name, inner.table(name)) for name in inner.values]


def _parameters(reading: Reading, key: str) -> tuple[str, ...]:
    names = reading.texts(key)
    return tuple(
        check_known(name, PARAMETER_NAMES, "unknown parameter", reading.where(key))
        for name in names
    )


def _target(name: str, reading: Reading) -> Target:
    reading.only(("indicator", "row", "value", "low", "high", "source", "label"))
    where = reading.where("indicator")
    return Target(
        name=name,
        indicator=check_known(
            reading.text("indicator"), INDICATOR_NAMES, "unknown indicator", where
        ),
        row=reading.whole("row", 1, 1000),
        value=_number(reading, "value") if "value" in reading.values else None,
        low=_number(reading, "low") if "low" in reading.values else float("-inf"),
        high=_number(reading, "high") if "high" in reading.values else float("inf"),
        source=reading.text("source"),
        label=reading.words("label"),
    )


def _number(reading: Reading, key: str) -> float:
    return check_number(reading.values[key], -FAR, FAR, reading.where(key))


def _origin(name: str, reading: Reading) -> Origin:
    table = reading.table(name).only(("zh", "en", "names"))
    return Origin(name, Words(table.text("zh"), table.text("en")), _parameters(table, "names"))


def _tuning(reading: Reading, known: tuple[str, ...]) -> Tuning:
    reading.only(("when", "targets", "where", "why", "changed"))
    targets, changed = reading.texts("targets"), reading.table("changed")
    for target in targets:
        check_known(target, known, "unknown target", reading.where("targets"))
    for name in changed.values:
        check_known(name, PARAMETER_NAMES, "unknown parameter", changed.where())
    when: Any = reading.values["when"]
    return Tuning(
        when,
        targets,
        reading.words("where"),
        reading.words("why"),
        {name: (float(low), float(high)) for name, (low, high) in changed.values.items()},
    )


def _pattern(name: str, reading: Reading) -> Pattern:
    reading.only(("looked", "title", "drove"))
    looked = check_known(reading.text("looked"), LOOKED, "unknown key", reading.where("looked"))
    drove = reading.words("drove") if "drove" in reading.values else None
    return Pattern(name, looked, reading.words("title"), drove)
