"""The scenario: the only input of a run besides the seed, validated once and frozen.

The same object comes from a story file, a dictionary, the command line, the page and a sweep.
A *story* is a scenario with words. May import what lies below: policy, levers, parameters, district
names.
"""

import hashlib
import json
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from agents.knob import Words
from twin.district import district_names, load_district
from twin.errors import InputError, nearest
from twin.own import all_levers, check_texts, fingerprints, in_force, own_rules
from twin.parameters import PARAMETERS
from twin.paths import find_toml, shipped_names
from twin.policy import Policy, load_policy, policy_names
from twin.reading import SCHEMA, Reading, read_toml
from twin.settings import Settings, check_number, check_settings, check_whole
from twin.shockfile import load_shock
from twin.shocks import Placed, placed_text, read_placed
from twin.timetable import Entry, entry_text, read_entries

DAYS_LOW, DAYS_HIGH = 1, 3653
BURN_IN_HIGH = 3653
SCALE_LOW, SCALE_HIGH = 1.0, 10_000.0
SEED_HIGH = 2**63 - 1
#: As many seeds one comparison takes.
MOST_SEEDS = 10_000
STORY_TEXTS = ("title", "about", "notice", "try", "sources")


@dataclass(frozen=True)
class Scenario:
    """What is to be run: a place, a policy, changes to it, what befalls it, and how long.

    ``district`` and ``policy`` are names or paths. ``levers`` overrides single levers of the
    policy, ``parameters`` single uncertainties. ``days`` counts measured days (1 to 3,653);
    ``burn_in`` days run before them and ``scale`` is persons per resident agent: None means what
    the district declares. ``schedule`` holds dated changes of levers, which come after those of
    the policy, ``shocks`` what strikes and when; both take plain tables too. Raises InputError
    where a value cannot be used; a street or cell is looked up when the run begins.

    >>> Scenario(policy="baseline", levers={"authority": 0.6}, days=90).levers
    Settings({'authority': 0.6})
    """

    district: str = "dongcheng"
    policy: str = "baseline"
    levers: Mapping[str, float] = field(default_factory=Settings)
    parameters: Mapping[str, float] = field(default_factory=Settings)
    days: int = 90
    burn_in: int | None = None
    scale: float | None = None
    schedule: tuple[Entry, ...] = ()
    shocks: tuple[Placed, ...] = ()

    def __post_init__(self) -> None:
        """Check every value and freeze what could be changed."""
        levers = check_settings(self.levers, all_levers(), "lever", "levers.")
        parameters = check_settings(self.parameters, PARAMETERS, "parameter", "parameters.")
        object.__setattr__(self, "levers", levers)
        object.__setattr__(self, "parameters", parameters)
        object.__setattr__(self, "schedule", read_entries(self.schedule))
        object.__setattr__(self, "shocks", read_placed(self.shocks))
        _check_district(self.district)
        self.load_policy()
        check_whole(self.days, DAYS_LOW, DAYS_HIGH, "days", "days")
        if self.burn_in is not None:
            check_whole(self.burn_in, 0, BURN_IN_HIGH, "burn_in", "days")
        if self.scale is not None:
            checked = check_number(self.scale, SCALE_LOW, SCALE_HIGH, "scale", "persons per agent")
            object.__setattr__(self, "scale", checked)
        object.__setattr__(self, "_texts", self.own())

    def load_policy(self) -> Policy:
        """Give the policy this scenario names, before its own overrides."""
        return load_policy(self.policy)

    def vector(self) -> dict[str, float]:
        """Give the value of every lever: the policy's, then this scenario's overrides."""
        return {**self.load_policy().vector(), **self.levers}

    def timetable(self) -> tuple[Entry, ...]:
        """Give all dated changes: the policy's, then this scenario's, which win."""
        return (*self.load_policy().schedule, *self.schedule)

    def own(self) -> dict[str, str]:
        """Give a hash of the text of every own behaviour that somebody is to follow."""
        if not own_rules():
            return {}
        schedule = [entry.to_dict() for entry in self.timetable()]
        texts: dict[str, str] = own_content(self.vector(), schedule).get("own", {})
        return texts

    def check_own(self) -> None:
        """Raise InputError where an own behaviour has been changed since this was made."""
        check_texts(vars(self)["_texts"])

    def settled(self) -> "Scenario":
        """Say outright what the district declares, so that an equal run has one address."""
        place = load_district(self.district)
        burn_in = place.burn_in if self.burn_in is None else self.burn_in
        return replace(self, burn_in=burn_in, scale=self.scale or place.scale)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON, from which :func:`from_dict` makes an equal scenario."""
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        values["levers"], values["parameters"] = dict(self.levers), dict(self.parameters)
        for key in ("schedule", "shocks"):
            values[key] = [item.to_dict() for item in values[key]]
        return {"schema": SCHEMA, **values}

    def canonical(self) -> str:
        """Give the content that decides the numbers, as JSON that is the same for equal content.

        The policy is resolved to the value of every lever and its dated changes, the parameters
        to all their values, shocks to their numbers and a district's folder to a hash of its
        files, so a renamed policy or folder keeps its address, and a changed default or file gets
        a new one.
        """
        parameters = {knob.name: knob.default for knob in PARAMETERS} | dict(self.parameters)
        content = self.to_dict() | {"levers": self.vector(), "parameters": parameters}
        content["district"] = _district_content(self.district)
        content["schedule"] = [entry.to_dict() for entry in self.timetable()]
        content["shocks"] = [
            placed.to_dict() | {"name": load_shock(placed.name).content()} for placed in self.shocks
        ]
        del content["policy"]
        content |= own_content(content["levers"], content["schedule"])
        return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)

    def command(self, seed: int) -> str:
        """Give the command line that runs this scenario with a seed."""
        words = ["twin", "run", "--district", self.district, "--policy", self.policy]
        for name, value in {**self.levers, **self.parameters}.items():
            words += ["--set", f"{name}={value!r}"]
        words += ["--days", str(self.days)]
        words += [] if self.burn_in is None else ["--burn-in", str(self.burn_in)]
        words += [] if self.scale is None else ["--scale", repr(self.scale)]
        for entry in self.schedule:
            words += ["--schedule", entry_text(entry)]
        for placed in self.shocks:
            words += ["--shock", placed_text(placed)]
        return shlex.join([*words, "--seed", str(seed)])

    def address(self) -> str:
        """Give the address of the content: 32 hexadecimal digits of its hash."""
        return hashlib.blake2b(self.canonical().encode(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Story:
    """A scenario with words: what it is, what to notice, what to try, and its sources."""

    name: str
    scenario: Scenario
    title: Words
    about: Words
    notice: Words
    try_: Words
    sources: tuple[str, ...] = ()


def own_content(
    levers: Mapping[str, float], schedule: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    """Give the levers as a canonical scenario has them, and the text of own behaviours by hash.

    Behaviours that nobody follows at any time are left out, as if their files were not there.
    """
    dated = {name: 1.0 for entry in schedule for name in entry["levers"]}
    texts = fingerprints({**levers, **dated})
    return {"levers": in_force(levers), **({"own": texts} if texts else {})}


def _check_district(name: object) -> None:
    """Refuse what is neither shipped nor a folder; what a folder holds is checked on reading."""
    names = district_names()
    if not isinstance(name, str) or not (name in names or (Path(name) / "meta.toml").is_file()):
        allowed = f"{', '.join(names)}, or a folder with meta.toml"
        raise InputError("unknown district", "district", name, allowed, nearest(name, names))


def _district_content(name: str) -> str:
    """Give the name of a shipped district (the version covers it), else a hash of the folder."""
    if name in district_names():
        return name
    hashed = hashlib.blake2b(digest_size=16)
    read = (path for path in Path(name).iterdir() if path.suffix in (".csv", ".toml"))
    for file in sorted(read):  # what the model reads, not the report beside it
        hashed.update(f"{file.name} {file.stat().st_size}\n".encode() + file.read_bytes())
    return f"folder {hashed.hexdigest()}"


SCENARIO_KEYS = ("schema", *(f.name for f in fields(Scenario)))


def from_dict(values: Mapping[str, Any], where: str = "scenario") -> Scenario:
    """Make a scenario from plain data; unknown keys are refused with the nearest known name."""
    return read_scenario(Reading(values, where))


def read_scenario(reading: Reading, texts: tuple[str, ...] = ()) -> Scenario:
    """Make a scenario from a table of a file, whose keys beside ``texts`` are the fields.

    Raises InputError naming file and key for the first mistake.
    """
    reading.only((*SCENARIO_KEYS, *texts))
    given = {key: reading.values[key] for key in SCENARIO_KEYS[1:] if key in reading.values}
    for key in ("levers", "parameters"):
        given[key] = reading.table(key).values
    for key in ("district", "policy"):
        given[key] = reading.text(key, getattr(Scenario, key))
    try:
        return Scenario(**given)
    except InputError as error:
        place = f"{reading.file}, key {error.where}"
        raise InputError(error.what, place, error.got, error.allowed, error.nearest) from error


def story_names() -> tuple[str, ...]:
    """Give the names of the shipped stories, in alphabetical order."""
    return shipped_names("stories")


def load_story(name_or_path: str | Path, where: str = "story") -> Story:
    """Load a shipped story by name, or a story file by its path (which ends in ``.toml``)."""
    file = find_toml(name_or_path, "stories", "unknown story", where)
    reading = read_toml(file)
    return Story(
        name=file.stem,
        scenario=read_scenario(reading, STORY_TEXTS),
        title=reading.words("title"),
        about=reading.words("about"),
        notice=reading.words("notice"),
        try_=reading.words("try"),
        sources=reading.texts("sources"),
    )


def find_scenario(policy_or_story: str, where: str = "story") -> Scenario:
    """Give the scenario of a story, or the default one under a policy: a story's name goes first.

    A path that ends in ``.toml`` may be of either: what says what it leaves out is a policy.
    Raises InputError where the name is neither.
    """
    if policy_or_story in story_names():
        return load_story(policy_or_story, where).scenario
    if policy_or_story in policy_names():
        return Scenario(policy=policy_or_story)
    if policy_or_story.endswith(".toml"):
        reading = read_toml(find_toml(policy_or_story, "stories", "unknown story", where))
        if "leaves_out" in reading.values:
            return Scenario(policy=policy_or_story)
        return load_story(policy_or_story, where).scenario
    names = sorted({*story_names(), *policy_names()})
    near = nearest(policy_or_story, names)
    raise InputError("unknown story or policy", where, policy_or_story, names, near)


def scenarios_under(policies: Sequence[str], base: Scenario, where: str) -> list[Scenario]:
    """Give a scenario under each policy, alike in all else: the first is the reference.

    Raises InputError where there are fewer than two, one twice, or one that is not known.
    """
    for place, policy in enumerate(policies):
        load_policy(policy, where)
        if policy in policies[:place]:
            raise InputError("policy given twice", where, policy, "each policy once")
    if len(policies) < 2:
        allowed = "two policies or more: the first is what the others are compared with"
        raise InputError("too few policies", where, " ".join(policies), allowed)
    return [replace(base, policy=policy) for policy in policies]
