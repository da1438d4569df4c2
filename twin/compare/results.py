"""What a comparison gives: one policy beside the reference, and all of them together."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from agents.knob import Words
from twin.atomic import write_whole
from twin.compare.paired import Paired
from twin.compare.sentences import HEADLINE
from twin.errors import InputError

#: What ``twin compare --out DIR`` leaves beside the runs: the comparison itself.
COMPARISON = "comparison.json"


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
    """What came of a comparison: ``policies`` hold every policy but the ``reference``.

    ``replay`` is the command that makes it again, empty where no command line can.
    """

    district: str
    days: int
    burn_in: int
    seeds: tuple[int, ...]
    version: str
    reference: str
    policies: tuple[Against, ...]
    failed: tuple[Failure, ...] = ()
    replay: str = ""

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
            "replay": self.replay,
        }

    def save(self, folder: str | Path) -> Path:
        """Write comparison.json into a folder that exists, and give the file."""
        file = Path(folder) / COMPARISON
        text = json.dumps(self.to_dict(), ensure_ascii=False, indent=2, allow_nan=False)
        write_whole(file, [f"{text}\n"])
        return file

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


def read_comparison(file: str | Path) -> Comparison:
    """Read back what ``twin compare --json`` printed, or :meth:`Comparison.save` wrote.

    Raises InputError where the file holds no comparison.
    """
    try:
        content = json.loads(Path(file).read_text(encoding="utf-8"))
        return _comparison(content)
    except (OSError, ValueError, KeyError, TypeError) as error:
        allowed = "what twin compare --json prints"
        raise InputError("not a comparison", str(file), str(error), allowed) from error


def _comparison(content: Mapping[str, Any]) -> Comparison:
    given = {name: content[name] for name in ("district", "days", "burn_in", "version")}
    return Comparison(
        **given,
        seeds=tuple(content["seeds"]),
        reference=content["reference"],
        policies=tuple(_against(one) for one in content["policies"]),
        failed=tuple(Failure(**one) for one in content["failed"]),
        replay=content.get("replay", ""),
    )


def _against(content: Mapping[str, Any]) -> Against:
    return Against(
        content["policy"],
        content["levers"],
        {name: Paired(**found) for name, found in content["indicators"].items()},
        Words(**content["sentence"]),
    )
