"""Between schedule and store: which run is needed next, and what became of each.

May import the sweep's own modules.
"""

import traceback
from typing import Any

from twin.sweep.engines import Job
from twin.sweep.job import Packed
from twin.sweep.schedule import Place, Schedule
from twin.sweep.spec import Plan
from twin.sweep.store import Kept, Store

#: Characters of a traceback that are kept, from its end.
LONGEST_TRACE = 4000


class Ledger:
    """The runs of a plan: those kept are told to the schedule, those missing are handed out.

    ``executed`` counts the runs that ended since, well or badly; ``reused`` those found kept.
    """

    def __init__(self, plan: Plan, store: Store, schedule: Schedule) -> None:
        """Take what is to be run, where it is kept, and in which order it is needed."""
        self.plan, self.store, self.schedule = plan, store, schedule
        self.executed = self.reused = 0

    def key(self, place: Place) -> str:
        """Give the key of a run."""
        return self.plan.keys[place.point][place.seed]

    def job(self, place: Place) -> Job:
        """Give a run as an engine takes it."""
        return self.plan.spec(*place), self.key(place), self.schedule.watch

    def needed(self) -> Place | None:
        """Give the next run that is not kept, None where there is none (yet)."""
        known = self.store.known
        while (place := self.schedule.take()) is not None:
            key = self.key(place)
            if key not in known.done and key not in known.failed:
                return place
            self.reused += 1
            watched = [self.store.value(key, name) for name in self.schedule.watch]
            self.schedule.settle(place, next(iter(watched), None))
        return None

    def keep(self, place: Place, found: Packed, attempts: int) -> None:
        """Keep a run that ended well, and tell the schedule."""
        facts = {"attempts": attempts, "seconds": round(found.seconds, 3)}
        self.store.put(self.key(place), Kept(found.digest, found.means, found.series), facts)
        self.executed += 1
        self.schedule.settle(place, next(iter(found.watched.values()), None))

    def fail(self, place: Place, status: str, error: BaseException, attempts: int) -> None:
        """Keep that a run failed, with all it takes to see it again, and tell the schedule."""
        spec = self.plan.spec(*place)
        facts = {
            "point": place.point,
            "seed": spec.seed,
            "attempts": attempts,
            "error": " ".join(f"{type(error).__name__}: {error}".split()),
            "traceback": trace(error),
            "command": spec.command(),
        }
        self.store.put_failure(self.key(place), status, facts)
        self.executed += 1
        self.schedule.settle(place, None)

    def counts(self) -> dict[str, Any]:
        """Give how many runs the schedule needed, are done, have failed, and were made now."""
        known, asked = self.store.known, self.plan.keys
        often = self.schedule.replications
        keys = {key for row, n in zip(asked, often, strict=True) for key in row[:n]}
        return {
            "needed": len(keys),
            "done": sum(key in known.done for key in keys),
            "failed": sum(key in known.failed for key in keys),
            "executed": self.executed,
            "replications": {"least": min(often, default=0), "most": max(often, default=0)},
            "alarms": list(known.alarms),
        }


def trace(error: BaseException) -> str:
    """Give the traceback of an error from a worker, the end of it where it is long."""
    there: Any = getattr(error, "traceback", None)  # pebble's
    text = there if isinstance(there, str) else "".join(traceback.format_exception(error))
    return text[-LONGEST_TRACE:]
