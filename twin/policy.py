"""Policies: sparse differences from the baseline, read from TOML files.

A policy names only the levers it turns; all others stay at the default of their declaration in
``twin/levers.py``, which is the baseline. To add a policy, add a file to ``scenarios/policies``,
or to the own folder (``twin new-policy``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from agents.knob import Words
from twin.errors import InputError
from twin.own import all_levers, tell_left_out
from twin.paths import find_toml, own_files, shipped_names
from twin.reading import Reading, read_toml
from twin.settings import Settings, check_settings
from twin.timetable import Entry, read_entries

FOLDER = "policies"
KEYS = ("schema", "title", "about", "leaves_out", "sources", "levers", "schedule")


@dataclass(frozen=True)
class Policy:
    """One policy: ``levers`` holds only what differs from the baseline.

    ``schedule`` holds its dated changes, which come and go on top of ``levers``.
    ``title`` and ``about`` name and explain it, ``sources`` says where it comes from,
    ``leaves_out`` what of the real policy these levers cannot carry.
    """

    name: str
    title: Words
    about: Words
    leaves_out: Words
    levers: Settings = field(default_factory=Settings)
    sources: tuple[str, ...] = ()
    schedule: tuple[Entry, ...] = ()

    def vector(self) -> dict[str, float]:
        """Give the value of every lever where no dated change is in force, in declared order."""
        return {lever.name: self.levers.get(lever.name, lever.default) for lever in all_levers()}


def policy_names() -> tuple[str, ...]:
    """Give the names of the shipped policies, ``baseline`` first, then those of the own folder."""
    shipped = sorted(shipped_names(FOLDER), key=lambda name: (name != "baseline", name))
    return (*shipped, *own_policies())


@cache
def own_policies() -> Mapping[str, Policy]:
    """Give the policies of the own folder by name, read once; the log says what is left out."""
    found = {}
    for file in own_files(".toml"):
        try:
            check_free(file)
            found[file.stem] = read_policy(read_toml(file), file.stem)
        except InputError as mistake:
            tell_left_out(mistake)
    return found


def check_free(file: Path) -> None:
    """Raise InputError where a shipped policy or story has the name of a file."""
    taken = {*shipped_names(FOLDER), *shipped_names("stories")}
    if file.stem in taken:
        allowed = Words("随包的政策和情景都没用的名称", "a name no shipped policy or story has")
        raise InputError("name already taken", file.name, file.stem, allowed)


def load_policy(name_or_path: str | Path, where: str = "policy") -> Policy:
    """Load a policy by name, shipped or of the own folder, or a file by its path (``.toml``).

    ``where`` says in messages where the name was given. Raises InputError naming file and key
    where the policy is unknown or its file is not right.

    >>> load_policy("baseline").levers
    Settings({})
    """
    own = own_policies()
    if str(name_or_path) in own:
        return own[str(name_or_path)]
    file = find_toml(name_or_path, FOLDER, "unknown policy", where, tuple(own))
    state = file.stat()
    return _policy_in(file, state.st_mtime_ns, state.st_size)


@cache
def _policy_in(file: Path, _changed: int, _size: int) -> Policy:
    """Read a file once in each of its states: every run of a sweep asks for its policy."""
    return read_policy(read_toml(file), file.stem)


def read_policy(reading: Reading, name: str) -> Policy:
    """Give the policy a file holds, or raise InputError for its first mistake."""
    reading.only(KEYS)
    levers = reading.table("levers")
    return Policy(
        name=name,
        title=reading.words("title"),
        about=reading.words("about"),
        leaves_out=reading.words("leaves_out"),
        levers=check_settings(levers.values, all_levers(), "lever", f"{levers.where()}."),
        sources=reading.texts("sources"),
        schedule=read_entries(reading.values.get("schedule", []), reading.where("schedule")),
    )
