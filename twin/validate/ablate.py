"""Ablation: the patterns again with one mechanism off, to see which of them it carries.

May import what lies below.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from twin.validate.card import Result
from twin.validate.judge import PASS
from twin.validate.mechanisms import MECHANISMS, Mechanism
from twin.validate.pattern import Pattern
from twin.validate.protocol import Protocol, Under
from twin.validate.runner import Failure, Trial, Workshop
from twin.validate.suite import result_of


@dataclass(frozen=True)
class Without:
    """A mechanism (None: all at work) and what each pattern comes to without it."""

    mechanism: Mechanism | None
    results: tuple[Result, ...]

    @property
    def name(self) -> str:
        """The name of the mechanism, ``"none"`` where all are at work."""
        return "none" if self.mechanism is None else self.mechanism.name


@dataclass(frozen=True)
class Ablation:
    """Patterns against mechanisms: ``rows[0]`` has all at work, each other row one of them off."""

    protocol: Protocol
    rows: tuple[Without, ...]
    failed: tuple[Failure, ...] = ()

    def died(self, row: Without, place: int) -> tuple[str, ...]:
        """Name the statistics of a pattern that pass with all at work and not in this row."""
        before, after = self.rows[0].results[place].findings, row.results[place].findings
        return tuple(
            one.criterion.statistic
            for one, other in zip(before, after, strict=True)
            if one.verdict == PASS and other.verdict != PASS
        )

    def origin(self) -> dict[str, Any]:
        """Say what made this: command, seeds, version, rules, and commit if there is one."""
        patterns = [result.pattern for result in self.rows[0].results]
        return self.protocol.origin(patterns, "--ablate")

    def to_frame(self) -> pd.DataFrame:
        """Give a row for each mechanism and pattern: the verdict and what died."""
        rows = [
            {
                "off": row.name,
                "pattern": result.pattern.name,
                "verdict": result.verdict,
                "died": " ".join(self.died(row, place)),
            }
            for row in self.rows
            for place, result in enumerate(row.results)
        ]
        return pd.DataFrame(rows)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON: no times, no paths, the same bytes always."""
        off = [
            {
                "off": row.name,
                "parameters": dict(row.mechanism.parameters) if row.mechanism else {},
                "levers": dict(row.mechanism.levers) if row.mechanism else {},
                "patterns": [
                    {
                        "pattern": result.pattern.name,
                        "verdict": result.verdict,
                        "died": list(self.died(row, place)),
                        "criteria": [finding.to_dict() for finding in result.findings],
                    }
                    for place, result in enumerate(row.results)
                ],
            }
            for row in self.rows
        ]
        failed = [vars(failure) for failure in self.failed]
        return {**self.origin(), "mechanisms": off, "failed": failed}


def ablate(
    patterns: Sequence[Pattern],
    protocol: Protocol,
    workshop: Workshop,
    mechanisms: Sequence[Mechanism] = MECHANISMS,
) -> Ablation:
    """Run patterns with all mechanisms and with each one off, always by the quick plan."""
    settled = replace(protocol, quick=True).settled()
    offs: tuple[Mechanism | None, ...] = (None, *mechanisms)
    trials = [
        Trial(pattern, settled.plan(pattern, seed, _under(off)))
        for seed in settled.seeds
        for off in offs
        for pattern in patterns
    ]
    found = workshop.measure(trials)
    step = len(offs) * len(patterns)
    rows = tuple(
        Without(
            off,
            tuple(
                result_of(pattern, settled, found[row * len(patterns) + place :: step])
                for place, pattern in enumerate(patterns)
            ),
        )
        for row, off in enumerate(offs)
    )
    failed = tuple(failure for measured in found for failure in measured.failed)
    return Ablation(settled, rows, failed)


def _under(off: Mechanism | None) -> Under:
    return Under() if off is None else Under(off.parameters, off.levers)
