"""Futures of one city under several policies, each many times over: the same street, other luck.

A replication begins at a moment with its levers turned, and its luck is that of its number from
there on; number 1 is the luck of the page's own cities, so it is what they play. Each is made once
in a worker process and kept as a small file. May import what lies below the page.
"""

import hashlib
import json
import logging
import math
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from agents.cache import cache_home
from agents.streams import run_key
from twin.indicators import INDICATOR_NAMES
from twin.kept import Making, drop_oldest, read_kept, write_kept
from twin.lockstep import turn
from twin.model import HOURS_A_DAY
from twin.opening import SEED, burned_in
from twin.own import check_texts, fingerprints, in_force
from twin.revision import revision
from twin.share import city_of, read_link
from twin.workers import Tell

#: Days a replication looks ahead, and how many there are of each future.
DAYS, TIMES = 28, 8
#: Replications that stay on the disk, about 60 kB each; the newest of them.
MOST_KEPT = 4000

#: Values of an indicator at the end of each day, None where it had none.
Course = Sequence[float | None]
#: The courses of one replication, by indicator.
Courses = Mapping[str, Course]


@dataclass(frozen=True)
class Future:
    """What is replicated: a district at its opening, levers turned there, and how far.

    ``before`` is the link (its query) to another hour to begin at, with one past for all;
    ``texts`` has a hash of the text of every own behaviour that is followed.
    """

    district: str
    levers: Mapping[str, float]
    days: int = DAYS
    before: str = ""
    texts: Mapping[str, str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Note the texts of the own behaviours that are followed."""
        object.__setattr__(self, "texts", fingerprints(self.levers))

    def address(self) -> str:
        """Give a short name that only an equal future has."""
        levers, texts = sorted(in_force(self.levers).items()), self.texts.items()
        content = json.dumps([self.district, levers, self.days, self.before, *texts])
        return hashlib.blake2b(content.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True)
class Job:
    """One replication: a future, its number, and the file that keeps its courses."""

    future: Future
    number: int
    file: Path


class Cancelled(Exception):
    """The futures are no longer wanted."""


def jobs_of(futures: Sequence[Future], times: int, folder: Path | None = None) -> list[list[Job]]:
    """Give for each future its replications, from number 1 on; equal ones share a file."""
    place = folder or cache_home() / "replications"
    return [
        [
            Job(future, number, place / f"{future.address()}-{revision()}-{number}.json")
            for number in range(1, times + 1)
        ]
        for future in futures
    ]


def run_job(job: Job, report: Tell) -> Courses:
    """Make one replication and keep it; this is what a worker does, behind everybody else.

    Raises InputError where an own behaviour has another text here than where it was asked for.
    """
    yield_to_others()
    future = job.future
    check_texts(future.texts)
    before = future.before
    model = city_of(read_link(before)) if before else burned_in(future.district)
    turn(model, future.levers)
    if job.number != SEED:
        model.world.clock.key_a, model.world.clock.key_b = run_key(job.number)
    model.run_for(HOURS_A_DAY - int(model.world.now.hour))
    for day in range(1, future.days):
        report(day, future.days)
        model.run_for(HOURS_A_DAY)
    courses = courses_of(model.history[-future.days :])
    write_kept(job.file, {"number": job.number, "digest": model.digest(), "courses": courses})
    return courses


def courses_of(days: Sequence[NDArray[np.float64]]) -> dict[str, list[float | None]]:
    """Give the courses of the indicators from their values at the end of each day."""
    rows = [day.tolist() for day in days]
    return {
        name: [value if math.isfinite(value) else None for value in values]
        for name, values in zip(INDICATOR_NAMES, zip(*rows, strict=True), strict=True)
    }


def yield_to_others(nice: int = 15) -> None:
    """Let other processes go first (1 to 19: every one of them), where the system knows how."""
    if hasattr(os, "setpriority"):
        behind = os.getpriority(os.PRIO_PROCESS, 0)  # only root may come forward again
        os.setpriority(os.PRIO_PROCESS, 0, max(nice, behind))


def read_courses(file: Path) -> Courses | None:
    """Give the courses a file keeps, or None where there is no whole file of all indicators."""
    content = read_kept(file)
    try:
        return {name: content["courses"][name] for name in INDICATOR_NAMES}
    except (KeyError, TypeError):
        return None


MAKING: Making[Job, Courses] = Making(
    read=lambda job: read_courses(job.file),
    function=run_job,
    steps=lambda job: job.future.days,
    command=lambda job: f"replication {job.number} of {job.future.address()}",
)

#: The replications that are there, by place of the future and number.
Found = Mapping[tuple[int, int], Courses]


@dataclass(frozen=True)
class State:
    """How far it is: what is there, steps ``done`` of ``todo``, how many replications failed.

    ``todo`` is 0 while another visitor's futures are being made.
    """

    found: Found
    done: int = 0
    todo: int = 0
    failed: int = 0

    @property
    def finished(self) -> bool:
        """Tell whether nothing more will come."""
        return 0 < self.todo <= self.done


class Replicator:
    """Makes replications one after another in one worker, off every other thread.

    ``tell`` is called from that thread with the :class:`State`, several times a second. ``folder``
    keeps them where they must not outlive a visitor; None is the cache that all share.
    """

    #: One worker for all visitors of a server: the cities they watch come first.
    turn = threading.Lock()

    def __init__(self, folder: Path | None = None) -> None:
        """Make a replicator that has nothing to do yet."""
        self.folder = folder
        self.tell: Callable[[State], None] = lambda state: None
        self._wanted: object = None

    def make(self, futures: Sequence[Future], times: int = TIMES) -> None:
        """Make the replications of these futures, and no longer those of others."""
        wanted = self._wanted = object()
        threading.Thread(
            target=self._work, args=(wanted, futures, times), name="twin-replicator", daemon=True
        ).start()

    def stop(self) -> None:
        """Make no more; the worker ends within a second."""
        self._wanted = None

    def _work(self, wanted: object, futures: Sequence[Future], times: int) -> None:
        jobs = jobs_of(futures, times, self.folder)
        shelf = Shelf(jobs)
        steps = sum(job.future.days for job in shelf.unread)

        def look(done: int, todo: int, failed: int = 0) -> None:
            if wanted is not self._wanted:
                raise Cancelled
            self.tell(State(shelf.look(), done, todo, failed))

        try:
            if shelf.unread:
                with self._my_turn(look):
                    look(0, steps)
                    MAKING.make(tuple(shelf.unread), 1, look)
                    drop_oldest(jobs[0][0].file.parent, MOST_KEPT)
            whole = max(1, steps)
            look(whole, whole, len(shelf.unread))
        except Cancelled:
            return
        except Exception:  # the frontier of this thread: a page without bands still compares
            logging.getLogger(__name__).exception("the replications of a visitor stopped")
            self.tell(State(shelf.look(), 1, 1, len(shelf.unread)))

    @contextmanager
    def _my_turn(self, look: Callable[[int, int], None]) -> Iterator[None]:
        """Wait until no other visitor's futures are being made."""
        look(0, 0)
        while not self.turn.acquire(timeout=0.5):
            look(0, 0)
        try:
            yield
        finally:
            self.turn.release()


def by_number(jobs: Sequence[Sequence[Job]]) -> list[Job]:
    """Give every job once: all futures of a number before the next, so that pairs come early."""
    return list({job.file: job for same in zip(*jobs, strict=True) for job in same}.values())


class Shelf:
    """Reads replications as they appear on the disk, each file once."""

    def __init__(self, jobs: Sequence[Sequence[Job]]) -> None:
        """Read what is there already."""
        self._jobs = jobs
        self._read: dict[Path, Courses] = {}
        self.unread = by_number(jobs)
        self.look()

    def look(self) -> Found:
        """Give what is there by now."""
        for job in list(self.unread):
            courses = read_courses(job.file)
            if courses is not None:
                self._read[job.file] = courses
                self.unread.remove(job)
        return {
            (place, job.number): self._read[job.file]
            for place, row in enumerate(self._jobs)
            for job in row
            if job.file in self._read
        }
