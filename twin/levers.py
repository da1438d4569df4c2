"""The levers: what a government chooses. One declaration each; everything else is read from it.

The declarations stand in ``scenarios/levers``, a TOML file for each field of work: texts are easier
to read and to review there than in code. To add a lever, add its table to a file and read its
column where its mechanism acts. Its ``group``, where it names one, is where it is shown.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from agents.knob import Grade, Lever, Words
from twin.paths import scenarios_home

#: The groups in the order in which they are shown.
GROUPS = {
    "powers": Words("下放给街道的权", "Powers handed down"),
    "people": Words("人和钱", "People and money"),
    "vendors": Words("对摊贩的规矩", "Rules for vendors"),
    "response": Words("发现与处置", "Seeing and responding"),
    "services": Words("服务与韧性", "Services and resilience"),
}
#: The files of ``scenarios/levers``, in the order of the declarations, and the group of a lever
#: that names none itself.
FILES = {
    "enforcement": "people",
    "streets": "powers",
    "service": "response",
    "stalls": "vendors",
    "neighbourhood": "services",
}
#: Entries of a declaration that are numbers.
NUMBERS = ("default", "low", "high", "step", "off", "staff", "money")


def read_levers(file: Path) -> Iterator[Lever]:
    """Give the levers declared in a TOML file, in its order."""
    for name, given in tomllib.loads(file.read_text(encoding="utf-8")).items():
        yield _lever(name, given, given.get("group", FILES[file.stem]))


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
    lever for stem in FILES for lever in read_levers(scenarios_home() / "levers" / f"{stem}.toml")
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
