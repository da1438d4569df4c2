"""One visitor's city, stepping off the page's thread. Knows nothing of solara.

A session owns one model and one thread. The page gives orders (play, pause, turn a lever) that the
thread carries out between two hours, and leaves the newest picture for whoever draws. A picture
nobody took is dropped, so a slow screen never slows the city, and a paused city costs nothing.
"""

import logging
import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from twin.errors import check_known
from twin.frame import LAYER_NAMES, LAYERS, pack
from twin.indicators import INDICATOR_NAMES

#: Simulated hours per second: how fast a city may play; infinity is as fast as it can.
SPEEDS = (1.0, 3.0, 6.0, 12.0, 24.0, 48.0, math.inf)

Job = Callable[[], None]


@dataclass(frozen=True)
class Change:
    """A lever turned by hand: at which hour, which lever, to what value."""

    tick: int
    lever: str
    value: float


class Hour(NamedTuple):
    """The clock of a picture: hours and days since the start of the run, hour of the day."""

    tick: int
    day: int
    hour: int


@dataclass(frozen=True)
class Gaze:
    """What a visitor looks at: a layer of the map, and a cell (-1 none) for its card."""

    layer: str = LAYER_NAMES[0]
    cell: int = -1


@dataclass(frozen=True)
class Picture:
    """What the page draws: a packed frame, its hour, and the indicators of the last whole day.

    ``card`` holds every layer's value at the cell looked at, by name.
    """

    number: int
    hour: Hour
    frame: bytes
    values: Mapping[str, float]
    gaze: Gaze
    card: Mapping[str, float]


#: Days before the opening that a trail begins with.
PAST_DAYS = 14


class Trail:
    """Where a city has been: the indicators at the end of each day.

    The first ``past`` entries are days before the opening, entry ``past`` is the opening itself.
    """

    def __init__(self, model: Any) -> None:
        """Begin with the last days before now, and now."""
        self.hours: list[Hour] = []
        self.values: list[Mapping[str, float]] = []
        days = list(enumerate(model.history, start=1))
        for day, values in days[-PAST_DAYS:-1]:
            self._add(Hour(24 * day, day, 0), zip(INDICATOR_NAMES, values.tolist(), strict=True))
        self.past = len(self.hours)
        self.note(model)

    def note(self, model: Any) -> None:
        """Add where a model is now."""
        self._add(hour_of(model.world.now), model.indicators.items())

    def _add(self, hour: Hour, values: Iterable[tuple[str, float]]) -> None:
        # an indicator that had no value that day is NaN (no case was closed, say): left out
        self.values.append({name: value for name, value in values if math.isfinite(value)})
        self.hours.append(hour)


class Desk:
    """Where the page leaves its orders and the session's thread finds them."""

    def __init__(self) -> None:
        """Open an empty desk: nothing to do, nothing playing."""
        self.bell = threading.Condition()
        self.playing = self.closed = False
        self.speed = 12.0
        self._jobs: deque[Job] = deque()
        self._owed = 0
        self._due = 0.0

    def leave(self, *jobs: Job) -> None:
        """Ask for jobs to be done before the next hour."""
        with self.bell:
            self._jobs.extend(jobs)
            self.bell.notify_all()

    def play(self, playing: bool, owed: int = 0) -> None:
        """Run on (or stop), and step ``owed`` more hours; stopping forgets the hours owed."""
        with self.bell:
            self.playing, self._owed = playing, self._owed + owed if owed else 0
            self._due = 0.0
            self.bell.notify_all()

    def pace(self, speed: float) -> None:
        """Set how many hours a second of play covers."""
        with self.bell:
            self.speed, self._due = speed, 0.0
            self.bell.notify_all()

    def close(self) -> None:
        """Send the thread home."""
        with self.bell:
            self.closed = True
            self.bell.notify_all()

    def at_rest(self) -> bool:
        """Tell whether no further hour is wanted now."""
        return not (self.playing or self._owed)

    def work(self) -> tuple[list[Job], bool] | None:
        """Wait for work: the jobs to do, and whether to step an hour; None when closed."""
        with self.bell:
            while not self.closed:
                now = time.monotonic()
                step = self._owed > 0 or (self.playing and now >= self._due)
                if step or self._jobs:
                    return self._take(now, step)
                self.bell.wait(self._due - now if self.playing else None)
            return None

    def _take(self, now: float, step: bool) -> tuple[list[Job], bool]:
        jobs = list(self._jobs)
        self._jobs.clear()
        if step:
            self._owed = max(0, self._owed - 1)
            # a city that cannot keep the pace does not hurry later to catch up
            self._due = max(now, self._due + 1 / self.speed) if self._due else now + 1 / self.speed
        return jobs, step


