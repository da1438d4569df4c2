"""Results of runs kept as small files: each is made once and read back ever after.

A worker or the whole command may be killed at any moment: a file is there whole or not at all, so
the same command goes on from what is finished. May import ``twin.atomic``, ``twin.errors`` and
``twin.workers``.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from twin.atomic import write_whole
from twin.errors import RunFailed
from twin.workers import Crew, Function, Outcome, Tell

Job = TypeVar("Job")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Making(Generic[Job, Result]):
    """How a kind of result is made: read from its file, or worked out in a worker.

    ``read`` gives what the file of a job keeps, or None; ``function`` makes and keeps it
    (importable by name); ``steps`` says of a job how many steps it reports, ``command`` which
    command line replays it ("" if none does).
    """

    read: Callable[[Job], Result | None]
    function: Function
    steps: Callable[[Job], int]
    command: Callable[[Job], str]

    def make(
        self,
        jobs: Sequence[Job],
        workers: int,
        progress: Tell | None = None,
        announce: Tell | None = None,
    ) -> list[Result | RunFailed]:
        """Give the result of each job, making what is missing in ``workers`` processes.

        Jobs are begun in their order. One that fails gives RunFailed with its command. ``announce``
        is told how many are missing and how many steps these have, before the first is begun; where
        none is missing, nothing.
        """
        found: list[Result | RunFailed | None] = [self.read(job) for job in jobs]
        places = [place for place, result in enumerate(found) if result is None]
        missing = [jobs[place] for place in places]
        steps = [self.steps(job) for job in missing]
        if missing and announce is not None:
            announce(len(missing), sum(steps))
        outcomes = Crew(workers).work(self.function, missing, steps, progress) if missing else []
        for place, outcome in zip(places, outcomes, strict=True):
            found[place] = self._result(jobs[place], outcome)
        return [result for result in found if result is not None]

    def _result(self, job: Job, outcome: Outcome) -> Result | RunFailed:
        if outcome.error is None:
            result: Result = outcome.value
            return result
        reason = " ".join(f"{type(outcome.error).__name__}: {outcome.error}".split())
        return RunFailed(reason, self.command(job))


def read_kept(file: Path) -> Any:
    """Give the content of a file, or None where there is no whole file."""
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def drop_oldest(folder: Path, most: int, pattern: str = "*.json") -> None:
    """Leave the ``most`` newest files of a folder: what is dropped is made anew when asked for."""
    dated = []
    for file in folder.glob(pattern):
        with suppress(FileNotFoundError):  # another server drops too
            dated.append((file.stat().st_mtime_ns, file))
    for _, file in sorted(dated, reverse=True)[most:]:
        file.unlink(missing_ok=True)


def write_kept(file: Path, content: Mapping[str, Any]) -> None:
    """Keep plain data as strict JSON, whole or not at all; its folder is made."""
    write_whole(file, [json.dumps(content, indent=1, allow_nan=False) + "\n"])
