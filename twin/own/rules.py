"""The behaviours of the own folder, and the levers they become.

The folder is read once, when the first of them is asked for: a changed file counts from the next
start. A file with a mistake is left out, and the log says so; ``twin check`` says why.
"""

import hashlib
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from agents.knob import Grade, Lever, Words
from twin.errors import InputError
from twin.forms import filled
from twin.levers import GROUPS, LEVERS
from twin.own.columns import WHO, columns_of
from twin.own.grammar import mistakes_in, take_apart
from twin.paths import own_files
from twin.reading import read_text

#: Where the levers of own behaviours are shown.
GROUP = "own"
#: Opens the names of their levers, and of no other lever, parameter or indicator.
PREFIX = "my_"
NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")
NAMED = Words(
    "小写英文字母开头，只用小写字母、数字和下划线，31 个字符以内，如 early_close.py",
    "small letters, digits and _, a letter first, 31 at most, as in early_close.py",
)
TEXT = Words(
    "照这条自定行为做的{who}占多少。每天 {hours} 点，看 {sees}，决定“{sets}”。",
    "Share of {who} who follow this behaviour of your own. At {hours} h it looks at {sees} and "
    "decides: {sets}.",
)
LEFT_OUT = "left out / 没有采用: %s / %s"


@dataclass(frozen=True)
class OwnRule:
    """A behaviour as its file declares it: who looks at what, decides which column, and when."""

    name: str
    title: Words
    who: str
    sees: tuple[str, ...]
    sets: str
    hours: tuple[int, ...]
    source: str
    file: str

    @property
    def fingerprint(self) -> str:
        """Give a hash of the text of the file, 16 digits: another text is another behaviour."""
        return hashlib.blake2b(self.source.encode(), digest_size=8).hexdigest()

    def lever(self) -> Lever:
        """Give the lever it becomes: the share of its agents who follow it."""
        column = columns_of(self.who)[self.sets]
        text = filled(
            TEXT,
            who=WHO[self.who].label,
            hours=", ".join(map(str, self.hours)),
            sees=", ".join(self.sees) or "-",
            sets=column.meaning,
        )
        return Lever(
            self.name, 0.0, 0.0, 1.0, 0.05, "share", self.title, text,
            f"own/{Path(self.file).name}", Grade.ASSUMED,
            moves=f"{WHO[self.who].table}.{column.column}", group=GROUP,
        )  # fmt: skip


def name_mistakes(file: Path) -> list[InputError]:
    """Give what is wrong with the name of a file, which names the lever."""
    if NAME.fullmatch(file.stem):
        return []
    return [InputError("file name cannot be a lever", file.name, file.stem, NAMED)]


def file_mistakes(file: Path) -> list[InputError]:
    """Give every mistake of the file of a behaviour; empty where it can be tried."""
    try:
        source = read_text(file)
    except InputError as mistake:
        return [mistake]
    return [*name_mistakes(file), *mistakes_in(take_apart(source, file.name))]


def read_rule(file: Path) -> OwnRule:
    """Read the file of a behaviour; raises InputError for its first mistake."""
    source = read_text(file)
    sheet = take_apart(source, file.name)
    for mistake in (*name_mistakes(file), *mistakes_in(sheet)):
        raise mistake
    said = sheet.declared
    return OwnRule(
        name=PREFIX + file.stem,
        title=Words(said["TITLE"]["zh"].strip(), said["TITLE"]["en"].strip()),
        who=said["WHO"],
        sees=tuple(dict.fromkeys(said["SEES"])),
        sets=said["SETS"],
        hours=tuple(sorted(set(said["HOURS"]))),
        source=source,
        file=str(file),
    )


@cache
def own_rules() -> Mapping[str, OwnRule]:
    """Give the behaviours of the own folder by the names of their levers, in alphabetical order."""
    found = {}
    for file in own_files(".py"):
        try:
            rule = read_rule(file)
        except InputError as mistake:
            tell_left_out(mistake)
        else:
            found[rule.name] = rule
    return found


def tell_left_out(mistake: InputError) -> None:
    """Say in the log that a file of the own folder is left out, and why."""
    logging.getLogger("twin.own").warning(LEFT_OUT, mistake.sentence("en"), mistake.sentence("zh"))


@cache
def all_levers() -> tuple[Lever, ...]:
    """Give the shipped levers, then those of own behaviours."""
    return (*LEVERS, *(rule.lever() for rule in own_rules().values()))


def all_groups() -> dict[str, Words]:
    """Give the groups of levers in the order in which they are shown: own ones last, if any."""
    return GROUPS | ({GROUP: Words("自定行为", "Behaviours of your own")} if own_rules() else {})


def in_force(levers: Mapping[str, float]) -> dict[str, float]:
    """Give levers without own behaviours that nobody follows: those are as good as absent."""
    return {name: value for name, value in levers.items() if value or name not in own_rules()}


def check_texts(asked: Mapping[str, str], where: str = "") -> None:
    """Raise InputError where an own behaviour has another text here than it had when asked for.

    A file may be changed between the start of one process and that of another.
    """
    for name, text in asked.items():
        here = fingerprints({name: 1.0}).get(name, "-")
        if here != text:
            raise InputError("own behaviour was changed", where or name, f"{name} {here}", text)


def fingerprints(levers: Mapping[str, float]) -> dict[str, str]:
    """Give a hash of the text of every own behaviour that somebody follows under these levers."""
    rules = own_rules()
    followed = sorted(name for name in rules if levers.get(name))
    return {name: rules[name].fingerprint for name in followed}
