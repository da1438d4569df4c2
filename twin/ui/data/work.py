"""What a worker process does with a visitor's files: import a district, measure a case file.

One worker at a time for the whole server, behind the cities that are watched; a worker that hangs
or outgrows the machine takes no page along.
"""

import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agents.knob import Words
from twin.district import District, district_names, load_district
from twin.errors import InputError, check_known
from twin.importer import ImportOptions, import_district
from twin.opening import SEED, settle
from twin.replications import yield_to_others
from twin.run import run
from twin.series import cases_of, load_mapping, read_cases_file, statistics
from twin.series.simulated import surroundings
from twin.series.space import read_neighbours, read_population
from twin.workers import Crew, Function, Tell

#: Steps a job reports, and what of them the reading of the files is.
STEPS, READ = 100, 20
#: How far a worker stands behind the cities that are watched; somebody waits for it all the same.
BEHIND = 5
#: Most cells (100 m) of a district whose city the page opens: twice Dongcheng.
MOST_CELLS = 10_000
#: Seconds a worker may be silent before it is ended, the longest of a single step.
PATIENCE = 120.0
#: Days of the simulated run that is laid beside a case file.
DAYS = 28


@dataclass(frozen=True)
class ImportJob:
    """Files to import into a new folder, under what was declared."""

    files: tuple[Path, ...]
    options: ImportOptions
    folder: Path


@dataclass(frozen=True)
class CasesJob:
    """A case file with its mapping (a shipped name, or a file), and the run beside it.

    ``district`` is a name or a folder; ``levers`` are those of the run.
    """

    file: Path
    mapping: str | Path
    district: str
    policy: str
    levers: Mapping[str, float]
    neighbours: Path | None = None
    residents: Path | None = None


class Cancelled(Exception):
    """The visitor has gone."""


def import_files(job: ImportJob, tell: Tell) -> dict[str, Any]:
    """Import a district and live through its burn-in; give what the import found.

    Raises InputError as ``twin district import`` does, and for a district too large for a page.
    """
    yield_to_others(BEHIND)
    found = import_district(job.files, job.options, job.folder).to_dict()
    del found["folder"]
    if found["cells"] > MOST_CELLS:
        allowed = Words(
            f"页面里最多 {MOST_CELLS // 100} km²；更大的请用 twin district import 导入，"
            "在命令行运行",
            f"{MOST_CELLS // 100} km2 on the page; import a larger one with twin district import "
            "and run it on the command line",
        )
        raise InputError("too large a city", "", f"{found['cells'] / 100:.0f} km2", allowed)
    tell(READ, STEPS)
    settle(str(job.folder), tell=_part(tell, READ))
    return found


def measure_cases(job: CasesJob, tell: Tell) -> dict[str, Any]:
    """Give the statistics of the file and of a run of ``DAYS`` days, as ``twin cases`` does."""
    yield_to_others(BEHIND)
    real = _of_file(job)
    tell(READ, STEPS)
    simulated = run(
        job.policy, district=job.district, days=DAYS, seed=SEED, levers=job.levers,
        progress=_part(tell, READ),
    )  # fmt: skip
    table = cases_of(simulated)
    if not real["clock"]:  # as files do that hold dates only
        table = table.dated()
    found = statistics(table, *surroundings(load_district(job.district), "street"))
    return {"real": real, "simulated": {"title": table.title, "figures": found}}


def _of_file(job: CasesJob) -> dict[str, Any]:
    mapping = load_mapping(job.mapping, "")
    place: District | None = None
    if mapping.areas.district is not None:  # by name only: a visitor must not open folders here
        name = check_known(mapping.areas.district, district_names(), "unknown district", "areas")
        place = load_district(name)
    table = read_cases_file(job.file, mapping)
    pairs, people = surroundings(place, "street") if place else (None, None)
    if job.neighbours is not None:
        pairs = read_neighbours(job.neighbours)
        table = table.covering((code for pair in pairs for code in pair), job.neighbours.name)
    if job.residents is not None:
        people = dict(read_population(job.residents))
    figures = statistics(table, pairs, people)
    dates = (table.first, table.last)
    return {"title": table.title, "figures": figures, "clock": table.clock, "dates": dates}


def _part(tell: Tell, first: int) -> Tell:
    """Give a report of the steps from ``first`` on."""
    return lambda done, total: tell(first + (STEPS - first) * done // max(1, total), STEPS)


class Worker:
    """Does a visitor's jobs one after another, in one worker for all visitors of a server.

    ``tell`` hears the share that is done, from a thread; it raises Cancelled to end the work.
    """

    turn = threading.Lock()

    def do(self, function: Function, job: Any, tell: Callable[[float], None]) -> Any:
        """Wait for the turn, do the job and give what it gave. Raises what the job raised."""
        while not self.turn.acquire(timeout=0.5):
            tell(0.0)
        try:
            crew = Crew(1, PATIENCE)
            (outcome,) = crew.work(function, [job], STEPS, lambda done, all: tell(done / all))
        finally:
            self.turn.release()
        if outcome.error is not None:
            raise _without_folder(outcome.error)
        return outcome.value


def _without_folder(error: BaseException) -> BaseException:
    """Give an error that names files as the visitor knows them, not where they lie here."""
    if not isinstance(error, InputError):
        return error
    return InputError(
        error.what, _plain(error.where), _plain(error.got), error.allowed, error.nearest
    )


def _plain(text: Any) -> Any:
    """Take the folders out of a text: of a path in it, the last part is left."""
    if not isinstance(text, str) or "twin-visitor-" not in text:
        return text
    words = text.split(" ")
    return " ".join(w.rsplit(os.sep, 1)[-1] if "twin-visitor-" in w else w for w in words)