class Numbered(Protocol):
    """Something to be shown that knows its place in a series."""

    @property
    def number(self) -> int:
        """Its place, from 1 on."""


Seen = TypeVar("Seen", bound=Numbered)


class Outlet(Generic[Seen]):
    """Holds the newest picture; older ones nobody took are gone."""

    def __init__(self, bell: threading.Condition) -> None:
        """Share the bell of the desk, so that closing wakes those who wait here too."""
        self.picture: Seen | None = None
        self.wanted = True
        self._bell = bell

    def put(self, picture: Seen) -> None:
        """Replace the newest picture."""
        with self._bell:
            self.picture, self.wanted = picture, False
            self._bell.notify_all()

    def newest(self, after: int, timeout: float) -> Seen | None:
        """Wait up to ``timeout`` seconds for a picture numbered above ``after``; None if none.

        Taking a picture asks for the next one.
        """
        with self._bell:
            self._bell.wait_for(lambda: self._newer(after), timeout)
            if not self._newer(after):
                return None
            self.wanted = True
            return self.picture

    def _newer(self, after: int) -> bool:
        return self.picture is not None and self.picture.number > after


class Session:
    """A model that plays for one visitor.

    ``trail`` is where the city has been since the opening, ``log`` the levers turned since then,
    ``error`` what stopped the city if anything did. Every method may be called from any thread
    and returns at once.
    """

    def __init__(self, model: Any, opening: Any = None) -> None:
        """Take over a model; :meth:`reset` goes back to ``opening``, by default its state now."""
        self.model = model
        self.log: list[Change] = []
        self.trail = Trail(model)
        self.error: Exception | None = None
        self.desk = Desk()
        self.outlet: Outlet[Picture] = Outlet(self.desk.bell)
        self._gaze = Gaze()
        self._opening = opening or model.snapshot()
        self.desk.leave(self._publish)
        threading.Thread(target=self._run, name="twin-session", daemon=True).start()

    def play(self) -> None:
        """Let the city run."""
        self.desk.play(True)

    def pause(self) -> None:
        """Stop before the next hour, hours still owed included."""
        self.desk.play(False)
        self.desk.leave(self._publish)

    def step(self, hours: int) -> None:
        """Go on ``hours`` hours, then stop."""
        self.desk.play(False, owed=hours)

    def turn(self, levers: Mapping[str, float]) -> None:
        """Set levers before the next hour, and log each."""
        self.desk.leave(lambda: self._turn(levers))

    def look(self, gaze: Gaze) -> None:
        """Pack this layer of the cells, and read this cell, from now on.

        Raises InputError for an unknown layer.
        """
        check_known(gaze.layer, LAYER_NAMES, "unknown layer", "map")
        self._gaze = gaze
        self.desk.leave(self._publish)

    def reset(self) -> None:
        """Go back to the opening state; the levers stay as they stand."""
        self.desk.play(False)
        self.desk.leave(self._reopen, self._publish)

    def close(self) -> None:
        """Stop for ever."""
        self.desk.close()

    def _turn(self, levers: Mapping[str, float]) -> None:
        for name, value in levers.items():
            self.model.set_lever(name, value)
            self.log.append(Change(int(self.model.world.now.tick), name, value))

    def _reopen(self) -> None:
        standing = {change.lever: change.value for change in self.log}
        self.model.restore(self._opening)
        self.log, self.trail = [], Trail(self.model)
        self._turn(standing)

    def _run(self) -> None:
        try:
            while (work := self.desk.work()) is not None:
                jobs, step = work
                for job in jobs:
                    job()
                if step:
                    self.model.step()
                    if self.model.world.now.hour == 0:
                        self.trail.note(self.model)
                    if self.outlet.wanted or self.desk.at_rest():
                        self._publish()
        except Exception as error:  # the frontier of this thread: the page shows it, with an id
            self.error = error
            logging.getLogger(__name__).exception("the city of a visitor stopped")

    def _publish(self) -> None:
        world, gaze = self.model.world, self._gaze
        before = self.outlet.picture
        number = before.number + 1 if before else 1
        frame = pack(world, gaze.layer, number)
        card = read_card(world.rows("cells"), gaze.cell)
        values = self.trail.values[-1]
        self.outlet.put(Picture(number, hour_of(world.now), frame, values, gaze, card))


def hour_of(now: Any) -> Hour:
    """Give the clock of a world as plain numbers."""
    return Hour(*(int(getattr(now, name)) for name in Hour._fields))


def read_card(rows: Any, cell: int) -> dict[str, float]:
    """Give the value of every layer at a cell, by name; nothing where there is no such cell."""
    if not 0 <= cell < len(rows):
        return {}
    return {layer.name: float(layer.values(rows[cell : cell + 1])[0]) for layer in LAYERS}
