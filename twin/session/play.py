"""A city that plays for one visitor, on its own thread."""

import logging
import pickle
import threading
from collections.abc import Mapping
from typing import Any

from twin.errors import check_known
from twin.frame import LAYER_NAMES
from twin.session.desk import Desk, Job
from twin.session.picture import Gaze, Outlet, Standing, take
from twin.session.tape import Change, Entry, Strike, Tape
from twin.session.trail import Trail
from twin.shockfile import load_shock
from twin.shocks import place_next

Past = tuple[Tape, Trail]

#: Seconds a branch waits for the hour that is under way.
PATIENCE = 60.0


class Session:
    """A model that plays for one visitor.

    ``trail`` is where the city has been since the opening, ``tape`` what was done to it since
    then, ``error`` what stopped the city if anything did. Every method may be called from any
    thread and returns at once.
    """

    def __init__(self, model: Any, opening: Any = None, past: Past | None = None) -> None:
        """Take over a model; :meth:`reset` goes back to ``opening``, by default its state now.

        ``past`` is what was done to it and measured of it before, where it comes from elsewhere.
        """
        self.model = model
        self.tape, self.trail = past or (Tape(model, opening or model.snapshot()), Trail(model))
        self.error: Exception | None = None
        self.desk = Desk()
        self.outlet = Outlet(self.desk.bell)
        self.ordered = 0
        self._obeyed = 0
        self._goal: int | None = None
        self._gaze = Gaze()
        self.desk.leave(self._publish)
        threading.Thread(target=self._run, name="twin-session", daemon=True).start()

    @property
    def now(self) -> int:
        """The hour at which the city stands."""
        return int(self.model.world.now.tick)

    @property
    def log(self) -> list[Entry]:
        """What was done by hand up to the present hour."""
        return self.tape.log[: self.tape.done]

    def play(self) -> None:
        """Let the city run."""
        self._play(True)

    def pause(self) -> None:
        """Stop before the next hour, hours still owed included."""
        self._play(False)
        self.desk.leave(self._publish)

    def step(self, hours: int) -> None:
        """Go on ``hours`` hours, then stop."""
        self._play(False, owed=hours)

    def run_to(self, tick: int) -> None:
        """Go on as fast as it goes until a tick, then stop; a tick in the past is no order."""
        now = self.now
        if tick > now:
            self._play(False, owed=tick - now + 1, goal=tick)

    def turn(self, levers: Mapping[str, float]) -> None:
        """Set levers before the next hour, and log each."""
        self._order(lambda: self._turn(levers))

    def strike(self, shock: str) -> None:
        """Let a shock come as soon as it can at its hour of the day, and log it.

        Raises InputError for a shock that is not known.
        """
        load_shock(shock)
        first = 24 * self.model.programme.burn_in
        self._order(lambda: self._write(Strike(self.now, place_next(shock, self.now - first))))

    def wind(self, tick: int) -> None:
        """Stop, and go to an hour between the opening and the furthest that was reached."""
        self._play(False)
        self._order(lambda: self._wind(tick))

    def look(self, gaze: Gaze) -> None:
        """Pack this layer of the cells, and read this cell, from now on.

        Raises InputError for an unknown layer.
        """
        check_known(gaze.layer, LAYER_NAMES, "unknown layer", "map")
        self._gaze = gaze
        self.desk.leave(self._publish)

    def reset(self) -> None:
        """Go back to the opening state; the levers stay as they stand."""
        self._play(False)
        self._order(self._reopen)

    def close(self) -> None:
        """Stop for ever."""
        self.desk.close()

    def _order(self, job: Job) -> None:
        """Leave a job that is counted and followed by a picture."""

        def obey() -> None:
            job()
            self._obeyed += 1
            self._publish()

        with self.desk.bell:
            self.ordered += 1
            self.desk.leave(obey)

    def _play(self, playing: bool, owed: int = 0, goal: int | None = None) -> None:
        self._goal = goal
        self.desk.play(playing, owed)

    def _turn(self, levers: Mapping[str, float]) -> None:
        for name, value in levers.items():
            self._write(Change(self.now, name, value))

    def _write(self, entry: Entry) -> None:
        if self.tape.write(self.model, entry):
            self.trail = self.trail.cut(entry.tick)

    def _wind(self, tick: int) -> None:
        first = self.tape.frames[0].tick
        self.tape.wind(self.model, min(max(tick, first), self.tape.head))

    def _reopen(self) -> None:
        standing = self.tape.turned()
        self.model.restore(self.tape.opening)
        self.model.shocks = self.tape.frames[0].shocks
        self.tape, self.trail = Tape(self.model, self.tape.opening), Trail(self.model)
        self._turn(standing)

    def _run(self) -> None:
        try:
            while (work := self.desk.work()) is not None:
                jobs, step = work
                for job in jobs:
                    job()
                if step:
                    self._step()
        except Exception as error:  # the frontier of this thread: the page shows it, with an id
            self.error = error
            logging.getLogger(__name__).exception("the city of a visitor stopped")

    def _step(self) -> None:
        self.tape.go_on(self.model)
        if int(self.model.world.now.hour) == 0:
            self.trail.note(self.model)
        if self._goal is not None and self.now >= self._goal:
            self._play(False)
        if self.outlet.wanted or self.desk.at_rest():
            self._publish()

    def _publish(self) -> None:
        before = self.outlet.picture
        number = before.number + 1 if before else 1
        values = self.trail.at(self.now)
        tape = self.tape
        standing = Standing(self._obeyed, tape.head, tape.turned())
        self.outlet.put(take(self.model.world, number, values, self._gaze, standing))


def branch(session: Session) -> Session:
    """Give a second session of the same city at the same hour, with the same past.

    From here on each has its own future; as long as the same is done to both they stay equal to
    the last byte. Waits for the hour that is under way. Raises TimeoutError if the city does not
    answer.
    """
    made: list[tuple[bytes, Tape, Trail]] = []
    done = threading.Event()

    def copy_all() -> None:
        city = pickle.dumps(session.model, protocol=pickle.HIGHEST_PROTOCOL)
        made.append((city, session.tape.copy(session.now), session.trail.cut(session.now)))
        done.set()

    session.desk.leave(copy_all)
    if not done.wait(PATIENCE):
        raise TimeoutError("the city does not answer")
    city, tape, trail = made[0]
    model = pickle.loads(city)  # noqa: S301 - dumped three lines above
    return Session(model, past=(tape, trail))
