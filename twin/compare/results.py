"""What a comparison gives: one policy beside the reference, and all of them together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from agents.knob import Words
from twin.compare.paired import Paired
from twin.compare.sentences import HEADLINE


@dataclass(frozen=True)
class Against:
    """One policy beside the reference.

    ``levers`` holds the levers whose values differ, with both values; ``indicators`` what each
    indicator says; ``sentence`` the headline in words.
    """

    policy: str
    levers: Mapping[str, Mapping[str, float]]
    indicators: Mapping[str, Paired]
    sentence: Words

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "policy": self.policy,
            "levers": {name: dict(values) for name, values in self.levers.items()},
            "indicators": {name: found.to_dict() for name, found in self.indicators.items()},
            "sentence": {"zh": self.sentence.zh, "en": self.sentence.en},
        }


@dataclass(frozen=True)
class Failure:
    """A run that failed: under which policy, with which seed, why, and how to see it again."""

    policy: str
    seed: int
    reason: str
    replay: str


@dataclass(frozen=True)
class Comparison:
    """What came of a comparison: ``policies`` hold every policy but the ``reference``."""

    district: str
    days: int
    burn_in: int
    seeds: tuple[int, ...]
    version: str
    reference: str
    policies: tuple[Against, ...]
    failed: tuple[Failure, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Give what ``twin compare --json`` prints: no times, no paths, the same bytes always."""
        return {
            "district": self.district,
            "days": self.days,
            "burn_in": self.burn_in,
            "seeds": list(self.seeds),
            "version": self.version,
            "reference": self.reference,
            "headline": list(HEADLINE),
            "policies": [against.to_dict() for against in self.policies],
            "failed": [vars(failure) for failure in self.failed],
        }

    def to_frame(self) -> pd.DataFrame:
        """Give a row for each policy and indicator, a column for each number."""
        rows = {
            (against.policy, name): found.to_dict()
            for against in self.policies
            for name, found in against.indicators.items()
        }
        frame = pd.DataFrame.from_dict(rows, orient="index")
        frame.index.names = ["policy", "indicator"]
        return frame
