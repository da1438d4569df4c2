"""The course of a team: what its city is put through, round by round, and what comes of it.

All courses of a room begin in the same city with the same luck. A round turns the levers as the
team has proposed, lets the shocks come that were dealt to all, and runs its days. A city goes on
from the state in which the round before left it, where that is still kept, else from the opening:
the digest is the same.
"""

import hashlib
import json
import pickle
import time
import zlib
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from agents.cache import cache_home
from agents.streams import run_key
from twin.frame import LAYERS
from twin.indicators import INDICATOR_NAMES
from twin.kept import Making, drop_oldest, read_kept, write_kept
from twin.levers import LEVER_NAMES
from twin.lockstep import turn
from twin.measures.group_parts import GROUP_PARTS
from twin.measures.places import GROUP_NAMES
from twin.model import HOURS_A_DAY, CityTwin
from twin.opening import POLICY, SEED, burned_in
from twin.policy import load_policy
from twin.replications import yield_to_others
from twin.revision import revision
from twin.room.setup import AS_IT_WAS
from twin.room.state import State
from twin.shocks import Placed, join
from twin.tidy import Parts
from twin.workers import Tell

#: Layers of the map that are kept of the end of a round.
MAPPED = ("order", "vitality")
#: Cities kept for their next round: two rounds of every room a server may have open.
MOST_STATES = 240
SATISFIED = [part.name for part in GROUP_PARTS].index("satisfaction")


#: What a round came to (:func:`result_of`), by team.
Results = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Leg:
    """One round of a course: the levers that are not the baseline's, the shocks that come."""

    levers: Mapping[str, float]
    shocks: tuple[Placed, ...]


@dataclass(frozen=True)
class Course:
    """A city through some rounds: its district, its luck, days a round, what is done in each."""

    district: str
    seed: int
    days: int
    legs: tuple[Leg, ...] = ()

    def address(self) -> str:
        """Give a short name that only an equal course under equal rules has."""
        legs = [
            [sorted(leg.levers.items()), [one.to_dict() for one in leg.shocks]] for leg in self.legs
        ]
        content = json.dumps([self.district, self.seed, self.days, legs, revision()])
        return hashlib.blake2b(content.encode(), digest_size=12).hexdigest()

    def before(self) -> "Course":
        """Give the course up to the round before its last."""
        return replace(self, legs=self.legs[:-1])


def course_of(state: State, team: str) -> Course:
    """Give the course of a team through all rounds of a room, or of nobody's (``"0"``)."""
    setup = state.setup
    legs = tuple(
        Leg({} if team == AS_IT_WAS else turned(state.standing(team, number)), one.shocks)
        for number, one in enumerate(state.rounds, start=1)
    )
    return Course(setup.district, setup.seed, setup.days, legs)


def turned(levers: Mapping[str, float]) -> dict[str, float]:
    """Give the levers that stand otherwise than :func:`play` would set them by itself."""
    usual = load_policy(POLICY).vector()
    return {name: value for name, value in levers.items() if value != usual[name]}


def courses_of(state: State) -> list[tuple[Course, list[str]]]:
    """Give the courses of a room, equal ones once, each with the teams whose it is.

    That of nobody's levers is the first.
    """
    found: dict[str, tuple[Course, list[str]]] = {}
    for team in (AS_IT_WAS, *state.setup.letters):
        course = course_of(state, team)
        found.setdefault(course.address(), (course, []))[1].append(team)
    return [*found.values()]


