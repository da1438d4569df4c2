"""How a scored run is done, and how what it gives says where it came from.

May import ``twin.errors``, ``twin.settings``, ``twin.revision`` and the patterns.
"""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import twin
from twin.errors import InputError, nearest
from twin.revision import commit, revision
from twin.settings import seed_range
from twin.validate.pattern import Pattern, Plan
from twin.validate.patterns import PATTERNS

QUICK_SEEDS, FULL_SEEDS = range(1, 4), range(1, 31)
QUICK_BURN_IN, FULL_BURN_IN = 30, 60


@dataclass(frozen=True)
class Under:
    """What lies under the arms of an experiment: changed parameters and levers."""

    parameters: Mapping[str, float] = field(default_factory=dict)
    levers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Protocol:
    """How a scored run is done.

    None and no seeds stand for what the project declares: seeds 1:30 after 60 days of burn-in over
    each pattern's days, or with ``quick`` seeds 1:3 after 30 days over each pattern's quick days
    and fewer levels. Raises InputError for seeds that are no range: no command line names them.
    """

    quick: bool = False
    seeds: tuple[int, ...] = ()
    burn_in: int | None = None
    days: int | None = None
    district: str = "validation"

    def __post_init__(self) -> None:
        """Refuse seeds that no command line can name."""
        if self.seeds and not seed_range(self.seeds):
            raise InputError("not a range of seeds", "seeds", self.seeds, "seeds in a row")

    def settled(self) -> "Protocol":
        """Give the protocol with seeds and burn-in said outright."""
        seeds = QUICK_SEEDS if self.quick else FULL_SEEDS
        burn_in = QUICK_BURN_IN if self.quick else FULL_BURN_IN
        return replace(
            self,
            seeds=self.seeds or tuple(seeds),
            burn_in=burn_in if self.burn_in is None else self.burn_in,
        )

    def days_of(self, pattern: Pattern) -> int:
        """Give the measured days of a pattern's runs."""
        declared = pattern.quick_days if self.quick else pattern.days
        return declared if self.days is None else self.days

    def plan(self, pattern: Pattern, seed: int, under: Under | None = None) -> Plan:
        """Give the plan of one seed, with what lies under the arms."""
        changes = under or Under()
        return Plan(
            seed=seed,
            days=self.days_of(pattern),
            burn_in=self.settled().burn_in or 0,
            quick=self.quick,
            district=self.district,
            parameters=changes.parameters,
            levers=changes.levers,
        )

    def origin(self, patterns: Sequence[Pattern], *more: str) -> dict[str, Any]:
        """Say what made a result: command, seeds, version, rules, and commit if there is one.

        ``more`` are further words of the command.
        """
        settled = self.settled()
        words = ["twin", "validate", *more]
        if {pattern.name for pattern in patterns} != {pattern.name for pattern in PATTERNS}:
            words += [word for pattern in patterns for word in ("--pattern", pattern.name)]
        words += ["--quick"] if self.quick else []
        seeds = seed_range(settled.seeds)
        words += ["--district", self.district, "--seeds", seeds]
        words += ["--burn-in", str(settled.burn_in)]
        words += [] if self.days is None else ["--days", str(self.days)]
        return made_by(words, seeds)


def made_by(words: Sequence[str], seeds: str) -> dict[str, Any]:
    """Say what made a result: the words of the command, seeds, version, rules, commit (or None)."""
    return {
        "command": shlex.join(words),
        "seeds": seeds,
        "version": twin.__version__,
        "revision": revision(),
        "commit": commit(),
    }


def patterns_named(names: Sequence[str], where: str = "patterns") -> tuple[Pattern, ...]:
    """Give the patterns with these names in the suite's order, all of them for no name.

    Raises InputError with the nearest name for one that is not known.
    """
    known = {pattern.name: pattern for pattern in PATTERNS}
    for name in names:
        if name not in known:
            raise InputError("unknown pattern", where, name, tuple(known), nearest(name, known))
    return tuple(pattern for pattern in PATTERNS if not names or pattern.name in names)
