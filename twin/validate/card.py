"""The scorecard: every pattern with its verdict, its findings and the numbers of each seed."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from twin.validate.judge import VERDICTS, Finding
from twin.validate.pattern import Pattern
from twin.validate.protocol import Protocol
from twin.validate.runner import Failure


@dataclass(frozen=True)
class Result:
    """What came of one pattern.

    ``verdict`` is the worst of its ``findings``; ``values`` holds each statistic by seed, NaN
    where it could not be measured.
    """

    pattern: Pattern
    days: int
    verdict: str
    findings: tuple[Finding, ...]
    values: Mapping[str, Mapping[int, float]]

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "pattern": self.pattern.name,
            "title": vars(self.pattern.title),
            "question": vars(self.pattern.question),
            "source": self.pattern.source,
            "used": self.pattern.used,
            "days": self.days,
            "verdict": self.verdict,
            "criteria": [finding.to_dict() for finding in self.findings],
            "values": {
                name: {str(seed): finite(value) for seed, value in by_seed.items()}
                for name, by_seed in self.values.items()
            },
        }

    def to_frame(self) -> pd.DataFrame:
        """Give the statistics: a row for each seed, a column for each statistic."""
        frame = pd.DataFrame(self.values)
        frame.index.name = "seed"
        return frame


@dataclass(frozen=True)
class Scorecard:
    """What came of a scored run: one result for each pattern, and the runs that failed.

    The numbers depend on the rules and the protocol only.
    """

    protocol: Protocol
    results: tuple[Result, ...]
    failed: tuple[Failure, ...] = ()

    def origin(self) -> dict[str, Any]:
        """Say what made this: command, seeds, version, rules, and commit if there is one."""
        return self.protocol.origin([result.pattern for result in self.results])

    def counts(self) -> dict[str, int]:
        """Count the patterns by verdict."""
        verdicts = [result.verdict for result in self.results]
        return {verdict: verdicts.count(verdict) for verdict in VERDICTS}

    def to_dict(self) -> dict[str, Any]:
        """Give what ``twin validate --json`` prints: no times, no paths, the same bytes always."""
        return {
            **self.origin(),
            "district": self.protocol.district,
            "burn_in": self.protocol.burn_in,
            "quick": self.protocol.quick,
            "verdicts": self.counts(),
            "patterns": [result.to_dict() for result in self.results],
            "failed": [vars(failure) for failure in self.failed],
        }

    def to_frame(self) -> pd.DataFrame:
        """Give a row for each criterion: what was expected, what was found, the verdict."""
        rows = [
            {
                "pattern": result.pattern.name,
                "statistic": finding.criterion.statistic,
                "expected_low": finding.criterion.low,
                "expected_high": finding.criterion.high,
                "proposed": finding.criterion.proposed,
                "estimate": finding.estimate,
                "low": finding.low,
                "high": finding.high,
                "by": finding.by,
                "seeds": finding.seeds,
                "days": result.days,
                "verdict": finding.verdict,
                "pattern_verdict": result.verdict,
                "used": result.pattern.used,
            }
            for result in self.results
            for finding in result.findings
        ]
        return pd.DataFrame(rows)


def finite(value: float) -> float | None:
    """Give a number, or None where it is none."""
    return value if math.isfinite(value) else None