def play(city: CityTwin, course: Course, tell: Callable[[int], None] = lambda day: None) -> None:
    """Run the last round of a course in a city that stands at its beginning.

    ``tell`` is called before each day with the days the course has behind it, all rounds counted.
    """
    leg = course.legs[-1]
    usual = load_policy(POLICY).vector()
    turn(city, {name: leg.levers.get(name, usual[name]) for name in LEVER_NAMES})
    for placed in leg.shocks:
        city.shocks = join(city.shocks, placed)
    end = HOURS_A_DAY * (city.programme.burn_in + course.days * len(course.legs))
    while (now := int(city.world.now.tick)) < end:
        tell(now // HOURS_A_DAY - city.programme.burn_in)
        city.run_for(HOURS_A_DAY - now % HOURS_A_DAY)


def opened(course: Course) -> CityTwin:
    """Give the city in which all courses of a district and seed begin.

    Its past is the one every page of the twin begins with; from here on the seed decides the luck.
    """
    city = burned_in(course.district)
    if course.seed != SEED:
        city.world.clock.key_a, city.world.clock.key_b = run_key(course.seed)
    return city


def city_at_end(course: Course) -> CityTwin:
    """Give the city at the end of a course: as it was kept, else run from the opening."""
    if not course.legs:
        return opened(course)
    found = fetch_state(course)
    if found is None:
        found = city_at_end(course.before())
        play(found, course)
    return found


def states() -> Path:
    """Give the folder of kept states: in the cache, where nobody else can put code."""
    return cache_home() / "rooms"


def fetch_state(course: Course) -> CityTwin | None:
    """Give the kept city at the end of a course, None where there is none or its file is torn."""
    file = states() / f"{course.address()}.city"
    try:
        city: CityTwin = pickle.loads(zlib.decompress(file.read_bytes()))  # noqa: S301 - written by this file, in the user's own cache
    except (OSError, EOFError, zlib.error, pickle.UnpicklingError):
        return None
    return city


def keep_state(course: Course, city: CityTwin) -> None:
    """Keep a city for its next round; drop the oldest, and drafts of workers that were killed."""
    folder = states()
    folder.mkdir(parents=True, exist_ok=True)
    drop_oldest(folder, MOST_STATES - 1, "*")
    draft = folder / f"{course.address()}.{time.time_ns()}.part"
    draft.write_bytes(zlib.compress(pickle.dumps(city, pickle.HIGHEST_PROTOCOL), 1))
    draft.replace(folder / f"{course.address()}.city")


@dataclass(frozen=True)
class Job:
    """One course of one round to be run, and the files that keep what comes of it, by team."""

    course: Course
    files: Mapping[str, Path]


def run_job(job: Job, report: Tell) -> dict[str, Any]:
    """Run the last round of a course and keep its result; this is what a worker does."""
    yield_to_others()
    course, before = job.course, job.course.before()
    city = city_at_end(before)
    behind = course.days * len(before.legs)
    play(city, course, lambda day: report(day - behind, course.days))
    result = result_of(city, course)
    for file in job.files.values():
        write_kept(file, result)
    keep_state(course, city)
    return result


def result_of(city: CityTwin, course: Course) -> dict[str, Any]:
    """Give what a round came to, as plain data.

    ``digest`` of the whole city, ``days``: each indicator's value at the end of each day,
    ``groups``: mean satisfaction of each group of residents, ``layers``: the map at the end, a
    byte for each cell.
    """
    days = np.array(city.history[-course.days :])
    groups = Parts.joined(city.parts[-course.days :]).groups[:, :, SATISFIED].mean(axis=0)
    cells = city.world.rows("cells")
    return {
        "address": course.address(),
        "digest": city.digest(),
        "days": {name: known(column) for name, column in zip(INDICATOR_NAMES, days.T, strict=True)},
        "groups": dict(zip(GROUP_NAMES, known(groups), strict=True)),
        "layers": {
            layer.name: b64encode(layer.bytes(cells).tobytes()).decode()
            for layer in LAYERS
            if layer.name in MAPPED
        },
    }


def known(values: Any) -> list[float | None]:
    """Give numbers as plain data, None where there is none."""
    return [float(value) if np.isfinite(value) else None for value in values]


def read_result(job: Job) -> dict[str, Any] | None:
    """Give the kept result of exactly this course, None where a team has none."""
    found: dict[str, Any] | None = None
    for file in job.files.values():
        found = read_kept(file)
        if not isinstance(found, dict) or found.get("address") != job.course.address():
            return None
    return found


def jobs_of(state: State, folder: Path) -> list[Job]:
    """Give the courses of the present round, that of nobody's levers first.

    ``folder`` is that of the room.
    """
    return [
        Job(course, {team: result_file(folder, state.number, team) for team in teams})
        for course, teams in courses_of(state)
    ]


def result_file(folder: Path, number: int, team: str) -> Path:
    """Give the file in the folder of a room that keeps what a team's round came to."""
    return folder / "results" / f"{number}-{team}.json"


def read_results(state: State, folder: Path, number: int) -> Results:
    """Give what a finished round came to by team: only what has the digests of the journal.

    Empty where a file is missing or another.
    """
    found = {}
    for team, digest in state.rounds[number - 1].digests.items():
        result = read_kept(result_file(folder, number, team))
        if not isinstance(result, dict) or result.get("digest") != digest:
            return {}
        found[team] = result
    return found


MAKING: Making[Job, dict[str, Any]] = Making(
    read=read_result,
    function=run_job,
    steps=lambda job: job.course.days,
    command=lambda job: f"round {len(job.course.legs)} of {job.course.address()}",
)
