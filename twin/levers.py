"""The levers: what a government chooses. One declaration each; everything else is read from it.

The declarations stand in ``scenarios/levers``, one TOML file per group: texts are easier to read
and to review there than in code. To add a lever, add its table to a file and read its column where
its mechanism acts.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from agents.knob import Grade, Lever, Words
from twin.paths import scenarios_home

#: The groups in the order in which they are shown; each is a file in ``scenarios/levers``.
GROUPS = {
    "enforcement": Words("街面执法", "Enforcement"),
    "streets": Words("街道赋权", "Powers of the streets"),
    "service": Words("接诉与处置", "Reports and response"),
    "stalls": Words("摊贩与摊位", "Vendors and pitches"),
    "neighbourhood": Words("邻里与韧性", "Neighbourhood and storms"),
}
#: Entries of a declaration that are numbers.
NUMBERS = ("default", "low", "high", "step", "off", "staff", "money")


def read_levers(file: Path) -> Iterator[Lever]:
    """Give the levers declared in a TOML file, in its order; its stem is their group."""
    for name, given in tomllib.loads(file.read_text(encoding="utf-8")).items():
        yield _lever(name, given, file.stem)


def _lever(name: str, given: Mapping[str, Any], group: str) -> Lever:
    zh, en = given["zh"], given["en"]
    choices = zip(zh.get("choices", ()), en.get("choices", ()), strict=True)
    numbers: dict[str, Any] = {key: float(given[key]) for key in NUMBERS}
    return Lever(
        name=name,
        unit=given["unit"],
        label=Words(zh["label"], en["label"]),
        text=Words(zh["text"], en["text"]),
        source=given["source"],
        grade=Grade(given["grade"]),
        moves=given["moves"],
        parameters=tuple(given["parameters"]),
        choices=tuple(Words(*words) for words in choices),
        group=group,
        **numbers,
    )


LEVERS: tuple[Lever, ...] = tuple(
    lever
    for group in GROUPS
    for lever in read_levers(scenarios_home() / "levers" / f"{group}.toml")
)
LEVER_NAMES: tuple[str, ...] = tuple(lever.name for lever in LEVERS)


class Cost(NamedTuple):
    """What levers cost a district: ``posts`` full-time per 1,000 residents, and ``yuan``.

    ``yuan`` is per 1,000 residents and day, without the pay of those posts.
    """

    posts: float
    yuan: float


def policy_cost(levers: Mapping[str, float]) -> Cost:
    """Give what levers cost as they stand, against all of them at ``off``.

    Each adds (value - off) x its cost per unit; a lever not named counts at its default, so that
    the sparse levers of a policy will do. Below ``off`` a lever saves (teams on foot need no cart).

    >>> policy_cost({lever.name: lever.off for lever in LEVERS})
    Cost(posts=0.0, yuan=0.0)
    """
    above = [(lever, levers.get(lever.name, lever.default) - lever.off) for lever in LEVERS]
    posts = sum(amount * lever.staff for lever, amount in above)
    return Cost(posts, sum(amount * lever.money for lever, amount in above))
